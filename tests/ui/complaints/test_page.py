"""A complaint from the list to its end by keys: told, confirmed, handled, asked, reopened, closed; forms and drafts."""

import threading
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.complaints import finding, handling, service
from app.complaints.rules import NewComplaint
from app.office import settings
from app.overview.opening import open_desk
from app.people import editing
from app.people import service as people
from tests.conftest import Clock
from tests.ui.complaints.conftest import FULL, HELD, KEY, Hands
from ui.complaints.form import ComplaintForm
from ui.kit.dialogs import ConflictDialog


def test_told_handled_unsatisfied_reopened_satisfied_by_keys_alone(hands: Hands, clock: Clock) -> None:
    assert hands.listed() == ["济南京源酒业"]
    hands.press(KEY.Key_Return)  # to the next step: tell the salesperson of the province, by WeChat
    hands.settle()
    assert hands.page.steps.step == "notify"
    hands.save()
    text = QGuiApplication.clipboard().text()
    assert "TS-202610-001" in text and "外箱压瘪2箱，里面碎3瓶" in text and "历下区泺源大街2号" in text
    row = hands.rows()[0]
    assert (row.status, row.salesman, row.notify_by) == ("working", "刘洋", "wechat")

    clock.forward(minutes=20)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.page.steps.step == "acked"
    hands.save()
    assert hands.rows()[0].acked_at == clock.now

    clock.forward(hours=3)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.page.steps.step == "handled"
    hands.type("换货2箱")
    hands.press(KEY.Key_Tab)
    hands.type("已签收")
    hands.press(KEY.Key_Tab)
    hands.type("1280.50")
    hands.save()
    row = hands.rows()[0]
    assert (row.status, row.measure, row.result, str(row.compensation)) == (
        "followup",
        "换货2箱",
        "已签收",
        "1280.50",
    )

    clock.forward(days=4)
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.press(KEY.Key_2)
    hands.type("来得太慢")
    hands.save()
    assert hands.rows()[0].status == "working"
    assert any("不满意" in words for words in hands.said())

    hands.press(KEY.Key_Return)
    hands.settle()
    hands.type("上门道歉")
    hands.press(KEY.Key_Tab)
    hands.type("谅解")
    hands.save()
    clock.forward(days=4)
    hands.press(KEY.Key_F8)
    hands.settle()
    hands.press(KEY.Key_5)
    hands.save()
    row = hands.rows()[0]
    assert (row.status, row.score, row.first_owner) == ("closed", 5, "前台")
    assert hands.listed() == [], "what is closed leaves the list of the open"


def test_three_times_not_reached_then_it_may_be_closed(hands: Hands, clock: Clock) -> None:
    detail = hands.detail()
    handling.handled(
        hands.desk, detail.row.id, measure="换货", result="好", row_version=detail.row.row_version
    )
    hands.settle()
    for attempt in (1, 2, 3):
        clock.forward(days=1)
        hands.press(KEY.Key_Return)
        hands.settle()
        assert hands.page.steps.step == "ask"
        hands.press(KEY.Key_0)
        hands.save()
        assert hands.rows()[0].attempts == attempt
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.page.steps.step == "close"
    hands.save()
    assert (hands.rows()[0].status, hands.rows()[0].score) == ("closed", None)


def test_what_is_missing_is_said_and_nothing_is_lost(hands: Hands) -> None:
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.page.steps.pick("handled")
    hands.type("换货2箱")
    hands.save()
    assert hands.rows()[0].status == "new"
    assert hands.page.steps.fields is not None
    assert hands.page.steps.fields.values()["measure"] == "换货2箱"
    hands.page.steps.pick("assign")
    hands.save()
    assert hands.page.steps.fields.form.values()["owner"] is None
    hands.type("zm")
    hands.press(KEY.Key_Return)
    hands.save()
    assert hands.rows()[0].owner == "前台", "no reason, no new owner"
    hands.type("我休假")
    hands.save()
    assert (hands.rows()[0].owner, hands.rows()[0].first_owner) == ("赵明", "前台")


def test_undo_takes_a_step_back_whole(hands: Hands) -> None:
    hands.press(KEY.Key_Return)
    hands.settle()
    hands.save()
    assert hands.rows()[0].status == "working"
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert (hands.rows()[0].status, hands.rows()[0].notified_at) == ("new", None)
    assert [step.action for step in hands.detail().steps] == ["opened"]


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


def test_a_step_begun_comes_back_with_its_complaint(hands: Hands) -> None:
    other = service.register(hands.desk, NewComplaint(**(FULL | {"complainant": "孙丽", "company": ""}))).id  # type: ignore[arg-type]
    hands.settle()
    first = hands.rows()[0].id
    hands.page.open_complaint(first)
    hands.settle()
    hands.page.steps.pick("handled")
    hands.type("换到一半")
    hands.page.open_complaint(other)
    hands.settle()
    hands.page.open_complaint(first)
    hands.settle()
    assert hands.page.steps.step == "handled"
    assert hands.page.steps.fields is not None
    assert hands.page.steps.fields.values()["measure"] == "换到一半"


def test_a_step_looked_at_takes_nothing_from_the_one_that_was_begun(hands: Hands, clock: Clock) -> None:
    hands.press(KEY.Key_Return)
    hands.settle()
    steps = hands.page.steps
    steps.pick("handled")
    hands.type("换货2箱")
    hands.press(KEY.Key_Tab)
    hands.type("已签收")
    steps.at.setFocus()
    hands.type("10:00")
    steps.pick("note")
    steps.fields.start.setFocus()
    hands.type("客户来电")
    steps.pick("handled")
    assert (steps.fields.values()["measure"], steps.fields.values()["result"]) == ("换货2箱", "已签收")
    hands.save()
    row = hands.rows()[0]
    assert (row.status, row.measure, row.last_at) == (
        "followup",
        "换货2箱",
        clock.now.replace(hour=10, minute=0),
    )
    hands.press(KEY.Key_Return)
    hands.settle()
    assert steps.step == "ask"
    steps.pick("note")
    assert steps.fields.values()["text"] == "客户来电"


def test_what_another_seat_writes_takes_neither_caret_nor_time_from_who_types(
    hands: Hands, office: Path, clock: Clock
) -> None:
    hands.press(KEY.Key_Return)
    hands.settle()
    steps = hands.page.steps
    steps.pick("handled")
    steps.at.setFocus()
    hands.type("10:00")
    steps.fields.start.setFocus()
    hands.type("换货")
    before = hands.focus()
    with open_desk(office, clock=clock, by="赵明") as other:
        handling.note(other, hands.rows()[0].id, "contacted", "已联系仓库")
    hands.program.window.fetch()
    hands.settle()
    assert len(finding.detail(hands.desk, hands.rows()[0].id).steps) == 2
    assert hands.focus() == before
    hands.type("2箱")
    assert steps.fields.values()["measure"] == "换货2箱"
    assert steps.at.value() == clock.now.replace(hour=10, minute=0)


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


def test_the_empty_office_says_what_to_do(hands: Hands) -> None:
    row = hands.rows()[0]
    handling.withdraw(hands.desk, row.id, reason="弄错了", row_version=row.row_version)
    hands.settle()
    assert hands.listed() == []
    assert hands.page.stack.currentWidget() is hands.page._nothing


def test_the_two_lists_of_the_tab_change_places(hands: Hands) -> None:
    window = hands.program.window
    hands.press(KEY.Key_J, HELD.ControlModifier)
    hands.settle()
    assert window.stack.currentWidget() is window.page("calls")
    hands.press(KEY.Key_J, HELD.ControlModifier)
    hands.settle()
    assert window.stack.currentWidget() is window.page("complaints")
    window.go("today")
    hands.settle()
    window.go("calls")
    assert window.stack.currentWidget() is window.page("complaints")


def test_search_filter_and_chips(hands: Hands) -> None:
    service.register(
        hands.desk, NewComplaint(**(FULL | {"complainant": "孙丽", "company": "郑州豫泉酒业有限公司"}))
    )  # type: ignore[arg-type]
    hands.settle()
    assert hands.listed() == ["郑州豫泉酒业", "济南京源酒业"]
    for text, found in (
        ("zzyq", ["郑州豫泉酒业"]),
        ("压瘪", ["郑州豫泉酒业", "济南京源酒业"]),
        ("TS-202610-001", ["济南京源酒业"]),
    ):
        hands.page.search.setFocus()
        hands.page.search.selectAll()
        hands.type(text)
        hands.qtbot.waitUntil(lambda found=found: hands.listed() == found)
    hands.press(KEY.Key_Escape)
    hands.qtbot.waitUntil(lambda: len(hands.listed()) == 2)


def test_f9_makes_a_call_a_complaint_and_asks_for_what_is_needed(hands: Hands) -> None:
    window = hands.program.window
    hands.press(KEY.Key_F2)
    hands.type("13953106688")
    hands.press(KEY.Key_Return)
    hands.settle()
    page = window.page("calls")
    form = page.front_form()
    form.caller.setFocus()
    hands.type("李强")
    form.matter.setFocus()
    hands.type("瓶盖渗漏6瓶")
    hands.press(KEY.Key_F9)
    assert form.category.value() == "complaint"
    assert form.complained.isVisible() and form.complained.province.value() == "山东"
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Space)
    hands.save()
    assert len(hands.rows()) == 1, "the address is asked for first"
    assert hands.focus() == form.complained.address.accessibleName()
    hands.type("历下区山大路9号")
    hands.save()
    row = hands.rows()[1]
    typed = finding.detail(hands.desk, row.id).typed
    assert (row.complainant, row.address, typed.apologised, typed.thanked) == (
        "李强",
        "历下区山大路9号",
        True,
        True,
    )
    assert any("TS-202610-002" in words for words in hands.said())


def test_f3_finds_a_complaint_and_opens_it(hands: Hands, qtbot: QtBot) -> None:
    window = hands.program.window
    window.go("today")
    hands.settle()
    hands.press(KEY.Key_F3)
    hands.settle()
    hands.type("压瘪2箱")
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert window.stack.currentWidget() is hands.page
    assert hands.page.steps.isVisible()


def test_the_slip_is_shown_as_it_prints(hands: Hands, office: Path) -> None:
    from ui.kit.paper_panel import PaperPanel

    hands.press(KEY.Key_P, HELD.ControlModifier)
    hands.settle()
    (panel,) = hands.program.window.findChildren(PaperPanel)
    hands.qtbot.waitUntil(lambda: panel.preview.pages() == 1)
    assert [path.name for path in (office / "reports" / "slips").glob("*.pdf")] == [
        "投诉处理通知单 TS-202610-001.pdf"
    ]
    hands.press(KEY.Key_Escape)


def test_the_history_tells_who_did_what(hands: Hands) -> None:
    from ui.complaints import history

    hands.press(KEY.Key_Return)
    hands.settle()
    hands.save()
    steps = history.read(hands.desk, hands.rows()[0].id)
    assert [step.action for step in steps] == ["通知业务员", "受理"]
    assert ("状态", "待通知", "处理中") in steps[0].fields


def test_tab_goes_through_the_form_as_one_is_told(hands: Hands) -> None:
    hands.press(KEY.Key_N, HELD.ControlModifier)
    hands.settle()
    form = hands.form
    for field in (form.company, form.phone, form.province, form.city, form.address, form.category, form.content,
                  form.demand, form.apologised, form.thanked, form.solved, form.explained, form.offered):  # fmt: skip
        hands.press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is field or field.isAncestorOf(focus), field.accessibleName()
