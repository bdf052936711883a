"""Categories of one's own: added, renamed, moved, retired; what was used stays readable, the form follows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.calls import finding, service
from app.calls.rules import CATEGORIES, Categories, NewCall
from app.office import settings
from app.office.chosen import UNSET
from app.office.desk import Desk
from app.words import use
from tests.conftest import Clock
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place
from ui.settings.categories import Line, lines, new_word, settings_of

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def test_the_table_as_shipped_is_kept_as_nothing() -> None:
    assert settings_of(lines([], {})) == {settings.OWN_CATEGORIES: UNSET, settings.SCRIPTS: UNSET}
    own = [{"word": "refund", "label": "退款"}]
    assert settings_of(lines(own, {"refund": "问清单号"})) == {
        settings.OWN_CATEGORIES: own, settings.SCRIPTS: {"refund": "问清单号"},
    }  # fmt: skip


def test_any_order_and_state_comes_back_as_it_was() -> None:
    table = lines([{"word": "refund", "label": "退款"}], {})
    table = [table[-1], *table[:-1]]
    table[3] = Line("shipment", "查货", "", retired=True)
    kept = settings_of(table)
    own = kept[settings.OWN_CATEGORIES]
    assert settings.OWN_CATEGORIES.check(own) is None
    assert lines(own, kept[settings.SCRIPTS]) == table
    known = Categories(own)
    assert known.words[0] == "refund"
    assert "shipment" not in known.offered
    assert known.label("shipment") == "查货"
    assert set(known.words) == {*CATEGORIES, "refund"}


def test_words_are_stable_and_unique() -> None:
    assert new_word("退款", set()) == "tuikuan"
    assert new_word("退款", {"tuikuan"}) == "tuikuan2"
    assert new_word("☎", set()) == "own"


def test_a_retired_category_is_offered_no_more_but_stays_readable(desk: Desk, clock: Clock) -> None:
    desk.settings.set(settings.OWN_CATEGORIES, [{"word": "refund", "label": "退款"}])
    call = NewCall(started_at=clock.now, number="13800138000", category="refund", matter="退两箱")
    logged = service.log(desk, call)
    desk.settings.set(settings.OWN_CATEGORIES, [{"word": "refund", "label": "退货款", "retired": True}])
    row = finding.rows(desk, [logged.id])[0]
    assert row is not None
    assert row.category_label == "退货款"
    assert "refund" not in service.categories(desk).offered
    service.change(desk, logged.id, call, row_version=row.row_version)
    desk.settings.reset(settings.OWN_CATEGORIES)
    forgotten = finding.rows(desk, [logged.id])[0]
    assert forgotten is not None
    assert forgotten.category_label == "refund"


def test_shipped_labels_follow_the_language() -> None:
    own = settings_of(lines([{"word": "supplier", "retired": True}], {}))[settings.OWN_CATEGORIES]
    use("en")
    assert Categories(own).label("inquiry") == "Inquiry"


def test_one_is_added_renamed_moved_and_retired_by_keys(place: Place) -> None:
    panel = place.open("scripts", settings.OWN_CATEGORIES.key)
    type_text("退款")
    press(KEY.Key_Return)
    get = place.desk.settings.get
    place.until(lambda: get(settings.OWN_CATEGORIES) == [{"word": "tuikuan", "label": "退款"}])
    place.settle()
    assert place.toast() == "退款 is added."
    panel.table.field("tuikuan", "label").setFocus()
    press(KEY.Key_Up, ALT)
    place.until(lambda: service.categories(place.desk).words[-2] == "tuikuan")
    place.settle()
    field = panel.table.field("tuikuan", "script")
    field.setFocus()
    type_text("问清单号")
    press(KEY.Key_Return)
    place.until(lambda: service.script(place.desk, "tuikuan") == "问清单号")
    place.settle()
    assert QApplication.focusWidget() is panel.table.field("tuikuan", "script")
    panel.table._turn("tuikuan")
    place.until(lambda: "tuikuan" not in service.categories(place.desk).offered)
    place.settle()
    press(KEY.Key_U, ALT)
    place.until(lambda: "tuikuan" in service.categories(place.desk).offered)
    page = place.window.page("calls")
    place.settle()
    assert page is place.window.page("calls")


def test_a_name_that_is_there_already_is_refused(place: Place) -> None:
    panel = place.open("scripts", settings.OWN_CATEGORIES.key)
    type_text("Order")
    press(KEY.Key_Return)
    place.settle()
    assert "Order is there already" in panel.table.wrong.text()
    assert place.desk.settings.stored(settings.OWN_CATEGORIES) is UNSET
    assert panel.table.new.text() == "Order"


def test_two_changes_in_one_breath_are_both_kept(place: Place) -> None:
    table = place.open("scripts", settings.OWN_CATEGORIES.key).table
    table.field("order", "label").set_value("Orders")
    table._typed("order", "label", table.field("order", "label"))
    table._turn("supplier")
    table._move("inquiry", 1)
    table._move("inquiry", 1)
    place.settle()
    known = Categories(place.desk.settings.get(settings.OWN_CATEGORIES))
    assert known.label("order") == "Orders" and known.retired("supplier")
    assert known.words.index("inquiry") == 2
