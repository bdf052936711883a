"""A pane of fields that the keys go through: Tab from stop to stop, Enter goes on, Esc leaves."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from ui.kit import theme
from ui.kit.panes import Pane
from ui.kit.stops import next_stop


class WalkedPane(Pane):
    """left() -- Esc. A pane says which stops it has, in their order (`stops`), and where Enter goes on (`go_on_from`);
    `area` is what scrolls, when something does: the stop that is reached is brought into sight.
    """

    left = Signal()
    area: QScrollArea | None = None

    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops, hidden ones too: they are passed over."""
        raise NotImplementedError

    def go_on_from(self, fields: Sequence[QWidget]) -> None:
        """Enter goes on from each of `fields`; in a text of several lines a new one is Shift+Enter."""
        for field in fields:
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(lambda: self.focusNextPrevChild(True))
            elif isinstance(field, QPlainTextEdit):
                field.installEventFilter(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: a group of options is one stop, wherever in it the focus is."""
        stop = next_stop(self.stops(), forward=forward)
        if stop is None:  # the pane is being hidden
            return super().focusNextPrevChild(forward)
        if self.area is not None:
            self.area.ensureWidgetVisible(stop, 0, theme.px(12))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a text of several lines."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.focusNextPrevChild(True)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
