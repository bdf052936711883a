"""Panels over a dimmed page: the ground of dialogs, the key sheet and the find panel."""

from collections.abc import Callable, Iterable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.buttons import Button
from ui.kit.labels import label

_SHADE = 16
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Overlay(QWidget):
    """A raised panel in the middle of `host`'s window, the page behind dimmed by 18 %.

    Lies inside the window, so that pictures and tests see it. Tab stays inside; Esc is the harmless way. `body` is
    the panel's layout; the panel is at most `width` wide.
    """

    closed = Signal()

    def __init__(self, host: QWidget, *, name: str, width: int = 560, top: float = 0.0) -> None:
        super().__init__(host.window())
        self._width, self._top = width, top
        self._before = QApplication.focusWidget()
        self._bound: dict[str, Callable[[], object]] = {}
        self._through: frozenset[str] = frozenset()
        self.setAccessibleName(name)
        self.hide()
        self.panel = QWidget(self)
        self.panel.setAccessibleName(name)
        self.body = QVBoxLayout(self.panel)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(12)
        host.window().installEventFilter(self)

    def add_title(self, words: str, *, icon: str = "", sub: str = "") -> None:
        """The title, 16 bold, with an icon in front and a grey line under it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        if icon:
            row.addWidget(Picture(icon, tone="amber"))
        row.addWidget(label(words, "pane", wrap=True), 1)
        block = QVBoxLayout()
        block.setSpacing(2)
        block.addLayout(row)
        if sub:
            block.addWidget(label(sub, "meta", wrap=True))
        self.body.addLayout(block)

    def add_close(self) -> None:
        """A foot with the way out, for a panel in which nothing is done."""
        away = Button(_("Close"), key="Esc")
        away.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(away)
        self.body.addLayout(row)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show the panel and put the focus on `focus`, else on its first control."""
        self._lay()
        self.show()
        self.raise_()
        first = focus or next(iter(self._stops()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()

    def close_up(self) -> None:
        """Close, give the focus back and tell `closed`."""
        if self.isHidden():
            return
        self.hide()
        self.window().removeEventFilter(self)
        before = self._before
        if (
            before is not None and shiboken6.isValid(before) and before.isVisible()
        ):  # it may have gone with a panel
            before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def dismiss(self) -> None:
        """What Esc and a press beside the panel do: the harmless way."""
        self.close_up()

    def _stops(self) -> list[QWidget]:
        return [
            w for w in self.panel.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and not w.isHidden()
        ]  # fmt: skip

    def _lay(self) -> None:
        self.setGeometry(self.parentWidget().rect())
        wide = min(theme.px(self._width), self.width() - 48)
        self.panel.setFixedWidth(wide)
        self.panel.adjustSize()
        high = (
            self.body.totalHeightForWidth(wide)
            if self.body.hasHeightForWidth()
            else self.panel.sizeHint().height()
        )
        high = min(high, self.height() - 48)
        top = self.height() * self._top if self._top else (self.height() - high) * 0.42
        self.panel.setGeometry((self.width() - wide) // 2, round(top), wide, high)

    def relay(self) -> None:
        """Fit the panel to content that changed."""
        self._lay()

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if stops:
            now = QApplication.focusWidget()
            at = stops.index(now) if now in stops else -1
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def bind(self, keys: Sequence[str], run: Callable[[], object]) -> None:
        """Let `keys` ("Ctrl+Return") do `run` while the panel is open."""
        self._bound |= {QKeySequence(key).toString(): run for key in keys}

    def let_through(self, keys: Iterable[str]) -> None:
        """Let the window have `keys` ("Alt+U") and no others: toasts beside the panel offer them."""
        self._through = frozenset(keys)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
        ):  # the window's keys are not meant while a panel is open
            let = QKeySequence(event.keyCombination()).toString() in self._through
            event.setAccepted(not let)
            return not let
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._bound.get(QKeySequence(event.keyCombination()).toString())
        if run is not None:
            run()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            pressed = QApplication.focusWidget()
            if isinstance(pressed, QPushButton):  # one that is no default button leaves Enter to its parents
                pressed.click()
        event.accept()  # nothing under a panel hears of its keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._lay()
        return super().eventFilter(watched, event)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, 46 if not t.dark else 110))
            rect = QRectF(self.panel.geometry())
            paint.shadow(painter, rect, radius=10, reach=_SHADE)
            paint.box(painter, rect, fill=t.raised, edge=t.line2 if t.dark else None, radius=10)


class Picture(QWidget):
    """A lucide icon that stands still: `size` px, in a tone or in a token's colour (c2)."""

    def __init__(
        self, icon: str, *, size: int = 18, tone: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._tone = icon, size, tone
        self.setFixedSize(theme.px(size), theme.px(size))

    def set_icon(self, icon: str, *, tone: str = "") -> None:
        """Show another icon, in another tone when given."""
        self._icon, self._tone = icon, tone or self._tone
        self.update()

    def paintEvent(self, event) -> None:
        stroke = 1.5 if self._size >= 32 else 2.0
        colour = theme.tokens().tone(self._tone)
        with paint.painter_of(self) as painter:
            icons.paint(painter, self._icon, 0, 0, colour=colour, size=self._size, stroke=stroke)
