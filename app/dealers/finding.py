"""Lists of dealers: ids in order first, rows for what is looked at, and one dealer whole."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, false, or_, select
from sqlalchemy.orm import QueryableAttribute, Session

from app.china import phones
from app.dealers import completing, filters, words
from app.dealers.clashing import ClashNote, clash_notes
from app.dealers.completing import KIND
from app.dealers.family import CONTACT, families
from app.dealers.model import Contact, Dealer
from app.dealers.rules import NewDealer
from app.dealers.service import as_typed
from app.directory import reaching
from app.directory import service as directory
from app.office import privacy
from app.office.desk import Desk
from app.office.filters import Values, where
from app.people import service as people
from app.store import reading
from app.store.errors import UserError
from app.words import _

SORTS: dict[str, tuple[QueryableAttribute[Any], ...]] = {
    "name": (Dealer.sort_key,),
    "code": (Dealer.code,),
    "place": (Dealer.province, Dealer.city, Dealer.county, Dealer.sort_key),
    "tier": (Dealer.tier, Dealer.sort_key),
    "grade": (Dealer.grade, Dealer.sort_key),
    "status": (Dealer.status, Dealer.sort_key),
    "salesman": (Dealer.salesman_id, Dealer.sort_key),
    "completeness": (Dealer.completeness, Dealer.sort_key),
    "verified_on": (Dealer.verified_on, Dealer.sort_key),
    "licence_to": (Dealer.licence_to, Dealer.sort_key),
    "since": (Dealer.since, Dealer.sort_key),
    "updated_at": (Dealer.updated_at,),
}
"""The columns behind each order, as they are indexed."""
FIRST = 200
"""How many ids the quick first step gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealerQuery:
    """Which dealers, in which order. `filters` are values of the fields in app.dealers.filters."""

    text: str = ""
    filters: Values = field(default_factory=dict)
    in_bin: bool = False
    sort: str = "name"
    descending: bool = False


class DealerRow(NamedTuple):
    """A dealer as a list shows it; every text is ready to be drawn."""

    id: int
    row_version: int
    code: str
    name: str
    short_name: str
    province: str
    city: str
    county: str
    address: str
    principal: str
    phone: str
    """The first mobile number, else the first landline, as it is shown."""
    phone_norm: str
    landline: str
    mobile: str
    tier: str
    tier_label: str
    grade: str
    status: str
    status_label: str
    salesman: str
    salesman_id: int | None
    since: date | None
    licence_to: date | None
    verified_on: date | None
    completeness: int
    gaps: tuple[str, ...]
    key_account: bool
    updated_at: datetime
    deleted: bool


def find(desk: Desk, query: DealerQuery, *, limit: int | None = None, token: object = None) -> "array[int]":
    """The ids that `query` asks for, in its order; with `limit` only the first ones, at once.

    A text in the order of names gives the best hits first. `token` names this reading for store.interrupt.
    """
    with desk.store.read(token) as session:
        return reading.ids(session, _statement(session, desk, query).limit(limit))


def count(desk: Desk, query: DealerQuery) -> int:
    """How many dealers `query` asks for."""
    with desk.store.read() as session:
        return reading.count(session, _statement(session, desk, query))


def _statement(session: Session, desk: Desk, query: DealerQuery) -> Select[int]:
    if query.sort not in SORTS:
        raise UserError(_("{word} is none of: {words}.").format(word=query.sort, words=", ".join(SORTS)))
    statement = select(Dealer.id).where(*_conditions(session, desk, query))
    order = [column.desc() if query.descending else column for column in (*SORTS[query.sort], Dealer.id)]
    if query.text.strip() and query.sort == "name" and not query.descending:
        best = best_of(session, query.text)
        if best:  # the order of names goes on behind those that were meant
            places = {number: place for place, number in enumerate(best)}
            return statement.order_by(case(places, value=Dealer.id, else_=len(best)), *order)
    return statement.order_by(*order)


def best_of(session: Session, text: str, *, limit: int = 50) -> list[int]:
    """The dealers that `text` means first of all: by name, number or code, then by the people at them."""
    mine = list(directory.find(session, KIND, text, limit=limit).ids)
    theirs = directory.find(session, CONTACT, text, limit=limit).ids
    if theirs:
        homes = dict(
            session.execute(select(Contact.id, Contact.dealer_id).where(Contact.id.in_(theirs))).all()
        )
        mine += [homes[each] for each in theirs if each in homes]
    return list(dict.fromkeys(mine))[:limit]


def counts(desk: Desk, query: DealerQuery, key: str) -> dict[Any, int]:
    """How many dealers have each value of the field `key`, among those that all else of `query` leaves."""
    rest = {name: value for name, value in query.filters.items() if name != key}
    with desk.store.read() as session:
        return filters.counts(session, key, _conditions(session, desk, replace(query, filters=rest)))


def _conditions(session: Session, desk: Desk, query: DealerQuery) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = [
        Dealer.deleted_at.is_not(None) if query.in_bin else Dealer.deleted_at.is_(None)
    ]
    told += where(session, desk, filters.MEANINGS, query.filters)
    if query.text.strip():
        told.append(_matching(session, query))
    return told


def _matching(session: Session, query: DealerQuery) -> ColumnElement[bool]:
    if query.in_bin:  # the directory knows only what is not in the bin
        told = query.text.strip()
        return or_(Dealer.name.contains(told, autoescape=True), Dealer.code.contains(told, autoescape=True))
    own = reaching.reached(session, KIND, query.text)
    if own is None:
        return false()
    there = reaching.reached(session, CONTACT, query.text)
    if there is None:
        return Dealer.id.in_(own)
    by_contact = select(Contact.dealer_id).where(Contact.id.in_(there))
    return or_(Dealer.id.in_(own), Dealer.id.in_(by_contact))


def rows(desk: Desk, ids: Sequence[int]) -> list[DealerRow | None]:
    """The rows of `ids` in that order; None for one that is gone."""
    with desk.store.read() as session:
        return rows_in(session, desk, ids)


def rows_in(session: Session, desk: Desk, ids: Sequence[int]) -> list[DealerRow | None]:
    """As `rows`, with a session that is open already."""
    found = {row.id: row for row in session.scalars(select(Dealer).where(Dealer.id.in_(list(ids))))}
    known = people.names(session, [row.salesman_id for row in found.values()])
    shown = phones.masked if privacy.masks(desk) else str
    return [None if (row := found.get(i)) is None else _row(desk, row, known, shown) for i in ids]


def _row(desk: Desk, row: Dealer, known: dict[int, str], shown: Callable[[str], str]) -> DealerRow:
    number = first_number(row)
    return DealerRow(
        id=row.id, row_version=row.row_version, code=row.code, name=row.name, short_name=row.short_name,
        province=row.province, city=row.city, county=row.county, address=row.address, principal=row.principal,
        phone=shown(phones.display(number) if number else row.mobile or row.landline), phone_norm=number,
        landline=shown(row.landline), mobile=shown(row.mobile), tier=row.tier, tier_label=words.tier_label(row.tier),
        grade=row.grade, status=row.status, status_label=words.status_label(row.status),
        salesman=known.get(row.salesman_id or 0, ""), salesman_id=row.salesman_id, since=row.since,
        licence_to=row.licence_to, verified_on=row.verified_on, completeness=row.completeness,
        gaps=completing.gaps_of(row), key_account=row.key_account, updated_at=desk.local(row.updated_at),
        deleted=row.deleted_at is not None,
    )  # fmt: skip


def first_number(row: Any) -> str:
    """The normal number to ring a dealer at (a Dealer, or its numbers): the first mobile, else the first landline,
    else "".
    """
    for text in (row.mobile, row.landline):
        for phone in phones.parse_all(text) if text else ():
            if phone.kind != "invalid" and phone.number:
                return phone.number
    return ""


class DealerDetail(NamedTuple):
    """One dealer whole: as a list shows it, as it was typed, and where its territory clashes."""

    row: DealerRow
    typed: NewDealer
    clashes: tuple[ClashNote, ...]
    merged_into_id: int | None
    created_at: datetime
    created_by: str


def detail(desk: Desk, dealer_id: int) -> DealerDetail:
    """Everything about the dealer `dealer_id`; NoResultFound when there is none."""
    with desk.store.read() as session:
        return detail_in(session, desk, dealer_id)


def detail_in(session: Session, desk: Desk, dealer_id: int) -> DealerDetail:
    """As `detail`, with a session that is open already."""
    dealer = session.get_one(Dealer, dealer_id)
    row = rows_in(session, desk, [dealer_id])[0]
    assert row is not None
    family = families(session, [dealer_id])[dealer_id]
    made_by = people.names(session, [dealer.created_by])
    return DealerDetail(
        row, as_typed(dealer, family), tuple(clash_notes(session, dealer, family, today=desk.today())),
        dealer.merged_into_id, desk.local(dealer.created_at), made_by.get(dealer.created_by or 0, ""),
    )  # fmt: skip


def home(desk: Desk, contact_id: int) -> int:
    """The dealer at which the contact `contact_id` is; NoResultFound when there is no such contact."""
    with desk.store.read() as session:
        return session.get_one(Contact, contact_id).dealer_id


def gap_counts(desk: Desk) -> dict[str, int]:
    """How many dealers lack which field, the commonest first."""
    with desk.store.read() as session:
        return completing.gap_counts(session)


def titles(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of dealers for search results."""
    columns = (Dealer.id, Dealer.name, Dealer.code, Dealer.province, Dealer.city, Dealer.principal, Dealer.mobile,
               Dealer.landline)  # fmt: skip
    found = session.execute(select(*columns).where(Dealer.id.in_(list(ids))))
    return {row.id: (row.name, _detail(row)) for row in found}


def _detail(row: Any) -> str:
    number = phones.display(first_number(row))
    return " ".join(part for part in (row.code, row.province, row.city, row.principal, number) if part)


def contact_titles(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of contacts for search results."""
    told = session.execute(
        select(Contact, Dealer.name)
        .join(Dealer, Contact.dealer_id == Dealer.id)
        .where(Contact.id.in_(list(ids)))
    )
    return {
        row.id: (row.name, " ".join(part for part in (firm, row.title, row.phone) if part))
        for row, firm in told
    }
