"""Values as workbook cells: numbers as numbers, times as times, and text that can never become a formula."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from app.sheets.form import Kind, Value
from app.sheets.values import NUMBERS, TIMES, decimal, seconds, storable

LONGEST = 32_767  # characters in one cell, Excel's limit
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as a character's number; openpyxl, unlike the fast writer, leaves it as it is."""
FORMATS: dict[Kind, str] = {
    "text": "@",
    "phone": "@",
    "int": "#,##0",
    "mean": "#,##0.0",
    "number": "#,##0.###",
    "money": "#,##0.00",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "datetime": "yyyy-mm-dd hh:mm",
    "duration": "[m]:ss",
}


def text_of(value: str) -> str:
    """`value` as a cell can hold it: no control characters, at most 32,767 characters."""
    value = storable(value)
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def typed(value: Value, kind: Kind) -> tuple[Any, str]:
    """What to write and its number format. str stays str, whatever the kind; an infinite number becomes —."""
    if value is None:
        return None, FORMATS[kind]
    if isinstance(value, str):
        text = text_of(value)
        if not text:
            return None, "@"
        return text, "@" if len(text) <= 255 else "General"  # older Excel shows longer ones as ####
    if isinstance(value, timedelta) or (kind == "duration" and isinstance(value, int | float | Decimal)):
        return seconds(value) / 86_400, FORMATS["duration"]
    if isinstance(value, int | float | Decimal):
        exact = decimal(value)
        if exact is None:
            return "—", "@"
        if kind in ("text", "phone"):
            return str(value), "@"
        if kind == "int" and isinstance(value, float):  # an average under counts keeps its one decimal
            kind = "mean"
        return value, _number_format(exact, kind)
    return _moment(value, kind)


def put(cell: Any, value: Value, kind: Kind) -> str:
    """Set value and type of an openpyxl cell; returns the number format that it should have."""
    written, number_format = typed(value, kind)
    if isinstance(written, str):
        written = _ESCAPE.sub("_x005F_", written)
    cell.value = written
    if isinstance(written, str):
        cell.data_type = "s"  # openpyxl would make '=1+1' a formula and '#N/A' an error
    return number_format


def _number_format(value: Decimal, kind: Kind) -> str:
    whole = value == value.to_integral_value()
    if kind == "number" and whole:
        return "#,##0"  # else Excel shows '12.'
    if kind == "int" and not whole:
        return "#,##0.0"
    return FORMATS[kind] if kind in NUMBERS else "General"


def _moment(value: datetime | date | time, kind: Kind) -> tuple[Any, str]:
    if isinstance(value, time):
        return value.replace(tzinfo=None), FORMATS["time"]
    if value.year < 1900:  # before the first day that Excel knows
        return value.isoformat(), "@"
    if not isinstance(value, datetime):
        return value, FORMATS["date"]
    value = value.replace(tzinfo=None)
    if kind == "date":
        return value.date(), FORMATS["date"]
    if kind == "time":
        return value.time(), FORMATS["time"]
    return value, FORMATS[kind if kind in TIMES else "datetime"]


def saved(book: Any) -> bytes:
    """The openpyxl workbook `book` as the bytes of its file.

    Never saved to a path: what openpyxl leaves half-written on a full disk is ended by the garbage collector later,
    and fails there, outside of anybody's hands.
    """
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()
