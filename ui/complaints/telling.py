"""Telling the salesperson: the text for WeChat into the clipboard, the slip to be looked at and printed (R14)."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.complaints import telling
from app.complaints.finding import ComplaintDetail
from app.files import safe_name, system_reason
from app.overview import papers
from app.store.errors import UserError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.paper_panel import PaperPanel
from ui.kit.seat import Seat


class Telling(QObject):
    """What is handed to the salesperson of a complaint."""

    def __init__(self, seat: Seat, host: QWidget) -> None:
        super().__init__(host)
        self._seat, self._host = seat, host

    def copy(self, found: ComplaintDetail, *, tell: bool = True) -> None:
        """The text for the salesperson into the clipboard; `tell`: say whom it is for."""
        QGuiApplication.clipboard().setText(telling.message(self._seat.desk, found))
        if tell:
            name = found.salesman.name if found.salesman else _("the salesperson")
            self._seat.toasts.show(_("Copied: paste it into the chat with {name}").format(name=name))

    def print_slip(self, found: ComplaintDetail) -> None:
        """The slip, to be looked at, printed and saved."""
        desk = self._seat.desk
        title = _("Complaint Slip") + f" {found.row.code}"
        name = safe_name(title)

        def draw(_progress: Progress) -> Path:
            folder = desk.folder / "reports" / "slips"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                papers.draw(desk, [telling.slip(desk, found)], folder / f"{name}.pdf")
            except OSError as problem:
                raise UserError(
                    _(
                        "The papers could not be written to {folder}: {reason}. Free or choose another folder."
                    ).format(folder=folder, reason=system_reason(problem))
                ) from problem
            return folder / f"{name}.pdf"

        def drawn(file: Path) -> None:
            sub = _("Print it, let the salesperson sign, and keep what comes back.")
            panel = PaperPanel(self._host.window(), self._seat, file, sub=sub)
            panel.open(focus=panel.preview)

        self._seat.jobs.read(
            draw, done=drawn, failed=self._seat.tell, owner=self, title=_("Drawing the slip")
        )
