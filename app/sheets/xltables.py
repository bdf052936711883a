"""A table on the column grid of a worksheet: how wide its columns are, and which cells its lines have."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.sheets.form import (
    Align,
    Column,
    Group,
    Kind,
    Summary,
    Table,
    Value,
)
from app.sheets.totals import cell_of, closing, plain_rows
from app.sheets.values import ALIGN, shown
from app.words import _

HANZI = 9 * 25.4 / 72  # mm
FIGURE = 0.56
"""How wide a figure is, in Chinese characters."""
MARGINS = 0.8
"""What a cell keeps free beside its text, in Chinese characters."""
Cells = dict[int, tuple[int, Value, Kind, Align]]
"""By first column: last column (included), value, kind, alignment."""


def fitted(table: Table, width: float) -> list[float]:
    """Column widths in mm: the wished ones, but figures and times, which do not wrap, get what they need."""
    columns = table.columns
    wished = sum(column.width for column in columns)
    widths = [column.width * width / wished for column in columns]
    needed = [_needed(table, at) for at in range(len(columns))]
    lack = sum(max(0.0, need - has) for need, has in zip(needed, widths, strict=True))
    slack = [max(0.0, has - need) for need, has in zip(needed, widths, strict=True)]
    share = min(1.0, lack / sum(slack)) if sum(slack) else 0.0
    return [
        need if need > has else has - free * share
        for need, has, free in zip(needed, widths, slack, strict=True)
    ]


def _needed(table: Table, at: int) -> float:
    """Millimetres that a column must have: figures and times whole, of text and titles so much that they can wrap."""
    column = table.columns[at]
    values = [cell_of(row, column.key, at) for row in plain_rows(table.rows)]
    title = max(map(hanzi, column.title.split("\n")))
    if column.kind == "text":
        longest = max(
            (hanzi(line) for value in values for line in shown(value, "text").split("\n")), default=4
        )
        return max(min(4.0, max(longest, title) + MARGINS), _longest_word(column.title)) * HANZI
    values += [line.cells.get(column.key) for line in closing(table)]
    values += [entry.cells.get(column.key) for entry in table.rows if isinstance(entry, Summary)]
    longest = max((len(shown(value, column.kind)) for value in values), default=0)
    words = max(min(2.0, title) + 0.6, _longest_word(column.title)) * HANZI
    return max(min(longest, 20) * HANZI * FIGURE + 3.5, words)


def _longest_word(title: str) -> float:
    """How wide the longest foreign word of a title is, bold and with its margins, in Chinese characters."""
    return max((len(word) * 0.62 + 0.6 for word in re.findall(r"[!-~]{4,}", title)), default=0.0)


def hanzi(text: str) -> float:
    """How wide `text` is, in Chinese characters."""
    return sum(1.0 if mark > "\u2e7f" else 0.55 for mark in text)


def bands(table: Table) -> Iterator[tuple[Cells, str, Cells, int]]:
    """The rows of a table: cells, tone ("" for a plain row), cells that begin here and run down, how far."""
    columns = table.columns
    for entry in table.rows:
        if isinstance(entry, Group):
            heads = {
                at: (at, entry.head[column.key], column.kind, column.align or ALIGN[column.kind])
                for at, column in enumerate(columns)
                if column.key in entry.head
            }
            reach = len(entry.rows) + bool(entry.subtotal)
            for at, row in enumerate(entry.rows):
                yield _plain(columns, row, heads), "", {} if at else heads, reach
            if entry.subtotal:
                yield _summary(columns, entry.subtotal, heads), "subtotal", {} if entry.rows else heads, reach
        elif isinstance(entry, Summary):
            yield _summary(columns, entry, {}), entry.tone, {}, 1
        else:
            yield _plain(columns, entry, {}), "", {}, 1
    if not table.rows and not table.empty_lines:
        text = table.empty or _("No entries")
        yield {0: (len(columns) - 1, text, "text", "center")}, "", {}, 1
    for _line in range(table.empty_lines):
        yield _plain(columns, (), {}), "", {}, 1
    for line in closing(table):
        yield _summary(columns, line, {}), line.tone, {}, 1


def _plain(columns: Sequence[Column], row: Any, heads: Cells) -> Cells:
    return {
        at: (at, cell_of(row, column.key, at), column.kind, column.align or ALIGN[column.kind])
        for at, column in enumerate(columns)
        if at not in heads
    }


def _summary(columns: Sequence[Column], line: Summary, heads: Cells) -> Cells:
    free = [at for at in range(len(columns)) if at not in heads]
    valued = [at for at in free if line.cells.get(columns[at].key) is not None]
    upto = valued[0] if valued else len(columns)
    cells: Cells = {}
    if free and upto > free[0]:
        cells[free[0]] = (upto - 1, line.label, "text", "left" if line.tone == "subtotal" else "center")
    for at in free:
        if at >= upto:
            column = columns[at]
            cells[at] = (at, line.cells.get(column.key), column.kind, column.align or ALIGN[column.kind])
    return cells
