"""Months as queries and papers speak of them."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from app.office.desk import Desk
from app.store.errors import UserError
from app.words import _, language

_YEARS = range(1900, 3000)
"""Farther away the next month, or the same moment in another zone, may have no date."""


def month_of(text: str) -> date:
    """The first day of a month written as 2026-10. UserError otherwise."""
    told = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", text.strip())
    year, month = map(int, told.groups()) if told else (0, 0)
    if year not in _YEARS or not 1 <= month <= 12:
        raise UserError(_("{text} is no month. Write it as 2026-10.").format(text=text))
    return date(year, month, 1)


def month_bounds(desk: Desk, month: date) -> tuple[datetime, datetime]:
    """From the first moment of `month` to the first moment of the next."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return desk.day_bounds(first, last)


def month_name(month: date) -> str:
    """2026年10月, or October 2026 as 2026-10."""
    return f"{month:%Y年%m月}" if language() == "zh" else f"{month:%Y-%m}"


def period(month: date) -> str:
    """The month as the papers say it: 2026年10月01日—31日."""
    last = monthrange(month.year, month.month)[1]
    if language() == "zh":
        return f"{month:%Y年%m月}01日—{last}日"
    return f"{month:%Y-%m}-01 – {last}"
