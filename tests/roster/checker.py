"""A checker of rosters that knows none of the program's code: it reads the JSON and the published calendar, no more."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

ONE = timedelta(days=1)


def span(first: str, last: str) -> set[date]:
    """The days from `first` to `last`, both included."""
    at, end = date.fromisoformat(first), date.fromisoformat(last)
    return {at + ONE * n for n in range((end - at).days + 1)}


REST_2026 = (
    span("2026-01-01", "2026-01-03") | span("2026-02-15", "2026-02-23") | span("2026-04-04", "2026-04-06")
    | span("2026-05-01", "2026-05-05") | span("2026-06-19", "2026-06-21") | span("2026-09-25", "2026-09-27")
    | span("2026-10-01", "2026-10-07")
)  # fmt: skip
"""国务院办公厅关于2026年部分节假日安排的通知."""
MAKEUP_2026 = {
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
}  # fmt: skip


def works(day: date) -> bool:
    """Whether people work on `day` of 2026."""
    return day in MAKEUP_2026 or (day.weekday() < 5 and day not in REST_2026)


@dataclass(frozen=True)
class Person:
    """What the test has told the program of somebody. Weekdays are ISO digits."""

    name: str
    first: date | None = None
    last: date | None = None
    away: tuple[tuple[date, date], ...] = ()
    avoid: str = ""
    weekdays: str = ""
    share: int = 100

    def present(self, day: date) -> bool:
        """Whether the day counts towards the share."""
        inside = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        part = not self.weekdays or str(day.isoweekday()) in self.weekdays
        return inside and part and not any(a <= day <= b for a, b in self.away)

    def free(self, day: date) -> bool:
        """Whether the person may be on duty."""
        return self.present(day) and str(day.isoweekday()) not in self.avoid


@dataclass
class Findings:
    """What was found wrong, a sentence each, and each one's account at the end."""

    wrong: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    fair: dict[str, float] = field(default_factory=dict)

    def ahead(self, name: str) -> float:
        """Turns more than a fair share by days present."""
        return self.count[name] - self.fair[name]

    @property
    def spread(self) -> float:
        """How far the accounts of everybody lie apart, in turns, whoever left or joined included."""
        ahead = [self.ahead(name) for name in self.fair]
        return max(ahead) - min(ahead) if ahead else 0.0


def check(
    months: list[dict[str, Any]],
    people: list[Person],
    *,
    places: int,
    apart: list[tuple[str, str]] | None = None,
    working: Any = works,
) -> Findings:
    """Read the documents of consecutive months."""
    found = Findings(fair={person.name: 0.0 for person in people})
    by_name = {person.name: person for person in people}
    days: list[tuple[date, list[str]]] = []
    seen: set[date] = set()
    for month in months:
        counts: Counter[str] = Counter()
        for told in month["days"]:
            day = date.fromisoformat(told["date"])
            seen.add(day)
            kind = "work" if working(day) else "rest"
            if kind == "work" and day.weekday() >= 5:
                kind = "makeup"
            if told["kind"] != kind:
                found.wrong.append(f"{day} is {kind}, not {told['kind']}")
            on = told["people"]
            if len(on) != len(told["tasks"]):
                found.wrong.append(f"{day}: people and tasks are not in step")
            counts.update(on)
            if kind == "rest":
                if on or told["unfilled"]:
                    found.wrong.append(f"{day} is a rest day with {on}")
                continue
            days.append((day, on))
            _day(found, day, on, told["unfilled"], people, by_name, places, apart or [])
        if {n: c for n, c in month["counts"].items() if c} != dict(counts):
            found.wrong.append(f"{month['month']}: counts {month['counts']} are not those of the days")
    first, last = min(seen), max(seen)
    if seen != {first + ONE * n for n in range((last - first).days + 1)}:
        found.wrong.append("days are missing")
    _account(found, days, people)
    _consecutive(found, days, people, apart or [])
    _uneven(found, [turn for turn in days if turn[0] >= last.replace(day=1)], days, people, apart or [])
    return found


def roomy(people: list[Person], days: list[date], *, places: int) -> bool:
    """Whether turns can be rested between and shared evenly at once: on each day two more people are free than two
    days need, and nobody's share is more than two turns in five days.
    """
    for day in days:
        present = [p for p in people if p.present(day)]
        whole = sum(p.share for p in present)
        if sum(p.free(day) for p in present) < 2 * places + 2:
            return False
        if max(p.share for p in present) * places > 0.4 * whole:
            return False
    return True


def _day(
    found: Findings, day: date, on: list[str], unfilled: list[str], people: list[Person],
    by_name: dict[str, Person], places: int, apart: list[tuple[str, str]],
) -> None:  # fmt: skip
    if len(set(on)) < len(on):
        found.wrong.append(f"{day}: somebody stands twice")
    if len(on) + len(unfilled) != places:
        found.wrong.append(f"{day}: {len(on)} people and {len(unfilled)} unfilled are not {places} places")
    for name in on:
        if name not in by_name or not by_name[name].free(day):
            found.wrong.append(f"{day}: {name} is not free")
    for one, other in apart:
        if one in on and other in on:
            found.wrong.append(f"{day}: {one} and {other} are together")
    idle = [p.name for p in people if p.free(day) and p.name not in on]
    foes = {b for a, b in [*apart, *((b, a) for a, b in apart)] if a in on}
    if unfilled and set(idle) - foes:
        found.wrong.append(f"{day}: a place is empty though {idle} are free")


def _account(found: Findings, days: list[tuple[date, list[str]]], people: list[Person]) -> None:
    for day, on in days:
        found.count.update(on)
        present = [p for p in people if p.present(day)]
        whole = sum(p.share for p in present)
        for p in present:
            found.fair[p.name] += len(on) * p.share / whole


def _consecutive(
    found: Findings, days: list[tuple[date, list[str]]], people: list[Person], apart: list[tuple[str, str]]
) -> None:
    """Somebody on two working days running, where another one was free on the second and rested around it."""
    for at in range(1, len(days)):
        day, on = days[at]
        before = days[at - 1][1]
        after = days[at + 1][1] if at + 1 < len(days) else []
        for name in set(on) & set(before):
            rest = [other for other in on if other != name]
            fresh = [
                p.name for p in people
                if p.free(day) and p.name not in {*on, *before, *after}
                and not any({p.name, other} in ({a, b} for a, b in apart) for other in rest)
            ]  # fmt: skip
            if fresh:
                found.wrong.append(f"{name} on {days[at - 1][0]} and {day}, though {fresh} were rested")


def _uneven(
    found: Findings, last_month: list[tuple[date, list[str]]], days: list[tuple[date, list[str]]],
    people: list[Person], apart: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Somebody ahead by more than one turn of another one, who could have stood there rested in the last month."""
    at_work = [day for day, _on in days]
    who = dict(days)
    for day, on in last_month:
        at = at_work.index(day)
        near = set(who[at_work[at - 1]] if at else []) | set(
            who[at_work[at + 1]] if at + 1 < len(days) else []
        )
        for name in on:
            rest = [other for other in on if other != name]
            for p in people:
                if p.name in on or p.name in near or not p.free(day):
                    continue
                if any({p.name, other} in ({a, b} for a, b in apart) for other in rest):
                    continue
                if found.ahead(name) - found.ahead(p.name) > 1 + 1e-6:
                    found.wrong.append(f"{name} on {day}, though {p.name} is behind and was rested")
