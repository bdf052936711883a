"""Where two dealers hold one product in one county: decided on plain data, no database (R28)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.dealers.rules import Territory

HOLDING = ("active", "suspended")
"""A dealer of this status holds its regions; a prospect only asks for them, one that ended has left them."""


class Holding(NamedTuple):
    """What one dealer holds: its regions and products."""

    dealer_id: int
    status: str
    products: frozenset[int]
    regions: tuple[Territory, ...]


class Clash(NamedTuple):
    """Two dealers with a region in common. `hard`: one of them holds it alone, by its contract.

    `region` is the first dealer's, `other_region` the second's; `products` are those both have; `since` is the
    first day of both (None: since ever).
    """

    dealer_id: int
    other_id: int
    region: Territory
    other_region: Territory
    products: frozenset[int]
    hard: bool
    since: date | None


Place = tuple[str, str, str]


def covers(one: Territory, other: Territory) -> bool:
    """Whether every county of `other` lies in `one`: a province covers its cities, a city its counties."""
    mine, theirs = place_of(one), place_of(other)
    return all(not a or a == b for a, b in zip(mine, theirs, strict=True))


def place_of(region: Territory) -> Place:
    """Province, city and county; "" is the whole."""
    return region.province, region.city, region.county


def meet(one: Territory, other: Territory, *, today: date) -> bool:
    """Whether the two hold at the same time, today or later."""
    start = max((each for each in (one.from_on, other.from_on) if each is not None), default=None)
    end = min((each for each in (one.to_on, other.to_on) if each is not None), default=None)
    return end is None or (end >= today and (start is None or start <= end))


def clashes(holdings: Iterable[Holding], *, today: date) -> list[Clash]:
    """Every pair of regions that clash, each once, in the order of the holdings.

    Looked up by the places above each region, so that a province full of dealers costs no more than its clashes.
    """
    here = [each for each in holdings if each.status != "ended"]
    by_place: dict[Place, list[tuple[Holding, Territory]]] = defaultdict(list)
    for holding in here:
        for region in holding.regions:
            by_place[place_of(region)].append((holding, region))
    found: list[Clash] = []
    seen: set[tuple[int, Place, int, Place]] = set()
    for holding in here:
        for region in holding.regions:
            for place in dict.fromkeys(_above(region)):
                for other, other_region in by_place.get(place, ()):
                    mark = (holding.dealer_id, place_of(region), other.dealer_id, place)
                    if (mark[2], mark[3], mark[0], mark[1]) in seen:
                        continue
                    clash = _clash(holding, region, other, other_region, today)
                    if clash is not None:
                        seen.add(mark)
                        found.append(clash)
    return found


def _above(region: Territory) -> Iterator[Place]:
    yield place_of(region)
    yield region.province, region.city, ""
    yield region.province, "", ""


def _clash(one: Holding, region: Territory, two: Holding, other: Territory, today: date) -> Clash | None:
    both = one.products & two.products
    if one.dealer_id == two.dealer_id or not both or not {one.status, two.status} & set(HOLDING):
        return None
    if not meet(region, other, today=today):
        return None
    start = max((each for each in (region.from_on, other.from_on) if each is not None), default=None)
    return Clash(
        one.dealer_id, two.dealer_id, region, other, both, region.exclusive or other.exclusive, start
    )  # fmt: skip
