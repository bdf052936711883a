"""Narrowing the archive, keeping a question as a segment, and changing many dealers at once."""

from datetime import date

import pytest

from app.dealers import bulk, filters, finding, segments
from app.dealers.finding import DealerQuery
from app.dealers.rules import Territory
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import UserError
from tests.dealers.conftest import AddDealer


@pytest.fixture
def four(desk: Desk, add_dealer: AddDealer) -> dict[str, int]:
    """Four dealers, each with something of its own."""
    return {
        "full": add_dealer(grade="A", source="show", verified_on=date(2026, 9, 1), licence_to=date(2026, 12, 1)).id,
        "clash": add_dealer(name="济南鲁泉商贸", province="河南", city="郑州", county="金水区", tier="county",
                            status="suspended", key_account=True).id,
        "free": add_dealer(name="青岛远航", salesman_id=None, uscc="", city="青岛", county="即墨区", products=(4,),
                           regions=(Territory(province="山东", city="青岛"),)).id,
        "old": add_dealer(name="章丘醉乡居", verified_on=date(2025, 1, 1), since=date(2015, 5, 1), products=()).id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"province": ["河南"]}, ["clash"]),
        ({"city": "青"}, ["free"]),
        ({"city": "金水"}, ["clash"]),
        ({"status": ["suspended", "ended"]}, ["clash"]),
        ({"tier": ["county"]}, ["clash"]),
        ({"grade": ["A"]}, ["full"]),
        ({"grade": [""]}, ["clash", "free", "old"]),
        ({"salesman": [filters.NOBODY]}, ["free"]),
        ({"product": [4]}, ["free"]),
        ({"key_account": True}, ["clash"]),
        ({"gap": ["uscc", "products"]}, ["free", "old"]),
        ({"complete": True}, []),
        ({"clash": True}, ["clash", "full"]),
        ({"clash": False}, ["free", "old"]),
        ({"licence_to": {"first": None, "last": "2026-12-31"}}, ["full"]),
        ({"verified_on": {"first": None, "last": "2025-12-31"}}, ["clash", "free", "old"]),
        ({"verified_on": {"first": "2026-01-01", "last": None}}, ["full"]),
        ({"since": {"first": None, "last": "2020-01-01"}}, ["old"]),
        ({"source": ["show"], "grade": ["A"]}, ["full"]),
        ({"created_at": {"span": "today"}}, ["clash", "free", "full", "old"]),
        ({"an_older_version_s": ["x"]}, ["clash", "free", "full", "old"]),
    ],
)
def test_each_filter(desk: Desk, four: dict[str, int], asked: dict[str, object], found: list[str]) -> None:
    ids = set(finding.find(desk, DealerQuery(filters=asked)))
    assert sorted(name for name, number in four.items() if number in ids) == found
    assert finding.count(desk, DealerQuery(filters=asked)) == len(found)


def test_every_field_offered_means_something_and_is_counted(desk: Desk, four: dict[str, int]) -> None:
    offered = filters.fields(desk)
    assert {each.key for each in offered} == set(filters.MEANINGS)
    assert finding.counts(desk, DealerQuery(), "product") == {1: 2, 2: 2, 4: 1}
    liu = next(row.id for row in people.find(desk) if row.name == "刘洋")
    assert finding.counts(desk, DealerQuery(), "salesman") == {liu: 3, filters.NOBODY: 1}
    assert finding.counts(desk, DealerQuery(filters={"province": ["河南"]}), "province") == {
        "山东": 3,
        "河南": 1,
    }
    assert finding.counts(desk, DealerQuery(), "gap")["products"] == 1


def test_a_segment_is_asked_again_by_its_name(
    desk: Desk, four: dict[str, int], add_dealer: AddDealer
) -> None:
    segments.save(
        desk, "山东没定级", DealerQuery(filters={"province": ["山东"], "grade": [""]}, sort="since")
    )
    assert sorted(segments.members(desk, "山东没定级")) == sorted([four["free"], four["old"]])
    later = add_dealer(name="新来的").id
    assert later in segments.members(desk, "山东没定级")
    (kept,) = segments.find(desk)
    assert segments.query_of(desk, kept).sort == "since"
    with pytest.raises(UserError):
        segments.members(desk, "没有这一群")
    with pytest.raises(UserError):
        segments.save(desk, "山东没定级", DealerQuery())


def test_many_at_once_with_an_outlook_and_one_step_back(desk: Desk, four: dict[str, int]) -> None:
    ids = list(four.values())
    outlook = bulk.preview(desk, ids, "status", "suspended")
    assert (outlook.changing, outlook.same, outlook.before) == (3, 1, (("合作", 3),))
    he = next(row.id for row in people.find(desk) if row.name == "何芳")
    assert bulk.change(desk, ids, "salesman", he).changing == 4
    assert {row.salesman for row in finding.rows(desk, ids) if row} == {"何芳"}
    assert "salesman" not in finding.detail(desk, four["free"]).row.gaps
    desk.store.undo()
    assert finding.detail(desk, four["free"]).row.salesman == ""
    assert bulk.change(desk, ids, "verified_on", bulk.TODAY).changing == 4
    assert {row.verified_on for row in finding.rows(desk, ids) if row} == {desk.today()}
    for field, value in (("name", "x"), ("status", "gone"), ("salesman", 999)):
        with pytest.raises(UserError):
            bulk.change(desk, ids, field, value)
