"""Address labels drawn as a PDF: to whom, where, which number, on sheets of stickers (labels.py)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.files import atomic_write
from app.sheets import fonts
from app.sheets.breaking import wrap
from app.sheets.form import Printed, Progress
from app.sheets.labels import LAYOUTS, Label, Layout
from app.sheets.pen import Pen
from app.sheets.values import clean

MM = 72 / 25.4
_PAD = 4.0 * MM
_NAME, _TEXT = 11.0, 9.5
_ONE_LINE, _NAME_SMALLEST = 9.0, 7.0
_SMALLEST = 6.0


def write_labels(
    labels: Sequence[Label],
    path: Path,
    *,
    layout: Layout = LAYOUTS["3x8"],
    skip: int = 0,
    printed: Printed,
    progress: Progress | None = None,
) -> int:
    """Draw `labels` to the PDF `path`, after `skip` stickers already used of the first sheet; the number of pages.

    A text that is too long is set smaller, then cut with …. The file is whole or not there. FontMissing; OSError.
    """
    fonts.face()
    with atomic_write(path) as part:
        canvas: Any = Canvas(str(part), pagesize=A4, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type, unused-ignore]
        canvas.setAuthor(clean(printed.by))
        canvas.setCreator("FrontDesk")
        pen = Pen(canvas)
        pages = 1
        for at, label in enumerate(labels, start=skip % layout.count):
            if at and at % layout.count == 0:
                canvas.showPage()
                pages += 1
            if progress and at % 100 == 0:
                progress(at, len(labels))
            _draw(pen, label, layout, at % layout.count)
        canvas.showPage()
        with fonts.cutting:
            canvas.save()
    return pages


def _draw(pen: Pen, label: Label, layout: Layout, place: int) -> None:
    row, column = divmod(place, layout.columns)
    x = (layout.left + column * (layout.width + layout.across)) * MM + _PAD
    top = A4[1] - (layout.top + row * (layout.height + layout.down)) * MM - _PAD
    width = layout.width * MM - 2 * _PAD
    bottom = top - layout.height * MM + 2 * _PAD
    foot = clean(label.foot)
    y = top
    for at, (line, size, bold) in enumerate(_set(pen, label, width, top - bottom - (9 if foot else 0))):
        y -= size * 1.35 if at else _NAME
        pen.text(x, y, line, size=size, bold=bold)
    if foot:
        pen.text(x + width, bottom + 1, foot, size=6.5, align="right", grey=0.4)


def _set(pen: Pen, label: Label, width: float, height: float) -> list[tuple[str, float, bool]]:
    """The lines of a sticker, how large and whether bold: as large as fits, the address wrapped."""
    names = _name(pen, clean(label.name), width)
    size = _TEXT
    while True:
        lines = list(names)
        for text in label.lines:
            face = pen.regular
            lines += [
                (line, size, False) for line in wrap(face.plain(clean(text)), width / size, face.widths)
            ]
        if sum(each * 1.35 for _line, each, _bold in lines) <= height or size <= _SMALLEST:
            break
        size -= 0.5
    room = [
        line for place, line in enumerate(lines)
        if sum(each * 1.35 for _line, each, _bold in lines[: place + 1]) <= height
    ]  # fmt: skip
    if len(room) < len(lines) and room:
        room[-1] = (room[-1][0][:-1] + "…", *room[-1][1:])
    return room


def _name(pen: Pen, text: str, width: float) -> list[tuple[str, float, bool]]:
    """The name in one line where it can be read so, else in two; what two lines don't hold is cut with …."""
    name, face = pen.bold.plain(text), pen.bold
    for size in (_NAME, 10.5, 10.0, 9.5, _ONE_LINE):
        if face.width(name, size) <= width:
            return [(name, size, True)]
    lines: list[str] = []
    for size in (_ONE_LINE, 8.0, _NAME_SMALLEST):
        lines = wrap(name, width / size, face.widths)
        if len(lines) <= 2:
            return [(line, size, True) for line in lines]
    return [(lines[0], _NAME_SMALLEST, True), (lines[1][:-1] + "…", _NAME_SMALLEST, True)]
