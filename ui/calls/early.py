"""Keys pressed in the first second after the start, before the form is there: kept, and typed into it then."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.words import _


class EarlyKeys(QWidget):
    """Takes the focus while the form is not ready and remembers what is pressed, in its order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Phone"))
        self._pressed: list[QKeyEvent] = []

    def replay(self, save: Callable[[], object]) -> None:
        """Press the kept keys again, each where the one before has left the caret. Ctrl+Enter is `save`."""
        pressed, self._pressed = self._pressed, []
        for event in pressed:
            target = QApplication.focusWidget()
            if _saves(event):
                save()
            elif target is not None and target is not self:
                QApplication.sendEvent(target, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _kept(event):
            event.accept()  # else a page's shortcut would take it from us
            return True
        if event.type() == QEvent.Type.KeyPress and _kept(event):
            self._pressed.append(event.clone())
            return True
        return super().event(event)


def _saves(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.ControlModifier and event.key() in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    )


def _kept(event: QKeyEvent) -> bool:
    """Text, Enter and Tab; F-keys and commands stay the window's."""
    return _saves(event) or bool(event.text()) or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
