"""Territory: two dealers, one product, one county."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.dealers.rules import Territory
from app.dealers.territory import Holding, clashes, covers, meet

TODAY = date(2026, 10, 15)
CITY = Territory(province="山东", city="济南")
COUNTY = Territory(province="山东", city="济南", county="历下区")


def held(
    number: int, *regions: Territory, products: tuple[int, ...] = (1,), status: str = "active"
) -> Holding:
    return Holding(number, status, frozenset(products), regions)


def test_a_city_holds_its_counties_and_a_province_both() -> None:
    found = clashes([held(1, CITY), held(2, COUNTY), held(3, Territory(province="山东"))], today=TODAY)
    assert {(each.dealer_id, each.other_id) for each in found} == {(1, 3), (2, 1), (2, 3)}
    assert not any(each.hard for each in found)


def test_no_clash_without_a_product_in_common_in_other_places_or_at_other_times() -> None:
    past = Territory(province="山东", city="济南", to_on=date(2026, 10, 14))
    future = Territory(province="山东", city="济南", from_on=date(2027, 1, 1))
    this_year = Territory(province="山东", city="济南", to_on=date(2026, 12, 31))
    for one, two in (
        (held(1, CITY), held(2, COUNTY, products=(2,))),
        (held(1, COUNTY), held(2, Territory(province="山东", city="济南", county="市中区"))),
        (held(1, CITY), held(2, Territory(province="河南", city="济源"))),
        (held(1, CITY), held(2, past)),
        (held(1, this_year), held(2, future)),
        (held(1, CITY), held(2, COUNTY, status="ended")),
        (held(1, CITY, status="prospect"), held(2, COUNTY, status="prospect")),
        (held(1, CITY, COUNTY), held(2)),
    ):
        assert clashes([one, two], today=TODAY) == []


def test_what_a_prospect_asks_for_and_another_holds_alone_is_said() -> None:
    alone = Territory(province="山东", city="济南", exclusive=True, from_on=date(2024, 5, 1))
    (found,) = clashes([held(1, COUNTY, status="prospect"), held(2, alone, products=(1, 2))], today=TODAY)
    assert (found.hard, found.since, found.products) == (True, date(2024, 5, 1), frozenset({1}))


REGIONS = st.builds(
    Territory,
    province=st.sampled_from(["山东", "河南"]),
    city=st.sampled_from(["", "甲", "乙"]),
    from_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
).flatmap(
    lambda region: st.sampled_from(["", "一", "二"] if region.city else [""]).map(
        lambda county: Territory(
            province=region.province, city=region.city, county=county, from_on=region.from_on
        )
    )
)
HOLDINGS = st.lists(
    st.tuples(st.frozensets(st.integers(1, 3), max_size=2), st.lists(REGIONS, max_size=3).map(tuple)),
    max_size=8,
)


@given(HOLDINGS)
def test_the_lookup_finds_what_comparing_everybody_with_everybody_finds(
    told: list[tuple[frozenset[int], tuple[Territory, ...]]],
) -> None:
    holdings = [Holding(n, "active", products, regions) for n, (products, regions) in enumerate(told, 1)]
    plain = {
        frozenset({one.dealer_id, two.dealer_id})
        for one in holdings
        for two in holdings
        if one.dealer_id < two.dealer_id and one.products & two.products
        for a in one.regions
        for b in two.regions
        if (covers(a, b) or covers(b, a)) and meet(a, b, today=TODAY)
    }
    found = clashes(holdings, today=TODAY)
    assert {frozenset({each.dealer_id, each.other_id}) for each in found} == plain
