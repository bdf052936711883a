"""Area codes of landlines: which there are and where, from data/area_codes.csv (data/make_area_codes.py)."""

import csv
from functools import cache

from app import shipped


@cache
def area_codes() -> dict[str, tuple[str, str | None]]:
    """Area code with its 0 → province, city (None where several share the code), from data/area_codes.csv."""
    with (shipped.data() / "area_codes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["province"], row["city"] or None) for row in csv.DictReader(file)}


def area_of(number: str) -> str | None:
    """The area code at the head of a landline in normal form (053182661234 → 0531), known or not, or None."""
    if not number.startswith("0") or number.startswith("00"):
        return None
    return number[:3] if number[1:2] in ("1", "2") else number[:4]
