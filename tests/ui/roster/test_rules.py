"""What months are made from: absences, people, pairs, tasks; and the scores of desks."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.roster import checks, pool
from tests.ui.program import press, quiet, settled
from tests.ui.roster.conftest import (
    CONTROL,
    OCTOBER,
)
from ui.main import Program
from ui.roster.page import RosterPage
from ui.roster.panels import LeavePanel
from ui.roster.pool_panel import PoolPanel


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
    settled(program, qtbot)
    assert page.room.trouble.text().startswith(f"{who.name} (出差) still stands on")
    press(Qt.Key.Key_G, CONTROL)
    settled(program, qtbot)
    assert page.room.trouble_row.isHidden()
    assert not any(c.name == who.name for d in page.shown.days[15:30] for c in d.cells)  # type: ignore[union-attr]
    page.side.leave_gone.emit(page.shown.leaves[0].id)  # type: ignore[union-attr]
    settled(program, qtbot)
    assert page.shown.leaves == ()  # type: ignore[union-attr]


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
    settled(program, qtbot)
    assert panel._source.by_id[wang].avoid == "5"
    panel.share.set_value("5")
    press(Qt.Key.Key_Return, CONTROL)
    settled(program, qtbot)
    assert "10 and 100" in panel.wrong.text()
    assert panel._shown == wang and panel.share.value() == "5", "refused, with what was typed"
    panel.share.set_value("50")
    panel.list.set_current(wang + 1)
    settled(program, qtbot)
    assert panel._source.by_id[wang].share == 50, "what is typed is not lost to another row"
    panel.share.set_value("7")
    panel.list.set_current(wang)
    settled(program, qtbot)
    assert (panel._shown, panel.share.value()) == (wang + 1, "7") and "10 and 100" in panel.wrong.text()
    panel.share.set_value("half")
    panel.list.set_current(wang)
    settled(program, qtbot)
    assert panel.list.current_id() == wang + 1 and panel.share.value() == "half"
    panel.share.set_value("100")
    outside = next(i for i, row in panel._source.by_id.items() if not row.resident)
    panel.list.set_current(outside)
    panel.resident.set_value(True)
    press(Qt.Key.Key_Return, CONTROL)
    settled(program, qtbot)
    assert panel.first.value() == panel._source.by_id[outside].from_on, "the first day is filled in"
    panel.tabs.pick("apart")
    panel.one.set_value(wang)
    panel.other.set_value(wang + 1)
    press(Qt.Key.Key_Return, CONTROL)
    settled(program, qtbot)
    assert len(page.shown.apart) == 1  # type: ignore[union-attr]
    panel.tabs.pick("tasks")
    panel.tasks[2][0].set_value("绿植")
    press(Qt.Key.Key_Return, CONTROL)
    settled(program, qtbot)
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
    settled(program, qtbot)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_0)
    settled(program, qtbot)
    desk = program.window.seat.desk  # type: ignore[union-attr]
    scores = {row.name: row.scores[1].score for row in checks.month(desk, OCTOBER).rows if row.scores[1]}
    assert scores == {"李雪": 9, "孙浩": 10}
    press(Qt.Key.Key_Delete)
    settled(program, qtbot)
    assert checks.month(desk, OCTOBER).rows[1].scores[1] is None
