"""Backup: the second place, a backup now, and every verified copy there is."""

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.overview import care, places
from app.overview.places import Held
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.empty import Empty
from ui.kit.jobs import Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import label
from ui.kit.overlay import Picture
from ui.kit.panes import Pane
from ui.kit.rows import Cell, Column, Row
from ui.kit.seat import Seat
from ui.kit.sizes import size_words
from ui.kit.table import RecordTable
from ui.settings.keeping import Keeper
from ui.settings.rows import SettingRows, label_width
from ui.settings.side_by_side import ListSource


class BackupPanel(QWidget):
    """The rows of the settings, what is amiss, and the list of copies. restore_wanted() -- go back to one of them."""

    restore_wanted = Signal()

    def __init__(self, seat: Seat, keeper: Keeper, declared: Any) -> None:
        super().__init__()
        self._seat = seat
        self.rows = SettingRows(seat, keeper, declared)
        desk = seat.desk
        self.rows.prepare["backup.second_folder"] = lambda told: (
            str(places.try_folder(desk, told)) if told else ""
        )
        keeper.kept.connect(lambda keys: self._read() if "backup.second_folder" in keys else None)
        self.now = Button(_("Back up now"), kind="primary", icon="database-backup")
        self.now.clicked.connect(self.back_up)
        self.folder = Button(_("Open folder"), icon="folder-open")
        self.folder.clicked.connect(self.open_folder)
        self.told = label("", "meta", wrap=True)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(label_width() + 16, 0, 0, 0)
        buttons.setSpacing(8)
        self.restore = Button(_("Go back to a backup…"), icon="history")
        self.restore.clicked.connect(self.restore_wanted)
        for part in (self.now, self.folder, self.restore):
            buttons.addWidget(part)
        buttons.addWidget(self.told, 1)
        self.banner = Pane("amber", name=_("Backup"))
        inside = QHBoxLayout()
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(8)
        self._banner_words = label("", "body", wrap=True)
        inside.addWidget(Picture("triangle-alert", size=16, tone="amber"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._banner_words, 1)
        self.banner.body.addLayout(inside)
        self.banner.hide()
        columns = (
            Column("at", _("Made at"), 150, sorts=False), Column("place", _("Place"), 90, sorts=False),
            Column("size", _("Size"), 90, align="right", sorts=False),
            Column("rows", _("Rows"), 96, align="right", sorts=False),
            Column("file", _("File"), 220, stretch=1, sorts=False, size=12, tone="text2"),
        )  # fmt: skip
        self.table = RecordTable(columns, jobs=seat.jobs, name=_("Backups"))
        self.table.set_empty(Empty(icon="database-backup", title=_("No backup yet"), text=_(
            "One is made by itself at the first start of each day.")))  # fmt: skip
        self.table.opened.connect(lambda _id: self.open_folder())
        self.table.told.connect(seat.toasts.show)
        self.table.failed.connect(seat.tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(14)
        top = QVBoxLayout()
        top.setSpacing(14)
        for part in (self.rows, self.banner):
            part.setMaximumWidth(theme.px(860))
            top.addWidget(part)
        top.addLayout(buttons)
        column.addLayout(top)
        column.addWidget(label(_("Verified backups"), "section"))
        column.addWidget(self.table, 1)
        rule = _(
            "Kept are all of two days, then one a day for two weeks, one a week for two months, one a month after that."
        )
        column.addWidget(label(rule, "meta", wrap=True))
        self.by_part: dict[str, QWidget] = {
            **self.rows.by_part,
            "now": self.now,
            "backups": self.table,
            "restore": self.restore,
        }
        self.keys = ActionMap(self, section=_("Backup"))
        self.keys.add("now", "Ctrl+Return", _("Back up now"), self.back_up)
        self._read()

    def refresh(self) -> None:
        """Show the settings as they hold now."""
        self.rows.refresh()

    def flush(self) -> None:
        """Keep what stands under the caret."""
        self.rows.flush()

    def focus_first(self) -> None:
        """Begin with the button."""
        self.now.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back_up(self) -> None:
        """Make a verified backup, in both places."""
        if not self.now.isEnabled():
            return
        desk = self._seat.desk
        self.now.set_working(_("Backing up…"))

        def work(progress: Progress) -> dict[str, Any]:
            return care.back_up(desk, progress=lambda done, total: progress.set(done, total))

        self._seat.jobs.network(
            work, done=self._made, failed=self._failed, stopped=self._rest, owner=self, title=_("Backing up")
        )

    def _rest(self) -> None:
        self.now.set_working(None)

    def _made(self, made: dict[str, Any]) -> None:
        self._rest()
        lost = made["files_missing"]
        sub = ngettext("{n} file of a record is missing, so it is not in the backup.",
                       "{n} files of records are missing, so they are not in the backup.", lost)  # fmt: skip
        said = _("Backed up and verified: {file}").format(file=made["file"])
        self._seat.toasts.show(said, sub=sub.format(n=lost) if lost else "")
        self._read()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self._seat.tell(error, again=self.back_up)
        self._read()

    def open_folder(self) -> None:
        """The folder of the copy chosen, in the system's file window."""
        held = self._held.get(self.table.current_id())
        folder = held.file.parent if held is not None else places.folder(self._seat.desk)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _read(self) -> None:
        desk = self._seat.desk
        self._held: dict[int, Held] = {}

        def read(_progress: Progress) -> tuple[list[Held], str]:
            return places.held(desk), places.second_problem(desk)

        self._seat.jobs.read(read, done=self._show, failed=self._seat.tell, owner=self)

    def _show(self, found: tuple[list[Held], str]) -> None:
        held, problem = found
        self._held = dict(enumerate(held, 1))
        self._banner_words.setText(problem)
        self.banner.setVisible(bool(problem))
        newest = max((each.at for each in held), default=None)
        self.told.setText(_("Last one: {moment}").format(moment=f"{newest:%Y-%m-%d %H:%M}") if newest else "")
        lines = [_Line(n, each) for n, each in self._held.items()]
        self.table.show_source(ListSource(lambda: lines, fits=lambda *_: True, draw=_draw, by={}))


class _Line:
    """A copy with a number, as lists want one."""

    def __init__(self, id: int, held: Held) -> None:
        self.id, self.held = id, held


def _draw(line: _Line) -> Row:
    held = line.held
    place = Cell(_("second"), tone="accent", tag=True) if held.second else Cell(_("here"), tag=True)
    return Row(line.id, (
        Cell(f"{held.at:%Y-%m-%d %H:%M:%S}"), place, Cell(size_words(held.bytes)), Cell(f"{held.rows:,}"),
        Cell(held.file.name, tip=str(held.file)),
    ))  # fmt: skip
