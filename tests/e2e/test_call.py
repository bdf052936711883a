"""A call from ring to record, at the real window on a real screen, by real key events."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.calls import finding
from app.calls.finding import CallQuery, CallRow
from app.overview.opening import open_desk
from tests.conftest import LogCall
from tests.e2e.desktop import Desktop, Program, program, until

FEWEST_KEYS = 6
SOONEST = 1.0
"""Seconds from the last key until the call is in the database."""


@pytest.fixture
def running(screen: Desktop, log_call: LogCall, desk, office: Path) -> Iterator[Program]:  # type: ignore[no-untyped-def]
    log_call(number="13953106688", caller_name="王建国", company="济南京源酒业有限公司")
    desk.close()
    with program(screen, office) as opened:
        yield opened


def calls(office: Path) -> list[CallRow]:
    with open_desk(office) as desk:
        ids = finding.find(desk, CallQuery(descending=False))
        return [row for row in finding.rows(desk, list(ids)) if row is not None]


def newest(office: Path, *, after: int) -> CallRow | None:
    rows = calls(office)
    return rows[-1] if len(rows) > after else None


def test_a_known_callers_inquiry_takes_six_keys_at_most_and_is_saved_at_once(
    screen: Desktop, running: Program, office: Path
) -> None:
    screen.window("京乐坊酒业有限公司")
    keys = []

    def press(key: str) -> None:
        keys.append(key)
        screen.press(key)

    press("F2")
    screen.type("13953106688")
    press("Return")
    press("1")
    screen.type("500ml gift box?")
    press("Tab")
    screen.type("yes, six a box")
    with open_desk(office) as desk:
        press("ctrl+Return")
        began = time.monotonic()
        saved = until(lambda: finding.count(desk, CallQuery()) == 2, why="the call was not saved")
        took = time.monotonic() - began
    assert saved
    assert took <= SOONEST, f"saved after {took:.2f} s"
    assert len(keys) <= FEWEST_KEYS, keys
    row = newest(office, after=1)
    assert row is not None
    assert (row.caller_name, row.company, row.category) == ("王建国", "济南京源酒业有限公司", "inquiry")
    assert (row.matter, row.answer, row.outcome) == ("500ml gift box?", "yes, six a box", "answered")
    print(
        f"\nkeys besides the text: {len(keys)} ({' '.join(keys)}); saved {took * 1000:.0f} ms after the last"
    )


def test_the_command_line_works_while_the_window_is_open_and_the_window_closes_in_order(
    screen: Desktop, running: Program, office: Path
) -> None:
    screen.window("京乐坊酒业有限公司")
    line = '{"started_at": "2026-10-15T09:00:00", "direction": "in", "number": "95588", "matter": "对账"}\n'
    assert running.run("calls", "log", stdin=line)[0]["code"]
    began = time.monotonic()
    assert running.run("call", "0531-82661234", "--json") == [{"delivered": True}]
    assert time.monotonic() - began <= 1.5
    assert running.close() == 0
