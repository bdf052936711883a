"""Plain exports: one table of rows to .xlsx or .csv, many rows fast, without holding them all."""

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.files import atomic_write
from app.sheets.cells import FORMATS, put, saved, text_of, typed
from app.sheets.form import Kind, Progress, Value
from app.sheets.values import seconds, storable

MANY = 20_000
"""From so many rows on the fast writer is used; it knows no style of a single cell."""
RECKONED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A text that begins so, with or without apostrophes before it, is calculated by some spreadsheet (CWE-1236)."""
_STEP = 500  # rows between two calls of progress
_SAMPLED = 200  # rows that decide the widths of the columns
_OS_ERROR = re.compile(r"(?:os error|code:) (\d+)")
_NUMERIC = frozenset({"int", "number", "money", "percent", "duration"})


def write_rows(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    kinds: Sequence[Kind],
    sheet: str = "",
    hidden: int = 0,
    total: int = 0,
    progress: Progress | None = None,
) -> int:
    """Write `rows` under `headings` to `path`, .xlsx or .csv by its ending; return how many they were.

    kinds: what each column holds. .xlsx: text cells that never become formulas, numbers, dates; header
    bold and frozen, with filters. .csv: UTF-8 with byte order mark and CRLF, as Excel opens it; a text
    that a spreadsheet would take for a formula has an apostrophe before it. sheet: the worksheet's name.
    hidden: so many columns from the left are not shown (.xlsx). total: how many rows will come, if known,
    for `progress`; raise from that to cancel. The file is there whole or not at all. ValueError for another
    ending; OSError.
    """
    writers: dict[str, Callable[..., None]] = {".xlsx": partial(_xlsx, hidden=hidden), ".csv": _csv}
    suffix = path.suffix.lower()
    if suffix not in writers:
        raise ValueError(f"no writer for {path.name!r}: .xlsx or .csv")
    counted = _Counted(rows, total, progress)
    with atomic_write(path) as part:
        writers[suffix](part, list(headings), counted, list(kinds), sheet or "Sheet1")
    if progress:
        progress(counted.done, total or counted.done)
    return counted.done


def safe_field(text: str) -> str:
    """`text` for a CSV field: with an apostrophe before it when a spreadsheet would calculate it."""
    text = storable(text)
    return f"'{text}" if text.lstrip("'")[:1] in RECKONED and text.lstrip("'") else text


class _Counted:
    """The rows, counted as they pass, and told to progress."""

    def __init__(self, rows: Iterable[Sequence[Value]], total: int, progress: Progress | None) -> None:
        self._rows, self._total, self._progress = rows, total, progress
        self.done = 0

    def __iter__(self) -> Iterator[Sequence[Value]]:
        for row in self._rows:
            if self._progress and self.done % _STEP == 0:
                self._progress(self.done, self._total)
            self.done += 1
            yield row


def _csv(part: Path, headings: list[str], rows: Iterable[Sequence[Value]], kinds: list[Kind], _: str) -> None:
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(map(safe_field, headings))
        writer.writerows(
            [_field(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows
        )


def _field(value: Value, kind: Kind) -> Any:
    """A CSV field: numbers plain, durations in seconds, times ISO with a blank, text safe."""
    if isinstance(value, str):
        return safe_field(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        if kind in ("date", "time"):
            return value.date() if kind == "date" else f"{value:%H:%M}"
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"{seconds(value):.3f}".rstrip("0").rstrip(".")
    return "" if value is None else value


def _xlsx(
    part: Path,
    headings: list[str],
    rows: Iterable[Sequence[Value]],
    kinds: list[Kind],
    sheet: str,
    *,
    hidden: int,
) -> None:
    coming = iter(rows)
    first = list(islice(coming, MANY))
    # a width of 0 hides a column
    widths = [0.0 if at < hidden else _width(heading, at, first) for at, heading in enumerate(headings)]
    if len(first) < MANY:
        _styled(part, headings, first, kinds, sheet, widths)
    else:
        _fast(part, headings, chain(first, coming), kinds, sheet, widths)


def _width(heading: str, at: int, rows: Sequence[Sequence[Value]]) -> float:
    """Excel's width, in digits; a hanzi takes two."""
    texts = [heading, *(_said(row[at]) for row in rows[:_SAMPLED])]
    return min(60.0, max(sum(2 if mark > "\u2e7f" else 1 for mark in text) for text in texts) + 3.0)


def _said(value: Value) -> str:
    if isinstance(value, datetime):
        return "2026-10-13 10:42"
    return "" if value is None else str(value)


def _styled(
    part: Path,
    headings: list[str],
    rows: list[Sequence[Value]],
    kinds: list[Kind],
    sheet: str,
    widths: list[float],
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
        page.column_dimensions[get_column_letter(at)].hidden = not width
    page.freeze_panes = "A2"

    def cell(value: Value, kind: Kind) -> Any:
        made: Any = WriteOnlyCell(page)
        made.number_format = put(made, value, kind)
        return made

    header = [cell(heading, "text") for heading in headings]
    for made in header:
        made.font = Font(bold=True)
    page.append(header)
    for row in rows:
        page.append([cell(value, kind) for value, kind in zip(row, kinds, strict=True)])
    if headings:
        page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    part.write_bytes(saved(book))


def _fast(
    part: Path,
    headings: list[str],
    rows: Iterable[Sequence[Value]],
    kinds: list[Kind],
    sheet: str,
    widths: list[float],
) -> None:
    from rustpy_xlsxwriter import Format, write_worksheet

    names = _unique(headings)

    def records() -> Iterator[dict[str, Any]]:
        for row in rows:
            yield dict(zip(names, map(_plain, row, kinds), strict=True))

    try:
        write_worksheet(
            records(),
            str(part),
            sheet_name=sheet,
            freeze_row=1,
            autofilter=True,
            column_widths=widths,
            header_format=Format().set_bold(),
            column_formats=[Format().set_num_format(FORMATS[kind]) for kind in kinds],
        )
    except BaseException as error:
        problem = _problem(error, part)
        if problem is None:
            raise
        raise problem from error


def _problem(error: BaseException, part: Path) -> Exception | None:
    """What the fast writer means: it tells the system's number in its text only. None: not its own error."""
    panic = type(error).__module__ == "pyo3_runtime"
    if not panic and not isinstance(error, OSError | RuntimeError):
        return None
    found = _OS_ERROR.search(str(error))
    if found:
        number = int(found.group(1))
        return OSError(number, os.strerror(number), str(part))
    return RuntimeError(str(error)) if panic else None


def _plain(value: Value, kind: Kind) -> Any:
    """A value as the fast writer takes it; the number format is the column's."""
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if value is None or (kind in _NUMERIC and type(value) is int and kind != "duration"):
        return value
    written, _number_format = typed(value, kind)
    if isinstance(written, time):
        return _plain(written, kind)
    if isinstance(written, date) and not isinstance(written, datetime):
        return datetime(written.year, written.month, written.day)  # noqa: DTZ001 - a day, not a moment
    return written


def _unique(headings: Sequence[str]) -> list[str]:
    """The headings, told apart by a number where two are the same."""
    names: list[str] = []
    for heading in map(text_of, headings):
        name, number = heading, 1
        while name in names:
            number += 1
            name = f"{heading} {number}"
        names.append(name)
    return names
