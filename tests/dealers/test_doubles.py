"""No doubles: told of while typing."""

import pytest

from app.dealers import doubles, finding, removing
from app.office.desk import Desk
from tests.dealers.conftest import AddDealer


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"name": "济南京源酒业（有限责任）公司"}, "name"),
        ({"name": "济南 京源酒业"}, "name"),
        ({"uscc": "91350100-M000100Y43"}, "uscc"),
        ({"numbers": "0531 8295 7711"}, "number"),
        ({"numbers": "13000000000、139-5310-6688"}, "number"),
        ({"numbers": "18660102245"}, "number"),  # the contact's
        ({"numbers": "15053177777"}, "number"),  # the warehouse's
        ({"name": "京源酒业有限公司"}, "alike"),
        ({"name": "山东京源酒业"}, "alike"),
    ],
)
def test_the_same_dealer_is_told_and_why(
    desk: Desk, add_dealer: AddDealer, asked: dict[str, str], why: str
) -> None:
    saved = add_dealer()
    (found,) = doubles.find(desk, **asked)  # type: ignore[arg-type]
    assert (found.id, found.why, found.sure) == (saved.id, why, why in ("uscc", "name"))


@pytest.mark.parametrize(
    "asked",
    [{"name": "青岛京源酒业商贸"}, {"name": "京"}, {"name": "济南"}, {"numbers": "6688"}, {"uscc": "91"}, {}],
)
def test_others_are_not(desk: Desk, add_dealer: AddDealer, asked: dict[str, str]) -> None:
    add_dealer()
    assert doubles.find(desk, **asked) == []  # type: ignore[arg-type]


def test_neither_oneself_nor_what_lies_in_the_bin(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer()
    typed = finding.detail(desk, saved.id).typed
    asked = {"name": typed.name, "numbers": typed.mobile, "uscc": typed.uscc}
    assert doubles.find(desk, **asked, but=saved.id) == []  # type: ignore[arg-type]
    removing.remove(desk, [saved.id])
    assert doubles.find(desk, **asked) == []  # type: ignore[arg-type]


def test_one_dealer_by_a_number_that_two_share(desk: Desk, add_dealer: AddDealer) -> None:
    one, two = add_dealer(), add_dealer(name="济南鲁泉商贸", short_name="鲁泉")
    with desk.store.read() as session:
        assert doubles.dealer_of(session, "13953106688") is None
        assert doubles.dealer_of(session, "13953106688", "鲁泉") == two.id
        assert doubles.dealer_of(session, "", "济南京源酒业") == one.id
        assert doubles.dealer_of(session, "", "") is None
