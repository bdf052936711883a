"""Months as queries and papers speak of them."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from app.office.desk import Desk
from app.words import language


def month_bounds(desk: Desk, month: date) -> tuple[datetime, datetime]:
    """From the first moment of `month` to the first moment of the next."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return desk.day_bounds(first, last)


def period(month: date) -> str:
    """The month as the papers say it: 2026年10月01日—31日."""
    last = monthrange(month.year, month.month)[1]
    if language() == "zh":
        return f"{month:%Y年%m月}01日—{last}日"
    return f"{month:%Y-%m}-01 – {last}"
