"""The first start: whether an office is still as new, and what the guide writes, step by step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import func, select

from app.calls.model import Call
from app.office import settings
from app.office.desk import Desk
from app.people import editing, territory
from app.people import service as people
from app.people.model import Staff
from app.people.rules import NewStaff
from app.people.service import StaffRow
from app.people.territory import ProvinceRow

DONE, SKIPPED = "done", "skipped"


class Facts(NamedTuple):
    """What the guide shows of the office as it is now."""

    staff: tuple[StaffRow, ...]
    provinces: tuple[ProvinceRow, ...]
    me: int


def wanted(desk: Desk) -> bool:
    """Whether the guide should be shown by itself: nobody went through it or skipped it, and nothing is set up."""
    get = desk.settings.get
    if get(settings.GUIDED) or get(settings.COMPANY) or get(settings.DEMO):
        return False
    with desk.store.read() as session:
        staff = session.scalar(select(func.count()).select_from(Staff)) or 0
        return staff <= 1 and session.scalar(select(Call.id).limit(1)) is None


def facts(desk: Desk) -> Facts:
    """The staff and the provinces now."""
    return Facts(tuple(people.find(desk)), tuple(territory.table(desk)), desk.person.id)


def finish(desk: Desk, how: str) -> None:
    """The guide was gone through (DONE) or left (SKIPPED): it is not shown by itself any more."""
    if desk.settings.get(settings.GUIDED) != DONE:
        desk.settings.set(settings.GUIDED, how)


def name_receptionist(desk: Desk, name: str, extension: str) -> None:
    """Give the one at the desk a name and an extension. FieldError when one does not fit."""
    card = editing.card(desk, desk.person.id)
    new = replace(card.fields, name=name, extension=extension)
    if new != card.fields:
        editing.change(desk, card.id, new, row_version=card.row_version)


def add_colleague(desk: Desk, name: str, extension: str) -> int:
    """Put a colleague on the staff list, under the next free code."""
    return people.add(desk, NewStaff(code=people.next_code(desk), name=name, extension=extension))


def own_provinces(desk: Desk, provinces: Sequence[str], owner: int | str) -> int:
    """Give `provinces` to somebody of the staff, or to a new salesperson called `owner`, in one write."""
    with desk.store.write("guide.provinces"):
        owner_id = (
            owner if isinstance(owner, int)
            else people.add(desk, NewStaff(code=people.next_code(desk), name=owner, role="sales", resident=False))
        )  # fmt: skip
        return territory.assign(desk, provinces, owner_id)
