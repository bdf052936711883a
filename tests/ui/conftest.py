"""Ground of all window tests: a 1366 x 768 screen without a screen, the theme, lanes, and a watchdog for stalls."""

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

SCREEN = Path(__file__).with_name("screen.json")
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from pytestqt.exceptions import TimeoutError as TooLate  # noqa: E402
from pytestqt.qtbot import QtBot  # noqa: E402

from tests.conftest import Clock, LogCall  # noqa: E402
from tests.ui.program import opened  # noqa: E402
from tests.ui.pulse import Clocks, stalled  # noqa: E402
from ui.kit import theme  # noqa: E402
from ui.kit.clipboard import leave_text  # noqa: E402
from ui.kit.jobs import Jobs  # noqa: E402
from ui.main import Program  # noqa: E402

SUSPECT = 0.1  # seconds after which the watchdog looks what keeps it
BEAT = 0.02
LOOK = 2
"""ms between two looks at what a test waits for: a window answers within a few, and pytest-qt's own 10 were most of the
time that window tests take.
"""


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen plugin says exactly this once a window; every other Qt warning fails a test."""
    config.addinivalue_line("qt_log_ignore", r"^This plugin does not support propagateSizeHints\(\)$")


class Watchdog:
    """Sees when the GUI thread, in the event loop or our window code, works for BUSY or waits for DEAF seconds without
    answering.
    """

    def __init__(self) -> None:
        self.stalls: list[str] = []
        self._main = threading.get_ident()
        self._clocks = Clocks()
        self._end = threading.Event()
        self._beat = self._clocks.now()
        self._timer = QTimer()
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self._heard)
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching."""
        self._timer.stop()
        self._end.set()
        self._thread.join()

    def _heard(self) -> None:
        self._beat = self._clocks.now()

    def _watch(self) -> None:
        outside = self._clocks.now()
        reported = None
        while not self._end.wait(BEAT):
            now = self._clocks.now()
            if now.clock - self._beat.clock < SUSPECT:
                outside = self._beat
                continue
            where = self._where()
            if not where:
                outside = now  # a test prepares its data: nobody waits for the window
            since = outside if outside.clock > self._beat.clock else self._beat
            busy, deaf = now.work - since.work, now.clock - since.clock
            if self._beat is not reported and stalled(busy, deaf):
                reported = self._beat
                self.stalls.append(
                    f"the window did not answer for {deaf * 1000:.0f} ms, {busy * 1000:.0f} ms of work, in\n{where}"
                )

    def _where(self) -> str:
        """The GUI thread's innermost calls when it is where the window should answer: in our code, or in an event
        loop driven by a test. Empty elsewhere.

        A frame keeps the widgets of its function alive, and must not be the last to do so in this thread: it is
        looked at only once the GUI thread is late, and let go at once.
        """
        frame = sys._current_frames().get(self._main)
        inside, calls = False, []
        for at, _line in traceback.walk_stack(frame):
            name = at.f_code.co_filename
            ours = f"{os.sep}ui{os.sep}" in name and f"{os.sep}tests{os.sep}" not in name
            inside = inside or ours or name.endswith(f"pytestqt{os.sep}qtbot.py")
            if ours and at.f_code.co_name == "shutdown":
                return ""  # the window is closed; what was asked for is still being written
            calls.append(f"  {name}:{at.f_lineno} {at.f_code.co_name}")
            del at
        del frame
        return "\n".join(calls[:8]) if inside else ""


class Bot(QtBot):
    """pytest-qt's, looking more often."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:
        """Wait until `callback` returns True, or None without an AssertionError; TooLate after `timeout` ms."""
        end = time.monotonic() + timeout / 1000
        while True:
            missing = None
            try:
                told = callback()
            except AssertionError as error:
                told, missing = False, error
            if told not in (None, True, False):
                raise ValueError(f"what is waited for is told by True, False or None, not {told!r}")
            if told is not False:
                return
            if time.monotonic() > end:
                raise TooLate(f"waited in vain for {timeout} ms") from missing
            self.wait(LOOK)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The hand and the eye of a window test."""
    return Bot(request)


@pytest.fixture(autouse=True)
def watchdog(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a window test whose GUI thread stalls."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    gc.freeze()  # what a thousand tests before have left is not this window's to look through
    dog = Watchdog()
    yield
    dog.stop()
    gc.unfreeze()
    assert not dog.stalls, "\n".join(dog.stalls)


@pytest.fixture(autouse=True)
def dressed(request: pytest.FixtureRequest) -> None:
    """The light theme before every window test, whatever the one before it wore."""
    if "qapp" in request.fixturenames:
        app: QApplication = request.getfixturevalue("qapp")
        theme.apply(app, theme="light")


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_behind() -> Iterator[None]:
    """What the program does when it quits."""
    yield
    if QApplication.instance() is not None:
        leave_text()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Lanes that are closed at the end."""
    lanes = Jobs()
    yield lanes
    lanes.shutdown()


@pytest.fixture
def again(office: Path, qtbot: QtBot, clock: Clock) -> Callable[[Path], AbstractContextManager[Program]]:
    """Open a window once more, on the files of a folder."""
    return lambda folder: opened(folder, qtbot, clock)


@pytest.fixture
def known_caller(log_call: LogCall, clock: Clock) -> None:
    """The office knows 王建国 by one call of half an hour ago."""
    clock.forward(minutes=-30)
    log_call()
    clock.forward(minutes=30)
