"""The line that is typed into: note at the right edge, icon at the left, key cap, error state."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit import icons, paint, theme


def mark_error(widget: QWidget, wrong: bool) -> None:
    """Put the red frame around a field that a style sheet draws, or take it away."""
    if bool(widget.property("error")) != wrong:
        widget.setProperty("error", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class LineField(QLineEdit):
    """One line. A note (unit, 归属地, link) stands at the right edge; a leading icon may stand at the left.

    big -- the 42 px number box. The note is a link when `note_pressed` is connected through `link=True`.
    """

    changed = Signal()
    error_changed = Signal(str)
    note_pressed = Signal()

    def __init__(
        self, *, name: str, hint: str = "", icon: str = "", big: bool = False, quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon, self._note, self._note_icon, self._note_tone, self._link = icon, "", "", "text2", False
        self._key = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if big:
            self.setProperty("big", True)
        if quiet:
            self.setProperty("quiet", True)
        self.textChanged.connect(self.changed)
        self.textChanged.connect(self._make_room)
        self.textEdited.connect(lambda: self.set_error(None))
        self._make_room()

    def value(self) -> str:
        """The text without the spaces around it."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        """Put `value` in, its beginning in sight."""
        self.setText(value or "")
        self.setCursorPosition(0)

    def set_note(self, words: str, *, icon: str = "", tone: str = "text2", link: bool = False) -> None:
        """Say something at the right edge; as a `link` it can be clicked."""
        if (words, icon, tone, link) == (self._note, self._note_icon, self._note_tone, self._link):
            return
        self._note, self._note_icon, self._note_tone, self._link = words, icon, tone, link
        self.setAccessibleDescription(words)
        self._make_room()
        self.update()

    def set_key(self, key: str) -> None:
        """Show a key cap at the right edge while the note is empty."""
        self._key = key
        self._make_room()

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why, or take the mark away."""
        mark_error(self, bool(sentence))
        self.error_changed.emit(sentence or "")

    def _note_font(self):
        return theme.font(12)

    def _note_width(self) -> int:
        if self._note:
            wide = paint.width_of(self._note, self._note_font())
            return wide + (theme.px(14 + 5) if self._note_icon else 0)
        return paint.key_width(self._key)

    def _make_room(self, *_text: str) -> None:
        left = theme.px(16 + 8) if self._icon else 0
        note = self._note_width()
        room = self._most_note()
        self.setTextMargins(left, 0, min(note + theme.px(8), room) if note else 0, 0)
        self.setToolTip(self._note if note > room else "")

    def _most_note(self) -> int:
        """The note may take half of the field, and more where the text leaves it."""
        used = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(30)
        return max(self.width() // 2, self.width() - used, 0)

    def _note_rect(self) -> QRectF:
        room = min(self._note_width(), self._most_note())
        return QRectF(self.width() - theme.px(10) - room, 0, room, self.height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            middle = self.height() / 2
            if self._icon:
                icons.paint(painter, self._icon, theme.px(10), middle - theme.px(8), colour=t.text3)
            rect = self._note_rect()
            if self._note:
                ink = t.tone("accent" if self._link else self._note_tone)
                if self._note_icon:
                    icons.paint(painter, self._note_icon, rect.x(), middle - theme.px(7), colour=ink, size=14)
                    rect.setLeft(rect.x() + theme.px(14 + 5))
                paint.text(painter, rect, self._note, colour=ink, font=self._note_font())
            elif self._key:
                paint.key(painter, rect.x(), middle, self._key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._link and self._note_rect().contains(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._link and self._note_rect().contains(event.position()):
            self.note_pressed.emit()
