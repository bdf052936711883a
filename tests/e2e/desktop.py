"""A screen of its own with the real program on it, driven by real key events."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
NEEDED = ("Xvfb", "xdotool")
INSTALL = "apt-get install xvfb xdotool"
STILL = 0.3
"""Seconds without a change on the screen after which it has come to rest; a caret blinks less often."""
LONGEST = 30.0
"""Seconds until something that has to happen is given up."""


def until(what: Callable[[], T | None], *, seconds: float = LONGEST, why: str = "") -> T:
    """The first answer of `what` that is not empty; AssertionError with `why` when none comes in time."""
    end = time.monotonic() + seconds
    while True:
        if answer := what():
            return answer
        assert time.monotonic() < end, why or f"nothing came in {seconds:g} s"
        time.sleep(0.02)  # another process is waited for, there is nothing to listen to


class Desktop:
    """A virtual screen. Keys go to the window that has the focus, as from a keyboard."""

    def __init__(self, display: str, environment: dict[str, str], frame: Path) -> None:
        """`frame` is the file that holds what is on the screen."""
        self._frame = frame
        self.display = display
        self.environment = environment

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()

    def window(self, title: str) -> str:
        """The id of the visible window whose title holds `title`, focused; waits until it is there."""

        def found() -> str | None:
            answer = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title],
                env=self.environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            return answer.stdout.split("\n")[0] or None

        window = until(found, why=f"no window called {title}")
        self._xdotool("windowfocus", "--sync", window)
        return window

    def press(self, *keys: str) -> None:
        """Press keys by their X names, such as F2, Return, ctrl+Return."""
        self._xdotool("key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type text, hanzi too, as an input method would commit it."""
        self._xdotool("type", "--clearmodifiers", "--delay", "25", text)

    def settle(self) -> None:
        """Wait until nothing has moved on the screen for a moment: what was pressed has been answered."""
        still_since, before = time.monotonic(), b""

        def still() -> bool | None:
            nonlocal still_since, before
            now = hashlib.blake2b(self._frame.read_bytes()).digest()
            if now != before:
                still_since, before = time.monotonic(), now
            return time.monotonic() - still_since >= STILL or None

        until(still, why="the screen does not come to rest")

    def clipboard(self) -> str:
        """The text in the clipboard, as another program on the same screen gets it."""
        asking = (
            "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
            "sys.stdout.buffer.write(app.clipboard().text().encode())"
        )
        told = subprocess.run(
            [sys.executable, "-c", asking], env=self.environment, capture_output=True, check=True, timeout=60
        )
        return told.stdout.decode()

    def picture(self, path: Path) -> None:
        """The whole screen as PNG, for whoever reads a failure."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)


@contextmanager
def desktop(width: int = 1366, height: int = 768) -> Iterator[Desktop]:
    """A screen of `width` × `height`; whatever ran on it ends with it. Without -noreset it would begin anew whenever
    the last program leaves, such as xdotool, and refuse one that comes just then.
    """
    frames = Path(tempfile.mkdtemp(prefix="fd-screen-"))
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset",
         "-fbdir", str(frames)],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("QT_", "WAYLAND", "XDG_SESSION"))
    }
    environment |= {"DISPLAY": display, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    try:
        with tempfile.TemporaryDirectory() as home:  # nothing is noted in the home of whoever runs the tests
            yield Desktop(display, environment | {"XDG_DATA_HOME": home}, frames / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(frames)


class Program:
    """The program as it is installed, on an office, on a screen."""

    def __init__(self, screen: Desktop, data: Path) -> None:
        self.data, self._screen = data, screen
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "--data", str(data)],
            env=screen.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: str, stdin: str = "") -> list[dict[str, object]]:
        """A command of the command line beside the window, and the JSON lines it answers."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "--data", str(self.data), *words],
            input=stdin.encode(), capture_output=True, check=False, env=self._screen.environment, timeout=60,
        )  # fmt: skip
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def kill(self) -> None:
        """As by a power cut: SIGKILL, nothing is said goodbye to."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> int:
        """Ask the window to close and wait for the program's end; its exit code."""
        self._screen.window("前台通")
        self._screen.press("alt+F4")
        return self.process.wait(20)


@contextmanager
def program(screen: Desktop, data: Path) -> Iterator[Program]:
    """The program running on `data`; killed at the end if it still runs. What it said is printed for whoever reads a
    failure.
    """
    running = Program(screen, data)
    try:
        yield running
    finally:
        ended = running.process.poll()
        if ended is None:
            running.kill()
        said = running.process.communicate()
        print(
            f"The program {'still ran' if ended is None else f'had ended with {ended}'}.",
            *map(bytes.decode, said),
        )


def missing() -> list[str]:
    """The programs this machine lacks."""
    return [name for name in NEEDED if shutil.which(name) is None]
