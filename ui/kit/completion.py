"""Candidates under a line field while one types: two lines each, Enter takes, Esc takes none."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.kit import icons, paint, theme
from ui.kit.fields import LineField

SHADE = 10
_DELAY = 30  # ms of quiet before asking


class Candidate(NamedTuple):
    """One line of the popup: what it stands for, two lines of words, a note at the right, lit (start, length)."""

    value: Any
    title: str
    sub: str = ""
    icon: str = ""
    note: str = ""
    found: tuple[tuple[int, int], ...] = ()


Answer = Callable[[Sequence[Candidate]], None]
Ask = Callable[[str, Answer], object]


class Popup(QWidget):
    """The painted list. It never takes the focus: the caret stays in the field."""

    pressed = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.lines: list[Candidate] = []
        self.caps: list[str] = []
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()

    def row_height(self) -> int:
        """Height of a candidate in px."""
        return theme.px(46)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), len(self.lines) * self.row_height() + theme.px(8) + 2 * SHADE)

    def _row_at(self, y: float) -> int:
        at = int((y - SHADE - theme.px(4)) // self.row_height())
        return at if 0 <= at < len(self.lines) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0 and at != self.at:
            self.at = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0:
            self.pressed.emit(at)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect()).adjusted(SHADE, SHADE, -SHADE, -SHADE)
            paint.shadow(painter, rect, reach=SHADE - 2)
            paint.box(painter, rect, fill=t.raised, edge=t.line2, radius=8)
            high = self.row_height()
            for n, line in enumerate(self.lines):
                row = QRectF(
                    rect.x() + theme.px(4),
                    rect.y() + theme.px(4) + n * high,
                    rect.width() - theme.px(8),
                    high,
                )
                if n == self.at:
                    paint.box(painter, row, fill=t.select, radius=6)
                self._paint_line(painter, row, line, self.caps[n], chosen=n == self.at)

    def _paint_line(self, painter, row: QRectF, line: Candidate, cap: str, *, chosen: bool) -> None:
        t = theme.tokens()
        left, right = row.x() + theme.px(12), row.right() - theme.px(12)
        if line.icon:
            ink = t.accent_text if chosen else t.text2
            icons.paint(painter, line.icon, left, row.center().y() - theme.px(8), colour=ink)
            left += theme.px(16 + 14)
        if wide := paint.key_width(cap):
            right -= wide
            paint.key(painter, right, row.center().y(), cap)
            right -= theme.px(8)
        if line.note:
            wide = paint.width_of(line.note, theme.font(12))
            note = QRectF(right - wide, row.y(), wide + 1, row.height())
            paint.text(painter, note, line.note, colour=t.text2, font=theme.font(12))
            right -= wide + theme.px(12)
        title = QRectF(left, row.y() + theme.px(4), right - left, theme.px(20))
        font = theme.font(14, bold=chosen)
        metrics = QFontMetrics(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.match))
        for start, length in line.found:
            x = left + metrics.horizontalAdvance(line.title[:start])
            lit = metrics.horizontalAdvance(line.title[start : start + length])
            painter.drawRoundedRect(QRectF(x, title.y() + 1, lit, title.height() - 2), 2, 2)
        paint.text(painter, title, line.title, colour=t.text, font=font)
        sub = QRectF(left, row.y() + theme.px(23), right - left, theme.px(18))
        paint.text(painter, sub, line.sub, colour=t.text2, font=theme.font(12))


def popup_of(field: QWidget, before: Popup | None, taken: Callable[[int], object]) -> Popup:
    """The popup over the window in which `field` lies now: the one `before`, or a new one once it moved to another."""
    window = field.window()
    if before is not None and before.parentWidget() is window:
        return before
    if before is not None:
        before.deleteLater()
    made = Popup(window)
    made.pressed.connect(taken)
    return made


class Completion(QObject):
    """Offers candidates under `field`. `taken` carries the Candidate; `refused` that none was wanted (Esc).

    ask(text, answer) -- called while one types; it may answer at once or later, from a job. Only the answer to the
    latest text counts. none -- a last line (title, sub) that stands for Esc. best -- the first candidate is
    preselected, so that Enter takes it.
    """

    taken = Signal(object)
    refused = Signal()

    def __init__(
        self, field: LineField, ask: Ask, *, none: tuple[str, str] | None = None, best: bool = True, least: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(field)
        self._field, self._ask, self._none, self._best, self._least = field, ask, none, best, least
        self._popup: Popup | None = None
        self._asked = 0
        self._candidates: list[Candidate] = []
        self._quiet = QTimer(self, singleShot=True, interval=_DELAY)
        self._quiet.timeout.connect(self._begin)
        field.textEdited.connect(lambda: self._quiet.start())
        field.installEventFilter(self)

    def visible(self) -> bool:
        """Whether candidates are on screen."""
        return self._popup is not None and self._popup.isVisible()

    def candidates(self) -> list[Candidate]:
        """The candidates on screen."""
        return list(self._candidates) if self.visible() else []

    def close_up(self) -> None:
        """Take the popup away; a late answer does not bring it back."""
        self._asked += 1
        self._quiet.stop()
        if self._popup is not None:
            self._popup.hide()

    def offer(self) -> None:
        """Ask now, as if something had been typed: a press or the down key opens a list of choices."""
        self._quiet.stop()
        self._begin()

    def _begin(self) -> None:
        text = self._field.text().strip()
        self._asked += 1
        if len(text) < self._least or not self._field.hasFocus():
            self.close_up()
            return
        number = self._asked
        self._ask(text, lambda found: self._answered(number, found))

    def _answered(self, number: int, found: Sequence[Candidate]) -> None:
        if number != self._asked:
            return
        self._candidates = list(found)
        if not found:
            if self._popup is not None:
                self._popup.hide()
            return
        popup = self._popup = popup_of(self._field, self._popup, self._take)
        popup.lines = self._candidates[:8]
        popup.caps = ["↵" if self._best and n == 0 else "" for n in range(len(popup.lines))]
        if self._none is not None:
            popup.lines = [*popup.lines, Candidate(None, self._none[0], self._none[1], "user-plus")]
            popup.caps.append("Esc")
        popup.at = 0 if self._best else -1
        self._place(popup)
        popup.show()
        popup.raise_()
        popup.update()
        self._speak()

    def _place(self, popup: Popup) -> None:
        corner = self._field.mapTo(self._field.window(), QPoint(0, self._field.height()))
        wide = max(self._field.width(), theme.px(320)) + 2 * SHADE
        high = popup.sizeHint().height()
        x = min(corner.x() - SHADE, self._field.window().width() - wide + SHADE)
        y = corner.y() + 4 - SHADE
        if y + high > self._field.window().height() and corner.y() - self._field.height() > high:
            y = corner.y() - self._field.height() - 4 - high + SHADE
        popup.setGeometry(max(-SHADE, x), y, wide, high)

    def _speak(self) -> None:
        popup = self._popup
        if popup is not None and 0 <= popup.at < len(popup.lines):
            line = popup.lines[popup.at]
            self._field.setAccessibleDescription(f"{line.title}, {line.sub}")

    def _take(self, at: int) -> None:
        popup = self._popup
        if popup is None or not 0 <= at < len(popup.lines):
            return
        line = popup.lines[at]
        refused = self._none is not None and at == len(popup.lines) - 1
        self.close_up()
        self.refused.emit() if refused else self.taken.emit(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close_up()
        elif event.type() == QEvent.Type.KeyPress and self.visible():
            return self._key(event)
        elif event.type() == QEvent.Type.ShortcutOverride and self.visible() and event.key() in _OWN:
            event.setAccepted(not _held(event))  # Esc and Enter belong to the popup, not to the page's keys
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        popup = self._popup
        if popup is None or _held(event):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            popup.at = (popup.at + step) % len(popup.lines) if popup.at >= 0 else 0
            popup.update()
            self._speak()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and popup.at >= 0:
            self._take(popup.at)
        elif key == Qt.Key.Key_Escape:
            self.close_up()
            self.refused.emit()
        else:
            return False
        return True


_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _held(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
