"""Charts for paper, in black and grey: bars, lines, pie and lying bars, in the fonts of the paper.

Drawn here rather than with reportlab.graphics, which knows one font for a label (no 𠮷), lets the labels
of 31 days run into each other, and takes a property a part to be made printable on a grey printer.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from app.sheets import fonts
from app.sheets.breaking import wrap
from app.sheets.form import Chart, Series
from app.sheets.pen import HAIR, Pen
from app.sheets.values import clean, shown
from app.words import _, pgettext

Scale = Callable[[float], float]
"""The y of a value."""
MM = 72 / 25.4
SMALL = 7.5
TITLE = 9.5
# neighbours differ by a third of the scale, so that a worn printer still tells them apart
GREYS = (0.30, 0.68, 0.90, 0.48, 0.80, 0.15, 0.58, 0.96)
DASHES: tuple[tuple[float, ...], ...] = ((), (3, 1.5), (1, 1.2), (5, 1.5, 1, 1.5))
_LINE_BAR = 13.0  # points for one lying bar, at least


def height(chart: Chart) -> float:
    """Points that `chart` takes with its title; lying bars take more when there are many."""
    least = len(chart.labels) * _LINE_BAR + 12 if chart.kind == "hbar" else 0
    return max(chart.height * MM, least) + (TITLE + 12 if chart.title else 4)


def draw(chart: Chart, pen: Pen, x: float, top: float, width: float) -> None:
    """Draw `chart` with its title, its upper left corner at (x, top)."""
    tall = height(chart)
    over = TITLE + 12 if chart.title else 4
    if chart.title:
        pen.text(x + width / 2, top - TITLE - 3, clean(chart.title), size=TITLE, bold=True, align="center")
    top -= over
    tall -= over
    pen.canvas.setLineWidth(HAIR)
    pen.canvas.setStrokeGray(0.55)
    pen.canvas.rect(x, top - tall, width, tall, stroke=1, fill=0)
    pen.canvas.setStrokeGray(0)
    if not any(_floats(line.values) for line in chart.series) or not chart.labels:
        pen.text(x + width / 2, top - tall / 2, _("No data"), size=SMALL, align="center", grey=0.4)
    elif chart.kind == "pie":
        _pie(chart, pen, x, top, width, tall)
    elif chart.kind == "hbar":
        _lying(chart, pen, x, top, width, tall)
    else:
        _standing(chart, pen, x, top, width, tall)
    pen.canvas.setFillGray(0)
    pen.canvas.setDash()


def ticks(values: Sequence[float], *, whole: bool) -> list[float]:
    """Four to seven round marks from 0 (or below) to the largest value or above it."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if high == low:
        high = low + 1
    raw = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    if whole:
        step = max(1.0, float(math.ceil(step)))
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [step * at for at in range(first, last + 1)]


def _standing(chart: Chart, pen: Pen, x: float, top: float, width: float, tall: float) -> None:
    marks = ticks(
        [value for line in chart.series for value in _floats(line.values)],
        whole=chart.values == "int",
    )
    names = [_mark(value, chart) for value in marks]
    left = x + max(pen.regular.width(pen.regular.plain(name), SMALL) for name in names) + 12
    right = x + width - 8
    slot = (right - left) / len(chart.labels)
    labels, every = _labels(chart.labels, slot)
    foot = top - tall + max(len(label) for label in labels) * SMALL * 1.2 + 8
    head = top - (18 if len(chart.series) > 1 else 12)
    low, high = marks[0], marks[-1]

    def at(value: float) -> float:
        return foot + (value - low) / (high - low) * (head - foot)

    canvas = pen.canvas
    canvas.setLineWidth(HAIR)
    canvas.setStrokeGray(0.75)
    for mark, name in zip(marks, names, strict=True):
        canvas.line(left, at(mark), right, at(mark))
        pen.text(left - 4, at(mark) - SMALL * 0.36, name, size=SMALL, align="right")
    canvas.setStrokeGray(0)
    if chart.kind == "bar":
        _bars(chart, pen, left, slot, at)
    else:
        _curves(chart, pen, left, slot, at)
    canvas.setLineWidth(0.6)
    canvas.line(left, at(0), right, at(0))
    for spot, label in enumerate(labels):
        if spot % every == 0:
            for row, line in enumerate(label):
                below = foot - 2 - SMALL * (1 + 1.2 * row)
                pen.text(left + slot * (spot + 0.5), below, line, size=SMALL, align="center")
    if len(chart.series) > 1:
        _legend(chart, pen, right, top - 11)


def _bars(chart: Chart, pen: Pen, left: float, slot: float, at: Scale) -> None:
    count = len(chart.series)
    thick = min(slot * 0.72 / count, 26)
    for number, line in enumerate(chart.series):
        for spot, value in enumerate(line.values[: len(chart.labels)]):
            if not _is_number(value):
                continue
            begin = left + slot * (spot + 0.5) + (number - count / 2) * thick
            _fill(pen, GREYS[(number + (count == 1)) % len(GREYS)])
            low, high = sorted((at(0), at(float(value or 0))))
            pen.canvas.rect(begin, low, thick, high - low, stroke=1, fill=1)
            text = _said(value, chart)
            if value and pen.regular.width(pen.regular.plain(text), 7) <= max(thick, slot / count) + 1:
                pen.canvas.setFillGray(0)
                pen.text(begin + thick / 2, high + 1.8, text, size=7, align="center")
    pen.canvas.setFillGray(0)


def _curves(chart: Chart, pen: Pen, left: float, slot: float, at: Scale) -> None:
    canvas = pen.canvas
    for number, line in enumerate(chart.series):
        points = [
            (left + slot * (spot + 0.5), at(float(value)))
            if _is_number(value) and value is not None
            else None
            for spot, value in enumerate(line.values[: len(chart.labels)])
        ]
        canvas.setLineWidth(1.0)
        canvas.setDash(*((list(DASHES[number % len(DASHES)]),) if DASHES[number % len(DASHES)] else ()))
        segments = [
            (*here, *there) for here, there in pairwise(points) if here is not None and there is not None
        ]
        canvas.lines(segments)
        canvas.setDash()
        canvas.setLineWidth(0.6)
        for point in points:
            if point:
                _dot(pen, *point, number)


def _dot(pen: Pen, x: float, y: float, number: int) -> None:
    pen.canvas.setFillGray(0 if number % 2 == 0 else 1)
    if number % 4 < 2:
        pen.canvas.circle(x, y, 1.5, stroke=1, fill=1)
    else:
        pen.canvas.rect(x - 1.4, y - 1.4, 2.8, 2.8, stroke=1, fill=1)
    pen.canvas.setFillGray(0)


def _legend(chart: Chart, pen: Pen, right: float, y: float) -> None:
    """Names of the series, right-aligned in one line."""
    for number in range(len(chart.series) - 1, -1, -1):
        name = pen.regular.plain(clean(chart.series[number].name))
        pen.text(right, y, name, size=SMALL, align="right")
        right -= pen.regular.width(name, SMALL) + 3
        if chart.kind == "line":
            dash = DASHES[number % len(DASHES)]
            pen.canvas.setLineWidth(1.0)
            pen.canvas.setDash(*((list(dash),) if dash else ()))
            pen.canvas.line(right - 16, y + 2.6, right, y + 2.6)
            pen.canvas.setDash()
            pen.canvas.setLineWidth(0.6)
            _dot(pen, right - 8, y + 2.6, number)
            right -= 16
        else:
            _fill(pen, GREYS[number % len(GREYS)])
            pen.canvas.rect(right - 9, y, 9, 5.5, stroke=1, fill=1)
            pen.canvas.setFillGray(0)
            right -= 9
        right -= 9


def _lying(chart: Chart, pen: Pen, x: float, top: float, width: float, tall: float) -> None:
    face = pen.regular
    names = [_shortened(label, width * 0.34) for label in chart.labels]
    line = chart.series[0]
    values = [float(value) if _is_number(value) and value is not None else 0.0 for value in line.values]
    values += [0.0] * (len(names) - len(values))
    texts = [_said(value, chart) for value in line.values]
    texts += [""] * (len(names) - len(texts))
    left = x + max(face.width(name, SMALL) for name in names) + 14
    room = x + width - 10 - max(face.width(face.plain(text), SMALL) for text in texts) - left
    most = max([abs(value) for value in values]) or 1
    step = (tall - 10) / len(names)
    thick = min(step * 0.62, 12)
    for at, (name, value, text) in enumerate(zip(names, values, texts, strict=False)):
        middle = top - 5 - step * (at + 0.5)
        pen.text(left - 4, middle - SMALL * 0.36, name, size=SMALL, align="right")
        _fill(pen, GREYS[1])
        long = abs(value) / most * room
        pen.canvas.rect(left, middle - thick / 2, long, thick, stroke=1, fill=1)
        pen.canvas.setFillGray(0)
        pen.text(left + long + 4, middle - SMALL * 0.36, text, size=SMALL)
    pen.canvas.setLineWidth(0.6)
    pen.canvas.line(left, top - 5, left, top - tall + 5)


def _pie(chart: Chart, pen: Pen, x: float, top: float, width: float, tall: float) -> None:
    """A ring, clockwise from twelve o'clock, and the list of its parts with number and share beside it."""
    parts = _parts(chart.labels, chart.series[0])
    whole = math.fsum(value for _name, value in parts)
    radius = max(10.0, min(tall / 2 - 12, width * 0.2))
    centre, middle = x + max(width * 0.28, radius + 12), top - tall / 2
    canvas = pen.canvas
    canvas.setLineWidth(0.6)
    angle = 90.0
    for at, (_name, value) in enumerate(parts):
        turn = 360 * value / whole
        _fill(pen, GREYS[at % len(GREYS)])
        if turn >= 359.99:
            canvas.circle(centre, middle, radius, stroke=1, fill=1)
        elif turn > 0:
            box = (centre - radius, middle - radius, centre + radius, middle + radius)
            canvas.wedge(*box, angle, -turn, stroke=1, fill=1)
        angle -= turn
    canvas.setFillGray(1)
    canvas.circle(centre, middle, radius * 0.5, stroke=1, fill=1)
    canvas.setFillGray(0)
    _pie_list(chart, parts, whole, pen, centre + radius + 18, x + width - 10, middle, tall)


def _pie_list(
    chart: Chart,
    parts: Sequence[tuple[str, float]],
    whole: float,
    pen: Pen,
    left: float,
    right: float,
    middle: float,
    tall: float,
) -> None:
    step = min(13.0, (tall - 8) / len(parts))
    size = min(SMALL, step * 0.8)
    shares = [shown(value / whole, "percent") for _name, value in parts]
    counts = [_said(value, chart) for _name, value in parts]
    share_room = max(pen.regular.width(text, size) for text in shares)
    count_room = max(pen.regular.width(text, size) for text in counts)
    name_room = right - left - 15 - share_room - count_room - 16
    widest = max(pen.regular.width(pen.regular.plain(clean(name)), size) for name, _value in parts)
    right = min(right, right - name_room + widest + 10) if widest < name_room else right
    y = middle + step * len(parts) / 2 - step / 2 - size * 0.36
    for at, (name, _value) in enumerate(parts):
        _fill(pen, GREYS[at % len(GREYS)])
        pen.canvas.setLineWidth(0.6)
        pen.canvas.rect(left, y - 0.5, 9, size * 0.8, stroke=1, fill=1)
        pen.canvas.setFillGray(0)
        pen.text(left + 14, y, _shortened(name, name_room, size=size), size=size)
        pen.text(right - share_room - 10, y, counts[at], size=size, align="right")
        pen.text(right, y, shares[at], size=size, align="right")
        y -= step


def _parts(labels: Sequence[str], series: Series) -> list[tuple[str, float]]:
    """The parts of a pie: at most eight, the smallest gathered as one; nothing below zero."""
    pairs = [
        (label, float(value))
        for label, value in zip(labels, series.values, strict=False)
        if _is_number(value) and value is not None and value > 0
    ]
    if len(pairs) <= len(GREYS):
        return pairs or [(labels[0], 1e-9)]
    ranked = sorted(pairs, key=lambda pair: -pair[1])
    keep = set(ranked[: len(GREYS) - 1])
    rest = math.fsum(value for _name, value in ranked[len(GREYS) - 1 :])
    return [pair for pair in pairs if pair in keep] + [(pgettext("chart", "The rest"), rest)]


def _labels(labels: Sequence[str], slot: float) -> tuple[list[list[str]], int]:
    """Axis labels in lines, and every how many-th is written: all when three lines do, else fewer."""
    face = fonts.face()
    plain = [face.plain(clean(label)) for label in labels]
    widest = max(face.width(label.replace("\n", ""), SMALL) for label in plain)
    if widest + 3 <= slot:
        return [[label] for label in plain], 1
    wrapped = [wrap(label, (slot - 2) / SMALL, face.widths) for label in plain]
    if slot >= 3 * SMALL and max(map(len, wrapped)) <= 3:
        return wrapped, 1
    return [[label] for label in plain], max(1, math.ceil((widest + 5) / slot))


def _shortened(text: str, room: float, *, size: float = SMALL) -> str:
    face = fonts.face()
    text = face.plain(clean(text).replace("\n", " "))
    if face.width(text, size) <= room:
        return text
    while text and face.width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def _mark(value: float, chart: Chart) -> str:
    if chart.values == "money":  # round marks need no 分
        return shown(value, "number")
    return _said(value, chart)


def _said(value: int | float | Decimal | None, chart: Chart) -> str:
    """A value of a chart as it is written at its bar or mark; a whole one without a decimal."""
    if value is None:
        return ""
    whole = math.isfinite(value) and value == int(value) and chart.values == "int"
    return shown(int(value) if whole else value, chart.values)


def _fill(pen: Pen, grey: float) -> None:
    pen.canvas.setStrokeGray(0)
    pen.canvas.setLineWidth(0.5)
    pen.canvas.setFillGray(grey)


def _is_number(value: int | float | Decimal | None) -> bool:
    return value is not None and math.isfinite(value)


def _floats(values: Sequence[int | float | Decimal | None]) -> list[float]:
    return [float(value) for value in values if value is not None and math.isfinite(value)]
