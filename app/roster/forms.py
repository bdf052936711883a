"""What the papers of the roster have in common: company, department, month and number of the form; small words."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from app.calls.sheets import month_name
from app.office import settings
from app.office.desk import Desk
from app.roster.finding import Cell
from app.sheets.form import Block, Sheet
from app.words import _


def headed(
    desk: Desk, month: date, *, title: str, name: str, number: str, blocks: Sequence[Block], signatures: Sequence[str],
    right: str = "", orientation: Literal["portrait", "landscape"] = "portrait",
) -> Sheet:  # fmt: skip
    """A form of `month` with the office's head; `number` is what follows its prefix in the form's number."""
    return Sheet(
        title=title,
        name=name,
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=month_name(month),
        right=right,
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-{number}",
        orientation=orientation,
        blocks=blocks,
        signatures=signatures,
    )


def blank_date() -> str:
    """A date that is filled in by hand."""
    return _("Date:                ")


def short_weekday(on: date) -> str:
    """一, Mo: the weekday in a narrow column."""
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[on.weekday()]


def name_of(cell: Cell) -> str:
    """Who is on duty, or that nobody is."""
    return cell.name if cell.staff_id is not None else _("▲ unfilled")
