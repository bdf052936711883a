"""How one value reads on paper, and text made safe for paper and for files."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.sheets.form import Align, Kind, Value

ALIGN: Mapping[Kind, Align] = {
    "text": "left",
    "phone": "left",
    "int": "right",
    "mean": "right",
    "number": "right",
    "money": "right",
    "percent": "right",
    "duration": "right",
    "date": "center",
    "time": "center",
    "datetime": "center",
}
NUMBERS: frozenset[Kind] = frozenset({"int", "mean", "number", "money", "percent", "duration"})
TIMES: frozenset[Kind] = frozenset({"date", "time", "datetime"})

_CENT, _THOUSANDTH, _TENTH, _ONE = Decimal("0.01"), Decimal("0.001"), Decimal("0.1"), Decimal(1)
# What neither paper nor XML takes: controls but \n, lone surrogates, non-characters. And what would reorder or
# hide text on paper: zero width, bidirectional controls, byte order mark, variation selectors.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d)")  # a line of numbers ends between two of them
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clean(text: str) -> str:
    """`text` as paper takes it: line ends \\n, tabs blanks, no controls, nothing hidden."""
    if text.isprintable():  # of all that goes, only variation selectors count as printable
        return text if text.isascii() else _VARIANTS.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", " ")
    return _VARIANTS.sub("", _HIDDEN.sub("", _UNSAFE.sub("", text)))


def storable(text: str) -> str:
    """`text` as a file can hold it: what XML forbids is gone, line ends are \\n, all else is kept."""
    if text.isprintable():
        return text
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(value: Value, kind: Kind) -> str:
    """`value` as it stands on paper in a column of `kind`: 1,234.50 · 25.0% · 2026-10-13 · 2:35.

    Phone numbers hold together by blanks that no line is broken at; the pen draws them as blanks.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        text = clean(value)
        return _WITHIN_NUMBER.sub("\u00a0", text) if kind == "phone" else text
    if kind == "int" and isinstance(value, float):
        kind = "mean"
    if isinstance(value, int) and kind in ("int", "number", "text", "phone"):
        return f"{value:,}".replace("-", "−") if kind in ("int", "number") else str(value)
    if isinstance(value, datetime | date | time):
        return _moment(value, kind)
    if isinstance(value, timedelta) or kind == "duration":
        return _duration(value)
    exact = decimal(value)
    return "—" if exact is None else _number(exact, kind)


def decimal(value: int | float | Decimal) -> Decimal | None:
    """`value` as Decimal, a float by its shortest writing; None when it is no finite number."""
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def seconds(value: int | float | Decimal | timedelta) -> float:
    """A duration's value in seconds."""
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def _number(value: Decimal, kind: Kind) -> str:
    if kind == "money":
        text = f"{value.quantize(_CENT, ROUND_HALF_UP):,f}"
    elif kind == "mean":
        text = f"{value.quantize(_TENTH, ROUND_HALF_UP):,f}"
    elif kind == "percent":
        text = f"{(value * 100).quantize(_TENTH, ROUND_HALF_UP):,f}%"
    elif kind == "int":  # an average under a column of counts keeps its one decimal
        text = f"{value.quantize(_ONE if value == value.to_integral_value() else _TENTH, ROUND_HALF_UP):,f}"
    else:
        text = f"{value.quantize(_THOUSANDTH, ROUND_HALF_UP):,f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _moment(value: datetime | date | time, kind: Kind) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime):
        pattern = {"date": "%Y-%m-%d", "time": "%H:%M"}.get(kind, "%Y-%m-%d %H:%M")
        return value.strftime(pattern)
    return value.isoformat()


def _duration(value: int | float | Decimal | timedelta) -> str:
    length = seconds(value)
    if not math.isfinite(length):
        return "—"
    whole = math.floor(abs(length) + 0.5)
    sign = "−" if length < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"
