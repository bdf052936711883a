"""The search box of a list, and typing in the list that goes into it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.kit.fields import LineField

DELAY = 60  # ms of quiet before a search begins


class SearchBox(LineField):
    """Asks while one types. Esc empties it, then leaves; down and Enter go on to the list."""

    asked = Signal(str)  # the text, once it has been quiet for DELAY ms
    to_list = Signal()  # down: the list should take the focus
    entered = Signal()  # Enter: the first hit should open
    left = Signal()  # Esc in an empty box

    def __init__(self, *, name: str, hint: str, key: str = "Ctrl F", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint, icon="search", quiet=True, parent=parent)
        self.set_key(key)
        self._asked = ""
        self._quiet = QTimer(self, singleShot=True, interval=DELAY)
        self._quiet.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._quiet.start())

    def empty(self) -> None:
        """Empty the box and ask at once."""
        self.clear()
        self._ask()

    def settle(self) -> None:
        """What stands in the box was put there, not typed: it is asked for already."""
        self._quiet.stop()
        self._asked = self.value()

    def _ask(self) -> None:
        self._quiet.stop()
        if self.value() != self._asked:
            self._asked = self.value()
            self.asked.emit(self._asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.empty() if self.text() else self.left.emit()
        elif key == Qt.Key.Key_Down and not event.modifiers():
            self._ask()
            self.to_list.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._ask()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TypeToFind(QObject):
    """Letters and digits typed in a list start a search: the first one goes into the box, and so does the focus."""

    def __init__(self, view: QAbstractItemView, box: SearchBox) -> None:
        super().__init__(view)
        self._box = box
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._is_text(event):
            self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._box.end(False)
            QApplication.sendEvent(self._box, event)
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return not held and event.text().isprintable() and event.text().strip() != ""
