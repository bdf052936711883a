"""What complaints owe, done in place on the today board by keys, each with its step back."""

from PySide6.QtGui import QGuiApplication

from app.complaints import handling
from app.overview import alarms
from tests.conftest import Clock
from tests.ui.complaints.conftest import HELD, KEY, Hands
from ui.overview.due_editor import DueEditor
from ui.overview.page import TodayPage


def board(hands: Hands) -> TodayPage:
    """The today board with only what complaints owe, its first row chosen."""
    hands.program.window.go("today")
    hands.settle()
    page: TodayPage = hands.program.window.page("today")
    page.work.source.unfolded = {"late", "soon", "today", "week", "later"}
    page.work.narrow()
    hands.settle()
    page.table.set_current(next(id for id in page.table.model().ids if 10**9 <= id < 2 * 10**9))
    page.table.setFocus()
    return page


def handled(hands: Hands) -> None:
    row = hands.rows()[0]
    handling.handled(hands.desk, row.id, measure="换货", result="好", row_version=row.row_version)
    hands.settle()


def opened(hands: Hands) -> TodayPage:
    """The board, its first row opened in place."""
    page = board(hands)
    hands.press(KEY.Key_Return)
    hands.settle()
    return page


def editor(page: TodayPage) -> DueEditor:
    assert isinstance(page.doing.editor, DueEditor)
    return page.doing.editor


def test_the_salesperson_is_told_with_two_keys_and_the_text_is_copied(hands: Hands) -> None:
    page = opened(hands)
    assert editor(page).whom.person.text() == "刘洋"
    hands.finish()
    row = hands.rows()[0]
    assert (row.status, row.salesman, row.notify_by) == ("working", "刘洋", "wechat")
    assert "TS-202610-001" in QGuiApplication.clipboard().text()
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert hands.rows()[0].status == "new"


def test_confirmed_with_two_keys(hands: Hands) -> None:
    row = hands.rows()[0]
    assert row.salesman_id is not None
    handling.notify(hands.desk, row.id, row.salesman_id, by="phone", row_version=row.row_version)
    hands.settle()
    opened(hands)
    hands.finish()
    assert hands.rows()[0].acked_at is not None
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert hands.rows()[0].acked_at is None


def test_a_score_is_one_digit_and_a_low_one_reopens(hands: Hands, clock: Clock) -> None:
    handled(hands)
    clock.forward(days=4)
    page = opened(hands)
    hands.finish()
    assert hands.rows()[0].status == "followup", "no grade, no result"
    assert editor(page).wrong.text()
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.rows()[0].status == "followup", "Enter alone writes no grade down"
    editor(page).options.setFocus()
    hands.press(KEY.Key_2)
    hands.type("来得太慢")
    hands.finish()
    row = hands.rows()[0]
    assert (row.status, row.score) == ("working", 2)
    assert any("不满意" in words for words in hands.said())
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert (hands.rows()[0].status, hands.rows()[0].score) == ("followup", None)
    page = opened(hands)
    hands.press(KEY.Key_5)
    hands.finish()
    assert (hands.rows()[0].status, hands.rows()[0].score) == ("closed", 5)


def test_three_calls_that_reach_nobody_and_then_it_is_closed(hands: Hands, clock: Clock) -> None:
    handled(hands)
    for attempt in (1, 2, 3):
        clock.forward(days=1)
        page = opened(hands)
        hands.press(KEY.Key_0)
        hands.finish()
        assert hands.rows()[0].attempts == attempt
    page = opened(hands)
    assert editor(page).options.value() == "close", "it is proposed"
    hands.finish()
    assert (hands.rows()[0].status, hands.rows()[0].score) == ("closed", None)


def test_later_is_one_key_and_keeps_its_reason(hands: Hands) -> None:
    page = board(hands)
    hands.press(KEY.Key_F8)
    hands.settle()
    hands.finish()
    assert editor(page).wrong.text(), "a reason is asked for"
    hands.type("等物流回话")
    hands.finish()
    (off,) = alarms.standing(hands.desk).values()
    assert off.reason == "等物流回话"
    hands.settle()
    note = page.work.source.rows([page.table.current_id()])[0]
    assert note is not None and "稍后" in note.cells[5].text
    hands.press(KEY.Key_U, held=HELD.AltModifier)
    hands.settle()
    assert alarms.standing(hands.desk) == {}


def test_f4_goes_to_the_complaint_and_typed_words_wait(hands: Hands, clock: Clock) -> None:
    handled(hands)
    clock.forward(days=4)
    page = opened(hands)
    hands.press(KEY.Key_3)
    hands.type("还行")
    hands.press(KEY.Key_Escape)
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert (editor(page).options.value(), editor(page).text.value()) == ("3", "还行")
    hands.press(KEY.Key_F4)
    hands.settle()
    assert hands.program.window.stack.currentWidget() is hands.page


def test_somebody_was_faster_and_nothing_is_saved_twice(hands: Hands, clock: Clock) -> None:
    handled(hands)
    clock.forward(days=4)
    page = opened(hands)
    row = hands.rows()[0]
    handling.asked(hands.desk, row.id, handling.Answer(4), row_version=row.row_version)
    hands.press(KEY.Key_1)
    hands.finish()
    assert (hands.rows()[0].status, hands.rows()[0].score) == ("closed", 4)
    assert page.doing.editor is None
    assert any("TS-202610-001" in words for words in hands.said())


def test_a_row_opened_in_mid_search_goes_without_a_trace(hands: Hands) -> None:
    page = board(hands)
    page.work.narrow()
    page.work.open_row(page.table.current_id())
    hands.settle()
    page.work.narrow()
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert page.doing.editor is not None
