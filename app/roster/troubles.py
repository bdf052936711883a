"""What is wrong with a month, a sentence each: nothing that fails is left unsaid."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.roster.pool import Pool
from app.roster.rules import places
from app.roster.shown import Day
from app.words import _, ngettext

NAMED = 6
"""So many days are named; of more only the number is told."""


def told(
    month: date, days: Sequence[Day], pool: Pool, *, published: bool, before: Iterable[int], today: date
) -> list[str]:
    """The sentences for `days` of `month`; `before` was on duty on the working day before them."""
    found: list[str] = []
    if not published:
        found.append(
            _(
                "The State Council has not published the rest days of {year} yet: Monday to Friday count as"
                " working days. Make the month again once they are out."
            ).format(year=month.year)
        )
    if not pool.members:
        found.append(
            _("Nobody takes part in the roster. Put the people who sit in the office into the pool.")
        )
    if not any(day.cells for day in days):
        return found
    return [*found, *_short(days, pool), *_obstacles(days), *_calendar(days, today), *_tired(days, before)]


def over(days: Sequence[Day], today: date) -> str:
    """Which working days before `today` of a month that was made have nobody, as a sentence; "" when none."""
    blank = _blank(days, today)
    if not blank:
        return ""
    return ngettext(
        "{days} is over and has nobody: the month was made later. Give a reason to fill it too.",
        "{days} are over and have nobody: the month was made later. Give a reason to fill them too.",
        len(blank),
    ).format(days=_listed(blank))


def _blank(days: Sequence[Day], today: date) -> list[date]:
    made = any(day.cells for day in days)
    return [day.on for day in days if made and day.kind != "rest" and not day.cells and day.on < today]


def _short(days: Sequence[Day], pool: Pool) -> list[str]:
    found = []
    empty = [day.on for day in days if any(cell.staff_id is None for cell in day.cells)]
    if empty:
        found.append(
            ngettext(
                "Nobody could be found for {n} day: {days}. The place is shown and printed as unfilled.",
                "Nobody could be found for {n} days: {days}. The places are shown and printed as unfilled.",
                len(empty),
            ).format(n=len(empty), days=_listed(empty))
        )
    need = max((len(places(pool.tasks, day.on)) for day in days), default=0)
    there = max((sum(member.eligible(day.on) for member in pool.members) for day in days), default=0)
    if len(pool.members) == 1:
        found.append(
            _("Only {name} takes part, so every turn is theirs. Put more people into the pool.").format(
                name=pool.members[0].name
            )
        )
    elif pool.members and need > there:
        found.append(
            _("A day has {places} places, and at most {people} people are there for them.").format(
                places=need, people=there
            )
        )
    return found


def _obstacles(days: Sequence[Day]) -> list[str]:
    """People who can't be there after all, each with their days."""
    by_person: dict[tuple[str, str], list[date]] = {}
    for day in days:
        for cell in day.cells:
            if cell.obstacle:
                by_person.setdefault((cell.name, cell.obstacle), []).append(day.on)
    return [
        _("{name} ({why}) still stands on {days}. Make the rest again or choose somebody else.").format(
            name=name, why=why, days=_listed(on)
        )
        for (name, why), on in by_person.items()
    ]


def _calendar(days: Sequence[Day], today: date) -> list[str]:
    found = []
    gaps = [day.on for day in days if day.kind != "rest" and not day.cells and day.on >= today]
    if gaps:
        found.append(
            _("Working days without anybody: {days}. The calendar has changed; make the month again.").format(
                days=_listed(gaps)
            )
        )
    idle = [day.on for day in days if day.kind == "rest" and day.cells and day.on >= today]
    if idle:
        found.append(
            _(
                "Rest days with somebody on duty: {days}. The calendar has changed; make the month again."
            ).format(days=_listed(idle))
        )
    return found


def _tired(days: Sequence[Day], before: Iterable[int]) -> list[str]:
    last = set(before)
    found: dict[str, list[date]] = {}
    for day in days:
        if day.kind == "rest":
            continue
        here = {cell.staff_id for cell in day.cells if cell.staff_id is not None}
        for cell in day.cells:
            if cell.staff_id in last:
                found.setdefault(cell.name, []).append(day.on)
        last = here
    if not found:
        return []
    times = sum(len(on) for on in found.values())
    if times > NAMED:
        return [
            _("{n} turns follow one another on two working days running: there are too few people.").format(
                n=times
            )
        ]
    named = _("; ").join(f"{name} {_listed(on)}" for name, on in found.items())
    return [_("On duty two working days running: {people}.").format(people=named)]


def _listed(days: Sequence[date]) -> str:
    shown = [_("{month}-{day}").format(month=day.month, day=day.day) for day in days[:NAMED]]
    words = _(", ").join(shown)
    return _("{days} and more").format(days=words) if len(days) > NAMED else words
