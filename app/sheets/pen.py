"""Draws on a reportlab canvas: text in its fonts, and the framed part of a table that stands on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.sheets import fonts
from app.sheets.columns import PAD_X
from app.sheets.form import Align
from app.sheets.layout import LEADING, Band, Cell, Unit

FRAME, RULE, HAIR = 1.3, 0.6, 0.35
_ASCENT = 0.88  # of the em box of a hanzi in both faces; it hangs 0.12 below the base line


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one page of a table; the header stands above it again on every page."""

    edges: list[float]
    header: Band | None
    units: list[Unit]

    @property
    def height(self) -> float:
        """Points."""
        return (self.header.height if self.header else 0) + sum(unit.height for unit in self.units)


class Pen:
    """Draws on one canvas. y counts upwards from the foot of the page, as in PDF."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.regular, self.bold = fonts.face(), fonts.face(bold=True)
        self._text: Any = None
        self._font: tuple[str, float] | None = None

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        align: Align = "left",
        grey: float = 0,
    ) -> None:
        """One line at base line `y`, `x` being its left end, middle or right end. Unknown characters: 〓."""
        face = self.bold if bold else self.regular
        text = face.plain(text)
        self._begin()
        if grey:
            self._text.setFillGray(grey)
        self._line(x - face.width(text, size) * _SHARE[align], y, text, size, bold)
        if grey:
            self._text.setFillGray(0)
        self._end()

    def spaced(self, x: float, y: float, text: str, *, size: float, room: float) -> None:
        """A title, centred at `x`: bold, its characters apart, smaller when `room` is short.

        The spacing is hidden from readers of the PDF, so that the title can be searched and copied.
        """
        text = self.bold.plain(text)
        wide = self.bold.width(text, 1) or 1
        apart = 0.0 if len(text) > 24 else 0.36 if text and ord(text[0]) > 0x2E7F else 0.04
        size = min(size, room / (wide + apart * len(text)))
        apart *= size
        said = text.encode("utf-16-be").hex().upper()
        self.canvas.addLiteral(f"/Span <</ActualText <FEFF{said}>>> BDC")
        self._begin()
        self._text.setCharSpace(apart)
        self._line(x - (wide * size + apart * (len(text) - 1)) / 2, y, text, size, True)
        self._text.setCharSpace(0)
        self._end()
        self.canvas.addLiteral("EMC")

    def part(self, part: Part, x: float, top: float) -> None:
        """A table's part: grounds, then lines, then texts, then the frame. `top` is its upper edge."""
        bands = [(part.header, 0.0)] if part.header else []
        y = part.header.height if part.header else 0.0
        spans: list[tuple[Cell, float, float]] = []
        starts: list[float] = []
        for unit in part.units:
            starts.append(y)
            reach = sum(band.height for band in unit.bands[: unit.reach])
            spans += [(head, y, reach) for head in unit.heads]
            for band in unit.bands:
                bands.append((band, y))
                y += band.height
        self._grounds(bands, part.edges, x, top)
        self._lines(part, spans, x, top, y)
        self._begin()
        for band, down in bands:
            for cell in band.cells:
                if cell.lines:
                    self._cell(cell, part.edges, x, top - down, band.height)
        for head, down, reach in spans:
            self._cell(head, part.edges, x, top - down, reach)
        self._end()
        self.canvas.setLineWidth(FRAME)
        self.canvas.rect(x, top - y, part.edges[-1], y, stroke=1, fill=0)

    def _grounds(self, bands: Sequence[tuple[Band, float]], edges: list[float], x: float, top: float) -> None:
        for band, down in bands:
            if band.grey is not None and band.cells:
                left = edges[band.cells[0].first]
                self.canvas.setFillGray(band.grey)
                self.canvas.rect(
                    x + left, top - down - band.height, edges[-1] - left, band.height, stroke=0, fill=1
                )
            for cell in band.cells:
                if cell.grey is not None:
                    left, right = edges[cell.first], edges[cell.last]
                    self.canvas.setFillGray(cell.grey)
                    self.canvas.rect(
                        x + left, top - down - band.height, right - left, band.height, stroke=0, fill=1
                    )
        self.canvas.setFillGray(0)

    def _lines(
        self, part: Part, spans: Sequence[tuple[Cell, float, float]], x: float, top: float, end: float
    ) -> None:
        """Hairlines: under each row as far as no head runs there, and between cells as long as they last."""
        hair: list[tuple[float, float, float, float]] = []
        rule: list[tuple[float, float, float, float]] = []
        edges = part.edges
        running: dict[int, float] = {}  # column edge → where its line began

        def stop(edge: int, down: float) -> None:
            began = running.pop(edge)
            hair.append((x + edges[edge], top - began, x + edges[edge], top - down))

        def row(band: Band, down: float, heads: Sequence[Cell]) -> None:
            here = {edge for cell in (*band.cells, *heads) for edge in (cell.first, cell.last)}
            here -= {0, len(edges) - 1}
            for edge in [edge for edge in running if edge not in here]:
                stop(edge, down)
            for edge in here:
                running.setdefault(edge, down)

        y = 0.0
        if part.header:
            row(part.header, 0.0, ())
            y = part.header.height
            rule.append((x, top - y, x + edges[-1], top - y))
        for unit in part.units:
            for at, band in enumerate(unit.bands):
                heads = unit.heads if at < unit.reach else ()
                if y and (at or y != (part.header.height if part.header else 0.0)):
                    left = edges[band.cells[0].first] if at and heads and band.cells else 0.0
                    hair.append((x + left, top - y, x + edges[-1], top - y))
                row(band, y, heads)
                y += band.height
        for edge in list(running):
            stop(edge, end)
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(HAIR)
        self.canvas.lines(hair)
        self.canvas.setLineWidth(RULE)
        self.canvas.lines(rule)

    def _cell(self, cell: Cell, edges: list[float], x: float, top: float, height: float) -> None:
        size = cell.size
        step = size * LEADING
        y = top - (height - len(cell.lines) * step) / 2 - (step - size) / 2 - _ASCENT * size
        left, right = x + edges[cell.first], x + edges[cell.last]
        face = self.bold if cell.bold else self.regular
        for line in cell.lines:
            if line:
                if cell.align == "left":
                    at = left + PAD_X
                elif cell.align == "right":
                    at = right - PAD_X - face.width(line, size)
                else:
                    at = (left + right - face.width(line, size)) / 2
                self._line(at, y, line, size, cell.bold)
            y -= step

    def _begin(self) -> None:
        self._text = self.canvas.beginText()
        self._font = None

    def _end(self) -> None:
        self.canvas.drawText(self._text)

    def _line(self, x: float, y: float, text: str, size: float, bold: bool) -> None:
        face = self.bold if bold else self.regular
        for name, piece in face.runs(text.replace("\u00a0", " ")):
            if self._font != (name, size):
                self._text.setFont(name, size)
                self._font = (name, size)
            self._text.setTextOrigin(x, y)
            self._text.textLine(piece)
            x += face.width(piece, size)


_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}
