"""T13, T14: sixty days of backups and the way back, and clocks that go astray: the injected one, and the system's."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.calls import finding, promises
from app.calls.rules import NewCall
from app.calls.service import log
from app.office import settings
from app.office.desk import Desk
from app.overview import care, recovery, today
from app.overview.opening import open_desk
from app.store import backup
from app.store.check import check
from app.store.restore import restore
from app.store.rotation import ALL, DAILY
from tests.conftest import CHINA, Clock, LogCall
from tests.servers import need

Told = Callable[[int, str], None]
DAYS = 60


def log_one(desk: Desk, matter: str) -> None:
    log(desk, NewCall(started_at=desk.now(), direction="in", number="95588", matter=matter))


@pytest.mark.fault("T13")
@pytest.mark.parametrize("calls", [3, pytest.param(1700, marks=pytest.mark.long)])
def test_sixty_days_of_backups_thinned_and_put_back(
    desk: Desk, office: Path, clock: Clock, calls: int, fault: Told
) -> None:
    held: dict[str, tuple[str, dict[str, int]]] = {}
    for _day in range(DAYS):
        clock.forward(days=1)
        for number in range(calls):
            log_one(desk, f"第 {number} 件事")
        assert care.daily(desk) and not care.daily(desk)
        newest = recovery.backups(desk)[0]
        held[newest.kept.file.name] = (newest.kept.sha256, newest.kept.rows)
    kept = recovery.backups(desk)
    now = desk.now()
    ages = [now - row.at for row in kept]
    assert sum(age < DAILY for age in ages) == DAILY.days, "one a day for two weeks"
    assert len(kept) < 30 and max(ages).days > 45, "then one a week, a month"
    assert all(row.kept in [one.kept for one in kept] for row in kept if now - row.at < ALL)
    total = finding.count(desk, finding.CallQuery())
    desk.close()
    drills, began = 0, time.perf_counter()
    for row in kept:
        sha256, rows = held[row.kept.file.name]
        assert backup.checksum(row.kept.file) == sha256
        done = restore(office, row.kept.file, now=now)
        assert done.rows == rows and done.replaced is not None and done.replaced.exists()
        drills += 1
    took = (time.perf_counter() - began) / drills
    restore(office, kept[0].kept.file, now=now)
    assert check(office).findings == []
    with open_desk(office, clock=clock) as again:
        assert finding.count(again, finding.CallQuery()) == total
    fault(
        DAYS,
        f"{DAYS} days, {len(kept)} kept, {drills} drills equal, {took:.2f} s a drill with {total:,} calls at last",
    )


@pytest.mark.fault("T14")
def test_the_clock_goes_astray_while_the_program_runs(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, fault: Told
) -> None:
    """Back a day, on two years, over a change to summer time, another zone: the injected clock."""
    log_call(outcome="promised", answer="")
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("back a day", lambda: clock.forward(days=-1)),
        ("back an hour", lambda: clock.forward(hours=-1)),
        ("forward two years", lambda: clock.forward(days=731)),
        ("over a change to summer time", lambda: setattr(clock, "now", datetime(2029, 3, 25, 0, 59, tzinfo=CHINA))),
        ("another zone", lambda: desk.settings.set(settings.ZONE, "Europe/Berlin")),
        ("over the hour that is there twice", lambda: clock.forward(days=217, hours=1)),
        ("back to the day it began", lambda: clock.forward(days=-1100)),
    )  # fmt: skip
    names: list[str] = []
    for what, step in steps:
        step()
        log_one(desk, what)
        names.append(Path(care.back_up(desk)["file"]).name)
        board = today.board(desk)
        assert board.late >= 0
        assert all(row.due_at is not None for row in promises.owed(desk)), what
    assert len(set(names)) == len(names), "no name twice"
    with desk.store.read() as session:
        from sqlalchemy import text

        numbers = session.execute(text("SELECT id, at FROM audit_write ORDER BY id")).all()
        codes = session.scalars(text("SELECT code FROM call ORDER BY id")).all()
    assert len(set(codes)) == len(codes)
    assert [number for number, _at in numbers] == sorted(number for number, _at in numbers)
    newest = recovery.backups(desk)[0]
    assert newest.kept.order == max(row.kept.order for row in recovery.backups(desk)), (
        "by what it holds, not by its date"
    )
    assert newest.kept.file.name == names[-1]
    assert check(office).findings == []
    wrong = sum(later[0] <= earlier[0] for earlier, later in pairwise(numbers))
    fault(
        len(steps),
        f"injected clock: {len(steps)} moves, {wrong} wrong orders, {len(names)} backups, 0 names twice",
    )


@pytest.mark.fault("T14")
def test_the_systems_clock_goes_astray_between_two_starts(office: Path, desk: Desk, fault: Told) -> None:
    """The same with the system's own clock, by faketime, one process after another."""
    desk.close()
    need(shutil.which("faketime") is not None, "apt-get install faketime")
    moments = ("2026-11-26 09:00:00", "2026-11-25 09:00:00", "2028-11-26 09:00:00")
    names = []
    for at, moment in enumerate(moments):
        line = json.dumps(
            {
                "started_at": moment.replace(" ", "T"),
                "direction": "in",
                "number": "95588",
                "matter": f"第{at}件",
            }
        )
        zone = "America/New_York" if at == 2 else "Asia/Shanghai"
        for words, stdin in ((("calls", "log"), line), (("backup",), "")):
            done = subprocess.run(
                ["faketime", "-f", moment, sys.executable, "-m", "app.cli", "--data", str(office), *words, "--json"],
                input=stdin, capture_output=True, text=True, check=False, env=os.environ | {"TZ": zone},
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            if words == ("backup",):
                names.append(json.loads(done.stdout)["file"])
    assert len(set(names)) == len(moments)
    orders = [json.loads(Path(f"{name}.json").read_text())["order"] for name in names]
    assert orders == sorted(orders)
    assert check(office).findings == []
    fault(len(moments), f"faketime: {len(moments)} starts, 0 wrong orders")


def test_a_backup_due_is_judged_by_the_offices_day(desk: Desk, clock: Clock) -> None:
    assert care.daily(desk)
    clock.forward(days=-1)
    assert care.daily(desk), "the clock was put back: that day has none yet"
    clock.forward(days=1, hours=1)
    assert not care.daily(desk)
    assert timedelta(days=2) == ALL
