"""How wide the columns of a table are on paper."""

import re
from collections.abc import Sequence

from app.sheets import fonts
from app.sheets.form import Column, Group, Summary, Table
from app.sheets.totals import cell_of, closing, plain_rows
from app.sheets.values import TIMES, clean, shown

BODY, HEAD = 8.0, 8.5
PAD_X = 3.0
_WORD = re.compile(r"[!-~]+")
MOST = 90.0  # points that a column may insist on, so that none starves the others


def edges_of(columns: Sequence[Column], width: float, table: Table) -> list[float]:
    """Column edges: the wished widths fitted to `width`, but wide enough for what must not be cut."""
    wished = sum(column.width for column in columns)
    fitted = [column.width * width / wished for column in columns]
    needed = [_needed(column, at, table) for at, column in enumerate(columns)]
    slack = [max(0.0, has - need) for has, need in zip(fitted, needed, strict=True)]
    lack = sum(max(0.0, need - has) for has, need in zip(fitted, needed, strict=True))
    if lack and sum(slack):
        given = min(1.0, sum(slack) / lack)
        taken = min(1.0, lack / sum(slack))
        fitted = [
            has + (need - has) * given if need > has else has - free * taken
            for has, need, free in zip(fitted, needed, slack, strict=True)
        ]
    edges = [0.0]
    for has in fitted:
        edges.append(edges[-1] + has)
    edges[-1] = width
    return edges


def longest_word(title: str) -> float:
    """Points that the longest word of a title takes in its line; words of hanzi may be broken, and count 0."""
    bold = fonts.face(bold=True)
    return max((bold.width(word, HEAD) for word in _WORD.findall(title)), default=0.0)


def _needed(column: Column, at: int, table: Table) -> float:
    """Points that a column must have: its longest number, code or date, the longest word of its title; two hanzi."""
    regular, bold = fonts.face(), fonts.face(bold=True)
    title = bold.plain(clean(column.title).replace("\n", " "))
    least = max(bold.width(title.replace(" ", "")[:2], HEAD), longest_word(title)) + 4
    texts = {shown(cell_of(row, column.key, at), column.kind) for row in plain_rows(table.rows)}
    totals = {shown(line.cells.get(column.key), column.kind) for line in closing(table)}
    for entry in table.rows:
        if isinstance(entry, Group):
            texts.add(shown(entry.head.get(column.key), column.kind))
            if entry.subtotal:
                totals.add(shown(entry.subtotal.cells.get(column.key), column.kind))
        elif isinstance(entry, Summary):
            totals.add(shown(entry.cells.get(column.key), column.kind))
    if column.kind in TIMES:
        texts = {part for text in texts for part in text.split(" ")}
    elif column.kind == "text":
        texts = {text for text in texts if text.isascii() and len(text) <= 14 and " " not in text}
    widest = max((regular.width(regular.plain(text), BODY) for text in texts if "\n" not in text), default=0)
    bolder = max((bold.width(bold.plain(text), BODY) for text in totals if "\n" not in text), default=0)
    return max(least, min(MOST, max(widest, bolder if column.kind != "text" else 0) + 2 * PAD_X + 0.2))
