"""Lists of complaints: ids in order first, rows for what is looked at, and one complaint whole."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from app.china import phones
from app.complaints import asking, filters, linking, rules, service, words
from app.complaints.asking import SORTS as SORTS
from app.complaints.asking import ComplaintQuery as ComplaintQuery
from app.complaints.model import Complaint, ComplaintLog, Followup
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff
from app.store import reading, trail
from app.store.trail import Entry


class ComplaintRow(NamedTuple):
    """A complaint as lists, the today board and papers show it; moments in the office's zone."""

    id: int
    row_version: int
    code: str
    received_at: datetime
    channel: str
    kind: str
    grade: str
    complainant: str
    company: str
    phone: str
    phone_norm: str
    address: str
    province: str | None
    city: str
    product: str
    category: str
    content: str
    demand: str
    solved_on_call: bool
    first_owner: str
    owner_id: int
    owner: str
    salesman_id: int | None
    salesman: str
    notify_by: str
    notified_at: datetime | None
    acked_at: datetime | None
    responded_at: datetime | None
    investigation: str
    measure: str
    result: str
    compensation: Decimal | None
    valid: bool | None
    closed_at: datetime | None
    status: str
    last_at: datetime
    planned_on: date | None
    """When the next satisfaction call is due."""
    attempts: int
    """Satisfaction calls since it was handled that reached nobody."""
    asked_at: datetime | None
    score: int | None
    """The newest satisfaction result."""
    deleted: bool
    spec: str = ""
    dealer_id: int | None = None
    dealer_code: str = ""
    dealer: str = ""
    """What the dealer is called now whose complaint it is; "" when it is no dealer's."""
    product_id: int | None = None
    product_code: str = ""

    @property
    def who(self) -> str:
        """Company, else the complainant."""
        return self.company or self.complainant

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in rules.UNFINISHED


class Step(NamedTuple):
    """One entry of the handling log; the moment in the office's zone."""

    id: int
    at: datetime
    by: str
    action: str
    text: str


class Colleague(NamedTuple):
    """Who is told of a complaint, and how to reach them."""

    id: int
    name: str
    department: str
    mobile: str
    extension: str
    wechat: str


class ComplaintDetail(NamedTuple):
    """One complaint whole: as a list shows it, as it was typed, its handling log, and who is to be told."""

    row: ComplaintRow
    typed: NewComplaint
    steps: tuple[Step, ...]
    salesman: Colleague | None
    source: tuple[str, int] | None
    missing: tuple[rules.Problem, ...]
    """What R13 demands and is not there."""


def find(
    desk: Desk, query: ComplaintQuery, *, limit: int | None = None, token: object = None
) -> "array[int]":
    """The ids that `query` asks for, in its order; with `limit` only the first ones. `token` as store.read."""
    with desk.store.read(token) as session:
        return reading.ids(session, asking.statement(session, desk, query).limit(limit))


def count(desk: Desk, query: ComplaintQuery) -> int:
    """How many complaints `query` asks for."""
    with desk.store.read() as session:
        return reading.count(session, asking.statement(session, desk, query))


def choice_counts(desk: Desk, query: ComplaintQuery, key: str) -> dict[Any, int]:
    """How many of the complaints of `query` have each value of the filter field `key`."""
    with desk.store.read() as session:
        return filters.counts(session, key, asking.conditions(session, desk, query))


def rows(desk: Desk, ids: Sequence[int]) -> list[ComplaintRow | None]:
    """The rows of `ids` in that order; None for one that is gone."""
    with desk.store.read() as session:
        return rows_in(session, desk, ids)


def rows_in(session: Session, desk: Desk, ids: Sequence[int]) -> list[ComplaintRow | None]:
    """As `rows`, with a session that is open already."""
    found = {row.id: row for row in session.scalars(select(Complaint).where(Complaint.id.in_(list(ids))))}
    calls: dict[int, list[Followup]] = {}
    for call in session.scalars(
        select(Followup)
        .where(Followup.subject_type == service.KIND, Followup.subject_id.in_(list(found)),
               Followup.deleted_at.is_(None))
        .order_by(Followup.id)
    ):  # fmt: skip
        calls.setdefault(call.subject_id, []).append(call)
    names = people.names(
        session, [i for row in found.values() for i in (row.first_owner_id, row.owner_id, row.salesman_id)]
    )
    dealers = linking.dealers(session, (row.dealer_id for row in found.values()))
    products = linking.products(session, (row.product_id for row in found.values()))

    return [
        None
        if (row := found.get(i)) is None
        else _row(desk, row, calls.get(row.id, []), names, dealers, products)
        for i in ids
    ]


def _row(
    desk: Desk, row: Complaint, calls: list[Followup], names: dict[int, str], dealers: linking.Named,
    products: linking.Named,
) -> ComplaintRow:  # fmt: skip
    def local(moment: datetime | None) -> datetime | None:
        return None if moment is None else desk.local(moment)

    planned = next((call.planned_on for call in calls if call.done_at is None), None)
    answered = [call for call in calls if call.score is not None]
    made = [call.done_at for call in calls if call.done_at is not None]
    dealer_code, dealer = dealers.get(row.dealer_id or 0, ("", ""))
    return ComplaintRow(
        id=row.id, row_version=row.row_version, code=row.code, received_at=desk.local(row.received_at),
        channel=row.channel, kind=row.kind, grade=row.grade, complainant=row.complainant, company=row.company,
        phone=phones.told(row.phone, row.phone_norm), phone_norm=row.phone_norm, address=row.address,
        province=row.province, city=row.city, product=row.product, category=row.category, content=row.content,
        demand=row.demand, solved_on_call=row.solved_on_call, first_owner=names.get(row.first_owner_id, ""),
        owner_id=row.owner_id, owner=names.get(row.owner_id, ""), salesman_id=row.salesman_id,
        salesman=names.get(row.salesman_id or 0, ""), notify_by=row.notify_by,
        notified_at=local(row.notified_at), acked_at=local(row.acked_at), responded_at=local(row.responded_at),
        investigation=row.investigation, measure=row.measure, result=row.result, compensation=row.compensation,
        valid=row.valid, closed_at=local(row.closed_at), status=row.status, last_at=desk.local(row.last_at),
        planned_on=planned,
        attempts=sum(1 for call in calls if call.reached is False and call.round == row.rounds),
        asked_at=local(answered[-1].done_at if answered else made[-1] if made else None),
        score=answered[-1].score if answered else None, deleted=row.deleted_at is not None, spec=row.spec,
        dealer_id=row.dealer_id, dealer_code=dealer_code, dealer=dealer, product_id=row.product_id,
        product_code=products.get(row.product_id or 0, ("", ""))[0],
    )  # fmt: skip


def detail(desk: Desk, complaint_id: int) -> ComplaintDetail:
    """Everything about the complaint `complaint_id`; NoResultFound when there is none."""
    with desk.store.read() as session:
        row = session.get_one(Complaint, complaint_id)
        told = rows_in(session, desk, [complaint_id])[0]
        assert told is not None
        kept: list[ColumnElement[bool]] = [ComplaintLog.complaint_id == complaint_id]
        if row.deleted_at is None:
            kept.append(ComplaintLog.deleted_at.is_(None))
        log = session.scalars(
            select(ComplaintLog).where(*kept).order_by(ComplaintLog.at, ComplaintLog.id)
        ).all()
        names = people.names(session, (step.by_id for step in log))
        steps = tuple(
            Step(step.id, desk.local(step.at), names.get(step.by_id, ""), step.action, step.text)
            for step in log
        )
        salesman = service.salesman_of(session, desk, row)
        typed = service.as_typed(row)
        source = (row.source_kind, row.source_id) if row.source_id is not None else None
        return ComplaintDetail(
            told, typed, steps, _colleague(salesman) if salesman else None, source,
            tuple(rules.missing(replace(typed, lenient=False))),
        )  # fmt: skip


def _colleague(row: Staff) -> Colleague:
    return Colleague(row.id, row.name, row.department, row.mobile, row.extension, row.wechat)


def salesman_for(desk: Desk, province: str | None) -> Colleague | None:
    """Who is told of a complaint from `province`: its owner, or who stands in (R14)."""
    with desk.store.read() as session:
        found = people.responsible(session, province, desk.today())
        return _colleague(found) if found is not None else None


def unfinished(
    desk: Desk, *, phone_norm: str | None = None, dealer_id: int | None = None
) -> list[ComplaintRow]:
    """Complaints that are not done with, the earliest first; of one number, or one dealer, only when given."""
    with desk.store.read() as session:
        return unfinished_in(session, desk, phone_norm=phone_norm, dealer_id=dealer_id)


def unfinished_in(
    session: Session, desk: Desk, *, phone_norm: str | None = None, dealer_id: int | None = None
) -> list[ComplaintRow]:
    """As `unfinished`, with a session that is open already."""
    where: list[ColumnElement[bool]] = [
        Complaint.status.in_(rules.UNFINISHED),
        Complaint.deleted_at.is_(None),
    ]
    if phone_norm is not None or dealer_id is not None:
        by_number = Complaint.phone_norm == phone_norm if phone_norm else false()
        where.append(or_(by_number, Complaint.dealer_id == dealer_id) if dealer_id is not None else by_number)
    ids = session.scalars(select(Complaint.id).where(*where).order_by(Complaint.received_at)).all()
    return [row for row in rows_in(session, desk, ids) if row is not None]


def counts(session: Session) -> dict[str, int]:
    """How many complaints there are in each status."""
    found = session.execute(
        select(Complaint.status, func.count())
        .where(Complaint.deleted_at.is_(None))
        .group_by(Complaint.status)
    )
    return {status: n for status, n in found}  # noqa: C416 - dict() loses the types


def history(desk: Desk, complaint_id: int) -> list[Entry]:
    """Who changed what in a complaint and its satisfaction calls, the oldest first; moments in the office's zone."""
    with desk.store.read() as session:
        calls = session.scalars(
            select(Followup.id).where(
                Followup.subject_type == service.KIND, Followup.subject_id == complaint_id
            )
        ).all()
        told = [(service.KIND, complaint_id), *((service.FOLLOWUP, call_id) for call_id in calls)]
        return [entry._replace(at=desk.local(entry.at)) for entry in trail.together(session, told)]


def titles(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of complaints for search results."""
    columns = (
        Complaint.id,
        Complaint.company,
        Complaint.complainant,
        Complaint.status,
        Complaint.code,
        Complaint.content,
    )
    return {
        row.id: (f"{row.company or row.complainant} · {words.status_label(row.status)}",
                 f"{row.code} {' '.join(row.content.split())}")
        for row in session.execute(select(*columns).where(Complaint.id.in_(list(ids))))
    }  # fmt: skip
