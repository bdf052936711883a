"""Products: what they must hold, how they are named and found, and their table."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.desk import Desk
from app.overview.answers import search
from app.overview.tables import export, table
from app.products import service
from app.products.rules import NewProduct, is_ean13, packed
from app.store.errors import Conflict, FieldError, UserError
from app.store.soundness import flaws_of_trail
from app.transfer import importing

CUP = NewProduct(code="QH53", name="青花53度", spec="500ml×4", price=Decimal("268"), aliases="青花、小青花")


@pytest.mark.parametrize(
    ("spec", "factor"),
    [("500ml×6", 6), ("500ml*12", 12), ("500mlx4", 4), ("散装", 1), ("", 1), ("2.5L×0", 1)],
)
def test_the_specification_tells_how_many_a_pack_holds(spec: str, factor: int) -> None:
    assert packed(spec) == factor


@given(st.integers(0, 10**12 - 1))
def test_one_check_digit_of_ten_is_right(body: int) -> None:
    assert sum(is_ean13(f"{body:012d}{check}") for check in range(10)) == 1


def test_a_barcode_known_to_be_right() -> None:
    assert is_ean13("6901234567892") and not is_ean13("6901234567893") and not is_ean13("690123456789")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": " "}, "code"), ({"name": ""}, "name"), ({"abv": Decimal(76)}, "abv"),
        ({"price": Decimal(-1)}, "price"), ({"barcode": "123"}, "barcode"), ({"pack_factor": 0}, "pack_factor"),
        ({"spec": "长" * 51}, "spec"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_stored(
    desk: Desk, wrong: dict[str, object], field: str
) -> None:
    told = {"code": "QH53", "name": "青花53度", "price": Decimal(268), **wrong}
    with pytest.raises(FieldError) as error:
        service.add(desk, NewProduct(**told))  # type: ignore[arg-type]
    assert error.value.field == field and service.find(desk) == []


def test_it_is_named_by_code_name_and_other_name(desk: Desk) -> None:
    made = service.add(desk, CUP)
    with desk.store.read() as session:
        assert {service.named(session, each).id for each in ("QH53", "青花53度", "小青花")} == {made}
        with pytest.raises(UserError):
            service.named(session, "青花瓷")
    for text in ("qh53", "qinghua", "小青", "QH53"):
        assert [hit["id"] for hit in search(desk, text, limit=5)["hits"] if hit["kind"] == "product"] == [
            made
        ]
    (row,) = service.find(desk)
    assert row.pack_factor == 4 and {"qh53d", "xqh"} <= set(row.keys)


def test_a_code_is_given_once_and_a_stale_change_is_a_conflict(desk: Desk) -> None:
    made = service.add(desk, CUP)
    with pytest.raises(FieldError, match="青花53度"):
        service.add(desk, NewProduct(code="QH53", name="另一种"))
    service.change(desk, made, NewProduct(code="QH53", name="青花52度"), row_version=1)
    with pytest.raises(Conflict):
        service.change(desk, made, CUP, row_version=1)
    desk.store.undo()
    assert service.find(desk)[0].name == "青花53度"


def test_a_price_is_in_the_trail_as_in_the_database(desk: Desk) -> None:
    service.add(desk, NewProduct(code="QH53", name="青花53度", price=Decimal("268"), abv=Decimal("53.0")))
    assert flaws_of_trail(desk.store.readers) == []


def test_the_bin_and_back(desk: Desk) -> None:
    made = service.add(desk, CUP)
    assert service.remove(desk, [made]) == 1 and service.find(desk) == []
    assert search(desk, "qinghua", limit=5)["total"] == 0
    assert service.restore(desk, [made]) == 1 and len(service.find(desk)) == 1
    assert search(desk, "qinghua", limit=5)["total"] == 1


def test_what_goes_out_comes_in_as_it_is(desk: Desk, tmp_path: Path) -> None:
    service.add(desk, CUP)
    service.add(
        desk, NewProduct(code="CN42", name="陈酿42度", spec="500ml×6", abv=Decimal(42), discontinued=True)
    )
    file = tmp_path / "products.xlsx"
    assert export(desk, "products", file) == 2
    told = importing.preview(desk, importing.opened(desk, table("products"), file)).document(applied=False)
    assert (told["new"], told["changed"], told["same"], told["errors"]) == (0, 0, 2, [])


def test_a_list_from_outside_comes_in_and_goes_back_in_one_step(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "价目表.csv"
    lines = ["产品编码,品名,规格,单价,酒精度,条形码", "QH53,青花53度,500ml×4,￥268.00,53,6901234567892",
             "CN42,陈酿42度,500ml×6,68,42,123", "QH53,青花53度,500ml×4,268,53,", ",无编码,,1,,"]  # fmt: skip
    file.write_bytes("\r\n".join(lines).encode("gb18030"))
    opened = importing.opened(desk, table("products"), file)
    plan = importing.preview(desk, opened).document(applied=False)
    assert len(plan["errors"]) == 1 and plan["errors"][0]["row"] == 5
    assert [(each["row"], each["column"]) for each in plan["warnings"]] == [(3, "条形码")]
    assert [each["row"] for each in plan["duplicates"]] == [4]
    file.write_bytes("\r\n".join(lines[:4]).encode("gb18030"))
    done = importing.apply(desk, importing.opened(desk, table("products"), file))
    assert [(row.code, row.pack_factor, row.price) for row in service.find(desk)] == [
        ("CN42", 6, Decimal(68)), ("QH53", 4, Decimal(268))
    ]  # fmt: skip
    desk.store.undo(done.write_id)
    assert service.find(desk) == []
