"""Any table file as rows of cells: .xlsx (strict too), .xls, .xlsb, .ods, .et, .csv and .txt, HTML saved as .xls.

Runs in a process of its own (opening.py), which may be killed: a hostile file costs that process and no more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.files import system_reason
from app.store.errors import UserError
from app.transfer import archives, biff, compound, old_books, text_tables
from app.transfer.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid
from app.transfer.text_tables import too_much, trimmed
from app.words import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04")
_OTHERS = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"{\\rtf", "RTF"), (b"\x1f\x8b", "gzip"), (b"SQLite format 3", "SQLite"), (b"MZ", "EXE"),
)  # fmt: skip
_HEADS = 40  # rows among which the headings of a list stand
_SPARSE = 40  # cells of the rectangle for each one that may be filled


def read(path: Path) -> tuple[str, Iterator[Grid]]:
    """What the file is and its sheets, one after another. UserError with one sentence when it can't be read."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UserError(_("There is no file {file}.").format(file=path)) from None
    except OSError as problem:
        raise UserError(
            _("{file} can't be opened: {reason}. Close it in other programs and try again.").format(
                file=path.name, reason=system_reason(problem)
            )
        ) from None
    if not head:
        raise UserError(_("The file is empty."))
    if head.startswith(b"PK"):
        form = archives.checked(path)
        if not form:
            raise _no_table("zip")
        return form, map(_unguarded, _workbook(path, form))
    if head.startswith(_OLE):
        if not compound.is_whole(path):
            raise archives.damaged()
        return "xls", old_books.grids(path) if old_books.is_old(path) else _workbook(path, "xls")
    if head[:2] in _OLD_BIFF and head[2:4] in (b"\x04\x00", b"\x06\x00"):
        return "xls", old_books.grids(path)
    for mark, name in _OTHERS:
        if head.startswith(mark):
            raise _no_table(name)
    if _is_markup(head):
        from app.transfer import markup

        return "html", markup.grids(_text(path))
    grid, encoding = text_tables.table(_text(path), path.stem)
    return f"csv {encoding}", iter([grid])


def _unguarded(grid: Grid) -> Grid:
    """`grid` without the apostrophes of a .csv of ours that a spreadsheet has saved as a workbook (T29).

    A workbook of ours, which the identity of its rows tells, has none: what stands there is as it was typed.
    """
    if any("uuid" in row for row in grid.rows[:_HEADS]):
        return grid
    for at, row in enumerate(grid.rows):
        if any(isinstance(cell, str) and cell[:1] == "'" for cell in row):
            grid.rows[at] = tuple(
                text_tables.unguarded(cell) if isinstance(cell, str) else cell for cell in row
            )
    return grid


def _text(path: Path) -> bytes:
    size = path.stat().st_size
    if size > text_tables.MOST_BYTES:
        raise UserError(
            _("This text file is too large for a list: {size} MB.").format(size=size // 1_000_000)
        )
    return path.read_bytes()


def _no_table(what: str) -> UserError:
    return UserError(
        _(
            "This is no table but a file of another kind ({kind}). Take .xlsx, .xls, .ods, .et or .csv."
        ).format(kind=what)
    )


def _is_markup(head: bytes) -> bool:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style", b"<?xml"))


class _BrokenError(Exception):
    """The fast reader can't read the file."""


@contextmanager
def _fast() -> Iterator[None]:
    """Says what the fast reader (calamine) means: a password, or that the file is broken. It panics on some."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise archives.encrypted() from None
    except (CalamineError, OSError) as problem:
        raise _BrokenError(str(problem)) from None
    except BaseException as problem:
        if type(problem).__module__ != "pyo3_runtime":
            raise
        raise _BrokenError("panic") from None


def _workbook(path: Path, form: str) -> Iterator[Grid]:
    try:
        yield from _sheets(path, form)
    except _BrokenError as problem:
        if "Workbook" in str(problem) and form == "xls":
            raise _no_table("OLE") from None  # a .doc or .msg is stored the same way
        yield from _second_try(path, form)


def _sheets(path: Path, form: str) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook

    with _fast():
        book = CalamineWorkbook.from_path(str(path))
        sheets = book.sheets_metadata
    parts = archives.sheet_parts(path) if form == "xlsx" else {}
    unseen = _UNSEEN[form](path) if form in _UNSEEN else {}
    total = 0
    found: list[Grid] = []
    for sheet in sheets:
        if not str(sheet.typ).endswith("WorkSheet"):
            continue
        facts = archives.facts(path, parts[sheet.name]) if sheet.name in parts else archives.SheetFacts()
        if facts.last_row * facts.last_column > _SPARSE * MOST_CELLS:
            raise UserError(
                _(
                    "The sheet {sheet} has a cell far outside of its list. Delete it, save, and try again."
                ).format(sheet=sheet.name)
            )
        with _fast():
            grid = _grid(book, sheet.name)
        grid.hidden = unseen.get(sheet.name, frozenset(facts.hidden))
        grid.unreckoned = frozenset(facts.unreckoned)
        grid.faulty = frozenset(facts.faulty)
        grid.visible = str(sheet.visible).endswith(".Visible")
        total += sum(map(len, grid.rows))
        if total > MOST_CELLS:
            raise too_much()
        found.append(grid)
    if not found:
        raise UserError(_("The workbook has no sheet with cells."))
    yield from found  # whole or not at all: a sheet that breaks sends the file to the second reader


_UNSEEN = {"ods": archives.hidden_in_ods, "xls": biff.hidden_rows}


def _grid(book: Any, name: str) -> Grid:
    sheet = book.get_sheet_by_name(name)
    first_row, first_column = sheet.start or (0, 0)
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= 1_048_576 or last_column - first_column > MOST_COLUMNS:
        raise too_much()
    rows: list[tuple[Cell, ...]] = [()] * first_row if sheet.start else []
    before: tuple[Cell, ...] = (None,) * first_column
    filled = cells = 0
    if sheet.start:
        for line in sheet.iter_rows():
            row = trimmed(line)
            cells += len(row)
            filled += bool(row)
            if filled > MOST_ROWS or cells > MOST_CELLS:
                raise too_much()
            rows.append((*before, *row) if row else ())
    return with_merged(Grid(name, rows), sheet.merged_cell_ranges or ())


def with_merged(grid: Grid, areas: Any) -> Grid:
    """`grid` with the value of each merged area in all of its cells."""
    while grid.rows and not grid.rows[-1]:
        grid.rows.pop()
    told = []
    for (top, left), (bottom, right) in areas:
        value = grid.cell(top, left)
        told.append((top, left, bottom, right))
        if value is None or right - left > MOST_COLUMNS:
            continue
        for row in range(top, min(bottom, len(grid.rows) - 1) + 1):
            line = list(grid.rows[row])
            line += [None] * (right + 1 - len(line))
            for column in range(left, right + 1):
                line[column] = value
            grid.rows[row] = tuple(line)
    grid.merged = tuple(told)
    return grid


def _second_try(path: Path, form: str) -> Iterator[Grid]:
    """Some broken .xlsx are read by openpyxl, which is slower and forgives other faults."""
    if form != "xlsx":
        raise archives.damaged()
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        grids = [_plain(sheet.title, sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except UserError:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken file brings up, it is the file that is broken
        raise archives.damaged() from None
    yield from grids


def _plain(name: str, lines: Any) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for line in lines:
        row = trimmed(line)
        cells += len(row)
        if len(rows) >= MOST_ROWS * 5 or cells > MOST_CELLS:
            raise too_much()
        rows.append(row)
    return with_merged(Grid(name, rows), ())
