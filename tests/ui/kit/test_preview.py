"""The preview of a paper: pages, zoom, saving, printing; and the gallery of all parts."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen import canvas

from app.store.errors import UserError
from tests.ui import gallery
from ui.kit import pdf
from ui.kit.jobs import Jobs
from ui.kit.preview import PdfPreview


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Two pages, the second landscape, each with a black block at its upper left."""
    file = tmp_path / "来电登记表.pdf"
    made = canvas.Canvas(str(file))
    for size in ((595, 842), (842, 595)):
        made.setPageSize(size)
        made.rect(0, size[1] - 100, 100, 100, fill=1)
        made.showPage()
    made.save()
    return file


@pytest.fixture
def preview(qtbot, jobs: Jobs, paper: Path) -> PdfPreview:
    made = PdfPreview(jobs=jobs, name="Preview")
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    with qtbot.waitSignal(made.shown):
        made.show_file(paper)
    qtbot.waitUntil(lambda: 0 in made._paper.images)
    return made


def test_a_page_is_drawn_at_the_resolution_asked_for(paper: Path):
    assert pdf.open_pages(paper).sizes == ((595, 842), (842, 595))
    image = pdf.page_image(pdf.open_pages(paper), 0, scale=2)
    assert (image.width(), image.height()) == (1190, 1684)
    assert image.pixelColor(50, 50).name() == "#000000"
    assert image.pixelColor(600, 600).name() == "#ffffff"


def test_pages_zoom_and_turn(preview: PdfPreview, qtbot):
    assert preview.pages() == 2
    assert preview.page_shown() == 1
    wide = preview._paper.page_rect(1).width()
    assert wide <= preview._area.viewport().width()
    before = preview._paper.zoom
    preview.zoom_by(1)
    assert preview._paper.zoom > before
    qtbot.keyClick(preview, "+")  # no key of ours
    from PySide6.QtCore import Qt

    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page_shown() == 2
    preview.fit_width()
    assert preview._paper.zoom == pytest.approx(before)


def test_pages_far_from_sight_are_forgotten_and_drawn_anew(preview: PdfPreview, qtbot):
    preview.zoom_by(1)
    wanted = preview._paper.zoom
    qtbot.waitUntil(lambda: preview._drawn.get(0, 0) == pytest.approx(wanted * 96 / 72))


def test_saving_copies_the_very_file(preview: PdfPreview, paper: Path, tmp_path: Path, qtbot):
    with qtbot.waitSignal(preview.told) as told:
        preview.save_as(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == paper.read_bytes()
    assert told.args == ["Saved as copy.pdf."]


def test_a_copy_that_can_not_be_written_is_told_and_the_one_there_stays(paper: Path, tmp_path: Path):
    there = tmp_path / "taken.pdf"
    there.mkdir()
    with pytest.raises(UserError, match="taken"):
        pdf.save(pdf.open_pages(paper), there)
    assert there.is_dir() and not list(tmp_path.glob(".*"))


def test_printing_paints_the_page_images(preview: PdfPreview, tmp_path: Path, qtbot):
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(150)
    with qtbot.waitSignal(preview.printed, timeout=10_000) as printed:
        preview.print_to(printer)
    assert printed.args == [2]
    document = pypdfium2.PdfDocument(target)
    sizes = [tuple(round(n) for n in document.get_page_size(at)) for at in range(len(document))]
    document.close()
    assert [wide > high for wide, high in sizes] == [False, True]
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    image = pdf.page_image(pdf.open_pages(target), 0, scale=1)
    assert image.pixelColor(50, 50).lightness() < 60
    assert image.pixelColor(300, 300).lightness() > 240


def test_what_is_no_pdf_says_so(qtbot, tmp_path: Path):
    jobs = Jobs(expected=(UserError,))
    preview = PdfPreview(jobs=jobs, name="Preview")
    qtbot.addWidget(preview)
    (tmp_path / "x.pdf").write_text("no")
    for name in ("x.pdf", "missing.pdf"):
        with qtbot.waitSignal(preview.failed) as failed:
            preview.show_file(tmp_path / name)
        assert isinstance(failed.args[0], UserError) and name in str(failed.args[0])
    assert not preview.print_button.isEnabled()
    jobs.shutdown()


@pytest.mark.parametrize("name", sorted(gallery.SHEETS))
def test_every_part_draws_in_both_themes(name: str, tmp_path: Path, qapp):
    made = gallery.draw(tmp_path, only=name, wait=130)
    assert len(made) == 2
    assert all(file.stat().st_size > 4000 for file in made)
    assert made[0].read_bytes() != made[1].read_bytes()
