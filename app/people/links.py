"""How people are named in tables: by a unique name, else by their code."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.people import service
from app.people.model import Staff
from app.transfer.fields import Link


def _resolve(session: Session, desk: Desk, text: str) -> int:
    return service.named(session, text, today=desk.today()).id


def told(session: Session, ids: Iterable[int]) -> Mapping[int, str]:
    """What names each of the staff `ids` so that it is found again: the name, or the code where two share one."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    shared = (
        select(Staff.name).where(Staff.deleted_at.is_(None)).group_by(Staff.name).having(func.count() > 1)
    )
    twice = set(session.scalars(shared))
    rows = session.execute(select(Staff.id, Staff.code, Staff.name).where(Staff.id.in_(wanted)))
    return {staff_id: code if name in twice else name for staff_id, code, name in rows}


PERSON = Link(_resolve, told)
SUPERIOR = Link(_resolve, told, within=True)
