"""One field of many calls changed in one recorded write: what may be changed, what would happen, and doing it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import filters, rules, service
from app.calls.model import Call, Promise
from app.office import bulk
from app.office.bulk import BulkField, Outlook, Progress, Seen
from app.office.desk import Desk
from app.office.filters import choices
from app.people import service as people
from app.store.store import update_where
from app.words import _, pgettext

PLAIN_OUTCOMES = ("answered", "none")
"""Outcomes that need nothing more; the others want to know whom, when or what, one call at a time."""
_COLUMNS = {
    "category": Call.category, "agent": Call.agent_id, "tone": Call.tone, "outcome": Call.outcome,
    "confirmed": Call.confirmed,
}  # fmt: skip


def fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many calls can be given at once. Reads the staff: for a job."""
    staff = people.choices(desk)
    plain = {word: rules.OUTCOMES[word] for word in PLAIN_OUTCOMES}
    return (
        BulkField("category", pgettext("call", "Category"), "choice", filters.categories(desk)),
        BulkField("outcome", pgettext("call", "Outcome"), "choice", choices(plain)),
        BulkField("agent", pgettext("call", "Taken by"), "person", staff),
        BulkField("tone", pgettext("call", "Tone"), "choice", choices(rules.TONES)),
        BulkField(
            "confirmed", pgettext("call", "Read back"), "flag", yes=_("Read back"), no=_("Not read back")
        ),
    )


def preview(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """What giving the field `key` of the calls `ids` the `value` would do. UserError for a field or value that
    can't be given, or for too many calls.
    """
    field = bulk.checked(fields(desk), key, value)
    with desk.store.read() as session:
        return bulk.outlook(
            one for part in bulk.batches(ids, told=told) for one in _seen(session, desk, part, field, value)
        )


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the calls `ids` the `value` in one write, undone in one step; what was done.

    Calls that refuse keep what they have, and the outcome says why. When `told` raises nothing is changed.
    """
    field = bulk.checked(fields(desk), key, value)
    ready: list[int] = []

    def seen(session: Session) -> Iterator[Seen]:
        for part in bulk.batches(ids, told=told):
            yield from list(_seen(session, desk, part, field, value))
            if ready:  # a batch is written at once, when all of it was looked at
                update_where(session, Call, Call.id.in_(ready), values={_COLUMNS[key].key: value})
                ready.clear()

    with desk.store.write("call.change_many") as session:
        return bulk.outlook(seen(session), give=lambda one: ready.append(one.id))


def _seen(session: Session, desk: Desk, ids: Sequence[int], field: BulkField, value: Any) -> Iterator[Seen]:
    column = _COLUMNS[field.key]
    owed: dict[int, str] = {}
    if field.key == "outcome":
        rows_owed = session.execute(
            select(Promise.call_id, Promise.code).where(
                Promise.call_id.in_(ids), Promise.result.in_(rules.OPEN_RESULTS), Promise.deleted_at.is_(None)
            )
        )
        owed = {call_id: code for call_id, code in rows_owed}  # noqa: C416 - dict() loses the types
    query = select(
        Call.id, Call.code, Call.company, Call.caller_name, Call.direction, Call.outcome, Call.matter,
        Call.deleted_at, column.label("old"),
    ).where(Call.id.in_(ids))  # fmt: skip
    rows = {row.id: row for row in session.execute(query)}
    known = _words(session, desk, field, {row.old for row in rows.values()})
    for row in (rows[each] for each in ids if each in rows):
        title = " ".join(part for part in (row.code, row.company or row.caller_name) if part)
        reason = _reason(row, field.key, value, owed.get(row.id))
        yield Seen(row.id, title, row.old, value, known[row.old], reason)


def _reason(row: Any, key: str, value: Any, owed: str | None) -> str:
    """Why this call can't be given the value; the rules are those of one call (records.md 来电登记)."""
    if row.deleted_at is not None:
        return _("It is in the bin. Restore it first.")
    if row.old == value:
        return ""
    if key == "category" and rules.lacks_matter(row.direction, value, row.matter):
        return _("Its matter is missing: only a nuisance or a missed call may go without.")
    if key == "outcome" and owed is not None:
        return _("The call back {code} is still owed. Settle it on the board first.").format(code=owed)
    if key == "outcome" and row.outcome == "complaint":
        return _("A complaint came of it; its outcome is changed there.")
    return ""


def _words(session: Session, desk: Desk, field: BulkField, values: Collection[Any]) -> dict[Any, str]:
    """What each of the values is called now; people who left have names too."""
    if field.kind == "flag":
        return {each: field.yes if each else field.no for each in values}
    if field.kind == "person":
        names = people.names(session, values)
        return {each: names.get(each, "?") for each in values}
    if field.key == "category":
        return {each: service.categories(desk).label(each) for each in values}
    label = rules.outcome_label if field.key == "outcome" else rules.tone_label
    return {each: label(each) for each in values}
