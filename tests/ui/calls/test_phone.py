"""The softphone beside the form: its events over the window's own channel, its programs as processes of their own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.calls import finding, missed
from app.calls.finding import CallQuery
from app.office import inbox, seat
from app.office.desk import Desk, utc_now
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands
from tests.ui.program import opened, quiet
from ui.calls.call_form import CallForm

WANG = "13953106688"
Tell = Callable[..., None]


@pytest.fixture
def tell(hands: Hands, office: Path, clock: Clock, qtbot: QtBot) -> Tell:
    """Tell the window an event of the softphone, as its programs do, at the clock's time."""

    def told(kind: str, number: str = WANG) -> None:
        message = {"event": kind, "number": number, "at": clock.now.timestamp(), "uuid": str(uuid.uuid4())}
        answers: list[bool] = []
        hands.program.window.jobs.network(
            lambda _progress: seat.deliver(office, message), done=answers.append
        )
        qtbot.waitUntil(lambda: answers == [True])
        hands.settle()

    return told


def test_rung_answered_ended_fills_rings_and_talk(hands: Hands, tell: Tell, clock: Clock) -> None:
    began = clock.now
    tell("ring")
    form = hands.form
    assert (form.number.value(), form.caller.value()) == ("139 5310 6688", "王建国")
    clock.forward(seconds=13)
    form.head.tick()  # type: ignore[union-attr]
    assert "Ringing 00:13" in form.head.time.accessibleName()  # type: ignore[union-attr]
    tell("answer", "sip:13953106688@10.0.0.1")
    assert form.rings.value() == 3
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("price of the 53")
    clock.forward(seconds=84)
    tell("end")
    clock.forward(seconds=60)  # writing goes on after they hung up
    form.head.tick()  # type: ignore[union-attr]
    assert "Ended 01:24" in form.head.time.accessibleName()  # type: ignore[union-attr]
    hands.save()
    last = hands.rows()[-1]
    assert (last.rings, last.talk_seconds, last.started_at) == (3, 84, began)
    assert (last.direction, last.matter) == ("in", "price of the 53")


def test_more_than_three_rings_are_counted_though_the_form_shows_more_than_three(
    hands: Hands, tell: Tell, clock: Clock
) -> None:
    tell("ring")
    clock.forward(seconds=29)
    tell("answer")
    assert hands.form.rings.value() == 4
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("late")
    hands.save()
    assert hands.rows()[-1].rings == 6


def test_nobody_answered_is_logged_as_missed_and_the_form_goes(
    hands: Hands, tell: Tell, clock: Clock
) -> None:
    tell("ring")
    clock.forward(seconds=21)
    tell("end")
    last = hands.rows()[-1]
    assert (last.direction, last.rings, last.handled, last.talk_seconds) == ("missed", 5, False, None)
    assert not isinstance(hands.page.stack.currentWidget(), CallForm)
    assert hands.said() == ["Missed call: 139 5310 6688"]
    assert hands.program.window.rail.tabs._badges[1] == (1, False)
    hands.program.window.undo()
    hands.settle()
    assert [row.direction for row in hands.rows()] == ["in"]


def test_what_was_written_is_never_thrown_away_by_the_telephone(
    hands: Hands, tell: Tell, clock: Clock
) -> None:
    tell("ring")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("they spoke all the same")
    clock.forward(seconds=40)
    tell("end")
    assert hands.form.matter.value() == "they spoke all the same"
    hands.save()
    assert hands.rows()[-1].talk_seconds == 40


def test_a_second_caller_waits_on_top_and_gives_up(hands: Hands, tell: Tell, clock: Clock) -> None:
    tell("ring")
    tell("answer")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("still talking")
    tell("ring", "95588")
    assert hands.form.matter.value() == "still talking"
    assert "95588" in hands.listed()
    clock.forward(seconds=20)
    tell("end", "95588")
    assert "still talking" in hands.form.matter.value()
    assert [row.number for row in hands.rows() if row.direction == "missed"] == ["95588"]


def test_f2_takes_the_caller_who_waits_once_the_first_hung_up(hands: Hands, tell: Tell, clock: Clock) -> None:
    tell("ring")
    tell("answer")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("first")
    tell("ring", "95588")
    tell("end")
    hands.press(KEY.Key_F2)
    hands.settle()
    assert hands.form.number.value() == "95588"
    assert any("济南" in title for title in hands.listed()), "the first waits as a draft"


def test_a_withheld_number_asks_for_the_name(hands: Hands, tell: Tell, clock: Clock) -> None:
    tell("ring", "anonymous")
    form = hands.form
    assert (form.number.value(), form.caller.value()) == ("", "")
    assert form.caller.hasFocus()
    assert form.number.accessibleDescription() == "no number shown"
    assert "ask for the name" in form.band.script.text()
    hands.type("Zhao")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_8)
    hands.type("wants a catalogue")
    hands.save()
    assert (hands.rows()[-1].caller_name, hands.rows()[-1].number) == ("Zhao", "")
    tell("answer", "anonymous")
    tell("end", "anonymous")
    clock.forward(minutes=2)
    tell("missed", "anonymous")
    assert hands.rows()[-1].caller_name == "Withheld number"


def test_a_number_by_the_command_line_may_be_withheld_too(hands: Hands) -> None:
    hands.program._ring("anonymous", "")
    hands.settle()
    assert (hands.form.number.value(), hands.form.caller.value()) == ("", "")
    assert hands.form.caller.hasFocus()


def test_messages_that_tell_no_event_are_refused(hands: Hands, office: Path, qtbot: QtBot) -> None:
    answers: list[bool] = []
    for message in (
        {"event": "sing", "number": "1", "at": 1, "uuid": str(uuid.uuid4())},
        {"event": "ring", "number": 5, "at": 1, "uuid": str(uuid.uuid4())},
        {"event": "ring", "number": "5", "at": 1e20, "uuid": str(uuid.uuid4())},
        {"event": "ring", "number": "5", "at": 1, "uuid": "x"},
    ):
        hands.program.window.jobs.network(
            lambda _progress, message=message: seat.deliver(office, message), done=answers.append
        )
    qtbot.waitUntil(lambda: len(answers) == 4)
    assert answers == [False] * 4


# The programs themselves


def hook(event: str, number: str, *, data: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "app.hook", event, number], env=os.environ | {"FRONTDESK_DATA": str(data)}
    )


def test_a_call_missed_at_a_closed_window_is_logged_by_the_next_one_once(
    desk: Desk, office: Path, qtbot: QtBot
) -> None:
    desk.close()
    for number in (WANG, "anonymous", "806"):
        assert hook("missed", number, data=office).wait(20) == 0
    left = list(inbox.waiting(office))
    assert len(left) == 3
    again = [(file, file.read_bytes()) for file, _message in left]
    for _start in range(2):
        with opened(office, qtbot, utc_now) as program:
            window = program.window
            qtbot.waitUntil(lambda window=window: "calls" in window.pages, timeout=10_000)
            quiet(program, qtbot)
            qtbot.waitUntil(lambda: not list(inbox.waiting(office)), timeout=10_000)
            quiet(program, qtbot)
            assert window.seat is not None
            ids = finding.find(window.seat.desk, CallQuery(unhandled=True, descending=False))
            rows = [row for row in finding.rows(window.seat.desk, ids) if row is not None]
            assert [row.who for row in rows] == ["139 5310 6688", "号码未显示", "806"] or [
                row.who for row in rows
            ] == ["139 5310 6688", "Withheld number", "806"]
            with window.seat.desk.store.read() as session:
                assert missed.count_unhandled(session) == 3
        for file, data in again:  # as if the window had been killed before it took them away
            file.write_bytes(data)


def test_a_call_answered_at_a_closed_window_waits_as_a_draft(desk: Desk, office: Path, qtbot: QtBot) -> None:
    desk.close()
    now = utc_now()
    for kind, minutes in (("ring", 20), ("answer", 19.8), ("end", 18)):
        at = (now - timedelta(minutes=minutes)).timestamp()
        message = {"event": kind, "number": WANG, "at": at, "uuid": str(uuid.uuid4())}
        assert inbox.leave(office, message)
    with opened(office, qtbot, utc_now) as program:
        qtbot.waitUntil(lambda: "calls" in program.window.pages, timeout=10_000)
        page = program.window.page("calls")
        qtbot.waitUntil(lambda: len(page.calls.rows()) == 1, timeout=10_000)
        call = next(iter(page.calls._calls.values()))
        assert (call.clock.stopped, call.rung, call.running) == (108, 3, False)


def test_a_ring_by_the_real_program_opens_the_form(desk: Desk, office: Path, qtbot: QtBot) -> None:
    desk.close()
    with opened(office, qtbot, utc_now) as program:
        ringing = hook("ring", WANG, data=office)
        qtbot.waitUntil(
            lambda: program.window.rail.call.accessibleName() == "Back to the call", timeout=20_000
        )
        qtbot.waitUntil(lambda: ringing.poll() is not None)
        assert ringing.returncode == 0
        quiet(program, qtbot)
        assert isinstance(QApplication.focusWidget(), object)
        assert not list(inbox.waiting(office))


def test_no_office_is_made_by_a_telephone(tmp_path: Path) -> None:
    assert hook("ring", WANG, data=tmp_path / "nothing").wait(20) == 1
    assert not (tmp_path / "nothing").exists()
    (tmp_path / "empty").mkdir()
    assert hook("missed", WANG, data=tmp_path / "empty").wait(20) == 1
    assert not list((tmp_path / "empty").iterdir())


def test_the_programs_import_neither_qt_nor_the_database() -> None:
    code = (
        "import sys; sys.argv=['fd-ring','1']; import app.hook as hook; hook.main();"
        "heavy={'PySide6','sqlalchemy','argparse','uuid','asyncio'} & set(sys.modules); print(sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=os.environ | {"FRONTDESK_DATA": "/nonexistent"},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_alt_key_hints_are_bound(hands: Hands) -> None:
    assert hands.page.keys["again"].shortcut().toString() == "Alt+L"
    assert HELD.AltModifier
