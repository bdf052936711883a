"""The slip for the salesperson over the page: the very paper that prints."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.words import _
from ui.kit import theme
from ui.kit.jobs import Jobs
from ui.kit.overlay import Overlay
from ui.kit.preview import PdfPreview
from ui.kit.seat import Seat


class SlipPanel(Overlay):
    """Shows one PDF; print and save stand in its own bar."""

    def __init__(self, host: QWidget, seat: Seat, file: Path, *, title: str) -> None:
        super().__init__(host, name=title, width=760)
        self.add_title(title, sub=_("Print it, let the salesperson sign, and keep what comes back."))
        self.preview = make_preview(seat.jobs, title)
        self.preview.setMinimumHeight(theme.px(460))
        self.preview.told.connect(lambda words: seat.toasts.show(words))
        self.preview.failed.connect(seat.tell)
        self.body.addWidget(self.preview, 1)
        self.preview.show_file(file)


def make_preview(jobs: Jobs, title: str) -> PdfPreview:
    """The preview of the slip."""
    return PdfPreview(jobs=jobs, name=title)
