"""Exports of a kind of record to a plain .xlsx or .csv, from the command line and from lists."""

from pathlib import Path

from app.calls import exporting as calls
from app.office.desk import Desk
from app.sheets.form import Progress
from app.store.errors import UserError
from app.words import _

KINDS = {"calls": calls}
FORMATS = (".xlsx", ".csv")


def export(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    where: list[str] | None = None,
    ids: list[int] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the records of `kind` to `path`, .xlsx or .csv by its ending; how many rows.

    `where` narrows them as `--where` does; `ids` names them one by one, in order, as a list shows them.
    The file is whole or not there. UserError for an unknown kind, condition or ending, or a full disk.
    """
    from app.sheets.bulk import write_rows

    if kind not in KINDS:
        raise UserError(
            _("{kind} can't be exported. Kinds are: {known}.").format(kind=kind, known=", ".join(KINDS))
        )
    if path.suffix.lower() not in FORMATS:
        raise UserError(_("{name} has to end in .xlsx or .csv.").format(name=path.name))
    module = KINDS[kind]
    count: int
    count, rows = module.rows(desk, module.chosen(desk, where or []), ids)
    try:
        write_rows(path, module.headings(), rows, kinds=module.kinds(), total=count, progress=progress)
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=path, reason=problem.strerror or problem)
        ) from problem
    return count
