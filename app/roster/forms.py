"""Small words that the papers of the roster have in common."""

from collections.abc import Iterable
from datetime import date

from app.roster.shown import Cell
from app.words import _

HANZI = 2.9
"""Millimetres that a character takes in the body of a table, rather too many."""


def short_weekday(on: date) -> str:
    """一, Mo: the weekday in a narrow column."""
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[on.weekday()]


def name_width(names: Iterable[str], *, least: float) -> float:
    """Millimetres that the longest of `names` takes in one line, up to twelve hanzi."""
    longest = max((sum(1.0 if mark > "\u2e7f" else 0.58 for mark in name) for name in names), default=0.0)
    return max(least, min(longest, 12.0) * HANZI + 3.0)


def name_of(cell: Cell) -> str:
    """Who is on duty, or that nobody is."""
    return cell.name if cell.staff_id is not None else _("▲ unfilled")
