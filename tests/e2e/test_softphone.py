"""A softphone's programs at the real window on a real screen: rung, answered, ended, and one that nobody took."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.overview.opening import open_desk
from tests.conftest import LogCall
from tests.e2e.desktop import Desktop, Program, program, until

WANG = "13953106688"
SOONEST = 1.0
"""Seconds a softphone waits for its program at most."""


@pytest.fixture
def running(screen: Desktop, log_call: LogCall, desk, office: Path) -> Iterator[Program]:  # type: ignore[no-untyped-def]
    log_call(number=WANG, caller_name="王建国", company="济南京源酒业有限公司")
    desk.close()
    with program(screen, office) as opened:
        yield opened


def tell(event: str, number: str, office: Path) -> float:
    """Start the program of an event as a softphone does; the seconds it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "app.hook", event, number], env=os.environ | {"FRONTDESK_DATA": str(office)},
        check=False, timeout=20,
    )  # fmt: skip
    assert done.returncode == 0
    return time.monotonic() - began


def calls(office: Path) -> list[CallRow]:
    with open_desk(office) as desk:
        ids = finding.find(desk, CallQuery(descending=False))
        return [row for row in finding.rows(desk, ids) if row is not None]


def test_a_call_by_the_softphone_is_logged_with_its_times_and_a_missed_one_by_itself(
    screen: Desktop, running: Program, office: Path
) -> None:
    screen.window("京乐坊酒业有限公司")
    slowest = tell("ring", WANG, office)
    time.sleep(1.2)  # it rings, in real time
    slowest = max(slowest, tell("answer", WANG, office))
    screen.press("Return")
    screen.press("1")
    screen.type("500ml gift box?")
    time.sleep(1.1)
    slowest = max(slowest, tell("end", WANG, office))
    screen.press("ctrl+Return")
    until(lambda: len(calls(office)) == 2, why="the call was not saved")
    last = calls(office)[-1]
    assert (last.caller_name, last.matter, last.rings) == ("王建国", "500ml gift box?", 1)
    assert last.talk_seconds is not None and 1 <= last.talk_seconds <= 15
    tell("ring", "anonymous", office)
    slowest = max(slowest, tell("end", "anonymous", office))
    until(lambda: len(calls(office)) == 3, why="the missed call was not logged")
    missed = calls(office)[-1]
    assert (missed.direction, missed.number, missed.handled) == ("missed", "", False)
    assert slowest <= SOONEST, f"a softphone waited {slowest:.2f} s"
    print(
        f"\nthe slowest of the programs took {slowest * 1000:.0f} ms; rings {last.rings}, talk {last.talk_seconds} s"
    )
