"""Repairing a filled month by changes of hands: nobody two working days running, the year even, wishes kept."""

from collections import Counter, deque
from collections.abc import Callable
from itertools import combinations

from app.roster.slots import Places

EVEN = 1.0 + 1e-6
"""How far the accounts of two people may lie apart without a turn changing hands."""
ROUNDS = 60


class Repair:
    """Changes of `month`. due -- turns that each is to have in it. fair -- each one's fair share at its end."""

    def __init__(self, month: Places, *, due: dict[int, int], fair: dict[int, float]) -> None:
        self._month, self._due, self._fair = month, due, fair

    def owed(self, person: int) -> int:
        """Turns that `person` has still to get this month; negative when there are too many."""
        return self._due.get(person, 0) - self._month.count[person]

    def behind(self, person: int) -> float:
        """Turns that `person` is behind a fair share at the end of this month."""
        return self._fair[person] - self._month.ledger.count[person] - self._month.count[person]

    def rest(self) -> None:
        """Let somebody rested stand where one would be on duty two working days running."""
        month = self._month
        for _round in range(ROUNDS):
            if not any(self._relieve(*turn) for turn in month.loose() if turn[2] in month.near(turn[0])):
                return

    def _relieve(self, day: int, place: int, person: int) -> bool:
        month = self._month
        if month.grid[day][place].person != person or person not in month.near(day):
            return False
        near = month.near(day)
        fresh = [p for p in month.eligible[day] if p not in near and month.can(p, day, instead_of=person)]
        if fresh:
            month.put(day, place, max(fresh, key=lambda p: round(self.owed(p), 6)))
            return True
        for other_day, other_place, _other in month.loose():
            if other_day != day and self._exchange(day, place, other_day, other_place, worth=0):
                return True
        return False

    def _exchange(self, day: int, place: int, other_day: int, other_place: int, *, worth: float) -> bool:
        """Let two change places when both may and fewer than before are tired, or as many and `worth` is above 0."""
        month = self._month
        one, other = month.grid[day][place].person, month.grid[other_day][other_place].person
        if one is None or other is None or one == other:
            return False
        if not (month.can(other, day, instead_of=one) and month.can(one, other_day, instead_of=other)):
            return False
        tired = (one in month.near(day)) + (other in month.near(other_day))
        month.swap(day, place, other_day, other_place)
        now = (other in month.near(day)) + (one in month.near(other_day))
        if now < tired or (now == tired and worth > 0):
            return True
        month.swap(day, place, other_day, other_place)
        return False

    def even(self) -> None:
        """Hand turns on, over others if need be, from who is ahead to who is behind, as long as that evens the year.

        Where somebody can't have what was aimed at, those around them are evened by their accounts of today.
        """
        for _round in range(ROUNDS):
            if not self._level(self.owed):
                break
        for _round in range(ROUNDS):
            if not self._level(self.behind, unless=lambda low, high: not (self.owed(low) or self.owed(high))):
                return

    def _level(
        self, owed: Callable[[int], float], *, unless: Callable[[int, int], bool] = lambda _low, _high: False
    ) -> bool:
        """One turn from somebody ahead by `owed` to somebody behind; whether there was one."""
        month = self._month
        holders = {person for _day, _place, person in month.loose()}
        behind = sorted(month.people, key=owed, reverse=True)
        return any(
            self._hand_on(low, high)
            for low in sorted(holders, key=owed)
            for high in behind
            if owed(high) - owed(low) > EVEN and not unless(low, high)
        )

    def _hand_on(self, giver: int, taker: int) -> bool:
        """One turn from `giver` to `taker` along the shortest way; whether there was one."""
        month = self._month
        turns: dict[int, list[tuple[int, int]]] = {}
        for day, place, person in month.loose():
            turns.setdefault(person, []).append((day, place))
        came: dict[int, tuple[int, int, int]] = {}
        waiting = deque([giver])
        while waiting and taker not in came:
            person = waiting.popleft()
            for day, place in turns.get(person, ()):
                near = month.near(day)
                for other in month.eligible[day]:
                    if other == giver or other in came or other in near:
                        continue
                    if month.can(other, day, instead_of=person):
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
            month.put(day, place, now)
        return True

    def mix(self) -> None:
        """Exchange turns so that it is not always the same two who are on duty together, this year.

        Where people are so few that somebody can't rest, nothing is changed: who could be relieved is settled.
        """
        month = self._month
        if any(people & month.near(day) for day, people in enumerate(month.who)):
            return
        met = Counter(month.ledger.pairs)
        for people in month.who:
            met.update(frozenset(pair) for pair in combinations(people, 2))
        for day, place, _person in month.loose():
            if any(met[frozenset(pair)] > 1 for pair in combinations(month.who[day], 2)):
                self._mix(day, place, met)

    def _mix(self, day: int, place: int, met: Counter[frozenset[int]]) -> None:
        """Let one turn change with the one that makes most of it."""
        month = self._month
        person = month.grid[day][place].person
        gains = []
        for other_day, other_place, other in month.loose():
            if person is None or other_day == day or other == person:
                continue
            mine, theirs = month.who[day] - {person}, month.who[other_day] - {other}
            gone = sum(met[frozenset((person, p))] for p in mine) + sum(
                met[frozenset((other, p))] for p in theirs
            )
            came = sum(met[frozenset((other, p))] for p in mine) + sum(
                met[frozenset((person, p))] for p in theirs
            )
            gain = gone - came - len(mine) - len(theirs)  # half of what the squares of all meetings shrink by
            if gain > 0 and not self._crowds(person, other, day, other_day):
                gains.append((-gain, other_day, other_place))
        for _gain, other_day, other_place in sorted(gains):
            days = (day, other_day)
            before = [month.who[at] for at in days]
            if self._exchange(day, place, other_day, other_place, worth=1):
                for who in before:
                    met.subtract(frozenset(pair) for pair in combinations(who, 2))
                for at in days:
                    met.update(frozenset(pair) for pair in combinations(month.who[at], 2))
                return

    def _crowds(self, person: int, other: int, day: int, other_day: int) -> bool:
        """Whether turns would come sooner after one another, were the two to change these days."""
        month = self._month
        often = len(month.eligible[day]) // max(1, 2 * len(month.grid[day]))
        reach = range(2, max(2, often) + 1)

        def close(who: int, at: int, without: int) -> int:
            days = {at + step * sign for step in reach for sign in (-1, 1)} - {without}
            return sum(1 for near in days if 0 <= near < len(month.who) and who in month.who[near])

        before = close(person, day, day) + close(other, other_day, other_day)
        return close(person, other_day, day) + close(other, day, other_day) > before

    def wish(self) -> None:
        """Exchange turns so that more stand on the weekdays people prefer."""
        month = self._month
        if not any(member.prefer for member in month.people.values()):
            return
        for day, place, person in month.loose():
            weekday = month.days[day].isoweekday()
            if month.grid[day][place].person != person or month.wish(person, weekday) >= 0:
                continue
            for other_day, other_place, other in month.loose():
                other_weekday = month.days[other_day].isoweekday()
                gain = month.wish(person, other_weekday) - month.wish(person, weekday)
                gain += month.wish(other, weekday) - month.wish(other, other_weekday)
                if gain > 0 and self._exchange(day, place, other_day, other_place, worth=gain):
                    break
