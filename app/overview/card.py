"""The caller card: who a number is, where it is from, what is owed, what was said last (the number strip)."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from app.calls import finding, promises
from app.calls import service as calls
from app.calls.model import Call, Caller
from app.china import phones
from app.complaints import finding as complaints
from app.complaints.finding import ComplaintRow
from app.dealers import doubles
from app.dealers import finding as dealers
from app.dealers.completing import KIND as DEALER
from app.dealers.family import CONTACT, numbers_in
from app.dealers.finding import DealerRow
from app.dealers.model import Contact, Dealer, ShipAddress
from app.directory import service as directory
from app.office import privacy, settings
from app.office.desk import Desk
from app.people import service as people
from app.people.model import Staff

LAST_CALLS = 5


class Match(NamedTuple):
    """Somebody whose number it is."""

    kind: str
    id: int
    name: str
    company: str
    title: str = ""
    """What somebody is at a dealer's: 财务, 仓库."""
    dealer_id: int | None = None


class Card(NamedTuple):
    """Everything about a number that helps before the greeting ends. None is unknown, never a guess."""

    number: str
    kind: str
    extension: str | None
    province: str | None
    city: str | None
    carrier: str | None
    matches: tuple[Match, ...]
    responsible: str | None
    """Who answers for the dealer, else for the province."""
    responsible_id: int | None
    promises: tuple[promises.PromiseRow, ...]
    complaints: tuple[ComplaintRow, ...]
    """What the number, or the dealer whose number it is, complained about and is not done with."""
    last_calls: tuple[finding.CallRow, ...]
    call_count: int
    hard: tuple[date, str] | None
    """When the number was last difficult, and how (R4)."""
    missing: str | None
    """The one field still to ask for: caller_name or company."""
    last_at: datetime | None
    seen: str = ""
    """The number in groups, as it may be seen at this desk (R64); `number` is whole."""
    dealer: DealerRow | None = None
    """The dealer whose number it is, or whose contact's; None when it is nobody's or several dealers'."""

    @property
    def gap(self) -> str | None:
        """The weightiest field that the dealer's record still lacks, as words.FIELDS calls it."""
        return next(iter(self.dealer.gaps), None) if self.dealer is not None else None

    @property
    def name(self) -> str:
        """The name to fill in: of the first match."""
        return next((match.name for match in self.matches if match.name), "")

    @property
    def company(self) -> str:
        """The company to fill in."""
        return next((match.company for match in self.matches if match.company), "")


def card(desk: Desk, text: str, *, name: str = "", company: str = "") -> Card:
    """The card of the number `text`, in any writing; without a number that of the caller `name` of `company`.

    Somebody whose number is not known is found by name, and by company when that is given too.
    """
    phone = phones.parse(text, area=desk.settings.get(settings.AREA_CODE) or None)
    place = phones.place(phone.number)
    with desk.store.read() as session:
        if phone.number:
            matches = _numbered(session, phone.number, kind=phone.kind)
            mine = [Call.number_norm == phone.number, Call.deleted_at.is_(None)]
        else:
            matches = _named(session, name, company)
            named = matches[0] if matches else None
            mine = [Call.number_norm == "", Call.deleted_at.is_(None)]
            mine += [Call.caller_name == named.name, Call.company == named.company] if named else [false()]
        owner = people.responsible(session, place.province, desk.today())
        ids = session.scalars(
            select(Call.id).where(*mine).order_by(Call.started_at.desc()).limit(LAST_CALLS)
        ).all()
        count = session.scalar(select(func.count()).select_from(Call).where(*mine)) or 0
        hard = session.execute(
            select(Call.started_at, Call.tone)
            .where(*mine, Call.tone != "normal")
            .order_by(Call.started_at.desc())
            .limit(1)
        ).first()
        last = tuple(row for row in finding.rows_in(session, desk, ids) if row is not None)
        homes = list({match.dealer_id for match in matches if match.dealer_id is not None})
        dealer = dealers.rows_in(session, desk, homes)[0] if len(homes) == 1 else None
        if (
            dealer is not None and dealer.salesman_id is not None
        ):  # who knows the dealer before who has the province
            owner = people.here(session, dealer.salesman_id, desk.today()) or owner
    owed = promises.owed(desk, number_norm=phone.number) if phone.number or matches else []
    if not phone.number:
        owed = [row for row in owed if matches and row.contact_name in (matches[0].name, matches[0].company)]
    complained = []
    if phone.number or dealer is not None:
        complained = complaints.unfinished(
            desk, phone_norm=phone.number, dealer_id=dealer.id if dealer is not None else None
        )
    return Card(
        number=phone.number, kind=phone.kind, extension=phone.extension or None,
        province=place.province, city=place.city, carrier=place.carrier,
        matches=tuple(matches), responsible=owner.name if owner else None, responsible_id=owner.id if owner else None,
        promises=tuple(owed), complaints=tuple(complained), last_calls=last, call_count=count,
        hard=None if hard is None else (desk.local(hard[0]).date(), hard[1]),
        missing=_missing(matches), last_at=last[0].started_at if last else None, dealer=dealer,
        seen=privacy.shown(desk, phones.display(phone.number) or phone.number),
    )  # fmt: skip


def _numbered(session: Session, number: str, *, kind: str) -> list[Match]:
    """Everybody whose normal number is `number`: colleagues, then people at dealers', dealers, and who called."""
    matches = []
    for sort, record_id in directory.who(session, number):
        if sort == people.KIND:
            staff = session.get_one(Staff, record_id)
            matches.append(Match(sort, record_id, staff.name, staff.department))
        elif sort == CONTACT:
            contact = session.get_one(Contact, record_id)
            home = session.get_one(Dealer, contact.dealer_id)
            matches.append(Match(sort, record_id, contact.name, home.name, contact.title, home.id))
        elif sort == DEALER:
            dealer = session.get_one(Dealer, record_id)
            name = _speaker(session, dealer, number, kind=kind)
            matches.append(Match(sort, record_id, name, dealer.name, dealer_id=dealer.id))
        elif sort == calls.CALLER:
            caller = session.get_one(Caller, record_id)
            matches.append(Match(sort, record_id, caller.name, caller.company))
    order = (people.KIND, CONTACT, DEALER, calls.CALLER)
    return sorted(matches, key=lambda match: order.index(match.kind))


def _speaker(session: Session, dealer: Dealer, number: str, *, kind: str) -> str:
    """Who is likely to speak from a dealer's own number: who takes the goods there, or the principal.

    Of a landline nobody, when somebody has called from it: many use it, and the caller's own name follows.
    """
    if number in numbers_in(dealer.mobile):
        return dealer.principal
    places = select(ShipAddress).where(ShipAddress.dealer_id == dealer.id, ShipAddress.deleted_at.is_(None))
    for place in session.scalars(places):
        if number in numbers_in(place.phone):
            return place.receiver
    known = select(Caller.id).where(Caller.number_norm == number, Caller.name != "")
    return "" if kind == "landline" and session.scalar(known) is not None else dealer.principal


def _named(session: Session, name: str, company: str) -> list[Match]:
    """The caller without a number who is called just so; nobody when it may be several."""
    if not name:
        return []
    query = select(Caller).where(Caller.number_norm == "", Caller.name == name)
    if company:
        query = query.where(Caller.company == company)
    rows = session.scalars(query.limit(2)).all()
    if len(rows) != 1:
        return []
    caller = rows[0]
    home = doubles.dealer_of(session, "", caller.company)
    return [Match(calls.CALLER, caller.id, caller.name, caller.company, dealer_id=home)]


def _missing(matches: list[Match]) -> str | None:
    if any(match.kind == people.KIND for match in matches):
        return None
    if not any(match.name for match in matches):
        return "caller_name"
    return None if any(match.company for match in matches) else "company"


class Known(NamedTuple):
    """Somebody the number box may mean, with what tells one from the other."""

    kind: str
    id: int
    number: str
    name: str
    company: str
    province: str | None = None
    city: str | None = None
    responsible: str | None = None
    owed: int = 0
    """How many promises are still owed to the number."""
    seen: str = ""
    """The number in groups, as it may be seen at this desk (R64); `number` is whole, to be taken into the form."""


def candidates(desk: Desk, text: str, *, limit: int = 6) -> list[Known]:
    """Who `text` may mean while it is typed: part of a number, initials, pinyin or hanzi; the likeliest first.

    Dealers and their people before those who only called; one number once, under the name it is kept by.
    """
    found: list[Known] = []
    with desk.store.read() as session:
        for dealer_id in directory.find(session, DEALER, text, limit=limit).ids:
            dealer = session.get(Dealer, dealer_id)
            if dealer is not None:
                found.append(_known_dealer(session, dealer, text))
        for contact_id in directory.find(session, CONTACT, text, limit=limit).ids:
            contact = session.get(Contact, contact_id)
            if contact is not None:
                found.append(_known_contact(session, contact))
        known = {(one.number, one.company) for one in found}
        for caller_id in directory.find(session, calls.CALLER, text, limit=limit).ids:
            caller = session.get(Caller, caller_id)
            if caller is not None and (caller.number_norm, caller.company) not in known:
                found.append(_known(session, desk, caller))
        for staff_id in directory.find(session, people.KIND, text, limit=limit).ids:
            staff = session.get(Staff, staff_id)
            if staff is not None:
                number = phones.parse(staff.mobile).number or staff.extension
                found.append(Known(people.KIND, staff.id, number, staff.name, staff.department))
    return [
        one._replace(seen=privacy.shown(desk, phones.display(one.number) or one.number))
        for one in found[:limit]
    ]


def _known_dealer(session: Session, dealer: Dealer, text: str) -> Known:
    numbers = numbers_in(dealer.mobile, dealer.landline)
    digits = "".join(each for each in text if each.isdigit())
    number = next((each for each in numbers if digits and digits in each), numbers[0] if numbers else "")
    return Known(
        DEALER, dealer.id, number, dealer.principal, dealer.name, province=dealer.province or None,
        city=dealer.city or None, responsible=_salesman(session, dealer), owed=_owed(session, number),
    )  # fmt: skip


def _known_contact(session: Session, contact: Contact) -> Known:
    home = session.get_one(Dealer, contact.dealer_id)
    number = next(iter(numbers_in(contact.phone)), "")
    return Known(
        CONTACT, contact.id, number, contact.name, home.name, province=home.province or None,
        city=home.city or None, responsible=_salesman(session, home), owed=_owed(session, number),
    )  # fmt: skip


def _salesman(session: Session, dealer: Dealer) -> str | None:
    return people.names(session, [dealer.salesman_id]).get(dealer.salesman_id or 0)


def _owed(session: Session, number: str) -> int:
    return promises.count_owed(session, number_norm=number) if number else 0


def _known(session: Session, desk: Desk, caller: Caller) -> Known:
    place = phones.place(caller.number_norm)
    owner = people.responsible(session, place.province, desk.today())
    owed = _owed(session, caller.number_norm)
    return Known(
        calls.CALLER, caller.id, caller.number_norm, caller.name, caller.company,
        province=place.province, city=place.city, responsible=owner.name if owner else None, owed=owed,
    )  # fmt: skip
