"""What complaints can be narrowed by: fields with their choices, and their meaning in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.china.regions import PROVINCES
from app.complaints import service, words
from app.complaints.model import Complaint, Followup
from app.dealers.completing import KIND as DEALER
from app.directory import service as directory
from app.office import filters
from app.office.desk import Desk
from app.office.filters import Condition, Field
from app.people import service as people
from app.products.service import KIND as PRODUCT
from app.words import _, pgettext


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields in the order they are offered. Reads the staff: for a job."""
    staff = people.choices(desk, left_too=True)
    provinces = tuple(filters.choice(each, each) for each in PROVINCES)
    return (
        Field("received_at", pgettext("complaint", "Received"), "days"),
        Field("kind", pgettext("complaint", "Kind"), "choice", filters.choices(words.KINDS)),
        Field("grade", pgettext("complaint", "Grade"), "choice", filters.choices(words.GRADES)),
        Field("category", pgettext("complaint", "Category"), "choice", filters.choices(words.CATEGORIES)),
        Field("status", pgettext("complaint", "Status"), "choice", filters.choices(words.STATUSES)),
        Field("province", pgettext("complaint", "Province"), "choice", provinces),
        Field("first_owner", pgettext("complaint", "First receiver"), "person", staff),
        Field("owner", pgettext("complaint", "Owner"), "person", staff),
        Field("salesman", pgettext("complaint", "Salesperson"), "person", staff),
        Field("score", pgettext("complaint", "Satisfaction"), "choice", filters.choices(words.SCORES)),
        Field("channel", pgettext("complaint", "Channel"), "choice", filters.choices(words.CHANNELS)),
        Field("who", pgettext("complaint", "Complainant"), "text", hint=_("Name or company")),
        Field("dealer", pgettext("complaint", "Dealer"), "text", hint=_("Name, initials, code or number")),
        Field("of_dealer", _("A dealer's"), "flag"),
        Field("product", pgettext("complaint", "Product"), "text", hint=_("Name, initials or code")),
        Field("batch_no", pgettext("complaint", "Batch number"), "text"),
    )


def _scored(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    """The newest answer is meant, as the list shows it: also while what was answered badly is handled anew."""
    later = aliased(Followup)
    newest = select(func.max(later.id)).where(
        later.subject_type == service.KIND, later.subject_id == Followup.subject_id,
        later.score.is_not(None), later.deleted_at.is_(None),
    ).scalar_subquery()  # fmt: skip
    answered = select(Followup.subject_id).where(
        Followup.subject_type == service.KIND, Followup.score.in_(list(value)), Followup.id == newest
    )
    return Complaint.id.in_(answered)


def _who(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    text = str(value).strip()
    return or_(
        Complaint.complainant.icontains(text, autoescape=True),
        Complaint.company.icontains(text, autoescape=True),
    )


def _dealer(session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    reached = directory.reached(session, DEALER, str(value))
    return Complaint.dealer_id.in_(reached) if reached is not None else false()


def _of_dealer(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return Complaint.dealer_id.is_not(None) if value else Complaint.dealer_id.is_(None)


def _product(session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    text = str(value).strip()
    said = or_(
        Complaint.product.icontains(text, autoescape=True), Complaint.spec.icontains(text, autoescape=True)
    )
    reached = directory.reached(session, PRODUCT, text)
    return or_(said, Complaint.product_id.in_(reached)) if reached is not None else said


MEANINGS: dict[str, Condition] = {
    "received_at": filters.within(Complaint.received_at),
    "kind": filters.one_of(Complaint.kind),
    "grade": filters.one_of(Complaint.grade),
    "category": filters.one_of(Complaint.category),
    "status": filters.one_of(Complaint.status),
    "province": filters.one_of(Complaint.province),
    "first_owner": filters.one_of(Complaint.first_owner_id),
    "owner": filters.one_of(Complaint.owner_id),
    "salesman": filters.one_of(Complaint.salesman_id),
    "score": _scored,
    "channel": filters.one_of(Complaint.channel),
    "who": _who,
    "dealer": _dealer,
    "of_dealer": _of_dealer,
    "product": _product,
    "batch_no": filters.holding(Complaint.batch_no),
}
COUNTED = {
    "kind": Complaint.kind, "grade": Complaint.grade, "category": Complaint.category,
    "status": Complaint.status, "province": Complaint.province, "first_owner": Complaint.first_owner_id,
    "owner": Complaint.owner_id, "salesman": Complaint.salesman_id, "channel": Complaint.channel,
}  # fmt: skip


def counts(session: Session, key: str, where: list[ColumnElement[bool]]) -> dict[Any, int]:
    """How many of the complaints for which `where` holds have each value of the field `key`."""
    found = filters.counts(session, COUNTED[key], where) if key in COUNTED else {}
    return {value: number for value, number in found.items() if value is not None}
