"""The rows under the headings as values of fields; sums and repeated headings are told apart from records."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from app.china import phones
from app.store.errors import FieldError
from app.transfer.fields import Field, Incoming, Note, Unread, Within
from app.transfer.grid import Cell, Grid, text_of
from app.transfer.headings import IDENTITY, Headings
from app.transfer.layout import identity_columns
from app.transfer.plans import Plan
from app.transfer.values import Reader
from app.words import _

Progress = Callable[[int, int], None]
_STEP = 200
_SUMS = ("合计", "总计", "小计", "共计", "累计", "total", "subtotal", "sum")


def incoming(made: Plan, reader: Reader, grid: Grid, progress: Progress | None) -> Iterator[Incoming]:
    """The data rows of `grid`, understood; lines that are no records are noted in `made`."""
    columns = [column for column in made.layout.columns if column.field and column.field not in IDENTITY]
    fields = {column.at: made.table.field(column.field) for column in columns}
    identity = identity_columns(made.layout)
    headings = Headings(made.table)
    total = len(grid.rows) - made.layout.header
    for done, at in enumerate(range(made.layout.header, len(grid.rows))):
        if progress and done % _STEP == 0:
            progress(done, total)
        cells = grid.rows[at]
        told = [cells[column.at] if column.at < len(cells) else None for column in columns]
        if all(cell is None for cell in told):
            continue
        number = at + 1
        if left_out := _no_record(cells, told, headings):
            made.skipped.append(Note("warning", "", left_out))
            made.skipped_rows.append(number)
            continue
        row = Incoming(number, {}, clears="uuid" in identity)
        if row.clears:
            row.uuid = _identity(grid.cell(at, identity["uuid"]))
            version = text_of(grid.cell(at, identity["row_version"])) if "row_version" in identity else ""
            row.row_version = int(version) if version.isdecimal() else None
        for column, cell in zip(columns, told, strict=True):
            if cell is None and (at, column.at) in grid.unreckoned:
                row.refuse(
                    column.field,
                    _(
                        "The formula here has no stored result. Open the file in Excel, save it, and try again."
                    ),
                )
                continue
            if cell is None and (at, column.at) in grid.faulty:
                row.warn(column.field, _("The formula here gives an error: the cell was left out."))
                row.notes[-1].at = column.at
                continue
            if fields[column.at].kind in ("phone", "phones") and phones.is_masked(text_of(cell)):
                row.warn(column.field, _("This number is masked: the cell was left out."))
                row.notes[-1].at = column.at
                continue
            before = len(row.notes)
            _fill(row, reader, fields[column.at], cell)
            for note in row.notes[before:]:
                note.at = column.at
        yield row


def _identity(cell: Cell) -> str:
    """The identity our export gave a row; "" when somebody wrote something else there."""
    try:
        return str(UUID(text_of(cell)))
    except ValueError:
        return ""


def _no_record(cells: Sequence[Cell], told: Sequence[Cell], headings: Headings) -> str:
    first = next((text_of(cell) for cell in cells if cell is not None), "")
    bare = first.replace(" ", "").replace("　", "").rstrip("：:").lower()
    if bare in _SUMS:
        return _("A line of sums is left out.")
    known = [headings.field(cell) for cell in told if isinstance(cell, str)]
    if (
        len([name for name in known if name]) >= 2
        and len([c for c in told if c is not None]) == len(known)
        and all(known)
    ):
        return _("A repeated line of headings is left out.")
    return ""


def _fill(row: Incoming, reader: Reader, field: Field, cell: Cell) -> None:
    try:
        value = reader.read(field, cell, row)
    except FieldError as problem:
        if field.link is not None and field.link.within:
            row.values[field.name] = Within(text_of(cell))
            return
        row.refuse(field.name, problem.sentence)
        row.values.setdefault(field.name, Unread(text_of(cell)))
        return
    known = row.values.get(field.name)
    if isinstance(value, tuple) and isinstance(known, tuple):
        value = tuple(dict.fromkeys((*known, *value)))
    elif value is None and known is not None:
        return
    row.values[field.name] = value
