"""Where a list lies in a file: which sheet, which header row or rows, which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.store.errors import UserError
from app.transfer.fields import Table
from app.transfer.grid import Book, Cell, Grid, column_name, text_of
from app.transfer.headings import IDENTITY, Headings
from app.words import _

DEEPEST_HEADER = 40
"""The header is looked for in so many rows with cells."""
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: where it stands, its heading, the field it becomes ("": left out), first values."""

    at: int
    heading: str
    field: str
    samples: tuple[str, ...] = ()
    silent: bool = False
    """Left out without being named: what the program works out itself."""

    @property
    def name(self) -> str:
        """The heading, or the letters of a column without one."""
        return self.heading or column_name(self.at)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is read. `header` is the last header row, from 1 as a spreadsheet counts; `depth`: how many."""

    sheet: str
    header: int
    depth: int
    columns: tuple[Column, ...]

    def mapped(self, fields: Mapping[str, str | None]) -> "Layout":
        """The same with columns read as `fields` says: {heading or letters: field, or None to leave out}."""
        return replace(
            self,
            columns=tuple(
                replace(column, field=fields[column.name] or "", silent=False)
                if column.name in fields else column
                for column in self.columns
            ),
        )  # fmt: skip

    @property
    def headings(self) -> tuple[str, ...]:
        """What columns chosen by hand are remembered under."""
        return tuple(column.name for column in self.columns)


def find(
    table: Table, book: Book, *, sheet: str | None = None, header: int | None = None, depth: int | None = None
) -> Layout:
    """The best reading of `book` as `table`. A sheet, or a header row from 1, that is named is taken.

    UserError when there is no such sheet or row. A layout whose columns are all left out is possible: nobody wrote
    a heading that is known; planning refuses it.
    """
    headings = Headings(table)
    grids = book.grids
    if sheet is not None:
        grids = [grid for grid in grids if grid.name == sheet]
        if not grids:
            raise UserError(
                _("There is no sheet {sheet}. Sheets are: {sheets}.").format(
                    sheet=sheet, sheets=", ".join(grid.name for grid in book.grids)
                )
            )
    best: tuple[tuple[int, int, int], Layout] | None = None
    for place, grid in enumerate(grids):
        layout = _of_sheet(grid, headings, header, depth)
        if layout is None:
            continue
        known = {column.field for column in layout.columns if column.field}
        required = sum(1 for field in table.fields if field.required and field.name in known)
        score = (len(known) + required, int(grid.visible), -place)
        if best is None or score > best[0]:
            best = (score, layout)
    if best is None:
        raise UserError(_("The file has no cells with anything in them."))
    return best[1]


def _of_sheet(grid: Grid, headings: Headings, header: int | None, depth: int | None) -> Layout | None:
    filled = [at for at, row in enumerate(grid.rows) if any(cell is not None for cell in row)]
    if not filled:
        return None
    if header is not None:
        if not 1 <= header <= len(grid.rows):
            raise UserError(_("The sheet {sheet} has no row {row}.").format(sheet=grid.name, row=header))
        return _layout(grid, headings, header - 1, min(depth or 1, header))
    best: tuple[float, int, int] | None = None
    for above, at in enumerate(filled[:DEEPEST_HEADER]):
        for rows in (1, 2):
            if rows > at + 1 or (rows == 2 and not _is_upper(grid, at - 1)):
                continue
            both = zip(_headings(grid, at, rows), _headings(grid, at, 1), strict=True)
            known = [name for text, lower in both if (name := headings.field(text) or headings.field(lower))]
            score = len(set(known)) + 0.1 * len(known) - 0.25 * (rows - 1) - 0.5 * _data_like(grid.rows[at])
            score -= 0.1 * above  # a printed list repeats its headings further down
            if known and (best is None or score > best[0]):
                best = (score, at, rows)
    if best is None:  # no heading that is known: the first row with the most texts is taken for the header
        at = max(filled[:DEEPEST_HEADER], key=lambda row: (_texts(grid.rows[row]), -row))
        return _layout(grid, headings, at, 1)
    return _layout(grid, headings, best[1], best[2])


def _is_upper(grid: Grid, at: int) -> bool:
    """Whether row `at` can be the upper of two header rows: several texts, or one area over several columns."""
    row = grid.rows[at] if at >= 0 else ()
    return len({text_of(cell) for cell in row if isinstance(cell, str)}) >= 2


def _texts(row: Sequence[Cell]) -> int:
    return len({cell for cell in row if isinstance(cell, str)}) - sum(
        1 for cell in row if cell is not None and not isinstance(cell, str)
    )


def _data_like(row: Sequence[Cell]) -> int:
    """Cells that no header has: numbers, dates, and texts with several digits."""
    return sum(
        1 for cell in row
        if cell is not None and (not isinstance(cell, str) or sum(mark.isdigit() for mark in cell) > 4)
    )  # fmt: skip


def _headings(grid: Grid, at: int, depth: int) -> list[str]:
    """The heading of each column, with two rows "upper lower"; a heading that stands in both is told once."""
    width = grid.width
    lower = [" ".join(text_of(grid.cell(at, column)).split()) for column in range(width)]
    if depth == 1:
        return lower
    upper: list[str] = []
    for column in range(width):
        text = " ".join(text_of(grid.cell(at - 1, column)).split())
        if not text and column and lower[column] and upper[column - 1] and _runs_on(grid, at - 1, column):
            text = upper[column - 1]
        upper.append(text)
    return [
        below if not above or above == below else above if not below else f"{above} {below}"
        for above, below in zip(upper, lower, strict=True)
    ]


def _runs_on(grid: Grid, row: int, column: int) -> bool:
    return not any(
        top <= row <= bottom and left < column and right < column for top, left, bottom, right in grid.merged
        if left <= column - 1 <= right
    )  # fmt: skip


def _layout(grid: Grid, headings: Headings, at: int, depth: int) -> Layout:
    texts = _headings(grid, at, depth)
    below = _headings(grid, at, 1)
    columns: list[Column] = []
    taken: set[str] = set()
    for column, heading in enumerate(texts):
        samples = _samples(grid, at + 1, column)
        if not heading and not samples:
            continue
        field = headings.field(heading) or (headings.field(below[column]) if depth > 1 else "")
        silent = headings.silent(heading)
        if field in taken and not headings.shared(field):
            field = ""
        taken.add(field)
        columns.append(Column(column, heading, field, samples, silent and not field))
    return Layout(grid.name, at + 1, depth, tuple(_told_apart(columns)))


def _told_apart(columns: list[Column]) -> list[Column]:
    """Two columns of one heading get numbers, so that each can be named."""
    seen: dict[str, int] = {}
    told = []
    for column in columns:
        count = seen[column.heading] = seen.get(column.heading, 0) + 1
        told.append(
            replace(column, heading=f"{column.heading} {count}") if column.heading and count > 1 else column
        )
    return told


def _samples(grid: Grid, first: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in grid.rows[first : first + 200]:
        if column < len(row) and row[column] is not None:
            text = text_of(row[column])
            if text and text not in found:
                found.append(text)
            if len(found) == SAMPLES:
                break
    return tuple(found)


def identity_columns(layout: Layout) -> dict[str, int]:
    """Where the hidden columns of our own exports stand."""
    return {column.field: column.at for column in layout.columns if column.field in IDENTITY}
