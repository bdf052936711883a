"""The dealers of the demo office: complete enough to work with, incomplete enough to have work, and the same again."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.calls.model import Call, Promise
from app.china import credit_code, divisions
from app.china.regions import PROVINCES
from app.dealers import finding, names, rules
from app.dealers.finding import DealerQuery
from app.demo.invented import Office, office
from app.demo.opening import demo_office

UNTIL = date(2026, 11, 26)


@pytest.fixture(scope="module")
def invented() -> Office:
    return office("small", seed=1, until=UNTIL)


def test_three_hundred_in_every_province_on_the_mainland(invented: Office) -> None:
    firms = [each.dealer for each in invented.firms]
    assert len(firms) == 300
    assert {firm.province for firm in firms} == set(PROVINCES) - {"台湾", "香港", "澳门"}
    assert len({names.key(firm.name) for firm in firms}) == 300


def test_nothing_in_it_is_wrong(invented: Office) -> None:
    for firm in (each.dealer for each in invented.firms):
        assert [each.sentence for each in rules.problems(firm) if each.weight != "missing"] == []
        assert not firm.uscc or credit_code.is_valid(firm.uscc)
        assert firm.county in divisions.counties(firm.province, firm.city) or not firm.county
        for region in firm.regions or ():
            assert region.county in ("", *divisions.counties(region.province, region.city))


def test_there_is_something_to_do(invented: Office) -> None:
    firms = [each.dealer for each in invented.firms]
    statuses = Counter(firm.status for firm in firms)
    assert set(statuses) == {"prospect", "active", "suspended", "ended"} and statuses["active"] > 200
    assert any(not firm.licence_no for firm in firms) and any(not firm.ship_addresses for firm in firms)
    born = [each.birthday for firm in firms for each in firm.contacts or () if each.birthday]
    assert {each.lunar for each in born} == {True, False}


def test_the_same_size_seed_and_day_make_the_same_archive(invented: Office) -> None:
    assert office("small", seed=1, until=UNTIL).firms == invented.firms
    assert office("small", seed=2, until=UNTIL).firms != invented.firms


def test_callers_who_are_dealers_are_linked_to_them(tmp_path: Path) -> None:
    with demo_office(tmp_path / "demo", size="small", seed=1, until=UNTIL).desk as desk:
        assert len(finding.find(desk, DealerQuery())) == 300
        clashing = len(finding.find(desk, DealerQuery(filters={"clash": True})))
        assert 5 <= clashing <= 90
        with desk.store.read() as session:
            linked = select(func.count()).where(Call.dealer_id.is_not(None))
            assert 3_500 < (session.scalar(linked) or 0) < 6_500
            owed = select(func.count()).where(Promise.dealer_id.is_not(None))
            assert (session.scalar(owed) or 0) > 300
            wrong = session.scalar(
                select(func.count()).where(Call.category == "nuisance", Call.dealer_id.is_not(None))
            )
            assert wrong == 0
