"""What everybody has done in a year and what would be fair: the account from which turns are given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.roster.rules import Member

Done = tuple[int | None, str, int]
"""Person (None: nobody), task, effort."""


class Ledger:
    """The account of one year.

    A day's turns are owed by those who are present that day, by their share; so whoever joins, leaves or is away is
    measured by the days present. Turns of people outside the pool are counted, but owed by nobody.
    """

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        self.ids = {member.id for member in members}
        self.count: Counter[int] = Counter()
        self.effort: Counter[int] = Counter()
        self.fair: dict[int, float] = dict.fromkeys(self.ids, 0.0)
        self.fair_effort: dict[int, float] = dict.fromkeys(self.ids, 0.0)
        self.days: Counter[int] = Counter()
        """Days present on which somebody was on duty."""
        self.tasks: Counter[tuple[int, str]] = Counter()
        self.weekdays: Counter[tuple[int, int]] = Counter()
        self.pairs: Counter[frozenset[int]] = Counter()

    def add_day(self, day: date, turns: Iterable[Done], *, made: datetime | None = None) -> None:
        """Enter the turns of `day` that count (missed ones are left out by the caller), given out at `made`."""
        done = [(person, task, effort) for person, task, effort in turns if person is not None]
        ours = [turn for turn in done if turn[0] in self.ids]
        self.accrue(day, len(ours), sum(effort for _person, _task, effort in ours), made=made)
        for person, task, effort in done:
            self.count[person] += 1
            self.effort[person] += effort
            self.tasks[person, task] += 1
            self.weekdays[person, day.isoweekday()] += 1
        people = [person for person, _task, _effort in done]
        self.pairs.update(frozenset((a, b)) for at, a in enumerate(people) for b in people[at + 1 :])

    def accrue(self, day: date, turns: int, effort: int, *, made: datetime | None = None) -> None:
        """Let those present on `day` owe its turns and effort."""
        if not turns:
            return
        present = [member for member in self.members if member.owes(day, made)]
        whole = sum(member.share for member in present)
        for member in present:
            part = member.share / whole
            self.fair[member.id] += turns * part
            self.fair_effort[member.id] += effort * part
            self.days[member.id] += 1

    def owed(self, person: int) -> float:
        """Turns `person` would have to do to have done a fair share; negative when ahead."""
        return self.fair.get(person, 0.0) - self.count[person]

    def owed_effort(self, person: int) -> float:
        """The same in effort."""
        return self.fair_effort.get(person, 0.0) - self.effort[person]
