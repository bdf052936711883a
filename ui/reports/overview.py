"""A month at a glance: six figures, each compared with the month before, calls a day, and what they were about."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.charts import Bar, BarChart, ChartBox, HBarChart
from ui.kit.figures import Figure
from ui.kit.saying import duration
from ui.reports.figures import MonthFigures, change, percent, short_name

CATEGORIES_SHOWN = 7
PROVINCES_SHOWN = 5
DAYS, HOURS = 168, 132
"""px of the two charts of bars on a page of the design size."""
TALL, MOST_MORE = 800, 110
"""px of the page from which the charts grow, and by how much at most."""


class MonthView(QWidget):
    """Figures above two charts."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 20, 8)
        column.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.calls = Figure(_("Calls"))
        self.missed = Figure(_("Missed"))
        self.rings = Figure(_("By 3 rings"))
        self.talk = Figure(_("Mean talk"))
        self.promises = Figure(_("Call backs"))
        self.kept = Figure(_("Kept in time"))
        for figure in (self.calls, self.missed, self.rings, self.talk, self.promises, self.kept):
            row.addWidget(figure, 1)
        column.addLayout(row)
        self.days = BarChart(name=_("Calls a day"), height=DAYS, every=5)
        self.days_box = ChartBox(_("Calls a day"), self.days)
        self.categories = HBarChart(name=_("Categories"))
        self.categories_box = ChartBox(_("Categories"), self.categories)
        self.hours = BarChart(name=_("Calls by the hour of the day"), height=HOURS)
        self.hours_box = ChartBox(_("Calls by the hour of the day"), self.hours)
        self.provinces = HBarChart(name=_("Calls by province"))
        self.provinces_box = ChartBox(_("Calls by province"), self.provinces)
        self._first = _beside(self.days_box, self.categories_box)
        column.addWidget(self._first)
        self._more = True
        self._second = _beside(self.hours_box, self.provinces_box)
        column.addWidget(self._second)

    def show_more(self, more: bool) -> None:
        """With or without the second row of charts, which a low screen has no room for."""
        self._more = more
        self._second.setVisible(more and not self._first.isHidden())

    def set_room(self, high: int) -> None:
        """How tall the page is, in px at 100 %: a tall one gives the charts more."""
        more = min(MOST_MORE, max(0, high - TALL) // 2)
        self.days.set_height(DAYS + more)
        self.hours.set_height(HOURS + more)

    def show_month(self, figures: MonthFigures) -> None:
        """Show `figures`."""
        whole, before = figures.whole, figures.before
        self._first.setVisible(bool(whole.calls))  # charts of nothing say nothing
        self.show_more(self._more)
        earlier = short_name(figures.before_month)
        against = _("same days of {month}") if figures.running else "{month}"
        against = against.format(month=earlier)

        def compared(share: str) -> str:
            return _("{change} on {month}").format(change=share, month=against) if share else ""

        def was(value: str) -> str:
            return _("{month}: {value}").format(month=against, value=value) if value else ""

        self.calls.set_value(f"{whole.calls:,}", sub=compared(change(whole.calls, before.calls)))
        self.missed.set_value(f"{whole.missed:,}", sub=was(str(before.missed) if before.calls else ""))
        for figure, now, then, say in (
            (self.rings, whole.within_three_rings, before.within_three_rings, percent),
            (self.talk, whole.average_talk_seconds, before.average_talk_seconds, duration),
            (self.kept, whole.kept_share, before.kept_share, percent),
        ):
            better = now is not None and then is not None and now > then and say is percent
            figure.set_value(say(now), sub=was(say(then)), sub_tone="green" if better else "text3")
        self.promises.set_value(f"{whole.promises:,}", sub=was(str(before.promises) if before.calls else ""))
        self._show_days(figures)
        self._show_categories(figures)
        self._show_hours(figures)
        self._show_provinces(figures)

    def _show_days(self, figures: MonthFigures) -> None:
        found = figures.found
        peak = found.peak_day
        bars = []
        day = figures.month
        while day.month == figures.month.month:
            count = found.days[day].calls if day in found.days else 0
            bars.append(
                Bar(str(day.day), count, "c1" if day == peak else "c2", rest_day=day in figures.rest_days)
            )
            day = type(day).fromordinal(day.toordinal() + 1)
        self.days.set_bars(bars)
        note = ""
        if peak is not None:
            mean = found.whole.calls / max(1, sum(1 for each in found.days.values() if each.calls))
            note = _("most on the {day}, {mean} a day").format(day=peak.day, mean=f"{mean:.1f}")
        self.days_box.set_note(note)

    def _show_categories(self, figures: MonthFigures) -> None:
        shown = figures.categories[:CATEGORIES_SHOWN]
        most = max((n for _word, _label, n, _before in shown), default=0)
        quiet = {"complaint": "c6", "other": "c5", "nuisance": "c5"}
        self.categories.set_bars(
            [
                Bar(words, n, quiet.get(word, "c1" if n == most else "c2"), note=change(n, before))
                for word, words, n, before in shown
            ]
        )
        self.categories_box.set_note(
            _("against {month}").format(month=short_name(figures.before_month)) if shown else ""
        )

    def _show_hours(self, figures: MonthFigures) -> None:
        hours, peak = figures.found.hours, figures.found.peak_hour
        first, last = min([*hours, 8]), max([*hours, 17])
        self.hours.set_bars(
            [Bar(str(hour), hours[hour], "c1" if hour == peak else "c2") for hour in range(first, last + 1)]
        )
        self.hours_box.set_note("" if peak is None else _("most at {hour}:00").format(hour=peak))

    def _show_provinces(self, figures: MonthFigures) -> None:
        counted = figures.found.provinces.most_common(PROVINCES_SHOWN)
        most = counted[0][1] if counted else 0
        self.provinces.set_bars([Bar(name, n, "c1" if n == most else "c2") for name, n in counted])
        self.provinces_box.set_note(
            _("{n} provinces").format(n=len(figures.found.provinces)) if counted else ""
        )


def _beside(wide: ChartBox, narrow: ChartBox) -> QWidget:
    """Two charts side by side, each at the top of its half."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(36))
    for box, share in ((wide, 16), (narrow, 9)):
        column = QVBoxLayout()
        column.addWidget(box)
        column.addStretch(1)
        row.addLayout(column, share)
    return holder
