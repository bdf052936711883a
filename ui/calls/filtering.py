"""Which calls the list shows: chip, span of days, category, bin and search text, as one value. Qt-free."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.calls.finding import CallQuery
from app.words import NP_, _, pgettext

if TYPE_CHECKING:
    from app.office.desk import Desk

CHIPS = {
    "today": NP_("calls", "Today"), "missed": NP_("calls", "Missed"), "owed": NP_("calls", "Owed"),
    "all": NP_("calls", "All"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both within."""

    first: date
    last: date

    def words(self, today: date) -> str:
        """The span as a chip says it."""
        pattern = "%m-%d" if self.first.year == self.last.year == today.year else "%Y-%m-%d"
        if self.first == self.last:
            return f"{self.first:{pattern}}"
        return f"{self.first:{pattern}} – {self.last:{pattern}}"


def spans(today: date) -> dict[str, tuple[str, Span]]:
    """The spans that are asked for again and again, by key, with their words."""
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    yesterday = today - timedelta(days=1)
    return {
        "yesterday": (pgettext("span", "Yesterday"), Span(yesterday, yesterday)),
        "week": (pgettext("span", "This week"), Span(monday, today)),
        "month": (pgettext("span", "This month"), Span(month, today)),
        "last_month": (pgettext("span", "Last month"), Span(last_month, month - timedelta(days=1))),
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for. While a text is searched for, "today" means any day."""

    chip: str = "today"
    span: Span | None = None
    category: str = ""
    in_bin: bool = False
    text: str = ""

    def query(self, desk: "Desk") -> CallQuery:
        """The calls that fit."""
        query = CallQuery(text=self.text, category=self.category, in_bin=self.in_bin)
        span = self.span
        if not self.in_bin:
            if self.chip in ("today", "missed") and span is None:
                span = Span(desk.today(), desk.today())
            query = replace(
                query, promised=self.chip == "owed", direction="missed" if self.chip == "missed" else ""
            )
        if span is None:
            return query
        start, end = desk.day_bounds(span.first, span.last)
        return replace(query, start=start, end=end)

    def only_today(self) -> bool:
        """Whether the list begins anew at midnight."""
        return self.chip in ("today", "missed") and self.span is None and not self.in_bin

    def kept(self) -> dict[str, Any]:
        """What is remembered from day to day: a span or the bin is not."""
        return {"chip": self.chip, "category": self.category}


def restored(kept: dict[str, Any]) -> Filter:
    """What `kept` tells; the usual where it is not understood."""
    chip, category = kept.get("chip"), kept.get("category")
    return Filter(
        chip=chip if chip in CHIPS else "today", category=category if isinstance(category, str) else ""
    )


def nothing_found(shown: Filter) -> tuple[str, str]:
    """What an empty list says: what it is, and what to do."""
    if shown.text:
        return _("Nothing fits"), _("Try fewer letters, or part of the number. Esc shows all again.")
    if shown.in_bin:
        return _("The bin is empty"), ""
    if shown.chip == "owed":
        return _("Nothing is owed"), _("Every call back was made.")
    if shown.chip == "missed":
        return _("No call was missed"), ""
    if shown.only_today():
        return _("No call yet today"), _("When the phone rings, press F2: the number tells who it is.")
    return _("No calls here"), ""
