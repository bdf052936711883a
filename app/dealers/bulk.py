"""One field of many dealers changed in one recorded write: what may be changed, what would happen, and doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers import filters, words
from app.dealers.family import families
from app.dealers.model import Dealer
from app.dealers.rules import NewDealer
from app.dealers.service import as_typed, change_in
from app.office import bulk
from app.office.bulk import BulkField, Outlook, Progress, Refused
from app.office.desk import Desk
from app.office.filters import Choice
from app.people import service as people
from app.words import _

TODAY = "today"


def fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many dealers can be given at once. Reads the staff: for a job."""
    staff = tuple(Choice(row.id, row.name, row.department, row.keys) for row in people.find(desk))
    label = words.field_label
    return (
        BulkField("salesman", label("salesman"), "person", staff),
        BulkField("status", label("status"), "choice", filters.choices(words.STATUSES)),
        BulkField("tier", label("tier"), "choice", filters.choices(words.TIERS)),
        BulkField("source", label("source"), "choice", filters.choices(words.SOURCES)),
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
    changing: list[str] = []
    same = 0
    refused: list[Refused] = []
    with desk.store.read() as session:
        for batch in bulk.batches(ids, told=told):
            seen = list(_looked_at(session, desk, batch, key, value))
            held = people.names(session, [each.before.salesman_id for each in seen])
            for one in seen:
                if one.reason:
                    refused.append(Refused(one.id, one.title, one.reason))
                elif one.after == one.before:
                    same += 1
                else:
                    changing.append(_words(field, one.before, held))
    return Outlook(len(changing), same, tuple(refused), bulk.counted(changing))


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the dealers `ids` the `value` in one write, undone in one step; what was done.

    Dealers that refuse keep what they have, and the outcome says why. When `told` raises nothing is changed.
    """
    bulk.checked(fields(desk), key, value)
    done = same = 0
    refused: list[Refused] = []
    with desk.store.write("dealer.change_many") as session:
        for batch in bulk.batches(ids, told=told):
            for one in list(_looked_at(session, desk, batch, key, value)):
                if one.reason:
                    refused.append(Refused(one.id, one.title, one.reason))
                elif one.after == one.before:
                    same += 1
                else:
                    change_in(session, desk, one.id, one.after)
                    done += 1
    return Outlook(done, same, tuple(refused))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One dealer as a change of many sees it; `reason` is why it refuses, "" when it does not."""

    id: int
    title: str
    before: NewDealer
    after: NewDealer
    reason: str


def _looked_at(session: Session, desk: Desk, ids: Sequence[int], key: str, value: Any) -> Iterator[_Seen]:
    given = {"salesman": "salesman_id"}.get(key, key)
    if key == "verified_on":
        value = desk.today()
    rows = {row.id: row for row in session.scalars(select(Dealer).where(Dealer.id.in_(ids)))}
    known = families(session, rows)
    for dealer_id in ids:
        row = rows.get(dealer_id)
        if row is None:
            continue
        before = as_typed(row, known[dealer_id])
        reason = _("It is in the bin. Restore it first.") if row.deleted_at is not None else ""
        yield _Seen(dealer_id, f"{row.code} {row.name}", before, replace(before, **{given: value}), reason)


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
