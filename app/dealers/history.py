"""What happened to a dealer's record: one line a write, every field of it and of what hangs on it, in words (R29)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.dealers import words
from app.dealers.completing import KIND
from app.dealers.family import CONTACT
from app.dealers.model import Contact, DealerProduct, DealerRegion, ShipAddress
from app.office.desk import Desk
from app.people import service as people
from app.products import service as products
from app.store import trail
from app.store.models import AuditChange, kind_of
from app.store.trail import Entry
from app.words import N_, NP_, _, pgettext

_UNTOLD = frozenset(
    {"name_key", "sort_key", "completeness", "gaps", "dealer_id", "deleted_at", "merged_into_id", "id"}
)
_FIELDS = words.FIELDS | {
    "salesman_id": words.FIELDS["salesman"],
    "product_id": NP_("dealer", "Product represented"),
    "birth_year": NP_("dealer", "Year of birth"),
    "birth_month": NP_("dealer", "Month of birth"),
    "birth_day": NP_("dealer", "Day of birth"),
    "birth_lunar": NP_("dealer", "Lunar birthday"),
    "birth_leap": NP_("dealer", "Born in a leap month"),
}
"""What the columns of a dealer and of what hangs on it are called."""
_LABELS = {
    "dealer.add": N_("Put into the archive"),
    "dealer.change": N_("Changed"),
    "dealer.change_many": N_("Changed with others"),
    "dealer.contact": N_("Caller put among the contacts"),
    "dealer.fill": N_("Filled in on the telephone"),
    "dealer.hand_over": N_("Handed over"),
    "dealer.merge": N_("Merged"),
    "dealer.remove": N_("Into the bin"),
    "dealer.restore": N_("Out of the bin"),
    "undo": N_("Undone"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it was and as it became, in words; "" is empty."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One write that touched a dealer; `at` in the office's zone."""

    write_id: int
    at: datetime
    by: str
    label: str
    what: str
    """The write in words."""
    fields: tuple[Difference, ...]


def changes(desk: Desk, dealer_id: int) -> list[Change]:
    """The dealer's writes, the newest first."""
    with desk.store.read() as session:
        return changes_in(session, desk, dealer_id)


def changes_in(session: Session, desk: Desk, dealer_id: int) -> list[Change]:
    """As `changes`, with a session that is open already."""
    lines = trail.together(session, _records(session, dealer_id))
    lines += _links(session, dealer_id)
    lines.sort(key=lambda entry: entry.write_id)
    names = {
        "salesman_id": people.names(session, _pointed_at(lines, "salesman_id")),
        "product_id": products.names(session, _pointed_at(lines, "product_id")),
    }
    by_write: dict[int, list[Entry]] = {}
    for entry in lines:
        by_write.setdefault(entry.write_id, []).append(entry)
    found = []
    for write_id, entries in by_write.items():
        first = entries[0]
        told = [_difference(entry, names) for entry in entries if entry.field not in _UNTOLD]
        shown = tuple(each for each in told if each.old != each.new)
        what = _(_LABELS[first.label]) if first.label in _LABELS else _("Changed")
        if first.label == "dealer.change_many" and [each.field for each in shown] == ["verified_on"]:
            what = _("Verified")
        found.append(Change(write_id, desk.local(first.at), first.by, first.label, what, shown))
    return found[::-1]


def _records(session: Session, dealer_id: int) -> Iterable[tuple[str, int]]:
    """The dealer and what hangs on it."""
    yield KIND, dealer_id
    models: tuple[Any, ...] = (Contact, ShipAddress, DealerRegion)
    for model in models:
        for child in session.scalars(select(model.id).where(model.dealer_id == dealer_id)):
            yield kind_of(model), child


def _links(session: Session, dealer_id: int) -> list[Entry]:
    """What the trail tells of the products of a dealer, whose links are deleted and their numbers given again."""
    kind = kind_of(DealerProduct)
    told = AuditChange.fields
    mine = or_(told.contains(f'"dealer_id":[null,{dealer_id}]'), told.contains(f'"dealer_id":[{dealer_id},'))
    numbers = session.scalars(
        select(AuditChange.record_id).where(AuditChange.kind == kind, mine).distinct()
    ).all()
    lines = trail.together(session, ((kind, number) for number in numbers))
    own: dict[int, set[int]] = {}
    for entry in lines:
        if entry.field == "dealer_id" and dealer_id in (entry.old, entry.new):
            own.setdefault(entry.write_id, set()).add(entry.id)
    return [entry for entry in lines if entry.id in own.get(entry.write_id, ())]


def _pointed_at(entries: Iterable[Entry], field: str) -> set[int]:
    values = (value for entry in entries if entry.field == field for value in (entry.old, entry.new))
    return {int(value) for value in values if value is not None}


def _difference(entry: Entry, names: dict[str, dict[int, str]]) -> Difference:
    label = "contact" if (entry.field, entry.kind) == ("name", CONTACT) else entry.field
    old, new = (_said(entry.field, value, names) for value in (entry.old, entry.new))
    called = pgettext(*_FIELDS[label]) if label in _FIELDS else entry.field  # of an older program
    return Difference(entry.field, called, old, new)


def _said(field: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return _("yes")
    known = {"status": words.status_label, "tier": words.tier_label, "source": words.source_label}
    if field in known:
        return known[field](str(value))
    if field in names:
        return names[field].get(int(value), str(value))
    return str(value)
