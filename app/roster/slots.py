"""The places of a month by day: who holds them, who may, and who is on duty beside them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.roster.ledger import Ledger
from app.roster.rules import Member

WISH = 0.3
"""How many turns a preferred weekday is worth."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of one day. A `fixed` one (locked, or over already) keeps its person."""

    on: date
    place: int
    task: str
    effort: int
    person: int | None = None
    fixed: bool = False
    made: datetime | None = None
    """When it was given out, of one that was before."""


class Places:
    """The places of one month. `ledger` is the account of the year without them; days and places are counted from 0.

    before, after -- who is on duty on the working day before and after them. apart -- pairs that are never together.
    """

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

    def swap(self, day: int, place: int, other_day: int, other_place: int) -> None:
        """Let the people of two places change them."""
        one, other = self.grid[day][place], self.grid[other_day][other_place]
        self.grid[day][place] = replace(one, person=other.person)
        self.grid[other_day][other_place] = replace(other, person=one.person)
        for at in (day, other_day):
            self.who[at] = {slot.person for slot in self.grid[at] if slot.person is not None}

    def accrue(self, owed: dict[int, float], day: int, turns: int) -> None:
        """Let those present on `day` owe its `turns` by their share."""
        for person, share in self.shares(day).items():
            owed[person] += turns * share

    def shares(self, day: int) -> dict[int, float]:
        """What part of the turns of `day` is whose."""
        made = min((slot.made for slot in self.grid[day] if slot.made is not None), default=None)
        owing = [m for m in self.people.values() if m.owes(self.days[day], made)]
        whole = sum(m.share for m in owing)
        return {m.id: m.share / whole for m in owing}

    def wish(self, person: int, weekday: int) -> float:
        """What a turn on `weekday` (1 is Monday) is worth to `person` more or less than another."""
        wanted = self.people[person].prefer
        if not wanted:
            return 0.0
        return WISH if str(weekday) in wanted else -WISH

    def slots(self) -> list[Slot]:
        """All places, in the order of days."""
        return [slot for day in self.grid for slot in day]
