"""T2: kill -9 of the whole window while somebody types: the draft is offered at the next start, nothing is asked."""

import json
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.office.desk import Desk
from tests.e2e.desktop import INSTALL, Desktop, desktop, missing, until
from tests.servers import need

Told = Callable[[int, str], None]
WORDS = "asks when the thirty boxes will be there and who brings them " * 8
PATIENCE = 120.0
MISSED = 2  # keys a busy virtual screen may swallow before they reach any window


class Watched:
    """The window on a screen, and what it says of itself."""

    def __init__(self, screen: Desktop, office: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.watched", str(office)],
            env=screen.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._known: dict[str, object] = {}

    def tells(self, what: str) -> object:
        """What it says of `what`; AssertionError when it says nothing in time, or that the office was refused."""
        assert self.process.stdout is not None
        end = time.monotonic() + PATIENCE
        while what not in self._known:
            ready, _w, _x = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"nothing about {what} in {PATIENCE:g} s"
            line = self.process.stdout.readline()
            assert line, f"it ended before it told {what}"
            self._known |= json.loads(line)
            assert "refused" not in self._known, self._known
        return self._known[what]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.mark.fault("T2")
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
def test_the_draft_is_offered_after_every_kill(office: Path, desk: Desk, kills: int, fault: Told) -> None:
    desk.close()
    need(not missing(), f"needs a screen: {INSTALL}")
    dice = random.Random(20261126)
    offered = 0
    slowest = longest_lost = 0.0
    with desktop() as screen:
        for number in range(kills + 1):
            window = Watched(screen, office)
            try:
                window.tells("open")
                if number:
                    began = time.monotonic()
                    assert window.tells("offered") == number, "one more each time"
                    offered += 1
                    slowest = max(slowest, float(str(window._known["seconds"])), time.monotonic() - began)
                if number < kills:
                    longest_lost = max(longest_lost, typed_until_killed(screen, window, office, dice))
            finally:
                if window.process.poll() is None:
                    window.kill()
    assert offered == kills
    shutil.rmtree(office / "drafts")
    fault(
        kills, f"{offered} of {kills} offered, 0 questions; the form is back {slowest:.1f} s after the start, at most "
        f"{longest_lost:.1f} s of typing lost",
    )  # fmt: skip


def typed_until_killed(screen: Desktop, window: Watched, office: Path, dice: random.Random) -> float:
    """Take a call, type into it, kill the window in the middle of a word; seconds of typing the draft lacks."""
    screen.window("京乐坊酒业有限公司")
    screen.press("F2")
    screen.type("13953106688")
    screen.press("Return")  # a number nobody knows: on to the caller's name
    before = {path: path.stat().st_mtime_ns for path in (office / "drafts").glob("*.json")}
    pause = 0.04
    typing = subprocess.Popen(
        ["xdotool", "type", "--clearmodifiers", "--delay", f"{pause * 1000:.0f}", WORDS],
        env=screen.environment,
    )
    began = time.monotonic()
    until(lambda: newest(office, before, "asks"), seconds=PATIENCE, why="no draft was kept")
    time.sleep(dice.uniform(0.1, 3.0))  # the kill comes at any moment between two savings
    window.kill()
    spent = time.monotonic() - began
    typing.kill()
    typing.wait()
    kept = newest(office, before, "asks")
    assert kept is not None
    sent = iter(WORDS)
    assert all(letter in sent for letter in kept), f"{kept!r} is not what was typed"
    missed = len(WORDS) - len(list(sent)) - len(kept)
    assert missed <= MISSED, f"{missed} keys are not in {kept!r}"
    return max(0.0, spent - len(kept) * pause)


def newest(office: Path, before: dict[Path, int], word: str) -> str | None:
    """What the draft written since holds of the name, once it holds `word`."""
    for path in (office / "drafts").glob("*.json"):
        if before.get(path) != path.stat().st_mtime_ns:
            try:
                typed = str(json.loads(path.read_bytes())["values"]["caller_name"])
            except (ValueError, KeyError):
                continue
            if word in typed:
                return typed.rstrip()
    return None
