"""Products at the window: entered, refused at the field that is wrong, found, changed, by keys, and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.products import service as products
from app.products.rules import NewProduct
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def names(place: Place) -> list[str]:
    return [row.name for row in products.find(place.desk)]


def test_a_product_is_entered_by_keys_and_taken_back(place: Place) -> None:
    panel = place.open("products")
    panel.focus_first()
    press(KEY.Key_N, CONTROL)
    assert QApplication.focusWidget() is panel.form.name
    type_text("青花53度")
    press(KEY.Key_Return, CONTROL)
    assert "Code is missing" in panel.form.form.field("code").accessibleDescription()
    assert QApplication.focusWidget() is panel.form.form.field("code")
    type_text("QH53")
    panel.form.form.field("price").setFocus()
    type_text("two")
    press(KEY.Key_Return, CONTROL)
    assert "number" in panel.form.form.field("price").accessibleDescription()
    assert names(place) == []
    QApplication.focusWidget().selectAll()
    type_text("268.5")
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: names(place) == ["青花53度"])
    place.settle()
    assert place.toast() == "青花53度 is on the list of products."
    assert panel.table.current_id() == panel._card.id
    assert str(products.find(place.desk)[0].price) == "268.50"
    press(KEY.Key_U, ALT)
    place.until(lambda: names(place) == [])


def test_one_is_found_by_initials_and_changed_and_a_taken_code_is_said(place: Place) -> None:
    for code, name in (("QH53", "青花53度"), ("JC10", "窖藏10年")):
        products.add(place.desk, NewProduct(code=code, name=name))
    panel = place.open("products")
    place.settle()
    panel.focus_first()
    type_text("jc")
    place.settle()
    assert panel.table.count() == 1
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    place.settle()
    assert panel.form.name.value() == "窖藏10年"
    code = panel.form.form.field("code")
    code.setFocus()
    code.selectAll()
    type_text("QH53")
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: "青花53度" in code.accessibleDescription())
    press(KEY.Key_Escape)
    assert code.value() == "JC10"
    press(KEY.Key_F4)
    panel.form.form.field("discontinued").set_value(True)
    press(KEY.Key_Return, CONTROL)
    place.until(
        lambda: [row.discontinued for row in products.find(place.desk)] in ([True, False], [False, True])
    )
    place.settle()


def test_how_the_list_was_left_is_kept(place: Place) -> None:
    panel = place.open("products")
    panel.list.bar._set({"discontinued": False})
    panel.table.move_column("spec", 1)
    place.settle()
    kept = place.page.state()
    order = panel.table.arrangement()["order"]
    fresh = type(place.page)(place.window.seat, looks=place.window.looks())
    fresh.restore(kept)
    again = fresh.panel("products")
    place.settle()
    assert again.list.asked.values == {"discontinued": False}
    assert again.table.arrangement()["order"] == order
    fresh.deleteLater()
