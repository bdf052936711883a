"""Missed calls in the list: a group that waits, marked by Space many at a time, called back by one key."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.calls.rules import NewCall
from app.calls.service import log
from app.overview import alarms
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands
from ui.calls import history


class Softphone(QObject):
    """Takes the tel: links of this process."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.dialled.append(url.toString())


@pytest.fixture
def softphone(qapp: object) -> Iterator[Softphone]:
    made = Softphone()
    QDesktopServices.setUrlHandler("tel", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("tel")


@pytest.fixture
def missed(hands: Hands, clock: Clock) -> Hands:
    """Three calls that nobody took, one of them yesterday."""
    clock.forward(days=-1)
    log(hands.desk, NewCall(started_at=clock.now, direction="missed", number="05368226170"))
    clock.forward(days=1)
    for number in ("13011112222", "13011113333"):
        log(hands.desk, NewCall(started_at=clock.now, direction="missed", number=number))
    hands.settle()
    hands.page.chips._chips["missed"].click()
    hands.settle()
    hands.page.table.setFocus()
    return hands


def test_they_wait_in_a_group_whatever_day_and_are_counted_on_the_tab(missed: Hands) -> None:
    assert sorted(missed.listed()) == ["0536 822 6170", "130 1111 2222", "130 1111 3333"]
    assert missed.program.window.rail.tabs._badges[1] == (3, False)


def test_space_marks_all_that_are_chosen_in_one_step(missed: Hands) -> None:
    missed.press(KEY.Key_A, HELD.ControlModifier)
    missed.press(KEY.Key_Space)
    missed.settle()
    assert missed.listed() == []
    assert missed.said() == ["3 missed calls seen to"]
    assert missed.program.window.rail.tabs._badges[1][0] == 0
    missed.press(KEY.Key_U, HELD.AltModifier)
    missed.settle()
    assert len(missed.listed()) == 3


def test_one_key_calls_back_and_saving_that_settles_it(missed: Hands, softphone: Softphone) -> None:
    missed.page.open_call(next(row.id for row in missed.rows() if row.number == "130 1111 3333"))
    missed.settle()
    missed.press(KEY.Key_D, HELD.AltModifier)
    missed.settle()
    assert softphone.dialled == ["tel:+8613011113333"]
    form = missed.form
    assert (form.number.value(), form.direction.value()) == ("130 1111 3333", "out")
    assert "saw their call" in form.band.script.text()
    form.category.setFocus()
    missed.press(KEY.Key_1)
    missed.type("asked for the price list")
    missed.save()
    assert sorted(missed.listed()) == ["0536 822 6170", "130 1111 2222"]


def test_a_pc_that_can_not_dial_says_so_and_offers_the_number(hands: Hands) -> None:
    hands.page.open_call(hands.rows()[0].id)
    hands.settle()
    hands.press(KEY.Key_D, HELD.AltModifier)
    hands.settle()
    (toast,) = hands.program.window.toasts.shown()
    assert toast.words == "No program here dials 139 5310 6688"
    assert toast.action is not None
    toast.action.click()
    assert QGuiApplication.clipboard().text() == "13953106688"


def test_a_number_on_the_clipboard_is_offered_once_and_taken_by_the_down_key(hands: Hands) -> None:
    QGuiApplication.clipboard().setText(" 0531-8266 1234 ")
    hands.press(KEY.Key_F2)
    assert "0531 8266 1234" in hands.form.number.accessibleDescription()
    hands.press(KEY.Key_Down)
    hands.settle()
    assert hands.form.number.value() == "0531 8266 1234"
    hands.press(KEY.Key_Escape)
    hands.settle()
    hands.press(KEY.Key_F2)
    assert "0531" not in hands.form.number.accessibleDescription(), "taken once, it is not offered again"
    hands.press(KEY.Key_Escape)
    QGuiApplication.clipboard().setText("see you at 9 in room 305, bring 13953106688")
    hands.press(KEY.Key_F2)
    assert hands.form.number.accessibleDescription() == "", "a text that holds a number is none to call"
    QGuiApplication.clipboard().clear()


def test_a_hard_caller_is_met_with_the_script_for_it(hands: Hands, clock: Clock) -> None:
    log(hands.desk, NewCall(started_at=clock.now, number="13011112222", caller_name="Li", matter="shouted",
                            tone="rude"))  # fmt: skip
    clock.forward(minutes=20)
    hands.take("13011112222")
    assert "keep calm" in hands.form.band.script.text()
    hands.press(KEY.Key_2)
    assert "keep calm" not in hands.form.band.script.text(), (
        "the category has its turn; the card goes on warning"
    )


def test_the_line_follows_the_wait(hands: Hands, clock: Clock) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_F12)
    assert "half minute" in hands.form.band.script.text()
    clock.forward(seconds=50)
    assert hands.form.head is not None
    hands.form.head.tick()
    assert "press F8" in hands.form.band.script.text()
    hands.press(KEY.Key_F8)
    hands.press(KEY.Key_F12)
    assert "who calls back" in hands.form.band.script.text()


def test_the_history_tells_who_saw_to_it_and_why_a_reminder_was_put_off(hands: Hands, clock: Clock) -> None:
    first = log(hands.desk, NewCall(started_at=clock.now, direction="missed", number="13011112222")).id
    clock.forward(minutes=5)
    call = NewCall(started_at=clock.now, direction="out", number="13011112222", matter="asked back",
                   outcome="promised")  # fmt: skip
    promised = log(hands.desk, call)
    clock.forward(hours=6)
    assert promised.promise_id is not None
    alarms.snooze(
        hands.desk, [("promise", promised.promise_id)], clock.now + timedelta(minutes=30), reason="等物流"
    )
    latest = history.read(hands.desk, first)[0]
    assert latest.action == "spoke with them"
    assert [(words, new) for words, _old, new in latest.fields] == [("Seen to", "Today 10:47")]
    latest = history.read(hands.desk, promised.id)[0]
    assert latest.action == "put the reminder off"
    assert ("Why", "", "等物流") in latest.fields
