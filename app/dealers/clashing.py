"""Who else holds what a dealer holds, asked of the database and decided by territory.py (R28)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers import territory
from app.dealers.family import Family
from app.dealers.family import territory as as_territory
from app.dealers.model import Dealer, DealerProduct, DealerRegion
from app.dealers.rules import Territory


class ClashNote(NamedTuple):
    """That another dealer holds a region of this one, for one product or more."""

    other_id: int
    other_name: str
    province: str
    city: str
    county: str
    """The smaller of the two regions: where they meet."""
    products: tuple[int, ...]
    hard: bool
    since: date | None


def clash_notes(session: Session, dealer: Dealer, family: Family, *, today: date) -> list[ClashNote]:
    """Who else holds what this dealer holds (R28); those it holds alone by contract first."""
    mine = territory.Holding(
        dealer.id,
        dealer.status,
        frozenset(each.product_id for each in family.products),
        tuple(map(as_territory, family.regions)),
    )
    if dealer.deleted_at is not None or not mine.products or not mine.regions:
        return []
    near = {region.province for region in mine.regions}
    others = [each for each in _holdings(session, near, mine.products) if each.dealer_id != dealer.id]
    known = _names(session, [each.dealer_id for each in others])
    notes = []
    for clash in territory.clashes([mine, *others], today=today):
        if dealer.id not in (clash.dealer_id, clash.other_id):
            continue
        other_id = clash.other_id if clash.dealer_id == dealer.id else clash.dealer_id
        small = clash.region if territory.covers(clash.other_region, clash.region) else clash.other_region
        notes.append(
            ClashNote(
                other_id, known[other_id], small.province, small.city, small.county,
                tuple(sorted(clash.products)), clash.hard, clash.since,
            )
        )  # fmt: skip
    return sorted(notes, key=lambda note: not note.hard)


def all_clashes(session: Session, *, today: date) -> list[territory.Clash]:
    """Every clash in the archive."""
    return territory.clashes(_holdings(session, None, None), today=today)


def _holdings(
    session: Session, provinces: set[str] | None, products: frozenset[int] | None
) -> list[territory.Holding]:
    """What dealers hold, of those with a region in one of `provinces` and with one of `products`."""
    present = select(Dealer.id, Dealer.status).where(Dealer.deleted_at.is_(None), Dealer.status != "ended")
    if provinces is not None and products is not None:
        there = select(DealerRegion.dealer_id).where(
            DealerRegion.province.in_(provinces), DealerRegion.deleted_at.is_(None)
        )
        same = select(DealerProduct.dealer_id).where(DealerProduct.product_id.in_(products))
        present = present.where(Dealer.id.in_(there), Dealer.id.in_(same))
    statuses: dict[int, str] = dict(session.execute(present.order_by(Dealer.id)).all())
    held: dict[int, set[int]] = defaultdict(set)
    places: dict[int, list[Territory]] = defaultdict(list)
    links = select(DealerProduct.dealer_id, DealerProduct.product_id)
    regions = select(
        DealerRegion.dealer_id, DealerRegion.province, DealerRegion.city, DealerRegion.county,
        DealerRegion.exclusive, DealerRegion.from_on, DealerRegion.to_on, DealerRegion.id,
    ).where(DealerRegion.deleted_at.is_(None)).order_by(DealerRegion.id)  # fmt: skip
    if provinces is not None:
        links, regions = (
            links.where(DealerProduct.dealer_id.in_(statuses)), regions.where(DealerRegion.dealer_id.in_(statuses)),
        )  # fmt: skip
    for dealer_id, product_id in session.execute(links):
        held[dealer_id].add(product_id)
    for dealer_id, province, city, county, exclusive, start, end, number in session.execute(regions):
        places[dealer_id].append(
            Territory(
                province=province, city=city, county=county, exclusive=exclusive, from_on=start, to_on=end, id=number
            )
        )  # fmt: skip
    return [
        territory.Holding(number, status, frozenset(held[number]), tuple(places[number]))
        for number, status in statuses.items()
    ]


def _names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    return dict(session.execute(select(Dealer.id, Dealer.name).where(Dealer.id.in_(ids))).all())
