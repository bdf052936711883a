"""One paper over the page: looked at, printed, saved; drawn by a job first where it is not there yet."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.files import safe_name
from app.words import _
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat
from ui.kit.seat_preview import seat_preview


class PaperPanel(Overlay):
    """Shows the PDF `file`; Ctrl+P prints it, Esc closes. `sub` says what is to be done with the paper."""

    def __init__(self, host: QWidget, seat: Seat, file: Path, *, sub: str = "") -> None:
        super().__init__(host, name=file.stem, width=860)
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label(file.stem, "pane"))
        if sub:
            said.addWidget(label(sub, "meta"))
        head.addLayout(said, 1)
        cross = IconButton("x", _("Close"))
        cross.clicked.connect(self.dismiss)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.preview = seat_preview(seat, name=file.stem)
        self.preview.setFixedHeight(max(240, host.window().height() - theme.px(180 if sub else 160)))
        self.body.addWidget(self.preview)
        self.bind(("Ctrl+P",), self.preview.ask_print)
        self.preview.shown.connect(lambda _pages: self.preview.print_button.setFocus())
        self.preview.show_file(file)

    def close_up(self) -> None:
        """Close; what is being printed goes on."""
        if not self.isHidden():
            self.preview.print_on(self.window())
        super().close_up()


def show_paper(
    host: QWidget, seat: Seat, *, title: str, draw: Callable[[Path], Any],
    shown: Callable[[PaperPanel], object] | None = None,
) -> None:  # fmt: skip
    """Let `draw` write a PDF in a job, then show it over `host`'s window; the file goes when the panel is closed.

    shown -- gets the panel once it is open. What keeps the paper from being drawn is told.
    """
    scratch = Path(tempfile.mkdtemp(prefix="frontdesk-"))
    file = scratch / f"{safe_name(title)}.pdf"

    def away() -> None:
        shutil.rmtree(scratch, ignore_errors=True)

    def drawn(_answer: Any) -> None:
        panel = PaperPanel(host, seat, file)
        panel.closed.connect(away)
        panel.open(focus=panel.preview)
        if shown is not None:
            shown(panel)

    def failed(error: Exception) -> None:
        away()
        seat.tell(error)

    said = _("Drawing {paper}").format(paper=title)
    seat.jobs.read(
        lambda _progress: draw(file), done=drawn, failed=failed, stopped=away, owner=host, title=said
    )
