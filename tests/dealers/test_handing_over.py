"""Somebody leaves: everything they were responsible for goes to somebody else, and comes back in one step."""

import pytest

from app.calls.model import Promise
from app.calls.rules import NewPromise
from app.dealers import finding, handing_over
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import UserError
from tests.conftest import LogCall
from tests.dealers.conftest import AddDealer
from tests.dealers.test_merging import unchanged_after_undo


@pytest.fixture
def staff(desk: Desk) -> dict[str, int]:
    return {row.name: row.id for row in people.find(desk)}


def salesman(desk: Desk, dealer_id: int) -> str:
    return finding.detail(desk, dealer_id).row.salesman


def test_dealers_promises_and_provinces_go_together(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall, staff: dict[str, int]
) -> None:
    mine = [add_dealer().id, add_dealer(name="另一家", mobile="13000001111").id]
    his = add_dealer(name="赵明的", mobile="13000002222", salesman_id=staff["赵明"]).id
    owed = log_call(outcome="promised", promise=NewPromise(finder_id=staff["刘洋"]))
    kept = log_call(
        number="13000002222",
        outcome="promised",
        promise=NewPromise(finder_id=staff["刘洋"], result="cancelled"),
    )
    assert handing_over.outlook(desk, staff["刘洋"]) == {
        "complaint": 0,
        "dealer": 2,
        "promise": 1,
        "province_owner": 1,
    }
    with unchanged_after_undo(desk):
        done = handing_over.hand_over(desk, staff["刘洋"], staff["何芳"])
        assert (done.from_name, done.to_name, done.total, set(done.dealer_ids)) == (
            "刘洋",
            "何芳",
            4,
            set(mine),
        )
        assert [salesman(desk, each) for each in (*mine, his)] == ["何芳", "何芳", "赵明"]
        with desk.store.read() as session:
            assert session.get_one(Promise, owed.promise_id).finder_id == staff["何芳"]
            assert (
                session.get_one(Promise, kept.promise_id).finder_id == staff["刘洋"]
            )  # what is settled stays hers
        assert next(row for row in people.find(desk) if row.name == "何芳").provinces == ("山东",)


def test_some_dealers_take_only_their_own_promises_along(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall, staff: dict[str, int]
) -> None:
    one, two = add_dealer().id, add_dealer(name="另一家", mobile="13000001111").id
    log_call(number="13953106688", outcome="promised", promise=NewPromise(finder_id=staff["刘洋"]))
    log_call(number="13000001111", outcome="promised", promise=NewPromise(finder_id=staff["刘洋"]))
    done = handing_over.give(desk, [one], staff["何芳"])
    assert (done.counts, done.dealer_ids) == ({"dealer": 1, "promise": 1}, (one,))
    assert (salesman(desk, one), salesman(desk, two)) == ("何芳", "刘洋")


def test_dealers_without_anybody_are_given_too(
    desk: Desk, add_dealer: AddDealer, staff: dict[str, int]
) -> None:
    free, held = add_dealer(salesman_id=None).id, add_dealer(name="另一家").id
    assert "salesman" in finding.detail(desk, free).row.gaps
    with unchanged_after_undo(desk):
        done = handing_over.give(desk, [free, held], staff["何芳"])
        assert sorted(done.dealer_ids) == sorted([free, held])
        assert "salesman" not in finding.detail(desk, free).row.gaps
    with pytest.raises(UserError):
        handing_over.give(desk, [held], staff["刘洋"])


def test_refused_with_a_sentence(desk: Desk, add_dealer: AddDealer, staff: dict[str, int]) -> None:
    add_dealer()
    for giver, taker in ((staff["刘洋"], staff["刘洋"]), (staff["前台"], staff["刘洋"])):
        with pytest.raises(UserError):
            handing_over.hand_over(desk, giver, taker)
