"""What can be typed into beside the line: text, choice, tick, moment; each with value, changed and an error state."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QSizePolicy, QWidget

from app.words import _
from ui.kit import icons, paint, theme, when
from ui.kit.line_field import LineField, mark_error


class TextField(QPlainTextEdit):
    """Several lines; Tab goes on to the next field. `lines` is the least height."""

    changed = Signal()
    error_changed = Signal(str)

    def __init__(self, *, name: str, hint: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self.changed)
        self.textChanged.connect(lambda: self.set_error(None))

    def value(self) -> str:
        """The text without the spaces around it."""
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Put `value` in."""
        self.setPlainText(value or "")

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why, or take the mark away."""
        mark_error(self, bool(sentence))
        self.error_changed.emit(sentence or "")

    def _height_of(self, lines: int) -> int:
        return QFontMetrics(theme.font(14)).lineSpacing() * lines + 2 * 6 + 8

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self._height_of(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._height_of(min(2, self._lines)))


class ComboField(QComboBox):
    """One of a list. Each choice may carry a grey note ("何芳  物流部"); value() is what it stands for."""

    changed = Signal()
    error_changed = Signal(str)
    _NOTE = Qt.ItemDataRole.UserRole + 1

    def __init__(
        self, choices: Iterable[tuple[Hashable, str] | tuple[Hashable, str, str]] = (), *, name: str, hint: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self._wrong = False
        self.set_choices(choices)
        self.currentIndexChanged.connect(self._moved)

    def set_choices(self, choices: Iterable[tuple]) -> None:
        """Replace the choices: (value, words) or (value, words, note). What was chosen stays if it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, words, *note in choices:
            self.addItem(words, value)
            self.setItemData(self.count() - 1, note[0] if note else "", self._NOTE)
        self.setCurrentIndex(self.findData(kept) if kept is not None else -1)
        self.blockSignals(False)

    def value(self) -> object | None:
        """What the choice stands for; None when nothing is chosen."""
        return self.currentData()

    def set_value(self, value: object | None) -> None:
        """Choose without `changed`; None or an unknown value chooses nothing."""
        self.blockSignals(True)
        self.setCurrentIndex(-1 if value is None else self.findData(value))
        self.blockSignals(False)
        self.update()

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why, or take the mark away."""
        self._wrong = bool(sentence)
        self.error_changed.emit(sentence or "")
        self.update()

    def _moved(self) -> None:
        self.set_error(None)
        self.changed.emit()

    def sizeHint(self) -> QSize:
        widest = max(
            (paint.width_of(self.itemText(n), theme.font(14)) for n in range(self.count())), default=0
        )
        notes = (self.itemData(n, self._NOTE) or "" for n in range(self.count()))
        note = max((paint.width_of(words, theme.font(12)) for words in notes), default=0)
        return QSize(widest + (note + theme.px(8) if note else 0) + theme.px(10 + 34), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(76), theme.px(34))

    def wheelEvent(self, event) -> None:
        event.ignore()  # scrolling a form must not change what is chosen

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            edge = t.field if self.isEnabled() else t.line2
            paint.box(painter, rect, fill=t.surface if self.isEnabled() else t.sunken, edge=edge)
            if self._wrong:
                paint.ring(painter, rect, colour=t.alert)
            elif self.hasFocus() or self.view().isVisible():
                paint.ring(painter, rect)
            chevron = theme.px(14)
            inner = QRectF(theme.px(10), 0, rect.width() - theme.px(10) - theme.px(32), rect.height())
            chosen = self.currentIndex() >= 0
            ink = t.text if chosen else t.text3
            words = self.currentText() if chosen else self.placeholderText()
            ink = ink if self.isEnabled() else t.disabled
            used = paint.text(painter, inner, words, colour=ink, font=theme.font(14)) + theme.px(8)
            note = self.currentData(self._NOTE) if chosen else ""
            if note and used < inner.width():
                paint.text(painter, inner.adjusted(used, 1, 0, 1), note, colour=t.text3, font=theme.font(12))
            x, y = rect.width() - theme.px(10) - chevron, (rect.height() - chevron) / 2
            icons.paint(painter, "chevron-down", x, y, colour=t.text3, size=14)


class CheckField(QCheckBox):
    """A tick with words behind it; the whole of it is pressed."""

    changed = Signal()

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._note = ""
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.changed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick or not, without `changed`."""
        self.blockSignals(True)
        self.setChecked(bool(value))
        self.blockSignals(False)
        self.update()

    def set_note(self, note: str) -> None:
        """A grey word or number behind the words: a department, how many there are."""
        self._note = note
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def set_error(self, sentence: str | None) -> None:
        """A tick is never wrong; here so that every field can be asked alike."""

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        note = theme.px(10) + paint.width_of(self._note, theme.font(12)) if self._note else 0
        return QSize(theme.px(18 + 8 + 4) + paint.width_of(self.text(), theme.font(14)) + note, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            size = theme.px(18)
            square = QRectF(2, (self.height() - size) / 2, size, size)
            ink = t.text if self.isEnabled() else t.disabled
            if self.isChecked():
                paint.box(painter, square, fill=t.accent if self.isEnabled() else t.disabled, radius=4)
                pen = QPen(QColor(t.white), theme.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                at = [
                    QPointF(square.x() + size * x, square.y() + size * y)
                    for x, y in ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
                ]
                painter.drawPolyline(at)
            else:
                over = self.underMouse() and self.isEnabled()
                paint.box(
                    painter,
                    square,
                    fill=t.hover if over else t.surface,
                    edge=t.field if self.isEnabled() else t.line2,
                    radius=4,
                )
            if self.hasFocus():
                paint.ring(painter, square.adjusted(-2, -2, 2, 2), radius=5)
            room = QRectF(square.right() + theme.px(8), 0, 0, self.height())
            room.setRight(self.width())
            used = paint.text(painter, room, self.text(), colour=ink, font=theme.font(14))
            if self._note:
                room.setLeft(room.x() + used + theme.px(10))
                grey = t.text3 if self.isEnabled() else t.disabled
                paint.text(painter, room, self._note, colour=grey, font=theme.font(12))


class DateTimeField(LineField):
    """A moment, typed as one says it: "14:10", "明天 9:30", "10-15 9:00". The note tells how it was understood.

    now -- gives the present, aware in the office's zone. explain -- words for the note (working hours left).
    past -- read a bare clock as the last such moment (when a call came in) instead of the next.
    """

    def __init__(
        self, *, name: str, now: Callable[[], datetime], past: bool = False,
        explain: Callable[[datetime], str] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name=name, hint=_("14:10, tomorrow 9:30, 10-15 9:00"), parent=parent)
        self._now, self._past, self._explain = now, past, explain
        self._moment: datetime | None = None
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def value(self) -> datetime | None:  # type: ignore[override]
        """The moment, None when empty or not understood (then the field says so)."""
        return self._moment

    def set_value(self, value: datetime | None) -> None:  # type: ignore[override]
        """Show `value` the short way."""
        self._moment = value
        self.setText(when.say(value, self._now()) if value else "")
        self.setCursorPosition(0)
        self._tell()

    def problem(self) -> str:
        """What is wrong with the text, empty when nothing is."""
        if self.text().strip() and self._moment is None:
            return _("This is no time. Type 14:10, tomorrow 9:30 or 10-15 9:00.")
        return ""

    def _typed(self, text: str) -> None:
        self._moment = when.parse(text, self._now(), past=self._past)
        self._tell()

    def _settle(self) -> None:
        if self.problem():
            self.set_error(self.problem())
        elif self._moment and self.isModified():
            self.set_value(self._moment)

    def _tell(self) -> None:
        if self._moment is None:
            self.set_note("")
        elif self._explain is not None:
            self.set_note(self._explain(self._moment))
        else:
            said = when.say(self._moment, self._now())
            self.set_note("" if said == self.text().strip() else said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._moment and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self.set_value(self._moment + timedelta(minutes=10 * step))
            self.setModified(True)
            self.changed.emit()
            return
        super().keyPressEvent(event)
