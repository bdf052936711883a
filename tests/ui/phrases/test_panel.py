"""The office's phrases and the lines for situations, changed in their panels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.calls import service, situations
from app.office import phrases
from app.office.desk import Desk
from tests.conftest import Clock
from tests.ui.program import opened, press, settled, type_text
from ui.main import Program
from ui.phrases.lines import LinesPanel
from ui.phrases.panel import PhrasesPanel

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def running(desk: Desk, office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as program:
        program.window.show_phrases()
        settled(program, qtbot)
        yield program


def panel(program: Program) -> PhrasesPanel:
    (found,) = program.window.findChildren(PhrasesPanel)
    return found


def desk_of(program: Program) -> Desk:
    assert program.window.seat is not None
    return program.window.seat.desk


def keys(program: Program) -> set[str]:
    return {row.key for row in phrases.rows(desk_of(program))}


def test_a_new_phrase_is_refused_kept_and_gone_again(running: Program, qtbot: QtBot) -> None:
    press(KEY.Key_N, HELD.ControlModifier)
    type_text("fh")
    press(KEY.Key_Return, HELD.ControlModifier)
    settled(running, qtbot)
    shown = panel(running)
    assert shown.title.property("error"), "the title is missing"
    shown.title.setFocus()
    type_text("到货日期")
    shown.text.setPlainText("{due}前到")
    press(KEY.Key_Return, HELD.ControlModifier)
    settled(running, qtbot)
    assert shown.key.property("error"), "fh is the key of another phrase"
    shown.key.set_value("dhrq")
    press(KEY.Key_Return, HELD.ControlModifier)
    settled(running, qtbot)
    assert "dhrq" in keys(running)
    assert shown.table.current_row() is not None and shown.table.current_row().title.text == "到货日期"  # type: ignore[union-attr]
    shown.table.setFocus()
    press(KEY.Key_Delete)
    settled(running, qtbot)
    assert "dhrq" not in keys(running)


def test_found_by_letters_and_changed(running: Program, qtbot: QtBot) -> None:
    type_text("posun")
    settled(running, qtbot)
    shown = panel(running)
    assert shown.key.value() == "ys"
    shown.text.setPlainText("先验外箱")
    shown.save()
    settled(running, qtbot)
    assert next(row.text for row in phrases.rows(desk_of(running)) if row.key == "ys") == "先验外箱"
    assert shown.key.value() == "ys", "it stays chosen"


def test_ours_come_back_where_they_are_missing(running: Program, qtbot: QtBot) -> None:
    shown = panel(running)
    shown.table.setFocus()
    press(KEY.Key_A, HELD.ControlModifier)
    press(KEY.Key_Delete)
    settled(running, qtbot)
    assert keys(running) == set()
    shown.ours.click()
    settled(running, qtbot)
    assert keys(running) == {each.key for each in phrases.ours("zh")}


def test_lines_of_situations_are_the_offices_own_or_ours(running: Program, qtbot: QtBot) -> None:
    panel(running)._edit_lines()
    settled(running, qtbot)
    (lines,) = running.window.findChildren(LinesPanel)
    lines.fields["hold"].set_value("Back in half a minute")
    lines.fields["late"].set_value("")
    press(KEY.Key_Return, HELD.ControlModifier)
    settled(running, qtbot)
    assert service.script(desk_of(running), "hold") == "Back in half a minute"
    assert service.script(desk_of(running), "late") == situations.ours("late")
    assert service.script(desk_of(running), "hard").startswith("Hear them out")


def test_both_are_reached_from_the_settings(running: Program, qtbot: QtBot) -> None:
    window = running.window
    window.close_overlay()
    window.show_settings("scripts", "calls.situations")
    settled(running, qtbot)
    place = window.page("settings")
    for words, kind in (("Phrases…", PhrasesPanel), ("Lines for situations…", LinesPanel)):
        button = next(one for one in place.findChildren(QPushButton) if one.accessibleName() == words)
        button.click()
        settled(running, qtbot)
        assert [one for one in window.findChildren(kind) if one.isVisible()]
        window.close_overlay()
