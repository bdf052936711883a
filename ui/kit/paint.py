"""Strokes that several painted controls share: soft boxes, focus rings, key caps, tags, elided text, shadows."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from ui.kit import theme

KEY_HEIGHT = 18
TAG_HEIGHT = 20


def painter_of(widget) -> QPainter:
    """A painter on `widget` that smooths edges. To be begun in a `with`: who reads the frame of a paintEvent (a
    traceback does) keeps the painter in it alive, and Qt can't show a widget whose painter has not ended.
    """
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter, rect: QRectF | QRect, *, fill: str | None = None, edge: str | None = None,
    radius: float = 6, width: float = 1,
) -> None:  # fmt: skip
    """A rounded box whose `edge`, `width` px thick, lies wholly inside `rect`."""
    painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def text(
    painter: QPainter, rect: QRectF | QRect, words: str, *, colour: str, font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:  # fmt: skip
    """One line of `words`, elided to `rect` and vertically centred. Gives back its width in px."""
    metrics = QFontMetrics(font)
    rect = QRectF(rect)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def broken(words: str, font: QFont, room: int) -> list[str]:
    """`words` in lines of at most `room` px, broken between words where that can be; at least one line."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines, units = [], words.encode("utf-16-le")  # Qt counts in these
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, room))
        first, last = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        lines.append(units[first:last].decode("utf-16-le").strip())
    layout.endLayout()
    return lines or [words]


def width_of(words: str, font: QFont) -> int:
    """Width of one line of `words` in px."""
    return QFontMetrics(font).horizontalAdvance(words)


def key_width(caption: str) -> int:
    """Width in px of the cap that `key` draws; 0 when key hints are switched off."""
    if not caption or not theme.hints():
        return 0
    return max(theme.px(KEY_HEIGHT), width_of(caption, theme.font(11)) + theme.px(10))


def key(
    painter: QPainter, x: float, middle: float, caption: str, *,
    colour: str | None = None, fill: str | None = None, edge: str | None = None,
) -> int:  # fmt: skip
    """A key cap at `x`, centred on the line `middle`. Gives back its width, 0 when hints are off."""
    wide = key_width(caption)
    if not wide:
        return 0
    t = theme.tokens()
    high = theme.px(KEY_HEIGHT)
    rect = QRectF(round(x), round(middle - high / 2), wide, high)
    box(painter, rect, fill=fill or t.surface, edge=edge or t.line2, radius=4)
    text(
        painter,
        rect,
        caption,
        colour=colour or t.text3,
        font=theme.font(11),
        align=Qt.AlignmentFlag.AlignHCenter,
    )
    return wide


def tag_width(words: str) -> int:
    """Width in px of the tag that `tag` draws."""
    return width_of(words, theme.font(12)) + theme.px(12)


def tag(
    painter: QPainter, x: float, middle: float, words: str, *, tone: str = "text2", room: float = 1e6
) -> int:
    """A soft tag without edge, its left at `x`, centred on `middle`, at most `room` wide. Gives back its width."""
    t = theme.tokens()
    high = theme.px(TAG_HEIGHT)
    wide = min(tag_width(words), int(room))
    rect = QRectF(round(x), round(middle - high / 2), wide, high)
    box(painter, rect, fill=t.soft(tone), radius=4)
    inner = rect.adjusted(theme.px(6), 0, -theme.px(6) + 1, 0)
    text(painter, inner, words, colour=t.tone(tone), font=theme.font(12))
    return wide


def ring(painter: QPainter, rect: QRectF | QRect, *, colour: str | None = None, radius: float = 6) -> None:
    """The 2 px focus ring just inside `rect`."""
    box(painter, rect, edge=colour or theme.tokens().accent, radius=radius, width=2)


def shadow(painter: QPainter, rect: QRectF, *, radius: float = 8, reach: int = 10) -> None:
    """A soft shadow around `rect`, `reach` px wide and a little lower than the box."""
    painter.setPen(Qt.PenStyle.NoPen)
    strength = max(1, round((70 if theme.tokens().dark else 30) / reach))
    for step in range(reach, 0, -1):
        painter.setBrush(QColor(0, 0, 0, strength))
        grown = rect.adjusted(-step, -step + 2, step, step + 2)
        painter.drawRoundedRect(grown, radius + step, radius + step)


def disc(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    *,
    fill: str,
    words: str = "",
    colour: str = "",
    size: int = 12,
) -> None:
    """A filled circle with a word or two in the middle: badges and people."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawEllipse(centre, radius, radius)
    if words:
        rect = QRectF(centre.x() - 2 * radius, centre.y() - radius, 4 * radius, 2 * radius)
        text(
            painter,
            rect,
            words,
            colour=colour,
            font=theme.font(size, bold=True),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
