"""Records as a plain table: a workbook that can be mended and brought back, or a .csv that is safe to open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.files import system_reason
from app.office import privacy
from app.office.desk import Desk
from app.sheets.form import Kind, Progress, Value
from app.store.errors import UserError
from app.transfer.fields import Field, Stored, Table
from app.transfer.headings import IDENTITY
from app.words import _, pgettext

FORMATS = (".xlsx", ".csv")
LIST_SEPARATOR = "、"
"""Between the parts of a list in one cell."""
_BATCH = 2000
_KINDS: Mapping[str, Kind] = {
    "text": "text", "phone": "phone", "phones": "phone", "int": "int", "number": "number", "money": "money",
    "percent": "percent", "date": "date", "datetime": "datetime", "flag": "text", "choice": "text", "link": "text",
    "list": "text",
}  # fmt: skip


def export(
    desk: Desk,
    table: Table,
    path: Path,
    *,
    where: Sequence[str] = (),
    ids: Sequence[int] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write records of `table` to `path`, .xlsx or .csv by its ending; how many rows.

    `where` narrows them as `--where` does; `ids` names them one by one, in order, as a list shows them. An .xlsx
    has hidden columns id, uuid and row_version, by which it finds back. The file is whole or not there.
    Numbers that are hidden from who sits here are masked, and then nothing finds back.
    UserError for an unknown condition or ending, or when the file can't be written.
    """
    from app.sheets.bulk import write_rows

    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UserError(_("{name} has to end in .xlsx or .csv.").format(name=path.name))
    chosen = list(table.find(desk, where)) if ids is None else list(ids)
    hidden = suffix == ".xlsx" and table.intake is not None and not privacy.masks(desk)
    headings, kinds, rows = prepared(desk, table, chosen, hidden=hidden)
    try:
        return write_rows(
            path, headings, rows, kinds=kinds, hidden=len(IDENTITY) if hidden else 0,
            sheet=pgettext(*table.title), total=len(chosen), progress=progress,
        )  # fmt: skip
    except OSError as problem:
        raise UserError(
            _(
                "{file} could not be written: {reason}. Close it in other programs or choose another place."
            ).format(file=path, reason=system_reason(problem))
        ) from problem


def prepared(
    desk: Desk, table: Table, ids: Sequence[int], *, hidden: bool = False
) -> tuple[list[str], list[Kind], Iterator[list[Value]]]:
    """Headings, what the columns hold, and the rows of the records `ids`; with `hidden` the identity comes first."""
    identity = IDENTITY if hidden else ()
    headings = [*identity, *(each.title for each in table.shown)]
    kinds: list[Kind] = ["text" if name == "uuid" else "int" for name in identity]
    kinds += [_KINDS[each.kind] for each in table.shown]
    return headings, kinds, _rows(desk, table, ids, hidden=hidden)


def _rows(desk: Desk, table: Table, ids: Sequence[int], *, hidden: bool) -> Iterator[list[Value]]:
    for first in range(0, len(ids), _BATCH):
        batch = ids[first : first + _BATCH]
        with desk.store.read() as session:
            found = table.stored(session, desk, batch)
            tell = [_teller(session, desk, field, found) for field in table.shown]
        for record_id in batch:
            record = found.get(record_id)
            if record is None:
                continue
            cells: list[Value] = [record.id, record.uuid, record.row_version] if hidden else []
            values = record.values
            cells += [say(values.get(field.name)) for field, say in zip(table.shown, tell, strict=True)]
            yield cells


def _teller(
    session: Session, desk: Desk, field: Field, found: Mapping[int, Stored]
) -> Callable[[Any], Value]:
    """How the values of `field` are written in cells, for the records `found`."""
    if field.link is not None:
        told = [record.values.get(field.name) for record in found.values()]
        ids = {each for value in told if value is not None
               for each in (value if isinstance(value, tuple) else (value,))}  # fmt: skip
        names = field.link.tell(session, ids) if ids else {}
        if field.kind == "list":
            return lambda value: LIST_SEPARATOR.join(names.get(each, "") for each in value or ()) or None
        return lambda value: names.get(value, "") if value is not None else None
    if field.choice is not None:
        labels = {
            word: label if isinstance(label, str) else pgettext(*label)
            for word, label in field.choice.words(desk).items()
        }
        return lambda value: labels.get(value, value) if value else None
    if field.kind == "flag":
        yes, no = pgettext("flag", "yes"), pgettext("flag", "no")
        return lambda value: None if value is None else yes if value else no
    if field.kind == "phones":
        return lambda value: privacy.shown(desk, " / ".join(value)) if value else None
    if field.kind == "phone":
        return lambda value: privacy.shown(desk, value) or None
    if field.kind == "list":
        return lambda value: LIST_SEPARATOR.join(value) if value else None
    if field.kind == "datetime":
        return lambda value: _whole_seconds(desk.local(value)) if value is not None else None
    return lambda value: None if value == "" else value


def _whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
