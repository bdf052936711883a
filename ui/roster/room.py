"""The month in three views (days, people, desks): its head, its facts, what is wrong with it, and the keys below."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.roster.checks import DeskMonth
from app.roster.shown import Month
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.chips import KeyCap
from ui.kit.empty import Empty
from ui.kit.labels import Line, hairline, label
from ui.kit.options import Option, Segment
from ui.kit.overlay import Picture
from ui.kit.panes import scrolled
from ui.roster.desk_grid import DeskGrid
from ui.roster.month_grid import MonthGrid
from ui.roster.person_grid import PersonGrid
from ui.roster.words import facts, fair_words, month_name

VIEWS = ("month", "people", "desks")
_UNMADE = len(VIEWS)


class MonthRoom(QWidget):
    """turned(step) -- to another month. today_wanted(), make_wanted(), print_wanted(), undo_wanted() -- of its buttons.
    viewed() -- another view is shown.
    """

    turned = Signal(int)
    today_wanted = Signal()
    make_wanted = Signal()
    print_wanted = Signal()
    undo_wanted = Signal()
    viewed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._month: Month | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addLayout(self._make_facts())
        column.addWidget(self._make_trouble())
        column.addLayout(self._make_views(), 1)
        self.why = Line("", size=12, tone="text2")
        below = QHBoxLayout()
        below.setContentsMargins(24, 5, 20, 5)
        below.addWidget(self.why)
        column.addLayout(below)
        column.addWidget(hairline())
        column.addWidget(self._make_foot())

    # Parts

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 20, 6)
        head.setSpacing(8)
        back, on = (
            IconButton("chevron-left", _("Month before"), kind="plain"),
            IconButton("chevron-right", _("Month after"), kind="plain"),
        )
        back.clicked.connect(lambda: self.turned.emit(-1))
        on.clicked.connect(lambda: self.turned.emit(1))
        self.title = label("", "pane")
        self.to_today = Button(pgettext("roster", "Today"), kind="ghost")
        self.to_today.setToolTip(_("Back to this month"))
        self.to_today.clicked.connect(self.today_wanted)
        self.view = Segment(
            [
                Option("month", pgettext("roster.view", "Month")),
                Option("people", pgettext("roster.view", "People")),
                Option("desks", pgettext("roster.view", "Desks")),
            ],
            name=_("View"),
        )
        self.view.set_value("month")
        self.view.picked.connect(lambda _value: self.viewed.emit())
        self.make_button = Button(_("Make again"), icon="shuffle")
        self.make_button.setToolTip("Ctrl G")
        self.make_button.clicked.connect(self.make_wanted)
        self.print_button = Button(_("Print"), kind="primary", icon="printer", key="Ctrl P")
        self.print_button.clicked.connect(self.print_wanted)
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
        self.facts = Line("", size=12, tone="text2")
        self.fair = Line("", size=12, tone="green", align=Qt.AlignmentFlag.AlignRight)
        self._fair_icon = Picture("check", size=14, tone="green")
        row.addWidget(Picture("calendar-clock", size=14))
        row.addWidget(self.facts, 1)
        row.addWidget(self.fair)
        row.addWidget(self._fair_icon)
        return row

    def _make_trouble(self) -> QWidget:
        """What is wrong with the month, a line that is there only when something is."""
        self.trouble_row = QWidget()
        row = QHBoxLayout(self.trouble_row)
        row.setContentsMargins(24, 0, 20, 7)
        row.setSpacing(6)
        row.addWidget(Picture("triangle-alert", size=14, tone="amber"))
        self.trouble = Line("", size=12, tone="amber")
        row.addWidget(self.trouble, 1)
        self.trouble_row.hide()
        return self.trouble_row

    def _make_views(self) -> QHBoxLayout:
        self.views = QStackedWidget()
        self.grid, self.people, self.desk_grid = MonthGrid(), PersonGrid(), DeskGrid()
        make = Button(_("Make this month"), kind="primary", icon="shuffle", key="Ctrl G")
        make.clicked.connect(self.make_wanted)
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
        return inset

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(theme.px(40))
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(6)
        self._hints = QStackedWidget()
        day, person = ("← →", _("Day")), ("↵", pgettext("roster.key", "People"))
        for caps in (
            (day, person, (_("Space"), _("Done")), ("Ctrl X Ctrl V", _("Swap")), ("F7", _("Stand in")),
             ("F8", _("Lock"))),
            (day, ("↑ ↓", _("Person")), person),
            (("← →", _("Week")), ("↑ ↓", _("Person")), ("0…9", _("Score")), ("Del", pgettext("roster.key", "Clear"))),
            (("Ctrl G", _("Make this month")), ("PgUp PgDn", _("Month before, after"))),
        ):  # fmt: skip
            self._hints.addWidget(_caps(caps))
        row.addWidget(self._hints)
        row.addStretch(1)
        self.last = Line("", size=12, tone="text2", align=Qt.AlignmentFlag.AlignRight)
        self.undo_last = LinkButton(_("Undo"))
        self.undo_last.clicked.connect(self.undo_wanted)
        self.undo_last.hide()
        row.addWidget(self.last, 1)
        row.addWidget(self.undo_last)
        return foot

    # What is shown

    def show_month(self, month: Month, desks: DeskMonth) -> None:
        """Show a month and its desk checks."""
        self._month = month
        self.title.setText(month_name(month.month))
        self.to_today.setVisible(month.month != month.today.replace(day=1))
        self.make_button.set_words(_("Make again") if month.made else pgettext("roster", "Make it"))
        self.print_button.set_available(month.made, nothing_to_print())
        self.facts.set_text(facts(month))
        words, tone = fair_words(month)
        self.fair.set_text(words, tone=tone)
        self._fair_icon.set_icon("check" if tone == "green" else "info", tone=tone)
        self.grid.show_month(month)
        self.people.show_month(month)
        self.desk_grid.show_month(desks, week=_week_of(desks, month.today))
        self._say_trouble(month)

    def _say_trouble(self, month: Month) -> None:
        words = month.warnings[0] if month.warnings else ""
        if len(month.warnings) > 1:
            words = _("{sentence} And {n} more.").format(sentence=words, n=len(month.warnings) - 1)
        self.trouble.set_text(words)
        self.trouble_row.setToolTip("\n".join(month.warnings))
        self.trouble_row.setVisible(bool(words))

    def show_view(self) -> bool:
        """Show the view that is chosen, or that the month is not made; whether that is another one than before."""
        view = str(self.view.value())
        unmade = self._month is not None and not self._month.made and view != "desks"
        before, index = self.views.currentIndex(), _UNMADE if unmade else VIEWS.index(view)
        self.views.setCurrentIndex(index)
        self._hints.setCurrentIndex(index)
        return index != before

    def first_focus(self) -> QWidget:
        """What the keys work in."""
        return (self.grid, self.people, self.desk_grid, self.make_button)[self.views.currentIndex()]

    def say(self, words: str, *, undo: bool = False) -> None:
        """What happened last, at the foot."""
        self.last.set_text(words)
        self.undo_last.setVisible(undo and bool(words))

    def state(self) -> dict[str, Any]:
        """The view chosen."""
        return {"view": self.view.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        if state.get("view") in VIEWS:
            self.view.set_value(state["view"])


def nothing_to_print() -> str:
    """Why a month that is not made can't be printed."""
    return _("Nobody is on duty this month yet. Make the month first, then print it.")


def _caps(caps: tuple[tuple[str, str], ...]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for cap, words in caps:
        row.addWidget(KeyCap(cap))
        row.addWidget(label(words, "meta"))
        row.addSpacing(6)
    row.addStretch(1)
    return holder


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
