"""A dealer's dealings with the company, read across the features: calls, call backs, complaints, changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.calls import finding as calls_finding
from app.calls import rules as call_rules
from app.calls import service as calls
from app.calls.model import Call, Promise
from app.complaints import finding as complaints_finding
from app.complaints import service as complaints
from app.complaints.model import Complaint
from app.complaints.words import category_label, kind_label, status_label
from app.dealers import history
from app.dealers.family import Family, families, numbers_in
from app.dealers.model import Dealer
from app.dealers.service import area_code
from app.office.desk import Desk
from app.people import service as people
from app.words import _, ngettext, pgettext

CHANGE = "change"
KINDS = (calls.KIND, calls.PROMISE, complaints.KIND, CHANGE)
PAGE = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, ready to be drawn; `kind` and `id` open it (of a change: its write).

    `note` is what is still to be done about it, `late` that its time is over.
    """

    at: datetime
    kind: str
    id: int
    word: str
    """What it was: 来电, 去电, 回电, 投诉, 变更."""
    title: str
    detail: str
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest happenings first, and how many there are of each kind in all."""

    happenings: tuple[Happening, ...]
    counts: dict[str, int]


def timeline(
    desk: Desk,
    dealer_id: int,
    *,
    kinds: Collection[str] = KINDS,
    before: datetime | None = None,
    limit: int = PAGE,
    each: int = 0,
) -> Timeline:
    """What happened with a dealer, the newest `limit` before the moment `before`; NoResultFound for no dealer.

    The newest `each` of every kind stand there too, however much of another kind came after them.

    Calls count by the dealer they are linked to, and those of its numbers that are linked to nobody: they came
    before it was in the archive.
    """
    with desk.store.read() as session:
        dealer = session.get_one(Dealer, dealer_id)
        family = families(session, [dealer_id])[dealer_id]
        mine = _mine(dealer, family, area_code(desk))
        found: list[Happening] = []
        counts: dict[str, int] = {}
        for kind, read in (
            (calls.KIND, _calls), (calls.PROMISE, _promises), (complaints.KIND, _complaints), (CHANGE, _changes)
        ):  # fmt: skip
            told = list(read(session, desk, dealer_id, mine))
            counts[kind] = len(told)
            if kind in kinds:
                found += told
    if before is not None:
        found = [one for one in found if one.at < before]
    found.sort(key=lambda one: (one.at, one.kind, one.id), reverse=True)
    kept, seen = [], dict.fromkeys(counts, 0)
    for place, one in enumerate(found):
        if place < limit or seen[one.kind] < each:
            kept.append(one)
        seen[one.kind] += 1
    return Timeline(tuple(kept), counts)


def _mine(dealer: Dealer, family: Family, area: str | None) -> list[str]:
    own = numbers_in(dealer.mobile, dealer.landline, area=area)
    theirs = numbers_in(*(each.phone for each in family.contacts), area=area)
    theirs += numbers_in(*(each.phone for each in family.ship_addresses), area=area)
    return list(dict.fromkeys([*own, *theirs]))


def _of(model: type[Call] | type[Promise], dealer_id: int, numbers: list[str]) -> ColumnElement[bool]:
    linked = model.dealer_id == dealer_id
    if not numbers:
        return linked
    return or_(linked, and_(model.dealer_id.is_(None), model.number_norm.in_(numbers)))


def _calls(session: Session, desk: Desk, dealer_id: int, numbers: list[str]) -> Iterator[Happening]:
    ids = session.scalars(
        select(Call.id).where(_of(Call, dealer_id, numbers), Call.deleted_at.is_(None))
    ).all()
    now = desk.now()
    for row in calls_finding.rows_in(session, desk, ids):
        if row is None:
            continue
        owed = row.promise_result in call_rules.OPEN_RESULTS
        late = owed and row.promise_due_at is not None and row.promise_due_at < now
        note = _("late") if late else _("to be called back") if owed else ""
        said = [
            row.category_label,
            _("taken by {name}").format(name=row.agent) if row.agent else "",
            row.outcome_label,
        ]
        title = row.matter or row.category_label
        word = call_rules.direction_label(row.direction)
        yield Happening(
            row.started_at, calls.KIND, row.id, word, title, _(" · ").join(filter(None, said)), note, late
        )


def _promises(session: Session, desk: Desk, dealer_id: int, numbers: list[str]) -> Iterator[Happening]:
    rows = session.scalars(
        select(Promise).where(
            _of(Promise, dealer_id, numbers), Promise.deleted_at.is_(None), Promise.called_at.is_not(None)
        )
    ).all()
    known = people.names(session, [row.finder_id for row in rows])
    for row in rows:
        if row.called_at is None:
            continue
        said = [call_rules.result_label(row.result), known.get(row.finder_id, ""), row.answer]
        yield Happening(
            desk.local(row.called_at),
            calls.PROMISE,
            row.id,
            pgettext("happening", "Call back"),
            row.matter,
            _(" · ").join(filter(None, said)),
        )


def _complaints(session: Session, desk: Desk, dealer_id: int, numbers: list[str]) -> Iterator[Happening]:
    from_calls = select(Call.id).where(Call.dealer_id == dealer_id)
    by_call = and_(Complaint.source_kind == calls.KIND, Complaint.source_id.in_(from_calls))
    theirs = or_(by_call, Complaint.phone_norm.in_(numbers)) if numbers else by_call
    mine = or_(Complaint.dealer_id == dealer_id, and_(Complaint.dealer_id.is_(None), theirs))
    ids = session.scalars(select(Complaint.id).where(mine, Complaint.deleted_at.is_(None))).all()
    for row in complaints_finding.rows_in(session, desk, ids):
        if row is not None:
            said = _(" · ").join((row.code, category_label(row.category)))
            status = status_label(row.status)
            word = kind_label(row.kind)
            yield Happening(row.received_at, complaints.KIND, row.id, word, row.content, said, status)


def _changes(session: Session, desk: Desk, dealer_id: int, _numbers: list[str]) -> Iterator[Happening]:
    for change in history.changes_in(session, desk, dealer_id):
        fields = [each.label for each in change.fields]
        told = _(", ").join(dict.fromkeys(fields[:4]))
        if len(fields) > 4:
            told += ngettext(" and {n} more", " and {n} more", len(fields) - 4).format(n=len(fields) - 4)
        if change.label == "dealer.add":
            told = ""
        said = _(" · ").join(filter(None, (change.by, told)))
        yield Happening(
            change.at, CHANGE, change.write_id, pgettext("happening", "Change"), change.what, said
        )
