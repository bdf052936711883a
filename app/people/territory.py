"""Who answers for which province: all in one table, those without anybody too (records.md 省负责人, R14, R37)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.china import pinyin, regions
from app.office.desk import Desk
from app.people import service
from app.people.model import ProvinceOwner, Staff
from app.store.errors import FieldError, UserError
from app.words import _


class ProvinceRow(NamedTuple):
    """A province, its owner and who stands in; `warning` says in one sentence what is not right."""

    id: int
    """Its place in the official order, from 1."""
    province: str
    owner_id: int | None = None
    owner: str = ""
    deputy_id: int | None = None
    deputy: str = ""
    since: date | None = None
    warning: str = ""
    keys: tuple[str, ...] = ()


def table(desk: Desk) -> list[ProvinceRow]:
    """All 34 provinces in the official order."""
    today = desk.today()
    with desk.store.read() as session:
        owners = {
            row.province: row
            for row in session.scalars(select(ProvinceOwner).where(ProvinceOwner.deleted_at.is_(None)))
        }
        staff = {row.id: row for row in session.scalars(select(Staff))}
        return [
            _row(at, name, owners.get(name), staff, today)
            for at, name in enumerate(regions.PROVINCES, start=1)
        ]


def _row(at: int, name: str, held: ProvinceOwner | None, staff: dict[int, Staff], today: date) -> ProvinceRow:
    keys = (*pinyin.initials(name, person=False), *pinyin.full(name, person=False))
    if held is None:
        return ProvinceRow(at, name, warning=_("Nobody answers for it."), keys=keys)
    owner, deputy = staff[held.owner_id], staff.get(held.deputy_id or 0)
    warning = ""
    if not service.active(owner, today):
        standing = deputy is not None and service.active(deputy, today)
        warning = (
            _("{name} has left; {deputy} stands in.").format(name=owner.name, deputy=deputy.name)
            if standing and deputy is not None
            else _("{name} has left and nobody stands in.").format(name=owner.name)
        )
    elif deputy is not None and not service.active(deputy, today):
        warning = _("{name}, who stands in, has left.").format(name=deputy.name)
    return ProvinceRow(
        at, name, held.owner_id, owner.name, held.deputy_id, deputy.name if deputy else "", held.from_on, warning,
        keys,
    )  # fmt: skip


def assign(
    desk: Desk, provinces: Sequence[str], owner_id: int | None, *, deputy_id: int | None = None,
    since: date | None = None,
) -> int:  # fmt: skip
    """Make `owner_id` answer for `provinces`, with `deputy_id` standing in, in one write; None takes the owner away.

    Gives back how many provinces changed. FieldError when both are the same person or one has left; UserError for a
    word that is no province.
    """
    for name in provinces:
        if name not in regions.PROVINCES:
            raise UserError(_("{word} is no province.").format(word=name))
    if owner_id is None and deputy_id is not None:
        raise FieldError("owner", _("Who answers for it? Somebody can stand in only for an owner."))
    if owner_id is not None and owner_id == deputy_id:
        raise FieldError("deputy", _("The one who stands in has to be somebody else."))
    changed = 0
    with desk.store.write("province.assign") as session:
        for field, staff_id in (("owner", owner_id), ("deputy", deputy_id)):
            person = session.get(Staff, staff_id) if staff_id is not None else None
            if staff_id is not None and (person is None or not service.active(person, desk.today())):
                raise FieldError(field, _("This person has left. Choose somebody who is here."))
        stored = {row.province: row for row in session.scalars(select(ProvinceOwner))}
        for name in provinces:
            row = stored.get(name)
            there = row is not None and row.deleted_at is None
            if owner_id is None:
                if row is not None and there:
                    row.deleted_at = desk.clock()
                    changed += 1
                continue
            before = (row.owner_id, row.deputy_id) if row is not None and there else (None, None)
            began = row.from_on if row is not None and before[0] == owner_id else desk.today()
            if before == (owner_id, deputy_id) and since in (None, began):
                continue
            service.own_province(session, name, owner_id, deputy_id=deputy_id, since=since or began)
            changed += 1
    return changed
