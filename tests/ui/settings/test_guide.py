"""The first-start guide: shown for a new office only, gone through by keys, skipped, left; what it wrote is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.office import settings
from app.overview import first_start
from app.overview.opening import open_desk
from app.people import service as people
from app.people import territory
from tests.conftest import Clock
from tests.ui.program import opened, press, type_text
from tests.ui.settings.conftest import Place
from ui.settings.guide import GuidePage

KEY = Qt.Key
STROKE, HANZI, THINK = 0.5, 4, 6.0
"""Seconds a slow typist takes for a key (Card, Moran and Newell: 0.5 for unskilled), keys a hanzi costs with an input
method, and seconds to read and think before each key that is not text (theirs is 1.35)."""
MOST = 180.0
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def fresh(tmp_path: Path, qtbot: QtBot, clock: Clock) -> Iterator[Place]:
    """The window on an office that was only just made."""
    with opened(tmp_path / "new", qtbot, clock) as program:
        at = Place(program, qtbot)
        at.settle()
        yield at


class Hand:
    """Counts the keys a person would press for what a test types."""

    def __init__(self) -> None:
        self.keys = self.stops = 0

    def type_text(self, text: str) -> None:
        """As program.type_text."""
        self.keys += sum(1 if mark.isascii() else HANZI for mark in text)
        type_text(text)

    def press(self, key: Qt.Key) -> None:
        """As program.press."""
        self.keys += 1
        self.stops += 1
        press(key)

    def seconds(self) -> float:
        """How long that takes."""
        return self.keys * STROKE + self.stops * THINK


def guide(place: Place) -> GuidePage:
    page = place.window.pages["guide"]
    assert isinstance(page, GuidePage)
    return page


def shown(place: Place) -> bool:
    return place.window.stack.currentWidget() is place.window.pages.get("guide")


def test_a_new_office_begins_with_it_and_only_once(fresh: Place) -> None:
    assert shown(fresh)
    assert QApplication.focusWidget() is guide(fresh).steps["company"].name
    press(KEY.Key_Escape)
    fresh.settle()
    assert fresh.window.stack.currentWidget() is fresh.window.page("today")
    assert fresh.desk.settings.get(settings.GUIDED) == first_start.SKIPPED
    assert not first_start.wanted(fresh.desk)


def test_it_is_gone_through_by_keys(fresh: Place, tmp_path: Path) -> None:
    place, usb, hand = fresh, tmp_path / "usb", Hand()
    usb.mkdir()
    page = guide(place)
    hand.type_text("单县酒业有限公司")
    hand.press(KEY.Key_Return)
    place.until(lambda: page.step() is page.steps["greeting"])
    assert place.desk.settings.get(settings.COMPANY) == "单县酒业有限公司"
    assert "单县酒业有限公司" in page.steps["greeting"].preview.text()
    QApplication.focusWidget().selectAll()
    hand.type_text("您好！{company}")
    hand.press(KEY.Key_Return)
    place.until(lambda: page.step() is page.steps["people"])
    assert place.desk.settings.get(settings.GREETING) == "您好！{company}"
    hand.type_text("陈静")
    people_step = page.steps["people"]
    people_step.colleague.setFocus()
    hand.type_text("何芳")
    hand.press(KEY.Key_Return)
    place.until(lambda: [row.name for row in people.find(place.desk)] == ["前台", "何芳"])
    place.settle()
    assert "何芳" in people_step.list.text()
    hand.press(KEY.Key_Return)  # the box is empty again: on
    place.until(lambda: page.step() is page.steps["provinces"])
    assert [row.name for row in people.find(place.desk)] == ["陈静", "何芳"]
    place.settle()
    step = page.steps["provinces"]
    for name in ("山东", "河南"):
        step.chips[name].setChecked(True)
    hand.type_text("刘洋")
    hand.press(KEY.Key_Return)
    place.until(lambda: territory.table(place.desk)[14].owner == "刘洋")
    place.settle()
    assert step.told() == "32 without an owner"
    assert not step.chips["山东"].isEnabled()
    hand.press(KEY.Key_Return)
    place.until(lambda: page.step() is page.steps["backup"])
    hand.type_text("/nowhere/at/all")
    hand.press(KEY.Key_Return)
    place.until(lambda: "/nowhere/at/all" in page.steps["backup"].wrong.text())
    QApplication.focusWidget().selectAll()
    hand.type_text(str(usb))
    hand.press(KEY.Key_Return)
    place.until(lambda: page.step() is page.steps["call"])
    assert place.desk.settings.get(settings.BACKUP_SECOND) == str(usb)
    hand.press(KEY.Key_Return)
    place.until(lambda: place.desk.settings.get(settings.GUIDED) == first_start.DONE)
    place.settle()
    assert place.window.stack.currentWidget() is place.window.page("today")
    assert hand.stops <= 12 and hand.seconds() <= MOST, (hand.keys, hand.stops, hand.seconds())


def test_every_step_can_be_skipped_and_writes_nothing(fresh: Place) -> None:
    page = guide(fresh)
    before = fresh.desk.settings.all()
    type_text("x")
    for _step in range(5):
        page.skip.click()
    assert page.step() is page.steps["call"]
    press(KEY.Key_Escape)
    fresh.until(lambda: fresh.desk.settings.get(settings.GUIDED) == first_start.SKIPPED)
    assert fresh.desk.settings.all() == before | {"office.guided": "skipped"}
    assert [row.name for row in people.find(fresh.desk)] == ["前台"]
    fresh.settle()


def test_a_name_that_does_not_fit_is_said_at_its_field(fresh: Place) -> None:
    page = guide(fresh)
    page.skip.click()
    page.skip.click()
    type_text("   ")
    press(KEY.Key_Return)
    fresh.settle()
    assert page.step() is page.steps["people"]
    assert page.steps["people"].name.property("error") is True


def test_a_call_ends_it_at_once_and_it_can_be_gone_through_again(fresh: Place) -> None:
    press(KEY.Key_F2)
    fresh.settle()
    assert fresh.window.rail.chosen() == "calls"
    assert not shown(fresh)
    fresh.open("about").guide.click()
    fresh.settle()
    assert shown(fresh)


def test_the_language_is_chosen_in_it(fresh: Place) -> None:
    guide(fresh).language.pick("zh")
    fresh.until(lambda: fresh.window.rail.tabs.tabText(1) == "来电" and "guide" in fresh.window.pages)
    fresh.settle()
    assert shown(fresh)
    assert guide(fresh)._title.text() == "是哪家公司？"


def test_another_language_keeps_what_was_typed_and_where_one_is(fresh: Place) -> None:
    type_text("京乐坊酒业")
    press(KEY.Key_Return)
    fresh.until(lambda: guide(fresh)._at == 1)
    fresh.settle()
    focus = QApplication.focusWidget()
    focus.selectAll()
    type_text("您好，这里是京乐坊")
    guide(fresh).language.pick("zh")
    fresh.until(lambda: fresh.window.rail.tabs.tabText(1) == "来电" and "guide" in fresh.window.pages)
    fresh.settle()
    assert guide(fresh)._at == 1
    assert guide(fresh)._done == {"company"}
    assert fresh.desk.settings.get(settings.GREETING) == "您好，这里是京乐坊"
    fresh.window.go("calls")
    fresh.window.show_guide()
    assert guide(fresh)._at == 1, "left by the rail it waits where one was"


def test_what_was_set_elsewhere_meanwhile_is_not_written_over_by_going_on(fresh: Place) -> None:
    fresh.window.go("today")
    fresh.desk.settings.set(settings.COMPANY, "京乐坊酒业")
    fresh.settle()
    fresh.window.show_guide()
    press(KEY.Key_Return)
    fresh.until(lambda: guide(fresh)._at == 1)
    fresh.settle()
    assert fresh.desk.settings.get(settings.COMPANY) == "京乐坊酒业"


def test_an_office_that_is_set_up_never_sees_it(office: Path, tmp_path: Path, clock: Clock) -> None:
    with open_desk(office, clock=clock) as desk:
        assert not first_start.wanted(desk)
    with open_desk(tmp_path / "new", clock=clock) as desk:
        assert first_start.wanted(desk)
        first_start.add_colleague(desk, "何芳", "802")
        assert not first_start.wanted(desk)
