"""What can be done with one file of a record: shown by its program, saved elsewhere, copied, called otherwise (R52)."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import (
    QDesktopServices,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from app.directory import attachments
from app.directory.attachments import AttachmentRow
from app.words import _
from ui.kit import clipboard
from ui.kit.line_panel import LinePanel
from ui.kit.seat import Seat


@cache
def looking_folder() -> Path:
    """Where copies lie that other programs open: this run's own, gone when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-opened-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class FileDoing(QObject):
    """Everything that reads or copies is a job of `host`, which the panels open over."""

    def __init__(self, seat: Seat, host: QWidget) -> None:
        super().__init__(host)
        self._seat, self._host = seat, host

    def look(self, row: AttachmentRow) -> None:
        """Show it in the program that this PC has for its kind."""
        desk = self._seat.desk

        def shown(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._seat.toasts.note(
                    _("No program on this PC shows {file}.").format(file=row.name),
                    action=_("Save as…"), run=lambda: self.ask_save(row),
                )  # fmt: skip

        self._seat.jobs.network(
            lambda _progress: attachments.to_look_at(desk, row.id, looking_folder()), done=shown,
            failed=self._seat.tell, owner=self._host,
        )  # fmt: skip

    def ask_save(self, row: AttachmentRow) -> None:
        """Ask where, and write a copy there."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self._host.window(), _("Save as"), str(Path.home() / row.name)
        )
        if chosen:
            self.save_to(row, Path(chosen))

    def save_to(self, row: AttachmentRow, path: Path) -> None:
        """Write a copy of the file to `path`."""
        desk = self._seat.desk
        self._seat.jobs.network(
            lambda _progress: attachments.save_as(desk, row.id, path), owner=self._host, failed=self._seat.tell,
            done=lambda _none: self._seat.toasts.show(_("Saved as {name}.").format(name=path.name)),
        )  # fmt: skip

    def copy(self, row: AttachmentRow) -> None:
        """Into the clipboard as a file, to be pasted into a chat or a folder."""
        desk = self._seat.desk

        def copied(path: Path) -> None:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            mime.setText(path.name)
            clipboard.put(mime)
            self._seat.toasts.show(_("Copied: paste {file} where it is wanted").format(file=row.name))

        self._seat.jobs.network(
            lambda _progress: attachments.copy_out(desk, row.id, looking_folder() / "copied"), done=copied,
            failed=self._seat.tell, owner=self._host,
        )  # fmt: skip

    def rename(self, row: AttachmentRow) -> None:
        """Ask for another name."""
        desk = self._seat.desk
        panel = LinePanel(
            self._host.window(), title=_("Call the file otherwise"), name=_("File name"), text=Path(row.name).stem,
            done=_("Rename"),
        )  # fmt: skip
        panel.entered.connect(
            lambda text: self._seat.save(
                lambda _progress: attachments.rename(desk, row.id, text), owner=self._host, said=_("Renamed")
            )
        )
        panel.open()
