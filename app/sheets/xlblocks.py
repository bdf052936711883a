"""The blocks of a sheet as rows of a worksheet, on the column grid of its widest table."""

import math
from collections.abc import Callable, Sequence

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from app.sheets.cells import put, text_of
from app.sheets.form import (
    Align,
    Board,
    Chart,
    Facts,
    Fields,
    Kind,
    Sheet,
    Table,
    Text,
    Value,
)
from app.sheets.layout import LABEL, as_fact, field_lines
from app.sheets.values import NUMBERS, TIMES, shown
from app.sheets.xlcharts import Charts
from app.sheets.xlstyle import Look, Styles
from app.sheets.xltables import FIGURE, HANZI, MARGINS, Cells, bands, fitted, hanzi
from app.words import _

WIDER = 1.15  # than on paper, since Excel's letters are; printing is fitted to the page's width
_ROW = 5.3  # mm of a row of standard height, 15 pt
Spans = list[tuple[int, int]]
"""For each part its first and last grid column, from 1, both included."""

WITHOUT_YEAR = "mm-dd hh:mm"
"""A moment in a column that has too little room for all of it; the year is in the sheet's head."""


class Page:
    """Writes one sheet onto a worksheet from top to bottom. `row` is the next free one."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, tick: Callable[[], None] | None = None) -> None:
        self._tick = tick
        self.worksheet = worksheet
        self.sheet = sheet
        self.row = 1
        self.header_row = 0
        self._styles = Styles()
        self._page = (170.0 if sheet.orientation == "landscape" else 257.0) * WIDER
        self._used = self._titles = 0.0  # mm of the page that the row to be written will be printed on
        self._edge = (0, 0, 0)  # first row, last row and last column of the frame being written
        paper = 257.0 if sheet.orientation == "landscape" else 170.0
        tables = [block for block in sheet.blocks if isinstance(block, Table)]
        widest = max(tables, key=lambda table: len(table.columns), default=None)
        self.widths = fitted(widest, paper * WIDER) if widest else [paper * WIDER / 12] * 12
        for at, width in enumerate(self.widths, start=1):
            pixels = width / 25.4 * 96
            worksheet.column_dimensions[get_column_letter(at)].width = max(2.0, (pixels - 5) / 7)

    def title(self) -> None:
        """Company, title and sub-line."""
        sheet = self.sheet
        if sheet.company:
            self._across(sheet.company, Look(12, align="center", lines=False), height=20)
        self._across(sheet.title, Look(18, bold=True, align="center", lines=False), height=30)
        right = sheet.right
        if sheet.form_no:
            right = (right + "   " + _("Form no. {number}").format(number=sheet.form_no)).strip()
        parts: list[tuple[str, Align]] = [(sheet.left, "left"), (sheet.center, "center"), (right, "right")]
        said = [(text, align) for text, align in parts if text]
        if said and len(self.widths) < 3:
            self._across("   ".join(text for text, _align in said), Look(9, lines=False))
        elif said:
            for (first, last), (text, align) in zip(self.spans([1, 1, 1]), parts, strict=True):
                self._cell(first, last, text, "text", Look(9, align=align, lines=False))
            self._next(16)
        self._titles = self._used

    def table(self, table: Table) -> None:
        """A table with its title; its header is frozen when it stands first."""
        self._section(table.title)
        spans = self.spans([column.width for column in table.columns])
        lines = list(bands(table))
        first = self.row
        self._edge = (first, first + len(lines) + len(table.notes), spans[-1][1])
        for column, span in zip(table.columns, spans, strict=True):
            self._framed(*span, column.title, "text", Look(bold=True, align="center", grey="head"))
        self.header_row = self.row
        self._next(max(self._lines(c.title, s) for c, s in zip(table.columns, spans, strict=True)) * 13 + 8)
        for at, (cells, tone, heads, reach) in enumerate(lines):
            if self._tick and at % 100 == 0:
                self._tick()
            self._band(spans, cells, tone, heads, reach)
        for note in table.notes:
            look = Look(10 if note.bold else 9, bold=note.bold)
            text = text_of(note.text) + (f"    {note.right}" if note.right else "")
            self._framed(1, spans[-1][1], text, "text", look)
            self._next(self._lines(text, (1, spans[-1][1])) * 13 + 8)

    def facts(self, facts: Facts) -> None:
        """Names above, figures below, as even as the grid allows."""
        self._section(facts.title)
        items = [as_fact(item) for item in facts.facts]
        most = min(len(self.widths), 10 if self.sheet.orientation == "landscape" else 6)
        count = -(-len(items) // max(1, -(-len(items) // most))) if items else 0
        lines = [items[start : start + count] for start in range(0, len(items), count or 1)]
        spans = self.spans([1.0] * count) if count else []
        self._edge = (self.row, self.row + 2 * len(lines) - 1, len(self.widths))
        for line in lines:
            taken = [*spans[: len(line) - 1], (spans[len(line) - 1][0], len(self.widths))]
            for span, item in zip(taken, line, strict=True):
                self._framed(*span, item.label, "text", Look(align="center", grey="head"))
            self._next(16)
            for span, item in zip(taken, line, strict=True):
                self._framed(*span, item.value, item.kind, Look(11, bold=True, align="center"))
            self._next(20)

    def fields(self, fields: Fields) -> None:
        """Labels beside values, two to a line, wide ones alone."""
        self._section(fields.title)
        lines = field_lines(fields.entries)
        spans = self.spans([LABEL, 0.5 - LABEL, LABEL, 0.5 - LABEL])
        self._edge = (self.row, self.row + len(lines) - 1, len(self.widths))
        for line in lines:
            tall = 1
            for at, entry in enumerate(line):
                name, value = spans[2 * at], spans[2 * at + 1]
                if entry.wide or len(line) == 1:
                    value = (value[0], len(self.widths))
                self._framed(*name, entry.label, "text", Look(align="center", grey="head"))
                self._framed(*value, entry.value, entry.kind, Look(10, align="left"))
                if isinstance(entry.value, str):
                    tall = max(tall, self._lines(entry.value, value))
            self._next(tall * 13 + 7)

    def text(self, text: Text) -> None:
        """Paragraphs over the whole width."""
        self._section(text.title)
        for line in text.lines:
            lines = self._lines(line, (1, len(self.widths)), scale=text.size / 9)
            self._across(line, Look(text.size, lines=False), height=lines * text.size * 1.45 + 3)

    def board(self, board: Board) -> None:
        """Titles, then for each row of boxes a line of what is small above the large lines."""
        spans = self.spans([1.0] * len(board.titles))
        if self.row > 4:
            self._next(8)
        self._edge = (self.row, self.row + 2 * len(board.rows), spans[-1][1])
        for title, span in zip(board.titles, spans, strict=True):
            self._framed(*span, title, "text", Look(11, bold=True, align="center", grey="head"))
        self._next(22)
        for row in board.rows:
            corners = Look(10, bare="bottom")
            for spot, span in zip(row, spans, strict=True):
                text = "  ".join(part for part in (spot.corner, spot.tag, spot.foot) if part)
                self._framed(*span, text, "text", corners._replace(grey="head" if spot.grey else ""))
            self._next(17)
            tall = 1
            for spot, span in zip(row, spans, strict=True):
                tall = max(tall, len(spot.lines))
                look = Look(board.size, bold=not spot.grey, align="center", bare="top")
                grey = "head" if spot.grey else ""
                self._framed(*span, "\n".join(spot.lines), "text", look._replace(grey=grey))
            self._next(
                max(tall * board.size * 1.3 + 8, board.height * 72 / 25.4 / max(1, len(board.rows)) - 17)
            )

    def charts(self, charts: Sequence[Chart], figures: Charts) -> None:
        """Charts side by side, on rows that are left free for them and stay on one page."""
        rows = math.ceil((max(chart.height for chart in charts) + 6) / _ROW)
        if self._used + rows * _ROW > self._page:
            self.worksheet.row_breaks.append(Break(id=self.row - 1))
            self._used = self._titles
        self._next(8)
        for (first, last), chart in zip(self.spans([1.0] * len(charts)), charts, strict=True):
            begin = AnchorMarker(col=first - 1, row=self.row - 1)
            figures.place(chart, self.worksheet, begin, AnchorMarker(col=last, row=self.row - 1 + rows))
        for _row in range(rows + 1):
            self._next(15)

    def end(self) -> None:
        """Signatures and small print."""
        places = self.sheet.signatures
        if places:
            self._next(14)
            if len(places) <= len(self.widths):
                for span, text in zip(self.spans([1.0] * len(places)), places, strict=True):
                    self._cell(*span, text, "text", Look(10, lines=False))
            else:
                self._cell(1, len(self.widths), "      ".join(places), "text", Look(10, lines=False))
            self._next(24)
        if self.sheet.remark:
            lines = self._lines(self.sheet.remark, (1, len(self.widths)))
            self._across(self.sheet.remark, Look(8, lines=False), height=lines * 12 + 4)

    def spans(self, weights: Sequence[float]) -> Spans:
        """Grid columns for parts of these weights: each at least one, edges where the grid's are nearest."""
        count = len(self.widths)
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        spans: Spans = []
        start, gone = 0, 0.0
        for at, weight in enumerate(weights):
            gone += weight
            wish = edges[-1] * gone / sum(weights)
            least, most = start + 1, count - (len(weights) - at - 1)
            stop = min(range(least, most + 1), key=lambda edge: abs(edges[edge] - wish))
            stop = count if at == len(weights) - 1 else stop
            spans.append((start + 1, stop))
            start = stop
        return spans

    def _band(
        self,
        spans: Spans,
        cells: Cells,
        tone: str,
        heads: Cells,
        reach: int,
    ) -> None:
        tall = 1
        for first, (last, value, kind, align) in cells.items():
            where = (spans[first][0], spans[last][1])
            self._framed(*where, value, kind, Look(bold=bool(tone), align=align, grey=tone))
            if isinstance(value, str):
                tall = max(tall, self._lines(value, where))
        for first, (last, value, kind, align) in heads.items():
            self._framed(spans[first][0], spans[last][1], value, kind, Look(align=align), rows=reach)
            if isinstance(value, str):
                tall = max(tall, math.ceil(self._lines(value, (spans[first][0], spans[last][1])) / reach))
        hand = all(value is None for _last, value, _kind, _align in cells.values()) and not tone and not heads
        self._next(24 if hand else tall * 12 + 5)

    def _framed(self, first: int, last: int, value: Value, kind: Kind, look: Look, *, rows: int = 1) -> None:
        top, bottom, right = self._edge
        frame = (first == 1, last == right, self.row == top, self.row + rows - 1 == bottom)
        self._cell(first, last, value, kind, look._replace(frame=frame), rows=rows)

    def _cell(self, first: int, last: int, value: Value, kind: Kind, look: Look, *, rows: int = 1) -> None:
        cell = self.worksheet.cell(self.row, first)
        written, cramped = put(cell, value, kind), self._cramped(first, last, value, kind)
        look = look._replace(
            number_format=WITHOUT_YEAR if cramped and kind == "datetime" else written, shrink=cramped
        )
        self._styles.give(cell, look)
        if last > first or rows > 1:
            low = self.row + rows - 1
            for row in range(self.row, low + 1):
                for column in range(first, last + 1):
                    self._styles.give(self.worksheet.cell(row, column), look)
            self.worksheet.merge_cells(start_row=self.row, end_row=low, start_column=first, end_column=last)

    def _cramped(self, first: int, last: int, value: Value, kind: Kind) -> bool:
        """Whether a figure or a time, which do not wrap, is wider than its columns."""
        if value is None or isinstance(value, str) or (kind not in NUMBERS and kind not in TIMES):
            return False
        return len(shown(value, kind)) * HANZI * FIGURE + 2 > sum(self.widths[first - 1 : last])

    def _across(self, text: str, look: Look, *, height: float = 16) -> None:
        self._cell(1, len(self.widths), text, "text", look)
        self._next(height)

    def _section(self, title: str) -> None:
        if self.row > 4:
            self._next(8)
        if title:
            self._across(title, Look(11, bold=True, lines=False), height=18)

    def _next(self, height: float) -> None:
        height = min(height, 409.0)  # Excel's limit
        self.worksheet.row_dimensions[self.row].height = height
        self.row += 1
        self._used += height * 25.4 / 72
        if self._used > self._page:
            self._used = self._titles + height * 25.4 / 72

    def _lines(self, text: str, span: tuple[int, int], *, scale: float = 1.0) -> int:
        """About how many lines a text takes; Excel does not grow rows of merged cells by itself."""
        room = max(sum(self.widths[span[0] - 1 : span[1]]) - MARGINS * HANZI + 0.05, HANZI)
        lines = 0
        for line in text.split("\n"):
            wide = scale * HANZI * hanzi(line)
            lines += max(1, math.ceil(wide / room))
        return lines
