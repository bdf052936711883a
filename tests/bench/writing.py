"""Saving a call, against a bare INSERT and COMMIT; and what a call takes on the disk."""

import json
from datetime import timedelta
from statistics import median
from typing import Any

from sqlcipher3 import dbapi2

from app.calls.rules import NewCall
from app.calls.service import log
from app.office.desk import Desk
from tests.bench.finding import callers
from tests.bench.measure import Figure, p95, took
from tests.bench.office import NOW, Bench

SAVES = 200


def _save(desk: Desk, people: list[Any], n: int) -> None:
    one = people[n % len(people)]
    known = n % 4  # every fourth call is somebody new
    number = one.number_norm if known else f"199{NOW.microsecond + n * 7919 % 10**8:08d}"
    log(
        desk,
        NewCall(
            started_at=NOW - timedelta(seconds=n), number=number, caller_name=one.name, company=one.company,
            category="shipment", matter=f"青花30箱到没到，单号{n}", answer="已到济南转运场，明天上午送到",
            outcome="answered", rings=2, talk_seconds=84, confirmed=True,
        ),
    )  # fmt: skip


def save_call(bench: Bench) -> Figure:
    """Each save right beside a bare INSERT of the same row into the same columns, on the same disk."""
    columns = [row[1] for row in bench.bare.execute("PRAGMA table_info(call)")]
    last = bench.bare.execute("SELECT * FROM call ORDER BY id DESC LIMIT 1").fetchone()
    plain = dbapi2.connect(str(bench.folder / "bare.db"), isolation_level=None)
    try:
        plain.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; DROP TABLE IF EXISTS call;")
        plain.execute(f"CREATE TABLE call ({', '.join([columns[0] + ' INTEGER PRIMARY KEY', *columns[1:]])})")
        insert = f"INSERT INTO call ({', '.join(columns[1:])}) VALUES ({', '.join('?' * (len(columns) - 1))})"

        def bare() -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute(insert, last[1:])
            plain.execute("COMMIT")

        people = callers(bench.desk)
        for n in range(10):
            _save(bench.desk, people, n), bare()
        pairs = [(took(lambda n=n: _save(bench.desk, people, n)), took(bare)) for n in range(SAVES)]
    finally:
        plain.close()
        for file in bench.folder.glob("bare.db*"):
            file.unlink()
    ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    return Figure(p95([a for a, _ in pairs]), p95([b for _, b in pairs]), ours / theirs,
                  note=f"p95; the ratio is of the middle times, {ours:.1f} and {theirs:.1f}")  # fmt: skip


def growth_save(bench: Bench) -> Figure:
    """Saving a call, against an office of a tenth."""

    def measured(desk: Desk) -> list[float]:
        people = callers(desk)
        times = [took(lambda n=n: _save(desk, people, n)) for n in range(SAVES // 2)]
        return times[10:]

    large, small = measured(bench.desk), measured(bench.tenth)
    return Figure(median(large), median(small), note=f"p95 {p95(large):.1f} against {p95(small):.1f}")


def disk(bench: Bench) -> Figure:
    """Bytes a call takes in the database, with its promise, caller, index and search text."""
    told = json.loads(bench.folder.with_suffix(".json").read_text())
    return Figure(told["bytes"] / told["calls"], note=f"{told['bytes'] / 1e6:,.0f} MB")


def building(bench: Bench) -> Figure:
    """Seconds that filling the office took when it was made, worked out for a million calls."""
    told = json.loads(bench.folder.with_suffix(".json").read_text())
    note = f"{told['seconds']} s for {told['calls']:,}, {told.get('work', 0)} s of work"
    return Figure(told["seconds"] * 1_000_000 / told["calls"], note=note)
