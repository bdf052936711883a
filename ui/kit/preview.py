"""The preview of a paper: the very pages that print, zoomed, saved, printed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.words import _
from ui.kit import printers
from ui.kit.buttons import Button, IconButton
from ui.kit.jobs import Job, Jobs
from ui.kit.labels import label
from ui.kit.paper_pages import GAP, POINT, PaperPages
from ui.kit.pdf import PdfPages, open_pages, page_image, save
from ui.kit.print_panel import PrintPanel
from ui.kit.printers import Wanted
from ui.kit.printing import Printing

KEPT = 12  # page images remembered
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPreview(QWidget):
    """Shows one PDF. Pages are drawn on reader threads at the screen's own resolution.

    told -- one sentence for the person (where the file was saved). lost -- why it could not be printed.
    """

    told = Signal(str)
    lost = Signal(str)
    failed = Signal(object)
    shown = Signal(int)  # number of pages, once the file is open
    printed = Signal(int)  # number of pages sent to the printer

    def __init__(self, *, jobs: Jobs, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pages: PdfPages | None = None
        self._drawing: dict[int, tuple[float, Job]] = {}
        self._drawn: dict[int, float] = {}
        self._fitting = True
        self._running = 0  # papers that are being printed
        self._alone = False
        self._printer = ""
        self.remember_printer(lambda: self._printer, lambda name: setattr(self, "_printer", name))
        self.setAccessibleName(name)
        self._paper = PaperPages()
        self._paper.wanted.connect(self._want)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidget(self._paper)
        self._area.setAccessibleName(name)
        self._area.verticalScrollBar().valueChanged.connect(lambda: self._count())
        self._number = label("", "meta")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self._area, 1)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        smaller, larger = IconButton("zoom-out", _("Smaller")), IconButton("zoom-in", _("Larger"))
        fit = Button(_("Whole width"), kind="ghost")
        self.save_button = Button(_("Save as…"), icon="download")
        self.print_button = Button(_("Print"), icon="printer", key="Ctrl P")
        for button, run in (
            (smaller, lambda: self.zoom_by(-1)), (larger, lambda: self.zoom_by(1)), (fit, self.fit_width),
            (self.save_button, self.ask_save), (self.print_button, self.ask_print),
        ):  # fmt: skip
            button.clicked.connect(run)
        for part in (smaller, larger, fit):
            row.addWidget(part)
        row.addWidget(self._number)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        self._ready(False)
        return row

    def show_file(self, file: Path) -> None:
        """Open `file` and show its first page. What is wrong with it goes to `failed`."""
        self._jobs.read(lambda _: open_pages(file), done=self._opened, failed=self.failed.emit, owner=self)

    def pages(self) -> int:
        """How many pages the file has; 0 before it is open."""
        return len(self._pages.sizes) if self._pages else 0

    def page_shown(self) -> int:
        """The page in the middle of the view, from 1; 0 when there is none."""
        if self._pages is None:
            return 0
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() / 2
        tops = [self._paper.page_rect(n).top() - GAP for n in range(self.pages())]
        return max(1, sum(top <= middle for top in tops))

    def zoom_by(self, steps: int) -> None:
        """One step larger or smaller."""
        self._fitting = False
        now = self._paper.zoom
        larger, smaller = [z for z in ZOOMS if z > now * 1.01], [z for z in ZOOMS if z < now * 0.99]
        if steps > 0 and larger:
            self._zoom(larger[0])
        elif steps < 0 and smaller:
            self._zoom(smaller[-1])

    def fit_width(self) -> None:
        """Make the widest page as wide as the view."""
        self._fitting = True
        if self._pages is not None:
            wide = max(w for w, _h in self._pages.sizes) * POINT
            room = self._area.width() - self._area.verticalScrollBar().sizeHint().width() - 2 * GAP - 2
            self._zoom(max(0.2, room / wide))

    def save_as(self, target: Path) -> None:
        """Write the file to `target`."""
        if self._pages is not None:
            pages = self._pages
            said = _("Saved as {name}.").format(name=target.name)
            self._jobs.read(lambda _: save(pages, target), owner=self, title=_("Saving"),
                            done=lambda _: self.told.emit(said), failed=self.failed.emit)  # fmt: skip

    def ask_save(self) -> None:
        """Ask where to, then save."""
        if self._pages is not None:
            chosen, _kind = QFileDialog.getSaveFileName(
                self, _("Save as"), self._pages.file.name, "PDF (*.pdf)"
            )
            if chosen:
                self.save_as(Path(chosen))

    def remember_printer(
        self, kept: Callable[[], str], keep: Callable[[str], object], *, copies: Callable[[], int] = lambda: 1
    ) -> None:
        """Where the printer used last is kept from day to day; without it, as long as the preview lives. `copies` is
        how many this seat usually prints.
        """
        self._printer_kept, self._keep_printer, self._copies = kept, keep, copies

    def ask_print(self) -> None:
        """Ask for printer, pages and copies, then print."""
        if self._pages is None:
            return
        panel = PrintPanel(
            self, jobs=self._jobs, title=self._pages.file.stem, pages=self.pages(), at=self.page_shown(),
            kept=self._printer_kept(), copies=self._copies(),
        )  # fmt: skip
        panel.wanted.connect(self.print_wanted)
        panel.instead.connect(self.ask_save)
        panel.own.connect(self.ask_system)
        panel.open()

    def print_wanted(self, wanted: Wanted) -> None:
        """Print what was chosen, on that printer if it is still there."""
        if self._pages is None:
            return
        self._keep_printer(wanted.printer)
        printer = printers.printer_of(wanted, title=self._pages.file.stem)
        if printer is None:
            self.lost.emit(
                _("The printer {name} is not there any more. Choose another one or save the PDF.").format(
                    name=wanted.printer
                )
            )
            return
        times = 1 if printer.supportsMultipleCopies() else wanted.copies
        self.print_to(printer, [*wanted.pages] * times)

    def ask_system(self, name: str) -> None:
        """The system's own dialog for the printer `name`: trays, colours and whatever its driver offers."""
        if self._pages is None:
            return
        whole = Wanted(name, tuple(range(self.pages())))
        printer = printers.printer_of(whole, title=self._pages.file.stem)
        if printer is None:
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFromTo(1, self.pages())
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.pages())
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self._keep_printer(printer.printerName())
            self.print_to(printer)

    def print_to(self, printer: QPrinter, numbers: Sequence[int] | None = None) -> None:
        """Print the pages `numbers` (from 0), by default those that `printer` asks for: each is drawn by a job at the
        printer's resolution, at most 300 dpi, and painted on the page as soon as it is there.
        """
        if self._pages is None:
            return
        if numbers is None:
            first = max(1, printer.fromPage() or 1)
            numbers = range(first - 1, min(self.pages(), printer.toPage() or self.pages()))
        run = Printing(self._pages, numbers, printer, jobs=self._jobs, parent=self)
        self._running += 1
        for heard, said in ((run.printed, self.printed), (run.told, self.lost), (run.failed, self.failed)):
            heard.connect(said)
            heard.connect(self._ran)
        run.next()

    def print_on(self, host: QWidget) -> None:
        """What lies around the preview goes: what is being printed is printed to its end, unseen in `host`."""
        if self._running:
            self._alone = True
            self.setParent(host)

    def _ran(self, _answer: object) -> None:
        self._running -= 1
        if not self._running and self._alone:
            self.deleteLater()

    # Within

    def _ready(self, ready: bool) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(ready)

    def _opened(self, pages: PdfPages) -> None:
        self._pages = pages
        self._forget()
        self._paper.sizes = pages.sizes
        self._ready(True)
        self._area.verticalScrollBar().setValue(0)
        self.fit_width()
        self._count()
        self.shown.emit(len(pages.sizes))

    def _forget(self) -> None:
        for _scale, job in self._drawing.values():
            job.cancel()
        self._drawing.clear()
        self._drawn.clear()
        self._paper.images.clear()

    def _zoom(self, zoom: float) -> None:
        bar = self._area.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._paper.zoom = zoom
        self._paper.fit()
        bar.setValue(round(share * bar.maximum()))
        self._count()

    def _count(self) -> None:
        if self._pages is not None:
            words = _("Page {n} of {all}").format(n=self.page_shown(), all=self.pages())
            self._number.setText(_(" · ").join((words, f"{self._paper.zoom:.0%}")))

    def _want(self, number: int) -> None:
        """Draw page `number` unless it is there, or on its way, in the resolution needed."""
        if self._pages is None:
            return
        scale = self._paper.zoom * POINT * self.devicePixelRatioF()
        waiting = self._drawing.get(number)
        if self._drawn.get(number) == scale or (waiting is not None and waiting[0] == scale):
            return
        if waiting is not None:
            waiting[1].cancel()
        pages = self._pages

        def drawn(image: QImage) -> None:
            self._drawing.pop(number, None)
            self._drawn[number] = scale
            self._paper.images[number] = image
            while len(self._paper.images) > KEPT:
                far = max(self._paper.images, key=lambda n: abs(n - number))
                del self._paper.images[far], self._drawn[far]
            self._paper.update()

        job = self._jobs.read(lambda _: page_image(pages, number, scale=scale), done=drawn,
                              failed=self.failed.emit, owner=self)  # fmt: skip
        self._drawing[number] = (scale, job)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit_width()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        page = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if page is not None and self._pages is not None:
            to = min(max(0, self.page_shown() - 1 + page), self.pages() - 1)
            bar.setValue(round(self._paper.page_rect(to).top() - GAP))
        else:
            super().keyPressEvent(event)
