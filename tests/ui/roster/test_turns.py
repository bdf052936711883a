"""Turns by hand: swapped, dragged, ticked, stood in for, changed in the day's form, reminded of."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from app.roster import finding, making, pool
from app.roster.rules import Task
from app.roster.shown import Cell
from tests.conftest import Clock
from tests.ui.program import opened, press, quiet, settled, type_text
from tests.ui.roster.conftest import (
    CONTROL,
    FRIDAY,
    OCTOBER,
    SEVEN,
    TODAY,
    at_the_roster,
    cells,
    swappable,
)
from ui.main import Program
from ui.roster.day_panel import DayPanel
from ui.roster.page import RosterPage
from ui.roster.panels import StandInPanel


def test_two_turns_are_swapped_by_cutting_and_pasting(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    one, other = swappable(page)
    page.grid.choose(one.on, one.place)
    press(Qt.Key.Key_X, CONTROL)
    assert page.grid.cut_id == one.id
    page.grid.choose(other.on, other.place)
    press(Qt.Key.Key_V, CONTROL)
    settled(program, qtbot)
    now = page.shown.cell(one.id)  # type: ignore[union-attr]
    assert now is not None and (now.name, now.swapped_from) == (other.name, one.name)
    assert page.grid.cut_id == 0 and not page.room.undo_last.isHidden()
    page.room.undo_last.click()
    settled(program, qtbot)
    assert page.shown.cell(one.id).name == one.name  # type: ignore[union-attr]


def test_a_swap_that_cannot_be_is_told_and_nothing_changes(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_V, CONTROL)
    assert any("Ctrl X" in toast.words for toast in program.window.toasts.shown())
    cell = page.grid.cell()
    press(Qt.Key.Key_X, CONTROL)
    press(Qt.Key.Key_V, CONTROL)
    settled(program, qtbot)
    assert any("one and the same turn" in toast.words for toast in program.window.toasts.shown())
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
    settled(program, qtbot)
    assert page.shown.cell(other.id).name == one.name  # type: ignore[union-attr]


def test_space_ticks_the_day_and_again_takes_it_off(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Space)
    settled(program, qtbot)
    assert page.grid.day().state == "done"  # type: ignore[union-attr]
    press(Qt.Key.Key_Space)
    settled(program, qtbot)
    assert page.grid.day().state == "open"  # type: ignore[union-attr]
    page.grid.choose(FRIDAY)
    press(Qt.Key.Key_Space)
    settled(program, qtbot)
    assert any("still to come" in toast.words for toast in program.window.toasts.shown())


def test_somebody_ill_is_stood_in_for_with_two_keys(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    ill = page.grid.cell()
    assert ill is not None
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, StandInPanel) and page.acting.panel.isVisible())
    press(Qt.Key.Key_Return)
    settled(program, qtbot)
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
    settled(program, qtbot)
    assert "two places" in panel.wrong.text(), "refused, and still open with what was typed"
    panel.people()[0].setFocus()
    panel.people()[0].selectAll()
    type_text(other)
    panel._rows[1][4].set_value("9")
    press(Qt.Key.Key_Return, CONTROL)
    settled(program, qtbot)
    assert page.acting.panel is None
    now = cells(page, TODAY)
    assert [cell.name for cell in now] == [other, before[1].name]
    assert (now[0].how, now[1].score, now[1].done) == ("hand", 9, True)


def test_a_form_that_is_closed_before_the_disk_has_answered_is_saved_all_the_same(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    before = cells(page, TODAY)
    for names in (["", before[1].name], [before[1].name, before[1].name]):
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(page.acting.panel, DayPanel) and page.acting.panel.isVisible())
        panel = page.acting.panel
        assert isinstance(panel, DayPanel)
        for field, name in zip(panel.people(), names, strict=True):
            field.setFocus()
            field.selectAll()
            type_text(name) if name else press(Qt.Key.Key_Delete)
        press(Qt.Key.Key_Return, CONTROL)
        press(Qt.Key.Key_Escape)
        QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)
        settled(program, qtbot)
    assert [cell.name for cell in cells(page, TODAY)] == ["", before[1].name]
    assert "two places" in program.window.toasts.shown()[-1].words, "refused after it was closed"


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


def test_the_form_of_a_crowded_day_scrolls_to_what_has_the_focus(
    staffed: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock
) -> None:
    pool.save_tasks(desk, [Task("地面", 3, people=5), Task("窗台", 1, people=2)])
    making.make(desk, OCTOBER)
    desk.close()
    with opened(office, qtbot, clock) as program:
        page = at_the_roster(program, qtbot)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(page.acting.panel, DayPanel) and page.acting.panel.isVisible())
        panel = page.acting.panel
        assert isinstance(panel, DayPanel)
        assert panel.panel.height() <= program.window.height()
        last = panel.people()[-1]
        assert not last.visibleRegion().contains(last.rect().center()), "seven people do not fit"
        last.setFocus()
        assert last.visibleRegion().contains(last.rect().center())
