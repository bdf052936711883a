"""One field of many dealers changed in one recorded write: what may be changed, what would happen, and doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers import words
from app.dealers.family import families
from app.dealers.model import Dealer
from app.dealers.rules import NewDealer
from app.dealers.service import as_typed, change_in
from app.office import bulk
from app.office.bulk import BulkField, Outlook, Progress, Seen
from app.office.desk import Desk
from app.office.filters import Choice, choices
from app.people import service as people
from app.words import _

TODAY = "today"


def fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many dealers can be given at once. Reads the staff: for a job."""
    staff = people.choices(desk)
    label = words.field_label
    return (
        BulkField("salesman", label("salesman"), "person", staff),
        BulkField("status", label("status"), "choice", choices(words.STATUSES)),
        BulkField("tier", label("tier"), "choice", choices(words.TIERS)),
        BulkField("source", label("source"), "choice", choices(words.SOURCES)),
        BulkField("verified_on", label("verified_on"), "choice", (Choice(TODAY, _("Today")),)),
        BulkField(
            "key_account", label("key_account"), "flag", yes=label("key_account"), no=_("Not a key account")
        ),
    )


def preview(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """What giving the field `key` of the dealers `ids` the `value` would do. UserError for a field or value that
    can't be given, or for too many dealers.
    """
    field = bulk.checked(fields(desk), key, value)
    with desk.store.read() as session:
        return bulk.outlook(
            one for part in bulk.batches(ids, told=told) for one in _seen(session, desk, part, field, value)
        )


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the dealers `ids` the `value` in one write, undone in one step; what was done.

    Dealers that refuse keep what they have, and the outcome says why. When `told` raises nothing is changed.
    """
    field = bulk.checked(fields(desk), key, value)
    with desk.store.write("dealer.change_many") as session:
        seen = (
            one
            for part in bulk.batches(ids, told=told)
            for one in list(_seen(session, desk, part, field, value))
        )
        return bulk.outlook(seen, give=lambda one: change_in(session, desk, one.id, one.after))


def _seen(session: Session, desk: Desk, ids: Sequence[int], field: BulkField, value: Any) -> Iterator[Seen]:
    given = {"salesman": "salesman_id"}.get(field.key, field.key)
    if field.key == "verified_on":
        value = desk.today()
    rows = {row.id: row for row in session.scalars(select(Dealer).where(Dealer.id.in_(ids)))}
    known = families(session, rows)
    held = people.names(session, [row.salesman_id for row in rows.values()])
    for row in (rows[each] for each in ids if each in rows):
        before = as_typed(row, known[row.id])
        reason = _("It is in the bin. Restore it first.") if row.deleted_at is not None else ""
        after = replace(before, **{given: value})
        yield Seen(row.id, f"{row.code} {row.name}", before, after, _words(field, before, held), reason)


def _words(field: BulkField, before: NewDealer, held: dict[int, str]) -> str:
    """What a dealer's value is called now."""
    if field.kind == "person":
        return held.get(before.salesman_id or 0, _("Nobody"))
    value = getattr(before, field.key)
    if field.kind == "flag":
        return field.yes if value else field.no
    if field.key == "verified_on":
        return value.isoformat() if value else _("never")
    return next((each.label for each in field.choices if each.value == value), str(value))
