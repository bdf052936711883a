"""The window: its tabs and keys, panels over the page, looks, and that it comes back as it was left."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.office import settings
from app.office.desk import Desk
from app.store.errors import UserError
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui.kit import theme
from ui.main import Program
from ui.window import TABS

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def program(office: Path, desk: Desk, log_call: LogCall, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    log_call()
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


def overlay(program: Program) -> object:
    return program.window._overlay


def test_it_opens_on_today_with_its_tabs_and_says_which_office(program: Program) -> None:
    window = program.window
    assert [window.rail.tabs.tabText(at) for at in range(window.rail.tabs.count())] == [
        "Today",
        "Calls",
        "Dealers",
        "Roster",
        "Reports",
    ]
    assert window.windowTitle() == "京乐坊酒业有限公司 · FrontDesk"
    assert window.stack.currentWidget() is window.page("today")
    assert window.rail.person.accessibleName() == "At the desk: 前台"


def test_tabs_go_by_control_and_digit(program: Program, qtbot: QtBot) -> None:
    for at, key in (*list(enumerate(TABS))[1:], (0, TABS[0])):
        press(Qt.Key(Qt.Key.Key_1 + at), CONTROL)
        assert program.window.stack.currentWidget() is program.window.page(key)
        quiet(program, qtbot)


def test_f2_takes_a_call_and_the_button_becomes_its_clock(
    program: Program, qtbot: QtBot, clock: Clock
) -> None:
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: program.window.rail.call.accessibleName() == "Back to the call")
    assert program.window.rail.chosen() == "calls"
    clock.forward(seconds=84)
    program.window._show_clock()
    assert program.window.rail.call._clock == "01:24"


def test_f3_finds_a_call_and_enter_opens_it(program: Program, qtbot: QtBot) -> None:
    wanted: list[int] = []
    program.window.open_call = wanted.append  # type: ignore[method-assign]
    press(Qt.Key.Key_F3)
    panel = overlay(program)
    type_text("青花")
    qtbot.waitUntil(lambda: panel._current() is not None)  # type: ignore[union-attr]
    press(Qt.Key.Key_Return)
    assert wanted == [1]
    assert overlay(program) is None


def test_f3_dials_into_a_call_form_for_a_caller(program: Program, qtbot: QtBot) -> None:
    taken: list[tuple[str, str]] = []
    program.window.page("calls").take_call = lambda number="", name="": taken.append((number, name))
    press(Qt.Key.Key_F3)
    panel = overlay(program)
    type_text("6688")
    qtbot.waitUntil(lambda: panel._current() is not None)  # type: ignore[union-attr]
    assert panel._current().kind == "caller"  # type: ignore[union-attr]
    press(Qt.Key.Key_Return)
    assert taken == [("13953106688", "济南京源酒业有限公司")]


def test_f1_shows_the_keys_of_this_page_and_closes_again(program: Program) -> None:
    press(Qt.Key.Key_F1)
    names = {
        child.text() for child in overlay(program).findChildren(type(program.window.page("today").work._date))
    }  # type: ignore[union-attr]
    assert {"Take a call", "Open and do", "Dial"} <= names
    press(Qt.Key.Key_F1)
    assert overlay(program) is None


def test_what_was_saved_is_told_though_its_panel_has_gone(program: Program, qtbot: QtBot) -> None:
    window = program.window
    seat, go, panel, heard = window.seat, threading.Event(), QObject(), []
    assert seat is not None

    def refuse(_progress: object) -> None:
        raise UserError("No room for it.")

    seat.jobs.write(lambda _progress: go.wait(5))
    seat.save(
        lambda _progress: seat.desk.settings.set(settings.DEPARTMENT, "前厅"), owner=panel, said="Kept.",
        done=heard.append,
    )  # fmt: skip
    seat.save(refuse, owner=panel, failed=heard.append)
    panel.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(panel))
    go.set()
    qtbot.waitUntil(lambda: {"Kept.", "No room for it."} <= {toast.words for toast in window.toasts.shown()})
    assert seat.desk.settings.get(settings.DEPARTMENT) == "前厅"
    assert heard == []


def test_another_person_sits_down(program: Program, qtbot: QtBot, office: Path) -> None:
    program.window.choose_person()
    quiet(program, qtbot)
    type_text("zm")
    panel = overlay(program)
    qtbot.waitUntil(lambda: len(panel._source.found) == 1)  # type: ignore[union-attr]
    quiet(program, qtbot)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.rail.person.accessibleName() == "At the desk: 赵明")
    assert program.window.seat is not None
    assert program.window.seat.desk.person.name == "赵明"


def test_it_comes_back_as_it_was_left(
    office: Path, desk: Desk, log_call: LogCall, qtbot: QtBot, clock: Clock
) -> None:
    log_call(outcome="promised", answer="", matter="对账单盖章件")
    desk.close()
    with opened(office, qtbot, clock) as first:
        first.window.resize(1300, 720)
        first.window.look({"theme": "dark"})
        page = first.window.page("today")
        page.table.setFocus()
        press(Qt.Key.Key_Return)
        type_text("half an answer")
        first.window.go("reports")
        quiet(first, qtbot)
    left = json.loads((office / "seat.json").read_text("utf-8"))
    assert (left["tab"], left["theme"]) == ("reports", "dark")
    with opened(office, qtbot, clock) as second:
        window = second.window
        assert window.rail.chosen() == "reports"
        assert theme.tokens().dark
        assert (window.width(), window.height()) == (1300, 720)
        window.go("today")
        quiet(second, qtbot)
        qtbot.waitUntil(lambda: window.page("today").doing.editor is not None)
        assert window.page("today").doing.editor.text.value() == "half an answer"
    theme.apply(QApplication.instance(), theme="light")


def test_control_z_and_alt_u_take_back_the_last_write(
    program: Program, qtbot: QtBot, log_call: LogCall, office: Path
) -> None:
    window = program.window
    assert window.seat is not None
    desk = window.seat.desk
    window.seat.save(lambda _progress: desk.settings.set(settings.COMPANY, "京乐坊"), said="Named.")
    qtbot.waitUntil(lambda: window.windowTitle() == "京乐坊 · FrontDesk")
    press(Qt.Key.Key_U, ALT)  # settings are never undone: nothing to take back, and it says so
    qtbot.waitUntil(lambda: any("nothing left" in toast.words for toast in window.toasts.shown()))


def test_on_a_low_screen_every_page_still_fits(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.resize(1280, 676)
    for key in TABS:
        window.go(key)
        quiet(program, qtbot)
        assert (window.width(), window.height()) == (1280, 676)
        assert window.minimumSizeHint().height() <= 676
