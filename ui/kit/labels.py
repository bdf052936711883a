"""Plain text on a page: labels by role, one-line labels that elide themselves, hairlines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.kit import paint, theme
from ui.kit.font_sized import FontSized

ROLES = ("body", "meta", "label", "section", "pane", "page", "number", "big", "strong")


def label(words: str = "", role: str = "body", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A QLabel in one of ROLES (the sizes of the look) and, where asked, a tone (text2, red, …). Plain text only."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def set_tone(widget: QLabel, tone: str) -> None:
    """Change the tone of a label made by `label`."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def hairline(*, upright: bool = False) -> QFrame:
    """The 1 px line between two surfaces."""
    line = QFrame()
    line.setProperty("rule", "v" if upright else "h")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class Line(FontSized, QWidget):
    """One line of text that gives way: it elides itself and shows the whole text as tooltip while elided."""

    def __init__(
        self, words: str = "", *, size: int = 14, bold: bool = False, tone: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words, self._size, self._bold, self._tone, self._align = words, size, bold, tone, align
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def text(self) -> str:
        """The whole text."""
        return self._words

    def set_text(self, words: str, *, tone: str | None = None) -> None:
        """Show `words`, in `tone` when given."""
        if words == self._words and tone in (None, self._tone):
            return
        self._words = words
        self._tone = tone or self._tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self._tip()
        self.update()

    def at_right(self) -> bool:
        """Whether the text stands at the right end of its line."""
        return bool(self._align & Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._size, bold=self._bold))
        return QSize(metrics.horizontalAdvance(self._words) + 1, theme.px(self._size * 1.45))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(24), self.sizeHint().height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, event) -> None:
        with paint.painter_of(self) as painter:
            colour = theme.tokens().tone(self._tone if self.isEnabled() else "disabled")
            font = theme.font(self._size, bold=self._bold)
            paint.text(painter, self.rect(), self._words, colour=colour, font=font, align=self._align)

    def _tip(self) -> None:
        self.setToolTip(self._words if self.sizeHint().width() > self.width() + 1 else "")
