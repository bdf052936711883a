"""Calls know dealers and their people, and a caller becomes one of them."""

from dataclasses import replace

import pytest

from app.calls import service as calls
from app.calls.model import Call
from app.dealers import callers, finding
from app.office.desk import Desk
from app.overview import answers, card
from app.people import service as people
from app.store.errors import UserError
from tests.conftest import LogCall
from tests.dealers.conftest import AddDealer


def test_the_strip_knows_the_dealer_its_people_and_its_warehouse(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer()
    for number, kind, name in (
        ("+86 139-5310-6688", "dealer", "王建国"), ("82957711", "dealer", "王建国"), ("18660102245", "contact", "李敏"),
        ("15053177777", "dealer", "赵强"),
    ):  # fmt: skip
        number = f"0531{number}" if len(number) == 8 else number
        (match,) = answers.who(desk, number)["matches"]
        assert (match["kind"], match["name"], match["company"]) == (kind, name, "济南京源酒业有限公司")
        found = card.card(desk, number)
        assert found.dealer is not None and found.dealer.id == saved.id and found.gap == found.dealer.gaps[0]


def test_who_has_the_dealer_answers_for_the_call_not_who_has_the_number_s_province(
    desk: Desk, add_dealer: AddDealer
) -> None:
    staff = {row.name: row.id for row in people.find(desk)}
    add_dealer(salesman_id=staff["何芳"])
    assert card.card(desk, "13953106688").responsible == "何芳"


def test_a_landline_that_many_use_is_called_by_the_name_last_given(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    add_dealer()
    log_call(number="0531-82957710", caller_name="小孙", company="京源")
    found = card.card(desk, "0531-82957710")
    assert (found.name, found.company) == ("小孙", "济南京源酒业有限公司")


def test_a_call_belongs_to_the_dealer_whose_number_it_is(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    saved = add_dealer()
    other = add_dealer(name="另一家", mobile="13000001111", landline="", contacts=(), ship_addresses=())
    known = log_call(number="18660102245")
    told = log_call(number="13999990000", dealer_id=other.id)
    nobody = log_call(number="13999990001", company="")
    by_name = log_call(number="", company="济南京源酒业")
    with desk.store.read() as session:
        homes = [session.get_one(Call, each.id).dealer_id for each in (known, told, nobody, by_name)]
        assert homes == [saved.id, other.id, None, saved.id]
        row = session.get_one(Call, known.id)
        typed, version = calls.as_typed(row), row.row_version
    calls.change(desk, known.id, replace(typed, number="13000001111"), row_version=version)
    with desk.store.read() as session:
        assert session.get_one(Call, known.id).dealer_id == other.id


def test_candidates_are_dealers_first_and_each_number_once(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    saved = add_dealer()
    log_call(number="13953106688", caller_name="王建国", company="济南京源酒业有限公司")
    found = card.candidates(desk, "jingy")
    assert [(one.kind, one.number) for one in found] == [("dealer", "13953106688")]
    assert (found[0].id, found[0].responsible, found[0].city) == (saved.id, "刘洋", "济南")
    assert [one.kind for one in card.candidates(desk, "limin")] == ["contact"]
    assert card.candidates(desk, "7711")[0].number == "053182957711"


def test_a_caller_becomes_a_contact(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer()
    contact = callers.to_contact(desk, saved.id, name="孙会计", number="13811112222", title="会计")
    assert answers.who(desk, "13811112222")["matches"][0] == {
        "kind": "contact", "id": contact, "name": "孙会计", "company": "济南京源酒业有限公司"
    }  # fmt: skip
    assert callers.to_contact(desk, saved.id, name="孙会计", number="13811113333") == contact
    assert {len(answers.who(desk, n)["matches"]) for n in ("13811112222", "13811113333")} == {1}
    with pytest.raises(UserError):
        callers.to_contact(desk, saved.id, name="孙会计", number="13811113333")
    desk.store.undo()
    assert answers.who(desk, "13811113333")["matches"] == []


def test_a_caller_becomes_a_dealer(desk: Desk) -> None:
    saved = callers.to_dealer(desk, name="马军", company="章丘明水酒行", number="139 5310 6699")
    row = finding.detail(desk, saved.id).row
    assert (row.name, row.principal, row.mobile) == ("章丘明水酒行", "马军", "139 5310 6699")
    assert (row.province, row.city, row.salesman, row.status) == ("山东", "济南", "刘洋", "prospect")


def test_the_field_to_ask_is_filled_in_place(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer(wechat_id="")
    callers.fill(desk, saved.id, "wechat_id", "jy66")
    assert finding.detail(desk, saved.id).typed.wechat_id == "jy66"
    with pytest.raises(UserError, match="jy66"):
        callers.fill(desk, saved.id, "wechat_id", "other")
    with pytest.raises(UserError):
        callers.fill(desk, saved.id, "products", "x")
