"""The list of calls: search, chips, table, figures of the day; filters, export and bin behind one button."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout

from app.calls import finding, promises
from app.calls.totals import Totals, totals_between
from app.overview.exports import export
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.facts import Facts
from ui.calls.filtering import CHIPS, Filter, Span, nothing_found, restored, spans
from ui.calls.rows import CallSource, columns, is_open
from ui.calls.span_panel import SpanPanel
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.changes import Burst
from ui.kit.chips import Chip, ChipRow
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Progress
from ui.kit.labels import Line, label
from ui.kit.panes import Pane
from ui.kit.rows import Row, Sort
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.kit.table import RecordTable, count_words

PATIENCE = 1500  # ms that a row asked for may take to be listed
NEWEST_FIRST = Sort("started_at", descending=True)


class ListPane(Pane):
    """chosen(id) -- a row was chosen; opened(id) -- Enter or double click on it. removed(ids) -- Del.
    restored(ids) -- out of the bin. take_wanted() -- the empty list's button.
    """

    chosen = Signal(int)
    opened = Signal(int)
    removed = Signal(object)
    restored = Signal(object)
    take_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__("sunken", name=_("Calls"))
        self._seat = seat
        self._filter = Filter()
        self._chip_before = ""
        self._rows: tuple[Row, ...] = ()
        self._facts: Facts | None = None
        self._counting: Job | None = None
        self._count_again = self._stale = False
        self._totals = Totals()
        self._wanted = self._last = 0
        self.leave_alone = False
        """Whether the row chosen last stays so, even when it is not listed: a form is in front."""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)
        self._day: date | None = None
        self._make_head()
        self._make_table()
        self.source = CallSource(seat.desk, self._filter.query(seat.desk))
        self._listen()

    # Parts

    def _make_head(self) -> None:
        self._date = label("", "meta")
        self.export_button = IconButton("file-down", _("Export what is listed"))
        self.filter_button = IconButton("sliders-horizontal", _("Filter, bin, columns"))
        title = label(_("Calls"), "pane")
        self.add_head(title, self._date, None, self.export_button, self.filter_button, height=52, line=False)
        self.search = SearchBox(name=_("Search calls"), hint=_("Initials, words, numbers"))
        self.chips = ChipRow([(key, pgettext(*words)) for key, words in CHIPS.items()], name=_("Which calls"))
        self._narrowed = QHBoxLayout()
        self._narrowed.setSpacing(6)
        self._narrowed.addStretch(1)
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        inset.setSpacing(theme.px(8))
        inset.addWidget(self.search)
        inset.addWidget(self.chips)
        inset.addLayout(self._narrowed)
        self.body.addLayout(inset)

    def _make_table(self) -> None:
        self.table = RecordTable(columns(), jobs=self._seat.jobs, name=_("Calls"), row_height=40, lines=True)
        self.body.addWidget(self.table, 1)
        self._figures = Line("", size=12, tone="text2")
        self._count = Line("", size=12, tone="text3", align=Qt.AlignmentFlag.AlignRight)
        row = self.add_foot(self._figures, self._count, height=36)
        row.setStretchFactor(self._figures, 1)

    def _listen(self) -> None:
        table, search = self.table, self.search
        TypeToFind(table, search)
        search.asked.connect(self._searched_for)
        search.to_list.connect(self._to_list)
        search.entered.connect(self._to_list)
        search.left.connect(table.setFocus)
        self.chips.picked.connect(lambda key: self._show(replace(self._filter, chip=str(key), in_bin=False)))
        self.export_button.clicked.connect(self._ask_export)
        self.filter_button.clicked.connect(
            lambda: self._show_menu(self.filter_button.mapToGlobal(QPoint(0, self.filter_button.height())))
        )
        table.current_changed.connect(self._on_current)
        table.opened.connect(self.opened)
        table.removed.connect(self._on_removed)
        table.undone.connect(lambda: self._seat.undo())
        table.told.connect(lambda words: self._seat.toasts.show(words))
        table.failed.connect(self._seat.tell)
        table.menu_asked.connect(self._show_row_menu)
        table.searched.connect(self._on_searched)
        table.counted.connect(self._on_counted)
        table.left.connect(self._on_left)

    # What the page says

    def start(self) -> None:
        """List for the first time."""
        self._show(self._filter)
        self.count()

    def set_facts(self, facts: Facts) -> None:
        """Categories for the menu."""
        self._facts = facts

    def set_form(self, *, wide: bool) -> None:
        """Columns in a wide window, two lines a call otherwise."""
        self.table.set_form(lines=not wide)

    def show_open(self, rows: Sequence[Row]) -> None:
        """These calls are not saved yet: they stand on top."""
        before, self._rows = self._rows, tuple(rows)
        if before == self._rows or not self._shows_open():
            return
        self.source.opened = self._rows
        if [row.id for row in before] == [row.id for row in self._rows]:
            self.table.heard(changed=[row.id for row in self._rows], lit=False)
        else:
            self.table.heard(came_or_went=True, lit=False)

    def want(self, id: int) -> None:
        """Choose row `id` now, or as soon as it is listed; `chosen` is silent until then."""
        self._wanted = self._last = id
        if self.table.current_id() == id or self.table.set_current(id):
            self._wanted = 0
        else:
            self._patience.start()

    def heard(self, burst: Burst, call_ids: set[int]) -> None:
        """Somebody wrote; `call_ids` are the calls whose rows look different now."""
        came = burst.came_or_went("call") or (self._filter.chip == "owed" and burst.touches("promise"))
        elsewhere = burst.from_elsewhere(self._seat.desk.store.origin)
        if came or call_ids:
            self.table.heard(changed=call_ids, came_or_went=came, lit=elsewhere)
        self.count()

    def new_day(self) -> None:
        """Ask the clock: after midnight today is another day."""
        today = self._seat.desk.today()
        if self._day is not None and today != self._day:
            self.count()
            if self._filter.only_today():
                self._show(self._filter)
        self._day = today

    def state(self) -> dict[str, Any]:
        """Filter, columns and sort, for `restore`."""
        return {"filter": self._filter.kept(), "table": self.table.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.table.restore(state.get("table", {}))
        self._show(restored(state.get("filter", {})))

    def focus_search(self) -> None:
        """Into the search box, with its text chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def shown_filter(self) -> Filter:
        """What is asked for."""
        return self._filter

    # Asking

    def _searched_for(self, text: str) -> None:
        """A search looks through all calls; when its text is gone the chip of before is back."""
        shown = replace(self._filter, text=text)
        if text and not self._filter.text:
            self._chip_before = self._filter.chip
            shown = replace(shown, chip="all" if self._filter.chip == "today" else self._filter.chip)
        elif not text and self._chip_before:
            shown = replace(shown, chip=self._chip_before)
            self._chip_before = ""
        self._show(shown)

    def _show(self, shown: Filter) -> None:
        if shown.span is not None and shown.chip == "today":
            shown = replace(shown, chip="all")
        self._filter = shown
        self._day = self._seat.desk.today()
        if self.chips.value() != shown.chip:
            self.chips.set_value(shown.chip)
        self.chips.setEnabled(not shown.in_bin)
        self._show_narrowed()
        self._show_empty()
        opened = self._rows if self._shows_open() else ()
        self.source = CallSource(self._seat.desk, shown.query(self._seat.desk), opened)
        self.table.show_source(self.source, sort=self.table.model().sort or NEWEST_FIRST)

    def _shows_open(self) -> bool:
        """Calls that are not saved yet are no hits of a search, and not in the bin."""
        return not self._filter.text and not self._filter.in_bin

    def _show_narrowed(self) -> None:
        while self._narrowed.count() > 1:
            self._narrowed.takeAt(0).widget().deleteLater()
        shown, today = self._filter, self._seat.desk.today()
        parts = []
        if shown.in_bin:
            parts.append((pgettext("calls", "Bin"), replace(shown, in_bin=False)))
        if shown.span is not None:
            parts.append((shown.span.words(today), replace(shown, span=None)))
        if shown.category and self._facts is not None:
            parts.append((self._facts.categories.label(shown.category), replace(shown, category="")))
        for at, (words, without) in enumerate(parts):
            chip = Chip(words, removable=True)
            chip.removed.connect(lambda without=without: self._show(without))
            self._narrowed.insertWidget(at, chip)

    def _show_empty(self) -> None:
        title, text = nothing_found(self._filter)
        buttons: tuple[Button, ...] = ()
        if self._filter.only_today() and not self._filter.text:
            take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
            take.clicked.connect(self.take_wanted)
            buttons = (take,)
        icon = "search" if self._filter.text else "trash-2" if self._filter.in_bin else "phone"
        self.table.set_empty(Empty(icon=icon, title=title, text=text, buttons=buttons))

    # The table's answers

    def _on_searched(self) -> None:
        self._keep_choice()

    def _on_counted(self, count: int, complete: bool) -> None:
        self._keep_choice()
        if self.source.opened:  # what was typed while the list was read
            self.table.heard(changed=[row.id for row in self.source.opened], lit=False)
        if not count and complete and not self.leave_alone:
            self.chosen.emit(0)
        shown = max(0, count - len(self.source.opened))
        self._count.set_text(count_words(shown, complete) if not self._filter.only_today() else "")

    def _keep_choice(self) -> None:
        if self._wanted and self.table.set_current(self._wanted):
            self._wanted = 0
        elif self._wanted or self.table.current_id() or self.table.set_current(self._last):
            return
        elif not self.leave_alone:
            self.table.go_first()

    def _give_up(self) -> None:
        """What was asked for is not in this list."""
        self._wanted = 0

    def _on_current(self, id: int) -> None:
        if id and (not self._wanted or id == self._wanted):
            self._last = id
            self.chosen.emit(id)

    def _on_removed(self, ids: Any) -> None:
        (self.restored if self._filter.in_bin else self.removed).emit(list(ids))

    def _on_left(self) -> None:
        if self.search.text():
            self.search.empty()

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Figures

    def count(self) -> None:
        """Count the day anew; a hidden list waits until it is shown."""
        if not self.isVisible():
            self._stale = True
        if self._counting is not None and not self._counting.finished:
            self._count_again = True
            return
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Totals, int, datetime]:
            now = desk.now()
            start, end = desk.day_bounds(now.date())
            with desk.store.read() as session:
                owed = promises.count_owed(session)
            return totals_between(desk, start, end), owed, now

        self._counting = self._seat.jobs.read(read, done=self._counted, failed=self._seat.tell, owner=self)

    def _counted(self, answer: tuple[Totals, int, datetime]) -> None:
        totals, owed, now = answer
        self._totals = totals
        self.chips.set_counts(
            {"today": totals.calls, "missed": totals.missed, "owed": owed},
            tones={"missed": "red", "owed": "amber"},
        )
        self._date.setText(speech.day(now))
        share, mean = totals.within_three_rings, totals.average_talk_seconds
        self._figures.set_text(speech.joined(
            None if share is None else _("Within three rings {share}").format(share=f"{share:.0%}"),
            None if mean is None else _("average talk {time}").format(time=speech.seconds(round(mean))),
        ))  # fmt: skip
        if self._count_again:
            self._count_again = False
            self.count()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.count()

    # Menus

    def _show_menu(self, where: QPoint) -> None:
        self.menu().popup(where)

    def menu(self) -> QMenu:
        """Filters, columns, export and the bin."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        days = menu.addMenu(_("Days"))
        for words, span in spans(self._seat.desk.today()).values():
            days.addAction(words, lambda span=span: self._show(replace(self._filter, span=span)))
        days.addAction(_("From … to …"), self._ask_span)
        kinds = menu.addMenu(pgettext("call", "Category"))
        for word in self._facts.categories.words if self._facts is not None else ():
            words = self._facts.categories.label(word) if self._facts is not None else word
            kinds.addAction(words, lambda word=word: self._show(replace(self._filter, category=word)))
        if not self.table.in_lines:
            shown = self.table.column_menu()
            shown.setTitle(_("Columns"))
            menu.addMenu(shown)
        menu.addSeparator()
        menu.addAction(_("Export what is listed…"), self._ask_export)
        menu.addAction(_("Copy as a table") + "\tCtrl+C", self.table.copy)
        menu.addSeparator()
        bin_ = menu.addAction(pgettext("calls", "Bin"))
        bin_.setCheckable(True)
        bin_.setChecked(self._filter.in_bin)
        bin_.toggled.connect(lambda on: self._show(replace(self._filter, in_bin=on)))
        return menu

    def _show_row_menu(self, id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Go on") if is_open(id) else _("Open"), lambda: self.opened.emit(id))
        menu.addAction(_("Copy as a table") + "\tCtrl+C", self.table.copy)
        words = _("Restore") if self._filter.in_bin else _("Delete") + "\tDel"
        menu.addAction(words, lambda: self._on_removed(self.table.selected_ids()))
        menu.popup(where)

    def _ask_span(self) -> None:
        panel = SpanPanel(self, now=self._seat.desk.now, span=self._filter.span)
        panel.picked.connect(self.show_span)
        panel.open()

    def show_span(self, span: Span) -> None:
        """List the calls of some days only."""
        self._show(replace(self._filter, span=span))

    # Export

    def _ask_export(self) -> None:
        proposed = Path.home() / f"{_('Calls')}.xlsx"
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export what is listed"), str(proposed), "Excel (*.xlsx);;CSV (*.csv)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the calls that are listed, all of them and in their order, to `path`."""
        desk, query = self._seat.desk, self.source.sorted_query(self.table.model().sort)

        def work(progress: Progress) -> int:
            ids = list(finding.find(desk, query))
            return export(desk, "calls", path, ids=ids, progress=lambda done, all: progress.set(done, all))

        def written(count: int) -> None:
            said = ngettext("{n} call written to {file}.", "{n} calls written to {file}.", count)
            self._seat.toasts.show(said.format(n=f"{count:,}", file=path.name))

        self._seat.jobs.read(
            work, title=_("Writing {file}").format(file=path.name), owner=self, done=written,
            failed=lambda error: self._seat.tell(error, again=lambda: self.export_to(path)),
        )  # fmt: skip
