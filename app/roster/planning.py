"""Making a month fair (R43, R44): a plain rule that fills day by day, then repairs; same input, same month.

In this order it matters that no place stays empty, that nobody is on duty two working days running where that can be
avoided, that the counts of the year are even by days present, that the effort is, and that wishes are kept.
"""

import random
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from app.roster.ledger import Ledger
from app.roster.rules import Member

EVEN = 1.0 + 1e-6
"""How far the accounts of two people may lie apart without a turn changing hands."""
WISH = 0.3
"""How many turns a preferred weekday is worth."""
ROUNDS = 60
MOST_ORDERS = 4
"""So many people of a day have all orders tried."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of one day. A `fixed` one (locked, or over already) keeps its person."""

    on: date
    place: int
    task: str
    effort: int
    person: int | None = None
    fixed: bool = False


def plan(
    members: Sequence[Member],
    slots: Sequence[Slot],
    *,
    ledger: Ledger,
    before: Iterable[int] = (),
    after: Iterable[int] = (),
    apart: Iterable[frozenset[int]] = (),
    carry: dict[int, float] | None = None,
    seed: str = "1",
) -> list[Slot]:
    """`slots` with a person in each that can be filled.

    slots -- places of working days, all of one month. ledger -- the account of the year without these slots.
    before, after -- who is on duty on the working day before and after them. apart -- pairs that are never together.
    carry -- what was owed at the end of last year; decides who gets the odd turn.
    """
    month = _Month(members, slots, ledger=ledger, before=before, after=after, apart=apart)
    month.fill(random.Random(seed).random, carry or {})
    month.rest()
    month.even()
    month.wish()
    month.share_effort()
    return month.slots()


class _Month:
    """The places of a month by day, who holds them, and what each still owes."""

    def __init__(
        self,
        members: Sequence[Member],
        slots: Sequence[Slot],
        *,
        ledger: Ledger,
        before: Iterable[int],
        after: Iterable[int],
        apart: Iterable[frozenset[int]],
    ) -> None:
        self.ledger = ledger
        self.people = {member.id: member for member in members}
        self.days = sorted({slot.on for slot in slots})
        self.at = {day: n for n, day in enumerate(self.days)}
        self.grid: list[list[Slot]] = [[] for _day in self.days]
        for slot in sorted(slots, key=lambda slot: (slot.on, slot.place)):
            self.grid[self.at[slot.on]].append(slot if slot.fixed else replace(slot, person=None))
        self.who = [{s.person for s in day if s.person is not None} for day in self.grid]
        self.before, self.after = set(before), set(after)
        self.foes: dict[int, set[int]] = {}
        for pair in apart:
            for one in pair:
                self.foes.setdefault(one, set()).update(pair - {one})
        self.eligible = [[p for p in self.people if self.people[p].eligible(day)] for day in self.days]
        self.may = [set(people) for people in self.eligible]
        self.count: Counter[int] = Counter(p for day in self.who for p in day)
        self.due: dict[int, float] = {}

    # What may stand where

    def near(self, day: int) -> set[int]:
        """Who is on duty on the working days before and after."""
        earlier = self.who[day - 1] if day else self.before
        later = self.who[day + 1] if day + 1 < len(self.days) else self.after
        return earlier | later

    def can(self, person: int, day: int, *, instead_of: int | None = None) -> bool:
        """Whether `person` may be put there, were `instead_of` gone."""
        if person not in self.may[day] or person in self.who[day]:
            return False
        return not self.foes.get(person, set()) & (self.who[day] - {instead_of})

    def put(self, day: int, place: int, person: int) -> None:
        """Give a place to `person`, from whoever holds it."""
        slot = self.grid[day][place]
        if slot.person is not None:
            self.who[day].discard(slot.person)
            self.count[slot.person] -= 1
        self.grid[day][place] = replace(slot, person=person)
        self.who[day].add(person)
        self.count[person] += 1

    def loose(self) -> list[tuple[int, int, int]]:
        """Day, place and person of every filled place that is not fixed."""
        return [
            (day, place, slot.person)
            for day, slots in enumerate(self.grid)
            for place, slot in enumerate(slots)
            if not slot.fixed and slot.person is not None
        ]

    # Filling

    def fill(self, dice: Callable[[], float], carry: dict[int, float]) -> None:
        """Day by day, those who owe most, rested before tired, ties by what was done that weekday, then by lot."""
        owed = {p: self.ledger.owed(p) - self.count[p] for p in self.people}
        last = dict.fromkeys(self.before, -1)
        for day, slots in enumerate(self.grid):
            free = [place for place, slot in enumerate(slots) if slot.person is None and not slot.fixed]
            ours = sum(1 for slot in slots if slot.person in self.people)
            self._accrue(owed, day, ours + min(len(free), len(self.may[day] - self.who[day])))
            near, weekday = self.near(day), self.days[day].isoweekday()
            whole, rest = divmod(len(self.eligible[day]), max(1, len(slots)))
            enough = whole if rest else whole - 1  # one day less than the round, so that pairs change

            def key(
                p: int, day: int = day, near: set[int] = near, weekday: int = weekday, enough: int = enough
            ) -> tuple[object, ...]:
                want = owed[p] + self._wish(p, weekday)
                waited = min(day - last.get(p, -enough), enough)
                return (
                    p in near, -round(want, 4), -waited, -round(carry.get(p, 0.0), 2),
                    self.ledger.weekdays[p, weekday], dice(),
                )  # fmt: skip

            order = sorted((p for p in self.eligible[day] if self.can(p, day)), key=key)
            for place, person in zip(free, self._together(order, len(free)), strict=False):
                self.put(day, place, person)
                owed[person] -= 1
            last.update(dict.fromkeys((p for p in self.who[day]), day))
        self.due = {p: self.ledger.owed(p) for p in self.people}
        for day, slots in enumerate(self.grid):
            self._accrue(self.due, day, sum(1 for slot in slots if slot.person in self.people))

    def _accrue(self, owed: dict[int, float], day: int, turns: int) -> None:
        present = [m for m in self.people.values() if m.present(self.days[day])]
        whole = sum(m.share for m in present)
        for m in present:
            owed[m.id] += turns * m.share / whole

    def _wish(self, person: int, weekday: int) -> float:
        wanted = self.people[person].prefer
        if not wanted:
            return 0.0
        return WISH if str(weekday) in wanted else -WISH

    def _together(self, order: list[int], count: int) -> list[int]:
        """The first `count` of `order` who may be together, or as many as there are such."""
        for size in range(min(count, len(order)), 0, -1):
            tries = [20_000]
            found = self._subset(order, 0, size, [], tries)
            if found is not None:
                return found
        return []

    def _subset(
        self, order: list[int], first: int, size: int, chosen: list[int], tries: list[int]
    ) -> list[int] | None:
        if len(chosen) == size:
            return chosen
        for at in range(first, len(order) - (size - len(chosen)) + 1):
            tries[0] -= 1
            if tries[0] < 0:
                return None
            if self.foes.get(order[at], set()).isdisjoint(chosen):
                found = self._subset(order, at + 1, size, [*chosen, order[at]], tries)
                if found is not None:
                    return found
        return None

    # Repairing

    def owed(self, person: int) -> float:
        """What `person` owes at the end of this month."""
        return self.due.get(person, 0.0) - self.count[person]

    def rest(self) -> None:
        """Let somebody rested stand where one would be on duty two working days running."""
        for _round in range(ROUNDS):
            if not any(self._relieve(*turn) for turn in self.loose() if turn[2] in self.near(turn[0])):
                return

    def _relieve(self, day: int, place: int, person: int) -> bool:
        if self.grid[day][place].person != person or person not in self.near(day):
            return False
        near = self.near(day)
        fresh = [p for p in self.eligible[day] if p not in near and self.can(p, day, instead_of=person)]
        if fresh:
            self.put(day, place, max(fresh, key=lambda p: round(self.owed(p), 6)))
            return True
        for other_day, other_place, _other in self.loose():
            if other_day != day and self._exchange(day, place, other_day, other_place, worth=0):
                return True
        return False

    def _exchange(self, day: int, place: int, other_day: int, other_place: int, *, worth: float) -> bool:
        """Let two change places when both may and fewer than before are tired, or as many and `worth` is above 0."""
        one, other = self.grid[day][place].person, self.grid[other_day][other_place].person
        if one is None or other is None or one == other:
            return False
        if not (self.can(other, day, instead_of=one) and self.can(one, other_day, instead_of=other)):
            return False
        tired = (one in self.near(day)) + (other in self.near(other_day))
        self._swap(day, place, other_day, other_place)
        now = (other in self.near(day)) + (one in self.near(other_day))
        if now < tired or (now == tired and worth > 0):
            return True
        self._swap(day, place, other_day, other_place)
        return False

    def _swap(self, day: int, place: int, other_day: int, other_place: int) -> None:
        one, other = self.grid[day][place], self.grid[other_day][other_place]
        self.grid[day][place] = replace(one, person=other.person)
        self.grid[other_day][other_place] = replace(other, person=one.person)
        for at in (day, other_day):
            self.who[at] = {slot.person for slot in self.grid[at] if slot.person is not None}

    def even(self) -> None:
        """Hand turns on, over others if need be, from who is ahead to who is behind, as long as that evens the year."""
        for _round in range(ROUNDS):
            holders = {person for _day, _place, person in self.loose()}
            ahead = sorted(holders, key=self.owed)
            behind = sorted(self.people, key=self.owed, reverse=True)
            if not any(
                self._hand_on(low, high)
                for low in ahead
                for high in behind
                if self.owed(high) - self.owed(low) > EVEN
            ):
                return

    def _hand_on(self, giver: int, taker: int) -> bool:
        """One turn from `giver` to `taker` along the shortest way; whether there was one."""
        turns: dict[int, list[tuple[int, int]]] = {}
        for day, place, person in self.loose():
            turns.setdefault(person, []).append((day, place))
        came: dict[int, tuple[int, int, int]] = {}
        waiting = deque([giver])
        while waiting and taker not in came:
            person = waiting.popleft()
            for day, place in turns.get(person, ()):
                near = self.near(day)
                for other in self.eligible[day]:
                    if other == giver or other in came or other in near:
                        continue
                    if self.can(other, day, instead_of=person):
                        came[other] = (person, day, place)
                        waiting.append(other)
        if taker not in came:
            return False
        steps = []
        at = taker
        while at != giver:
            before, day, place = came[at]
            steps.append((day, place, before, at))
            at = before
        if len({day for day, _place, _before, _now in steps}) < len(steps):
            return False  # two changes on one day could bring two together who are kept apart
        for day, place, _before, now in steps:
            self.put(day, place, now)
        return True

    def wish(self) -> None:
        """Exchange turns so that more stand on the weekdays people prefer."""
        if not any(member.prefer for member in self.people.values()):
            return
        for day, place, person in self.loose():
            weekday = self.days[day].isoweekday()
            if self.grid[day][place].person != person or self._wish(person, weekday) >= 0:
                continue
            for other_day, other_place, other in self.loose():
                other_weekday = self.days[other_day].isoweekday()
                gain = self._wish(person, other_weekday) - self._wish(person, weekday)
                gain += self._wish(other, weekday) - self._wish(other, other_weekday)
                if gain > 0 and self._exchange(day, place, other_day, other_place, worth=gain):
                    break

    # Effort

    def share_effort(self) -> None:
        """Who of a day does what: the heavier task for who has done less, and not always the same one."""
        due = {p: self.ledger.owed_effort(p) for p in self.people}
        for day, slots in enumerate(self.grid):
            present = [m for m in self.people.values() if m.present(self.days[day])]
            whole = sum(m.share for m in present)
            effort = sum(slot.effort for slot in slots if slot.person in self.people)
            for m in present:
                due[m.id] += effort * m.share / whole
            for slot in slots:
                if slot.person is not None:
                    due[slot.person] = due.get(slot.person, 0.0) - slot.effort
        tasks = Counter(self.ledger.tasks)
        for slots in self.grid:
            self._reorder(slots, due, tasks)
            tasks.update((slot.person, slot.task) for slot in slots if slot.person is not None)
        for _round in range(3):
            changed = [self._reorder(slots, due, tasks) for slots in self.grid]  # each is asked
            if not any(changed):
                return

    def _reorder(self, slots: list[Slot], due: dict[int, float], tasks: Counter[tuple[int, str]]) -> bool:
        free = [n for n, slot in enumerate(slots) if not slot.fixed and slot.person is not None]
        people = [slots[n].person for n in free]
        if not 1 < len(free) <= MOST_ORDERS:
            return False
        start = {p: due[p] + slots[n].effort for n, p in zip(free, people, strict=True) if p is not None}

        def cost(order: Sequence[int | None]) -> tuple[float, int]:
            uneven = sum(
                (start[p] - slots[n].effort) ** 2 for n, p in zip(free, order, strict=True) if p is not None
            )
            known = sum(tasks[p, slots[n].task] for n, p in zip(free, order, strict=True) if p is not None)
            return round(uneven, 6), known

        best = min(permutations(people), key=cost)
        changed = cost(best) < cost(people)
        for n, p in zip(free, best if changed else people, strict=True):
            assert p is not None
            if changed:
                slots[n] = replace(slots[n], person=p)
                due[p] = start[p] - slots[n].effort
        return changed

    def slots(self) -> list[Slot]:
        """All places, in the order of days."""
        return [slot for day in self.grid for slot in day]
