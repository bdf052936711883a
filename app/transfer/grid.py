"""A file as rows of cells, whatever it was: what reading gives and planning takes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A value as the file holds it; None is an empty cell."""

ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".csv", ".txt", ".htm", ".html")
"""What a file that may hold a list ends in."""
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELLS = 4_000_000
"""What one sheet may hold. A dealer list of 5,000 rows has 100,000 cells."""
MOST_AT_ONCE = 20_000
"""So many rows one import takes: what it writes is kept whole, to be undone in one step, 20 kB a dealer."""


@dataclass(slots=True)
class Grid:
    """One sheet. `rows[i]` stands in row i+1 of the file; rows and cells that are empty at the end are left off.

    `merged` are areas (first row, first column, last row, last column), from 0; the value of an area stands in
    each of its cells already. `hidden` are rows that the spreadsheet does not show; `unreckoned` the cells whose
    formula has no stored result, `faulty` those whose result is an error such as #N/A. `visible` is false for a
    sheet that is hidden itself.
    """

    name: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    unreckoned: frozenset[tuple[int, int]] = frozenset()
    faulty: frozenset[tuple[int, int]] = frozenset()
    visible: bool = True
    _width: int = -1

    @property
    def width(self) -> int:
        """Columns in use. Asked for once the rows are all there."""
        if self._width < 0:
            self._width = max(map(len, self.rows), default=0)
        return self._width

    @property
    def filled(self) -> int:
        """Rows that hold anything."""
        return sum(1 for row in self.rows if any(cell is not None for cell in row))

    def cell(self, row: int, column: int) -> Cell:
        """The cell in `row`, `column`, from 0; None outside."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None


@dataclass(slots=True)
class Book:
    """A file that was read: its sheets in their order, and what it turned out to be ("xlsx", "csv GB18030" …)."""

    path: Path
    form: str
    grids: list[Grid]


def text_of(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without .0 and never as 1.38E+10, dates as 2026-10-13 10:42."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds" if cell.second else "minutes")
    if isinstance(cell, time):
        return cell.isoformat("seconds" if cell.second else "minutes")
    return str(cell)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        return text
    return f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.0f}"


def column_name(column: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
