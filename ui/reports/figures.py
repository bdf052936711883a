"""What the reports page shows of one month, read off the GUI thread and put into words. Qt-free."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from app.calls import service as calls
from app.calls.totals import MonthOfCalls, Totals, month_of_calls
from app.office.desk import Desk
from app.overview import papers
from app.words import NP_, _, pgettext

MONTHS = (
    NP_("month", "January"), NP_("month", "February"), NP_("month", "March"), NP_("month", "April"),
    NP_("month", "May"), NP_("month", "June"), NP_("month", "July"), NP_("month", "August"),
    NP_("month", "September"), NP_("month", "October"), NP_("month", "November"), NP_("month", "December"),
)  # fmt: skip


def short_name(month: date) -> str:
    """The month without its year: 9月, September."""
    return pgettext(*MONTHS[month.month - 1])


def full_name(month: date) -> str:
    """The month with its year: 2026年9月, September 2026."""
    return _("{month} {year}").format(month=short_name(month), year=month.year)


@dataclass(frozen=True, slots=True)
class PaperState:
    """One paper of a month: when its files were last written into the month's folder, if they were."""

    name: str
    title: str
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month, what it is compared with, its rest days, its categories in words, and its papers."""

    month: date
    running: bool
    found: MonthOfCalls
    before: Totals
    before_month: date
    rest_days: frozenset[date]
    working_days: int
    categories: tuple[tuple[str, str, int, int], ...]
    """Word, label, calls and calls of the month before; the most frequent first, other last."""
    papers: tuple[PaperState, ...]
    folder: Path
    folder_there: bool

    @property
    def whole(self) -> Totals:
        """The month's totals."""
        return self.found.whole


def read(desk: Desk, month: date) -> MonthFigures:
    """Everything about `month`. A month that still runs is compared with the same days of the one before."""
    today = desk.today()
    running = (today.year, today.month) == (month.year, month.month)
    before_month = (month - timedelta(days=1)).replace(day=1)
    found, earlier = month_of_calls(desk, month), month_of_calls(desk, before_month)
    before = earlier.whole
    if running:
        before = Totals()
        for day, totals in earlier.days.items():
            if day.day <= today.day:
                before.add(totals)
    days = [date(month.year, month.month, n + 1) for n in range(monthrange(month.year, month.month)[1])]
    working = {day for day in days if desk.calendar.is_working(day)}
    labels = calls.categories(desk)
    counted = sorted(found.whole.by_category.items(), key=lambda pair: (pair[0] == "other", -pair[1]))
    folder = papers.folder_of(desk, month)
    return MonthFigures(
        month=month, running=running, found=found, before=before, before_month=before_month,
        rest_days=frozenset(set(days) - working), working_days=sum(1 for day in working if not running or day <= today),
        categories=tuple((word, labels.label(word), n, before.by_category[word]) for word, n in counted),
        papers=tuple(_state(desk, each, month, folder) for each in papers.PAPERS),
        folder=folder, folder_there=folder.is_dir(),
    )  # fmt: skip


def _state(desk: Desk, each: papers.Paper, month: date, folder: Path) -> PaperState:
    times = []
    for form in papers.FORMATS:
        file = folder / papers.file_name(each, month, form)
        if file.is_file():
            times.append(datetime.fromtimestamp(file.stat().st_mtime, desk.zone))
    return PaperState(each.name, _(each.title), min(times) if len(times) == len(papers.FORMATS) else None)


def change(now: float | None, before: float | None) -> str:
    """How much `now` is above or below `before`, in per cent with its sign; "" when there is nothing to compare."""
    if not now or not before:
        return ""
    share = (now - before) / before
    return f"{share:+.1%}".replace("-", "−")


def percent(share: float | None) -> str:
    """A share as 97.1%; "" when there is nothing to share."""
    return "" if share is None else f"{share:.1%}"
