"""Which complaints a list asks for, as conditions and an order in SQL."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import QueryableAttribute, Session

from app.complaints import filters, service, words
from app.complaints.model import Complaint
from app.directory import reaching
from app.office.desk import Desk
from app.office.filters import Values, where

_STATUS = case(
    *((Complaint.status == word, at) for at, word in enumerate(words.STATUSES)), else_=len(words.STATUSES)
)
_GRADE = case(*((Complaint.grade == word, at) for at, word in enumerate(words.GRADES)), else_=9)
SORTS: dict[str, tuple[QueryableAttribute[Any] | ColumnElement[Any], ...]] = {
    "received_at": (Complaint.received_at,),
    "code": (Complaint.code,),
    "who": (Complaint.who_key,),
    "category": (Complaint.category, Complaint.received_at),
    "grade": (_GRADE, Complaint.received_at),
    "status": (_STATUS, Complaint.received_at),
    "last_at": (Complaint.last_at,),
    "product": (Complaint.product, Complaint.received_at),
}
"""The expressions behind each order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintQuery:
    """Which complaints, in which order. Moments are aware and half open; None and "" mean any."""

    text: str = ""
    start: datetime | None = None
    end: datetime | None = None
    statuses: tuple[str, ...] = ()
    kind: str = ""
    category: str = ""
    grade: str = ""
    province: str = ""
    owner_id: int | None = None
    dealer_id: int | None = None
    product_id: int | None = None
    phone_norm: str = ""
    filters: Values = field(default_factory=dict)
    """Values of the fields of app.complaints.filters."""
    in_bin: bool = False
    sort: str = "received_at"
    descending: bool = True


def statement(session: Session, desk: Desk, query: ComplaintQuery) -> Select[int]:
    """The ids of `query` in its order; the id last, so that it is the same at every look."""
    order = (*SORTS[query.sort], Complaint.id)
    found = select(Complaint.id).where(*conditions(session, desk, query))
    return found.order_by(*(column.desc() if query.descending else column for column in order))


def conditions(session: Session, desk: Desk, query: ComplaintQuery) -> list[ColumnElement[bool]]:
    """What a complaint must be for `query` to ask for it."""
    told: list[ColumnElement[bool]] = [
        Complaint.deleted_at.is_not(None) if query.in_bin else Complaint.deleted_at.is_(None)
    ]
    if query.start is not None:
        told.append(Complaint.received_at >= query.start)
    if query.end is not None:
        told.append(Complaint.received_at < query.end)
    if query.statuses:
        told.append(Complaint.status.in_(query.statuses))
    for column, value in (
        (Complaint.kind, query.kind), (Complaint.category, query.category), (Complaint.grade, query.grade),
        (Complaint.province, query.province), (Complaint.phone_norm, query.phone_norm),
    ):  # fmt: skip
        if value:
            told.append(column == value)
    for key, number in (
        (Complaint.owner_id, query.owner_id), (Complaint.dealer_id, query.dealer_id),
        (Complaint.product_id, query.product_id),
    ):  # fmt: skip
        if number is not None:
            told.append(key == number)
    if query.text.strip():
        reached = reaching.reached(session, service.KIND, query.text)
        told.append(Complaint.id.in_(reached if reached is not None else []))
    return [*told, *where(session, desk, filters.MEANINGS, query.filters)]
