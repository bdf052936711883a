"""The papers of a month: which there are, and the folder they go to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.calls import register_sheet as call_register
from app.calls import summary_sheet as call_summary
from app.complaints import sheets as complaint_sheets
from app.files import safe_name, system_reason
from app.office.desk import Desk
from app.roster import check_sheets as roster_check_sheets
from app.roster import sheets as roster_sheets
from app.sheets.form import FontMissing, Printed, Progress, Sheet
from app.store.errors import UserError
from app.words import N_, _

FORMATS = ("pdf", "xlsx")
MONTH = "month"
"""The name under which all papers of a month are made at once."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its name on the command line, its title, and the function that fills it for a month.

    `about` says what is in it, where no figures of the month say so.
    """

    name: str
    title: str
    build: Callable[[Desk, date], tuple[list[Sheet], dict[str, Any]]]
    about: str = ""


PAPERS = (
    Paper("calls", N_("Monthly Summary of Calls"), call_summary.summary),
    Paper("call-register", N_("Register of Calls"), call_register.register),
    Paper("complaint-register", N_("Complaint Ledger"), complaint_sheets.register),
    Paper(
        "roster",
        N_("Office Cleaning Roster"),
        roster_sheets.roster,
        N_("for the wall, large type · by person"),
    ),
    Paper(
        "roster-checks",
        N_("Cleaning Inspection Sheet"),
        roster_check_sheets.check_sheets,
        N_("ticks and scores · desks by week"),
    ),
)
FIGURED = frozenset(("call", "promise", "setting", "staff", "calendar_day"))
"""The kinds of records whose figures stand beside the papers of a month."""
SHOWN = FIGURED | {
    "complaint", "followup", "dealer", "product", "roster", "roster_month", "roster_pool", "roster_leave",
    "roster_task", "desk_check",
}  # fmt: skip
"""The kinds of records that stand in the papers of a month: when one of them changes, what was drawn is stale."""


@dataclass(frozen=True, slots=True)
class Written:
    """Papers as files, and the totals that stand in them."""

    name: str
    month: date
    files: tuple[Path, ...]
    totals: dict[str, Any]


def paper(name: str) -> Paper:
    """The paper called `name`. UserError that lists them when there is none."""
    for each in PAPERS:
        if each.name == name:
            return each
    known = ", ".join([MONTH, *(each.name for each in PAPERS)])
    raise UserError(_("There is no report {name}. There are: {known}.").format(name=name, known=known))


def folder_of(desk: Desk, month: date) -> Path:
    """Where the papers of `month` go unless said otherwise."""
    return desk.folder / "reports" / f"{month:%Y-%m}"


def write(
    desk: Desk,
    name: str,
    month: date,
    *,
    formats: Sequence[str] = FORMATS,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write the paper `name` ("month": all of them) of `month` into `folder`, each file whole or not at all.

    `progress` hears of papers done and in all; raising from it cancels. UserError for an unknown name or
    format, a missing font or a folder that can't be written.
    """
    for each in formats:
        if each not in FORMATS:
            raise UserError(
                _("{word} is no format. Formats are: {known}.").format(word=each, known=", ".join(FORMATS))
            )
    chosen = PAPERS if name == MONTH else (paper(name),)
    target = folder or folder_of(desk, month)
    files: list[Path] = []
    totals: dict[str, Any] = {}
    steps = len(chosen) * len(formats)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for one in chosen:
            sheets, found = one.build(desk, month)
            totals[one.name] = found
            for form in formats:
                if progress is not None:
                    progress(len(files), steps)
                path = target / file_name(one, month, form)
                draw(desk, sheets, path)
                files.append(path)
    except OSError as problem:
        raise UserError(
            _("The papers could not be written to {folder}: {reason}. Free or choose another folder.").format(
                folder=target, reason=system_reason(problem)
            )
        ) from problem
    return Written(name, month, tuple(files), totals if name == MONTH else totals[name])


def file_name(each: Paper, month: date, form: str) -> str:
    """What a paper is called on the disk, such as 2026-10 来电登记表.pdf."""
    return safe_name(f"{month:%Y-%m} {_(each.title)}") + f".{form}"


def draw(desk: Desk, sheets: Sequence[Sheet], path: Path) -> None:
    """Draw `sheets` to `path`, in the form its ending names. UserError when a font is missing."""
    printed = Printed(desk.now(), desk.person.name)
    try:
        if path.suffix == ".xlsx":
            from app.sheets.xlsx import write_xlsx

            write_xlsx(sheets, path, printed=printed)
        else:
            from app.sheets.pdf import write_pdf

            write_pdf(sheets, path, printed=printed)
    except FontMissing as problem:
        raise UserError(str(problem)) from problem
