"""The complaints page on the whole window and a real office, driven by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.complaints import finding, service
from app.complaints.finding import ComplaintDetail, ComplaintQuery, ComplaintRow
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui import hands as hands_of
from tests.ui.hands import HELD, KEY
from tests.ui.program import opened
from ui.complaints.form import ComplaintForm
from ui.complaints.page import ComplaintsPage
from ui.main import Program

__all__ = ["HELD", "KEY", "Hands"]

FULL = {
    "complainant": "王建国", "company": "济南京源酒业有限公司", "phone": "13953106688", "province": "山东",
    "city": "济南", "address": "历下区泺源大街2号", "category": "packing", "content": "外箱压瘪2箱，里面碎3瓶",
}  # fmt: skip


class Hands(hands_of.Hands):
    """At the complaints, beside the calls."""

    PAGE = "complaints"
    page: ComplaintsPage

    def go(self) -> None:
        """Change sides."""
        self.program.window.switch_calls("complaints")

    @property
    def form(self) -> ComplaintForm:
        """The form in front."""
        assert isinstance(self.front, ComplaintForm)
        return self.front

    finish = hands_of.Hands.save

    def rows(self) -> list[ComplaintRow]:
        """All complaints of the office, by code."""
        ids = finding.find(self.desk, ComplaintQuery(sort="code", descending=False))
        return [row for row in finding.rows(self.desk, list(ids)) if row is not None]

    def detail(self) -> ComplaintDetail:
        """The only complaint of the office, whole."""
        (row,) = self.rows()
        return finding.detail(self.desk, row.id)


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
