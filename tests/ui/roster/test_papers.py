"""The month elsewhere: copied, printed, as a workbook and as calendar files."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.program import press, quiet, settled
from tests.ui.roster.conftest import (
    CONTROL,
    FRIDAY,
    SEVEN,
    cells,
)
from ui.main import Program
from ui.roster.page import RosterPage


def test_the_month_is_copied_as_a_table(page: RosterPage) -> None:
    press(Qt.Key.Key_C, CONTROL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    friday = next(line for line in lines if line[0] == "2026-10-16")
    assert friday[1:] == ["Fri", *(cell.name for cell in cells(page, FRIDAY))]
    assert "2026-10-10" in [line[0] for line in lines], "a Saturday that is worked"
    assert "2026-10-01" not in [line[0] for line in lines], "a holiday"
    assert page.room.last.text() == f"{len(lines)} days are on the clipboard."


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


def test_a_month_that_is_not_made_is_not_printed(page: RosterPage, program: Program, qtbot: QtBot) -> None:
    page.turn(1)
    settled(program, qtbot)
    assert not page.room.print_button.isEnabled()
    press(Qt.Key.Key_P, CONTROL)
    quiet(program, qtbot)
    assert not page.previewing()
    assert any("Make the month first" in toast.words for toast in program.window.toasts.shown())
    page.turn(-1)
    settled(program, qtbot)
    assert page.room.print_button.isEnabled()
