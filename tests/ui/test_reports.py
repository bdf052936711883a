"""The reports page: months, figures that equal the papers, preview of the very PDF, files written, cancelled."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.calls.totals import month_of_calls
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.overview import papers
from app.overview.months import months
from app.store.changes import Changes
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet
from ui.kit.changes import Burst
from ui.main import Program
from ui.reports.figures import change, read
from ui.reports.page import ReportsPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def calls(log_call: LogCall, clock: Clock) -> None:
    """Two calls in October, five in September, one in July."""
    for days in (0, 1):
        log_call(started_at=clock.now - timedelta(days=days, hours=1))
    for days in range(20, 25):
        log_call(started_at=clock.now - timedelta(days=days), category="order")
    log_call(started_at=clock.now - timedelta(days=90), category="complaint")


@pytest.fixture
def program(calls: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as running:
        running.window.go("reports")
        quiet(running, qtbot)
        yield running


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> ReportsPage:
    made = program.window.page("reports")
    qtbot.waitUntil(lambda: made._figures is not None and len(made._papers.pages) == len(papers.PAPERS))
    return made


def test_months_with_calls_and_this_one(calls: None, desk: Desk) -> None:
    found = [(each.month, each.calls) for each in months(desk)]
    assert found == [(date(2026, 10, 1), 2), (date(2026, 9, 1), 5), (date(2026, 7, 1), 1)]


def test_an_office_without_calls_lists_this_month_only(desk: Desk) -> None:
    assert [(each.month, each.calls) for each in months(desk)] == [(date(2026, 10, 1), 0)]


def test_the_last_month_that_is_over_is_chosen_with_its_figures(page: ReportsPage, program: Program) -> None:
    assert page.title.text() == "September 2026"
    assert page.months.current_id() == 202609
    assert page.view.calls.accessibleName() == "Calls 5"
    assert page.view.days.bars[20].value == 1
    assert program.window.seat is not None
    whole = month_of_calls(program.window.seat.desk, date(2026, 9, 1)).whole
    assert [bar.value for bar in page.view.categories.bars] == [whole.by_category["order"]]


def test_a_month_that_runs_is_compared_with_the_same_days_before(calls: None, desk: Desk) -> None:
    figures = read(desk, date(2026, 10, 1))
    assert figures.running
    assert figures.before.calls == 0, "the September calls came after the 15th"
    assert figures.working_days == 7  # the 10th is worked for the holiday


def test_enter_shows_the_very_pdf_and_escape_goes_back(
    page: ReportsPage, program: Program, qtbot: QtBot
) -> None:
    page.papers.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.previewing() and page.preview.pages() > 0)
    assert page.preview.pages() == page._papers.pages["calls"]
    quiet(program, qtbot)
    press(Qt.Key.Key_Escape)
    assert not page.previewing()
    assert page.papers.hasFocus()


def test_the_whole_month_is_written_and_the_folder_offered(
    page: ReportsPage, program: Program, qtbot: QtBot, office: Path
) -> None:
    assert not page._folder_button.isEnabled()
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(page._folder_button.isEnabled, timeout=10_000)
    written = sorted(file.name for file in (office / "reports" / "2026-09").iterdir())
    assert written == sorted(
        papers.file_name(each, date(2026, 9, 1), form) for each in papers.PAPERS for form in papers.FORMATS
    )
    toast = program.window.toasts.shown()[-1]
    assert f"September is written: {2 * len(papers.PAPERS)} files." in toast.words
    assert toast.action is not None
    assert all(row.cells[4].text.startswith("written") for row in page._papers.rows([1, 2]))


def test_a_folder_that_refuses_is_told(
    page: ReportsPage, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    page.write_all(blocked / "sub")
    qtbot.waitUntil(lambda: any(toast.error for toast in program.window.toasts.shown()))
    assert page._write_button.isEnabled()


def test_a_complaint_taken_in_meanwhile_stands_in_the_ledger_that_is_shown(
    page: ReportsPage, program: Program, qtbot: QtBot
) -> None:
    seat = program.window.seat
    assert seat is not None
    drawn: list[Path] = []
    ledger = papers.paper("complaint-register")
    page._drawing.draw(ledger, date(2026, 9, 1), done=drawn.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: len(drawn) == 1)
    new = NewComplaint(
        complainant="王建国", phone="13953106688", content="外箱压瘪", province="山东", address="泺源大街2号",
        received_at=datetime(2026, 9, 8, 9, 0, tzinfo=seat.desk.zone), lenient=True,
    )  # fmt: skip
    seat.jobs.write(lambda _progress: complaints.register(seat.desk, new))
    qtbot.waitUntil(lambda: page._drawing.pages(ledger, date(2026, 9, 1)) is None)
    page._drawing.draw(ledger, date(2026, 9, 1), done=drawn.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert drawn[0] != drawn[1]


def test_news_do_not_lead_back_to_the_month_before(page: ReportsPage, program: Program, qtbot: QtBot) -> None:
    seat = program.window.seat
    assert seat is not None
    page.months.set_current(202607)
    seat.changes.changed.emit(Burst((Changes("call.log", (), "elsewhere", 1),)))
    quiet(program, qtbot)
    assert page.title.text() == "July 2026"


def test_a_call_logged_meanwhile_counts(
    page: ReportsPage, program: Program, qtbot: QtBot, log_call: LogCall
) -> None:
    from app.calls.rules import NewCall
    from app.calls.service import log

    seat = program.window.seat
    assert seat is not None
    began = seat.desk.now() - timedelta(days=20)
    seat.save(lambda _progress: log(seat.desk, NewCall(started_at=began, number="95588", matter="对账")))
    qtbot.waitUntil(lambda: page.view.calls.accessibleName().startswith("Calls 6"))
    quiet(program, qtbot)


def test_changes_are_said_with_their_sign() -> None:
    assert (change(110, 100), change(90, 100), change(5, 0), change(None, 5)) == ("+10.0%", "−10.0%", "", "")


def test_a_month_without_calls_still_has_its_papers(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as running:
        running.window.go("reports")
        page = running.window.page("reports")
        qtbot.waitUntil(lambda: len(page._papers.pages) == len(papers.PAPERS), timeout=10_000)
        assert page.title.text() == "October 2026"
        assert page.view._first.isHidden()
