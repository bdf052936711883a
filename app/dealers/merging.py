"""Merging two dealers that are one: what differs is chosen field by field, what hangs on both comes together (R29)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.dealers import words
from app.dealers.completing import KIND
from app.dealers.family import CONTACT, Family, families, numbers_in
from app.dealers.model import Dealer
from app.dealers.rules import NewDealer
from app.dealers.service import as_typed, change_in, here
from app.directory import attachments, links, pointing
from app.directory import service as directory
from app.office.desk import Desk
from app.store.errors import UserError
from app.words import _

Side = Literal["kept", "other"]
_CHILDREN = ("products", "regions", "contacts", "ship_addresses")
_LISTS = ("landline", "mobile", "fax", "email")
"""Fields that may hold several values: by default those of both."""
_APART = ("code", "uuid")


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
    found = []
    for name in _typed():
        mine, theirs = getattr(kept, name), getattr(other, name)
        if mine != theirs and theirs not in ("", None, False):
            label = words.field_label({"salesman_id": "salesman", "grade_by_hand": "grade"}.get(name, name))
            found.append(Difference(name, label, mine, theirs, _suggested(name, mine, theirs)))
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
        values = {
            name: _suggested(name, getattr(kept, name), getattr(other, name))
            for name in _typed()
            if getattr(other, name) not in ("", None, False)
        }
        values |= {name: value for name, value in (choices or {}).items() if name in _typed()}
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


def _suggested(name: str, mine: Any, theirs: Any) -> Any:
    if name in _LISTS and mine and theirs:
        told = numbers_in(mine)
        more = set(numbers_in(theirs)) - set(told) if name != "email" else theirs not in mine
        return f"{mine}、{theirs}" if more else mine
    if name in ("notes", "remark", "invoice_info") and mine and theirs and theirs not in mine:
        return f"{mine}\n{theirs}"
    return mine if mine not in ("", None, False) else theirs


def _drop_doubles(session: Session, kept: Family, other: Family) -> None:
    """Take away what the kept dealer has just so: links to products, and regions and people told twice."""
    products = {each.product_id for each in kept.products}
    for link in other.products:
        if link.product_id in products:
            session.delete(link)
    regions = {(each.province, each.city, each.county) for each in kept.regions}
    moment = session.info["recorder"].now
    for region in other.regions:
        if (region.province, region.city, region.county) in regions:
            region.deleted_at = moment
    addresses = {(each.receiver, each.city, each.address) for each in kept.ship_addresses}
    for address in other.ship_addresses:
        if (address.receiver, address.city, address.address) in addresses:
            address.deleted_at = moment
        else:
            address.is_default = address.is_default and not kept.ship_addresses
    people = {(each.name, each.phone) for each in kept.contacts}
    for contact in other.contacts:
        if (contact.name, contact.phone) in people:
            contact.deleted_at = moment
            directory.remove(session, CONTACT, contact.id)
    session.flush()
