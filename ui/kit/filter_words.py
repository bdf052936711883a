"""What filters are called on chips. Qt-free."""

from datetime import date
from typing import Any

from app.office import filters
from app.office.filters import Field
from app.words import _, ngettext

SHOWN = 2
"""So many choices are named on a chip; more are counted."""
_LONG = 12


def said(field: Field, value: Any, today: date) -> str:
    """A filter as its chip says it: short, without the field's name where the value tells it."""
    if field.kind == "flag":
        return (field.yes or field.label) if value else (field.no or _("not {name}").format(name=field.label))
    if field.kind == "days":
        return days(value, today)
    if field.kind == "text":
        text = str(value).strip()
        text = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
        return _("{field} “{text}”").format(field=field.label, text=text)
    names = [field.label_of(each) for each in value]
    if len(names) > SHOWN:
        told = ngettext("{first} and {n} more", "{first} and {n} more", len(names) - 1)
        return told.format(first=names[0], n=len(names) - 1)
    return _(", ").join(names)


def whole(field: Field, value: Any, today: date) -> str:
    """The same with the field's name and every value, for tooltips and screen readers."""
    words = said(field, value, today)
    if field.kind in ("choice", "person"):
        words = _(", ").join(field.label_of(each) for each in value)
    elif field.kind == "text":
        words = str(value).strip()
    elif field.kind == "days":
        first, last = filters.days(value, today)
        words = _dates(first, last, today, full=True)
    return _("{field}: {value}").format(field=field.label, value=words)


def days(value: Any, today: date) -> str:
    """A span by its name, else its days."""
    if word := value.get("span"):
        return filters.span_label(word)
    return _dates(*filters.days(value, today), today)


def _dates(first: date | None, last: date | None, today: date, *, full: bool = False) -> str:
    ends = [each for each in (first, last) if each is not None]
    pattern = "%Y-%m-%d" if full or any(each.year != today.year for each in ends) else "%m-%d"
    if first is None and last is not None:
        return _("until {day}").format(day=f"{last:{pattern}}")
    if last is None and first is not None:
        return _("since {day}").format(day=f"{first:{pattern}}")
    if first == last:
        return f"{first:{pattern}}"
    return f"{first:{pattern}} – {last:{pattern}}"
