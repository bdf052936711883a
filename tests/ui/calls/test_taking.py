"""Taking a call by keys: who it is, what it is about, what becomes of it, and what is refused."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.calls import finding, promises, service
from app.calls.rules import NewCall
from app.office import settings
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands


def test_a_known_callers_inquiry_takes_five_keys(hands: Hands, clock: Clock) -> None:
    hands.take("6688")
    form = hands.form
    assert (form.number.value(), form.caller.value(), form.company.value()) == (
        "139 5310 6688", "王建国", "济南京源酒业有限公司",
    )  # fmt: skip
    hands.press(KEY.Key_1)
    assert form.matter.hasFocus()
    hands.type("price of the 53")
    hands.press(KEY.Key_Tab)
    hands.type("268 a bottle")
    clock.forward(seconds=84)
    hands.save()
    assert hands.keys == 5
    last = hands.rows()[-1]
    assert (last.category, last.outcome, last.matter, last.answer, last.rings, last.talk_seconds) == (
        "inquiry", "answered", "price of the 53", "268 a bottle", 2, 84,
    )  # fmt: skip
    assert last.started_at == clock.now - timedelta(seconds=84)
    assert hands.said() == [f"Logged {last.code}"]
    assert hands.page.view.detail is not None
    assert hands.page.table.current_id() == last.id
    assert hands.listed() == ["济南京源酒业", "济南京源酒业"]


def test_keys_pressed_before_the_number_is_looked_up_wait_for_it(hands: Hands) -> None:
    hands.press(KEY.Key_F2)
    hands.type("13953106688")
    for key in (KEY.Key_Return, KEY.Key_1):
        hands.press(key)
    hands.type("fast")
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    last = hands.rows()[-1]
    assert (last.caller_name, last.category, last.matter) == ("王建国", "inquiry", "fast")


def test_one_hand_on_the_numeric_pad(hands: Hands) -> None:
    pad = HELD.KeypadModifier
    hands.press(KEY.Key_F2)
    hands.type("13953106688")
    hands.press(KEY.Key_Enter, pad)
    hands.settle()
    hands.press(KEY.Key_1, pad)
    hands.type("one hand")
    hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Tab)
    assert hands.form.outcome.isAncestorOf(QApplication.focusWidget())
    hands.press(KEY.Key_Enter, pad)
    hands.settle()
    assert hands.rows()[-1].matter == "one hand"


def test_a_number_handed_over_needs_enter_digit_and_ctrl_enter(hands: Hands) -> None:
    hands.program.window.take_call(number="13953106688")
    hands.settle()
    assert hands.form.caller.value() == "王建国"
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1)
    hands.type("from the softphone")
    hands.save()
    assert hands.keys == 3
    assert hands.rows()[-1].matter == "from the softphone"


def test_a_second_number_handed_over_overwrites_nothing(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("still talking")
    hands.program.window.take_call(number="95588")
    hands.settle()
    assert (hands.form.number.value(), hands.form.matter.value()) == ("139 5310 6688", "still talking")
    assert "95588" in hands.listed()


def test_an_unknown_number_asks_for_the_name_first(hands: Hands) -> None:
    hands.take("13012345678")
    assert hands.form.caller.hasFocus()
    hands.type("Zhao")
    hands.press(KEY.Key_Return)
    assert hands.form.company.hasFocus()
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_8)
    hands.type("wants a catalogue")
    hands.save()
    assert (hands.rows()[-1].caller_name, hands.rows()[-1].category) == ("Zhao", "other")


def test_a_name_in_the_number_box_is_a_name(hands: Hands) -> None:
    hands.take("Miller")
    assert (hands.form.number.value(), hands.form.caller.value()) == ("", "Miller")
    assert hands.form.company.hasFocus()


def test_the_card_tells_who_it_is_and_asks_for_what_is_missing(hands: Hands) -> None:
    hands.take("13012345678")
    card = hands.page.card
    assert card.can_ask()
    hands.press(KEY.Key_Q, HELD.AltModifier)
    assert card.ask.hasFocus()
    hands.type("Qian")
    hands.press(KEY.Key_Return)
    assert hands.form.caller.value() == "Qian"
    assert hands.form.caller.hasFocus()
    hands.press(KEY.Key_Q, HELD.AltModifier)
    hands.type("Qian and Sons")
    assert hands.form.company.value() == "Qian and Sons"
    hands.press(KEY.Key_Return)
    assert not card.can_ask()


def test_f8_promises_two_working_hours_and_the_owner_of_the_province(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_3)
    hands.type("where is it")
    hands.press(KEY.Key_F8)
    assert hands.form.promised.due.text() == "Today 14:12"
    hands.save()
    assert hands.keys == 5
    (owed,) = promises.owed(hands.desk)
    assert (owed.finder, owed.matter, f"{owed.due_at:%H:%M}") == ("刘洋", "where is it", "14:12")
    assert hands.said() == [f"Logged {hands.rows()[-1].code} · call back by 14:12"]


def test_f8_twice_goes_to_the_time_and_takes_what_people_say(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_3)
    hands.type("where is it")
    hands.press(KEY.Key_F8)
    hands.press(KEY.Key_F8)
    assert hands.form.promised.due.hasFocus()
    hands.form.promised.due.selectAll()
    hands.type("tomorrow 9:30")
    hands.press(KEY.Key_Backtab)
    hands.form.promised.finder.selectAll()
    hands.type("hf")
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.save()
    (owed,) = promises.owed(hands.desk)
    assert (owed.finder, f"{owed.due_at:%m-%d %H:%M}") == ("何芳", "10-16 09:30")


@pytest.mark.parametrize(("reached", "stored"), [(False, False), (True, True)])
def test_f7_transfers_to_a_colleague_by_initials(hands: Hands, reached: bool, stored: bool) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_5)
    hands.type("logistics please")
    hands.press(KEY.Key_F7)
    hands.type("hf")
    hands.settle()
    hands.press(KEY.Key_Return)
    if not reached:
        hands.form.transfer.reached.pick(False)
    hands.save()
    last = hands.rows()[-1]
    assert (last.outcome, last.transfer_to, last.transfer_reached) == ("transferred", "何芳", stored)


def test_a_missed_call_needs_a_number_only(hands: Hands) -> None:
    hands.take("05368226170")
    hands.form.direction.pick("missed")
    hands.save()
    last = hands.rows()[-1]
    assert (last.direction, last.outcome, last.talk_seconds) == ("missed", "none", None)


def test_a_nuisance_needs_no_matter_and_folds_the_card(hands: Hands) -> None:
    hands.take("17705312290")
    hands.form.category.setFocus()
    hands.press(KEY.Key_7)
    assert not hands.page.card.can_ask()
    hands.save()
    assert (hands.rows()[-1].category, hands.rows()[-1].outcome) == ("nuisance", "none")


def test_the_wait_counts_up_and_is_added(hands: Hands, clock: Clock) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("please hold")
    head = hands.form.head
    assert head is not None
    hands.press(KEY.Key_F12)
    clock.forward(seconds=50)
    head.tick()
    assert (head.hold.text(), "F8" in head.hold.toolTip()) == ("On hold 0:50", True)
    hands.press(KEY.Key_F12)
    hands.press(KEY.Key_F12)
    clock.forward(seconds=5)
    hands.save()
    found = finding.detail(hands.desk, hands.rows()[-1].id)
    assert (found.typed.hold_seconds, found.typed.talk_seconds) == (55, 55)


@pytest.mark.parametrize(
    ("number", "category", "matter", "focused", "said"),
    [
        ("13953106688", True, "", "matter", "The matter is missing: write at least 2 characters."),
        ("1301234567", True, "typed all the same", "number", "The mobile number is 1 digit short."),
        ("", True, "nobody", "number", "Number and name are both missing: type one of them."),
        ("13953106688", False, "no kind", "category", "What kind of call? Press 1 to 8."),
    ],
)
def test_what_is_refused_stays_typed_says_why_and_gets_the_caret(
    hands: Hands, number: str, category: bool, matter: str, focused: str, said: str
) -> None:
    hands.take(number)
    form = hands.form
    if category:
        form.category.setFocus()
        hands.press(KEY.Key_2)
    form.matter.setFocus()
    form.matter.insertPlainText(matter)
    hands.save()
    assert hands.form is form
    assert form.matter.value() == matter
    field = getattr(form, focused)
    assert field.hasFocus() or field.isAncestorOf(QApplication.focusWidget())
    assert hands.errors() == [said]
    assert len(hands.rows()) == 1


def test_a_caller_without_a_number_is_known_by_name(hands: Hands) -> None:
    service.log(
        hands.desk,
        NewCall(started_at=hands.desk.now(), caller_name="孙丽", company="物业中心", matter="停水两小时"),
    )
    hands.press(KEY.Key_F2)
    hands.type("sunli")
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert (hands.form.number.value(), hands.form.caller.value(), hands.form.company.value()) == (
        "", "孙丽", "物业中心",
    )  # fmt: skip
    assert hands.form.look.card is not None
    assert hands.form.look.card.call_count == 1


def test_f2_in_a_running_call_returns_to_it(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("first")
    form = hands.form
    hands.program.window.go("today")
    hands.settle()
    hands.press(KEY.Key_F2)
    hands.settle()
    assert hands.form is form
    assert form.answer.hasFocus()


def test_own_categories_stand_in_a_further_row(hands: Hands) -> None:
    hands.desk.settings.set(settings.OWN_CATEGORIES, [{"word": "refund", "label": "退款"}])
    hands.settle()
    hands.take("13953106688")
    hands.press(KEY.Key_9)
    hands.type("wants it back")
    hands.save()
    assert hands.rows()[-1].category_label == "退款"


def test_the_same_caller_again_within_five_minutes_goes_on_with_the_call(hands: Hands, clock: Clock) -> None:
    clock.forward(minutes=-28)
    hands.take("13953106688")
    card = hands.page.card
    card.go_on_wanted.emit(hands.rows()[0].id)
    hands.settle()
    assert hands.form.opened.call_id == hands.rows()[0].id
    assert hands.form.matter.value() == "青花30箱到没到"


def test_what_is_typed_while_a_call_is_saved_stays_and_is_saved_next(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("two boxes")
    go = threading.Event()
    hands.program.window.seat.jobs.write(lambda _progress: go.wait(5))
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.type(" of the blue one")
    go.set()
    hands.settle()
    assert hands.rows()[-1].matter == "two boxes"
    assert hands.form.matter.value() == "two boxes of the blue one"
    hands.save()
    assert [row.matter for row in hands.rows()[1:]] == ["two boxes of the blue one"]


def test_a_call_whose_row_goes_while_it_is_saved_is_saved(hands: Hands) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("two boxes")
    page, row = hands.page, hands.form.opened.row_id
    hands.press(KEY.Key_Escape)  # set aside
    page.calls.go_on(row)
    go = threading.Event()
    hands.program.window.seat.jobs.write(lambda _progress: go.wait(5))
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    page.calls.call(row).running = False
    page.calls.give_up([row])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go.set()
    hands.settle()
    assert hands.rows()[-1].matter == "two boxes"
