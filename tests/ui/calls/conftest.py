"""The calls page on the whole window and a real office, driven by keys that are counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.office.desk import Desk
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui.calls.call_form import CallForm
from ui.calls.page import CallsPage
from ui.main import Program

KEY = Qt.Key
HELD = Qt.KeyboardModifier


class Hands:
    """Presses keys and types texts as a person does, counts the keys, and knows what the office holds."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.keys = 0
        program.window.go("calls")
        self.settle()

    @property
    def page(self) -> CallsPage:
        """The page, also after it was made anew."""
        made: CallsPage = self.program.window.page("calls")
        return made

    @property
    def desk(self) -> Desk:
        """The office of the window."""
        assert self.program.window.seat is not None
        return self.program.window.seat.desk

    @property
    def form(self) -> CallForm:
        """The form in front."""
        front = self.page.stack.currentWidget()
        assert isinstance(front, CallForm)
        return front

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        """One key, counted."""
        self.keys += 1
        press(key, held)

    def type(self, text: str) -> None:
        """Text, which is not counted."""
        type_text(text)

    def settle(self) -> None:
        """Wait until timers have run and every job was answered."""
        self.qtbot.wait(130)
        quiet(self.program, self.qtbot)
        self.qtbot.wait(130)
        quiet(self.program, self.qtbot)

    def save(self) -> None:
        """Ctrl+Enter, and its answer."""
        self.press(KEY.Key_Return, HELD.ControlModifier)
        self.settle()

    def take(self, number: str) -> None:
        """F2, a number and Enter, as fast as fingers go."""
        self.press(KEY.Key_F2)
        self.type(number)
        self.press(KEY.Key_Return)
        self.settle()

    def rows(self) -> list[CallRow]:
        """All calls of the office, the oldest first."""
        ids = finding.find(self.desk, CallQuery(descending=False))
        return [row for row in finding.rows(self.desk, list(ids)) if row is not None]

    def listed(self) -> list[str]:
        """What the first line of each row of the list says, drafts too."""
        model = self.page.table.model()
        found = (model.row_at(at) for at in range(len(model.ids)))
        return [row.title.text for row in found if row]

    def said(self) -> list[str]:
        """The toasts on screen."""
        return [toast.words for toast in self.program.window.toasts.shown()]

    def errors(self) -> list[str]:
        """The sentences that stand under fields of the form."""
        from PySide6.QtWidgets import QLabel

        labels = self.form.form.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and one.property("tone") == "red"]


@pytest.fixture
def program(desk: Desk, office: Path, qtbot: QtBot, clock: Clock, log_call: LogCall) -> Iterator[Program]:
    """A window on an office that knows 王建国 by one call of half an hour ago."""
    clock.forward(minutes=-30)
    log_call()
    clock.forward(minutes=30)
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def hands(program: Program, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard, with the calls page in front."""
    return Hands(program, qtbot)


@pytest.fixture
def again(office: Path, qtbot: QtBot, clock: Clock) -> Callable[..., object]:
    """Open a window once more on a copy of the office's files."""
    return lambda folder: opened(folder, qtbot, clock)
