"""Printing: the panel, page numbers as people write them, printers that are missing, vanish or stop half-way."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from reportlab.pdfgen import canvas

from app import words
from app.office.desk import Desk
from app.store.errors import UserError
from ui.kit import printers
from ui.kit.changes import ChangeFeed
from ui.kit.drafts import Drafts
from ui.kit.jobs import Job, Jobs
from ui.kit.paper_panel import PaperPanel
from ui.kit.preview import PdfPreview
from ui.kit.print_panel import SOME, THIS, PrintPanel
from ui.kit.printers import Installed, Wanted, pages_of, usual_of
from ui.kit.printing import Printing
from ui.kit.seat import Seat
from ui.kit.toasts import Toasts

LASER = Installed("laser", "HP LaserJet 前台", usual=True, duplex=True)
NEEDLE = Installed("needle", "Epson LQ-630K")


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "register.pdf"
    made = canvas.Canvas(str(file), pagesize=(595, 842))
    for number in range(1, 6):
        made.drawString(100, 700, f"page {number}")
        made.showPage()
    made.save()
    return file


@pytest.fixture
def preview(qtbot, jobs: Jobs, paper: Path) -> Iterator[PdfPreview]:  # type: ignore[no-untyped-def]
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    made = PdfPreview(jobs=jobs, name="Preview", parent=window)
    made.resize(900, 700)
    window.show()
    window.activateWindow()
    with qtbot.waitSignal(made.shown):
        made.show_file(paper)
    yield made
    window.close()


def asked(preview: PdfPreview, qtbot, monkeypatch, found: list[Installed]) -> PrintPanel:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(printers, "installed", lambda: found)
    preview.ask_print()
    panel = preview.window().findChild(PrintPanel)
    qtbot.waitUntil(lambda: "Looking" not in panel._told.text() or panel._told.isHidden())
    return panel


def texts(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [f"{document[at].get_size()}" for at in range(len(document))]
    finally:
        document.close()


def to_file(target: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(target))
    made.setResolution(72)
    return made


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1-3, 5", (0, 1, 2, 4)),
        ("2-", (1, 2, 3, 4)),
        ("5，1", (4, 0)),
        ("1 1 1", (0,)),
        ("3～4；5", (2, 3, 4)),
    ],
)
def test_pages_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text, 5) == pages


@pytest.mark.parametrize("text", ["", "0", "6", "3-1", "1-9", "a", "1-2-3", "-", "１２３４５６"])
def test_pages_that_are_none_are_told(text: str) -> None:
    with pytest.raises(UserError):
        pages_of(text, 5)


@given(st.text(max_size=12), st.integers(1, 50))
def test_whatever_is_typed_gives_pages_of_the_paper_or_a_sentence(text: str, count: int) -> None:
    try:
        found = pages_of(text, count)
    except UserError:
        return
    assert found and set(found) <= set(range(count)) and len(set(found)) == len(found)


def test_the_printer_used_last_comes_first() -> None:
    both = [NEEDLE, LASER]
    assert usual_of(both, "needle") == "needle"
    assert usual_of(both, "gone") == "laser"
    assert usual_of([NEEDLE], "gone") == "needle"
    assert usual_of([], "x") == ""


def test_by_keys_two_copies_of_two_pages_on_both_sides(
    preview: PdfPreview, qtbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    panel = asked(preview, qtbot, monkeypatch, [NEEDLE, LASER])
    assert panel.printer.value() == "laser" and panel.sides.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "2")  # the copies are focused and selected
    panel.range.setFocus()
    QTest.keyClicks(panel.range, "4-5")
    assert panel.which.value() == SOME
    panel.sides.pick(printers.LONG)
    given: list[Wanted] = []
    target = tmp_path / "out.pdf"

    def printer_of(wanted: Wanted, *, title: str) -> QPrinter:
        given.append(wanted)
        assert title == "register"
        return to_file(target)

    monkeypatch.setattr(printers, "printer_of", printer_of)
    with qtbot.waitSignal(preview.printed, timeout=10_000) as printed:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == [Wanted("laser", (3, 4), 2, printers.LONG)]
    assert printed.args[0] in (2, 4)
    assert len(texts(target)) == (2 if to_file(target).supportsMultipleCopies() else 4)
    panel = asked(preview, qtbot, monkeypatch, [NEEDLE, LASER])
    panel.printer.set_value("needle")
    panel._chosen()
    assert not panel.sides.isVisible()
    choice = panel.choice()
    assert choice is not None and choice.sides == printers.ONE
    panel.close_up()


def test_what_is_typed_wrong_is_said_at_its_field(
    preview: PdfPreview, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    panel = asked(preview, qtbot, monkeypatch, [LASER])
    for copies in ("", "0", "100", "x", "1.5"):
        panel.copies.set_value(copies)
        assert panel.choice() is None
        assert "1 to 99" in panel.copies.accessibleDescription()
    panel.copies.set_value("1")
    panel.which.set_value(SOME)
    panel.range.set_value("9")
    assert panel.choice() is None and "1 to 5" in panel.range.accessibleDescription()
    panel.which.set_value(THIS)
    assert panel.choice() == Wanted("laser", (0,), 1, printers.ONE)
    panel.close_up()


def test_without_a_printer_the_pdf_is_offered(
    preview: PdfPreview, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    saved: list[bool] = []
    monkeypatch.setattr(preview, "ask_save", lambda: saved.append(True))
    panel = asked(preview, qtbot, monkeypatch, [])
    assert "No printer is set up" in panel._told.text()
    assert not panel.print_button.isEnabled() and panel.save_button.isVisible()
    panel.instead.connect(preview.ask_save)
    panel.save_button.click()
    assert saved


def test_a_printer_that_has_vanished_is_told_and_the_preview_stays(preview: PdfPreview, qtbot) -> None:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(preview.lost) as lost:
        preview.print_wanted(
            Wanted("no such printer", (0,))
        )  # asks the real system, which knows none of this name
    assert "no such printer" in lost.args[0] and "save the PDF" in lost.args[0]
    assert preview.print_button.isEnabled()


class Dying(QPrinter):
    """Takes two pages, then its cable is pulled."""

    def __init__(self, target: Path) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(target))
        self.setResolution(72)
        self.taken = 1

    def newPage(self) -> bool:
        self.taken += 1
        return self.taken <= 2 and super().newPage()


def test_a_printer_that_stops_half_way_says_after_which_page(
    preview: PdfPreview, qtbot, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(preview.lost, timeout=10_000) as lost:
        preview.print_to(Dying(tmp_path / "half.pdf"))
    assert "after page 2 of 5" in lost.args[0]
    with qtbot.waitSignal(preview.printed, timeout=10_000):
        preview.print_to(to_file(tmp_path / "whole.pdf"))
    assert len(texts(tmp_path / "whole.pdf")) == 5


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_can_not_be_written_to_is_told(preview: PdfPreview, qtbot) -> None:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(preview.lost, timeout=10_000) as lost:
        preview.print_to(to_file(Path("/nowhere/at/all.pdf")))
    assert "does not answer" in lost.args[0]


def test_the_rest_is_printed_when_the_panel_around_it_is_closed(
    preview: PdfPreview, qtbot, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    window, printed = preview.window(), []
    preview.printed.connect(printed.append)
    panel = QWidget(window)
    preview.setParent(panel)
    preview._pages.file.unlink()  # as a panel's scratch folder goes with it
    preview.print_to(to_file(tmp_path / "whole.pdf"))
    preview.print_on(window)
    panel.deleteLater()
    qtbot.waitUntil(lambda: printed == [5], timeout=10_000)
    assert len(texts(tmp_path / "whole.pdf")) == 5
    qtbot.waitUntil(lambda: not shiboken6.isValid(preview))


def test_stopped_where_progress_is_shown_it_lets_go_of_the_printer_and_says_so(
    preview: PdfPreview, qtbot, jobs: Jobs, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    began: list[Job] = []
    jobs.started.connect(began.append)
    jobs.started.connect(lambda job: job.cancel() if len(began) == 3 else None)
    with qtbot.waitSignal(preview.lost, timeout=10_000) as lost:
        preview.print_to(to_file(tmp_path / "part.pdf"))
    assert lost.args == ["Printing was stopped after page 2 of 5."]
    assert not any(run._painter.isActive() for run in preview.findChildren(Printing))


def test_over_the_page_too_a_printer_that_has_vanished_is_told(
    desk: Desk, jobs: Jobs, paper: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    feed = ChangeFeed(desk.store.hub, jobs=jobs)
    drafts = Drafts(paper.parent, jobs=jobs, write=Path.write_bytes)
    seat = Seat(desk=desk, jobs=jobs, changes=feed, toasts=Toasts(host), drafts=drafts)
    panel = PaperPanel(host, seat, paper)
    panel.open()
    qtbot.waitUntil(lambda: panel.preview.pages() == 5)
    panel.preview.print_wanted(Wanted("no such printer", (0,)))
    assert ["no such printer" in toast.words for toast in seat.toasts.shown()] == [True]
