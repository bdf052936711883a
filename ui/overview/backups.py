"""Going back to a backup: the backups there are, what each holds, what would be lost, and the one button."""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.overview.recovery import BackupRow, Preview
from app.overview.room import say_bytes
from app.words import _, ngettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Jobs
from ui.kit.labels import label, set_tone
from ui.kit.overlay import Overlay, Picture
from ui.kit.panes import Pane, scrolled
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.table import RecordTable

LINE = 52
SHOWN = 7
LIST = 280
TOLD = 6  # last writes told one by one


class BackupSource:
    """The backups as a list; `find` reads them anew."""

    def __init__(self, read: Callable[[], list[BackupRow]]) -> None:
        self._read = read
        self.known: dict[int, BackupRow] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Places from 1, the one that holds most first."""
        self.known = dict(enumerate(self._read(), 1))
        return array("q", self.known)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """When it was made, over what it holds."""
        return [self._row(id, self.known[id]) if id in self.known else None for id in ids]

    def _row(self, id: int, row: BackupRow) -> Row:
        calls = ngettext("{n} call", "{n} calls", row.calls).format(n=f"{row.calls:,}")
        mark = Cell(_("newest"), tone="accent", tag=True) if id == 1 else Cell()
        if row.replaced:
            mark = Cell(_("replaced"), tag=True)
        elif row.elsewhere:
            mark = Cell(_("second place"), tag=True)
        return Row(
            id,
            title=Cell(f"{row.at:%Y-%m-%d %H:%M}"),
            sub=Cell(calls),
            mark=mark,
            end=Cell(say_bytes(row.bytes)),
        )

    def interrupt(self, token: object) -> None:
        """Some dozens of small files: nothing has to be stopped."""


class BackupsPanel(Overlay):
    """chosen(file) -- go back to this backup. Nothing is done here: the office must be closed for it first.

    read() lists the backups, preview(row) proves one and tells what would be lost; both run as jobs.
    """

    chosen = Signal(object)

    def __init__(
        self, host: QWidget, *, jobs: Jobs, read: Callable[[], list[BackupRow]],
        preview: Callable[[BackupRow], Preview],
    ) -> None:  # fmt: skip
        super().__init__(host, name=_("Go back to a backup"), width=760)
        self._jobs, self._preview = jobs, preview
        self._asking: Job | None = None
        self._shown: BackupRow | None = None
        self.add_title(
            _("Go back to a backup"), icon="history",
            sub=_("The office as it is now is backed up first, so this can be taken back the same way."),
        )  # fmt: skip
        self._source = BackupSource(read)
        self.table = RecordTable(
            (Column("record", _("Backups"), stretch=1, sorts=False),), jobs=jobs, name=_("Backups"), lines=True,
            line_height=LINE,
        )  # fmt: skip
        self.table.setFixedWidth(theme.px(LIST))
        self.table.setFixedHeight(theme.px(LINE * SHOWN))
        self.table.set_empty(
            Empty(
                icon="database-backup",
                title=_("No backup yet"),
                text=_("The first start of each day makes one."),
            )
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.table)
        row.addWidget(self._make_about(), 1)
        self.body.addLayout(row)
        self.body.addLayout(self._make_foot())
        self.table.current_changed.connect(self._ask)
        self.table.searched.connect(self.table.go_first)
        self.table.left.connect(self.dismiss)
        self.table.opened.connect(lambda _id: self.restore.setFocus())
        self.table.failed.connect(lambda error: self._say(str(error), tone="red"))
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._choose)
        self.table.show_source(self._source)

    def open(self, *, focus: QWidget | None = None) -> None:
        """Show it with the list focused."""
        super().open(focus=focus or self.table)

    def _make_about(self) -> QWidget:
        pane = Pane("sunken", name=_("What it holds"))
        inner = QWidget()
        self._about = QVBoxLayout(inner)
        self._about.setContentsMargins(16, 14, 16, 14)
        self._about.setSpacing(4)
        pane.body.addWidget(scrolled(inner))
        return pane

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._note = label("", "meta", wrap=True)
        cancel = Button(_("Leave it as it is"))
        cancel.clicked.connect(self.dismiss)
        self.restore = Button(_("Go back to it"), kind="primary", key="Ctrl ↵")
        self.restore.clicked.connect(self._choose)
        self.restore.set_available(False, _("Choose a backup first."))
        foot.addWidget(self._note, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.restore)
        return foot

    def _ask(self, id: int) -> None:
        row = self._source.known.get(id)
        if self._asking is not None:
            self._asking.cancel()
        self._shown = None
        self.restore.set_available(False, _("Choose a backup first."))
        self._empty()
        if row is None:
            return
        self._about.addWidget(label(_("Looking at it…"), "meta"))
        self._about.addStretch(1)
        preview = self._preview
        self._asking = self._jobs.read(
            lambda _progress: preview(row), done=self._told, owner=self,
            failed=lambda error: self._say(str(error), tone="red"),
        )  # fmt: skip

    def _told(self, told: Preview) -> None:
        self._empty()
        row = told.row
        self._line(f"{row.at:%Y-%m-%d %H:%M}", "pane")
        self._line(row.kept.file.name, "meta")
        self._line(
            ngettext("{n} record", "{n} records", row.records).format(n=f"{row.records:,}")
            + _(" · ") + say_bytes(row.bytes), "meta",
        )  # fmt: skip
        if told.problem:
            self._mark("circle-alert", told.problem, "red")
            self._about.addStretch(1)
            return
        self._mark("circle-check", _("Byte for byte as it was verified"), "green")
        self._files(told)
        self._about.addSpacing(8)
        self._about.addWidget(label(_("What would be lost"), "section"))
        self._losses(told)
        self._about.addStretch(1)
        self._shown = row
        self.restore.set_available(True)

    def _files(self, told: Preview) -> None:
        """What becomes of the files that belong to the records of this backup."""
        files = told.files
        if not files.told:
            return
        said = ngettext("{n} file of records", "{n} files of records", files.told).format(n=f"{files.told:,}")
        if files.coming:
            said += _(" · ") + ngettext("{n} comes back with it", "{n} come back with it", files.coming).format(
                n=files.coming)  # fmt: skip
        elif not files.missing:
            said += _(" · ") + _("all are here")
        self._mark("paperclip", said, "text2")
        if files.missing:
            lost = ngettext("{n} is nowhere: {names}", "{n} are nowhere: {names}", len(files.missing))
            names = _(", ").join(files.missing[:3]) + ("…" if len(files.missing) > 3 else "")
            self._mark("triangle-alert", lost.format(n=len(files.missing), names=names), "amber")

    def _losses(self, told: Preview) -> None:
        if not told.readable:
            self._line(_("The office can't be read, so nobody knows what came after this backup."), "body")
            return
        if told.other_way:
            self._line(
                _("The office is no later state of this backup: after it was made, somebody went back to another "
                  "one. All that was written since then would be gone."), "body", tone="amber",
            )  # fmt: skip
        if not told.writes:
            self._line(_("Nothing: it holds all that the office holds."), "body")
            return
        written = ngettext("{n} write since", "{n} writes since", told.writes).format(n=f"{told.writes:,}")
        self._line(written, "strong")
        for lost in told.lost:
            parts = [
                words.format(n=f"{number:,}")
                for number, words in (
                    (lost.new, _("{n} new")), (lost.changed, _("{n} changed")), (lost.gone, _("{n} removed")),
                ) if number
            ]  # fmt: skip
            self._line(_("{kind}: {what}").format(kind=lost.kind, what=_(", ").join(parts)), "body")
        self._about.addSpacing(8)
        self._about.addWidget(label(_("Last written"), "section"))
        for write in told.last[:TOLD]:
            self._line(f"{write.at:%m-%d %H:%M}  {write.by}", "meta")

    def _line(self, words: str, role: str, *, tone: str = "") -> None:
        self._about.addWidget(label(words, role, tone=tone, wrap=True))

    def _mark(self, icon: str, words: str, tone: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Picture(icon, size=16, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, "body", tone=tone, wrap=True), 1)
        self._about.addLayout(row)

    def _say(self, words: str, *, tone: str) -> None:
        self._note.setText(words)
        set_tone(self._note, tone)

    def _empty(self) -> None:
        while (item := self._about.takeAt(0)) is not None:
            inner = item.layout()
            for widget in (
                [item.widget()] if inner is None else [inner.itemAt(n).widget() for n in range(inner.count())]
            ):
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _choose(self) -> None:
        if self._shown is None:
            return
        file: Path = self._shown.kept.file
        self.close_up()
        self.chosen.emit(file)
