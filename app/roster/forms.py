"""Small words that the papers of the roster have in common."""

from datetime import date

from app.roster.finding import Cell
from app.words import _


def short_weekday(on: date) -> str:
    """一, Mo: the weekday in a narrow column."""
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[on.weekday()]


def name_of(cell: Cell) -> str:
    """Who is on duty, or that nobody is."""
    return cell.name if cell.staff_id is not None else _("▲ unfilled")
