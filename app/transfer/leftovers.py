"""The rows that were not taken, as a workbook to mend and bring back: the cells as they were, and why."""

from pathlib import Path

from app.files import system_reason
from app.sheets.bulk import write_rows
from app.sheets.form import Kind
from app.store.errors import UserError
from app.transfer import headings
from app.transfer.grid import Grid, text_of
from app.transfer.plans import Plan, Planned
from app.words import _


def write(path: Path, plan: Plan, grid: Grid) -> int:
    """Write errors and duplicates of `plan` to the .xlsx `path`; how many rows. The file is whole or not there.

    Every cell is text as it stood in the file, under the file's own headings, so that nothing is changed on the way;
    the last column tells why. UserError when there is nothing to write or the file can't be written.
    """
    rows = [row for row in plan.rows if row.state in ("error", "duplicate")]
    if not rows:
        raise UserError(_("Every row was taken. There is nothing to mend."))
    columns = plan.layout.columns
    kinds: list[Kind] = ["text"] * (len(columns) + 1)
    cells = [
        [*(text_of(grid.cell(row.row.number - 1, column.at)) for column in columns), reason(plan, row)]
        for row in rows
    ]
    try:
        return write_rows(path, [*(column.name for column in columns), headings.reason()], cells, kinds=kinds)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=path, reason=system_reason(problem))
        ) from problem


def reason(plan: Plan, row: Planned) -> str:
    """Why a row is not taken, as one text that tells its place in the file it came from."""
    return _("Row {number}: {reasons}").format(number=row.row.number, reasons=why(plan, row))


def why(plan: Plan, row: Planned) -> str:
    """Why a row is not taken, without its number."""
    if row.state == "duplicate":
        of = _("row {row}").format(row=row.of) if isinstance(row.of, int) else row.of
        return _("Equal to {of} in {why}.").format(of=of, why=row.why)
    told = [
        _("{column}: {message}").format(column=plan.place_of(note), message=note.message)
        if note.field
        else note.message
        for note in row.errors
    ]
    return " ".join(told)
