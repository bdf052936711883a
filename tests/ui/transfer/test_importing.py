"""Importing in the window: a file by drag or dialog, columns by hand, errors, the write, and one step back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.office.desk import Desk
from app.people import service as people
from tests.conftest import Clock
from tests.ui.program import opened, press, quiet
from ui.kit.record_list import RecordList
from ui.main import Program
from ui.transfer.panel import ImportPanel

CONTROL = Qt.KeyboardModifier.ControlModifier
WAIT = 15_000


@pytest.fixture
def program(office: Path, desk: Desk, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A staff list with one of everything."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["工号", "姓名", "部门", "手机", "别的"],
        ["071", "陆一鸣", "销售部", "13800000071", "x"],
        ["003", "刘洋", "市场部", None, None],
        ["", "何芳", "", "", ""],
        ["002", "赵明", "", "", ""],
    ):
        page.append(row)
    path = tmp_path / "名单.xlsx"
    book.save(path)
    return path


def panel_of(program: Program) -> ImportPanel:
    panel = program.window._overlay
    assert isinstance(panel, ImportPanel)
    return panel


def drop(program: Program, path: Path) -> ImportPanel:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left = Qt.MouseButton.LeftButton
    program.window.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    )
    return panel_of(program)


def ready(panel: ImportPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel._plan is not None, timeout=WAIT)


def names(program: Program) -> dict[str, str]:
    assert program.window.seat is not None
    return {row.name: row.department for row in people.find(program.window.seat.desk)}


def test_a_dropped_list_is_looked_at_and_imported(program: Program, qtbot: QtBot, listed: Path) -> None:
    panel = drop(program, listed)
    ready(panel, qtbot)
    assert panel.kind.value() == "staff"  # guessed by the headings
    assert panel._plan is not None
    assert [row.state for row in panel._plan.rows] == ["new", "changed", "duplicate", "same"]
    assert panel.apply.text() == "Import 2 rows"
    assert "别的" in panel.said.text()
    table = panel._table
    assert table is not None
    qtbot.waitUntil(lambda: table.count() == 4, timeout=WAIT)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: names(program).get("刘洋") == "市场部", timeout=WAIT)
    assert program.window._overlay is None
    quiet(program, qtbot)
    said = [toast.accessibleName() for toast in program.window.toasts.shown()]
    assert any("1 new, 1 changed" in words for words in said), said
    press(Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(program).get("刘洋") == "销售部", timeout=WAIT)
    assert "陆一鸣" not in names(program)


def test_columns_are_chosen_by_hand_and_remembered(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("代号,叫什么\n081,陈可\n", "utf-8")
    panel = drop(program, path)
    panel.kind.set_value("staff")
    panel._kind_chosen()
    qtbot.waitUntil(lambda: panel._opened is not None and "没有" not in panel.said.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: panel.stack.currentWidget() is panel.columns, timeout=WAIT)
    assert not panel.apply.isEnabled()
    panel.columns.box("叫什么").setCurrentIndex(panel.columns.box("叫什么").findData("name"))
    panel.columns.box("代号").setCurrentIndex(panel.columns.box("代号").findData("code"))
    ready(panel, qtbot)
    qtbot.waitUntil(lambda: panel.apply.isEnabled(), timeout=WAIT)
    press(Qt.Key.Key_Escape)
    quiet(program, qtbot)
    program.window.show_import(kind="staff", path=path)
    again = panel_of(program)
    ready(again, qtbot)
    assert again.apply.text() == "Import 1 row"
    press(Qt.Key.Key_Escape)
    assert "陈可" not in names(program)


def test_rows_with_errors_keep_the_button_shut_and_can_be_saved(
    program: Program, qtbot: QtBot, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.load_workbook(listed)
    book.active["B2"] = None
    book.save(listed)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(listed), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "待改.xlsx"), ""))
    press(Qt.Key.Key_I, CONTROL)
    panel = panel_of(program)
    panel.choose.click()
    ready(panel, qtbot)
    assert panel.states.value() == "error"
    assert not panel.apply.isEnabled()
    assert "Row 2" in panel.said.text()
    press(Qt.Key.Key_Return, CONTROL)
    assert program.window._overlay is panel  # nothing happens
    panel.mend.click()
    qtbot.waitUntil((tmp_path / "待改.xlsx").exists, timeout=WAIT)
    assert openpyxl.load_workbook(tmp_path / "待改.xlsx").active.max_row == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1", "没有,表头\n".encode()])
def test_a_file_that_is_no_list_is_told_in_place(
    content: bytes, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    panel: Any = drop(program, path)
    qtbot.waitUntil(lambda: panel.said.property("tone") == "red", timeout=WAIT)
    assert not panel.apply.isEnabled()


def test_a_list_offers_to_import_its_own_kind(program: Program, qtbot: QtBot) -> None:
    program.window.go("calls")
    quiet(program, qtbot)
    [calls] = [each for each in program.window.page("calls").findChildren(RecordList) if each.spec.imports]
    menu = calls.menu()
    [offer] = [action for action in menu.actions() if action.text().startswith("Import a list")]
    offer.trigger()
    assert panel_of(program).kind.value() == "calls"
    menu.deleteLater()
