"""Changing the staff list: one record whole, saved, left with what was theirs handed on, removed and taken back."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.directory import service as directory
from app.office.desk import Desk
from app.people import service
from app.people.model import ProvinceOwner, Staff
from app.people.rules import FIELDS, NewStaff
from app.store.errors import FieldError, UserError
from app.store.store import claim
from app.words import _


class StaffCard(NamedTuple):
    """One member of staff with every field, as an editor shows one."""

    id: int
    row_version: int
    fields: NewStaff
    provinces: tuple[str, ...]
    deputy_of: tuple[str, ...]


def card(desk: Desk, staff_id: int) -> StaffCard:
    """The member of staff `staff_id`. UserError when the record lies in the bin."""
    with desk.store.read() as session:
        row = session.get(Staff, staff_id)
        if row is None or row.deleted_at is not None:
            raise UserError(_("This person is not on the staff list any more."))
        owned = _provinces(session, ProvinceOwner.owner_id == staff_id)
        stood_in = _provinces(session, ProvinceOwner.deputy_id == staff_id)
        fields = NewStaff(**{name: getattr(row, name) for name in FIELDS})
        return StaffCard(row.id, row.row_version, fields, owned, stood_in)


def _provinces(session: Session, whose: object) -> tuple[str, ...]:
    query = select(ProvinceOwner.province).where(ProvinceOwner.deleted_at.is_(None), whose)  # type: ignore[arg-type]
    return tuple(session.scalars(query.order_by(ProvinceOwner.id)))


def change(desk: Desk, staff_id: int, new: NewStaff, *, row_version: int) -> None:
    """Save `new` over the record as it was read. FieldError for a field that does not fit, Conflict when somebody
    else has changed it since.
    """
    ours = {name: getattr(new, name) for name in FIELDS}
    with desk.store.write("staff.change") as session:
        change_in(session, desk, claim(session, Staff, staff_id, row_version=row_version, ours=ours), new)


def change_in(session: Session, desk: Desk, row: Staff, new: NewStaff) -> None:
    """Give `row` the fields of `new`, inside a write that is open already. FieldError as in `change`."""
    service.check(session, new, own_id=row.id)
    _check_superior(session, row.id, new.superior_id)
    for name in FIELDS:
        value = getattr(new, name)
        value = value.strip() if isinstance(value, str) else value
        if getattr(row, name) != value:
            setattr(row, name, value)
    _keep_somebody(session, desk)
    session.flush()
    service.put(session, row)


def _check_superior(session: Session, staff_id: int, superior_id: int | None) -> None:
    """FieldError when somebody would be their own superior, directly or around a corner."""
    above = superior_id
    for _step in range(100):
        if above is None:
            return
        if above == staff_id:
            raise FieldError("superior_id", _("Nobody is their own superior. Choose somebody else."))
        above = session.scalar(select(Staff.superior_id).where(Staff.id == above))


def leave(desk: Desk, staff_id: int, on: date, *, heir_id: int | None = None) -> int:
    """`staff_id` works here for the last time on `on`; their provinces go to `heir_id` when one is given.

    Gives back how many provinces were handed on. What they wrote stays theirs. UserError when nobody would be left.
    """
    with desk.store.write("staff.leave") as session:
        row = session.get_one(Staff, staff_id)
        if row.from_on is not None and on < row.from_on:
            raise FieldError("to_on", _("The last day at work lies before the first."))
        if heir_id == staff_id:
            raise FieldError("heir", _("Choose somebody else to take over."))
        row.to_on = on
        _keep_somebody(session, desk)
        return _hand_on(session, desk, staff_id, heir_id) if heir_id is not None else 0


def _hand_on(session: Session, desk: Desk, staff_id: int, heir_id: int) -> int:
    here = ProvinceOwner.deleted_at.is_(None)
    count = 0
    for each in session.scalars(select(ProvinceOwner).where(here, ProvinceOwner.owner_id == staff_id)):
        each.owner_id, each.from_on = heir_id, desk.today()
        if each.deputy_id == heir_id:
            each.deputy_id = None
        count += 1
    for each in session.scalars(select(ProvinceOwner).where(here, ProvinceOwner.deputy_id == staff_id)):
        each.deputy_id = heir_id if each.owner_id != heir_id else None
    return count


def come_back(desk: Desk, staff_id: int) -> None:
    """Somebody who left works here again."""
    with desk.store.write("staff.back") as session:
        session.get_one(Staff, staff_id).to_on = None


def remove(desk: Desk, *ids: int) -> int:
    """Take records that were made by mistake off the list; how many. UserError while provinces are theirs, for the
    one at the desk, and for the last one: then all of them stay.
    """
    with desk.store.write("staff.remove") as session:
        rows = session.scalars(select(Staff).where(Staff.id.in_(ids), Staff.deleted_at.is_(None))).all()
        for row in rows:
            _remove(session, desk, row)
        _keep_somebody(session, desk)
        return len(rows)


def _remove(session: Session, desk: Desk, row: Staff) -> None:
    if row.id == desk.person.id:
        raise UserError(_("{name} is at the desk just now. Let somebody else sit down first.").format(
            name=row.name))  # fmt: skip
    either = or_(ProvinceOwner.owner_id == row.id, ProvinceOwner.deputy_id == row.id)
    theirs = session.scalars(
        select(ProvinceOwner.province).where(ProvinceOwner.deleted_at.is_(None), either)
    ).all()
    if theirs:
        said = _("{name} still answers for {provinces}. Give them to somebody else first.")
        raise UserError(said.format(name=row.name, provinces=_(", ").join(theirs)))
    row.deleted_at = desk.clock()
    directory.remove(session, service.KIND, row.id)


def restore(desk: Desk, ids: Iterable[int]) -> int:
    """Put people who were taken off the list on it again; how many."""
    with desk.store.write("staff.restore") as session:
        rows = session.scalars(
            select(Staff).where(Staff.id.in_(list(ids)), Staff.deleted_at.is_not(None))
        ).all()
        for row in rows:
            row.deleted_at = None
            session.flush()
            service.put(session, row)
        return len(rows)


def _keep_somebody(session: Session, desk: Desk) -> None:
    session.flush()
    today = desk.today()
    here = select(func.count()).where(
        Staff.deleted_at.is_(None), or_(Staff.to_on.is_(None), Staff.to_on >= today)
    )
    if not session.scalar(here):
        raise UserError(_("Somebody has to stay on the staff list. Add the next one first."))
