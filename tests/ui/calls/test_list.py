"""The list of calls and the call shown: search, chips, order, bin, export, change, conflict, other seats."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.calls import finding, promises, service
from app.calls.rules import NewCall
from app.complaints import handling
from app.complaints.words import status_label
from app.office.desk import Desk
from app.overview.opening import open_desk
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands
from ui.kit.dialogs import ConflictDialog
from ui.kit.labels import Line


@contextmanager
def elsewhere(office: Path, clock: Clock) -> Iterator[Desk]:
    """Another process on the same office."""
    with open_desk(office, clock=clock) as other:
        yield other


def log(desk: Desk, clock: Clock, **fields: object) -> int:
    usual: dict[str, object] = {
        "started_at": clock.now,
        "number": "95588",
        "category": "other",
        "matter": "对账",
    }
    return service.log(desk, NewCall(**(usual | fields))).id  # type: ignore[arg-type]


def test_a_call_logged_by_another_process_appears_within_a_second(
    hands: Hands, office: Path, clock: Clock, qtbot: QtBot
) -> None:
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.type("not to be overwritten")
    with elsewhere(office, clock) as other:
        log(other, clock, number="4008001234", matter="from the shell")
    qtbot.waitUntil(lambda: "400 800 1234" in hands.listed(), timeout=1000)
    assert hands.form.matter.value() == "not to be overwritten"


def test_search_looks_through_all_days(hands: Hands, clock: Clock, qtbot: QtBot) -> None:
    log(hands.desk, clock, started_at=clock.now - timedelta(days=40), number="13803710000", caller_name="孙丽",
        company="郑州豫泉酒业有限公司", matter="对账单")  # fmt: skip
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]
    table, search = hands.page.table, hands.page.search
    for text, found in (
        ("zzyq", ["郑州豫泉酒业"]), ("sunli", ["郑州豫泉酒业"]), ("对账单", ["郑州豫泉酒业"]),
        ("0000", ["郑州豫泉酒业"]),
        ("青花", ["济南京源酒业"]), ("没有这样的", []),
    ):  # fmt: skip
        search.setText(text)
        qtbot.waitUntil(lambda found=found: hands.listed() == found and table.complete())
    assert hands.page.chips.value() == "all"
    search.empty()
    hands.settle()
    assert hands.page.chips.value() == "today"
    assert hands.listed() == ["济南京源酒业"]


def test_letters_typed_in_the_list_search(hands: Hands) -> None:
    hands.page.table.setFocus()
    hands.type("jnjy")
    hands.settle()
    assert hands.page.search.text() == "jnjy"
    assert hands.listed() == ["济南京源酒业"]


def test_chips_show_missed_and_owed_with_their_counts(hands: Hands, clock: Clock) -> None:
    log(hands.desk, clock, direction="missed", number="05368226170", matter="")
    log(hands.desk, clock, outcome="promised", number="95533", matter="什么时候到")
    hands.settle()
    names = [chip.accessibleName() for chip in hands.page.chips._chips.values()]
    assert names == ["Today 3", "Missed 1", "Owed 1", "All"]
    hands.page.chips._chips["missed"].click()
    hands.settle()
    assert hands.listed() == ["0536 822 6170"]
    hands.page.chips._chips["owed"].click()
    hands.settle()
    assert hands.listed() == ["95533"]


def test_a_promise_kept_elsewhere_changes_the_row_and_the_view(
    hands: Hands, clock: Clock, office: Path
) -> None:
    log(hands.desk, clock, outcome="promised", number="95533", matter="什么时候到")
    hands.settle()
    (owed,) = promises.owed(hands.desk)
    hands.page.open_call(owed.call_id)
    hands.settle()
    with elsewhere(office, clock) as other:
        clock.forward(minutes=5)
        promises.called(other, owed.id, answer="明天到", row_version=owed.row_version)
    hands.settle()
    hands.program.window.fetch()
    hands.settle()
    assert "明天到" in [one.text() for one in hands.page.view.findChildren(QLabel)]
    row = hands.page.table.current_row()
    assert row is not None and row.end.icon == "check"


def test_what_another_seat_changes_comes_into_a_filtered_list_and_leaves_it(
    hands: Hands, clock: Clock, office: Path
) -> None:
    other_call = log(hands.desk, clock, number="95533")
    hands.page.list.restore({"asked": {"preset": "all", "values": {"category": ["shipment"]}}})
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]
    with elsewhere(office, clock) as other:
        for row in finding.rows(other, list(finding.find(other, finding.CallQuery()))):
            assert row is not None
            found = finding.detail(other, row.id)
            category = "shipment" if row.id == other_call else "order"
            service.change(
                other, row.id, replace(found.typed, category=category), row_version=row.row_version
            )
    hands.program.window.fetch()
    hands.settle()
    assert hands.listed() == ["95533"]


def test_days_are_chosen_and_dropped(hands: Hands, clock: Clock) -> None:
    log(hands.desk, clock, started_at=clock.now - timedelta(days=3), number="95533")
    days = {"started_at": {"first": "2026-10-10", "last": "2026-10-13"}}
    hands.page.list.restore({"asked": {"preset": "today", "values": days}})
    hands.settle()
    assert hands.listed() == ["95533"]
    assert hands.page.chips.value() == "all"
    hands.page.list.restore({"asked": {"preset": "today"}})
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]


def test_columns_sort_in_a_wide_window(hands: Hands, clock: Clock) -> None:
    log(hands.desk, clock, company="王记酒行")
    log(hands.desk, clock, company="李家商店", number="95533")
    hands.program.window.resize(1920, 1000)
    hands.settle()
    table = hands.page.table
    assert not table.in_lines
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)
    hands.settle()
    assert hands.listed() == ["济南京源酒业", "李家商店", "王记酒行"]
    header.sectionClicked.emit(1)
    hands.settle()
    assert hands.listed() == ["王记酒行", "李家商店", "济南京源酒业"]


def test_del_puts_into_the_bin_where_it_can_be_restored(hands: Hands, qtbot: QtBot) -> None:
    hands.page.table.setFocus()
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert hands.listed() == []
    assert hands.said() == ["1 call is in the bin"]
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]
    hands.page.table.setFocus()
    hands.page.table.go_first()
    hands.press(KEY.Key_Delete)
    hands.settle()
    menu = hands.page.list.list.menu()
    next(action for action in menu.actions() if action.text() == "Bin").trigger()
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]
    assert hands.page.view.restore.isVisible() and not hands.page.view.edit.isVisible()
    hands.page.view.restore.click()
    hands.settle()
    assert [row.deleted for row in hands.rows()] == [False]
    menu.close()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_listed_is_exported(hands: Hands, clock: Clock, tmp_path: Path, ending: str) -> None:
    log(hands.desk, clock, started_at=clock.now - timedelta(days=3))
    hands.settle()
    hands.page.list.list.export_to(tmp_path / f"listed.{ending}")
    hands.settle()
    assert hands.said() == [f"1 call written to listed.{ending}."]
    if ending == "csv":
        lines = (tmp_path / "listed.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert "济南京源酒业有限公司" in lines[1]


def test_f4_changes_a_call_and_keeps_what_the_form_does_not_show(hands: Hands) -> None:
    before = finding.detail(hands.desk, hands.rows()[0].id).typed
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.matter.set_value("改过的事由")
    hands.save()
    after = finding.detail(hands.desk, hands.rows()[0].id).typed
    assert after == replace(before, matter="改过的事由")
    assert hands.page.view.detail is not None and hands.page.view.detail.typed.matter == "改过的事由"


def test_a_number_put_back_as_it_was_is_looked_up_and_the_change_saved(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    number = hands.form.number
    assert (number.text(), number.value()) == ("139 5310 6688", "13953106688")
    number.setFocus()
    hands.press(KEY.Key_End)
    hands.type("1")
    hands.settle()
    hands.press(KEY.Key_Backspace, KEY.Key_Return)
    hands.settle()
    assert number.last().text == number.value()
    hands.form.matter.set_value("改过的事由")
    hands.save()
    assert hands.rows()[0].matter == "改过的事由"


def test_a_time_in_the_future_is_refused_under_its_field(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    started = hands.form.started
    assert started is not None
    started.setFocus()
    started.selectAll()
    hands.type("2026-10-16 9:00")
    hands.save()
    assert started.hasFocus()
    assert hands.errors() == ["The call lies in the future. Correct its time or the clock of this PC."]


def test_esc_leaves_a_change_that_is_none(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.page.stack.currentWidget() is hands.page.view
    assert hands.listed() == ["济南京源酒业"]


def test_a_change_set_aside_is_gone_on_with(hands: Hands) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.answer.set_value("half an answer")
    hands.press(KEY.Key_Escape)
    hands.settle()
    row = hands.page.table.model().row_at(0)
    assert row and row.mark.text == "Change"
    hands.page.table.setFocus()
    hands.press(KEY.Key_F4)
    hands.settle()
    assert hands.form.answer.value() == "half an answer"
    hands.save()
    assert hands.rows()[0].answer == "half an answer"


def test_two_change_one_call_and_choose(hands: Hands, office: Path, clock: Clock) -> None:
    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.matter.set_value("mine")
    call_id = hands.rows()[0].id
    with elsewhere(office, clock) as other:
        found = finding.detail(other, call_id)
        theirs = replace(found.typed, matter="theirs", answer="their answer")
        service.change(other, call_id, theirs, row_version=found.row.row_version)
    hands.save()
    (dialog,) = hands.program.window.findChildren(ConflictDialog)
    assert dialog.choice() == {"matter": "ours", "answer": "theirs"}
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    assert [(row.matter, row.answer) for row in hands.rows()] == [("mine", "their answer")]


def test_the_history_says_who_changed_what(hands: Hands) -> None:
    from ui.calls import history

    hands.press(KEY.Key_F4)
    hands.settle()
    hands.form.category.pick("order")
    hands.save()
    changed, logged = history.read(hands.desk, hands.rows()[0].id)
    assert (changed.action, changed.fields) == ("changed", (("Category", "Shipment", "Order"),))
    assert (logged.action, logged.fields) == ("logged", ())
    hands.page.show_history()
    hands.settle()
    hands.press(KEY.Key_Escape)


def test_how_the_page_was_left_comes_back(hands: Hands) -> None:
    hands.page.chips._chips["all"].click()
    hands.settle()
    state = hands.page.state()
    hands.page.chips._chips["today"].click()
    hands.page.restore(state)
    hands.settle()
    assert hands.page.chips.value() == "all"


def test_every_control_has_a_name(hands: Hands) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    hands.take("13012345678")
    hands.press(KEY.Key_F8)
    nameless = [
        one for one in hands.page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.accessibleName()
    ]  # fmt: skip
    assert nameless == []


def test_a_call_shows_how_far_the_complaint_is_that_it_became(hands: Hands, qtbot: QtBot) -> None:
    seat = hands.program.window.seat
    assert seat is not None
    new = NewCall(started_at=seat.desk.now(), number="13803710000", caller_name="孙丽", category="complaint",
                  matter="外箱压瘪", outcome="complaint")  # fmt: skip
    seat.jobs.write(lambda _progress: service.log(seat.desk, new))
    hands.settle()
    hands.page.open_call(hands.rows()[-1].id)
    hands.settle()

    def shown(status: str) -> bool:
        return any(status_label(status) in line.text() for line in hands.page.view.findChildren(Line))

    assert shown("new")
    found = hands.page.view.detail
    assert found is not None and found.complaint is not None
    complaint = found.complaint
    seat.jobs.write(lambda _progress: handling.withdraw(
        seat.desk, complaint.id, reason="弄错了", row_version=complaint.row_version))  # fmt: skip
    qtbot.waitUntil(lambda: shown("withdrawn"))
