"""Numbers as people write them, and never one that may as well be another."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

MOST = Decimal(10) ** 12
"""Nothing that is counted or paid here reaches this."""
_CURRENCY = re.compile(r"^(?:[¥$]|rmb|cny)\s*|\s*(?:元整?|rmb|cny)$", re.I)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d*)?|[+-]?[1-9]\d{0,3}(?:,\d{4})+(?:\.\d*)?")
"""1,234,567.5, 1 234 567 and 1,0000: a comma anywhere else may as well be a decimal one."""
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.I)


def read(text: str, *, units: Sequence[str] = (), myriads: bool = False) -> Decimal | None:
    """The number in `text`, with its currency or one of `units` behind it; with `myriads` 1.5万 is 15000.

    None when it is none, or MOST and more.
    """
    bare = _CURRENCY.sub("", _CURRENCY.sub("", unicodedata.normalize("NFKC", text).strip()))
    unit = next((each for each in units if bare.lower().endswith(each)), "")
    bare = bare[: len(bare) - len(unit)].rstrip()
    times = 1
    if myriads and bare.endswith("万"):
        bare, times = bare[:-1].rstrip(), 10_000
    if _GROUPED.fullmatch(bare):
        bare = re.sub(r"[, ]", "", bare)
    elif not _PLAIN.fullmatch(bare):
        return None
    value = Decimal(bare) * times
    return value if abs(value) < MOST else None
