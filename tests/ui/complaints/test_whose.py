"""The intake form fills itself from the archive: by the number, or by initials in company and product."""

from collections.abc import Callable

import pytest

from app.dealers import service as dealers
from app.dealers.rules import NewDealer
from app.office.desk import Desk
from app.products import service as products
from app.products.rules import NewProduct
from tests.ui.complaints.conftest import HELD, KEY, Hands


@pytest.fixture
def prepared(desk: Desk, register: Callable[..., int]) -> None:
    """A dealer, a product, and a complaint of the dealer."""
    products.add(desk, NewProduct(code="QH53", name="青花53度", spec="500ml×6"))
    dealers.add(
        desk,
        NewDealer(name="泰安泰山酒业有限公司", province="山东", city="泰安", county="泰山区", address="东岳大街9号",
                  principal="李强", mobile="13853800012"),
    )  # fmt: skip
    register(phone="13853800012", company="")


def test_a_dealers_number_fills_the_form(hands: Hands) -> None:
    hands.press(KEY.Key_N, held=HELD.ControlModifier)
    hands.settle()
    hands.form.phone.setFocus()
    hands.type("13853800012")
    hands.press(KEY.Key_Return)
    hands.settle()
    form = hands.form
    assert (form.company.value(), form.complainant.value(), form.address.value()) == (
        "泰安泰山酒业有限公司", "李强", "泰山区东岳大街9号",
    )  # fmt: skip
    hands.press(KEY.Key_Escape)
    hands.settle()


def test_initials_find_dealer_and_product_and_the_page_shows_both(hands: Hands) -> None:
    hands.press(KEY.Key_N, held=HELD.ControlModifier)
    hands.settle()
    form = hands.form
    form.company.setFocus()
    hands.type("tsjy")
    hands.settle()
    assert [each.title for each in form.company.completion.candidates()] == ["泰安泰山酒业有限公司"]
    hands.press(KEY.Key_Down, KEY.Key_Return)
    assert (form.complainant.value(), form.phone.value(), form.province.value()) == (
        "李强",
        "138 5380 0012",
        "山东",
    )
    form.product.setFocus()
    hands.type("qh")
    hands.settle()
    hands.press(KEY.Key_Down, KEY.Key_Return)
    assert (form.product.value(), form.spec.value()) == ("青花53度", "500ml×6")
    form.content.setFocus()
    hands.type("瓶盖渗漏")
    form.category.setFocus()
    hands.press(KEY.Key_1)
    hands.finish()
    row = hands.rows()[1]
    assert (row.dealer, row.product_code, row.channel) == ("泰安泰山酒业有限公司", "QH53", "visit")
    asked: list[int] = []
    hands.page.dealer_wanted.connect(asked.append)
    hands.page.view.dealer_wanted.emit(row.dealer_id or 0)
    hands.settle()
    assert asked == [row.dealer_id]


def test_words_of_ones_own_mean_no_record(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    form = hands.form
    assert form.company.link.value() is not None, "its number is the dealer's"
    form.company.setFocus()
    form.company.selectAll()
    hands.type("路边小店")
    assert form.company.link.value() is None
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Escape)
    hands.settle()
