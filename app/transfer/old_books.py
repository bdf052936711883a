"""Workbooks of Excel 2 to 95 (BIFF2 to 5) as cells: their texts are in the code page of the PC that wrote them.

The fast reader (calamine) turns texts of more than one byte a character, as GBK, into rubbish.
"""

import os
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from app.store.errors import UserError
from app.transfer import archives, biff, compound
from app.transfer.grid import MOST_CELLS, MOST_ROWS, Cell, Grid
from app.transfer.text_tables import too_much, trimmed

_CHINESE = "cp936"


def is_old(path: Path) -> bool:
    """Whether the compound file `path` holds a workbook of Excel 5.0 or 95, and no newer one beside it."""
    names = compound.names(path)
    return "book" in names and "workbook" not in names


def grids(path: Path) -> Iterator[Grid]:
    """Every sheet. UserError when the file has a password or is broken."""
    import xlrd  # type: ignore[import-untyped]

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        try:
            book = xlrd.open_workbook(str(path), on_demand=True, logfile=nowhere)
            if book.biff_version < 50 and not book.codepage:  # before code pages were written down
                book = xlrd.open_workbook(
                    str(path), on_demand=True, logfile=nowhere, encoding_override=_CHINESE
                )
            found = [_grid(book, at) for at in range(book.nsheets)]
        except UserError:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever a broken file brings up, it is the file that is broken
            raise (archives.encrypted() if "encrypted" in str(problem) else archives.damaged()) from None
    unseen = biff.hidden_rows(path)
    for grid in found:
        grid.hidden = unseen.get(grid.name, frozenset())
    yield from found


def _grid(book: Any, at: int) -> Grid:
    sheet = book.sheet_by_index(at)
    if sheet.nrows > MOST_ROWS or sheet.nrows * sheet.ncols > MOST_CELLS:
        raise too_much()
    rows: list[tuple[Cell, ...]] = []
    faults = set()
    for row in range(sheet.nrows):
        cells = sheet.row(row)
        faults |= {(row, column) for column, cell in enumerate(cells) if cell.ctype == _ERROR}
        rows.append(trimmed(_value(book, cell) for cell in cells))
    while rows and not rows[-1]:
        rows.pop()
    grid = Grid(sheet.name, rows, visible=sheet.visibility == 0)
    grid.faulty = frozenset(faults)
    book.unload_sheet(at)
    return grid


_NUMBER, _DATE, _TRUTH, _ERROR = 2, 3, 4, 5  # xlrd.XL_CELL_…


def _value(book: Any, cell: Any) -> Cell:
    if cell.ctype == _DATE:
        from xlrd.xldate import XLDateError, xldate_as_datetime  # type: ignore[import-untyped]

        try:
            moment: datetime = xldate_as_datetime(cell.value, book.datemode)
        except (XLDateError, OverflowError, ValueError):
            return float(cell.value)
        midnight = moment.time() == time()
        return moment.time() if cell.value < 1 else moment.date() if midnight else moment
    if cell.ctype == _TRUTH:
        return bool(cell.value)
    if cell.ctype == _ERROR:
        return None
    value: str | float = cell.value
    return value if value or cell.ctype == _NUMBER else None
