"""The list of contacts, whoever they are at: ids in order first, rows for what is looked at (R27)."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from app.china import phones, pinyin
from app.china.lunar_days import Birthday, next_day
from app.china.regions import PROVINCES
from app.dealers import filters as dealer_filters
from app.dealers import words
from app.dealers.completing import KIND
from app.dealers.family import CONTACT, as_contact
from app.dealers.model import Contact, Dealer
from app.directory import reaching
from app.office import filters, privacy
from app.office.desk import Desk
from app.office.filters import Choice, Condition, Field, Values
from app.people import service as people
from app.store import reading
from app.store.errors import UserError
from app.words import NP_, _, pgettext

SORTS = ("dealer", "name", "birthday")
SOON = {
    "0": NP_("birthday", "Today"),
    "7": NP_("birthday", "Within 7 days"),
    "14": NP_("birthday", "Within 14 days"),
    "30": NP_("birthday", "Within 30 days"),
}
"""How soon a birthday may be: so many days ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactQuery:
    """Which contacts, in which order."""

    text: str = ""
    filters: Values = field(default_factory=dict)
    sort: str = "dealer"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a list shows it. `next_birthday`: the day on which it is kept next, None when it is not known."""

    id: int
    name: str
    title: str
    phone: str
    phone_norm: str
    wechat: str
    birthday: Birthday | None
    next_birthday: date | None
    dealer_id: int
    dealer: str
    dealer_code: str
    province: str
    city: str
    salesman: str
    remark: str


def fields(desk: Desk) -> tuple[Field, ...]:
    """What contacts can be narrowed by. Reads the staff: for a job."""
    staff = tuple(
        Choice(row.id, row.name, row.department, row.keys) for row in people.find(desk, left_too=True)
    )
    label = words.field_label
    return (
        Field("birthday", label("birthday"), "choice", filters.choices(SOON)),
        Field("province", label("province"), "choice", tuple(Choice(each, each) for each in PROVINCES)),
        Field("salesman", label("salesman"), "person", (*staff, Choice(dealer_filters.NOBODY, _("Nobody")))),
        Field("title", label("title"), "text", hint=_("The first characters")),
        Field("status", pgettext("contact", "Dealer's status"), "choice", filters.choices(words.STATUSES)),
        Field("phone", label("phone"), "flag", yes=_("With a number"), no=_("Without a number")),
    )  # fmt: skip


def _soon(session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
    ahead = max(int(each) for each in value)
    near = [number for number, days in _days_ahead(session, desk.today()).items() if days <= ahead]
    return Contact.id.in_(near)


def _title(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return Contact.title.startswith(str(value).strip(), autoescape=True)


def _phone(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    return Contact.phone != "" if value else Contact.phone == ""


MEANINGS: dict[str, Condition] = {
    "birthday": _soon,
    "province": filters.one_of(Dealer.province),
    "salesman": dealer_filters.MEANINGS["salesman"],
    "title": _title,
    "status": filters.one_of(Dealer.status),
    "phone": _phone,
}
_COUNTED = {"province": Dealer.province, "salesman": Dealer.salesman_id, "status": Dealer.status}


def _born(row: Any) -> Birthday:
    return Birthday(row.birth_month, row.birth_day, row.birth_year, row.birth_lunar, row.birth_leap)


def _days_ahead(session: Session, today: date) -> dict[int, int]:
    """In how many days each contact has birthday; some thousands at most, on a few hundred different days."""
    told = session.execute(
        select(
            Contact.id, Contact.birth_month, Contact.birth_day, Contact.birth_year, Contact.birth_lunar,
            Contact.birth_leap,
        ).where(Contact.deleted_at.is_(None), Contact.birth_month.is_not(None))
    )  # fmt: skip
    days: dict[Birthday, int] = {}
    found = {}
    for row in told:
        born = replace(_born(row), year=None)
        if born not in days:
            days[born] = (next_day(born, today) - today).days
        found[row.id] = days[born]
    return found


def find(desk: Desk, query: ContactQuery, *, limit: int | None = None, token: object = None) -> "array[int]":
    """The ids that `query` asks for, in its order; with `limit` only the first ones.

    By their dealers, by name as a dictionary has it, or by who has birthday next; who has none told comes last.
    """
    if query.sort not in SORTS:
        raise UserError(_("{word} is none of: {words}.").format(word=query.sort, words=", ".join(SORTS)))
    with desk.store.read(token) as session:
        statement = (
            select(Contact.id)
            .join(Dealer, Contact.dealer_id == Dealer.id)
            .where(*_conditions(session, desk, query))
        )
        order = (Dealer.sort_key, Dealer.id, Contact.id)
        if query.sort == "dealer":
            down = [column.desc() for column in order] if query.descending else list(order)
            return reading.ids(session, statement.order_by(*down).limit(limit))
        found = reading.ids(session, statement.order_by(*order))
        keys = _keys(session, desk, query.sort, found)
        known, unknown = (
            [each for each in found if each in keys],
            [each for each in found if each not in keys],
        )
        known.sort(key=keys.__getitem__, reverse=query.descending)
        return array(found.typecode, known + unknown)[:limit]


def _keys(session: Session, desk: Desk, sort: str, ids: Sequence[int]) -> Mapping[int, Any]:
    if sort == "birthday":
        return _days_ahead(session, desk.today())
    wanted = set(ids)
    named = session.execute(select(Contact.id, Contact.name).where(Contact.deleted_at.is_(None)))
    return {number: pinyin.sort_key(name, person=True) for number, name in named if number in wanted}


def _conditions(session: Session, desk: Desk, query: ContactQuery) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = [Contact.deleted_at.is_(None), Dealer.deleted_at.is_(None)]
    told += filters.where(session, desk, MEANINGS, query.filters)
    if query.text.strip():
        ways = (
            (Contact.id, reaching.reached(session, CONTACT, query.text)),
            (Dealer.id, reaching.reached(session, KIND, query.text)),
        )
        told.append(or_(false(), *(column.in_(way) for column, way in ways if way is not None)))
    return told


def counts(desk: Desk, query: ContactQuery, key: str) -> dict[Any, int]:
    """How many contacts have each value of the field `key`, among those that all else of `query` leaves."""
    rest = replace(query, filters={name: value for name, value in query.filters.items() if name != key})
    with desk.store.read() as session:
        where = _conditions(session, desk, rest)
        joined = select(Contact.id).join(Dealer, Contact.dealer_id == Dealer.id).where(*where)
        if key == "birthday":
            there = set(session.scalars(joined))
            days = Counter(
                days for number, days in _days_ahead(session, desk.today()).items() if number in there
            )
            return {word: sum(n for each, n in days.items() if each <= int(word)) for word in SOON}
        column = _COUNTED.get(key)
        if column is None:
            return {}
        told = session.execute(
            select(column, func.count()).join(Contact, Contact.dealer_id == Dealer.id).where(*where).group_by(column)
        )  # fmt: skip
        return {dealer_filters.NOBODY if value is None else value: number for value, number in told}


def rows(desk: Desk, ids: Sequence[int]) -> list[ContactRow | None]:
    """The rows of `ids` in that order; None for one that is gone."""
    seen = phones.masked_in if privacy.masks(desk) else str
    today = desk.today()
    with desk.store.read() as session:
        told = session.execute(
            select(Contact, Dealer)
            .join(Dealer, Contact.dealer_id == Dealer.id)
            .where(Contact.id.in_(list(ids)))
        ).all()
        held = people.names(session, [dealer.salesman_id for _contact, dealer in told])
        found = {contact.id: _row(contact, dealer, held, seen, today) for contact, dealer in told}
    return [found.get(each) for each in ids]


def _row(contact: Contact, dealer: Dealer, held: Mapping[int, str], seen: Any, today: date) -> ContactRow:
    born = as_contact(contact).birthday
    number = next((each.number for each in phones.parse_all(contact.phone) if each.kind != "invalid"), "")
    return ContactRow(
        id=contact.id, name=contact.name, title=contact.title, phone=seen(contact.phone), phone_norm=number,
        wechat=contact.wechat, birthday=born, next_birthday=next_day(born, today) if born else None,
        dealer_id=dealer.id, dealer=dealer.name, dealer_code=dealer.code, province=dealer.province, city=dealer.city,
        salesman=held.get(dealer.salesman_id or 0, ""), remark=contact.remark or "",
    )  # fmt: skip
