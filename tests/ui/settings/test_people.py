"""Staff and provinces at the window: added, changed, left, given to somebody, by keys, and taken back."""

import threading
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.people import service as people
from app.people import territory
from tests.ui.program import press, type_text
from tests.ui.settings.conftest import Place

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def names(place: Place) -> list[str]:
    return [row.name for row in people.find(place.desk)]


def opened(place: Place) -> Any:
    """The list of the staff with the focus in it."""
    panel = place.open("staff")
    panel.focus_first()
    place.settle()
    return panel


def begun(place: Place) -> Any:
    """Somebody new, by Ctrl+N."""
    panel = opened(place)
    press(KEY.Key_N, CONTROL)
    place.until(lambda: panel.form.title.text() == "Somebody new")
    return panel


def id_of(place: Place, name: str) -> int:
    return next(row.id for row in people.find(place.desk) if row.name == name)


def give(panel: Any, owner: int, deputy: int | None = None) -> None:
    panel.owner.set_value(owner)
    panel.deputy.set_value(deputy)
    press(KEY.Key_Return, CONTROL)


def test_somebody_is_added_by_keys_and_taken_back(place: Place) -> None:
    panel = begun(place)
    assert QApplication.focusWidget() is panel.form.name
    type_text("区小明")
    assert panel.form.form.field("code").value() == "005"
    panel.form.form.field("extension").setFocus()
    type_text("eight")
    press(KEY.Key_Return, CONTROL)
    assert "digits" in panel.form.form.field("extension").accessibleDescription()
    assert "区小明" not in names(place)
    QApplication.focusWidget().selectAll()
    type_text("808")
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: "区小明" in names(place))
    place.settle()
    assert panel.table.current_id() == panel._card.id
    assert place.toast() == "区小明 is on the staff list."
    press(KEY.Key_U, ALT)
    place.until(lambda: "区小明" not in names(place))


def test_somebody_half_typed_is_not_lost_to_another_row(place: Place) -> None:
    panel = begun(place)
    type_text("区小明")
    panel.table.set_current(people.find(place.desk)[-1].id)
    place.settle()
    assert panel.form.name.value() == "区小明"
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: "区小明" in names(place))


def test_somebody_new_is_given_up_by_esc(place: Place) -> None:
    panel = begun(place)
    type_text("区小明")
    press(KEY.Key_Escape)
    place.settle()
    assert QApplication.focusWidget() is panel.table
    assert panel.form.name.value() == "前台", "the one chosen in the list"
    panel.table.set_current(people.find(place.desk)[-1].id)
    place.until(lambda: panel.form.name.value() == "何芳")


def test_esc_while_somebody_new_is_saved_leaves_the_form_as_it_is_saved(place: Place) -> None:
    panel = begun(place)
    type_text("区小明")
    go = threading.Event()
    place.window.seat.jobs.write(lambda _progress: go.wait(5))
    press(KEY.Key_Return, CONTROL)
    press(KEY.Key_Escape)
    go.set()
    place.until(lambda: "区小明" in names(place))
    place.settle()
    assert panel.form.name.value() == "区小明"
    assert not panel.form.dirty()


def test_what_is_typed_while_it_is_saved_stays_and_is_saved_next(place: Place) -> None:
    panel = opened(place)
    zhao = next(row for row in people.find(place.desk) if row.name == "赵明")
    panel.want(zhao.id)
    place.settle()
    assert panel.form.name.value() == "赵明"
    panel.form.start()
    go = threading.Event()
    place.window.seat.jobs.write(lambda _progress: go.wait(5))
    panel.form.form.field("title").set_value("主管")
    press(KEY.Key_Return, CONTROL)
    panel.form.form.field("extension").set_value("888")
    press(KEY.Key_N, CONTROL)
    go.set()
    place.until(lambda: next(row for row in people.find(place.desk) if row.id == zhao.id).title == "主管")
    place.settle()
    assert panel.form.form.field("extension").value() == "888", "typed after Ctrl+Enter"
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: next(row for row in people.find(place.desk) if row.id == zhao.id).extension == "888")


def test_a_code_that_is_taken_is_said_at_its_field(place: Place) -> None:
    panel = place.open("staff")
    panel.begin_new()
    place.until(lambda: panel.form.title.text() == "Somebody new")
    type_text("新人")
    panel.form.form.field("code").setFocus()
    QApplication.focusWidget().selectAll()
    type_text("002")
    press(KEY.Key_Return, CONTROL)
    place.settle()
    assert "赵明" in panel.form.form.field("code").accessibleDescription()
    assert panel.form.name.value() == "新人"
    assert panel.form.done.isEnabled()


def test_one_is_found_by_initials_changed_and_esc_drops_what_is_typed(place: Place) -> None:
    panel = opened(place)
    type_text("hf")
    place.settle()
    assert panel.table.count() == 1
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    place.settle()
    assert panel.form.name.value() == "何芳"
    type_text("何芳芳")
    press(KEY.Key_Escape)
    assert panel.form.name.value() == "何芳"
    assert QApplication.focusWidget() is panel.table
    press(KEY.Key_F4)
    panel.form.form.field("title").setFocus()
    type_text("调度")
    press(KEY.Key_Return, CONTROL)
    place.until(lambda: any(row.title == "调度" for row in people.find(place.desk)))


def test_who_leaves_hands_the_provinces_on(place: Place) -> None:
    panel = place.open("staff")
    zhao = id_of(place, "赵明")
    panel.table.set_current(id_of(place, "刘洋"))
    place.settle()
    panel.form._open_leaving.click()
    assert "山东" in panel.form._leave_told.text()
    panel.form.last_day.selectAll()
    type_text("yesterday")
    panel.form.heir.set_value(zhao)
    panel.form._leave_now.click()
    place.until(lambda: "刘洋" not in names(place))
    assert territory.table(place.desk)[14].owner == "赵明"
    place.settle()
    assert "1 province" in place.toast()
    press(KEY.Key_U, ALT)
    place.until(lambda: "刘洋" in names(place))


def test_several_provinces_are_given_to_one_by_keys_and_taken_back(place: Place) -> None:
    panel = place.open("provinces")
    panel.focus_first()
    place.settle()
    press(KEY.Key_Home)
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_Down, SHIFT)
    place.settle()
    assert panel.title.text() == "3 provinces"
    press(KEY.Key_Return)
    assert QApplication.focusWidget() is panel.owner
    press(KEY.Key_Return, CONTROL)
    assert "Who answers" in panel.owner.accessibleDescription()
    liu = id_of(place, "刘洋")
    give(panel, liu, deputy=liu)
    place.settle()
    assert "somebody else" in panel.deputy.accessibleDescription()
    give(panel, liu)
    place.until(lambda: [r.owner for r in territory.table(place.desk)[:3]] == ["刘洋"] * 3)
    place.settle()
    press(KEY.Key_U, ALT)
    place.until(lambda: [r.owner for r in territory.table(place.desk)[:3]] == [""] * 3)


def test_provinces_without_anybody_are_shown(place: Place) -> None:
    panel = place.open("provinces")
    place.settle()
    assert panel.table.count() == 34
    assert panel.chips._chips["none"]._count == 33
    panel.chips.set_value("none")
    panel._show()
    place.settle()
    assert panel.table.count() == 33
    panel.sides.search.setText("hn")
    place.settle()
    assert {panel._source.records[n].province for n in panel._source.records} == {"河南", "湖南", "海南"}


def test_a_new_one_begun_before_the_list_is_there_is_not_taken_away_by_it(place: Place) -> None:
    place.page.open("staff")
    panel = place.page.panels["staff"]
    panel.begin_new()  # F3 does so while the list is still being read
    place.settle()
    assert panel.form.title.text() == "Somebody new"
    panel.table.set_current(panel.table.model().ids[1])
    place.until(lambda: panel.form.title.text() != "Somebody new")
