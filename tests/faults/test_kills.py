"""T1: SIGKILL while calls are logged. Every answered line is there, at most one more each time, nothing is half."""

import json
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store.check import check
from app.store.store import Store
from tests.faults.writers import FRONTDESK, kill_while_writing

Told = Callable[[int, str], None]


@pytest.mark.fault("T1")
@pytest.mark.parametrize("kills", [10, pytest.param(1000, marks=pytest.mark.long)])
def test_every_answered_call_survives_kill_9(
    office_template: Path, tmp_path: Path, kills: int, fault: Told
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office_template, folder)
    lines = tmp_path / "lines.jsonl"
    one = {
        "started_at": "2026-09-01T09:00:00+08:00", "direction": "in", "number": "13953106688",
        "caller_name": "王建国", "matter": "青花30箱到没到", "outcome": "promised", "rings": 2,
        "promise": {"finder": "003", "matter": "查物流", "due_at": "2026-09-01T11:00:00+08:00"},
    }  # fmt: skip
    lines.write_text((json.dumps(one, ensure_ascii=False) + "\n") * 2000, "utf-8")
    dice = random.Random(20261124)
    lost = doubled = unanswered = answered = 0
    slowest = 0.0
    known: set[int] = set()
    for _round in range(kills // 5):
        tally = kill_while_writing(
            [*FRONTDESK, "--data", str(folder), "calls", "log", "--json"], stdin=lines, kills=5, dice=dice
        )
        told = [int(str(answer["id"])) for answer in tally.answered]
        began = time.perf_counter()
        with Store.open(folder) as store, store.read() as session:
            slowest = max(slowest, time.perf_counter() - began)
            there = set(session.scalars(text("SELECT id FROM call")))
            assert session.scalar(text("SELECT count(*) FROM promise")) == len(
                there
            )  # no call without its promise
        answered += len(told)
        doubled += len(told) - len(set(told))
        known |= set(told)
        lost += len(known - there)
        unanswered = len(there - known)
    found = check(folder)
    assert (lost, doubled, found.findings) == (0, 0, [])
    assert answered > kills * 2, "too few to tell anything; a busy machine answers few before each kill"
    assert unanswered <= kills
    fault(
        kills,
        f"{answered} answered, {lost} lost, {doubled} doubled, {unanswered} committed but unanswered, "
        f"slowest opening {slowest * 1000:.0f} ms",
    )
