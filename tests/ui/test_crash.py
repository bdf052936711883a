"""T37: a fault anywhere is told and written down without personal data; the form stays and the program goes on."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from tests.conftest import MORNING, Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui import crash
from ui.kit import diagnostics
from ui.main import Program
from ui.window import TABS

ROOT = Path(__file__).resolve().parent.parent.parent

PRIVATE = ("王建国", "13953106688", "济南京源", "青花", "前台", "京乐坊", "Wang Jianguo", "66881234")


@pytest.fixture
def program(office: Path, desk: Desk, log_call: LogCall, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    log_call()
    desk.close()
    with opened(office, qtbot, clock, faults=True) as running:
        yield running


def fail(*_arguments: object) -> None:
    raise LookupError("王建国 13953106688 wants 青花, says Wang Jianguo, ext. 66881234")


def told(program: Program) -> crash.CrashDialog:
    dialog = program.window.crashes.dialog
    assert dialog is not None and dialog.isVisible()
    return dialog


def files(program: Program) -> list[Path]:
    return sorted((program._folder / "logs").glob("diagnostics-*.txt"))


def typing(program: Program, qtbot: QtBot) -> QWidget:
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: program.window.rail.call.accessibleName() == "Back to the call")
    quiet(program, qtbot)
    type_text("66881234")
    return program.window.focusWidget()


def test_a_fault_is_told_written_down_and_the_form_stays(program: Program, qtbot: QtBot) -> None:
    field = typing(program, qtbot)
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: program.window.crashes.dialog is not None)
    dialog = told(program)
    qtbot.waitUntil(lambda: len(files(program)) == 1)
    quiet(program, qtbot)
    text = files(program)[0].read_text("utf-8")
    assert dialog.shown.toPlainText() == text
    assert "LookupError" in text and "test_crash.py" in text and "qt: 6." in text
    assert not [words for words in PRIVATE if words in text]
    assert str(program._folder) not in text
    dialog.copy()
    assert QGuiApplication.clipboard().text() == text
    assert list((program._folder / "drafts").glob("*.json")), "what is typed is kept at once"
    press(Qt.Key.Key_Return)
    assert program.window.crashes.dialog is None
    assert field.text() == "66881234"
    log = program._folder / "logs" / "frontdesk.log"
    qtbot.waitUntil(lambda: "LookupError" in log.read_text("utf-8"))


def test_what_can_not_be_kept_as_a_draft_is_said_once_and_is_no_fault(program: Program, qtbot: QtBot) -> None:
    (program._folder / "drafts").write_text("no folder")
    typing(program, qtbot)
    window, (draft,) = program.window, program.window.page("calls").calls._drafts.values()
    for _again in range(2):
        draft.touch()
        draft.save_now()
        quiet(program, qtbot)
    assert ["kept as a draft" in toast.words for toast in window.toasts.shown()] == [True]
    assert window.crashes.dialog is None


def test_one_place_that_fails_again_and_again_is_told_once(program: Program, qtbot: QtBot) -> None:
    for _ in range(5):
        program.window.crashed(error_of(fail))
    press(Qt.Key.Key_Escape)
    program.window.crashed(error_of(fail))
    assert program.window.crashes.dialog is None
    program.window.crashed(error_of(lambda: 1 / 0))
    assert "ZeroDivisionError" in told(program).shown.toPlainText()
    told(program).close_up()


def error_of(run: Callable[[], object]) -> BaseException:
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def test_a_fault_in_a_thread_reaches_the_window(program: Program, qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: program.window.crashes.dialog is not None)
    told(program).close_up()


class Switch:
    """Lets the first function of the window that Qt calls during `press` raise instead of running."""

    def __init__(self) -> None:
        self.functions: set[str] = set()

    def press(self, act: Callable[[], object]) -> bool:
        """Do `act`, a call into Qt; whether a function was reached and raised."""
        here, raised = sys._getframe().f_code, []

        def traced(frame: FrameType, event: str, _argument: object) -> None:
            code, caller = frame.f_code, frame.f_back
            ours = (
                f"{os.sep}ui{os.sep}" in code.co_filename and f"{os.sep}tests{os.sep}" not in code.co_filename
            )
            if code.co_qualname == "Jobs._deliver":  # an answer that is never delivered is awaited for good
                return
            if event == "call" and ours and not raised and caller is not None and caller.f_code is here:
                raised.append(f"{code.co_filename}:{code.co_firstlineno}")
                fail()

        sys.settrace(traced)
        try:
            act()
        finally:
            sys.settrace(None)
        self.functions.update(raised)
        return bool(raised)


def turn() -> Callable[[], object]:
    """One turn of an event loop: what Qt calls from there it calls as in the program."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    return loop.exec


def test_every_button_and_key_may_fail_and_the_program_goes_on(program: Program, qtbot: QtBot) -> None:
    window, switch = program.window, Switch()
    tried = 0
    seen: set[type[QWidget]] = set()

    def held(act: Callable[[], object]) -> int:
        window.crashes._told.clear()
        if not switch.press(act):
            return 0
        assert "LookupError" in told(program).shown.toPlainText()
        told(program).close_up()
        if (tried + 1) % 4 == 0:
            turn()()  # a person does not press five buttons before the window comes to itself
        return 1

    for tab in TABS:
        window.go(tab)
        quiet(program, qtbot)
        front = window.page(tab)
        for button in [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]:
            tried += held(button.click)
        for one in (*window.actions(), *front.actions()):
            tried += held(one.trigger)
        kinds = {type(w): w for w in window.findChildren(QWidget) if w.isVisible()}
        for kind, widget in kinds.items():
            if kind in seen:
                continue
            seen.add(kind)
            widget.update()
            tried += held(turn())
            for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(
                    widget, QKeyEvent(event, Qt.Key.Key_F16, Qt.KeyboardModifier.NoModifier)
                )
                tried += held(turn())
    for lane in ("read", "write", "network"):
        for how in ({}, {"done": fail}):
            window.crashes._told.clear()
            window.jobs.start(fail if not how else (lambda _progress: 1), lane=lane, **how)
            qtbot.waitUntil(lambda: window.crashes.dialog is not None)
            told(program).close_up()
            tried += 1
    quiet(program, qtbot)
    field = typing(program, qtbot)
    assert field.text() == "66881234", "after all that a call can still be taken"
    print(f"T37: {tried} slots and handlers raised, {len(switch.functions)} functions, all survived")
    assert tried > 100 and len(switch.functions) >= 15


def test_a_fault_of_a_library_is_told_at_the_next_start(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    (office / "logs").mkdir()
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(office / "logs")], capture_output=True, check=False, cwd=ROOT
    )
    assert died.returncode == -signal.SIGSEGV
    with opened(office, qtbot, clock) as program:
        shown = [toast.words for toast in program.window.toasts.shown()]
        assert shown == ["Last time the program ended by itself."]
        kept = list((office / "logs").glob("crash-*.log"))
        assert len(kept) == 1 and "Segmentation fault" in kept[0].read_text()
    with opened(office, qtbot, clock) as program:
        assert not program.window.toasts.shown(), "it is told once"


DIES = """
import faulthandler, sys
from pathlib import Path
from ui.logs import Logs
logs = Logs(hopeless=print)
logs.open_files(Path(sys.argv[1]))
faulthandler._sigsegv()
"""


def test_diagnostics_leave_out_what_messages_and_arguments_say() -> None:
    class OddError(Exception):
        errno = 28
        sqlite_errorname = "SQLITE_FULL"

    def deep() -> None:
        try:
            fail()
        except LookupError as inner:
            raise OddError("王建国") from inner

    text = diagnostics.report(
        diagnostics.fault(error_of(deep)),
        facts=diagnostics.surroundings(now=Clock(MORNING).now),
        log=[
            diagnostics.record("frontdesk", "WARNING", 0.0, "no log is kept in %s: %s", "logs:1"),
            diagnostics.record("frontdesk", "WARNING", 0.0, "call of 王建国", "logs:2"),
            diagnostics.record("frontdesk", "WARNING", 0.0, "call of 13953106688", "logs:3"),
        ],
        writes=["call.log"],
    )
    assert "OddError errno=28 sqlite_errorname=SQLITE_FULL" in text and "caused by" in text
    assert "no log is kept in %s: %s" in text and "call of" not in text
    assert not [words for words in PRIVATE if words in text]
    assert str(Path.home()) not in text and socket.gethostname() not in text


def test_diagnostics_of_an_unwritable_folder_are_on_screen_all_the_same(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.window.crashes.folder = Path("/proc/nowhere")
    program.window.crashed(error_of(fail))
    quiet(program, qtbot)
    assert "LookupError" in told(program).shown.toPlainText()
    assert not told(program).open_button.isVisible()
    told(program).close_up()


def test_only_the_last_diagnostics_are_kept(tmp_path: Path) -> None:
    made = [crash.write(tmp_path, str(number)) for number in range(crash.KEPT + 5)]
    assert len(set(made)) == len(made)
    left = list(tmp_path.iterdir())
    assert len(left) == crash.KEPT
