"""The roster page: a month made in one action, locked, swapped, ticked and printed, all by keys."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.overview import papers
from app.roster import checks, finding, reasons
from app.roster.checks import DeskMonth
from app.roster.finding import Cell, Month
from app.roster.year import month_after
from app.words import _, ngettext, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.changes import Burst
from ui.kit.chips import KeyCap
from ui.kit.drawing import Drawing
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import Line, hairline, label
from ui.kit.options import Option, Segment
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, Panes, scrolled
from ui.kit.pdf import page_image
from ui.kit.preview import PdfPreview
from ui.kit.seat import Seat
from ui.roster.acting import Acting
from ui.roster.actions import ROSTER
from ui.roster.desk_grid import DeskGrid
from ui.roster.files import Files
from ui.roster.month_grid import MonthGrid
from ui.roster.person_grid import PersonGrid
from ui.roster.side import SidePane
from ui.roster.words import facts, fair_words, month_name

SIDE = 352
WIDE_SIDE = 420
HEARD = (
    "roster", "roster_month", "roster_pool", "roster_leave", "roster_apart", "roster_task", "desk_check", "staff",
    "setting", "calendar_day",
)  # fmt: skip
VIEWS = ("month", "people", "desks")
PREVIEW_WIDTH = 640
"""Pixels of the small page, twice its size on screen so that it is sharp."""


class RosterPage(QWidget):
    """A month | how fair it is, who is away, and the sheet as it prints."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._month = seat.desk.today().replace(day=1)
        self.shown: Month | None = None
        self.desks: DeskMonth | None = None
        self._reading: Job | None = None
        self._asking: Job | None = None
        self._drawing = Drawing(seat, parent=self)
        self._why: dict[tuple[int, int], list[str]] = {}
        self.acting = Acting(seat, self)
        self.files = Files(seat, self)
        self._why_late = QTimer(self, singleShot=True, interval=120)
        self._why_late.timeout.connect(self._ask_why_chosen)
        self.setAccessibleName(_("Roster"))
        self._make_work()
        self.side = SidePane()
        self.panes = Panes(work=self._work, know=self.side, sizes=(0, SIDE), wide_sizes=(0, WIDE_SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._bind()
        self._connect()
        self.refresh()

    # Parts

    def _make_work(self) -> None:
        self._work = Pane(name=_("Month"))
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack)
        self.stack.addWidget(self._make_month())
        self.stack.addWidget(self._make_preview())

    def _make_month(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addLayout(self._make_facts())
        column.addWidget(self._make_trouble())
        self.views = QStackedWidget()
        self.grid, self.people, self.desk_grid = MonthGrid(), PersonGrid(), DeskGrid()
        make = Button(_("Make this month"), kind="primary", icon="shuffle", key="Ctrl G")
        make.clicked.connect(lambda: self.acting.make())
        self.empty = Empty(
            icon="calendar-days", title=_("Nobody is on duty this month yet"),
            text=_("One press makes it fair: nobody two days running, the year's turns even, no rest day."),
            buttons=(make,),
        )  # fmt: skip
        for part in (self.grid, _high(self.people), _high(self.desk_grid), self.empty):
            self.views.addWidget(part)
        inset = QHBoxLayout()
        inset.setContentsMargins(24, 0, 20, 0)
        inset.addWidget(self.views)
        column.addLayout(inset, 1)
        self.why = Line("", size=12, tone="text2")
        below = QHBoxLayout()
        below.setContentsMargins(24, 5, 20, 5)
        below.addWidget(self.why)
        column.addLayout(below)
        column.addWidget(hairline())
        column.addWidget(self._make_foot())
        return holder

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 20, 6)
        head.setSpacing(8)
        back, on = (
            IconButton("chevron-left", _("Month before"), kind="plain"),
            IconButton("chevron-right", _("Month after"), kind="plain"),
        )
        back.clicked.connect(lambda: self.turn(-1))
        on.clicked.connect(lambda: self.turn(1))
        self.title = label("", "pane")
        self.to_today = Button(pgettext("roster", "Today"), kind="ghost")
        self.to_today.setToolTip(_("Back to this month"))
        self.to_today.clicked.connect(self.go_today)
        self.view = Segment(
            [
                Option("month", pgettext("roster.view", "Month")),
                Option("people", pgettext("roster.view", "People")),
                Option("desks", pgettext("roster.view", "Desks")),
            ],
            name=_("View"),
        )
        self.view.set_value("month")
        self.view.picked.connect(self._show_view)
        self.make_button = Button(_("Make again"), icon="shuffle")
        self.make_button.setToolTip("Ctrl G")
        self.make_button.clicked.connect(lambda: self.acting.make())
        self.print_button = Button(_("Print"), kind="primary", icon="printer", key="Ctrl P")
        self.print_button.clicked.connect(self.ask_print)
        for part in (label(_("Roster"), "page"), back, self.title, on, self.to_today):
            head.addWidget(part)
        head.addStretch(1)
        for part in (self.view, self.make_button, self.print_button):
            head.addWidget(part)
        return head

    def _make_facts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 2, 20, 8)
        row.setSpacing(6)
        self._facts_icon = Picture("calendar-clock", size=14)
        self.facts = Line("", size=12, tone="text2")
        self.fair = Line("", size=12, tone="green", align=Qt.AlignmentFlag.AlignRight)
        self._fair_icon = Picture("check", size=14, tone="green")
        row.addWidget(self._facts_icon)
        row.addWidget(self.facts, 1)
        row.addWidget(self.fair)
        row.addWidget(self._fair_icon)
        return row

    def _make_trouble(self) -> QWidget:
        """What is wrong with the month, a line that is there only when something is."""
        self._trouble = QWidget()
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(24, 0, 20, 7)
        row.setSpacing(6)
        row.addWidget(Picture("triangle-alert", size=14, tone="amber"))
        self.trouble = Line("", size=12, tone="amber")
        row.addWidget(self.trouble, 1)
        self._trouble.hide()
        return self._trouble

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(theme.px(40))
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(6)
        for caps, words in (
            ("← →", _("Day")), ("↵", pgettext("roster.key", "People")), (_("Space"), _("Done")),
            ("Ctrl X Ctrl V", _("Swap")),
            ("F7", _("Stand in")), ("F8", _("Lock")),
        ):  # fmt: skip
            row.addWidget(KeyCap(caps))
            row.addWidget(label(words, "meta"))
            row.addSpacing(6)
        row.addStretch(1)
        self.last = Line("", size=12, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        self.undo_last = LinkButton(_("Undo"))
        self.undo_last.clicked.connect(lambda: self._seat.undo())
        self.undo_last.hide()
        row.addWidget(self.last, 1)
        row.addWidget(self.undo_last)
        return foot

    def _make_preview(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 16, 6)
        head.setSpacing(8)
        back = IconButton("chevron-left", _("Back to the month"))
        back.clicked.connect(self.close_preview)
        self._paper_title = Line("", size=16, bold=True)
        self.paper = Segment(
            [Option("roster", _("Wall sheet")), Option("roster-checks", _("Inspection"))], name=_("Paper")
        )
        self.paper.set_value("roster")
        self.paper.picked.connect(lambda _value: self.show_preview())
        head.addWidget(back)
        head.addWidget(self._paper_title, 1)
        head.addWidget(self.paper)
        column.addLayout(head)
        self.preview = PdfPreview(jobs=self._seat.jobs, name=_("Preview"))
        self.preview.told.connect(lambda words: self._seat.toasts.show(words))
        self.preview.failed.connect(self._lost)
        self.preview.shown.connect(self._preview_shown)
        self.preview.printed.connect(self._printed)
        self._then = ""
        column.addWidget(self.preview, 1)
        return holder

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        acting, files = self.acting, self.files
        self.keys.bind(ROSTER, {
            "make": acting.make, "copy": files.copy, "cut": acting.cut, "paste": acting.paste, "sick": acting.stand_in,
            "lock": acting.lock, "leave": acting.note_absence, "pool": acting.open_pool, "print": self.ask_print,
            "save": files.ask_table, "home": self.go_today,
        })  # fmt: skip

    def _connect(self) -> None:
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(self.acting.open_day)
        self.grid.ticked.connect(self.acting.tick)
        self.grid.turned.connect(self.turn)
        self.grid.dropped.connect(self.acting.swap)
        self.grid.asked.connect(self._ask_why)
        self.people.turned.connect(self.turn)
        self.people.opened.connect(self._open_from_people)
        self.desk_grid.turned.connect(self.turn)
        self.desk_grid.scored.connect(self.acting.score_desk)
        self.side.people.connect(self.acting.open_pool)
        self.side.leave.connect(self.acting.note_absence)
        self.side.leave_gone.connect(self.acting.take_absence_back)
        self.side.preview.connect(self.show_preview)
        self.side.table.connect(self.files.ask_table)
        self.side.calendars.connect(self.files.ask_calendars)
        self.panes.size_class_changed.connect(lambda name: self.side.sheet.set_large(name == "wide"))
        self._seat.changes.changed.connect(self._heard)

    # What the window asks

    def focus_start(self) -> None:
        """Put the focus where one begins."""
        if self.previewing():
            self.preview.setFocus()
            return
        shown = (self.grid, self.people, self.desk_grid, self.make_button)[self.views.currentIndex()]
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_aside(self) -> None:
        """The page goes: what was drawn for the preview goes with it."""
        self._seat.jobs.cancel_for(self._drawing)
        self._drawing.close()

    def state(self) -> dict[str, Any]:
        """Widths, view, and the day chosen."""
        return {"panes": self.panes.state(), "view": self.view.value(), "day": self.grid.current.isoformat()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; the month is always this one at a start."""
        self.panes.restore(state.get("panes", {}))
        if state.get("view") in VIEWS:
            self.view.set_value(state["view"])
            self._show_view()

    def show_day(self, on: date) -> None:
        """Go to one day, whatever month is shown."""
        self.close_preview()
        self.view.set_value("month")
        self.grid.choose(on)
        self._go(on.replace(day=1))
        self._show_view()
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The month

    def turn(self, step: int) -> None:
        """To the month before or after."""
        self._go(month_after(self._month, step))

    def go_today(self) -> None:
        """To this month, today chosen."""
        self.show_day(self._seat.desk.today())

    def _go(self, month: date) -> None:
        if month != self._month:
            self._month = month
            self.refresh()

    def month(self) -> date:
        """The first day of the month that is shown or being read."""
        return self._month

    def refresh(self) -> None:
        """Read the month anew."""
        if self._reading is not None:
            self._reading.cancel()
        desk, month = self._seat.desk, self._month

        def read(_progress: Progress) -> tuple[Month, DeskMonth]:
            return finding.month(desk, month), checks.month(desk, month)

        self._reading = self._seat.jobs.read(read, done=self._show, failed=self._lost, owner=self)

    def _show(self, found: tuple[Month, DeskMonth]) -> None:
        self.shown, self.desks = month, desks = found
        self._why.clear()
        self.title.setText(month_name(month.month))
        self.to_today.setVisible(month.month != month.today.replace(day=1))
        self.make_button.set_words(_("Make again") if month.made else pgettext("roster", "Make it"))
        self.facts.set_text(facts(month))
        words, tone = fair_words(month)
        self.fair.set_text(words, tone=tone)
        self._fair_icon.set_icon("check" if tone == "green" else "info", tone=tone)
        self.grid.show_month(month)
        self.people.show_month(month)
        self.desk_grid.show_month(desks, week=_week_of(desks, month.today))
        self.side.show_month(month)
        self._say_trouble(month)
        self._show_view()
        self._moved()
        self._draw_preview()

    def _show_view(self, _value: Any = None) -> None:
        view = str(self.view.value())
        unmade = self.shown is not None and not self.shown.made and view != "desks"
        before, index = self.views.currentIndex(), 3 if unmade else VIEWS.index(view)
        self.views.setCurrentIndex(index)
        # the keys of the month work at once in what is shown now, unless somebody is elsewhere in the window
        if self.isVisible() and index != before and not self.previewing() and self._has_focus():
            self.focus_start()
        self._moved()

    def _has_focus(self) -> bool:
        """Whether the focus is in this page, or was and went with what is shown no more."""
        focus = QApplication.focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

    def _heard(self, burst: Burst) -> None:
        if burst.touches(*HEARD):
            self._drawing.forget()
            self.refresh()

    def _lost(self, error: Exception) -> None:
        self._seat.tell(error, again=self.refresh)

    def say(self, words: str, *, undo: bool = False) -> None:
        """What happened last, at the foot."""
        self.last.set_text(words)
        self.undo_last.setVisible(undo and bool(words))

    # Why this person

    def _moved(self) -> None:
        """The line under the month says why the chosen person is on duty, beside desks how a score is typed."""
        month = self.shown
        if month is None:
            return
        if self.view.value() == "desks":
            found = self.desk_grid.checked()
            told = _("A score is typed: 0 to 9, 1 and 0 for ten; Del takes it away.")
            self.why.set_text(_(" · ").join(filter(None, (told, found.note if found else ""))), tone="text2")
            return
        cell = self.grid.cell() if self.view.value() == "month" else None
        if cell is not None:
            self._why_late.start()
        else:
            self.why.set_text("")

    def _say_trouble(self, month: Month) -> None:
        words = month.warnings[0] if month.warnings else ""
        if len(month.warnings) > 1:
            words = _("{sentence} And {n} more.").format(sentence=words, n=len(month.warnings) - 1)
        self.trouble.set_text(words)
        self._trouble.setToolTip("\n".join(month.warnings))
        self._trouble.setVisible(bool(words))

    def _ask_why_chosen(self) -> None:
        cell = self.grid.cell()
        if cell is not None and self.isVisible():
            self._ask_why(cell)

    def _ask_why(self, cell: Cell) -> None:
        known = self._why.get(cell.ref)
        if known is not None:
            self._tell_why(cell, known)
            return
        if self._asking is not None:
            self._asking.cancel()
        desk = self._seat.desk
        self._asking = self._seat.jobs.read(
            lambda _progress: reasons.why(desk, cell.id),
            done=lambda told: self._tell_why(cell, told), failed=self._seat.tell, owner=self,
        )  # fmt: skip

    def _tell_why(self, cell: Cell, told: list[str]) -> None:
        self._why[cell.ref] = told
        self.grid.explain(cell, told)
        month = self.shown
        chosen = self.grid.cell()
        if month is not None and chosen is not None and chosen.id == cell.id and self.view.value() == "month":
            name = cell.name or _("unfilled")
            head = f"{name} · {cell.task}"
            self.why.set_text(_(" · ").join((head, *told)), tone="text2")

    def why_words(self, cell: Cell) -> str:
        """What is known of why, for the day's form."""
        return _(" · ").join(self._why.get(cell.ref, ()))

    def _open_from_people(self, on: date) -> None:
        self.grid.choose(on)
        self.acting.open_day()

    # The sheet

    def _draw_preview(self) -> None:
        month = self._month

        def drawn(file: Path) -> None:
            self._seat.jobs.read(
                lambda _progress: page_image(file, 0, scale=PREVIEW_WIDTH / 595), done=shown, failed=self._lost,
                owner=self,
            )  # fmt: skip

        def shown(image: QImage) -> None:
            if self._month == month:
                self.side.sheet.show_image(image)

        self._drawing.draw(papers.paper("roster"), month, done=drawn, failed=self._lost, shown=False)

    def show_preview(self, *, then: str = "") -> None:
        """Show the paper as it prints, in the place of the month."""
        each, month = papers.paper(str(self.paper.value())), self._month

        def drawn(file: Path) -> None:
            if self._month == month:
                self._then = then
                self._paper_title.set_text(f"{month_name(month)}  {_(each.title)}")
                self.stack.setCurrentIndex(1)
                self.preview.show_file(file)
                self.preview.setFocus()

        self._drawing.draw(each, month, done=drawn, failed=self._lost)

    def _preview_shown(self, _pages: int) -> None:
        then, self._then = self._then, ""
        if then == "print":
            self.preview.ask_print()

    def previewing(self) -> bool:
        """Whether the paper is shown instead of the month."""
        return self.stack.currentIndex() == 1

    def close_preview(self) -> None:
        """Back to the month."""
        if self.previewing():
            self.stack.setCurrentIndex(0)
            self.focus_start()

    def ask_print(self) -> None:
        """Print the sheet for the wall, or the paper that is shown."""
        if self.previewing():
            self.preview.ask_print()
        else:
            self.paper.set_value("roster")
            self.show_preview(then="print")

    def _printed(self, pages: int) -> None:
        said = ngettext("{n} page sent to the printer.", "{n} pages sent to the printer.", pages)
        self._seat.toasts.show(said.format(n=pages))

    def keyPressEvent(self, event) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.previewing():
            self.close_preview()
        elif step is not None and not self.previewing():
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self.shown is not None and self.shown.today != self._seat.desk.today():
            self.refresh()  # a night has passed


def _high(content: QWidget) -> QWidget:
    """A grid that scrolls when there are more rows than room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    return scrolled(holder)


def _week_of(desks: DeskMonth, today: date) -> int:
    """The column of the week of `today`, else the first."""
    return max((n for n, week in enumerate(desks.weeks) if week <= today), default=0)
