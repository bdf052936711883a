"""Making a month fair (R43, R44): a plain rule that fills day by day, then repairs; same input, same month.

In this order it matters that no place stays empty, that nobody is on duty two working days running where that can be
avoided, that the counts of the year are even by days present, that the effort is, and that wishes are kept.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from app.roster import efforts
from app.roster.aims import Standing, aims
from app.roster.filling import fill
from app.roster.ledger import Ledger
from app.roster.repairing import Repair
from app.roster.rules import Member
from app.roster.slots import Places, Slot


def plan(
    members: Sequence[Member],
    slots: Sequence[Slot],
    *,
    ledger: Ledger,
    before: Iterable[int] = (),
    after: Iterable[int] = (),
    apart: Iterable[frozenset[int]] = (),
    ahead: Sequence[tuple[date, int]] = (),
    carry: dict[int, float] | None = None,
    seed: str = "1",
) -> list[Slot]:
    """`slots` with a person in each that can be filled.

    slots -- places of working days, all of one month. ledger -- the account of the year without these slots.
    before, after -- who is on duty on the working day before and after them. apart -- pairs that are never together.
    ahead -- the days of the year after these which are still to be planned, and how many places each has.
    carry -- what was owed at the end of last year; decides who gets the odd turn.
    """
    month = Places(members, slots, ledger=ledger, before=before, after=after, apart=apart)
    dice = random.Random(seed).random
    carry = carry or {}
    fill(month, dice, carry)
    fair = dict(ledger.fair)
    for day, places in enumerate(month.grid):
        month.accrue(fair, day, sum(1 for slot in places if slot.person in month.people))
    first = {p: (-round(carry.get(p, 0.0), 2), dice()) for p in month.people}
    repair = Repair(month, due=_due(month, fair, ahead, first), fair=fair)
    repair.rest()
    repair.even()
    repair.mix()
    repair.wish()
    repair.even()  # what changed hands may have opened a way that was barred
    efforts.share(month)
    return month.slots()


def _due(
    month: Places, fair: dict[int, float], ahead: Sequence[tuple[date, int]],
    first: dict[int, tuple[float, float]],
) -> dict[int, int]:  # fmt: skip
    """How many turns of the month each is to have, with what is known of the year's days `ahead`."""
    days, left = Counter[int](), Counter[int]()
    for day, places in enumerate(month.grid):
        if any(not slot.fixed for slot in places):
            days.update(month.eligible[day])
    year, to_come = dict(fair), 0
    for on, needed in ahead:
        present = [m for m in month.people.values() if m.present(on)]
        free = [m.id for m in present if m.eligible(on)]
        turns, whole = min(needed, len(free)), sum(m.share for m in present)
        for m in present:
            year[m.id] += turns * m.share / whole
        left.update(free)
        to_come += turns
    known = month.ledger.count
    fixed = Counter(slot.person for places in month.grid for slot in places if slot.fixed)
    people = {p: Standing(fair[p], year[p], known[p] + fixed[p], days[p], left[p]) for p in month.people}
    done = sum(known[p] + month.count[p] for p in month.people)
    wanted = aims(people, month=done, year=done + to_come, first=first)
    return {p: wanted[p] - known[p] for p in month.people}
