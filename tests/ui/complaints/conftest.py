"""The complaints page on the whole window and a real office, driven by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.complaints import finding, service
from app.complaints.finding import ComplaintDetail, ComplaintQuery, ComplaintRow
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.program import opened, press, quiet, type_text
from ui.complaints.form import ComplaintForm
from ui.complaints.page import ComplaintsPage
from ui.main import Program

KEY = Qt.Key
HELD = Qt.KeyboardModifier
FULL = {
    "complainant": "王建国", "company": "济南京源酒业有限公司", "phone": "13953106688", "province": "山东",
    "city": "济南", "address": "历下区泺源大街2号", "category": "packing", "content": "外箱压瘪2箱，里面碎3瓶",
}  # fmt: skip


class Hands:
    """Presses keys and types texts as a person does, and knows what the office holds."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        program.window.switch_calls("complaints")
        self.settle()

    @property
    def page(self) -> ComplaintsPage:
        """The page, also after it was made anew."""
        made: ComplaintsPage = self.program.window.page("complaints")
        return made

    @property
    def desk(self) -> Desk:
        """The office of the window."""
        assert self.program.window.seat is not None
        return self.program.window.seat.desk

    @property
    def form(self) -> ComplaintForm:
        """The form in front."""
        front = self.page.stack.currentWidget()
        assert isinstance(front, ComplaintForm)
        return front

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        """Keys, one after the other."""
        for key in keys:
            press(key, held)

    def type(self, text: str) -> None:
        """Text where the focus is, hanzi as an input method commits them."""
        widget = QApplication.focusWidget()
        widget.insertPlainText(text) if isinstance(widget, QPlainTextEdit) else type_text(text)

    def settle(self) -> None:
        """Wait until timers have run and every job was answered."""
        for _ in range(2):
            self.qtbot.wait(130)
            quiet(self.program, self.qtbot)

    def finish(self) -> None:
        """Ctrl+Enter, and its answer."""
        self.press(KEY.Key_Return, held=HELD.ControlModifier)
        self.settle()

    def rows(self) -> list[ComplaintRow]:
        """All complaints of the office, by code."""
        ids = finding.find(self.desk, ComplaintQuery(sort="code", descending=False))
        return [row for row in finding.rows(self.desk, list(ids)) if row is not None]

    def detail(self) -> ComplaintDetail:
        """The only complaint of the office, whole."""
        (row,) = self.rows()
        return finding.detail(self.desk, row.id)

    def listed(self) -> list[str]:
        """What the first line of each row of the list says."""
        model = self.page.table.model()
        return [row.title.text for row in (model.row_at(at) for at in range(len(model.ids))) if row]

    def said(self) -> list[str]:
        """The toasts on screen."""
        return [toast.words for toast in self.program.window.toasts.shown()]

    def focus(self) -> str:
        """The name of what has the focus."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""


@pytest.fixture
def register(desk: Desk) -> Callable[..., int]:
    """Take in a full complaint before the window opens; any field may be given otherwise. Its id."""
    return lambda **fields: service.register(desk, NewComplaint(**(FULL | fields))).id  # type: ignore[arg-type]


@pytest.fixture
def prepared(register: Callable[..., int], clock: Clock) -> None:
    """One new complaint of an hour ago."""
    clock.forward(hours=-1)
    register()
    clock.forward(hours=1)


@pytest.fixture
def program(prepared: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    """A window on an office with one new complaint."""
    desk.close()
    with opened(office, qtbot, clock, lang="zh") as running:
        yield running


@pytest.fixture
def hands(program: Program, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard, with the complaints in front."""
    return Hands(program, qtbot)
