"""Calls that are not saved yet: set aside, gone on with, kept over a crash, given up; and what can't be written."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.calls import finding, service
from app.calls.rules import NewCall
from app.store.errors import Unavailable
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands
from ui.main import Program

Again = Callable[[Path], AbstractContextManager[Program]]


def begin(hands: Hands, matter: str, number: str = "13953106688") -> None:
    hands.take(number)
    hands.form.category.setFocus()
    hands.press(KEY.Key_1)
    hands.type(matter)


def test_esc_sets_aside_and_enter_goes_on(hands: Hands, clock: Clock) -> None:
    heard: list[object] = []
    hands.page.running.connect(heard.append)
    begin(hands, "half a sentence")
    clock.forward(seconds=60)
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert heard[-1] is None
    assert hands.page.table.hasFocus()
    row = hands.page.table.current_row()
    assert row is not None and (row.title.text, row.mark.text) == ("济南京源酒业", "Draft")
    clock.forward(minutes=30)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert (hands.form.matter.value(), hands.form.category.value()) == ("half a sentence", "inquiry")
    assert hands.form.answer.hasFocus()
    assert heard[-1] is None, "the call was over long ago, no clock runs"
    hands.save()
    last = hands.rows()[-1]
    assert (last.matter, last.talk_seconds) == ("half a sentence", 60)
    assert "Draft" not in [row.mark.text for row in rows_of(hands)]


def rows_of(hands: Hands):  # type: ignore[no-untyped-def]
    model = hands.page.table.model()
    return [row for at in range(len(model.ids)) if (row := model.row_at(at))]


def test_a_slip_of_esc_does_not_stop_the_clock(hands: Hands, clock: Clock) -> None:
    heard: list[object] = []
    hands.page.running.connect(heard.append)
    begin(hands, "still here")
    hands.press(KEY.Key_Escape)
    hands.settle()
    clock.forward(seconds=20)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert heard[-1] is not None
    hands.save()
    assert hands.rows()[-1].talk_seconds == 20


def test_a_form_in_which_nothing_was_typed_is_no_draft(hands: Hands) -> None:
    hands.press(KEY.Key_F2)
    hands.settle()
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]


def test_several_drafts_wait_and_are_given_up_and_taken_back(hands: Hands) -> None:
    begin(hands, "first one")
    hands.press(KEY.Key_Escape)
    begin(hands, "second one", "95588")
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.listed()[:2] == ["95588", "济南京源酒业"]
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert hands.listed()[:2] == ["济南京源酒业", "济南京源酒业"]
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert "95588" in hands.listed()


def test_a_killed_window_offers_what_was_typed(
    hands: Hands, office: Path, again: Again, qtbot: QtBot
) -> None:
    begin(hands, "typed before the power went")
    (draft,) = hands.page.calls._drafts.values()
    draft.save_now()  # what the timer does every three seconds
    hands.settle()
    left_behind = shutil.copytree(office, office.with_name("left-behind"))
    with again(left_behind) as running:
        other = Hands(running, qtbot)
        assert any("waits at the top of the list" in said for said in other.said())
        row = other.page.table.model().row_at(0)
        assert row and (row.title.text, row.sub.text) == (
            "济南京源酒业", "王建国 · Inquiry · typed before the power went",
        )  # fmt: skip
        other.page.table.set_current(other.page.table.model().ids[0])
        other.page.table.setFocus()
        other.press(KEY.Key_Return)
        other.settle()
        other.save()
        assert other.rows()[-1].matter == "typed before the power went"
        assert not list((left_behind / "drafts").glob("call-*.json"))


def test_a_window_made_anew_finds_the_call_that_runs(hands: Hands) -> None:
    begin(hands, "in the middle of it")
    hands.program.window.remake({})
    hands.settle()
    assert hands.listed()[0] == "济南京源酒业"
    hands.page.table.set_current(hands.page.table.model().ids[0])
    hands.page.table.setFocus()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.form.matter.value() == "in the middle of it"
    assert hands.form.opened.running


def test_a_change_left_from_before_that_is_given_up_and_taken_back_keeps_what_no_form_shows(
    hands: Hands,
) -> None:
    seat = hands.program.window.seat
    assert seat is not None
    new = NewCall(
        started_at=seat.desk.now(), caller_name="孙丽", category="order", matter="first", remark="说明"
    )
    seat.jobs.write(lambda _progress: service.log(seat.desk, new))
    hands.settle()
    saved = hands.rows()[-1].id
    hands.page.open_call(saved)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.matter.set_value("changed before")
    hands.program.window.remake({})
    hands.settle()
    hands.page.table.set_current(hands.page.table.model().ids[0])
    hands.page.table.setFocus()
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert len(hands.listed()) == 2
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert len(hands.listed()) == 3
    hands.page.table.set_current(hands.page.table.model().ids[0])
    hands.page.table.setFocus()
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.save()
    after = finding.detail(hands.desk, saved).typed
    assert (after.matter, after.remark) == ("changed before", "说明")


def test_what_cannot_be_written_stays_and_is_saved_again_by_alt_r(hands: Hands) -> None:
    begin(hands, "the disk is full")
    store = hands.desk.store
    real = store.write

    def full(label: str):  # type: ignore[no-untyped-def]
        raise Unavailable("The disk is full. Make room and save again.", kind="full")

    store.write = full  # type: ignore[method-assign, assignment]
    hands.save()
    assert hands.said() == ["The disk is full. Make room and save again."]
    assert hands.form.matter.value() == "the disk is full"
    store.write = real  # type: ignore[method-assign]
    hands.press(KEY.Key_R, HELD.AltModifier)
    hands.settle()
    assert hands.rows()[-1].matter == "the disk is full"
    assert len(hands.rows()) == 2


def test_undo_puts_a_new_call_into_the_bin(hands: Hands) -> None:
    begin(hands, "a slip")
    hands.save()
    assert len(hands.rows()) == 2
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert len(hands.rows()) == 1
    assert QApplication.focusWidget() is not None


def test_a_retried_save_is_one_call(hands: Hands) -> None:
    begin(hands, "once only")
    form = hands.form
    hands.page.calls.save(form)
    hands.page.calls.save(form)
    hands.settle()
    assert [row.matter for row in hands.rows()].count("once only") == 1
    assert service.categories(hands.desk).words
