"""The roster: a year made, and a month shown."""

import random
import statistics
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

from sqlcipher3 import dbapi2

from app.office.desk import Desk
from app.overview.opening import open_desk
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import finding, making, pool
from tests.bench.measure import Figure, p95, took
from tests.bench.office import NOW, Bench

YEAR = 2026
PEOPLE = 23
TIMES = 3
SHOWN = 20


def _pool(desk: Desk) -> None:
    """Twenty-three people with leave; some join and some leave, two pairs are kept apart."""
    dice = random.Random(1)
    for row in pool.rows(desk):
        pool.save_member(desk, row.staff_id, resident=False)
    ids = []
    for n in range(PEOPLE):
        first = date(YEAR, dice.randrange(2, 10), 5) if n >= 19 else None
        last = date(YEAR, dice.randrange(4, 11), 20) if n in (3, 4, 5) else None
        new = NewStaff(code=people.next_code(desk), name=f"职员{n:02}", from_on=first, to_on=last)
        ids.append(people.add(desk, new))
        for _time in range(dice.randrange(4)):
            away = date(YEAR, 1, 5) + timedelta(days=dice.randrange(340))
            pool.add_leave(desk, ids[-1], away, away + timedelta(days=dice.randrange(1, 15)))
    pool.keep_apart(desk, ids[1], ids[2])
    pool.keep_apart(desk, ids[6], ids[9])


def _months() -> list[date]:
    return [date(YEAR, month, 1) for month in range(1, 13)]


def _in_turn(plain: Any, days: dict[date, list[date]], seed: int) -> None:
    """What the plainest program would do: everybody in turn, written month by month."""
    turns = cycle(range(seed, seed + PEOPLE))
    for each in days.values():
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("DELETE FROM roster WHERE day BETWEEN ? AND ?", (str(each[0]), str(each[-1])))
        rows = [(str(day), place, person) for day in each for place, person in enumerate(islice(turns, 2))]
        plain.executemany("INSERT INTO roster (day, place, person) VALUES (?, ?, ?)", rows)
        plain.execute("COMMIT")


def year_made(bench: Bench) -> Figure:
    """Twelve months of 23 people, made fair and written with audit and undo; against everybody in turn, written."""
    plain: Any = dbapi2.connect(str(bench.scratch / "in-turn.db"), isolation_level=None)
    plain.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                        "CREATE TABLE roster (day TEXT, place INT, person INT, PRIMARY KEY (day, place))")  # fmt: skip
    before = NOW.replace(year=YEAR - 1, month=12)
    ours, bare = [], []
    for turn in range(TIMES):
        with open_desk(bench.scratch / f"roster-{turn}", clock=lambda: before) as desk:
            _pool(desk)
            days = {
                month: [
                    day for n in range(31)
                    if (day := month + timedelta(days=n)).month == month.month and desk.calendar.is_working(day)
                ]
                for month in _months()
            }  # fmt: skip
            ours.append(sum(took(partial(making.make, desk, month)) for month in _months()))
            spread = finding.month(desk, date(YEAR, 12, 1)).spread
        bare.append(took(partial(_in_turn, plain, days, turn)))
    plain.close()
    note = f"{sum(map(len, days.values()))} days, accounts within {spread} turn"
    return Figure(statistics.median(ours) / 1000, statistics.median(bare) / 1000, note=note)


def month_read(bench: Bench) -> Figure:
    """The month with its counts of the year, as it is shown; against the SQL that reads its turns and the year's."""
    month = date(2026, 10, 1)
    finding.month(bench.desk, month)
    ours = [took(partial(finding.month, bench.desk, month)) for _time in range(SHOWN)]

    def bare() -> None:
        turns = 'SELECT * FROM roster WHERE deleted_at IS NULL AND "on" BETWEEN ? AND ? ORDER BY "on", place'
        bench.bare.execute(turns, ("2026-10-01", "2026-10-31")).fetchall()
        bench.bare.execute("SELECT staff_id, count(*) FROM roster WHERE deleted_at IS NULL AND \"on\" BETWEEN ? AND ?"
                           " GROUP BY 1", ("2026-01-01", "2026-12-31")).fetchall()  # fmt: skip

    plain = [took(bare) for _time in range(SHOWN)]
    return Figure(p95(ours), p95(plain))
