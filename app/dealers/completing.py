"""How complete dealers are: the wanted fields, the score of each dealer, and the worklist of gaps (R63, R65)."""

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import shipped
from app.dealers import rules
from app.dealers.family import Family, families
from app.dealers.model import Dealer
from app.office import settings
from app.office.desk import Desk

KIND = "dealer"


@cache
def _shipped() -> dict[str, dict[str, int]]:
    told: dict[str, dict[str, int]] = json.loads((shipped.data() / "required_fields.json").read_text("utf-8"))
    return told


def weights(desk: Desk) -> Mapping[str, int]:
    """The wanted fields of a dealer and how much each counts: the office's own set, else the shipped one."""
    own = desk.settings.get(settings.REQUIRED_FIELDS)
    return own.get(KIND) or _shipped()[KIND]


def fields() -> tuple[str, ...]:
    """Every field that can be wanted, by the names of words.FIELDS."""
    return tuple(_shipped()[KIND])


def given(row: Dealer, family: Family) -> dict[str, bool]:
    """Which of the wanted fields a dealer has; a licence that has run out is still a known one."""
    told = {name: bool(getattr(row, name, None)) for name in fields()}
    return told | {
        "phone": bool(row.mobile or row.landline),
        "salesman": row.salesman_id is not None,
        "products": bool(family.products),
        "regions": bool(family.regions),
        "contacts": bool(family.contacts),
        "ship_addresses": any(each.address for each in family.ship_addresses),
        "receive_time": any(each.receive_time for each in family.ship_addresses),
    }


def score(desk: Desk, row: Dealer, family: Family) -> None:
    """Work out the completeness of `row` and keep it there."""
    found = rules.completeness(given(row, family), weights(desk))
    row.completeness = found.score
    row.gaps = f",{','.join(found.gaps)}," if found.gaps else ""


def gaps_of(row: Dealer) -> tuple[str, ...]:
    """The missing fields, the weightiest first."""
    return tuple(filter(None, row.gaps.split(",")))


def rescore(desk: Desk) -> int:
    """Score every dealer anew, as after the wanted fields have been changed; how many differ now."""
    changed = 0
    with desk.store.write("dealer.rescore") as session:
        rows = session.scalars(select(Dealer).where(Dealer.deleted_at.is_(None))).all()
        known = families(session, [row.id for row in rows])
        for row in rows:
            before = row.gaps
            score(desk, row, known[row.id])
            changed += row.gaps != before
    return changed


def gap_counts(session: Session) -> dict[str, int]:
    """How many dealers lack which field, the commonest gap first: the worklist's head."""
    told = session.scalars(select(Dealer.gaps).where(Dealer.deleted_at.is_(None), Dealer.gaps != ""))
    counted = Counter(name for gaps in told for name in gaps.split(",") if name)
    return dict(counted.most_common())
