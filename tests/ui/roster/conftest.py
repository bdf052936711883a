"""The roster page on the whole window and a real office of seven, driven by keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import making, pool
from app.roster.shown import Cell
from tests.conftest import Clock
from tests.ui.program import opened, quiet
from ui.main import Program
from ui.roster.page import RosterPage

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SEVEN = ("李雪", "孙浩", "马丽", "周倩", "陈静", "王芳", "吴强")
OCTOBER, TODAY, FRIDAY = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 16)


@pytest.fixture
def staffed(desk: Desk) -> Iterator[None]:
    """Seven who sit in the office, nobody else takes part."""
    for row in pool.rows(desk):
        pool.save_member(desk, row.staff_id, resident=False)
    for name in SEVEN:
        people.add(desk, NewStaff(code=people.next_code(desk), name=name))
    yield
    desk.close()


@pytest.fixture
def made(staffed: None, desk: Desk) -> None:
    """October is made."""
    making.make(desk, OCTOBER, reason="whole")


def at_the_roster(program: Program, qtbot: QtBot) -> RosterPage:
    program.window.go("roster")
    page: RosterPage = program.window.page("roster")
    qtbot.waitUntil(lambda: page.shown is not None)
    quiet(program, qtbot)
    page.focus_start()
    return page


@pytest.fixture
def program(made: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> RosterPage:
    return at_the_roster(program, qtbot)


def cells(page: RosterPage, on: date) -> tuple[Cell, ...]:
    assert page.shown is not None
    day = page.shown.day(on)
    assert day is not None
    return day.cells


def swappable(page: RosterPage) -> tuple[Cell, Cell]:
    """Turns of Friday and of a later day whose people may change places."""
    assert page.shown is not None
    for day in page.shown.days[18:]:
        for one in cells(page, FRIDAY):
            for other in day.cells:
                people_here = {c.staff_id for c in cells(page, FRIDAY)}
                if other.staff_id not in people_here and one.staff_id not in {c.staff_id for c in day.cells}:
                    return one, other
    raise AssertionError("nobody can swap")
