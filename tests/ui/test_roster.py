"""The roster page: made, locked, made again, swapped, ticked, stood in for, all by keys; drawn, dragged, printed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import checks, finding, making, pool
from app.roster.finding import Cell
from tests.conftest import Clock
from tests.ui.program import opened, press, quiet, type_text
from ui.main import Program
from ui.roster.day_panel import DayPanel
from ui.roster.page import RosterPage
from ui.roster.panels import LeavePanel, ReasonPanel, StandInPanel
from ui.roster.pool_panel import PoolPanel
from ui.roster.words import absence_words, facts, weekdays_words

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SEVEN = ("李雪", "孙浩", "马丽", "周倩", "陈静", "王芳", "吴强")
OCTOBER, TODAY, FRIDAY = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 16)


@pytest.fixture
def staffed(desk: Desk) -> Iterator[None]:
    """Seven who sit in the office, nobody else takes part."""
    for row in pool.rows(desk):
        pool.save_member(desk, row.staff_id, resident=False)
    for name in SEVEN:
        people.add(desk, NewStaff(code=people.next_code(desk), name=name))
    yield
    desk.close()


@pytest.fixture
def made(staffed: None, desk: Desk) -> None:
    """October is made."""
    making.make(desk, OCTOBER, reason="whole")


def at_the_roster(program: Program, qtbot: QtBot) -> RosterPage:
    program.window.go("roster")
    page: RosterPage = program.window.page("roster")
    qtbot.waitUntil(lambda: page.shown is not None)
    quiet(program, qtbot)
    page.focus_start()
    return page


@pytest.fixture
def program(made: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> RosterPage:
    return at_the_roster(program, qtbot)


def settled(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    """Wait until what was done is written, heard of and read again."""
    quiet(program, qtbot)
    assert program.window.seat is not None
    feed = program.window.seat.changes
    qtbot.waitUntil(lambda: not feed._merge.isActive() and not feed._waiting)
    quiet(program, qtbot)
    page.grid.repaint()


def cells(page: RosterPage, on: date) -> tuple[Cell, ...]:
    assert page.shown is not None
    day = page.shown.day(on)
    assert day is not None
    return day.cells


def swappable(page: RosterPage) -> tuple[Cell, Cell]:
    """Turns of Friday and of a later day whose people may change places."""
    assert page.shown is not None
    for day in page.shown.days[18:]:
        for one in cells(page, FRIDAY):
            for other in day.cells:
                people_here = {c.staff_id for c in cells(page, FRIDAY)}
                if other.staff_id not in people_here and one.staff_id not in {c.staff_id for c in day.cells}:
                    return one, other
    raise AssertionError("nobody can swap")


def test_the_month_is_copied_as_a_table(page: RosterPage) -> None:
    press(Qt.Key.Key_C, CONTROL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    friday = next(line for line in lines if line[0] == "2026-10-16")
    assert friday[1:] == ["Fri", *(cell.name for cell in cells(page, FRIDAY))]
    assert "2026-10-10" in [line[0] for line in lines], "a Saturday that is worked"
    assert "2026-10-01" not in [line[0] for line in lines], "a holiday"
    assert page.room.last.text() == f"{len(lines)} days are on the clipboard."


def test_today_is_chosen_and_arrows_move_through_the_days(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    assert page.grid.current == TODAY and page.grid.hasFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert page.grid.current == date(2026, 10, 23)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Left)
    assert page.grid.current == TODAY
    press(Qt.Key.Key_2)
    assert page.grid.cell() == cells(page, TODAY)[1]
    press(Qt.Key.Key_PageDown)
    settled(page, program, qtbot)
    assert page.shown is not None and page.shown.month == date(2026, 11, 1) and not page.shown.made
    assert page.room.views.currentWidget() is page.room.empty
    press(Qt.Key.Key_PageUp)
    settled(page, program, qtbot)
    assert page.shown.month == OCTOBER, "the keys work where there is no calendar too"
    press(Qt.Key.Key_Home)
    settled(page, program, qtbot)
    assert page.grid.current == TODAY and page.room.views.currentWidget() is page.grid


def test_a_step_over_the_edge_turns_the_month(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    page.grid.choose(date(2026, 10, 1))
    press(Qt.Key.Key_Left)
    settled(page, program, qtbot)
    assert page.shown is not None and page.shown.month == date(2026, 9, 1)
    assert page.grid.current == date(2026, 9, 30)


def test_a_month_is_made_by_one_key_and_taken_back(
    staffed: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        page = at_the_roster(program, qtbot)
        assert page.room.views.currentWidget() is page.room.empty
        press(Qt.Key.Key_G, CONTROL)
        settled(page, program, qtbot)
        assert page.room.views.currentWidget() is page.grid and len(cells(page, FRIDAY)) == 2
        assert page.grid.hasFocus(), "the arrows work at once"
        assert page.room.fair.text().endswith("apart")
        press(Qt.Key.Key_U, ALT)
        settled(page, program, qtbot)
        assert page.room.views.currentWidget() is page.room.empty


def test_days_that_are_over_stay_blank_until_a_reason_is_given(
    staffed: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        page = at_the_roster(program, qtbot)
        press(Qt.Key.Key_G, CONTROL)
        settled(page, program, qtbot)
        assert cells(page, TODAY) and not cells(page, date(2026, 10, 14))
        assert "6 days that are over have nobody" in page.room.facts.text()
        before = cells(page, FRIDAY)
        press(Qt.Key.Key_Left)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(page.acting.panel, ReasonPanel) and page.acting.panel.isVisible())
        press(Qt.Key.Key_Return)
        assert isinstance(page.acting.panel, ReasonPanel), "no reason, no change"
        type_text("was done by the paper list")
        press(Qt.Key.Key_Return)
        settled(page, program, qtbot)
        assert len(cells(page, date(2026, 10, 14))) == 2
        assert [cell.name for cell in cells(page, FRIDAY)] == [cell.name for cell in before]


def test_what_is_locked_stays_when_the_rest_is_made_again(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Right)
    locked = page.grid.cell()
    assert locked is not None
    press(Qt.Key.Key_F8)
    settled(page, program, qtbot)
    before = [cell.name for day in page.shown.days for cell in day.cells]  # type: ignore[union-attr]
    press(Qt.Key.Key_G, CONTROL)
    settled(page, program, qtbot)
    after = [cell.name for day in page.shown.days for cell in day.cells]  # type: ignore[union-attr]
    now = page.shown.cell(locked.id)  # type: ignore[union-attr]
    assert now is not None and (now.name, now.locked) == (locked.name, True)
    assert before != after
    assert "1 locked turn stayed" in page.room.last.text()


def test_two_turns_are_swapped_by_cutting_and_pasting(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    one, other = swappable(page)
    page.grid.choose(one.on, one.place)
    press(Qt.Key.Key_X, CONTROL)
    assert page.grid.cut_id == one.id
    page.grid.choose(other.on, other.place)
    press(Qt.Key.Key_V, CONTROL)
    settled(page, program, qtbot)
    now = page.shown.cell(one.id)  # type: ignore[union-attr]
    assert now is not None and (now.name, now.swapped_from) == (other.name, one.name)
    assert page.grid.cut_id == 0 and not page.room.undo_last.isHidden()
    page.room.undo_last.click()
    settled(page, program, qtbot)
    assert page.shown.cell(one.id).name == one.name  # type: ignore[union-attr]


def test_a_swap_that_cannot_be_is_told_and_nothing_changes(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_V, CONTROL)
    assert "Ctrl X" in program.window.toasts.shown()[-1].words
    cell = page.grid.cell()
    press(Qt.Key.Key_X, CONTROL)
    press(Qt.Key.Key_V, CONTROL)
    settled(page, program, qtbot)
    assert "one and the same turn" in program.window.toasts.shown()[-1].words
    assert page.grid.cell() == cell


def test_a_name_is_dragged_onto_another(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    one, other = swappable(page)
    page.grid.repaint()

    def middle(cell: Cell) -> QPoint:
        spot = next(spot for spot in page.grid._spots if spot.cell.id == cell.id)
        return spot.rect.center().toPoint()

    QTest.mousePress(page.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(one))
    QTest.mouseMove(page.grid, middle(one) + QPoint(40, 10))
    QTest.mouseMove(page.grid, middle(other))
    QTest.mouseRelease(page.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(other))
    settled(page, program, qtbot)
    assert page.shown.cell(other.id).name == one.name  # type: ignore[union-attr]


def test_space_ticks_the_day_and_again_takes_it_off(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Space)
    settled(page, program, qtbot)
    assert page.grid.day().state == "done"  # type: ignore[union-attr]
    press(Qt.Key.Key_Space)
    settled(page, program, qtbot)
    assert page.grid.day().state == "open"  # type: ignore[union-attr]
    page.grid.choose(FRIDAY)
    press(Qt.Key.Key_Space)
    settled(page, program, qtbot)
    assert "still to come" in program.window.toasts.shown()[-1].words


def test_somebody_ill_is_stood_in_for_with_two_keys(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    ill = page.grid.cell()
    assert ill is not None
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, StandInPanel) and page.acting.panel.isVisible())
    press(Qt.Key.Key_Return)
    settled(page, program, qtbot)
    now = page.shown.cell(ill.id)  # type: ignore[union-attr]
    assert now is not None and (now.swapped_from, now.how) == (ill.name, "substitute")
    assert [row.name for row in page.shown.leaves] == [ill.name]  # type: ignore[union-attr]
    assert page.acting.panel is None and page.grid.hasFocus()


def test_the_people_of_a_day_are_changed_in_its_form(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    before = cells(page, TODAY)
    other = next(name for name in SEVEN if name not in {cell.name for cell in before})
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, DayPanel) and page.acting.panel.isVisible())
    panel = page.acting.panel
    assert isinstance(panel, DayPanel)
    assert QApplication.focusWidget() is panel.people()[0]
    panel.people()[0].selectAll()
    type_text(before[1].name)
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert "two places" in panel.wrong.text(), "refused, and still open with what was typed"
    panel.people()[0].setFocus()
    panel.people()[0].selectAll()
    type_text(other)
    panel._rows[1][4].set_value("9")
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert page.acting.panel is None
    now = cells(page, TODAY)
    assert [cell.name for cell in now] == [other, before[1].name]
    assert (now[0].how, now[1].score, now[1].done) == ("hand", 9, True)


def test_an_absence_is_noted_and_warned_of_until_the_rest_is_made(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    assert page.room.trouble_row.isHidden()
    press(Qt.Key.Key_Right)
    who = page.grid.cell()
    assert who is not None
    press(Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, LeavePanel) and page.acting.panel.isVisible())
    panel = page.acting.panel
    assert isinstance(panel, LeavePanel)
    panel.last.set_value(date(2026, 10, 10))
    press(Qt.Key.Key_Return, CONTROL)
    assert page.acting.panel is panel, "the days are the wrong way round"
    panel.last.set_value(date(2026, 10, 30))
    panel.reason.set_value("出差")
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert page.room.trouble.text().startswith(f"{who.name} (出差) still stands on")
    press(Qt.Key.Key_G, CONTROL)
    settled(page, program, qtbot)
    assert page.room.trouble_row.isHidden()
    assert not any(c.name == who.name for d in page.shown.days[15:30] for c in d.cells)  # type: ignore[union-attr]
    page.side.leave_gone.emit(page.shown.leaves[0].id)  # type: ignore[union-attr]
    settled(page, program, qtbot)
    assert page.shown.leaves == ()  # type: ignore[union-attr]


def test_why_is_told_for_the_chosen_one_and_at_the_mouse(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    cell = page.grid.cell()
    assert cell is not None
    qtbot.waitUntil(lambda: page.room.why.text().startswith(f"{cell.name} · "))
    assert "this year before" in page.room.why.text()


def test_a_month_that_is_over_asks_for_a_reason(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    page.turn(-1)
    settled(page, program, qtbot)
    press(Qt.Key.Key_G, CONTROL)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, ReasonPanel) and page.acting.panel.isVisible())
    press(Qt.Key.Key_Return)
    assert isinstance(page.acting.panel, ReasonPanel), "no reason, no month"
    type_text("catching up")
    press(Qt.Key.Key_Return)
    settled(page, program, qtbot)
    assert page.shown is not None and page.shown.made


def test_rules_are_saved_person_by_person_pairs_and_tasks(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, PoolPanel) and page.acting.panel.isVisible())
    panel = page.acting.panel
    assert isinstance(panel, PoolPanel)
    quiet(program, qtbot)
    wang = next(i for i, row in panel._source.by_id.items() if row.name == "王芳")
    panel.list.set_current(wang)
    panel.avoid.set_value("5")
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert panel._source.by_id[wang].avoid == "5"
    panel.share.set_value("5")
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert "10 and 100" in panel.wrong.text()
    panel.tabs.pick("apart")
    panel.one.set_value(wang)
    panel.other.set_value(wang + 1)
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    assert len(page.shown.apart) == 1  # type: ignore[union-attr]
    panel.tabs.pick("tasks")
    panel.tasks[2][0].set_value("绿植")
    press(Qt.Key.Key_Return, CONTROL)
    settled(page, program, qtbot)
    panel.close_up()
    desk = program.window.seat.desk  # type: ignore[union-attr]
    assert [task.name for task in pool.tasks(desk)][2:] == ["绿植"]
    assert any("王芳 not on Fri" in line.text() for line in page.side.findChildren(type(page.room.why)))


def test_scores_of_desks_are_typed_from_desk_to_desk(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    page.room.view.pick("desks")
    assert page.room.desk_grid.hasFocus() and page.room.desk_grid.column == 1, "the week that runs"
    press(Qt.Key.Key_9)
    settled(page, program, qtbot)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_0)
    settled(page, program, qtbot)
    desk = program.window.seat.desk  # type: ignore[union-attr]
    scores = {row.name: row.scores[1].score for row in checks.month(desk, OCTOBER).rows if row.scores[1]}
    assert scores == {"李雪": 9, "孙浩": 10}
    press(Qt.Key.Key_Delete)
    settled(page, program, qtbot)
    assert checks.month(desk, OCTOBER).rows[1].scores[1] is None


def test_the_sheet_is_shown_small_in_full_and_printed(
    page: RosterPage, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: page.side.sheet._image is not None)
    page.side.sheet.click()
    qtbot.waitUntil(lambda: page.previewing() and page.paper_view.preview.pages() == 2)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(1, 1)
    page.paper_view.preview.print_to(printer)
    qtbot.waitUntil(
        lambda: any("1 page" in toast.words for toast in program.window.toasts.shown()), timeout=15_000
    )
    assert (tmp_path / "out.pdf").stat().st_size > 10_000
    press(Qt.Key.Key_Escape)
    assert not page.previewing() and page.grid.hasFocus()


def test_the_month_as_workbook_and_calendar_files(
    page: RosterPage, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page.files.write_table(tmp_path / "october.xlsx")
    page.files.write_calendars(tmp_path)
    quiet(program, qtbot)
    assert openpyxl.load_workbook(tmp_path / "october.xlsx").sheetnames[0] == "Wall sheet"
    assert {path.stem.split()[-1] for path in tmp_path.glob("*.ics")} == set(SEVEN)


def test_the_view_is_remembered(made: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        at_the_roster(program, qtbot).room.view.pick("people")
    with opened(office, qtbot, clock) as program:
        page = at_the_roster(program, qtbot)
        assert page.room.view.value() == "people" and page.room.views.currentIndex() == 1
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Right)
        assert (page.room.people.row, page.room.people.current) == (1, FRIDAY)


def test_today_shows_who_is_on_duty_ticks_it_and_reminds_once(program: Program, qtbot: QtBot) -> None:
    window = program.window
    side = window.page("today").side
    qtbot.waitUntil(lambda: side.duty.day is not None)
    assert not side.duty.isHidden()
    names = [cell.name for cell in side.duty.day.cells]
    qtbot.waitUntil(lambda: any("On duty today" in toast.words for toast in window.toasts.shown()))
    reminded = [toast for toast in window.toasts.shown() if "On duty today" in toast.words]
    assert len(reminded) == 1 and all(name in reminded[0].words for name in names)
    side.duty.done.click()
    qtbot.waitUntil(lambda: side.duty.day.state == "done")
    assert window.seat is not None
    assert finding.on_duty(window.seat.desk, TODAY).state == "done"
    window.page("today").refresh()
    quiet(program, qtbot)
    assert len([toast for toast in window.toasts.shown() if "On duty today" in toast.words]) <= 1
    side.duty.change_wanted.emit()
    quiet(program, qtbot)
    assert window.rail.chosen() == "roster" and window.page("roster").grid.current == TODAY


def test_sentences(page: RosterPage) -> None:
    assert page.shown is not None
    assert facts(page.shown) == "18 working days, 2 a day; National Day off 1—7; 10 (Sat) worked instead"
    assert weekdays_words("15") == "Mon, Fri"
    assert absence_words("吴强", FRIDAY, date(2026, 11, 2), "出差") == "吴强 10-16 to 11-2 出差"
