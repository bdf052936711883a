"""Toasts: one line and one key at the bottom of the work pane, with the way back or the way out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.labels import Line
from ui.kit.panes import motion

SHOWN = 8000  # ms; errors stay
MOST = 2
_SHADE = 12  # room for the shadow around the bar


class _Words(Line):
    """One line in the colours of the inverse bar."""

    def __init__(self, words: str, *, size: int, bold: bool, faint: bool = False) -> None:
        super().__init__(words, size=size, bold=bold)
        self._faint = faint

    def paintEvent(self, event) -> None:
        painter = paint.painter_of(self)
        painter.setOpacity(0.78 if self._faint else 1)
        font = theme.font(self._size, bold=self._bold)
        paint.text(painter, self.rect(), self.text(), colour=theme.tokens().toast_text, font=font)


class _Action(QAbstractButton):
    """The one thing to do, as a link with its key."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._key = key
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        cap = paint.key_width(self._key)
        words = paint.width_of(self.text(), theme.font(14, bold=True))
        return QSize(words + theme.px(8) + (cap + theme.px(8) if cap else 0), theme.px(28))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        rect = QRectF(self.rect())
        used = paint.text(painter, rect.adjusted(theme.px(4), 0, 0, 0), self.text(), colour=t.toast_link,
                          font=theme.font(14, bold=True))  # fmt: skip
        x = theme.px(4) + used + theme.px(8)
        edge = "#66000000" if t.dark else "#66FFFFFF"
        paint.key(painter, x, rect.height() / 2, self._key, colour=t.toast_text, fill="#00000000", edge=edge)
        if self.hasFocus():
            paint.ring(painter, rect, colour=t.toast_link, radius=4)


class _Close(QAbstractButton):
    """The cross."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Close"))
        self.setFixedSize(theme.px(24), theme.px(28))

    def paintEvent(self, event) -> None:
        painter = paint.painter_of(self)
        at = (self.width() - theme.px(14)) / 2
        icons.paint(
            painter, "x", at, (self.height() - theme.px(14)) / 2, colour=theme.tokens().toast_text, size=14
        )
        if self.hasFocus():
            paint.ring(painter, self.rect(), colour=theme.tokens().toast_link, radius=4)


class Toast(QWidget):
    """One bar. `gone` when it is closed, by whom ever."""

    gone = Signal()

    def __init__(self, words: str, *, sub: str, error: bool, action: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.error = error
        self.words = words
        self.setAccessibleName(f"{words} {sub}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SHADE + theme.px(44), _SHADE + 8, _SHADE + theme.px(12), _SHADE + 8)
        row.setSpacing(8)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(_Words(words, size=14, bold=True))
        if sub:
            text.addWidget(_Words(sub, size=12, bold=False, faint=True))
        row.addLayout(text, 1)
        self.shortcut: QShortcut | None = None
        self.action: _Action | None = None
        if action:
            self.action = _Action(action, key)
            row.addWidget(self.action)
        close = _Close()
        close.clicked.connect(self.close_up)
        row.addWidget(close)
        self.rise = QPropertyAnimation(self, b"pos", self)
        self.rise.setDuration(120)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.close_up)
        if not error:
            self._timer.start()

    def close_up(self) -> None:
        """Close now."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def sizeHint(self) -> QSize:
        wide = min(
            max(self.layout().sizeHint().width(), theme.px(320) + 2 * _SHADE), theme.px(470) + 2 * _SHADE
        )
        high = max(self.layout().sizeHint().height(), theme.px(46) + 2 * _SHADE)
        return QSize(wide, high)

    def enterEvent(self, event) -> None:
        self._timer.stop()

    def leaveEvent(self, event) -> None:
        if not self.error:
            self._timer.start()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        rect = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        paint.shadow(painter, rect, reach=_SHADE - 2)
        paint.box(painter, rect, fill=t.toast, radius=8)
        name = "circle-alert" if self.error else "circle-check"
        # The bar is inverse, so its icon wears the other theme's colour.
        ink = {
            (True, True): "#AF2F1C",
            (True, False): "#F39885",
            (False, True): "#24663C",
            (False, False): "#82CB9F",
        }
        icons.paint(painter, name, rect.x() + theme.px(14), rect.center().y() - theme.px(9),
                    colour=ink[(self.error, t.dark)], size=18)  # fmt: skip


class Toasts(QObject):
    """The toasts of one host widget: newest at the bottom, at most two."""

    changed = Signal()  # a toast came or went, and with it the key of its action

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def show(
        self, words: str, *, sub: str = "", action: str = "", key: str = "", run: Callable[[], object] | None = None,
        error: bool = False,
    ) -> Toast:  # fmt: skip
        """Say `words` (and `sub` under it). `action` is the verb that `run`s by mouse or by `key` ("Alt U").

        Goes after 8 s, later while the mouse is on it; an error stays until it is closed.
        """
        while len(self._shown) >= MOST:
            oldest = next((t for t in self._shown if not t.error), self._shown[0])
            oldest.close_up()
        toast = Toast(words, sub=sub, error=error, action=action, key=key, parent=self._host)
        toast.gone.connect(lambda: self._gone(toast))
        if toast.action is not None and run is not None:
            toast.action.clicked.connect(toast.close_up)
            toast.action.clicked.connect(run)
            if key:
                self._bind(toast, key)
        self._shown.append(toast)
        self._arm()
        self.changed.emit()
        toast.show()
        self._place(rising=toast)
        return toast

    def undo(self, words: str, run: Callable[[], object]) -> Toast:
        """Say what was done and offer to take it back by Alt+U."""
        return self.show(words, action=_("Undo"), key="Alt U", run=run)

    def error(
        self, words: str, *, sub: str = "", again: Callable[[], object] | None = None, action: str = ""
    ) -> Toast:
        """Say what failed; stays. `again` is offered as `action` (Try again) by Alt+R."""
        shown = (action or _("Try again")) if again else ""
        return self.show(words, sub=sub, action=shown, key="Alt R" if again else "", run=again, error=True)

    def shown(self) -> list[Toast]:
        """The toasts on screen, oldest first."""
        return list(self._shown)

    def place_anew(self) -> None:
        """The page in front keeps another part of itself free now."""
        self._place()

    def clear(self) -> None:
        """Close all."""
        for toast in list(self._shown):
            toast.close_up()

    def _bind(self, toast: Toast, key: str) -> None:
        toast.shortcut = QShortcut(QKeySequence(key.replace(" ", "+")), toast)
        toast.shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        if toast.action is not None:
            toast.shortcut.activated.connect(toast.action.click)

    def _arm(self) -> None:
        """A key belongs to the newest toast that has it: of two shortcuts with one key Qt would fire neither."""
        taken: set[str] = set()
        for toast in reversed(self._shown):
            if toast.shortcut is not None:
                key = toast.shortcut.key().toString()
                toast.shortcut.setEnabled(key not in taken)
                taken.add(key)

    def _gone(self, toast: Toast) -> None:
        if toast.shortcut is not None:
            toast.shortcut.setEnabled(False)
        if toast in self._shown:
            self._shown.remove(toast)
        self._arm()
        self.changed.emit()
        self._place()

    def _place(self, *, rising: Toast | None = None) -> None:
        front = self._host.currentWidget() if isinstance(self._host, QStackedWidget) else None
        kept_free = getattr(front, "kept_free", None)  # a page whose foot is worked in says how high it is
        room = max(theme.px(72), kept_free() if kept_free is not None else 0)
        bottom = self._host.height() - room + _SHADE
        for toast in reversed(self._shown):
            toast.resize(toast.sizeHint().boundedTo(QSize(self._host.width(), 1000)))
            place = QPoint((self._host.width() - toast.width()) // 2, bottom - toast.height())
            toast.raise_()
            toast.rise.stop()
            if toast is rising and motion():
                toast.rise.setStartValue(place + QPoint(0, 8))
                toast.rise.setEndValue(place)
                toast.rise.start()
            else:
                toast.move(place)
            bottom = place.y() + 2 * _SHADE - theme.px(8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self._place()
        return super().eventFilter(watched, event)
