"""Years planned without an office: pools as the checker knows them, and the documents of what became of them."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.roster.ledger import Ledger
from app.roster.planning import plan
from app.roster.rules import Away, Member
from app.roster.slots import Slot
from tests.roster.checker import ONE, Person, works

MONTHS = tuple(date(2026, month, 1) for month in range(1, 13))

Pair = tuple[str, str]


def twenty_three(seed: int) -> tuple[list[Person], list[tuple[str, str]]]:
    """Joiners, leavers, part time, leave here and there, two pairs kept apart."""
    dice = random.Random(seed)
    people = []
    for n in range(23):
        away = []
        for _time in range(dice.randrange(4)):
            first = date(2026, 1, 5) + ONE * dice.randrange(340)
            away.append((first, first + ONE * dice.randrange(1, 15)))
        people.append(
            Person(
                f"职员{n:02d}",
                first=date(2026, dice.randrange(2, 10), dice.randrange(1, 28)) if n >= 19 else None,
                last=date(2026, dice.randrange(4, 11), dice.randrange(1, 28)) if n in (3, 4, 5) else None,
                away=tuple(away), avoid="5" if n == 8 else "", weekdays="135" if n == 11 else "",
                share=50 if n == 7 else 100,
            )
        )  # fmt: skip
    return people, [("职员01", "职员02"), ("职员06", "职员09")]


def members(people: Sequence[Person], *, told: date | None = None) -> list[Member]:
    """The pool in the planner's words; of what begins after `told` nothing is known yet."""
    found = []
    for n, p in enumerate(people):
        away = tuple(Away(a, b) for a, b in p.away if told is None or a <= told)
        last = p.last if told is None or (p.last is not None and p.last <= told) else None
        found.append(Member(n, p.name, p.first, last, p.share, p.weekdays, p.avoid, "", away))
    return found


def planned(
    people: Sequence[Person], *, apart: Sequence[Pair] = (), places: int = 2, seed: int = 1,
    months: Sequence[date] = MONTHS, working: Callable[[date], bool] = works, late: bool = False,
) -> list[Slot]:  # fmt: skip
    """The turns of `months`, made one after the other as the program does; the year is over with the last of them.

    late -- leaving and absences are told in the month in which they begin, no earlier.
    """
    number = {p.name: n for n, p in enumerate(people)}
    pairs = [frozenset((number[a], number[b])) for a, b in apart]
    days = [day for month in months for day in month_days(month) if working(day)]
    done: list[Slot] = []
    for month in months:
        end = month_days(month)[-1]
        pool = members(people, told=end if late else None)
        slots = [
            Slot(day, place, f"task {place}", 3 - place % 3)
            for day in days if day.replace(day=1) == month for place in range(places)
        ]  # fmt: skip
        ledger = Ledger(pool)
        for day in sorted({slot.on for slot in done}):
            ledger.add_day(day, [(s.person, s.task, s.effort) for s in done if s.on == day])
        last = max((s.on for s in done), default=None)
        before = {s.person for s in done if s.on == last and s.person is not None}
        ahead = [(day, places) for day in days if day > end]
        done += plan(
            pool, slots, ledger=ledger, before=before, apart=pairs, ahead=ahead, seed=f"{seed}/{month:%Y-%m}"
        )
    return done


def month_days(month: date) -> list[date]:
    """Every day of the month."""
    return [day for n in range(31) if (day := month + ONE * n).month == month.month]


def documents(
    done: Sequence[Slot], people: Sequence[Person], *, months: Sequence[date] = MONTHS,
    working: Callable[[date], bool] = works,
) -> list[dict[str, Any]]:  # fmt: skip
    """What `roster show --json` tells of `done`, as far as the checker reads it."""
    return [_document(month, done, people, working) for month in months]


def _document(
    month: date, done: Sequence[Slot], people: Sequence[Person], working: Callable[[date], bool]
) -> dict[str, Any]:
    days = []
    counts: dict[str, int] = {}
    for day in month_days(month):
        here = [slot for slot in done if slot.on == day]
        on = [people[slot.person].name for slot in here if slot.person is not None]
        for name in on:
            counts[name] = counts.get(name, 0) + 1
        kind = "rest" if not working(day) else "makeup" if day.weekday() >= 5 else "work"
        days.append(
            {
                "date": day.isoformat(), "kind": kind, "people": on, "tasks": on,
                "unfilled": [slot.task for slot in here if slot.person is None],
            }
        )  # fmt: skip
    return {"month": f"{month:%Y-%m}", "days": days, "counts": counts}
