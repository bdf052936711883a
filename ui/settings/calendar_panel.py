"""The working calendar: office hours, the year with its days off, a day changed by hand, the official table taken."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.china import day_names
from app.office import days, rest_days
from app.office.rest_days import DayRow
from app.words import _, language, ngettext, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.changes import Burst
from ui.kit.keys import ActionMap
from ui.kit.labels import hairline, label
from ui.kit.options import Option, Segment
from ui.kit.overlay import Picture
from ui.kit.panes import Pane, scrolled
from ui.kit.rows import Cell, Column, Row
from ui.kit.saying import weekday
from ui.kit.seat import Seat
from ui.kit.table import RecordTable
from ui.settings.keeping import Keeper
from ui.settings.line_editors import LineEditor
from ui.settings.rows import SettingRows
from ui.settings.side_by_side import ListSource
from ui.settings.year_grid import YearGrid

SIDE = 300


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the table, whether its notice is in it, and what is amiss now."""

    year: int
    days: tuple[DayRow, ...]
    published: bool
    warning: str


class CalendarPanel(QWidget):
    """import_wanted(year) -- take in an official table. warned(sentence) -- what is amiss with the calendar, or ""."""

    import_wanted = Signal(int)
    warned = Signal(str)

    def __init__(self, seat: Seat, keeper: Keeper, declared: Any) -> None:
        super().__init__()
        self._seat = seat
        self.rows = SettingRows(seat, keeper, declared)
        self._days: dict[date, DayRow] = {}
        self._make_grid()
        self._make_side()
        self.by_part: dict[str, QWidget] = {**self.rows.by_part, "calendar": self.grid, "import": self.bring}
        self.keys = ActionMap(self, section=_("Working calendar"))
        self.keys.add(
            "import", "Ctrl+O", _("Import days off"), lambda: self.import_wanted.emit(self.grid.year)
        )
        for caps, said in (("← → ↑ ↓", _("Day")), ("PgUp PgDn", _("Month")), (_("Space"), _("Work or rest")),
                           ("↵", _("Name of the day")), ("Del", _("As its weekday"))):  # fmt: skip
            self.keys.note(caps, said)
        seat.changes.changed.connect(self._heard)
        self._wanted = self.grid.year
        self.show_year(self._wanted)

    def _make_grid(self) -> None:
        self.grid = YearGrid(today=self._seat.desk.today())
        self.title = label(str(self.grid.year), "pane")
        before, after = (
            IconButton("chevron-left", _("Year before")),
            IconButton("chevron-right", _("Next year")),
        )
        before.clicked.connect(lambda: self.show_year(self._wanted - 1))
        after.clicked.connect(lambda: self.show_year(self._wanted + 1))
        self.bring = Button(_("Import days off…"), icon="import", key="Ctrl O")
        self.bring.clicked.connect(lambda: self.import_wanted.emit(self.grid.year))
        self.counted = label("", "meta")
        head = QHBoxLayout()
        head.setSpacing(6)
        for part in (before, self.title, after):
            head.addWidget(part)
        head.addSpacing(8)
        head.addWidget(self.counted)
        head.addStretch(1)
        head.addWidget(self.bring)
        self.banner = Pane("amber", name=_("Calendar"))
        inside = QHBoxLayout()
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(8)
        self._banner_words = label("", "body", wrap=True)
        inside.addWidget(Picture("triangle-alert", size=16, tone="amber"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._banner_words, 1)
        self.banner.body.addLayout(inside)
        self.banner.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 20, 12)
        column.setSpacing(10)
        column.addWidget(self.rows)
        column.addWidget(hairline())
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.grid, 1)
        self._left = scrolled(left)
        self.grid.day_chosen.connect(self._show_day)
        self.grid.day_chosen.connect(self._bring_in_sight)
        self.grid.turned.connect(self._turn)
        self.grid.cleared.connect(self._clear)
        self.grid.entered.connect(lambda _day: self._to_name())
        self.grid.year_left.connect(self.show_year)

    def _make_side(self) -> None:
        self.day_title = label("", "pane")
        self.day_told = label("", "meta", wrap=True)
        self.kind = Segment(
            [Option("plain", _("As its weekday")), Option("off", _("Off")), Option("work", _("Work"))],
            name=_("What kind of day"),
        )
        self.kind.picked.connect(self._picked)
        self.name = LineEditor(name=_("Name of the day"), hint=_("Name, such as company outing"))
        self.name.committed.connect(self._named)
        columns = (
            Column("date", _("Day"), 88, sorts=False),
            Column("kind", "", 52 if language() == "zh" else 62, sorts=False),
            Column("name", pgettext("thing", "Name"), 70, stretch=1, sorts=False),
            Column("source", "", 34, sorts=False, size=12),
        )  # fmt: skip
        self.table = RecordTable(
            columns, jobs=self._seat.jobs, name=_("Special days of the year"), row_height=30
        )
        self.table.current_changed.connect(self._from_list)
        self.table.opened.connect(lambda _id: self._to_name())
        self.table.removed.connect(self._clear_listed)
        self.table.undone.connect(lambda: self._seat.undo())
        self.table.told.connect(self._seat.toasts.show)
        self.table.failed.connect(self._seat.tell)
        side = Pane("sunken", name=_("Special days of the year"))
        side.setFixedWidth(theme.px(SIDE + (24 if language() == "en" else 0)))
        block = QVBoxLayout()
        block.setContentsMargins(16, 16, 16, 12)
        block.setSpacing(8)
        for part in (self.day_title, self.day_told, self.kind, self.name):
            block.addWidget(part)
        side.body.addLayout(block)
        side.body.addWidget(hairline())
        inset = QHBoxLayout()
        inset.setContentsMargins(4, 4, 4, 4)
        inset.addWidget(self.table)
        side.body.addLayout(inset, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(hairline(upright=True))
        row.addWidget(side)

    def _bring_in_sight(self, day: date) -> None:
        """In a low window the year is longer than the page."""
        place = self.grid.place(day)
        at = self.grid.mapTo(self._left.widget(), place.center())
        self._left.ensureVisible(at.x(), at.y(), place.width(), 2 * place.height())

    def refresh(self) -> None:
        """Show the settings as they hold now."""
        self.rows.refresh()

    def flush(self) -> None:
        """Keep what stands under the caret."""
        self.rows.flush()

    def focus_first(self) -> None:
        """Begin in the year."""
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The year

    def show_year(self, year: int) -> None:
        """Read and show `year`; of several asked for, the last one."""
        if not 1990 <= year <= 2100:
            return
        desk, self._wanted = self._seat.desk, year

        def read(_progress: Any) -> Year:
            days = tuple(rest_days.year(desk, year))
            return Year(year, days, desk.calendar.published(year), rest_days.warning(desk))

        self._seat.jobs.read(read, done=self._show_year, failed=self._seat.tell, owner=self, latest="year")

    def _show_year(self, shown: Year) -> None:
        self._days = {row.date: row for row in shown.days}
        self.grid.show_year(shown.year, self._days)
        self.title.setText(str(shown.year))
        off = sum(1 for row in shown.days if row.off)
        worked = len(shown.days) - off
        days_off = ngettext("{n} day off", "{n} days off", off).format(n=off)
        adjusted = ngettext("{n} adjusted working day", "{n} adjusted working days", worked).format(n=worked)
        self.counted.setText(_(" · ").join((days_off, adjusted)) if shown.days else "")
        self._banner_words.setText("" if shown.published else rest_days.not_published(shown.year))
        self.banner.setVisible(not shown.published)
        source = ListSource(lambda: shown.days, fits=lambda _row, _text: True, draw=_draw, by={})
        self.table.show_source(source)
        self._show_day(self.grid.day)
        self.warned.emit(shown.warning)

    def _heard(self, burst: Burst) -> None:
        if burst.touches("calendar_day"):
            self.show_year(self._wanted)

    # One day

    def _show_day(self, day: date) -> None:
        special = self._days.get(day)
        self.day_title.setText(f"{day.isoformat()}  {weekday(day)}")
        plain = _("rest") if day.weekday() >= 5 else _("work")
        said = _("An ordinary {weekday}: {kind}.").format(weekday=weekday(day), kind=plain)
        self.day_told.setText(said if special is None else source_words(special.source))
        self.kind.set_value("plain" if special is None else "off" if special.off else "work")
        if not self.name.hasFocus():
            self.name.set_value(special.name if special is not None else "")
        self.name.setEnabled(special is not None)

    def _from_list(self, row_id: int) -> None:
        row = next((row for row in self._days.values() if row.id == row_id), None)
        if row is not None and self.table.hasFocus():
            self.grid.choose(row.date)
            self._show_day(row.date)

    def _to_name(self) -> None:
        if self.grid.day in self._days:
            self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.name.selectAll()

    def _picked(self, kind: Any) -> None:
        day = self.grid.day
        if kind == "plain":
            self._clear(day)
        else:
            self._put(day, off=kind == "off")

    def _turn(self, day: date) -> None:
        """Work becomes rest and rest becomes work; what its weekday is anyway needs no entry, unless it has a name."""
        special = self._days.get(day)
        rests = special.off if special is not None else day.weekday() >= 5
        if special is not None and special.source == days.BY_HAND and (not rests) == (day.weekday() >= 5):
            self._clear(day)
        else:
            self._put(day, off=not rests)

    def _named(self) -> None:
        special = self._days.get(self.grid.day)
        if special is not None and self.name.value() != special.name:
            self._put(special.date, off=special.off, name=self.name.value())

    def _put(self, day: date, *, off: bool, name: str | None = None) -> None:
        desk, special = self._seat.desk, self._days.get(day)
        kept = (
            name if name is not None else special.name if special is not None and special.off == off else ""
        )
        said = _("{day} is a day off.") if off else _("{day} is a working day.")
        self._seat.save(
            lambda _progress: rest_days.put(desk, day, off=off, name=kept), owner=self, said=said.format(day=day),
        )  # fmt: skip

    def _clear(self, day: date) -> None:
        if day not in self._days:
            return
        desk = self._seat.desk
        said = _("{day} is what its weekday is again.").format(day=day)
        self._seat.save(lambda _progress: rest_days.clear(desk, day), owner=self, said=said)

    def _clear_listed(self, ids: Any) -> None:
        wanted = [row.date for row in self._days.values() if row.id in set(ids)]
        if len(wanted) == 1:
            self._clear(wanted[0])


def source_words(source: str) -> str:
    """Where a special day comes from, in words."""
    return {
        "holidays": _("From the official notice, as shipped."), "import": _("From a table that was imported."),
        "hand": _("Set by hand."),
    }.get(source, source)  # fmt: skip


def _draw(row: DayRow) -> Row:
    kind = Cell(_("off"), tone="red", tag=True) if row.off else Cell(_("work"), tone="amber", tag=True)
    by_hand = row.source == days.BY_HAND
    hand = Cell(icon="pencil", tone="text3", tip=_("Set by hand.")) if by_hand else Cell("")
    return Row(
        row.id,
        (
            Cell(f"{row.date:%m-%d} {weekday(row.date)}"),
            kind,
            Cell(day_names.said(row.name), tip=day_names.said(row.name)),
            hand,
        ),
    )
