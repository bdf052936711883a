"""Saving dealers: fields, codes, conflicts, the bin, undo, and what they are found by."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.dealers import finding, removing, service
from app.dealers.finding import DealerQuery
from app.dealers.rules import NewContact, Territory
from app.office import settings
from app.office.desk import Desk
from app.overview import answers, search
from app.store.errors import Conflict, FieldError, UserError
from tests.dealers.conftest import AddDealer, new_dealer


def found(desk: Desk, text: str) -> list[str]:
    ids = finding.find(desk, DealerQuery(text=text))
    return [row.name for row in finding.rows(desk, ids) if row is not None]


def test_what_is_typed_comes_back(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer(
        credit=Decimal("50000.00"), credit_days=30, since=date(2019, 3, 1), licence_to=date(2027, 5, 31)
    )
    assert saved.code == "JX-0001"
    typed = finding.detail(desk, saved.id).typed
    told = new_dealer(
        code="JX-0001", province="山东", city="济南", uscc="91350100M000100Y43", salesman_id=typed.salesman_id,
        credit=Decimal("50000.00"), credit_days=30, since=date(2019, 3, 1), licence_to=date(2027, 5, 31),
    )  # fmt: skip
    assert replace(typed, ship_addresses=None) == replace(told, ship_addresses=None)
    assert (
        typed.ship_addresses is not None and typed.ship_addresses[0].is_default
    )  # the only one is the usual one
    row = finding.detail(desk, saved.id).row
    assert (row.phone, row.salesman, row.tier_label, row.status_label) == (
        "139 5310 6688",
        "刘洋",
        "市代",
        "合作",
    )


@pytest.mark.parametrize(
    "text",
    ["jy", "jyjy", "jingyuan", "jnjy", "jinanjing", "京源", "济南京", "6688", "1395310", "5310", "2957711", "JX-0001",
     "wjg", "王建国", "limin", "2245", "赵强", "7777", "68号", "91350100M"],
)  # fmt: skip
def test_found_by_anything_one_remembers(desk: Desk, add_dealer: AddDealer, text: str) -> None:
    add_dealer()
    add_dealer(
        name="青岛远航商贸", code="QD1", short_name="远航", city="青岛", county="", address="港口路1号",
        principal="孙立", mobile="13012345555", landline="", wechat_id="", uscc="", contacts=(), ship_addresses=(),
    )  # fmt: skip
    assert found(desk, text) == ["济南京源酒业有限公司"]


@pytest.mark.parametrize("text", ["jlf", "jyf", "京乐", "jingyuefang", "jinglefang", "8266"])
def test_the_one_that_is_meant_comes_first(desk: Desk, add_dealer: AddDealer, text: str) -> None:
    add_dealer(name="京乐坊酒业有限公司", short_name="", mobile="13953108266", landline="")
    for number, name in enumerate(
        ["金陵坊口酒业商行", "济宁龙凤阁", "聚隆丰泰商贸", "南京乐购超市", "建业坊前商贸有限公司"]
    ):
        add_dealer(
            name=name, short_name="", principal=("贾立峰", "江月芳", "纪云飞")[number % 3],
            mobile=f"1390531{8267 + number}", landline=f"05318266100{number}",
                notes="原是京乐坊的客户", contacts=(), ship_addresses=(),
        )  # fmt: skip
    hits = search.search(desk, text)
    assert hits.hits[0].title == "京乐坊酒业有限公司"
    assert found(desk, text)[0] == "京乐坊酒业有限公司"


def test_a_code_of_ones_own_and_the_series_keep_out_of_each_others_way(
    desk: Desk, add_dealer: AddDealer
) -> None:
    add_dealer(code="JX-0001")
    assert add_dealer(name="另一家").code == "JX-0002"
    with pytest.raises(FieldError) as refused:
        add_dealer(name="第三家", code="JX-0001")
    assert refused.value.field == "code" and "济南京源酒业有限公司" in refused.value.sentence


def test_a_retry_is_harmless(desk: Desk, add_dealer: AddDealer) -> None:
    one = add_dealer(uuid="0199c0de-0000-7000-8000-000000000001")
    assert add_dealer(uuid="0199c0de-0000-7000-8000-000000000001") == one


def test_what_does_not_fit_is_refused_and_nothing_is_kept(desk: Desk, add_dealer: AddDealer) -> None:
    late = Territory(province="山东", from_on=date(2026, 2, 1), to_on=date(2026, 1, 1))
    for field, wrong in (
        ("name", {"name": " "}), ("status", {"status": "gone"}), ("tier", {"tier": "world"}), ("grade", {"grade": "E"}),
        ("credit", {"credit": Decimal(-1)}), ("address", {"address": "路" * 201}),
        ("regions.0.to_on", {"regions": (late,)}), ("contacts.0.name", {"contacts": (NewContact(name=""),)}),
    ):  # fmt: skip
        with pytest.raises(FieldError) as refused:
            add_dealer(**wrong)
        assert refused.value.field == field
    assert len(finding.find(desk, DealerQuery())) == 0
    assert add_dealer().code == "JX-0001"  # no number was used up


def test_the_form_asks_for_the_starred_fields_and_of_a_prospect_for_little(desk: Desk) -> None:
    with pytest.raises(FieldError) as refused:
        service.add(desk, new_dealer(principal=""), demand=True)
    assert refused.value.field == "principal"
    bare = new_dealer(
        principal="", province="", city="", address="", products=(), regions=(), status="prospect"
    )
    service.add(desk, bare, demand=True)
    with pytest.raises(FieldError) as refused:
        service.add(desk, replace(bare, mobile="", landline=""), demand=True)
    assert refused.value.field == "mobile"


def test_completeness_tells_what_is_missing(desk: Desk, add_dealer: AddDealer) -> None:
    whole = add_dealer(
        since=date(2019, 3, 1), licence_no="JY1", licence_to=date(2027, 1, 1), invoice_info="开户行", source="show",
        verified_on=date(2026, 8, 20),
    )  # fmt: skip
    assert finding.detail(desk, whole.id).row.completeness == 100
    bare = add_dealer(name="只有名字", wechat_id="", contacts=(), ship_addresses=(), uscc="")
    row = finding.detail(desk, bare.id).row
    assert 0 < row.completeness < 100
    assert row.gaps[0] == "uscc" and "receive_time" in row.gaps
    assert list(finding.find(desk, DealerQuery(filters={"gap": ["uscc"]}))) == [bare.id]
    assert finding.gap_counts(desk)["wechat_id"] == 1


def test_the_office_says_what_has_to_be_there(desk: Desk, add_dealer: AddDealer) -> None:
    from app.dealers import completing

    saved = add_dealer(verified_on=None)
    desk.settings.set(settings.REQUIRED_FIELDS, {"dealer": {"name": 1, "verified_on": 3}})
    assert completing.rescore(desk) == 1
    row = finding.detail(desk, saved.id).row
    assert (row.completeness, row.gaps) == (25, ("verified_on",))


def test_a_second_save_is_told_of_the_first(desk: Desk, add_dealer: AddDealer) -> None:
    saved = add_dealer()
    detail = finding.detail(desk, saved.id)
    service.change(
        desk, saved.id, replace(detail.typed, address="经十路1号"), row_version=detail.row.row_version
    )
    with pytest.raises(Conflict) as met:
        service.change(
            desk, saved.id, replace(detail.typed, notes="先到"), row_version=detail.row.row_version
        )
    assert met.value.ours["notes"] == "先到"
    assert met.value.theirs is not None and met.value.theirs["address"] == "经十路1号"


def test_children_are_changed_added_and_put_away_and_undo_brings_all_back(
    desk: Desk, add_dealer: AddDealer
) -> None:
    saved = add_dealer()
    before = finding.detail(desk, saved.id).typed
    assert before.contacts is not None
    kept = replace(before.contacts[0], phone="18660109999")
    service.change(
        desk,
        saved.id,
        replace(
            before,
            contacts=(kept, NewContact(name="孙会计", phone="13000001111")),
            regions=(),
            products=(2, 3),
        ),
    )
    after = finding.detail(desk, saved.id).typed
    assert after.contacts is not None and [each.name for each in after.contacts] == ["李敏", "孙会计"]
    assert (after.products, after.regions) == ((2, 3), ())
    assert found(desk, "1111") and found(desk, "9999") and not found(desk, "2245")
    desk.store.undo()
    assert finding.detail(desk, saved.id).typed == before
    assert found(desk, "2245") and not found(desk, "1111")


def test_the_bin_takes_a_dealer_with_its_people_and_gives_them_back(
    desk: Desk, add_dealer: AddDealer
) -> None:
    saved = add_dealer()
    assert removing.remove(desk, [saved.id]) == 1
    assert not found(desk, "京源") and not found(desk, "limin")
    assert answers.who(desk, "18660102245")["matches"] == []
    assert list(finding.find(desk, DealerQuery(in_bin=True, text="京源"))) == [saved.id]
    with pytest.raises(UserError):
        service.change(desk, saved.id, new_dealer())
    assert removing.restore(desk, [saved.id]) == 1
    assert found(desk, "limin") and found(desk, "5310")
    assert finding.detail(desk, saved.id).typed.contacts


def test_clashes_are_told_on_the_dealers_own_page(desk: Desk, add_dealer: AddDealer) -> None:
    one = add_dealer()
    two = add_dealer(
        name="济南鲁泉商贸", regions=(Territory(province="山东", city="济南", from_on=date(2024, 5, 1)),)
    )
    add_dealer(name="别的品种", products=(9,))
    (note,) = finding.detail(desk, two.id).clashes
    assert (note.other_id, note.county, note.hard, note.products) == (one.id, "历下区", True, (1, 2))
    assert finding.detail(desk, one.id).clashes[0].since == date(2024, 5, 1)
    assert sorted(finding.find(desk, DealerQuery(filters={"clash": True}))) == [one.id, two.id]


def test_sorted_by_any_column_up_and_down(desk: Desk, add_dealer: AddDealer) -> None:
    names = ["王家酒行", "李家酒行", "张家酒行"]
    for number, name in enumerate(names):
        add_dealer(name=name, since=date(2020 + number, 1, 1), grade="CBA"[number])
    for sort in finding.SORTS:
        up = list(finding.find(desk, DealerQuery(sort=sort)))
        down = list(finding.find(desk, DealerQuery(sort=sort, descending=True)))
        assert up == down[::-1] and len(up) == 3
    rows = finding.rows(desk, finding.find(desk, DealerQuery()))
    assert [row.name for row in rows if row] == ["李家酒行", "王家酒行", "张家酒行"]
    assert finding.counts(desk, DealerQuery(), "grade") == {"A": 1, "B": 1, "C": 1}
