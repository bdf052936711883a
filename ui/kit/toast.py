"""One toast: a bar with a sentence, the way back or the way out, and a cross."""

from typing import Any

from PySide6.QtCore import QPropertyAnimation, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QShortcut
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.words import _
from ui.kit import icons, paint, theme

SHOWN = 8000  # ms; errors stay
LEAST = 320
"""px of a bar; longer texts make it wider, then stand in more lines."""
SHADE = 12  # room for the shadow around the bar
_STEP = 8
DONE, NOTE, ERROR = "done", "note", "error"


class _Words(QWidget):
    """A text in the colours of the inverse bar, in as many lines as it needs."""

    def __init__(self, words: str, *, size: int, bold: bool, faint: bool = False) -> None:
        super().__init__()
        self._words, self._size, self._bold, self._faint = words, size, bold, faint
        self._lines: list[str] = [words]
        self.setAccessibleName(words)

    def font_of(self) -> QFont:
        """The font it is drawn in."""
        return theme.font(self._size, bold=self._bold)

    def wide(self) -> int:
        """How wide it is in one line, in px."""
        return paint.width_of(self._words, self.font_of()) + 1

    def lines(self, room: int) -> list[str]:
        """The text broken into lines of at most `room` px."""
        return paint.broken(self._words, self.font_of(), room)

    def take(self, room: int) -> None:
        """Stand in lines of at most `room` px."""
        self._lines = self.lines(room)
        self.setFixedSize(room, len(self._lines) * self._line_height())
        self.update()

    def _line_height(self) -> int:
        return theme.px(self._size * 1.45)

    def paintEvent(self, event) -> None:
        with paint.painter_of(self) as painter:
            painter.setOpacity(0.78 if self._faint else 1)
            high = self._line_height()
            for at, line in enumerate(self._lines):
                rect = QRectF(0, at * high, self.width(), high)
                paint.text(painter, rect, line, colour=theme.tokens().toast_text, font=self.font_of())


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
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect())
            used = paint.text(painter, rect.adjusted(theme.px(4), 0, 0, 0), self.text(), colour=t.toast_link,
                              font=theme.font(14, bold=True))  # fmt: skip
            x = theme.px(4) + used + theme.px(8)
            edge = "#66000000" if t.dark else "#66FFFFFF"
            paint.key(
                painter, x, rect.height() / 2, self._key, colour=t.toast_text, fill="#00000000", edge=edge
            )
            if self.hasFocus():
                paint.ring(painter, rect, colour=t.toast_link, radius=4)


class _Close(QAbstractButton):
    """The cross."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Close"))
        self.setFixedSize(theme.px(24), theme.px(28))

    def paintEvent(self, event) -> None:
        with paint.painter_of(self) as painter:
            at = (self.width() - theme.px(14)) / 2
            icons.paint(
                painter,
                "x",
                at,
                (self.height() - theme.px(14)) / 2,
                colour=theme.tokens().toast_text,
                size=14,
            )
            if self.hasFocus():
                paint.ring(painter, self.rect(), colour=theme.tokens().toast_link, radius=4)


class Toast(QWidget):
    """One bar. `gone` when it is closed, by whom ever.

    kind -- DONE, NOTE (something to know, nothing was done) or ERROR, which stays. panel -- what lay over the page when
    it came; told -- what it was made from.
    """

    gone = Signal()

    def __init__(self, words: str, *, sub: str, kind: str, action: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind, self.error = kind, kind == ERROR
        self.words, self._sub = words, sub
        self.told: dict[str, Any] = {}
        self.panel: QWidget | None = None
        self._waits = False
        self._fitted: tuple[QSize, int, bool] | None = None
        self.setAccessibleName(f"{words} {sub}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SHADE + theme.px(44), SHADE + 8, SHADE + theme.px(12), SHADE + 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._texts = [_Words(words, size=14, bold=True)]
        if sub:
            self._texts.append(_Words(sub, size=12, bold=False, faint=True))
        text = QVBoxLayout()
        text.setSpacing(1)
        for each in self._texts:
            text.addWidget(each)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addLayout(text, 0, 0, middle)
        self.shortcut: QShortcut | None = None
        self.action: _Action | None = None
        if action:
            self.action = _Action(action, key)
            self._grid.addWidget(self.action, 0, 1, middle)
        self._close = _Close()
        self._close.clicked.connect(self.close_up)
        self._grid.addWidget(self._close, 0, 2, middle)
        self.rise = QPropertyAnimation(self, b"pos", self)
        self.rise.setDuration(120)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.close_up)
        self._run_down()

    def says(self, told: dict[str, Any]) -> bool:
        """Whether it says just this."""
        return (self.words, self._sub) == (told["words"], told["sub"])

    def close_up(self) -> None:
        """Close now."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def wait(self, waits: bool) -> None:
        """Stand still while a panel lies over it and nobody can press it; then its time begins anew."""
        if waits == self._waits:
            return
        self._waits = waits
        self._run_down()

    def _run_down(self) -> None:
        if self.error or self._waits:
            self._timer.stop()
        else:
            self._timer.start()

    def bar_size(self, most: int) -> QSize:
        """How large the bar is, without its shadow, in at most `most` px of width: all of its words can be read."""
        return self._measured(most, LEAST)[0]

    def fit(self, least: int, most: int) -> None:
        """Take the size of `bar_size`, at least `least` px wide, and the shadow around it."""
        size, room, below = fitted = self._measured(most, least)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        for each in self._texts:
            each.take(room)
        if self.action is not None:
            self._grid.removeWidget(self.action)
            at = (1, 0, Qt.AlignmentFlag.AlignLeft) if below else (0, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self.action, *at)
        self.setFixedSize(size + QSize(2 * SHADE, 2 * SHADE))

    def bar(self) -> QRect:
        """Where the bar is, without its shadow, in the window."""
        return self.geometry().adjusted(SHADE, SHADE, -SHADE, -SHADE)

    def _measured(self, most: int, least: int) -> tuple[QSize, int, bool]:
        """The size, the room of the words, and whether the action stands below them: beside there is too little."""
        least = min(max(theme.px(LEAST), least), most)
        fixed = theme.px(44) + theme.px(12) + self._close.width() + 8
        act = self.action.sizeHint() if self.action is not None else QSize(0, 0)
        needed = max(each.wide() for each in self._texts)
        beside = act.width() + 8 if act.width() else 0
        below = bool(beside) and most - fixed - beside < min(needed, theme.px(180))
        fixed += 0 if below else beside
        room = max(min(needed, most - fixed), least - fixed)
        lines = [len(each.lines(room)) for each in self._texts]
        while sum(lines) > len(lines) and room - _STEP >= least - fixed:  # lines of like length read best
            if [len(each.lines(room - _STEP)) for each in self._texts] != lines:
                break
            room -= _STEP
        high = 16 + len(lines) - 1 + sum(
            n * theme.px(size * 1.45) for n, size in zip(lines, (14, 12), strict=False)
        )  # fmt: skip
        high = max(high + (act.height() + 2 if below else 0), theme.px(46))
        return QSize(room + fixed, high), room, below

    def enterEvent(self, event) -> None:
        self._timer.stop()

    def leaveEvent(self, event) -> None:
        self._run_down()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            rect = QRectF(self.rect()).adjusted(SHADE, SHADE, -SHADE, -SHADE)
            paint.shadow(painter, rect, reach=SHADE - 2)
            paint.box(painter, rect, fill=t.toast, radius=8)
            # The bar is inverse, so its icon wears the other theme's colour.
            name, light, dark = {
                DONE: ("circle-check", "#82CB9F", "#24663C"), NOTE: ("info", t.toast_link, t.toast_link),
                ERROR: ("circle-alert", "#F39885", "#AF2F1C"),
            }[self.kind]  # fmt: skip
            icons.paint(painter, name, rect.x() + theme.px(14), rect.center().y() - theme.px(9),
                        colour=dark if t.dark else light, size=18)  # fmt: skip
