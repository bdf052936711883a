"""Somebody at the keyboard: keys that are counted, texts, and what a page and its list say."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from tests.ui.program import press, settled, type_text
from ui.main import Program

KEY = Qt.Key
HELD = Qt.KeyboardModifier


class Hands:
    """Presses keys and types texts on the page PAGE as a person does, and knows what the office holds."""

    PAGE: ClassVar[str]

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.keys = 0
        self.go()
        self.settle()

    def go(self) -> None:
        """Bring the page to the front."""
        self.program.window.go(self.PAGE)

    @property
    def page(self) -> Any:
        """The page, also after it was made anew."""
        return self.program.window.page(self.PAGE)

    @property
    def front(self) -> QWidget:
        """What the page shows at work: a form, or a record."""
        made: QWidget = self.page.stack.currentWidget()
        return made

    @property
    def desk(self) -> Desk:
        """The office of the window."""
        assert self.program.window.seat is not None
        return self.program.window.seat.desk

    def press(self, *keys: Qt.Key | Qt.KeyboardModifier, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        """Keys one after the other, each counted; `held` and modifiers among them are held for all."""
        for key in keys:
            if isinstance(key, Qt.KeyboardModifier):
                held |= key
        for key in keys:
            if isinstance(key, Qt.Key):
                self.keys += 1
                press(key, held)

    def type(self, text: str) -> None:
        """Text, which is not counted."""
        type_text(text)

    def settle(self) -> None:
        """Wait until timers have run and every job was answered."""
        settled(self.program, self.qtbot)

    def save(self) -> None:
        """Ctrl+Enter, and its answer."""
        self.press(KEY.Key_Return, HELD.ControlModifier)
        self.settle()

    def listed(self) -> list[str]:
        """What the first line of each row of the list says."""
        model = self.page.table.model()
        found = (model.row_at(at) for at in range(len(model.ids)))
        return [row.title.text for row in found if row]

    def said(self) -> list[str]:
        """The toasts on screen."""
        return [toast.words for toast in self.program.window.toasts.shown()]

    def sentences(self, form: QWidget) -> list[str]:
        """The errors that stand under fields of `form`."""
        labels = form.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and one.property("tone") == "red"]

    def focus(self) -> str:
        """The name of what has the focus."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""
