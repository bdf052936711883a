"""The staff list: what it is narrowed by, and one field of many people changed in one step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china.regions import PROVINCES
from app.office import bulk, filters, short_lists
from app.office.bulk import BulkField, Outlook, Progress, Seen
from app.office.desk import Desk
from app.office.filters import Choice, Field
from app.people import editing, service
from app.people.model import Staff
from app.people.rules import FIELDS, ROLES, NewStaff, label, role_label
from app.people.service import StaffRow
from app.words import _

HERE, LEFT, ALL = "here", "left", "all"
"""Which of the staff: those who work here, those who left, both."""
HOLDS: Mapping[str, short_lists.Held[StaffRow]] = {
    "department": lambda row: row.department,
    "role": lambda row: row.role,
    "province": lambda row: row.provinces,
    "resident": lambda row: row.resident,
    "title": lambda row: row.title,
}


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields in the order they are offered. Reads the staff: for a job."""
    departments = sorted({row.department for row in service.find(desk, left_too=True)} - {""})
    return (
        Field("department", label("department"), "choice", tuple(filters.choice(d, d) for d in departments)),
        Field("role", label("role"), "choice", _roles()),
        Field("province", _("Provinces"), "choice", tuple(filters.choice(each, each) for each in PROVINCES)),
        Field("resident", label("resident"), "flag", yes=label("resident"), no=_("Not in the office")),
        Field("title", label("title"), "text"),
    )


def listed(
    desk: Desk, values: Mapping[str, Any], *, which: str = HERE, binned: bool = False
) -> list[StaffRow]:
    """The people that `values` ask for, by code, of those who are HERE, LEFT or ALL; with `binned` those who were
    taken off the list.
    """
    rows = service.find(desk, left_too=which != HERE, binned=binned)
    if which == LEFT and not binned:
        rows = [row for row in rows if not row.active]
    return short_lists.narrowed(rows, HOLDS, values)


def counts(desk: Desk, values: Mapping[str, Any], key: str, *, which: str = HERE) -> dict[Any, int]:
    """How many people each value of the field `key` has."""
    return short_lists.counts(listed(desk, {}, which=which), HOLDS, values, key) if key in HOLDS else {}


def bulk_fields(desk: Desk) -> tuple[BulkField, ...]:
    """What many people can be given at once. Reads the staff: for a job."""
    staff = service.choices(desk)
    return (
        BulkField("department", label("department"), "text"),
        BulkField("role", label("role"), "choice", _roles()),
        BulkField("superior_id", label("superior_id"), "person", staff),
        BulkField("resident", label("resident"), "flag", yes=label("resident"), no=_("Not in the office")),
    )


def preview(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """What giving the field `key` of the people `ids` the `value` would do. UserError as in bulk.checked."""
    field = bulk.checked(bulk_fields(desk), key, value)
    with desk.store.read() as session:
        return bulk.outlook(
            one for part in bulk.batches(ids, told=told) for one in _seen(session, part, field, value)
        )


def change(desk: Desk, ids: Sequence[int], key: str, value: Any, *, told: Progress | None = None) -> Outlook:
    """Give the field `key` of the people `ids` the `value` in one write, undone in one step; what was done."""
    field = bulk.checked(bulk_fields(desk), key, value)
    with desk.store.write("staff.change_many") as session:
        seen = (
            one for part in bulk.batches(ids, told=told) for one in list(_seen(session, part, field, value))
        )
        return bulk.outlook(
            seen, give=lambda one: editing.change_in(session, desk, session.get_one(Staff, one.id), one.after)
        )


def _roles() -> tuple[Choice, ...]:
    return tuple(Choice(word, role_label(word)) for word in ROLES)


def _seen(session: Session, ids: Sequence[int], field: BulkField, value: Any) -> Iterator[Seen]:
    rows = {row.id: row for row in session.scalars(select(Staff).where(Staff.id.in_(ids)))}
    for row in (rows[each] for each in ids if each in rows):
        before = NewStaff(**{name: getattr(row, name) for name in FIELDS})
        reason = ""
        if row.deleted_at is not None:
            reason = _("It is in the bin. Restore it first.")
        elif field.key == "superior_id" and value == row.id:
            reason = _("Nobody is their own superior. Choose somebody else.")
        after = replace(before, **{field.key: value})
        yield Seen(
            row.id, f"{row.code} {row.name}", before, after, _said(field, getattr(before, field.key)), reason
        )


def _said(field: BulkField, held: Any) -> str:
    if field.kind == "flag":
        return field.yes if held else field.no
    if field.kind == "person" and held is None:
        return _("Nobody")
    named = next((each.label for each in field.choices if each.value == held), str(held or ""))
    return named or _("(empty)")
