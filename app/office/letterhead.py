"""What every paper of the office has in common: company, department, number of the form, and who signs below."""

from collections.abc import Sequence
from typing import Literal

from app.office import settings
from app.office.desk import Desk
from app.sheets.form import Block, Sheet
from app.words import _


def headed(
    desk: Desk, number: str, *, title: str, blocks: Sequence[Block], center: str = "", right: str = "",
    orientation: Literal["portrait", "landscape"] = "portrait", signatures: Sequence[str] = (), remark: str = "",
    name: str = "",
) -> Sheet:  # fmt: skip
    """A form with the office's head. `number` is what follows the prefix in the form's number, "" for a paper that is
    no form; all else is as in Sheet.
    """
    return Sheet(
        title=title,
        blocks=blocks,
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=center,
        right=right,
        orientation=orientation,
        signatures=signatures,
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-{number}" if number else "",
        remark=remark,
        name=name,
    )


def signatures(desk: Desk, *others: str) -> list[str]:
    """Who made the paper, who else signs ("Checked by:"), and a date that is filled in by hand."""
    return [prepared_by(desk), *others, blank_date()]


def prepared_by(desk: Desk) -> str:
    """Who sits at the desk, as the one who made the paper."""
    return _("Prepared by: {name}").format(name=desk.person.name)


def blank_date() -> str:
    """A date that is filled in by hand."""
    return _("Date:                ")
