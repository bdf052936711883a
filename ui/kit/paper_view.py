"""One paper as it prints, in the place of what a page shows otherwise: back, its title, the preview."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit.buttons import IconButton
from ui.kit.labels import Line
from ui.kit.seat import Seat
from ui.kit.seat_preview import seat_preview


class PaperView(QWidget):
    """left() -- back was pressed.

    back -- the words of the way back. beside -- what else stands in the head, such as a choice of papers.
    """

    left = Signal()

    def __init__(self, seat: Seat, *, back: str, beside: QWidget | None = None) -> None:
        super().__init__()
        self._print_next = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 16, 6)
        head.setSpacing(8)
        button = IconButton("chevron-left", back)
        button.clicked.connect(self.left)
        self._title = Line("", size=16, bold=True)
        head.addWidget(button)
        head.addWidget(self._title, 1)
        if beside is not None:
            head.addWidget(beside)
        column.addLayout(head)
        self.preview = seat_preview(seat, name=_("Preview"))
        self.preview.shown.connect(self._shown)
        self.setFocusProxy(self.preview)
        column.addWidget(self.preview, 1)

    def show_file(self, title: str, file: Path, *, then_print: bool = False) -> None:
        """Show the PDF `file`, and ask for a printer at once when `then_print`."""
        self._print_next = then_print
        self._title.set_text(title)
        self.preview.show_file(file)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_print(self) -> None:
        """Print what is shown."""
        self.preview.ask_print()

    def _shown(self, _pages: int) -> None:
        wanted, self._print_next = self._print_next, False
        if wanted:
            self.preview.ask_print()
