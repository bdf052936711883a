"""One paper over the page: looked at, printed, saved."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.preview import PdfPreview
from ui.kit.seat import Seat


class PaperPanel(Overlay):
    """Shows the PDF `file`; Ctrl+P prints it, Esc closes."""

    def __init__(self, host: QWidget, seat: Seat, file: Path) -> None:
        super().__init__(host, name=file.stem, width=860)
        head = QHBoxLayout()
        head.addWidget(label(file.stem, "pane"), 1)
        cross = IconButton("x", _("Close"))
        cross.clicked.connect(self.dismiss)
        head.addWidget(cross)
        self.body.addLayout(head)
        self.preview = PdfPreview(jobs=seat.jobs, name=file.stem)
        self.preview.setFixedHeight(max(240, host.window().height() - theme.px(160)))
        self.preview.told.connect(seat.toasts.show)
        self.preview.failed.connect(seat.tell)
        self.body.addWidget(self.preview)
        self.bind(("Ctrl+P",), self.preview.ask_print)
        self.preview.show_file(file)
