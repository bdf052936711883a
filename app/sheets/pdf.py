"""Sheets drawn as one PDF: A4, title block on every page, embedded fonts, same input same bytes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.files import atomic_write
from app.sheets import board, charts, fonts
from app.sheets.breaking import wrap
from app.sheets.form import Block, Board, Chart, Facts, Fields, Printed, Progress, Sheet, Text
from app.sheets.layout import facts_grid, fields_grid, table_grid
from app.sheets.paging import Flow
from app.sheets.pen import Pen
from app.sheets.values import clean
from app.words import _

rl_config.useA85 = 0  # streams as bytes, not as letters: a fifth smaller, and no slow encoding in Python
MM = 72 / 25.4
MARGIN = 20 * MM
FOOT = 12 * MM
GAP = 12.0  # between blocks
SHORT = 0.4  # of a page: a table no higher is not cut
_SECTION, _SMALL = 10.5, 8.0


def write_pdf(
    sheets: Sequence[Sheet], path: Path, *, printed: Printed, progress: Progress | None = None
) -> int:
    """Write `sheets` one after the other to `path` and return the number of pages.

    progress: called with pages drawn and pages in all (0 until that is known); raise from it to cancel. The
    file is there whole or not at all. The same sheets and `printed` give the same bytes. FontMissing; OSError.
    """
    fonts.face()
    tick = (lambda: progress(0, 0)) if progress else None
    planned = [(sheet, page) for sheet in sheets for page in _planned(sheet, tick)]
    # the file is ours: reportlab would leave one open that a full disk refused
    with atomic_write(path) as part, part.open("wb") as stream:
        canvas: Any = Canvas(stream, pagesize=A4, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type, unused-ignore]
        canvas.setTitle(" · ".join(dict.fromkeys(clean(sheet.title) for sheet in sheets)))
        canvas.setAuthor(clean(printed.by or (sheets[0].company if sheets else "")))
        canvas.setSubject(clean(sheets[0].center if sheets else ""))
        canvas.setCreator("FrontDesk")
        canvas.setDateFormatter(lambda *_year_to_second: _pdf_date(printed.at))
        pen = Pen(canvas)
        for number, (sheet, page) in enumerate(planned, start=1):
            if progress:
                progress(number - 1, len(planned))
            width, height = _size(sheet)
            canvas.setPageSize((width, height))
            top = height - MARGIN
            top -= _title(pen, sheet, width, top)
            for placed in page:
                placed.draw(pen, MARGIN, top - placed.down)
            _foot(pen, sheet, printed, width, number, len(planned))
            canvas.showPage()
        with fonts.cutting:
            canvas.save()
    if progress:
        progress(len(planned), len(planned))
    return len(planned)


def page_count(sheet: Sheet) -> int:
    """How many pages `sheet` takes. FontMissing."""
    fonts.face()
    return len(_planned(sheet, None))


def _size(sheet: Sheet) -> tuple[float, float]:
    return (A4[1], A4[0]) if sheet.orientation == "landscape" else (A4[0], A4[1])


def _planned(sheet: Sheet, tick: Callable[[], None] | None) -> list[list[Any]]:
    """The pages of one sheet, each a list of placed pieces."""
    width, height = _size(sheet)
    flow = Flow(height - 2 * MARGIN - _title_height(sheet))
    inner = width - 2 * MARGIN
    end = _end_height(sheet, inner)
    blocks = list(sheet.blocks)
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Chart) and block.half and blocks:
            beside = blocks[0]
            if isinstance(beside, Chart) and beside.half:
                blocks.pop(0)
                _pair(flow, block, beside, inner, end if not blocks else 0.0)
                continue
        _block(flow, block, inner, end if not blocks else 0.0, tick)
    if end:
        flow.put(end, lambda pen, x, top: _end(pen, sheet, x, top, inner))
    return flow.pages


def _block(flow: Flow, block: Block, width: float, tail: float, tick: Callable[[], None] | None) -> None:
    if isinstance(block, Chart):
        flow.put(
            charts.height(block),
            lambda pen, x, top: charts.draw(block, pen, x, top, width),
            gap=GAP,
            keep=tail,
        )
    elif isinstance(block, Text):
        _text(flow, block, width, tail)
    elif isinstance(block, Board):
        flow.put(
            board.height(block), lambda pen, x, top: board.draw(block, pen, x, top, width), gap=GAP, keep=tail
        )
    else:
        if isinstance(block, Facts):
            grid = facts_grid(block, width, per_line=10 if width > 600 else 6)
        elif isinstance(block, Fields):
            grid = fields_grid(block, width)
        else:
            grid = table_grid(block, width, tick=tick)
        whole = sum(unit.height for unit in (*grid.units, *([grid.last] if grid.last else [])))
        short = whole <= flow.height * SHORT  # stays in one piece
        first = whole + tail if short else min(sum(unit.height for unit in grid.units[:2]), 120)
        _section(flow, block.title, keep=(grid.header.height if grid.header else 0) + first)
        flow.grid(grid, tail=tail)


def _pair(flow: Flow, left: Chart, right: Chart, width: float, tail: float) -> None:
    """Two charts side by side, as high as the higher one."""
    half = (width - GAP) / 2

    def draw(pen: Pen, x: float, top: float) -> None:
        charts.draw(left, pen, x, top, half)
        charts.draw(right, pen, x + half + GAP, top, half)

    flow.put(max(charts.height(left), charts.height(right)), draw, gap=GAP, keep=tail)


def _section(flow: Flow, title: str, *, keep: float) -> None:
    if not title:
        if not flow.fresh:
            flow.put(0, _nothing, gap=GAP, keep=keep)
        return

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text(x, top - _SECTION - 3, clean(title), size=_SECTION, bold=True)

    flow.put(_SECTION + 9, draw, gap=GAP, keep=keep)


def _nothing(pen: Pen, x: float, top: float) -> None:
    """Only the gap counts."""


def _text(flow: Flow, block: Text, width: float, tail: float) -> None:
    face, size = fonts.face(), block.size
    step = size * 1.55
    lines = [
        line for text in block.lines for line in wrap(face.plain(clean(text)), width / size, face.widths)
    ]
    _section(flow, block.title, keep=min(len(lines), 2) * step)

    def drawn(line: str) -> Any:
        return lambda pen, x, top: pen.text(x, top - size - 2, line, size=size)

    for at, line in enumerate(lines):
        flow.put(step, drawn(line), keep=tail if at == len(lines) - 1 else 0.0)


def _title_height(sheet: Sheet) -> float:
    sub = sheet.left or sheet.center or sheet.right or sheet.form_no
    return (18 if sheet.company else 0) + 25 + (16 if sub else 4)


def _title(pen: Pen, sheet: Sheet, width: float, top: float) -> float:
    """Company, spaced title and sub-line; the height that they take."""
    y = top
    inner = width - 2 * MARGIN
    if sheet.company:
        pen.text(width / 2, y - 11, clean(sheet.company), size=12, align="center")
        y -= 18
    pen.spaced(width / 2, y - 17, clean(sheet.title), size=18, room=inner)
    y -= 25
    right = clean(sheet.right)
    if sheet.form_no:
        number = _("Form no. {number}").format(number=clean(sheet.form_no))
        right = f"{right}   {number}" if right else number
    face = pen.regular
    texts = [face.plain(clean(sheet.left)), face.plain(clean(sheet.center)), face.plain(right)]
    wide = sum(face.width(text, 1) for text in texts) + 2
    size = max(6.0, min(9.0, inner / wide))
    pen.text(MARGIN, y - 9, texts[0], size=size)
    left, room = face.width(texts[0], size), face.width(texts[2], size)
    half = face.width(texts[1], size) / 2
    middle = min(max(width / 2, MARGIN + left + 9 + half), width - MARGIN - room - 9 - half)
    pen.text(middle, y - 9, texts[1], size=size, align="center")
    pen.text(width - MARGIN, y - 9, texts[2], size=size, align="right")
    return _title_height(sheet)


def _end_height(sheet: Sheet, width: float) -> float:
    lines = _remark(sheet, width)
    return (34 if sheet.signatures else 0) + (len(lines) * _SMALL * 1.5 + 8 if lines else 0)


def _remark(sheet: Sheet, width: float) -> list[str]:
    face = fonts.face()
    return wrap(face.plain(clean(sheet.remark)), width / _SMALL, face.widths) if sheet.remark else []


def _end(pen: Pen, sheet: Sheet, x: float, top: float, width: float) -> None:
    """The signature line, its places as far apart as their texts allow, and the small print."""
    if sheet.signatures:
        face = pen.regular
        texts = [face.plain(clean(text)) for text in sheet.signatures]
        wide = sum(face.width(text, 1) for text in texts) + 1
        size = min(10.0, width / wide)
        free = (width - wide * size) / len(texts)
        at = x
        for text in texts:
            pen.text(at, top - 27, text, size=size)
            at += face.width(text, size) + free
        top -= 34
    for line in _remark(sheet, width):
        top -= _SMALL * 1.5
        pen.text(x, top - 4, line, size=_SMALL, grey=0.4)


def _foot(pen: Pen, sheet: Sheet, printed: Printed, width: float, number: int, total: int) -> None:
    page = _("Page {number} of {total}").format(number=number, total=total)
    by = clean(printed.by)
    told = _("Printed {time} {person}").format(time=f"{printed.at:%Y-%m-%d %H:%M}", person=by).strip()
    pen.text(MARGIN, FOOT, clean(sheet.foot), size=_SMALL, grey=0.35)
    pen.text(width / 2, FOOT, page, size=_SMALL, align="center", grey=0.35)
    pen.text(width - MARGIN, FOOT, told, size=_SMALL, align="right", grey=0.35)


def _pdf_date(at: datetime) -> str:
    """The printing time as PDF writes it; reportlab's invariant mode alone would say the year 2000."""
    zone = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")
