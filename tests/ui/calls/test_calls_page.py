"""The calls page at the real window, by keys: known callers, promises, transfers, refusals, drafts, other seats."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.calls import finding, promises, service
from app.calls.finding import CallQuery, CallRow
from app.office.desk import Desk
from app.overview.opening import open_desk
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui.calls.page import CallsPage
from ui.main import Program

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(desk: Desk, office: Path, qtbot: QtBot, clock: Clock, log_call: LogCall) -> Iterator[Program]:
    log_call()
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> CallsPage:
    program.window.go("calls")
    quiet(program, qtbot)
    made: CallsPage = program.window.page("calls")
    return made


def rows(page: CallsPage) -> list[CallRow]:
    desk = page._seat.desk
    ids = finding.find(desk, CallQuery(descending=False))
    return [row for row in finding.rows(desk, list(ids)) if row is not None]


def take(page: CallsPage, program: Program, qtbot: QtBot, number: str) -> None:
    """F2, the number, and Enter once the number is known or known to be new."""
    press(KEY.Key_F2)
    qtbot.waitUntil(lambda: page._form is not None and page._form.number.hasFocus())
    type_text(number)
    qtbot.wait(60)  # the number box waits for quiet before it asks
    quiet(program, qtbot)
    press(KEY.Key_Return)
    quiet(program, qtbot)


def save(page: CallsPage, program: Program, qtbot: QtBot) -> None:
    press(KEY.Key_Return, CONTROL)
    quiet(program, qtbot)


def test_a_known_caller_by_the_last_four_digits(page: CallsPage, program: Program, qtbot: QtBot) -> None:
    take(page, program, qtbot, "6688")
    form = page._form
    assert form is not None
    assert (form.number.value(), form.caller.value(), form.company.value()) == (
        "139 5310 6688", "王建国", "济南京源酒业有限公司",
    )  # fmt: skip
    press(KEY.Key_1)
    assert form.matter.hasFocus()
    type_text("price of the 53")
    press(KEY.Key_Tab)
    type_text("268 a bottle")
    save(page, program, qtbot)
    last = rows(page)[-1]
    assert (last.category, last.outcome, last.matter, last.answer) == (
        "inquiry", "answered", "price of the 53", "268 a bottle",
    )  # fmt: skip
    assert page._form is None
    press(KEY.Key_U, Qt.KeyboardModifier.AltModifier)
    quiet(program, qtbot)
    assert len(rows(page)) == 1


def test_an_unknown_number_asks_for_the_name_first(page: CallsPage, program: Program, qtbot: QtBot) -> None:
    take(page, program, qtbot, "13012345678")
    form = page._form
    assert form is not None
    assert form.caller.hasFocus()
    type_text("Zhao")
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    press(KEY.Key_8)
    type_text("wants a catalogue")
    save(page, program, qtbot)
    assert (rows(page)[-1].caller_name, rows(page)[-1].category) == ("Zhao", "other")


def test_f8_promises_two_working_hours_and_the_owner_of_the_province(
    page: CallsPage, program: Program, qtbot: QtBot
) -> None:
    take(page, program, qtbot, "13953106688")
    press(KEY.Key_3)
    type_text("where is it")
    press(KEY.Key_F8)
    quiet(program, qtbot)
    save(page, program, qtbot)
    (owed,) = promises.owed(page._seat.desk)
    assert (owed.finder, owed.matter, f"{owed.due_at:%H:%M}") == ("刘洋", "where is it", "14:12")


def test_f7_transfers_to_a_colleague_by_initials(page: CallsPage, program: Program, qtbot: QtBot) -> None:
    take(page, program, qtbot, "13953106688")
    press(KEY.Key_5)
    type_text("logistics please")
    press(KEY.Key_F7)
    type_text("hf")
    qtbot.wait(60)
    press(KEY.Key_Return)
    save(page, program, qtbot)
    last = rows(page)[-1]
    assert (last.outcome, last.transfer_to, last.transfer_reached) == ("transferred", "何芳", True)


@pytest.mark.parametrize(
    ("number", "matter", "focused"),
    [("13953106688", "", "matter"), ("1301234567", "short by one digit", "number"), ("", "nobody", "number")],
)
def test_what_is_refused_stays_typed_and_gets_the_caret(
    page: CallsPage, program: Program, qtbot: QtBot, number: str, matter: str, focused: str
) -> None:
    take(page, program, qtbot, number)
    form = page._form
    assert form is not None
    form.category.setFocus()
    press(KEY.Key_2)
    type_text(matter)
    save(page, program, qtbot)
    assert page._form is form
    assert form.matter.value() == matter
    assert getattr(form, focused).hasFocus()
    assert len(rows(page)) == 1


def test_esc_sets_aside_and_enter_goes_on(page: CallsPage, program: Program, qtbot: QtBot) -> None:
    take(page, program, qtbot, "13953106688")
    press(KEY.Key_1)
    type_text("half a sentence")
    press(KEY.Key_Escape)
    quiet(program, qtbot)
    assert page._form is None
    (name,) = page._drafts
    page._go_on(name)
    assert page._form is not None
    assert (page._form.matter.value(), page._form.category.value()) == ("half a sentence", "inquiry")
    save(page, program, qtbot)
    assert page._drafts == {}
    assert rows(page)[-1].matter == "half a sentence"


def test_a_killed_window_offers_what_was_typed(
    program: Program, page: CallsPage, qtbot: QtBot, office: Path, clock: Clock
) -> None:
    take(page, program, qtbot, "13953106688")
    press(KEY.Key_1)
    type_text("typed before the power went")
    assert page._draft is not None
    page._draft.save_now()
    quiet(program, qtbot)
    left_behind = shutil.copytree(office, office.with_name("left-behind"))
    with opened(left_behind, qtbot, clock) as again:
        again.window.go("calls")
        quiet(again, qtbot)
        (values,) = again.window.page("calls")._drafts.values()
        assert values["matter"] == "typed before the power went"


def test_editing_keeps_what_the_form_does_not_show_and_a_conflict_shows_both(
    program: Program, page: CallsPage, qtbot: QtBot, office: Path, clock: Clock
) -> None:
    qtbot.waitUntil(lambda: page._detail is not None)
    page.edit()
    form = page._form
    assert form is not None
    form.matter.set_value("mine")
    with open_desk(office, clock=clock) as other:
        detail = finding.detail(other, rows(page)[0].id)
        service.change(
            other, detail.row.id, replace(detail.typed, matter="theirs"), row_version=detail.row.row_version
        )
    save(page, program, qtbot)
    from ui.kit.dialogs import ConflictDialog

    (dialog,) = program.window.findChildren(ConflictDialog)
    assert dialog.choice() == {"matter": "ours"}
    dialog._save()
    quiet(program, qtbot)
    assert [row.matter for row in rows(page)] == ["mine"]
    assert rows(page)[0].answer == "已到济南转运场"


def test_a_call_logged_by_another_process_appears_within_a_second(
    program: Program, page: CallsPage, qtbot: QtBot, office: Path, clock: Clock
) -> None:
    assert page.table.count() == 1
    from app.calls.rules import NewCall

    with open_desk(office, clock=clock) as other:
        service.log(other, NewCall(started_at=other.now(), number="95588", matter="from the shell"))
    qtbot.waitUntil(lambda: page.table.count() == 2, timeout=1000)


def test_search_finds_over_all_days_and_delete_is_taken_back(
    program: Program, page: CallsPage, qtbot: QtBot
) -> None:
    page.search.setText("jnjy")
    qtbot.waitUntil(lambda: page.table.count() == 1)
    page.search.setText("zzz")
    qtbot.waitUntil(lambda: page.table.count() == 0)
    page.search.empty()
    qtbot.waitUntil(lambda: page.table.count() == 1)
    page.table.setFocus()
    quiet(program, qtbot)
    page.table.go_first()
    qtbot.waitUntil(lambda: page.table.hasFocus() and page.table.selected_count() == 1)
    press(KEY.Key_Delete)
    quiet(program, qtbot)
    qtbot.waitUntil(lambda: page.table.count() == 0)
    press(KEY.Key_U, Qt.KeyboardModifier.AltModifier)
    quiet(program, qtbot)
    qtbot.waitUntil(lambda: page.table.count() == 1)


def test_what_is_listed_is_exported(program: Program, page: CallsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.export_to(tmp_path / "listed.csv")
    quiet(program, qtbot)
    lines = (tmp_path / "listed.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "济南京源酒业有限公司" in lines[1]


def test_a_number_handed_over_opens_the_form_with_the_caller(
    program: Program, page: CallsPage, qtbot: QtBot
) -> None:
    program.window.take_call(number="13953106688")
    quiet(program, qtbot)
    qtbot.waitUntil(lambda: page._form is not None and page._form.caller.value() == "王建国")
    assert page._form is not None
    assert page._form.category.isAncestorOf(QApplication.focusWidget())
