"""The bin of dealers: what hangs on one goes in with it and comes back with it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers.completing import KIND
from app.dealers.family import CONTACT, families, put_contact
from app.dealers.model import Contact, Dealer, DealerRegion, ShipAddress
from app.dealers.service import finish
from app.directory import service as directory
from app.office.desk import Desk
from app.store.errors import UserError
from app.words import _


def remove(desk: Desk, ids: Iterable[int]) -> int:
    """Put dealers, with what hangs on them, into the bin; how many. Their codes stay taken."""
    now = desk.clock()
    with desk.store.write("dealer.remove") as session:
        rows = session.scalars(
            select(Dealer).where(Dealer.id.in_(list(ids)), Dealer.deleted_at.is_(None))
        ).all()
        for row in rows:
            row.deleted_at = now
            directory.remove(session, KIND, row.id)
            for child in _children(session, row.id, binned=None):
                child.deleted_at = now
                if isinstance(child, Contact):
                    directory.remove(session, CONTACT, child.id)
        return len(rows)


def restore(desk: Desk, ids: Iterable[int]) -> int:
    """Take dealers out of the bin, with what went in with them; how many."""
    with desk.store.write("dealer.restore") as session:
        rows = session.scalars(
            select(Dealer).where(Dealer.id.in_(list(ids)), Dealer.deleted_at.is_not(None))
        ).all()
        for row in rows:
            if row.merged_into_id is not None:
                raise UserError(
                    _("{code} {name} was merged into another dealer. Undo the merge instead.").format(
                        code=row.code, name=row.name
                    )
                )
            for child in _children(session, row.id, binned=row.deleted_at):
                child.deleted_at = None
                if isinstance(child, Contact):
                    put_contact(session, child)
            row.deleted_at = None
            session.flush()
            finish(session, desk, row, families(session, [row.id])[row.id])
        return len(rows)


def _children(
    session: Session, dealer_id: int, *, binned: datetime | None
) -> list[Contact | DealerRegion | ShipAddress]:
    """What hangs on a dealer and went to the bin at the moment `binned` (None: is not there)."""
    found: list[Contact | DealerRegion | ShipAddress] = []
    models: tuple[type[Contact | DealerRegion | ShipAddress], ...] = (Contact, DealerRegion, ShipAddress)
    for model in models:
        when = model.deleted_at.is_(None) if binned is None else model.deleted_at == binned
        found += session.scalars(select(model).where(model.dealer_id == dealer_id, when))
    return found
