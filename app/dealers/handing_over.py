"""Handing over from one salesperson to another: dealers and whatever else they are responsible for (R71)."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.dealers.family import families
from app.dealers.model import Dealer
from app.dealers.service import finish
from app.directory import pointing
from app.directory.pointing import HANDED_OVER, HANDED_WITH, Pointer
from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff
from app.store.errors import UserError
from app.store.models import AuditChange, AuditWrite, Record, kind_of
from app.store.store import update_where
from app.words import _


@dataclass(frozen=True, slots=True)
class Handed:
    """What changed hands: how many records of each kind (dealer, promise, province_owner, …), and the dealers."""

    from_name: str
    to_name: str
    on: date
    counts: dict[str, int] = field(default_factory=dict)
    dealer_ids: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many records in all."""
        return sum(self.counts.values())


def outlook(desk: Desk, from_id: int, *, dealer_ids: Sequence[int] | None = None) -> dict[str, int]:
    """How many records of each kind `hand_over` would move: everything of `from_id`, or of these dealers only."""
    with desk.store.read() as session:
        return {
            kind_of(each.model): session.scalar(
                select(func.count()).select_from(each.model).where(*_where(each, from_id, dealer_ids))
            )
            or 0
            for each in _responsible(dealer_ids is None)
        }


def hand_over(
    desk: Desk,
    from_id: int,
    to_id: int,
    *,
    dealer_ids: Sequence[int] | None = None,
    kinds: Collection[str] | None = None,
) -> Handed:
    """Make `to_id` responsible in place of `from_id`, in one write that is undone in one step; what was moved.

    Without `dealer_ids` everything goes: dealers, provinces, promises still owed, and whatever other feature marks a
    foreign key as handed over. With them only these dealers and what hangs on them. `kinds` narrows it further.
    UserError when both are the same, when the new one has left, or when there is nothing to hand over.
    """
    if from_id == to_id:
        raise UserError(_("Both are the same person. Choose who takes over."))
    with desk.store.write("dealer.hand_over") as session:
        giver, taker = session.get_one(Staff, from_id), session.get_one(Staff, to_id)
        if taker.deleted_at is not None or (taker.to_on is not None and taker.to_on < desk.today()):
            raise UserError(_("{name} has left. Choose somebody who is here.").format(name=taker.name))
        counts: dict[str, int] = {}
        moved: tuple[int, ...] = ()
        for each in _responsible(dealer_ids is None):
            kind = kind_of(each.model)
            if kinds is not None and kind not in kinds:
                continue
            where = _where(each, from_id, dealer_ids)
            if each.model is Dealer:
                moved = tuple(session.scalars(select(Dealer.id).where(*where).order_by(Dealer.sort_key)))
            values = {each.key: to_id, **each.info.get(HANDED_WITH, {})}
            count = update_where(session, each.model, *where, values=values)
            if count:
                counts[kind] = counts.get(kind, 0) + count
        if not counts:
            raise UserError(
                _(
                    "{name} is responsible for nothing of this. Choose other dealers or another person."
                ).format(name=giver.name)
            )
        return Handed(giver.name, taker.name, desk.today(), counts, moved)


def give(desk: Desk, dealer_ids: Iterable[int], to_id: int) -> Handed:
    """Give dealers to `to_id`, whoever has them now, or nobody: what was promised to them goes along; one write."""
    wanted = list(dealer_ids)
    with desk.store.write("dealer.hand_over") as session:
        owners = session.execute(
            select(Dealer.salesman_id).where(Dealer.id.in_(wanted), Dealer.deleted_at.is_(None)).distinct()
        )
        counts: dict[str, int] = {}
        moved: list[int] = []
        givers = [owner for (owner,) in owners if owner != to_id]
        for owner in givers:
            if owner is None:
                free = session.scalars(
                    select(Dealer.id).where(
                        Dealer.id.in_(wanted), Dealer.salesman_id.is_(None), Dealer.deleted_at.is_(None)
                    )
                ).all()
                update_where(session, Dealer, Dealer.id.in_(free), values={"salesman_id": to_id})
                _rescore(session, desk, free)
                counts["dealer"] = counts.get("dealer", 0) + len(free)
                moved += free
                continue
            theirs = session.scalars(
                select(Dealer.id).where(Dealer.id.in_(wanted), Dealer.salesman_id == owner)
            ).all()
            handed = hand_over(desk, owner, to_id, dealer_ids=theirs)
            counts = {kind: counts.get(kind, 0) + n for kind, n in handed.counts.items()} | {
                kind: n for kind, n in counts.items() if kind not in handed.counts
            }
            moved += handed.dealer_ids
        taker = session.get_one(Staff, to_id)
        known = people.names(session, givers)
        if not moved:
            raise UserError(_("{name} has all of these dealers already.").format(name=taker.name))
        return Handed(_(", ").join(known.values()), taker.name, desk.today(), counts, tuple(moved))


def _rescore(session: Session, desk: Desk, ids: Sequence[int]) -> None:
    session.expire_all()  # they were changed below the unit of work
    known = families(session, ids)
    for row in session.scalars(select(Dealer).where(Dealer.id.in_(ids))):
        finish(session, desk, row, known[row.id])


def _responsible(everything: bool) -> list[Pointer]:
    """The foreign keys that say who is responsible; of dealers only, those of records that name their dealer."""
    marked = [each for each in pointing.pointers(Staff) if HANDED_OVER in each.info]
    if everything:
        return marked
    return [each for each in marked if each.model is Dealer or hasattr(each.model, "dealer_id")]


def _where(each: Pointer, from_id: int, dealer_ids: Sequence[int] | None) -> list[ColumnElement[bool]]:
    model: Any = each.model
    where = [getattr(model, each.key) == from_id]
    where += [getattr(model, key).in_(words) for key, words in each.info[HANDED_OVER].items()]
    if issubclass(each.model, Record):
        where.append(model.deleted_at.is_(None))
    if dealer_ids is not None:
        where.append((model.id if each.model is Dealer else model.dealer_id).in_(list(dealer_ids)))
    return where


def last(desk: Desk) -> Handed | None:
    """The newest hand-over that still stands, read off the audit trail, for its list to be printed again."""
    with desk.store.read() as session:
        undone = select(AuditWrite.undo_of).where(AuditWrite.undo_of.is_not(None))
        write = session.scalars(
            select(AuditWrite)
            .where(AuditWrite.label == "dealer.hand_over", AuditWrite.id.not_in(undone))
            .order_by(AuditWrite.id.desc())
            .limit(1)
        ).first()
        if write is None:
            return None
        counts: dict[str, int] = {}
        moved: list[int] = []
        givers: set[int] = set()
        takers: set[int] = set()
        keys = {kind_of(each.model): each.key for each in _responsible(True)}
        for kind, record_id, told in session.execute(
            select(AuditChange.kind, AuditChange.record_id, AuditChange.fields).where(
                AuditChange.write_id == write.id
            )
        ):
            change = json.loads(told).get(keys.get(kind, ""))
            if change is None:
                continue
            counts[kind] = counts.get(kind, 0) + 1
            givers |= {change[0]} - {None}
            takers |= {change[1]} - {None}
            if kind == kind_of(Dealer):
                moved.append(record_id)
        known = people.names(session, givers | takers)
        order = session.scalars(select(Dealer.id).where(Dealer.id.in_(moved)).order_by(Dealer.sort_key))
        return Handed(
            _(", ").join(known.get(each, "") for each in sorted(givers)),
            _(", ").join(known.get(each, "") for each in sorted(takers)),
            desk.local(write.at).date(),
            counts,
            tuple(order),
        )
