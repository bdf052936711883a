"""The calls page on the whole window and a real office, driven by keys that are counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui import hands as hands_of
from tests.ui.hands import HELD, KEY
from tests.ui.program import opened
from ui.calls.call_form import CallForm
from ui.calls.page import CallsPage
from ui.main import Program

__all__ = ["HELD", "KEY", "Hands"]


class Hands(hands_of.Hands):
    """At the calls page."""

    PAGE = "calls"
    page: CallsPage

    @property
    def form(self) -> CallForm:
        """The form in front."""
        assert isinstance(self.front, CallForm)
        return self.front

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

    def errors(self) -> list[str]:
        """The sentences that stand under fields of the form."""
        return self.sentences(self.form.form)


@pytest.fixture
def program(known_caller: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    """A window on an office that knows one caller."""
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def hands(program: Program, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard, with the calls page in front."""
    return Hands(program, qtbot)
