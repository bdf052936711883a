"""One run of the printer: the pages of a PDF, drawn by jobs and painted as they come."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.words import _
from ui.kit.jobs import Jobs
from ui.kit.pdf import PdfPages, page_image

MOST_DPI = 300
_STOPPED = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


class Printing(QObject):
    """Prints page after page while the window stays usable; deletes itself at the end, which is told by one signal."""

    printed = Signal(int)  # how many pages
    told = Signal(str)  # why nothing, or not all, was printed
    failed = Signal(object)

    def __init__(
        self, pages: PdfPages, numbers: Sequence[int], printer: QPrinter, *, jobs: Jobs, parent: QObject
    ) -> None:
        """`numbers` are the pages wanted, from 0."""
        super().__init__(parent)
        self._pages, self._printer, self._jobs = pages, printer, jobs
        self._numbers, self._left = list(numbers), list(numbers)
        self._painter: QPainter | None = None

    def next(self) -> None:
        """Draw the next page, or end."""
        if not self._left:
            self._end()
            self.printed.emit(len(self._numbers))
            return
        pages, number, whole = self._pages, self._left[0], len(self._numbers)
        scale = min(MOST_DPI, self._printer.resolution()) / 72
        title = _("Printing page {n} of {all}").format(n=whole - len(self._left) + 1, all=whole)
        self._jobs.read(
            lambda _: page_image(pages, number, scale=scale),
            title=title,
            done=self._paint,
            failed=self._lost,
            stopped=self._stopped,
            owner=self,
        )

    def _paint(self, image: QImage) -> None:
        wide, high = self._pages.sizes[self._left.pop(0)]
        orientation = QPageLayout.Orientation
        self._printer.setPageOrientation(orientation.Landscape if wide > high else orientation.Portrait)
        if self._painter is None:
            self._printer.setFullPage(True)
            self._painter = QPainter()
            if not self._painter.begin(self._printer):
                self._end()
                self.told.emit(_("The printer does not answer. Choose another one or save the PDF."))
                return
        elif not self._printer.newPage() or self._printer.printerState() in _STOPPED:
            self._stop(
                _("The printer stopped after page {n} of {all}. Look at it, then print the rest."),
                len(self._numbers) - len(self._left) - 1,
            )
            return
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        dots = self._printer.resolution() / 72
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        fit = min(1.0, paper.width() / (wide * dots), paper.height() / (high * dots))
        place = QRectF(0, 0, wide * dots * fit, high * dots * fit)
        place.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
        self._painter.drawImage(place, image)
        self.next()

    def _stopped(self) -> None:
        told = _("Printing was stopped after page {n} of {all}.")
        self._stop(told, len(self._numbers) - len(self._left))

    def _stop(self, told: str, done: int) -> None:
        if self._painter is not None:
            self._printer.abort()
        self._end()
        self.told.emit(told.format(n=done, all=len(self._numbers)))

    def _lost(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self.deleteLater()
