"""Whose complaint it may be while it is typed: dealers and their people, by characters, pinyin, initials or number."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.china import phones
from app.complaints import service
from app.dealers import doubles
from app.dealers.completing import KIND as DEALER
from app.dealers.family import CONTACT, numbers_in
from app.dealers.finding import first_number
from app.dealers.model import Contact, Dealer
from app.directory import service as directory
from app.office import settings
from app.office.desk import Desk


@dataclass(frozen=True, slots=True)
class Party:
    """A dealer, or somebody at one, with what a complaint's form takes over from the archive."""

    dealer_id: int
    code: str
    company: str
    name: str
    title: str
    phone: str
    """As it is shown; the number that was asked for, else the first."""
    province: str
    city: str
    address: str
    """Below the city."""
    salesman: str
    """Who is told of the dealer's complaints."""


def parties(desk: Desk, text: str, *, limit: int = 7) -> list[Party]:
    """Whom `text` may mean, the likeliest first: dealers, then people at dealers who are not among them yet."""
    with desk.store.read() as session:
        found = []
        for dealer_id in directory.find(session, DEALER, text, limit=limit).ids:
            dealer = session.get(Dealer, dealer_id)
            if dealer is not None:
                found.append(_dealer(session, desk, dealer, wanted=_digits(text)))
        for contact_id in directory.find(session, CONTACT, text, limit=limit).ids:
            contact = session.get(Contact, contact_id)
            if contact is not None:
                found.append(_contact(session, desk, contact))
        return found[:limit]


def whose(desk: Desk, number: str) -> Party | None:
    """The one dealer whose number, or whose people's number, it is, in any writing; None when it is nobody's."""
    normal = phones.parse(number, area=desk.settings.get(settings.AREA_CODE) or None).number
    if not normal:
        return None
    with desk.store.read() as session:
        dealer_id = doubles.dealer_of(session, normal)
        if dealer_id is None:
            return None
        for kind, record_id in directory.who(session, normal):
            contact = session.get(Contact, record_id) if kind == CONTACT else None
            if contact is not None and contact.dealer_id == dealer_id:
                return _contact(session, desk, contact, wanted=normal)
        return _dealer(session, desk, session.get_one(Dealer, dealer_id), wanted=normal)


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())


def _dealer(session: Session, desk: Desk, row: Dealer, *, wanted: str = "") -> Party:
    numbers = numbers_in(row.mobile, row.landline)
    number = next((each for each in numbers if wanted and wanted in each), first_number(row))
    return _party(session, desk, row, name=row.principal, title="", number=number)


def _contact(session: Session, desk: Desk, row: Contact, *, wanted: str = "") -> Party:
    home = session.get_one(Dealer, row.dealer_id)
    numbers = numbers_in(row.phone)
    number = wanted or next(iter(numbers), "") or first_number(home)
    return _party(session, desk, home, name=row.name, title=row.title, number=number)


def _party(session: Session, desk: Desk, home: Dealer, *, name: str, title: str, number: str) -> Party:
    told = service.responsible(session, desk, home.province or None, home.id)
    return Party(
        dealer_id=home.id, code=home.code, company=home.name, name=name, title=title, phone=phones.display(number),
        province=home.province, city=home.city, address=home.county + home.address,
        salesman=told.name if told is not None else "",
    )  # fmt: skip
