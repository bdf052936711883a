"""The month: walked through, made, locked, made again, its reasons and its sentences."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.program import opened, press, settled, type_text
from tests.ui.roster.conftest import (
    ALT,
    CONTROL,
    FRIDAY,
    OCTOBER,
    TODAY,
    at_the_roster,
    cells,
)
from ui.kit import paint, theme
from ui.main import Program
from ui.roster.names import room_for
from ui.roster.page import RosterPage
from ui.roster.panels import ReasonPanel
from ui.roster.words import absence_words, facts, weekdays_words


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
    settled(program, qtbot)
    assert page.shown is not None and page.shown.month == date(2026, 11, 1) and not page.shown.made
    assert page.room.views.currentWidget() is page.room.empty
    press(Qt.Key.Key_PageUp)
    settled(program, qtbot)
    assert page.shown.month == OCTOBER, "the keys work where there is no calendar too"
    press(Qt.Key.Key_Home)
    settled(program, qtbot)
    assert page.grid.current == TODAY and page.room.views.currentWidget() is page.grid


def test_a_step_over_the_edge_turns_the_month(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    page.grid.choose(date(2026, 10, 1))
    press(Qt.Key.Key_Left)
    settled(program, qtbot)
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
        settled(program, qtbot)
        assert page.room.views.currentWidget() is page.grid and len(cells(page, FRIDAY)) == 2
        assert page.grid.hasFocus(), "the arrows work at once"
        assert page.room.fair.text().endswith("apart")
        press(Qt.Key.Key_U, ALT)
        settled(program, qtbot)
        assert page.room.views.currentWidget() is page.room.empty


def test_days_that_are_over_stay_blank_until_a_reason_is_given(
    staffed: None, desk: Desk, office: Path, qtbot: QtBot, clock: Clock
) -> None:
    desk.close()
    with opened(office, qtbot, clock) as program:
        page = at_the_roster(program, qtbot)
        press(Qt.Key.Key_G, CONTROL)
        settled(program, qtbot)
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
        settled(program, qtbot)
        assert len(cells(page, date(2026, 10, 14))) == 2
        assert [cell.name for cell in cells(page, FRIDAY)] == [cell.name for cell in before]


def test_what_is_locked_stays_when_the_rest_is_made_again(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Right)
    locked = page.grid.cell()
    assert locked is not None
    press(Qt.Key.Key_F8)
    settled(program, qtbot)
    before = [cell.name for day in page.shown.days for cell in day.cells]  # type: ignore[union-attr]
    press(Qt.Key.Key_G, CONTROL)
    settled(program, qtbot)
    after = [cell.name for day in page.shown.days for cell in day.cells]  # type: ignore[union-attr]
    now = page.shown.cell(locked.id)  # type: ignore[union-attr]
    assert now is not None and (now.name, now.locked) == (locked.name, True)
    assert before != after
    assert "1 locked turn stayed" in page.room.last.text()


def test_a_month_that_is_over_asks_for_a_reason(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    page.turn(-1)
    settled(program, qtbot)
    press(Qt.Key.Key_G, CONTROL)
    qtbot.waitUntil(lambda: isinstance(page.acting.panel, ReasonPanel) and page.acting.panel.isVisible())
    press(Qt.Key.Key_Return)
    assert isinstance(page.acting.panel, ReasonPanel), "no reason, no month"
    type_text("catching up")
    press(Qt.Key.Key_Return)
    settled(program, qtbot)
    assert page.shown is not None and page.shown.made


def test_why_is_told_for_the_chosen_one_and_at_the_mouse(
    page: RosterPage, program: Program, qtbot: QtBot
) -> None:
    cell = page.grid.cell()
    assert cell is not None
    qtbot.waitUntil(lambda: page.room.why.text().startswith(f"{cell.name} · "))
    assert "this year before" in page.room.why.text()


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


def test_sentences(page: RosterPage) -> None:
    assert page.shown is not None
    assert facts(page.shown) == "18 working days, 2 a day; National Day off 1—7; 10 (Sat) worked instead"
    assert weekdays_words("15") == "Mon, Fri"
    assert absence_words("吴强", FRIDAY, date(2026, 11, 2), "出差") == "吴强 10-16 to 11-2 出差"


def test_names_have_the_room_they_take_up_to_ten_characters(qtbot: QtBot) -> None:
    eight, long = "欧阳慧敏阿依古丽", "Christopher Montgomery-Ashworth the younger"
    font = theme.font(14)
    assert room_for([eight], least=60) >= paint.width_of(eight, font)
    assert room_for(["李雪"], least=84) == theme.px(84)
    assert room_for([eight, long], least=60) < paint.width_of(long, font)
