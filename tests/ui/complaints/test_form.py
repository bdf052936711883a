"""The form of a complaint by keys: taken in, changed, left as a draft, saved while somebody else was faster."""

import threading
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.complaints import handling, service
from app.complaints.rules import NewComplaint
from app.office import settings
from app.overview.opening import open_desk
from app.people import editing
from app.people import service as people
from tests.conftest import Clock
from tests.ui.complaints.conftest import FULL, HELD, KEY, Hands
from ui.complaints.form import ComplaintForm
from ui.kit.dialogs import ConflictDialog


def test_taken_in_without_a_call_and_all_that_is_missing_is_said_at_once(hands: Hands) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    hands.type("孙丽")
    hands.save()
    form = hands.form
    asked = ("complainant", "phone", "address", "category", "content")
    wrong = [name for name in asked if getattr(form, name).accessibleDescription()]
    assert wrong == ["phone", "address", "category", "content"]
    assert form.phone.hasFocus(), "the first of them"
    assert len(hands.rows()) == 1
    hands.type("13803710000")
    assert form.phone.accessibleDescription() == "河南 郑州", "what was wrong is being put right"
    hands.press(KEY.Key_Return)
    assert form.province.value() == "河南"
    form.category.setFocus()
    hands.press(KEY.Key_5)
    hands.form.address.setFocus()
    hands.type("金水区花园路6号")
    hands.form.content.setFocus()
    hands.type("扫码红包太少")
    hands.save()
    row = hands.rows()[1]
    assert (row.code, row.complainant, row.channel, row.province) == (
        "TS-202610-002",
        "孙丽",
        "visit",
        "河南",
    )
    assert (row.category, row.status, row.first_owner) == ("price", "new", "前台")


def test_an_extension_stays_with_its_number_from_the_form_to_the_text_for_the_salesperson(
    hands: Hands,
) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    form = hands.form
    for field, text in (
        (form.complainant, "孙丽"), (form.phone, "0531-88661234转805"), (form.address, "泺源大街2号"),
        (form.content, "少发两箱"),
    ):  # fmt: skip
        field.setFocus()
        hands.type(text)
    form.category.setFocus()
    hands.press(KEY.Key_5)
    hands.save()
    row = hands.rows()[1]
    assert (row.phone, row.phone_norm) == ("0531 8866 1234 转 805", "053188661234")
    hands.press(KEY.Key_F7)
    hands.settle()
    assert "0531 8866 1234 转 805" in QGuiApplication.clipboard().text()


def test_what_is_typed_while_it_is_saved_stays_and_is_saved_next(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.demand.setFocus()
    hands.type("退款")
    go = threading.Event()
    hands.program.window.seat.jobs.write(lambda _progress: go.wait(5))
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.type("并致歉")
    go.set()
    hands.settle()
    assert hands.detail().typed.demand == "退款"
    assert hands.form.demand.value() == "退款并致歉"
    hands.save()
    assert hands.detail().typed.demand == "退款并致歉"


def test_a_local_number_tells_the_province_and_who_stands_in_there(hands: Hands) -> None:
    desk = hands.desk
    desk.settings.set(settings.AREA_CODE, "0531")
    with desk.store.read() as session:
        liu = people.named(session, "刘洋").id
    editing.leave(desk, liu, desk.today() - timedelta(days=1))
    hands.settle()
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    hands.form.phone.setFocus()
    hands.type("88661234")
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.form.phone.value() == "0531 8866 1234"
    assert hands.form.province.value() == "山东"
    assert hands.form.told.text().startswith("山东归何芳")


def test_words_beside_a_number_and_a_second_number_stay_in_the_form(hands: Hands) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    for typed in ("13953106688 找李总", "13953106688 / 0531-88661234"):
        hands.form.phone.setFocus()
        hands.form.phone.selectAll()
        hands.type(typed)
        hands.press(KEY.Key_Return)
        assert hands.form.phone.text() == typed


def test_a_form_left_is_a_draft_and_offered_after_a_start(
    hands: Hands, office: Path, qtbot: QtBot, clock: Clock
) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    hands.type("孙丽")
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert not isinstance(hands.page.stack.currentWidget(), ComplaintForm)
    assert [path.stem for path in (office / "drafts").glob("complaint-*.json")]
    hands.program.window.remake({"text": "large"})
    hands.settle()
    hands.program.window.switch_calls("complaints")
    hands.settle()
    assert any("孙丽" in words for words in hands.said())


def test_a_stored_number_is_changed_in_groups_and_kept_as_it_was(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    form = hands.form
    assert form.phone.text() == "139 5310 6688", "as the list shows it"
    assert not form.opened.touched()
    assert form.content.textCursor().atEnd(), "one goes on writing"
    form.demand.setFocus()
    hands.type("退款")
    hands.save()
    assert hands.detail().typed.phone == "13953106688", "nobody changed it"
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.phone.setFocus()
    hands.press(KEY.Key_End)
    hands.press(KEY.Key_Backspace)
    hands.type("9")
    assert hands.form.phone.text() == "139 5310 6689"
    hands.save()
    assert hands.detail().row.phone_norm == "13953106689"


def test_two_people_at_one_complaint_see_both_sides(hands: Hands, office: Path, clock: Clock) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.demand.setFocus()
    hands.type("退款")
    found = hands.detail()
    with open_desk(office, clock=clock, by="赵明") as other:
        from dataclasses import replace

        service.change(
            other, found.row.id, replace(found.typed, grade="urgent"), row_version=found.row.row_version
        )
    hands.save()
    dialogs = hands.program.window.findChildren(ConflictDialog)
    assert len(dialogs) == 1
    hands.save()
    row = hands.detail()
    assert (row.row.grade, row.typed.demand) == ("urgent", "退款")


def test_a_change_of_what_was_taken_back_is_kept_and_says_so_once(hands: Hands) -> None:
    made = service.register(hands.desk, NewComplaint(**(FULL | {"complainant": "孙丽"}))).id  # type: ignore[arg-type]
    hands.page.open_complaint(made)
    hands.settle()
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.demand.setFocus()
    hands.type("退款")
    hands.desk.store.undo()  # the taking in, as Alt+U does
    hands.save()
    assert hands.program.window.findChildren(ConflictDialog) == []
    assert "在回收站里，先恢复。" in hands.said()
    assert hands.form.demand.value() == "退款"


def test_another_seat_was_faster_and_what_was_typed_stays(hands: Hands, office: Path, clock: Clock) -> None:
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.page.steps.pick("handled")
    hands.type("换货2箱")
    hands.press(KEY.Key_Tab)
    hands.type("已签收")
    found = hands.detail()
    with open_desk(office, clock=clock, by="赵明") as other:
        handling.notify(other, found.row.id, 3, by="phone", row_version=found.row.row_version)
    hands.save()
    assert hands.rows()[0].status == "working"
    assert hands.page.steps.step == "handled"
    assert hands.page.steps.fields is not None
    assert hands.page.steps.fields.values()["result"] == "已签收"
    hands.page.steps.finish()
    hands.settle()
    assert hands.rows()[0].status == "followup"


def test_tab_goes_through_the_form_as_one_is_told(hands: Hands) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    form = hands.form
    for field in (form.company, form.phone, form.province, form.city, form.address, form.category, form.content,
                  form.demand, form.apologised, form.thanked, form.solved, form.explained, form.offered):  # fmt: skip
        hands.press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is field or field.isAncestorOf(focus), field.accessibleName()
