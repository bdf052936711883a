"""Starting: a second start, numbers handed over, offices that can't be opened, no screen, pictures."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.office import seat as seats
from app.office.desk import Desk
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, quiet
from ui import pictures
from ui.program import FirstPaint
from ui.window import TABS


def command(*arguments: str, **environment: str | None) -> "subprocess.Popen[bytes]":
    """The program as a process of its own."""
    env = {key: value for key, value in (os.environ | environment).items() if value is not None}
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )


def ended(process: "subprocess.Popen[bytes]", qtbot: QtBot) -> tuple[int, str, str]:
    """Exit code and what was said, while the window here goes on answering."""
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    out, err = process.communicate()
    return process.returncode, out.decode(), err.decode()


def test_the_office_is_opened_when_the_frame_was_painted_or_nobody_sees_it(qtbot: QtBot) -> None:
    told: list[str] = []
    shown, hidden = QWidget(), QWidget()
    for widget, name in ((shown, "shown"), (hidden, "hidden")):
        qtbot.addWidget(widget)
        FirstPaint(widget, lambda name=name: told.append(name))
    shown.show()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5_000)
    assert told == ["shown", "hidden"]
    shown.repaint()
    QApplication.processEvents()
    assert told == ["shown", "hidden"], "once"


def test_a_second_start_brings_the_first_window_to_the_front(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as first:
        assert first._channel is not None
        first.window.showMinimized()
        with qtbot.waitSignal(first._channel.shown, timeout=20_000):
            second = command("--data", str(office))
        assert ended(second, qtbot)[0] == 0
        assert not first.window.isMinimized()


def test_a_number_handed_over_reaches_the_call_form(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        taken: list[tuple[str, str]] = []
        program.window.page("calls").take_call = lambda number="", name="": taken.append((number, name))
        code, out, _err = ended(
            command("--data", str(office), "call", "0531-82661234", "--name", "德邦", "--json"), qtbot
        )
        assert (code, json.loads(out)) == (0, {"delivered": True})
        assert taken == [("0531-82661234", "德邦")]
        assert program.window.rail.chosen() == "calls"


def test_messages_that_mean_nothing_are_refused_and_the_window_lives_on(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        answers: list[bool] = []
        for message in ({"number": 5}, {"number": " "}, {}, {"show": True}):
            program.window.jobs.network(
                lambda _progress, message=message: seats.deliver(office, message), done=answers.append
            )
        qtbot.waitUntil(lambda: len(answers) == 4)
        assert sorted(answers) == [False, False, False, True]


def test_a_call_before_the_office_is_open_is_taken_once_it_is(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock, wait=False) as program:
        program.window.take_call(number="95588")
        qtbot.waitUntil(
            lambda: program.window.rail.call.accessibleName() == "Back to the call", timeout=10_000
        )
        quiet(program, qtbot)


def test_an_office_that_cant_be_opened_is_told_and_tried_again(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    database = office / "office.db"
    sound = database.read_bytes()
    database.write_bytes(b"no database at all" * 1000)
    with opened(office, qtbot, clock, wait=False) as program:
        window = program.window
        qtbot.waitUntil(lambda: program.code == 1)
        told = window.stack.currentWidget().accessibleName()
        assert "office.db" in told
        assert "Traceback" not in told
        assert database.read_bytes() == b"no database at all" * 1000
        database.write_bytes(sound)
        program._again()
        qtbot.waitUntil(lambda: window.seat is not None)
        quiet(program, qtbot)
        assert program.code == 0


def test_a_foreign_folder_is_refused_untouched(tmp_path: Path, qtbot: QtBot, clock: Clock) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear all", "utf-8")
    with opened(folder, qtbot, clock, wait=False) as program:
        qtbot.waitUntil(lambda: program.code == 1)
        assert "not empty" in program.window.stack.currentWidget().accessibleName()
    assert [one.name for one in folder.iterdir()] == ["letter.txt"]


def test_without_a_screen_there_is_one_sentence(office: Path, desk: Desk, qtbot: QtBot) -> None:
    desk.close()
    code, out, err = ended(
        command(
            "--data", str(office), "--lang", "en", QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None
        ),
        qtbot,
    )
    assert (code, out) == (1, "")
    assert err.strip() == (
        "There is no screen to show the window on. Start FrontDesk on a desktop; every other command works here."
    )


def test_a_screen_that_does_not_answer_is_the_same_sentence(office: Path, desk: Desk, qtbot: QtBot) -> None:
    desk.close()
    code, _out, err = ended(
        command(
            "--data", str(office), "--lang", "en", QT_QPA_PLATFORM=None, DISPLAY=":987", WAYLAND_DISPLAY=None
        ),
        qtbot,
    )
    assert code == 1
    assert "There is no screen to show the window on." in err
    assert "Traceback" not in err


def test_pictures_of_every_tab_and_of_the_call_form(
    desk: Desk, log_call: LogCall, tmp_path: Path, qtbot: QtBot
) -> None:
    log_call(outcome="promised", answer="")
    files = pictures.pictures(desk, tmp_path / "screens")
    assert [file.name for file in files] == [*(f"{key}.png" for key in TABS), "new-call.png"]
    for file in files:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == (1366, 768)
        colours = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colours) > 20, f"{file.name} is nearly empty"


def test_damaged_settings_and_memory_are_told_and_the_program_starts(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    from app.office.model import Setting

    with desk.store.write("test.damage") as session:
        session.add(Setting(key="calls.hold_limit", value="{broken"))
    desk.close()
    (office / "seat.json").write_text('{"theme": "dark", "pages": {"calls"', "utf-8")
    with opened(office, qtbot, clock) as program:
        told = [toast.words for toast in program.window.toasts.shown()]
        assert any("seat-damaged.json" in words for words in told)
        assert any("calls.hold_limit" in words for words in told)
        assert program.window.seat is not None
    memory = {
        "geometry": "@@@", "tab": 7, "size": "giant", "hints": [], "scale": {}, "person": "me",
        "pages": {"today": {"panes": 1}, "calls": {"panes": {"design": "x"}}, "settings": [1]},
    }  # fmt: skip
    (office / "seat.json").write_text(json.dumps(memory), "utf-8")
    with opened(office, qtbot, clock) as program:
        program.window.go("calls")
        quiet(program, qtbot)
        assert program.window.rail.chosen() == "calls"
        program.window.show_settings()
        quiet(program, qtbot)
