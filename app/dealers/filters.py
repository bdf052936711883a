"""What dealers can be narrowed by: fields with their choices, their meaning in SQL, and how many each choice has."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.china.regions import PROVINCES
from app.dealers import completing, words
from app.dealers.clashing import all_clashes
from app.dealers.model import Dealer, DealerProduct
from app.office import filters
from app.office.desk import Desk
from app.office.filters import Choice, Condition, Field
from app.people import service as people
from app.products import service as products
from app.words import _

NOBODY = 0
"""Stands for "without a salesperson" among the people."""
UNGRADED = ""


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields in the order they are offered. Reads the staff: for a job."""
    staff = people.choices(desk, left_too=True)
    sold = tuple(Choice(row.id, row.name, row.spec, row.keys) for row in products.find(desk))
    label = words.field_label
    return (
        Field(
            "province", label("province"), "choice", tuple(filters.choice(each, each) for each in PROVINCES)
        ),
        Field("city", label("city"), "text", hint=_("The first characters")),
        Field("status", label("status"), "choice", filters.choices(words.STATUSES)),
        Field("tier", label("tier"), "choice", filters.choices(words.TIERS)),
        Field("grade", label("grade"), "choice", grades()),
        Field("salesman", label("salesman"), "person", (*staff, filters.choice(NOBODY, _("Nobody")))),
        Field("product", label("products"), "choice", sold),
        Field(
            "key_account", label("key_account"), "flag", yes=label("key_account"), no=_("Not a key account")
        ),
        Field(
            "gap",
            _("Missing"),
            "choice",
            tuple(filters.choice(each, label(each)) for each in completing.fields()),
        ),
        Field("complete", label("completeness"), "flag", yes=_("Complete"), no=_("Incomplete")),
        Field("clash", _("Territory"), "flag", yes=_("Overlapping"), no=_("Not overlapping")),
        Field("licence_to", label("licence_to"), "days"),
        Field("verified_on", label("verified_on"), "days"),
        Field("since", label("since"), "days"),
        Field("source", label("source"), "choice", filters.choices(words.SOURCES)),
        Field("created_at", _("Entered"), "days"),
    )


def grades() -> tuple[Choice, ...]:
    """The grades as choices, and that there is none yet."""
    return (*(Choice(each, each) for each in words.GRADES), filters.choice(UNGRADED, _("Not graded")))


def _salesman(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    held = Dealer.salesman_id.in_([each for each in value if each != NOBODY])
    return or_(held, Dealer.salesman_id.is_(None)) if NOBODY in value else held


def _gap(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return or_(*(Dealer.gaps.contains(f",{each},", autoescape=True) for each in value))


def _complete(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return Dealer.completeness == 100 if value else Dealer.completeness < 100


def _clash(session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
    pairs = all_clashes(session, today=desk.today())
    held = {each for pair in pairs for each in (pair.dealer_id, pair.other_id)}
    return Dealer.id.in_(held) if value else Dealer.id.not_in(held)


def _verified(session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
    """Up to a day: those that were never verified too, for they are what is asked for."""
    first, last = filters.days(value, desk.today())
    told = filters.on_days(Dealer.verified_on)(session, desk, value)
    return or_(told, Dealer.verified_on.is_(None)) if first is None and last is not None else told


def _product(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return Dealer.id.in_(select(DealerProduct.dealer_id).where(DealerProduct.product_id.in_(list(value))))


def _city(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    told = str(value).strip()
    return or_(Dealer.city.startswith(told, autoescape=True), Dealer.county.startswith(told, autoescape=True))


MEANINGS: dict[str, Condition] = {
    "province": filters.one_of(Dealer.province),
    "city": _city,
    "status": filters.one_of(Dealer.status),
    "tier": filters.one_of(Dealer.tier),
    "grade": filters.one_of(Dealer.grade),
    "salesman": _salesman,
    "product": _product,
    "key_account": filters.is_set(Dealer.key_account),
    "gap": _gap,
    "complete": _complete,
    "clash": _clash,
    "licence_to": filters.on_days(Dealer.licence_to),
    "verified_on": _verified,
    "since": filters.on_days(Dealer.since),
    "source": filters.one_of(Dealer.source),
    "created_at": filters.within(Dealer.created_at),
}
COUNTED = {
    "province": Dealer.province, "status": Dealer.status, "tier": Dealer.tier, "grade": Dealer.grade,
    "salesman": Dealer.salesman_id, "source": Dealer.source,
}  # fmt: skip


def counts(session: Session, key: str, where: list[ColumnElement[bool]]) -> dict[Any, int]:
    """How many of the dealers for which `where` holds have each value of `key`; empty when it isn't counted."""
    if key == "gap":
        told = session.scalars(select(Dealer.gaps).where(*where, Dealer.gaps != ""))
        return dict(Counter(name for gaps in told for name in gaps.split(",") if name))
    if key == "product":
        held = select(DealerProduct.product_id, func.count()).join(
            Dealer, Dealer.id == DealerProduct.dealer_id
        )
        return dict(session.execute(held.where(*where).group_by(DealerProduct.product_id)).all())
    found = filters.counts(session, COUNTED[key], where) if key in COUNTED else {}
    return {NOBODY if value is None else value: number for value, number in found.items()}
