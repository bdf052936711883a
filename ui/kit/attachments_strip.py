"""The files of the record on screen: added by dialog, dropped, pasted; opened, saved, taken off with undo (R52)."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.directory import attachments
from app.directory.attachments import AttachmentRow, opens
from app.store.errors import UserError
from app.words import _, ngettext
from ui.kit import paint, theme
from ui.kit.attachment_doing import FileDoing
from ui.kit.attachment_tile import SIDE, AttachmentTile
from ui.kit.buttons import LinkButton
from ui.kit.changes import Burst
from ui.kit.flow import FlowLayout
from ui.kit.jobs import Job, Progress
from ui.kit.labels import label
from ui.kit.seat import Seat
from ui.kit.thumbnails import PIXELS, is_picture, thumbnail

AT_ONCE = 50
"""So many files are added in one go: a whole folder dropped by mistake is told, not copied."""
TOUCHED = ("attachment",)


class AttachmentsStrip(QWidget):
    """Call `show_record` for each record that comes to the screen; `clear` for none.

    Everything that reads or copies is a job; what is written can be taken back with Alt+U. counted(n) -- so many files
    the record has.
    """

    counted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.doing = FileDoing(seat, self)
        self._record: tuple[str, int] | None = None
        self._reading: Job | None = None
        self._pictures: dict[int, QImage | None] = {}
        self._focus_at = -1
        self._over = self._closed = False
        self.tiles: list[AttachmentTile] = []
        self.setAccessibleName(_("Files"))
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.count = label("", "section")
        self.add = LinkButton(_("Add a file…"), icon="paperclip", size=14)
        self.add.clicked.connect(self.ask)
        self.hint = label(_("or drop it here, or paste a picture with Ctrl V"), "meta")
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self.count)
        head.addWidget(self.add)
        head.addWidget(self.hint)
        head.addStretch(1)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(4))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._holder)
        self._holder.hide()
        # a burst of writes is one reading
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        seat.changes.changed.connect(self._heard)

    # What the page says

    def show_record(self, kind: str, record_id: int, *, closed: bool = False) -> None:
        """Show the files of a record. `closed`: it lies in the bin, nothing is added or removed."""
        self._closed = closed
        self.add.setVisible(not closed)
        if self._record != (kind, record_id):
            self._record = (kind, record_id)
            self._show([])
        self._read()

    def clear(self) -> None:
        """No record is on screen."""
        self._record = None
        if self._reading is not None:
            self._reading.cancel()
        self._show([])

    def focus_first(self) -> None:
        """To the first file, or to where one is added."""
        (self.tiles[0] if self.tiles else self.add).setFocus(Qt.FocusReason.TabFocusReason)

    def paste(self) -> None:
        """Ctrl+V: files that were copied, or a picture, such as a screenshot of a chat."""
        if not self._open():
            return
        mime = QGuiApplication.clipboard().mimeData()
        if paths := files_of(mime):
            self.add_files(paths)
        elif mime is not None and mime.hasImage():
            self._add_image(QGuiApplication.clipboard().image())
        else:
            self._seat.toasts.note(_("Neither a file nor a picture is in the clipboard."))

    def ask(self) -> None:
        """Choose files to add."""
        if self._open():
            chosen, _kind = QFileDialog.getOpenFileNames(self.window(), _("Add files"), str(Path.home()))
            if chosen:
                self.add_files([Path(each) for each in chosen])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep copies of these files with the record, in one step that can be taken back."""
        if not self._open() or self._record is None:
            return
        if len(paths) > AT_ONCE:
            said = _("{n} files at once are too many: {most} at most. Pack them into one.")
            self._seat.toasts.note(said.format(n=len(paths), most=AT_ONCE))
            return
        desk, (kind, record_id) = self._seat.desk, self._record
        sources = [(path, "") for path in paths]
        self._seat.save(
            lambda progress: attachments.add_many(
                desk, kind, record_id, sources, told=lambda done, all: progress.set(done, all)
            ),
            owner=self, said=lambda ids: _added(len(ids), paths[0].name),
        )  # fmt: skip

    # Reading

    def _open(self) -> bool:
        return self._record is not None and not self._closed and self.isEnabled()

    def _heard(self, burst: Burst) -> None:
        if self._record is not None and burst.touches(*TOUCHED):
            self._soon.start()

    def _read(self) -> None:
        if self._record is None:
            return
        desk, record = self._seat.desk, self._record
        if self._reading is not None:
            self._reading.cancel()

        def got(rows: list[AttachmentRow]) -> None:
            if self._record == record:
                self._show(rows)

        self._reading = self._seat.jobs.read(
            lambda _progress: attachments.find(desk, *record), done=got, failed=self._seat.tell, owner=self
        )

    def _show(self, rows: list[AttachmentRow]) -> None:
        if [tile.row for tile in self.tiles] == rows:
            self._tell_count()
            return
        focused = next((at for at, tile in enumerate(self.tiles) if tile.hasFocus()), self._focus_at)
        self._focus_at = -1
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        shown = {row.id for row in rows}  # pictures of other records are not kept all day
        self._pictures = {id: picture for id, picture in self._pictures.items() if id in shown}
        self.tiles = [self._tile(row) for row in rows]
        self._holder.setVisible(bool(rows))
        self._tell_count()
        if focused >= 0:
            (self.tiles[min(focused, len(self.tiles) - 1)] if self.tiles else self.add).setFocus()
        self.updateGeometry()

    def _tell_count(self) -> None:
        count = len(self.tiles)
        self.counted.emit(count)
        self.count.setText(_("Files {n}").format(n=count) if count else _("Files"))
        self.hint.setVisible(not count and not self._closed)

    def _tile(self, row: AttachmentRow) -> AttachmentTile:
        tile = AttachmentTile(row)
        tile.opened.connect(lambda: self.doing.look(row))
        tile.saved.connect(lambda: self.doing.ask_save(row))
        tile.renamed.connect(lambda: self.doing.rename(row))
        tile.removed.connect(lambda: self._remove(row))
        tile.copied.connect(lambda: self.doing.copy(row))
        tile.stepped.connect(lambda by: self._step(tile, by))
        tile.menu_wanted.connect(lambda at: self._menu(row, at))
        self._flow.addWidget(tile)
        if row.id in self._pictures:
            tile.show_picture(self._pictures[row.id])
        elif is_picture(row.name) and not row.missing:
            self._draw(row, tile)
        return tile

    def _draw(self, row: AttachmentRow, tile: AttachmentTile) -> None:
        desk, side = self._seat.desk, round(theme.px(SIDE) * 2 * self.devicePixelRatioF())

        def work(_progress: Progress) -> QImage | None:
            try:
                return thumbnail(attachments.source_of(desk, row.id)[0], side)
            except UserError:  # it is gone or damaged: the tile keeps its icon, opening it tells why
                return None

        def drawn(image: QImage | None) -> None:
            self._pictures[row.id] = image
            tile.show_picture(image)

        self._seat.jobs.read(work, done=drawn, failed=self._seat.tell, owner=tile)

    def _add_image(self, image: QImage) -> None:
        if self._record is None or image.isNull():
            return
        if image.width() * image.height() > PIXELS:
            self._seat.toasts.note(_("This picture is too large. Save it as a file and add that."))
            return
        desk, (kind, record_id) = self._seat.desk, self._record
        name = _("Picture {moment}.png").format(moment=f"{desk.now():%m%d-%H%M%S}")

        def work(_progress: Progress) -> int:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "pasted.png"
                if not image.save(str(file)):
                    raise UserError(_("The picture could not be written: is the disk full?"))
                return attachments.add(desk, kind, record_id, file, name=name)

        self._seat.save(work, owner=self, said=_added(1, name))

    # Doing

    def _step(self, tile: AttachmentTile, by: int) -> None:
        at = self.tiles.index(tile) + by
        if 0 <= at < len(self.tiles):
            self.tiles[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, row: AttachmentRow) -> None:
        if not self._open():
            return
        desk = self._seat.desk
        self._focus_at = next((at for at, tile in enumerate(self.tiles) if tile.row.id == row.id), -1)
        self._seat.save(
            lambda _progress: attachments.remove(desk, [row.id]), owner=self,
            said=_("{file} was taken off").format(file=row.name),
        )  # fmt: skip

    def _menu(self, row: AttachmentRow, at) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = menu.addAction(_("Open") + "\t↵", lambda: self.doing.look(row))
        look.setEnabled(opens(row.name))
        menu.addAction(_("Save as…"), lambda: self.doing.ask_save(row))
        menu.addAction(_("Copy") + "\tCtrl+C", lambda: self.doing.copy(row))
        menu.addSeparator()
        if self._open():
            menu.addAction(_("Rename…"), lambda: self.doing.rename(row))
            menu.addAction(_("Take off") + "\tDel", lambda: self._remove(row))
        menu.popup(at)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open() and files_of(event.mimeData()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add_files(files_of(event.mimeData()))

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event) -> None:
        if self._over:
            t = theme.tokens()
            with paint.painter_of(self) as painter:
                paint.box(painter, self.rect(), fill=t.accent_soft, edge=t.accent, width=1.5)


def clip(strip: AttachmentsStrip, area: QScrollArea) -> LinkButton:
    """A paperclip for the head of a page: how many files there are, and the way down to them in `area`."""
    made = LinkButton("", icon="paperclip", size=14)
    made.setToolTip(_("To the files"))
    made.hide()

    def go() -> None:
        strip.focus_first()
        area.ensureWidgetVisible(strip, 0, theme.px(12))

    def counted(count: int) -> None:
        made.setText(str(count))
        made.setAccessibleName(ngettext("{n} file", "{n} files", count).format(n=count))
        made.setVisible(bool(count))
        made.updateGeometry()

    made.clicked.connect(go)
    strip.counted.connect(counted)
    return made


def files_of(mime: QMimeData | None) -> list[Path]:
    """The local files that lie in a clipboard or hang on a mouse."""
    if mime is None or not mime.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _added(count: int, name: str) -> str:
    if count == 1:
        return _("{file} is kept with the record").format(file=name)
    return ngettext("{n} file is kept with the record", "{n} files are kept with the record", count).format(
        n=count
    )
