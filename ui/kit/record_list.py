"""The list of a page whole, from a ListSpec: search, presets, filters, saved views, columns, bin, many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.office import views as kept_views
from app.office.views import ViewRow
from app.words import _
from ui.kit import list_doing, list_export, list_marks, list_menus
from ui.kit.column_chooser import ColumnChooser
from ui.kit.filter_bar import Answer
from ui.kit.jobs import BESIDE
from ui.kit.list_frame import ListFrame
from ui.kit.list_spec import Asked, ListSpec
from ui.kit.rows import Sort
from ui.kit.search import TypeToFind
from ui.kit.seat import Seat


class RecordList(ListFrame):
    """The list of a page. The page gives a ListSpec and puts `tools()` into its pane's head.

    settled() -- the first rows are on screen, once: what was left aside for them may come. shown(Asked) -- something
    else is asked for now. opened(id), chosen(id) -- as the table says. removed(ids), restored(ids) -- asked for, when
    the spec has no services of its own for it. left() -- Esc with nothing to clear.
    row_menu -- a page's own lines: row_menu(menu, id) is called first. list_menu -- the same for the list's menu.
    reveal -- called before a key opens something here while the list lies in a drawer.
    """

    settled = Signal()
    shown = Signal(object)
    opened = Signal(int)
    chosen = Signal(int)
    removed = Signal(object)
    restored = Signal(object)
    left = Signal()
    UNSAVED = 200
    """So many rows at the top may be of records that are not saved yet."""
    import_wanted = Signal(str)  # the kind; whoever shows the page hears it
    exports_wanted = Signal()  # likewise: who exported what

    def __init__(self, seat: Seat, spec: ListSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(seat, spec, parent=parent)
        self._preset_before = ""
        self._begun = False
        self._pending: dict[str, Any] | None = None
        self._listen()

    def _listen(self) -> None:
        table, search, bar = self.table, self.search, self.bar
        TypeToFind(table, search)
        search.asked.connect(self._searched_for)
        search.to_list.connect(self.to_list)
        search.entered.connect(self.to_list)
        search.left.connect(self.to_list)
        self.presets.picked.connect(lambda key: self.ask(replace(self.asked, preset=str(key), in_bin=False)))
        bar.changed.connect(lambda values: self.ask(replace(self.asked, values=values)))
        bar.lead_removed.connect(self._leave_lead)
        bar.lead_pressed.connect(lambda key: self._pop(bar, self.views.menu) if key == "view" else None)
        bar.left.connect(self.to_list)
        table.opened.connect(self.opened)
        table.current_changed.connect(self.chosen)
        table.removed.connect(self.put_away)
        table.undone.connect(lambda: self._seat.undo())
        table.told.connect(lambda words: self._seat.toasts.show(words))
        table.failed.connect(self._seat.tell)
        table.menu_asked.connect(partial(list_menus.show_row_menu, self))
        table.counted.connect(self._on_counted)
        table.searched.connect(self._on_selected)
        table.columns_wanted.connect(self.choose_columns)
        table.left.connect(self.step_back)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self.picked.many_wanted.connect(self.change_many)
        self.picked.restore_wanted.connect(self.take_back)
        self.views.chosen.connect(self._show_view)
        self.views.changed.connect(self.show_marks)

    def runs(self) -> dict[str, Callable[[], object]]:
        """What does the actions of ui.kit.list_actions here: a page binds them with its own."""
        return {
            "filter": self.offer_filters, "views": self.show_views, "many": self.change_many,
            "columns": self.choose_columns, "restore": self.take_back, "export": self.ask_export,
            "bin": lambda: self.show_bin(not self.asked.in_bin),
        }  # fmt: skip

    def offer_filters(self) -> None:
        """Open the list of fields to filter by."""
        self._come_forward()
        self.bar.offer(self.filter_button)

    def _come_forward(self) -> None:
        if not self.isVisible():
            self.reveal()

    # What the page says

    def start(self) -> None:
        """Read the views, then list for the first time: as it was left, or the usual view."""
        desk, spec = self._seat.desk, self.spec
        self._seat.jobs.read(
            lambda _progress: kept_views.find(desk, spec.key), done=self._start_with, failed=self._seat.tell,
            owner=self,
        )  # fmt: skip

    def _start_with(self, rows: list[ViewRow]) -> None:
        self.views.take(rows)
        usual = kept_views.usual(rows)
        left = (self._pending or {}).get("asked") if usual is None else usual.content
        narrowed = left.get("values") if isinstance(left, Mapping) else self.asked.values
        if narrowed and self.spec.fields is not None:
            self.read_fields(
                then=lambda: self._begin(usual)
            )  # what no longer fits goes before it is asked for
        else:
            self.settled.connect(lambda: self.read_fields(after=BESIDE))
            self._begin(usual)

    def _begin(self, usual: ViewRow | None) -> None:
        self._begun = True
        pending, self._pending = self._pending, None
        for answer in (self.table.searched, self.table.failed):
            answer.connect(self._settle)
        if usual is not None:
            self.views.set_on(usual.id)
            self._show_view(usual)
        elif pending is not None:
            self.restore(pending)
        else:
            self.ask(self.asked)

    def _settle(self) -> None:
        for answer in (self.table.searched, self.table.failed):
            answer.disconnect(self._settle)
        self.settled.emit()

    def read_fields(self, *, then: Callable[[], object] | None = None, after: int = 0) -> None:
        """Read what can be filtered by; the choices may be others by now (staff, settings)."""
        fields = self.spec.fields
        if fields is None or not (self._begun or then):  # what begins with them asks for them itself
            return

        def got(found: Sequence[Any]) -> None:
            self.bar.set_fields(found)
            if then is not None:
                then()

        self._seat.jobs.read(
            lambda _progress: fields(),
            done=got,
            failed=self._seat.tell,
            owner=self,
            after=after,
            latest="fields",
        )

    def ask(self, asked: Asked) -> None:
        """Ask for something else. Before the list has begun it is kept until then."""
        asked = self.spec.adjusted(asked)
        entering = asked.in_bin != self.asked.in_bin
        self.asked = asked
        if self.spec.presets:
            self.presets.set_value(asked.preset)
            self.presets.setEnabled(not asked.in_bin)
        if self.search.value() != asked.text:
            self.search.set_value(asked.text)
            self.search.settle()
        self.bar.set_values(asked.values)
        if entering:
            self.table.set_bin(asked.in_bin)
        self.show_marks()
        list_marks.show_empty(self)
        if self._begun:
            self.table.show_source(self.make_source(asked), sort=self.table.model().sort or self.spec.usual)
        self.shown.emit(asked)

    def heard(self, *, changed: Iterable[int] = (), came_or_went: bool = False, lit: bool = True) -> None:
        """Somebody wrote; as RecordTable.heard. What a search or filters left out may be wanted by now, and less."""
        changed = set(changed)
        came_or_went = came_or_went or (bool(changed) and self.asked.narrowed())
        self.table.heard(changed=changed, came_or_went=came_or_went, lit=lit)

    def state(self) -> dict[str, Any]:
        """What is asked for, view, columns and sort, for `restore`."""
        on = self.views.on()
        return {"asked": self.asked.kept(), "view": on.id if on else 0, "table": self.table.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave; before the list has begun it waits until then."""
        if isinstance(table := state.get("table"), dict):
            self.table.restore(table)
        if not self._begun:
            self._pending = dict(state)
            return
        self.views.set_on(state.get("view") or 0)
        self.ask(self.spec.restored(state.get("asked")))

    def content(self) -> dict[str, Any]:
        """What a saved view keeps of the list."""
        sort = self.table.model().sort
        return {
            "preset": self.asked.preset, "values": dict(self.asked.values),
            "sort": [sort.key, sort.descending] if sort else None, "columns": self.table.arrangement(),
        }  # fmt: skip

    def set_size_class(self, name: str, *, lines: bool) -> None:
        """The window is "narrow", "design" or "wide": two lines a record, or columns as they were left there."""
        self.table.set_size_class(name)
        self.table.set_form(lines=lines)

    def focus_search(self) -> None:
        """Into the search box, with its text chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def to_list(self) -> None:
        """The focus into the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> None:
        """Esc: the search goes, then the filters, then the bin, then the view; then the page hears of it."""
        if self.asked.text or self.search.text():
            self.search.empty()
        elif self.asked.values and self.views.on() is None:
            self.clear()
        elif self.asked.in_bin:
            self.ask(replace(self.asked, in_bin=False))
        elif self.views.on() is not None:
            self._leave_lead("view")
        else:
            self.left.emit()

    def clear(self) -> None:
        """No search and no filter any more: everything of the preset, or of the bin."""
        self._preset_before = ""
        self.ask(replace(self.asked, text="", values={}))

    # Asking

    def _searched_for(self, text: str) -> None:
        """A search may look further than the preset; when its text is gone the preset of before is back."""
        asked = replace(self.asked, text=text)
        if text and not self.asked.text:
            self._preset_before = self.asked.preset
            asked = replace(asked, preset=self.spec.searched.get(self.asked.preset, self.asked.preset))
        elif not text and self._preset_before:
            asked = replace(asked, preset=self._preset_before)
            self._preset_before = ""
        self.ask(asked)

    def _count_choices(self, key: str, answer: Answer) -> None:
        counts, asked = self.spec.counts, self.asked
        if counts is not None:
            self._seat.jobs.read(
                lambda _progress: counts(asked, key), done=answer, failed=self._seat.tell, owner=self
            )

    # Views

    def show_views(self) -> None:
        """Open the menu of saved views."""
        self._come_forward()
        at = next((each for each in (self.view_icon, self.view_button) if each.isVisible()), self.bar)
        self._pop(at, self.views.menu)

    def _show_view(self, row: ViewRow | None) -> None:
        if row is None:
            self.table.model().sort = None
            self.ask(self.spec.first())
            return
        content = row.content
        sort = content.get("sort")
        if sort and any(column.key == sort[0] and column.sorts for column in self.spec.columns):
            self.table.model().sort = self.table.horizontalHeader().sort = Sort(sort[0], bool(sort[1]))  # type: ignore[attr-defined]
        if isinstance(columns := content.get("columns"), dict):
            self.table.arrange(columns)
        self.ask(self.spec.restored(content))

    def _leave_lead(self, key: str) -> None:
        if key == "bin":
            self.ask(replace(self.asked, in_bin=False))
        else:
            self.views.set_on(0)
            self._show_view(None)

    def show_marks(self) -> None:
        """Say again what view and bin are on."""
        list_marks.show_marks(self)

    # The table's answers

    def _on_counted(self, count: int, complete: bool) -> None:
        self.bar.set_count(count if complete else None)
        self._on_selected()

    def _on_selected(self) -> None:
        """How many are selected: drafts, which stand at the top, are none of the records that can be changed."""
        top = self.table.model().ids[: self.UNSAVED]
        unsaved = sum(
            not self.spec.real(id) for first, last in self.table.ranges() for id in top[first : last + 1]
        )
        count = self.table.selected_count() - unsaved
        self.picked.set_count(count, can_change=self.spec.bulk is not None)

    def selected(self) -> list[int]:
        """The saved records that are selected, in the order shown."""
        return [id for id in self.table.selected_ids() if self.spec.real(id)]

    # Doing

    def put_away(self, ids: Iterable[int]) -> None:
        """Del: into the bin. In the bin itself it says how things come back."""
        list_doing.put_away(self, self._seat, ids)

    def take_back(self) -> None:
        """Out of the bin: what is selected there."""
        list_doing.take_back(self, self._seat)

    def change_many(self) -> None:
        """Change a field of all that is selected."""
        list_doing.change_many(self, self._seat)

    def choose_columns(self) -> None:
        """Open the column chooser; a list on two lines has no columns to choose."""
        if self.table.in_lines:
            self._seat.toasts.note(_("Columns are there in a wide window: make it wider."))
            return
        at = self.menu_button if self.menu_button.isVisible() else self.search
        ColumnChooser(at, self.table).open()

    def show_bin(self, on: bool) -> None:
        """The deleted records of this list, or the living ones again."""
        self._preset_before = ""
        self.ask(replace(self.asked, in_bin=on, text="", values={}))

    # Menus and export

    def menu(self) -> QMenu:
        """The list's menu: order, columns, many at once, export, copy, the bin."""
        return list_menus.whole(self)

    def ask_export(self) -> None:
        """Ask for a file, then write what is listed."""
        list_export.ask(self, self._seat)

    def export_to(self, path: Path) -> None:
        """Write the records that are listed, all of them and in their order, to `path`."""
        list_export.write(self, self._seat, path)
