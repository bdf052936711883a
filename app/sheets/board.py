"""Draws a board: a grid of boxes whose large lines are read from two metres."""

from collections.abc import Sequence

from app.sheets.form import Board, Spot
from app.sheets.layout import GREY_HEAD, SMALLEST
from app.sheets.pen import FRAME, HAIR, Pen
from app.sheets.values import clean

MM = 72 / 25.4
_HEAD, _HEAD_SIZE = 22.0, 11.5
_CORNER, _FOOT = 12.0, 9.0
_PAD = 4.0
_LEADING = 1.28
_ASCENT = 0.88


def height(board: Board) -> float:
    """Points that `board` takes."""
    return _HEAD + sum(_row_heights(board))


def _row_heights(board: Board) -> list[float]:
    wished = board.height * MM / max(1, len(board.rows))
    return [max(wished, max((_needed(spot, board.size) for spot in row), default=0.0)) for row in board.rows]


def _needed(spot: Spot, size: float) -> float:
    above = _CORNER + _PAD if spot.corner or spot.tag else 0.0
    below = _FOOT + _PAD if spot.foot else 0.0
    return above + below + len(spot.lines) * size * _LEADING + 2 * _PAD


def draw(board: Board, pen: Pen, x: float, top: float, width: float) -> None:
    """Draw `board` with its upper left corner at `x`, `top`."""
    wide = width / max(1, len(board.titles))
    heights = _row_heights(board)
    whole = _HEAD + sum(heights)
    canvas = pen.canvas
    _grounds(board, pen, x, top, wide, heights)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(HAIR)
    lines = [(x + wide * n, top, x + wide * n, top - whole) for n in range(1, len(board.titles))]
    y = top - _HEAD
    for high in heights:
        lines.append((x, y, x + width, y))
        y -= high
    canvas.lines(lines)
    canvas.setLineWidth(FRAME)
    canvas.rect(x, top - whole, width, whole, stroke=1, fill=0)
    for n, title in enumerate(board.titles):
        pen.text(
            x + wide * (n + 0.5), top - _HEAD + 7, clean(title), size=_HEAD_SIZE, bold=True, align="center"
        )
    y = top - _HEAD
    for row, high in zip(board.rows, heights, strict=True):
        for n, spot in enumerate(row):
            _spot(pen, spot, x + wide * n, y, wide, high, board.size)
        y -= high


def _grounds(board: Board, pen: Pen, x: float, top: float, wide: float, heights: Sequence[float]) -> None:
    canvas = pen.canvas
    canvas.setFillGray(GREY_HEAD)
    canvas.rect(x, top - _HEAD, wide * len(board.titles), _HEAD, stroke=0, fill=1)
    y = top - _HEAD
    for row, high in zip(board.rows, heights, strict=True):
        for n, spot in enumerate(row):
            if spot.grey:
                canvas.rect(x + wide * n, y - high, wide, high, stroke=0, fill=1)
        y -= high
    canvas.setFillGray(0)


def _spot(pen: Pen, spot: Spot, x: float, top: float, wide: float, high: float, size: float) -> None:
    above = _PAD
    if spot.corner or spot.tag:
        line = top - _PAD - _CORNER
        pen.text(x + _PAD, line, clean(spot.corner), size=_CORNER, bold=not spot.grey)
        room = wide - 3 * _PAD - _width(pen, spot.corner, _CORNER, bold=not spot.grey)
        tag = min(_FOOT + 1, _fitting(pen, spot.tag, room, _FOOT + 1))
        pen.text(x + wide - _PAD, line, clean(spot.tag), size=tag, align="right")
        above += _CORNER + _PAD
    below = _PAD
    if spot.foot:
        foot = _fitting(pen, spot.foot, wide - 2 * _PAD, _FOOT)
        pen.text(x + wide - _PAD, top - high + _PAD, clean(spot.foot), size=foot, align="right")
        below += _FOOT
    room = high - above - below
    step = size * _LEADING
    y = top - above - (room - len(spot.lines) * step) / 2 - (step - size) / 2 - _ASCENT * size
    for words in spot.lines:
        fit = _fitting(pen, words, wide - 2 * _PAD, size, bold=not spot.grey)
        _squeezed(pen, words, x + wide / 2, y, wide - 2 * _PAD, fit, bold=not spot.grey)
        y -= step


def _squeezed(pen: Pen, words: str, middle: float, y: float, room: float, size: float, *, bold: bool) -> None:
    """A line around `middle`; one that is too wide even in the smallest type is drawn narrower."""
    wide = _width(pen, words, size, bold=bold)
    if wide <= room:
        pen.text(middle, y, clean(words), size=size, bold=bold, align="center")
        return
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(middle, y)
    canvas.scale(room / wide, 1)
    pen.text(0, 0, clean(words), size=size, bold=bold, align="center")
    canvas.restoreState()


def _width(pen: Pen, text: str, size: float, *, bold: bool = False) -> float:
    face = pen.bold if bold else pen.regular
    return face.width(face.plain(clean(text)), size)


def _fitting(pen: Pen, text: str, room: float, size: float, *, bold: bool = False) -> float:
    """`size`, or what makes `text` fit into `room`, never under the smallest that is read."""
    wide = _width(pen, text, 1, bold=bold)
    return size if not wide else max(min(SMALLEST, size), min(size, room / wide))
