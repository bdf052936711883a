"""Why somebody is on duty on a day, and who could stand in: said from the account, for hover, keyboard and choices."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.office.desk import Desk
from app.people import service as people
from app.roster import pool as pools
from app.roster import year as years
from app.roster.model import Turn
from app.roster.rules import Member, how_label
from app.words import _, language, ngettext


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a turn: `ahead` as in shown.Share. `tired`: on duty on a working day beside it."""

    staff_id: int
    name: str
    year: int
    ahead: float
    tired: bool
    obstacle: str


def candidates(desk: Desk, turn_id: int) -> list[Candidate]:
    """Everybody of the pool who is not on duty that day: who can come first, rested before tired, fewest turns first.

    The order is the order of proposal; by "fewest" turns by days present are meant.
    """
    with desk.store.read() as session:
        row = session.get_one(Turn, turn_id)
        pool = pools.load(session)
        account = years.ledger(pool.members, years.counted(session, row.on.year))
        near = _near(desk, row.on)
        beside = years.people_on(session, [row.on, *near])
        foes = {
            other for pair in pool.apart for other in pair if (pair - {other}) & (beside[0] - {row.staff_id})
        }
        found = []
        for member in pool.members:
            if member.id in beside[0] or not member.belongs(row.on):
                continue
            obstacle = member.obstacle(row.on) or (_("kept apart") if member.id in foes else "")
            found.append(
                Candidate(
                    member.id, member.name, account.count[member.id], -account.owed(member.id),
                    member.id in beside[1] | beside[2], obstacle,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (bool(one.obstacle), one.tired, round(one.ahead, 4), one.year))


def _near(desk: Desk, on: date) -> list[date | None]:
    return [years.working_day(desk.calendar, on, -1), years.working_day(desk.calendar, on, 1)]


def why(desk: Desk, turn_id: int) -> list[str]:
    """Why this person has this turn, a short sentence each; the facts on the morning of that day."""
    with desk.store.read() as session:
        row = session.get_one(Turn, turn_id)
        if row.staff_id is None:
            return [_("Nobody could be found.")]
        pool = pools.load(session)
        rows = years.counted(session, row.on.year)
        account = years.ledger(pool.members, rows, until=row.on - timedelta(days=1))
        beside = years.people_on(session, _near(desk, row.on))
        same_day = years.people_on(session, [row.on])[0]
        name = people.names(session, [row.staff_id, row.swapped_from_id])
        last = max((one.on for one in rows if one.staff_id == row.staff_id and one.on < row.on), default=None)
    said = []
    if row.how != "made":
        told = how_label(row.how)
        if row.swapped_from_id is not None:
            told = _("{how}, before: {name}").format(how=told, name=name.get(row.swapped_from_id, ""))
        said.append(told)
    if row.remark:
        said.append(row.remark)
    said.append(_before(account.count[row.staff_id], -account.owed(row.staff_id), last))
    said += _others(pool.members, row, beside, same_day)
    if row.locked:
        said.append(_("locked"))
    return said


def _before(count: int, ahead: float, last: date | None) -> str:
    times = ngettext("{n} turn this year before", "{n} turns this year before", count).format(n=count)
    behind = _("{n} behind a fair share") if ahead < 0 else _("{n} ahead of a fair share")
    fair = behind.format(n=f"{abs(ahead):.1f}") if abs(ahead) >= 0.05 else _("just a fair share")
    when = _("last on {month}-{day}").format(month=last.month, day=last.day) if last else _("the first one")
    return ("，" if language() == "zh" else ", ").join((times, fair, when))


def _others(members: tuple[Member, ...], row: Turn, beside: list[set[int]], same_day: set[int]) -> list[str]:
    said = []
    away = [
        _("{text} ({note})").format(text=member.name, note=told)
        for member in members
        if member.id not in same_day and member.belongs(row.on) and (told := member.obstacle(row.on))
    ]
    if away:
        said.append(_("not free: {people}").format(people=_(", ").join(away)))
    tired = [m.name for m in members if m.id in beside[0] | beside[1] and m.id not in same_day]
    if tired:
        said.append(_("on duty the day before or after: {people}").format(people=_(", ").join(tired)))
    return said
