"""The list of a page whole, from a ListSpec: search, presets, filters, saved views, columns, bin, many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from app.office import views as kept_views
from app.office.views import ViewRow
from app.words import _
from ui.kit import bulk_panel, theme
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import ChipRow
from ui.kit.column_chooser import ColumnChooser
from ui.kit.empty import Empty
from ui.kit.filter_bar import Answer, FilterBar
from ui.kit.jobs import Progress
from ui.kit.list_spec import Asked, ListSpec
from ui.kit.rows import Sort, Source
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.kit.selection_bar import SelectionBar
from ui.kit.table import RecordTable
from ui.kit.views import Views


class RecordList(QWidget):
    """Head, table and bar of what is selected. The page gives a ListSpec and puts `tools()` into its pane's head.

    shown(Asked) -- something else is asked for now. opened(id), chosen(id) -- as the table says. removed(ids),
    restored(ids) -- asked for, when the spec has no services of its own for it. left() -- Esc with nothing to clear.
    row_menu -- a page's own lines: row_menu(menu, id) is called first. list_menu -- the same for the list's menu.
    reveal -- called before a key opens something here while the list lies in a drawer.
    """

    shown = Signal(object)
    opened = Signal(int)
    chosen = Signal(int)
    removed = Signal(object)
    restored = Signal(object)
    left = Signal()
    exports_wanted = Signal()  # likewise: who exported what
    import_wanted = Signal(str)  # the kind; whoever shows the page hears it

    def __init__(self, seat: Seat, spec: ListSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat, self.spec = seat, spec
        self.asked = spec.first()
        self.row_menu: Callable[[QMenu, int], None] = lambda _menu, _id: None
        self.list_menu: Callable[[QMenu], None] = lambda _menu: None
        self.reveal: Callable[[], None] = lambda: None
        self.make_source: Callable[[Asked], Source] = spec.source
        self._preset_before = ""
        self._begun = False
        self._pending: dict[str, Any] | None = None
        self.setAccessibleName(spec.name)
        self.search = SearchBox(name=_("Search {name}").format(name=spec.name), hint=spec.hint)
        self.presets = ChipRow(spec.presets, name=_("Which of {name}").format(name=spec.name))
        if not spec.presets:
            self.presets.hide()
        self.bar = FilterBar(
            name=_("Filters"), now=seat.desk.now, counting=self._count_choices if spec.counts else None
        )
        self.table = RecordTable(
            spec.columns, jobs=seat.jobs, name=spec.name, row_height=spec.row_height, lines=spec.lines,
            line_height=spec.line_height,
        )  # fmt: skip
        self.table.model().sort = self.table.horizontalHeader().sort = spec.usual  # type: ignore[attr-defined]
        self.picked = SelectionBar(words=spec.words)
        self.views = Views(seat, spec.key, self, content=self.content)
        self._make_buttons()
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        inset.setSpacing(theme.px(8))
        inset.addWidget(self.search)
        inset.addWidget(self.presets)
        inset.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inset)
        column.addWidget(self.table, 1)
        column.addWidget(self.picked)
        self._listen()

    # Parts

    def _make_buttons(self) -> None:
        self.filter_button = IconButton("funnel", _("Filter"))
        self.filter_button.clicked.connect(lambda: self.bar.offer(self.filter_button))
        self.view_button = Button(_("Views"), kind="ghost", icon="bookmark")
        self.view_icon = IconButton("bookmark", _("Saved views"))
        self.menu_button = IconButton("sliders-horizontal", _("Columns, bin, export"))
        for button, menu in (
            (self.view_button, self.views.menu), (self.view_icon, self.views.menu), (self.menu_button, self.menu),
        ):  # fmt: skip
            button.clicked.connect(partial(self._pop, button, menu))

    def tools(self) -> tuple[IconButton, ...]:
        """Filter, saved views, and the rest behind one button: for the head of the pane."""
        return self.filter_button, self.view_icon, self.menu_button

    def _pop(self, button: QWidget, menu: Callable[[], QMenu], *_pressed: object) -> None:
        made = menu()
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(button.mapToGlobal(QPoint(0, button.height())))

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
        table.menu_asked.connect(self._show_row_menu)
        table.counted.connect(self._on_counted)
        table.columns_wanted.connect(self.choose_columns)
        table.left.connect(self.step_back)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self.picked.many_wanted.connect(self.change_many)
        self.picked.restore_wanted.connect(self.take_back)
        self.views.chosen.connect(self._show_view)
        self.views.changed.connect(self._show_marks)

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
        """Read fields and views, then list for the first time: as it was left, or the usual view."""
        desk, spec = self._seat.desk, self.spec

        def read(_progress: Progress) -> tuple[Sequence[Any], list[ViewRow], ViewRow | None]:
            return (
                spec.fields() if spec.fields is not None else (),
                kept_views.find(desk, spec.key),
                kept_views.usual(desk, spec.key),
            )

        self._seat.jobs.read(read, done=self._start_with, failed=self._seat.tell, owner=self)

    def read_fields(self) -> None:
        """The choices may be others by now (staff, settings): read them anew."""
        if self.spec.fields is not None and self._begun:
            fields = self.spec.fields
            self._seat.jobs.read(
                lambda _progress: fields(), done=self.bar.set_fields, failed=self._seat.tell, owner=self
            )

    def _start_with(self, answer: tuple[Sequence[Any], list[ViewRow], ViewRow | None]) -> None:
        fields, rows, usual = answer
        self.bar.set_fields(fields)
        self.views.take(rows)
        self._begun = True
        pending, self._pending = self._pending, None
        if usual is not None and not (pending or {}).get("explicit"):
            self.views.set_on(usual.id)
            self._show_view(usual)
        elif pending is not None:
            self.restore(pending)
        else:
            self.ask(self.asked)

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
        self._show_marks()
        self._show_empty()
        if self._begun:
            self.table.show_source(self.make_source(asked), sort=self.table.model().sort or self.spec.usual)
        self.shown.emit(asked)

    def heard(self, *, changed: Iterable[int] = (), came_or_went: bool = False, lit: bool = True) -> None:
        """Somebody wrote; as RecordTable.heard."""
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

    def _show_marks(self) -> None:
        """Chips before the filters: the bin and the view; and what the view's button says."""
        on = self.views.on()
        lead = []
        if self.asked.in_bin:
            lead.append(("bin", _("Bin"), "trash-2"))
        if on is not None:
            name = f"{on.name} *" if self.views.is_changed() else on.name
            lead.append(("view", name, "bookmark"))
        self.bar.set_lead(lead)
        self.bar.setVisible(not self.bar.empty() or not self.spec.presets)
        self.view_button.set_words(_("View: {name}").format(name=on.name) if on is not None else _("Views"))
        self.picked.set_bin(self.asked.in_bin)

    def _show_empty(self) -> None:
        if self.asked.narrowed():
            clear = Button(_("Clear the filters"), kind="primary", key="Esc")
            clear.clicked.connect(self._clear_and_go_on)
            text = _("Try fewer letters, or part of the number.") if self.asked.text else ""
            self.table.set_empty(Empty(icon="search", title=_("Nothing fits"), text=text, buttons=(clear,)))
            return
        if self.asked.in_bin:
            text = _("What is deleted lies here until it is restored; nothing goes for good by itself.")
            self.table.set_empty(Empty(icon="trash-2", title=_("The bin is empty"), text=text))
            return
        icon, title, text = self.spec.empty(self.asked)
        self.table.set_empty(Empty(icon=icon, title=title, text=text) if title else None)

    def _clear_and_go_on(self) -> None:
        self.clear()
        self.to_list()

    # The table's answers

    def _on_counted(self, count: int, complete: bool) -> None:
        self.bar.set_count(count if complete else None)

    def _on_selected(self) -> None:
        count = self.table.selected_count()
        self.picked.set_count(count, can_change=self.spec.bulk is not None)

    def selected(self) -> list[int]:
        """The saved records that are selected, in the order shown."""
        return [id for id in self.table.selected_ids() if self.spec.real(id)]

    # Doing

    def put_away(self, ids: Iterable[int]) -> None:
        """Del: into the bin. In the bin itself it says how things come back."""
        wanted = list(ids)
        if self.asked.in_bin:
            self._seat.toasts.show(_("It lies in the bin already. Ins restores it."))
        elif self.spec.remove is None:
            self.removed.emit(wanted)
        elif real := [id for id in wanted if self.spec.real(id)]:
            remove = self.spec.remove
            self._seat.save(
                lambda _progress: remove(real), owner=self,
                said=lambda n: _("{records} put into the bin").format(records=self.spec.words(n)),
            )  # fmt: skip

    def take_back(self) -> None:
        """Out of the bin: what is selected there."""
        ids = self.selected()
        if not self.asked.in_bin or not ids:
            return
        restore = self.spec.restore
        if restore is None:
            self.restored.emit(ids)
        else:
            self._seat.save(
                lambda _progress: restore(ids), owner=self,
                said=lambda n: _("{records} restored").format(records=self.spec.words(n)),
            )  # fmt: skip

    def change_many(self) -> None:
        """Change a field of all that is selected."""
        ids = self.selected()
        if self.asked.in_bin or not ids:
            self._seat.toasts.show(
                _("Restore them first.")
                if self.asked.in_bin
                else _("Select records first: Shift with the arrows.")
            )
            return
        bulk_panel.ask(self, self._seat, self.spec, ids)

    def choose_columns(self) -> None:
        """Open the column chooser; a list on two lines has no columns to choose."""
        if self.table.in_lines:
            self._seat.toasts.show(_("Columns are there in a wide window: make it wider."))
            return
        at = self.menu_button if self.menu_button.isVisible() else self.search
        ColumnChooser(at, self.table).open()

    def show_bin(self, on: bool) -> None:
        """The deleted records of this list, or the living ones again."""
        self._preset_before = ""
        self.ask(replace(self.asked, in_bin=on, text="", values={}))

    # Menus

    def menu(self) -> QMenu:
        """The list's menu: order, columns, many at once, export, copy, the bin."""
        menu = QMenu(_("List"), self)
        menu.setAccessibleName(_("List"))
        self.list_menu(menu)
        order = menu.addMenu(_("Sort by"))
        sort = self.table.model().sort
        for column in self.spec.columns:
            if column.sorts and (not column.bin or self.asked.in_bin):
                on = sort is not None and sort.key == column.key
                arrow = ("  ↓" if sort.descending else "  ↑") if on and sort is not None else ""
                action = order.addAction(column.title + arrow, partial(self._sort_by, column.key))
                action.setCheckable(True)
                action.setChecked(on)
        if not self.table.in_lines:
            menu.addAction(_("Columns…") + "\tCtrl+M", self.choose_columns)
        menu.addSeparator()
        if self.spec.bulk is not None:
            many = menu.addAction(_("Change what is selected…") + "\tCtrl+B", self.change_many)
            many.setEnabled(bool(self.table.selected_count()) and not self.asked.in_bin)
        if self.spec.imports:
            menu.addAction(
                _("Import a list…") + "\tCtrl+I", lambda: self.import_wanted.emit(self.spec.imports)
            )
        if self.spec.export is not None:
            menu.addAction(_("Export what is listed…"), self.ask_export)
            menu.addAction(_("Who exported what…"), self.exports_wanted)
        menu.addAction(_("Copy as a table") + "\tCtrl+C", self.table.copy)
        menu.addSeparator()
        bin_ = menu.addAction(_("Bin"))
        bin_.setCheckable(True)
        bin_.setChecked(self.asked.in_bin)
        bin_.toggled.connect(self.show_bin)
        return menu

    def _sort_by(self, key: str) -> None:
        sort = self.table.model().sort
        again = sort is not None and sort.key == key
        first = self.spec.usual.descending if key == self.spec.usual.key else False
        self.table.sort_by(Sort(key, not sort.descending if again and sort is not None else first))
        self._show_marks()

    def _show_row_menu(self, id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.row_menu(menu, id)
        if menu.isEmpty():
            menu.addAction(_("Open"), lambda: self.opened.emit(id))
        menu.addAction(_("Copy as a table") + "\tCtrl+C", self.table.copy)
        if self.asked.in_bin:
            menu.addAction(_("Restore") + "\tIns", self.take_back)
        else:
            if self.spec.bulk is not None and self.spec.real(id):
                menu.addAction(_("Change what is selected…") + "\tCtrl+B", self.change_many)
            menu.addAction(_("Delete") + "\tDel", lambda: self.put_away(self.table.selected_ids()))
        menu.popup(where)

    # Export

    def ask_export(self) -> None:
        """Ask for a file, then write what is listed."""
        proposed = Path.home() / f"{self.spec.name}.xlsx"
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export what is listed"), str(proposed), "Excel (*.xlsx);;CSV (*.csv)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the records that are listed, all of them and in their order, to `path`."""
        export, real = self.spec.export, self.spec.real
        source, sort = self.table.model().source(), self.table.model().sort
        if export is None or source is None:
            return

        def work(progress: Progress) -> int:
            token = object()
            progress.on_cancel(lambda: source.interrupt(token))
            ids = [id for id in source.find(None, sort, token) if real(id)]
            return export(path, ids, lambda done, all: progress.set(done, all))

        def written(count: int) -> None:
            said = _("{records} written to {file}.")
            self._seat.toasts.show(said.format(records=self.spec.words(count), file=path.name))

        self._seat.jobs.read(
            work, title=_("Writing {file}").format(file=path.name), owner=self, done=written,
            failed=lambda error: self._seat.tell(error, again=lambda: self.export_to(path)),
        )  # fmt: skip
