"""Filters of lists: the fields a list can be narrowed by, values as views keep them, and their conditions in SQL.

A list of the program declares its `Field`s once, and for each key what it means in SQL (`one_of`, `within` …).
Values are plain JSON, so that a view can keep them: choice and person a list of values, days a span's word or two
dates, text a string, flag a bool.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.china import pinyin
from app.office.desk import Desk
from app.words import NP_, pgettext

Kind = Literal["choice", "person", "days", "text", "flag"]
KINDS: tuple[Kind, ...] = ("choice", "person", "days", "text", "flag")
Values = Mapping[str, Any]
"""What is asked for, by the field's key; a field that does not narrow is not in it."""


class Choice(NamedTuple):
    """One of the values of a field: what it stands for, its words, a grey note, what it is found by when typed."""

    value: str | int
    label: str
    note: str = ""
    keys: tuple[str, ...] = ()


def choice(value: str | int, label: str, note: str = "") -> Choice:
    """A choice that is found by its pinyin and initials too. For a job: the readings may have to be loaded."""
    return Choice(value, label, note, (*pinyin.initials(label), *pinyin.full(label)))


def choices(known: Mapping[Any, tuple[str, str]]) -> tuple[Choice, ...]:
    """The words of one enumeration, {value: (context, message)}, as choices. For a job, as `choice`."""
    return tuple(choice(word, pgettext(*label)) for word, label in known.items())


class Field(NamedTuple):
    """One thing a list can be narrowed by. `yes` and `no` are what the chip of a flag says; `hint` is for texts."""

    key: str
    label: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    yes: str = ""
    no: str = ""
    hint: str = ""

    def label_of(self, value: Any) -> str:
        """The words of one value; the value itself when it is no choice any more."""
        return next((each.label for each in self.choices if each.value == value), str(value))


SPANS = {
    "today": NP_("span", "Today"),
    "yesterday": NP_("span", "Yesterday"),
    "week": NP_("span", "This week"),
    "last_week": NP_("span", "Last week"),
    "month": NP_("span", "This month"),
    "last_month": NP_("span", "Last month"),
    "last_30": NP_("span", "Last 30 days"),
    "year": NP_("span", "This year"),
    "last_year": NP_("span", "Last year"),
}
"""Spans that move with the calendar: a view that keeps "this month" means the month it is looked at in."""


def span_label(word: str) -> str:
    """A moving span in the language in use."""
    return pgettext(*SPANS[word])


def span(word: str, today: date) -> tuple[date, date]:
    """First and last day of a moving span as of `today`. KeyError for an unknown word."""
    monday, month = today - timedelta(days=today.weekday()), today.replace(day=1)
    before = month - timedelta(days=1)
    yesterday = today - timedelta(days=1)
    return {
        "today": (today, today),
        "yesterday": (yesterday, yesterday),
        "week": (monday, today),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (month, today),
        "last_month": (before.replace(day=1), before),
        "last_30": (today - timedelta(days=29), today),
        "year": (date(today.year, 1, 1), today),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }[word]


def days(value: Mapping[str, Any], today: date) -> tuple[date | None, date | None]:
    """First and last day that a value of kind "days" means as of `today`; None for an open end."""
    if word := value.get("span"):
        return span(word, today)
    first, last = (
        date.fromisoformat(each) if each else None for each in (value.get("first"), value.get("last"))
    )
    return first, last


def between(first: date | None, last: date | None) -> dict[str, Any]:
    """The value of kind "days" for two days, the later one first is fine too."""
    if first is not None and last is not None and last < first:
        first, last = last, first
    return {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}


def fits(kind: Kind, value: Any) -> bool:
    """Whether `value` is one that a field of this kind can hold."""
    if kind in ("choice", "person"):
        return isinstance(value, list) and bool(value) and all(isinstance(each, str | int) for each in value)
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if kind == "flag":
        return isinstance(value, bool)
    if not isinstance(value, Mapping):
        return False
    if "span" in value:
        return value["span"] in SPANS
    try:
        return days(value, date.min) != (None, None)
    except (TypeError, ValueError):
        return False


def tidy(fields: Sequence[Field], values: Any) -> dict[str, Any]:
    """The values that fit `fields`, in their order. A choice that is no longer offered stays: dropping it would
    silently show more than was asked for.
    """
    known = values if isinstance(values, Mapping) else {}
    return {
        each.key: known[each.key] for each in fields if each.key in known and fits(each.kind, known[each.key])
    }


# Conditions

Condition = Callable[[Session, Desk, Any], ColumnElement[bool]]
"""What a field means in SQL: of a session, the office and the field's value."""


def where(
    session: Session, desk: Desk, meanings: Mapping[str, Condition], values: Values
) -> list[ColumnElement[bool]]:
    """The conditions that `values` make. A key without a meaning is left out: a view may be older than the list."""
    return [meanings[key](session, desk, value) for key, value in values.items() if key in meanings]


def one_of(column: Any) -> Condition:
    """For choice and person: `column` is one of the values."""

    def condition(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
        wanted = list(value)
        made: ColumnElement[bool] = column == wanted[0] if len(wanted) == 1 else column.in_(wanted)
        return made

    return condition


def within(column: Any) -> Condition:
    """For days: the moment in `column` lies in them, by the office's calendar."""

    def condition(_session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
        first, last = days(value, desk.today())
        parts = []
        if first is not None:
            parts.append(column >= desk.day_bounds(first)[0])
        if last is not None:
            parts.append(column < desk.day_bounds(last)[1])
        return and_(*parts)

    return condition


def on_days(column: Any) -> Condition:
    """For days: the date in `column` is one of them."""

    def condition(_session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
        first, last = days(value, desk.today())
        return and_(*([column >= first] if first else []), *([column <= last] if last else []))

    return condition


def holding(*columns: Any) -> Condition:
    """For text: one of `columns` holds it, in whatever case. Reads every row: for lists of some thousand records."""

    def condition(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
        return or_(*(column.icontains(str(value).strip(), autoescape=True) for column in columns))

    return condition


def beginning(column: Any) -> Condition:
    """For text: `column` begins with it, found along an index."""

    def condition(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
        text = str(value).strip()
        return and_(column >= text, column < text + "\x7f")

    return condition


def is_set(column: Any) -> Condition:
    """For flag: the yes or no in `column`."""
    return lambda _session, _desk, value: column.is_(bool(value))


def counts(session: Session, column: Any, where: Sequence[ColumnElement[bool]]) -> dict[Any, int]:
    """How many of the records for which `where` holds have each value of `column`; None for those without one."""
    found = session.execute(select(column, func.count()).where(*where).group_by(column))
    return {value: number for value, number in found}  # noqa: C416 - dict() loses the types
