"""What happened to a dealer's record: one line a write, every field of it and of what hangs on it, in words (R29)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers import words
from app.dealers.completing import KIND
from app.dealers.family import CONTACT
from app.dealers.model import Contact, DealerProduct, DealerRegion, ShipAddress
from app.office.desk import Desk
from app.people import service as people
from app.store import trail
from app.store.models import kind_of
from app.store.trail import Entry
from app.words import N_, _

_UNTOLD = frozenset(
    {"name_key", "sort_key", "completeness", "gaps", "dealer_id", "deleted_at", "merged_into_id", "id"}
)
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
    named = {
        int(value)
        for entry in lines
        if entry.field == "salesman_id"
        for value in (entry.old, entry.new)
        if value is not None
    }
    staff = people.names(session, named)
    by_write: dict[int, list[Entry]] = {}
    for entry in lines:
        by_write.setdefault(entry.write_id, []).append(entry)
    found = []
    for write_id, entries in by_write.items():
        first = entries[0]
        told = [_difference(entry, staff) for entry in entries if entry.field not in _UNTOLD]
        shown = tuple(each for each in told if each.old != each.new)
        what = _(_LABELS[first.label]) if first.label in _LABELS else _("Changed")
        if first.label == "dealer.change_many" and [each.field for each in shown] == ["verified_on"]:
            what = _("Verified")
        found.append(Change(write_id, desk.local(first.at), first.by, first.label, what, shown))
    return found[::-1]


def _records(session: Session, dealer_id: int) -> Iterable[tuple[str, int]]:
    """The dealer and what hangs on it."""
    yield KIND, dealer_id
    models: tuple[Any, ...] = (Contact, ShipAddress, DealerRegion, DealerProduct)
    for model in models:
        for child in session.scalars(select(model.id).where(model.dealer_id == dealer_id)):
            yield kind_of(model), child


def _difference(entry: Entry, staff: dict[int, str]) -> Difference:
    name = {"salesman_id": "salesman", "name": "contact" if entry.kind == CONTACT else "name"}.get(
        entry.field, entry.field
    )
    label = words.field_label(name) if name in words.FIELDS else entry.field
    return Difference(
        entry.field, label, _said(entry.field, entry.old, staff), _said(entry.field, entry.new, staff)
    )


def _said(field: str, value: Any, staff: dict[int, str]) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return _("yes")
    known = {"status": words.status_label, "tier": words.tier_label, "source": words.source_label}
    if field in known:
        return known[field](str(value))
    if field == "salesman_id":
        return staff.get(int(value), str(value))
    return str(value)
