"""What is late, at the real window: the bar, the tray, the tabs, putting off, quiet hours, calls, starts, clocks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.calls.rules import NewPromise
from app.office import settings
from app.office.desk import Desk
from app.overview import alarms
from app.store.errors import Unavailable
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, settled, type_text
from ui.alarms.panel import AlarmPanel
from ui.alarms.tray import Tray
from ui.main import Program

KEY, HELD = Qt.Key, Qt.KeyboardModifier


class Shelf(Tray):
    """A desktop with a tray, whose messages can be read."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.told: list[tuple[str, str]] = []

    def available(self) -> bool:
        return True

    def tell(self, title: str, text: str) -> bool:
        assert super().tell(title, text)
        self.told.append((title, text))
        return True


@pytest.fixture
def owed(desk: Desk, log_call: LogCall, clock: Clock) -> Clock:
    """Two call backs, due in ten and in forty minutes."""
    for name, minutes in (("王建国", 10), ("李娜", 40)):
        log_call(outcome="promised", caller_name=name, company="", matter=f"问{name}", answer="",
                 promise=NewPromise(due_at=clock.now + timedelta(minutes=minutes)))  # fmt: skip
    desk.close()
    return clock


@pytest.fixture
def running(owed: Clock, office: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("ui.alarms.bell.Tray", Shelf)
    with opened(office, qtbot, owed) as program:
        program.window.go("calls")
        look(program, qtbot)
        yield program


def look(program: Program, qtbot: QtBot) -> None:
    program.window.bell.watch.look()
    settled(program, qtbot)


def told(program: Program) -> list[str]:
    return [title for title, _text in program.window.bell.tray.told]


def test_what_comes_due_is_told_once_and_stays_in_the_bar(
    running: Program, owed: Clock, qtbot: QtBot
) -> None:
    bar = running.window.bell.bar
    assert not bar.isVisible() and told(running) == []
    owed.forward(minutes=12)
    for _look in range(3):
        look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国"]
    assert bar.isVisible()
    assert bar.accessibleName() == "1 late: 王建国 · 问王建国 · 2 min late"
    assert running.window.bell.tray.icon.toolTip() == "FrontDesk: 1 matter is late"
    owed.forward(minutes=30)
    look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国", "Call back is late: 李娜"]
    assert bar.accessibleName().startswith("2 late: 王建国")


def test_a_clock_moved_back_and_forth_repeats_and_loses_nothing(
    running: Program, owed: Clock, qtbot: QtBot
) -> None:
    for minutes in (12, -11, 5, -600, 600, 7):
        owed.forward(minutes=minutes)
        look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国"]
    owed.forward(days=300)
    look(running, qtbot)
    assert len(told(running)) == 2


@contextmanager
def again(office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    with opened(office, qtbot, clock) as program:
        look(program, qtbot)
        yield program


def test_a_new_start_tells_only_what_came_due_meanwhile(
    owed: Clock, office: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.alarms.bell.Tray", Shelf)
    owed.forward(minutes=12)
    with again(office, qtbot, owed) as first:
        assert told(first) == ["Call back is late: 王建国"]
    owed.forward(minutes=30)
    with again(office, qtbot, owed) as second:
        assert told(second) == ["Call back is late: 李娜"]
        second.window.go("calls")
        assert second.window.bell.bar.accessibleName().startswith("2 late")


def test_quiet_hours_hold_messages_back_and_tell_them_together_afterwards(
    running: Program, owed: Clock, qtbot: QtBot
) -> None:
    seat = running.window.seat
    assert seat is not None
    seat.desk.settings.set(settings.QUIET, [["10:45", "11:45"]])
    owed.forward(minutes=50)  # 11:32
    look(running, qtbot)
    assert told(running) == []
    assert running.window.bell.bar.isVisible(), "the bar is quiet by itself"
    owed.forward(minutes=15)
    look(running, qtbot)
    assert told(running) == ["2 matters are late"]


def test_nothing_pops_up_over_a_call(running: Program, owed: Clock, qtbot: QtBot) -> None:
    press(KEY.Key_F2)
    quiet(running, qtbot)
    type_text("139")
    owed.forward(minutes=12)
    look(running, qtbot)
    assert told(running) == [] and not running.window.bell.bar.isVisible()
    press(KEY.Key_Escape)  # closes the candidates
    press(KEY.Key_Escape)
    settled(running, qtbot)
    look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国"]
    assert running.window.bell.bar.isVisible()


def test_putting_off_asks_for_a_reason_and_is_taken_back(running: Program, owed: Clock, qtbot: QtBot) -> None:
    owed.forward(minutes=12)
    look(running, qtbot)
    press(KEY.Key_R, HELD.ControlModifier)
    settled(running, qtbot)
    (panel,) = running.window.findChildren(AlarmPanel)
    press(KEY.Key_Return, HELD.ControlModifier)
    quiet(running, qtbot)
    assert panel.reason.property("error") and panel.reason.hasFocus()
    type_text("等物流回话")
    press(KEY.Key_Return)
    settled(running, qtbot)
    assert not [one for one in running.window.findChildren(AlarmPanel) if one.isVisible()]
    assert [toast.words for toast in running.window.toasts.shown()] == ["Put off until 11:04"]
    look(running, qtbot)
    assert not running.window.bell.bar.isVisible()
    desk = running.window.seat.desk  # type: ignore[union-attr]
    assert [one.put_off.reason for one in alarms.alarms(desk).put_off if one.put_off] == ["等物流回话"]
    owed.forward(minutes=11)
    look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国"] * 2, "after the time it rings anew"
    running.window.undo()
    quiet(running, qtbot)
    assert alarms.alarms(desk).put_off == ()


def test_enter_goes_to_what_is_late(running: Program, owed: Clock, qtbot: QtBot) -> None:
    owed.forward(minutes=12)
    look(running, qtbot)
    press(KEY.Key_R, HELD.ControlModifier)
    settled(running, qtbot)
    press(KEY.Key_Return)
    settled(running, qtbot)
    assert running.window.rail.chosen() == "today"
    assert running.window.page("today").doing.editor is not None
    assert not running.window.bell.bar.isVisible(), "the board says itself what is late"


def test_the_tray_shows_late_and_takes_calls(running: Program, owed: Clock, qtbot: QtBot) -> None:
    owed.forward(minutes=50)
    look(running, qtbot)
    tray = running.window.bell.tray
    assert [action.text() for action in tray.icon.contextMenu().actions()] == [
        "Open FrontDesk", "Take a call", "What is late",
    ]  # fmt: skip
    tray.icon.messageClicked.emit()
    assert running.window.rail.chosen() == "today"
    tray.icon.contextMenu().actions()[1].trigger()
    quiet(running, qtbot)
    assert running.window.rail.call.accessibleName() == "Back to the call"


def test_messages_can_be_switched_off(running: Program, owed: Clock, qtbot: QtBot) -> None:
    running.window.seat.desk.settings.set(settings.TRAY, False)  # type: ignore[union-attr]
    owed.forward(minutes=12)
    look(running, qtbot)
    assert told(running) == [] and running.window.bell.bar.isVisible()


def test_without_a_tray_the_bar_is_enough(owed: Clock, office: Path, qtbot: QtBot) -> None:
    owed.forward(minutes=12)
    with opened(office, qtbot, owed) as program:
        program.window.go("calls")
        look(program, qtbot)
        assert program.window.bell.tray.icon is None
        assert program.window.bell.bar.isVisible()


def test_made_anew_in_another_size_it_tells_nothing_twice(
    running: Program, owed: Clock, qtbot: QtBot
) -> None:
    owed.forward(minutes=12)
    look(running, qtbot)
    before = running.window.bell
    running.window.remake({"size": "large"})
    qtbot.waitUntil(lambda: running.window.bell not in (before, None), timeout=10_000)
    quiet(running, qtbot)
    look(running, qtbot)
    assert told(running) == []
    assert running.window.bell.bar.isVisible()
    assert QApplication.activeWindow() is running.window


def test_what_can_not_be_looked_at_is_told_once_until_it_works_again(
    running: Program, owed: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    toasts = running.window.toasts
    with monkeypatch.context() as broken:
        broken.setattr(alarms, "alarms", gone)
        look(running, qtbot)
        toasts.clear()
        look(running, qtbot)
        assert toasts.shown() == []
    owed.forward(minutes=12)
    look(running, qtbot)
    assert told(running) == ["Call back is late: 王建国"]
    monkeypatch.setattr(alarms, "alarms", gone)
    look(running, qtbot)
    assert [toast.words for toast in toasts.shown()] == ["The server can't be reached."]


def gone(_desk: Desk) -> None:
    raise Unavailable("The server can't be reached.", kind="gone")
