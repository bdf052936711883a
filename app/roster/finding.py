"""A month of the roster as it is shown, printed and answered: days, people, fairness, and what is wrong with it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import day_names
from app.office.desk import Desk
from app.people.model import Staff
from app.roster import festivals, troubles
from app.roster import pool as pools
from app.roster import year as years
from app.roster.ledger import Ledger
from app.roster.model import RosterMonth, Turn
from app.roster.pool import Pool
from app.roster.shown import Cell, Day, Month, Share

KINDS = ("work", "rest", "makeup")


def month(desk: Desk, first: date) -> Month:
    """The month of `first`."""
    first = first.replace(day=1)
    with desk.store.read() as session:
        pool = pools.load(session)
        turns = _cells(session, first, pool)
        seed = session.scalar(
            select(RosterMonth.seed).where(RosterMonth.month == first, RosterMonth.deleted_at.is_(None))
        )
        rows = years.counted(session, first.year)
        account = years.ledger(pool.members, rows)
        last = years.month_after(first) - timedelta(days=1)
        beside = years.people_on(session, [years.working_day(desk.calendar, first, -1)])[0]
        names = told_apart(session, [*account.count, *account.ids])
    days = tuple(_day(desk, on, turns.get(on, ())) for on in years.days_of(first))
    shares = _shares(account, days, names, last)
    # who has left is measured when the year is over: their accounts end where everybody's will, not where they are now
    inside = [share.ahead for share in shares if share.days and (share.inside or first.month == 12)]
    published = desk.calendar.published(first.year)
    return Month(
        month=first, today=desk.today(), made=bool(turns), seed=seed, published=published, days=days, shares=shares,
        spread=ceil(max(inside) - min(inside) - 1e-6) if inside else 0,
        warnings=tuple(troubles.told(first, days, pool, published=published, before=beside, today=desk.today())),
        leaves=tuple(pools.leaves(desk, first, last)), members=pool.members, apart=tuple(pools.apart(desk)),
        tasks=tuple(dict.fromkeys([c.task for d in days for c in d.cells] or [t.name for t in pool.tasks])),
    )  # fmt: skip


def told_apart(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Names by id; people who share a name get their code behind it."""
    found = session.execute(select(Staff.id, Staff.name, Staff.code).where(Staff.id.in_(set(ids)))).all()
    often = Counter(name for _id, name, _code in found)
    return {i: f"{name} ({code})" if often[name] > 1 else name for i, name, code in found}


def _cells(session: Session, first: date, pool: Pool) -> dict[date, tuple[Cell, ...]]:
    last = years.month_after(first) - timedelta(days=1)
    rows = session.scalars(
        select(Turn)
        .where(Turn.deleted_at.is_(None), Turn.on.between(first, last))
        .order_by(Turn.on, Turn.place)
    ).all()
    members = {member.id: member for member in pool.members}
    ids = {i for row in rows for i in (row.staff_id, row.swapped_from_id, row.checker_id) if i is not None}
    names = told_apart(session, [*ids, *members])
    found: dict[date, list[Cell]] = {}
    for row in rows:
        member = members.get(row.staff_id or 0)
        obstacle = ""
        if member is not None and not (row.done or row.missed) and row.how != "hand":
            obstacle = member.obstacle(row.on)
        elif member is not None and row.how == "hand":
            away = member.away_on(row.on)
            obstacle = (member.obstacle(row.on) if away else "") if not row.done else ""
        found.setdefault(row.on, []).append(
            Cell(
                id=row.id, row_version=row.row_version, on=row.on, place=row.place, task=row.task, effort=row.effort,
                staff_id=row.staff_id, name=names.get(row.staff_id or 0, ""), how=row.how,
                swapped_from=names.get(row.swapped_from_id or 0, ""), locked=row.locked, done=row.done,
                missed=row.missed, score=row.score, checker=names.get(row.checker_id or 0, ""), obstacle=obstacle,
                remark=row.remark or "",
            )
        )  # fmt: skip
    return {on: tuple(cells) for on, cells in found.items()}


def _day(desk: Desk, on: date, cells: tuple[Cell, ...], *, farmers: bool = True) -> Day:
    working = desk.calendar.is_working(on)
    kind = "rest" if not working else "makeup" if on.weekday() >= 5 else "work"
    name = day_names.said(desk.calendar.name(on)) if kind == "rest" else ""
    if not farmers:
        return Day(on, kind, name, "", "", cells)
    festival = "" if name else festivals.festival(on)
    return Day(on, kind, name, festival, festivals.lunar(on), cells)


def _shares(account: Ledger, days: Sequence[Day], names: dict[int, str], last: date) -> tuple[Share, ...]:
    here = Counter(
        cell.staff_id for day in days for cell in day.cells if cell.staff_id is not None and not cell.missed
    )
    inside = {member.id: member.belongs(last) for member in account.members}
    order = [member.id for member in account.members if inside[member.id] or here[member.id]]
    order += [
        person for person in [*account.ids, *account.count] if person not in order and account.count[person]
    ]
    return tuple(
        Share(
            person, names.get(person, ""), here[person], account.count[person], account.effort[person],
            account.days[person], -account.owed(person) if person in account.ids else 0.0, inside.get(person, False),
        )
        for person in dict.fromkeys(order)
    )  # fmt: skip


def document(found: Month) -> dict[str, Any]:
    """The month as cli.md gives it: `people` and `tasks` in step, `unfilled` tasks besides, `cells` with everything."""
    return {
        "month": f"{found.month:%Y-%m}",
        "made": found.made,
        "seed": found.seed,
        "days": [_document_day(day) for day in found.days],
        "counts": {share.name: share.month for share in found.shares},
        "year_counts": {share.name: share.year for share in found.shares},
        "spread": found.spread,
        "warnings": [*found.warnings, *filter(None, [troubles.over(found.days, found.today)])],
    }


def _document_day(day: Day) -> dict[str, Any]:
    filled = [cell for cell in day.cells if cell.staff_id is not None]
    return {
        "date": day.on.isoformat(),
        "kind": day.kind,
        "holiday": day.holiday or None,
        "festival": day.festival or None,
        "people": [cell.name for cell in filled],
        "tasks": [cell.task for cell in filled],
        "unfilled": [cell.task for cell in day.cells if cell.staff_id is None],
        "cells": [
            {
                "id": cell.id, "task": cell.task, "effort": cell.effort, "person": cell.name or None, "how": cell.how,
                "swapped_from": cell.swapped_from or None, "locked": cell.locked, "done": cell.done,
                "missed": cell.missed, "score": cell.score, "checker": cell.checker or None,
            }
            for cell in day.cells
        ],
    }  # fmt: skip


def on_duty(desk: Desk, on: date) -> Day:
    """Who is on duty on one day, without what the farmers' calendar calls it: that needs a library of its own."""
    first = on.replace(day=1)
    with desk.store.read() as session:
        cells = _cells(session, first, pools.load(session)).get(on, ())
    return _day(desk, on, cells, farmers=False)


def score_of(cells: Sequence[Cell]) -> float | None:
    """The mean score of those of `cells` that have one."""
    scores = [cell.score for cell in cells if cell.score is not None]
    return sum(scores) / len(scores) if scores else None
