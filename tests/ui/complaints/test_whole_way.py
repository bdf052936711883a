"""A complaint from the ring of the telephone to its end, by keys that are counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.complaints.conftest import HELD, KEY, Hands
from tests.ui.program import opened
from ui.main import Program

MATTER = "two boxes crushed"


@pytest.fixture
def program(known_caller: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    """A window on an office that knows the caller and has no complaint."""
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


def test_from_the_ring_to_a_satisfied_caller_takes_22_keys(hands: Hands) -> None:
    hands.program.window.switch_calls("calls")
    hands.settle()
    hands.press(KEY.Key_F2)
    hands.type("13953106688")
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.press(KEY.Key_4)
    hands.type(MATTER)
    hands.press(KEY.Key_F9, KEY.Key_Space, KEY.Key_Tab, KEY.Key_Space, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    hands.type("Luoyuan Street 2")
    hands.save()
    taken_in = hands.keys
    row = hands.detail().row
    assert (row.status, row.content, row.province, row.complainant) == ("new", MATTER, "山东", "王建国")
    hands.press(KEY.Key_J, HELD.ControlModifier)
    hands.settle()
    for status in ("working", "working"):  # the salesperson is told, and confirms
        hands.press(KEY.Key_Return)
        hands.settle()
        hands.save()
        assert hands.detail().row.status == status
    assert hands.detail().row.acked_at is not None
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.type("exchanged")
    hands.press(KEY.Key_Tab)
    hands.type("signed for")
    hands.save()
    assert hands.detail().row.status == "followup"
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.press(KEY.Key_5)
    hands.save()
    assert (hands.detail().row.status, hands.detail().row.score) == ("closed", 5)
    assert (taken_in, hands.keys) == (11, 22)
