"""What hangs on dealers: products, regions, contacts and shipping addresses, read for many at once and saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china.lunar_days import Birthday
from app.dealers.model import Contact, DealerProduct, DealerRegion, ShipAddress
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory, parsed
from app.directory import service as directory
from app.store.models import Record
from app.store.recorder import recorder_of

CONTACT = "contact"
Child = TypeVar("Child", Contact, DealerRegion, ShipAddress)


@dataclass(slots=True)
class Family:
    """What hangs on one dealer, in the order it was given."""

    products: list[DealerProduct] = field(default_factory=list)
    regions: list[DealerRegion] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    ship_addresses: list[ShipAddress] = field(default_factory=list)


def families(session: Session, ids: Iterable[int]) -> dict[int, Family]:
    """The families of the dealers `ids`, by four statements for all of them."""
    wanted = list(ids)
    found = {each: Family() for each in wanted}
    for place in range(0, len(wanted), 5_000):
        part = wanted[place : place + 5_000]
        for link in _of(session, DealerProduct, part):
            found[link.dealer_id].products.append(link)
        for region in _of(session, DealerRegion, part):
            found[region.dealer_id].regions.append(region)
        for contact in _of(session, Contact, part):
            found[contact.dealer_id].contacts.append(contact)
        for address in _of(session, ShipAddress, part):
            found[address.dealer_id].ship_addresses.append(address)
    return found


def _of(session: Session, model: Any, part: list[int]) -> Sequence[Any]:
    statement = select(model).where(model.dealer_id.in_(part)).order_by(model.id)
    if issubclass(model, Record):
        statement = statement.where(model.deleted_at.is_(None))
    return session.scalars(statement).all()


def put_family(session: Session, dealer_id: int, new: NewDealer) -> Family:
    """Bring what hangs on a dealer to what `new` tells; parts of it that are None stay. The family then.

    A child named by its id is changed, one without is added, one that is not told any more goes to the bin.
    """
    family = families(session, [dealer_id])[dealer_id]
    if new.products is not None:
        _put_products(session, dealer_id, family, new.products)
    if new.regions is not None:
        told = [(each.id, region_columns(each)) for each in new.regions]
        family.regions = _put_children(session, DealerRegion, dealer_id, family.regions, told)
    if new.contacts is not None:
        people = [(each.id, contact_columns(each)) for each in new.contacts]
        before = {each.id for each in family.contacts}
        family.contacts = _put_children(session, Contact, dealer_id, family.contacts, people)
        for gone in before - {each.id for each in family.contacts}:
            directory.remove(session, CONTACT, gone)
        for contact in family.contacts:
            put_contact(session, contact, new=contact.id not in before)
    if new.ship_addresses is not None:
        places = [(each.id, ship_columns(each)) for each in one_default(new.ship_addresses)]
        family.ship_addresses = _put_children(session, ShipAddress, dealer_id, family.ship_addresses, places)
    return family


def _put_products(session: Session, dealer_id: int, family: Family, wanted: Iterable[int]) -> None:
    known = {each.product_id: each for each in family.products}
    order = list(dict.fromkeys(wanted))
    for gone in known.keys() - set(order):
        session.delete(known[gone])
    for product_id in order:
        if product_id not in known:
            known[product_id] = DealerProduct(dealer_id=dealer_id, product_id=product_id)
            session.add(known[product_id])
    session.flush()
    family.products = [known[product_id] for product_id in order]


def _put_children(
    session: Session,
    model: type[Child],
    dealer_id: int,
    stored: Sequence[Child],
    told: Iterable[tuple[int | None, dict[str, Any]]],
) -> list[Child]:
    known = {row.id: row for row in stored}
    rows: list[Child] = []
    for number, columns in told:
        row = known.pop(number, None) if number is not None else None
        if row is None:
            row = model(dealer_id=dealer_id, **columns)
            session.add(row)
        else:
            for name, value in columns.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
        rows.append(row)
    for row in known.values():
        row.deleted_at = recorder_of(session).now
    session.flush()
    return rows


def one_default(told: Sequence[NewShipAddress]) -> list[NewShipAddress]:
    """The addresses with exactly one default among them: the last that was marked, else the first."""
    marked = [place for place, each in enumerate(told) if each.is_default]
    chosen = marked[-1] if marked else 0
    return [replace(each, is_default=place == chosen) for place, each in enumerate(told)]


def region_columns(told: Territory) -> dict[str, Any]:
    """The columns of a region."""
    return {
        "province": told.province, "city": told.city, "county": told.county, "exclusive": told.exclusive,
        "from_on": told.from_on, "to_on": told.to_on,
    }  # fmt: skip


def contact_columns(told: NewContact) -> dict[str, Any]:
    """The columns of a contact."""
    born = told.birthday
    return {
        "name": told.name.strip(), "title": told.title.strip(), "phone": told.phone.strip(),
        "wechat": told.wechat.strip(), "remark": told.remark,
        "birth_year": born.year if born else None, "birth_month": born.month if born else None,
        "birth_day": born.day if born else None, "birth_lunar": bool(born and born.lunar),
        "birth_leap": bool(born and born.leap),
    }  # fmt: skip


def ship_columns(told: NewShipAddress) -> dict[str, Any]:
    """The columns of a shipping address."""
    return {
        "receiver": told.receiver.strip(), "phone": told.phone.strip(), "province": told.province,
        "city": told.city, "county": told.county, "address": told.address.strip(),
        "receive_time": told.receive_time.strip(), "is_default": told.is_default, "remark": told.remark,
    }  # fmt: skip


def territory(row: DealerRegion) -> Territory:
    """A stored region as it was typed."""
    return Territory(
        province=row.province, city=row.city, county=row.county, exclusive=row.exclusive,
        from_on=row.from_on, to_on=row.to_on, id=row.id,
    )  # fmt: skip


def as_contact(row: Contact) -> NewContact:
    """A stored contact as it was typed."""
    born = None
    if row.birth_month is not None and row.birth_day is not None:
        born = Birthday(row.birth_month, row.birth_day, row.birth_year, row.birth_lunar, row.birth_leap)
    return NewContact(
        name=row.name, title=row.title, phone=row.phone, wechat=row.wechat, birthday=born, remark=row.remark,
        id=row.id,
    )  # fmt: skip


def as_ship_address(row: ShipAddress) -> NewShipAddress:
    """A stored shipping address as it was typed."""
    return NewShipAddress(
        receiver=row.receiver, phone=row.phone, province=row.province, city=row.city, county=row.county,
        address=row.address, receive_time=row.receive_time, is_default=row.is_default, remark=row.remark, id=row.id,
    )  # fmt: skip


def numbers_in(*texts: str, area: str | None = None) -> list[str]:
    """The normal numbers in these fields, each once; what is no number is left out."""
    found = (phone for text in texts if text for phone in parsed(text, area))
    return list(dict.fromkeys(phone.number for phone in found if phone.kind != "invalid" and phone.number))


def put_contact(session: Session, row: Contact, *, new: bool = False) -> None:
    """Bring the directory's entry of a contact up to date."""
    told = told_contact(row)
    directory.put(
        session, CONTACT, row.id, names=told.names, numbers=told.numbers, words=told.words, new=new
    )  # fmt: skip


def told_contact(row: Contact) -> directory.Told:
    """What a contact is found by."""
    numbers = numbers_in(row.phone)
    parts = [part for number in numbers for part in directory.parts_of(number)]
    return directory.Told(row.id, [row.name], numbers, [row.title, row.wechat, row.remark or "", *parts])
