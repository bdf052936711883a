"""The whole window on a real office, without an event loop of its own: tests drive it by keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app import words
from app.office.memory import Memory
from app.overview.opening import open_desk
from ui.logs import Logs
from ui.main import Program
from ui.refused import ways_of

OFFSCREEN = (
    "This plugin does not support ",  # propagateSizeHints(), raise()
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)

TURNS = 5
"""Turns of the event loop without anything to do: an answer may ask for more."""
SOON = 200
"""ms: a timer of so many at most waits for a pause in typing, or for more changes; a longer one for a person."""
OFTEN = 50
"""ms: a timer that comes again so soon looks for something that is about to be there."""


@contextmanager
def opened(
    office: Path,
    qtbot: QtBot,
    clock: Callable[[], datetime],
    *,
    lang: str | None = "en",
    wait: bool = True,
    faults: bool = False,
) -> Iterator[Program]:
    """The program running on `office`; whatever it logged as a warning fails the test, unless `faults` are expected."""
    words.use(lang or "zh")
    QApplication.processEvents()  # what was prepared before is not the window's doing
    logs = Logs(hopeless=print)
    program = Program(
        office,
        Memory(office),
        open_desk=lambda: open_desk(office, clock=clock),
        logs=logs,
        lang=lang,
        ways=ways_of(office, None, None),
    )
    try:
        program.start()
        program.window.activateWindow()
        if wait:
            qtbot.waitUntil(lambda: program.window.seat is not None)
            qtbot.waitUntil(lambda: whole(program), timeout=10_000)
            quiet(program, qtbot)
        yield program
        quiet(program, qtbot)
        program.window.close()
    finally:
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        QCoreApplication.sendPostedEvents(
            None, QEvent.Type.DeferredDelete
        )  # else windows pile up over the tests
        QApplication.processEvents()
    log = office / "logs" / "frontdesk.log"
    wrong = [
        line for line in (log.read_text("utf-8") if log.exists() else "").splitlines()
        if (" WARNING " in line or " CRITICAL " in line) and not any(known in line for known in OFFSCREEN)
    ]  # fmt: skip
    assert faults or not wrong, log.read_text("utf-8")


def whole(program: Program) -> bool:
    """Whether what is made beside the page in front is there too: bell, watch of the disk, page of calls."""
    window = program.window
    sealed = window.seat is not None and window.seat.desk.store.sealed
    return window.bell is not None and (sealed or window._room is not None) and "calls" in window.pages


def quiet(program: Program, qtbot: QtBot) -> None:
    """Wait until every job was answered."""
    qtbot.waitUntil(lambda: not program.window.jobs.busy(), timeout=10_000)


def settled(program: Program, qtbot: QtBot) -> None:
    """Wait until what was asked for is done: every job answered, short timers run, changes heard."""
    calm = 0

    def still() -> bool:
        nonlocal calm
        calm = calm + 1 if not program.window.jobs.busy() and not due(program) else 0
        return calm == TURNS

    qtbot.waitUntil(still, timeout=10_000)


def due(program: Program) -> list[QTimer]:
    """The timers of the program that are about to run, or that look for something a few times a second."""
    roots = (program, *QApplication.topLevelWidgets())
    timers = (timer for root in roots for timer in root.findChildren(QTimer) if timer.isActive())
    return [each for each in timers if each.interval() <= (SOON if each.isSingleShot() else OFTEN)]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, held)


def type_text(text: str) -> None:
    """Text where the focus is, hanzi as an input method commits them."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QPlainTextEdit):
        widget.insertPlainText(text)
    elif text.isascii():
        QTest.keyClicks(widget, text)
    else:
        widget.insert(text)
        widget.textEdited.emit(widget.text())
