"""How dealers are named in tables: by a unique name, else by their code."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.dealers import service
from app.dealers.model import Dealer
from app.office.desk import Desk
from app.transfer.fields import Link


def _resolve(session: Session, desk: Desk, text: str) -> int:
    return service.named(session, text).id


def told(session: Session, ids: Iterable[int | None]) -> Mapping[int, str]:
    """What names each of the dealers `ids` so that it is found again: the name, or the code where two share one."""
    wanted = list({each for each in ids if each is not None})
    found: dict[int, str] = {}
    for first in range(0, len(wanted), 500):
        rows = session.execute(
            select(Dealer.id, Dealer.code, Dealer.name).where(Dealer.id.in_(wanted[first : first + 500]))
        ).all()
        names = {name for _id, _code, name in rows}
        shared = select(Dealer.name).where(Dealer.name.in_(names), Dealer.deleted_at.is_(None))
        twice = set(session.scalars(shared.group_by(Dealer.name).having(func.count() > 1)))
        found |= {dealer_id: code if name in twice else name for dealer_id, code, name in rows}
    return found


DEALER = Link(_resolve, told)
