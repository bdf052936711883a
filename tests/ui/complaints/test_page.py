"""A complaint from the list to its end by keys: told, confirmed, handled, asked, reopened, closed."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.complaints import finding, handling, service
from app.complaints.rules import NewComplaint
from app.overview.opening import open_desk
from tests.conftest import Clock
from tests.ui.complaints.conftest import FULL, HELD, KEY, Hands


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
