"""Merging two dealers that are one: what differs is chosen field by field, what hangs on both comes together (R29)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.dealers import words
from app.dealers.completing import KIND
from app.dealers.family import CONTACT, Family, as_contact, families
from app.dealers.model import Contact, Dealer, DealerRegion
from app.dealers.rules import NewDealer
from app.dealers.service import area_code, as_typed, change_in, here
from app.directory import attachments, links, pointing
from app.directory import service as directory
from app.office.desk import Desk
from app.store.errors import UserError
from app.transfer.values import number_key, numbers_of
from app.words import _

Side = Literal["kept", "other"]
_CHILDREN = ("products", "regions", "contacts", "ship_addresses")
_NUMBERS = ("landline", "mobile", "fax")
"""Fields that may hold several numbers: by default those of both."""
_NOTHING = ("", None, False)
_BIRTH = ("birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap")
_APART = ("code", "uuid", "grade_by_hand")
"""Never chosen by themselves: whether a grade was set by hand goes with the grade."""
_TOGETHER = (
    ("province", "city", "county", "address"),
    ("grade", "grade_reason"),
    ("licence_no", "licence_to"),
    ("wechat_id", "wechat_name"),
)
"""Fields that tell one thing: one side's gaps are not filled from the other where the two tell different things."""
_CONTACT = ("title", "wechat", "remark")
_PLACE = ("province", "city", "county", "phone", "receive_time", "remark")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ; `suggested` is what is taken unless somebody chooses otherwise."""

    field: str
    label: str
    kept: Any
    other: Any
    suggested: Any


def differences(desk: Desk, kept_id: int, other_id: int) -> list[Difference]:
    """Every field in which the two dealers differ, in the order of the form, with what a merge would take.

    What only one of them has is taken from it; several numbers are put together; else the kept one's stands.
    """
    with desk.store.read() as session:
        kept, other = _both(session, kept_id, other_id)
    area = area_code(desk)
    found = []
    for name in _typed():
        mine, theirs = getattr(kept, name), getattr(other, name)
        if mine != theirs and theirs not in _NOTHING:
            label = words.field_label("salesman" if name == "salesman_id" else name)
            found.append(Difference(name, label, mine, theirs, _suggested(name, kept, other, area)))
    return found


def merge(desk: Desk, kept_id: int, other_id: int, *, choices: Mapping[str, Any] | None = None) -> int:
    """Put the dealer `other_id` into `kept_id`, in one write; how many records changed hands.

    `choices` gives values for the fields of `differences`, by their names; the others get what was suggested.
    Contacts, shipping addresses, regions and products of both stay, doubles once; calls, promises and whatever else
    points at the other dealer points at the kept one then. The other one goes to the bin, its code stays taken.
    UserError when one of the two is not there, FieldError when a chosen value does not fit.
    """
    with desk.store.write("dealer.merge") as session:
        kept, other = _both(session, kept_id, other_id)
        area = area_code(desk)
        values = {
            name: _suggested(name, kept, other, area)
            for name in _typed()
            if getattr(other, name) not in _NOTHING
        }
        values |= {name: value for name, value in (choices or {}).items() if name in _typed()}
        if values.get("grade", kept.grade) != kept.grade:  # the other one's: how it came about comes along
            values["grade_by_hand"] = other.grade_by_hand
            values["grade_reason"] = (choices or {}).get("grade_reason", other.grade_reason)
        gone = here(session, other_id)
        known = families(session, [kept_id, other_id])
        _drop_doubles(session, known[kept_id], known[other_id])
        moved = pointing.repoint(session, Dealer, other_id, kept_id)
        moved += links.repoint(session, KIND, other_id, kept_id)
        moved += attachments.repoint(session, KIND, other_id, kept_id)
        directory.remove(session, KIND, other_id)
        session.flush()
        gone.deleted_at, gone.merged_into_id = desk.clock(), kept_id
        session.flush()
        session.expire_all()  # rows were moved below the unit of work
        merged = as_typed(here(session, kept_id), families(session, [kept_id])[kept_id])
        change_in(session, desk, kept_id, replace(merged, **values))
        return moved


def _both(session: Session, kept_id: int, other_id: int) -> tuple[NewDealer, NewDealer]:
    if kept_id == other_id:
        raise UserError(_("A dealer can't be merged with itself. Choose another one."))
    kept, other = here(session, kept_id), here(session, other_id)
    known = families(session, [kept_id, other_id])
    return as_typed(kept, known[kept_id]), as_typed(other, known[other_id])


def _typed() -> list[str]:
    return [each.name for each in fields(NewDealer) if each.name not in (*_CHILDREN, *_APART)]


def _suggested(name: str, kept: NewDealer, other: NewDealer, area: str | None) -> Any:
    mine, theirs = getattr(kept, name), getattr(other, name)
    if mine in _NOTHING:
        return mine if _differ(name, kept, other) else theirs
    if theirs in _NOTHING:
        return mine
    if name in _NUMBERS:
        return _with_more(mine, numbers_of(theirs, area=area), numbers_of(mine, area=area), area)
    if name == "email":
        more = [each for each in _parts(theirs) if each.lower() not in map(str.lower, _parts(mine))]
        return "、".join([mine, *more])
    if name in ("notes", "remark", "invoice_info") and theirs not in mine:
        return f"{mine}\n{theirs}"
    return mine


def _differ(name: str, kept: NewDealer, other: NewDealer) -> bool:
    """Whether the two tell different things by the fields that belong to `name`."""
    group = next((each for each in _TOGETHER if name in each), ())
    told = ((getattr(kept, each), getattr(other, each)) for each in group)
    return any(mine and theirs and mine != theirs for mine, theirs in told)


def _with_more(mine: str, theirs: Iterable[str], known: Iterable[str], area: str | None) -> str:
    """`mine` and those numbers of the other that it lacks: extensions count, and what is no number stays as typed."""
    had = {number_key(each, area=area) for each in known}
    return "、".join([mine, *(each for each in theirs if number_key(each, area=area) not in had)])


def _parts(emails: str) -> list[str]:
    return [each for each in re.split(r"[\s,;，；、]+", emails) if each]


def _drop_doubles(session: Session, kept: Family, other: Family) -> None:
    """Take away what the kept dealer has just so: links to products, and regions, places and people told twice.

    What only the other one's tells of the same person or place is put to the kept one's.
    """
    products = {each.product_id for each in kept.products}
    for link in other.products:
        if link.product_id in products:
            session.delete(link)
    moment = session.info["recorder"].now
    for region in other.regions:
        held = next((each for each in kept.regions if _place(each) == _place(region)), None)
        if held is not None:
            held.exclusive = held.exclusive or region.exclusive
            region.deleted_at = moment
    for address in other.ship_addresses:
        if any(
            (each.receiver, each.address) == (address.receiver, address.address)
            and _filled(each, address, _PLACE)
            for each in kept.ship_addresses
        ):
            address.deleted_at = moment
        else:
            address.is_default = address.is_default and not kept.ship_addresses
    for contact in other.contacts:
        same = next((each for each in kept.contacts if _one_person(each, contact)), None)
        if same is not None:
            contact.deleted_at = moment
            directory.remove(session, CONTACT, contact.id)
            links.repoint(session, CONTACT, contact.id, same.id)
    session.flush()


def _place(region: DealerRegion) -> tuple[Any, ...]:
    return region.province, region.city, region.county, region.from_on, region.to_on


def _one_person(kept: Contact, other: Contact) -> bool:
    """Whether the two are one person and nothing of them differs; then what only `other` tells is put to `kept`."""
    if kept.name != other.name or _keys(kept.phone) != _keys(other.phone):
        return False
    mine, theirs = as_contact(kept).birthday, as_contact(other).birthday
    if (mine and theirs and mine != theirs) or not _filled(kept, other, _CONTACT):
        return False
    if theirs and not mine:
        for name in _BIRTH:
            setattr(kept, name, getattr(other, name))
    return True


def _keys(numbers: str) -> set[str]:
    return {number_key(each) for each in numbers_of(numbers)}


def _filled(kept: Any, other: Any, names: Iterable[str]) -> bool:
    """Put to `kept` what only `other` has of `names`; False, and nothing is put, where the two differ."""
    told = [(name, getattr(kept, name), getattr(other, name)) for name in names]
    if any(mine and theirs and mine != theirs for _name, mine, theirs in told):
        return False
    for name, mine, theirs in told:
        if theirs and not mine:
            setattr(kept, name, theirs)
    return True
