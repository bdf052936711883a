"""Hidden numbers while calls are taken and promises kept: covered on the card, in lists and rows; a key shows them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.calls.rules import NewPromise
from app.office import privacy, settings
from app.office.desk import Desk
from tests.conftest import Clock, LogCall
from tests.ui.calls.conftest import HELD, KEY, Hands
from tests.ui.hands import Hands as AnyHands
from tests.ui.program import opened
from ui.kit.labels import Line
from ui.main import Program
from ui.overview.page import TodayPage

UNKNOWN = "13012345678"


@pytest.fixture
def program(desk: Desk, office: Path, qtbot: QtBot, clock: Clock, log_call: LogCall) -> Iterator[Program]:
    """A window at which 前台 does not see whole numbers; two promises are owed, one to somebody without a name."""
    log_call(
        outcome="promised",
        answer="",
        matter="对账单",
        promise=NewPromise(due_at=clock.now + timedelta(hours=1)),
    )
    log_call(
        outcome="promised", answer="", matter="样品", number=UNKNOWN, caller_name="", company="",
        promise=NewPromise(due_at=clock.now + timedelta(hours=2)),
    )  # fmt: skip
    desk.settings.set(settings.MASKED, "others")
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


def looked(hands: AnyHands) -> list[tuple[str, int | None]]:
    return [(line.kind, line.record_id) for line in privacy.log(hands.desk)]


def on_card(hands: Hands) -> str:
    return " ".join(line.text() for line in hands.page.card.findChildren(Line) if line.isVisible())


def test_the_card_of_a_running_call_covers_the_number_until_somebody_asks(hands: Hands) -> None:
    hands.take("13112345678")
    assert hands.form.number.value() == "13112345678", "what is typed has to be seen"
    assert "131****5678" in on_card(hands) and "1234" not in on_card(hands)
    assert "131****5678" in hands.listed()[0]
    assert looked(hands) == []
    hands.press(KEY.Key_V, HELD.AltModifier)
    hands.settle()
    assert "131 1234 5678" in on_card(hands)
    assert looked(hands) == [("call", None)]
    hands.press(KEY.Key_V, HELD.AltModifier)
    hands.settle()
    assert len(looked(hands)) == 1, "what is seen already is not written down again"


def test_whoever_is_offered_while_one_types_is_covered_too(hands: Hands) -> None:
    hands.press(KEY.Key_F2)
    hands.type("6688")
    hands.settle()
    offered = [(each.title, each.sub) for each in hands.form.number.completion._candidates]
    assert offered and all("5310 6688" not in f"{title} {sub}" for title, sub in offered)
    assert any("139****6688" in sub for _title, sub in offered)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.form.number.value() == "139 5310 6688"


def test_changing_a_saved_call_is_a_look_at_its_number(hands: Hands) -> None:
    hands.page.table.setFocus()
    hands.settle()
    shown = hands.page.shown
    hands.press(KEY.Key_F4)
    hands.settle()
    assert "****" not in hands.form.number.value()
    assert looked(hands) == [("call", shown)]


class Today(AnyHands):
    """At the today board."""

    PAGE = "today"
    page: TodayPage


@pytest.fixture
def today(program: Program, qtbot: QtBot) -> Today:
    return Today(program, qtbot)


def test_an_opened_row_of_the_board_is_covered_until_somebody_asks(today: Today) -> None:
    row = today.page.work.current_promise()
    assert row is not None
    today.press(KEY.Key_Return)
    today.settle()
    editor = today.page.doing.editor
    assert editor is not None
    assert editor.number.text() == "139****6688" and editor.cover.isVisible()
    today.press(KEY.Key_V, HELD.AltModifier)
    today.settle()
    assert editor.number.text() == "139 5310 6688" and not editor.cover.isVisible()
    assert looked(today) == [("call", row.call_id)]


def test_a_row_that_is_not_open_tells_the_number_in_a_toast(today: Today) -> None:
    today.press(KEY.Key_Down)
    row = today.page.work.current_promise()
    assert row is not None and row.who == "130****5678"
    today.press(KEY.Key_V, HELD.AltModifier)
    today.settle()
    assert "130 1234 5678" in today.said()[-1]
    assert looked(today) == [("call", row.call_id)]
