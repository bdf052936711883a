"""One field of many complaints changed in one recorded write: how they are sorted, never who is on them (R49, R52)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.complaints import words
from app.complaints.model import Complaint
from app.complaints.service import put
from app.office import bulk
from app.office.bulk import BulkField, Outlook, Progress, Seen
from app.office.desk import Desk
from app.office.filters import choices
from app.words import _, pgettext


def fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many complaints can be given at once."""
    return (
        BulkField("category", pgettext("complaint", "Category"), "choice", choices(words.CATEGORIES)),
        BulkField("grade", pgettext("complaint", "Grade"), "choice", choices(words.GRADES)),
        BulkField("kind", pgettext("complaint", "Kind"), "choice", choices(words.KINDS)),
        BulkField("channel", pgettext("complaint", "Channel"), "choice", choices(words.CHANNELS)),
    )


def preview(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """What giving the field `key` of the complaints `ids` the `value` would do. UserError as in bulk.checked."""
    field = bulk.checked(fields(desk), key, value)
    with desk.store.read() as session:
        return bulk.outlook(
            one for part in bulk.batches(ids, told=told) for one in _seen(session, part, field, value)
        )


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the complaints `ids` the `value` in one write, undone in one step; what was done."""
    field = bulk.checked(fields(desk), key, value)

    def give(session: Session, one: Seen) -> None:
        row = session.get_one(Complaint, one.id)
        setattr(row, key, value)
        session.flush()
        put(session, row)

    with desk.store.write("complaint.change_many") as session:
        seen = (
            one for part in bulk.batches(ids, told=told) for one in list(_seen(session, part, field, value))
        )
        return bulk.outlook(seen, give=lambda one: give(session, one))


def _seen(session: Session, ids: Sequence[int], field: BulkField, value: Any) -> Iterator[Seen]:
    rows = {row.id: row for row in session.scalars(select(Complaint).where(Complaint.id.in_(ids)))}
    for row in (rows[each] for each in ids if each in rows):
        reason = _("It is in the bin. Restore it first.") if row.deleted_at is not None else ""
        held = getattr(row, field.key)
        now = next((each.label for each in field.choices if each.value == held), str(held))
        yield Seen(row.id, f"{row.code} {row.company or row.complainant}", held, value, now, reason)
