"""Writing all papers of a month: in the background, told when it is done, and the way to the folder."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.overview import papers
from app.words import _, ngettext
from ui.kit.buttons import Button
from ui.kit.jobs import Progress
from ui.kit.seat import Seat
from ui.reports.figures import short_name


class Writing(QObject):
    """written(month) -- its files are there. `button` says that they are being written meanwhile."""

    written = Signal(object)

    def __init__(self, seat: Seat, button: Button, *, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._button = seat, button

    def write(self, month: date, folder: Path | None = None) -> None:
        """Write every paper of `month` in every format, into the month's folder or into `folder`."""
        if not self._button.isEnabled():
            return
        desk = self._seat.desk

        def work(progress: Progress) -> papers.Written:
            return papers.write(
                desk, papers.MONTH, month, folder=folder,
                progress=lambda done, steps: progress.set(done, steps),
            )  # fmt: skip

        def finished(done: papers.Written) -> None:
            self._rest()
            count = ngettext("{n} file", "{n} files", len(done.files)).format(n=len(done.files))
            self._seat.toasts.show(
                _("{month} is written: {files}.").format(month=short_name(month), files=count),
                action=_("Open folder"), run=lambda: open_folder(done.files[0].parent),
            )  # fmt: skip
            self.written.emit(month)

        def failed(error: Exception) -> None:
            self._rest()
            self._seat.tell(error)

        self._button.set_working(_("Writing…"))
        self._seat.jobs.read(
            work, done=finished, failed=failed, stopped=self._rest, owner=self,
            title=_("Writing the papers of {month}").format(month=short_name(month)),
        )  # fmt: skip

    def _rest(self) -> None:
        self._button.set_working(None)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
