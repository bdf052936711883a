"""Who took lists out of the office, and who had hidden numbers shown (R64)."""

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.office import privacy
from app.office.privacy import Disclosed
from app.overview.tables import KINDS
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.empty import Empty
from ui.kit.labels import label
from ui.kit.overlay import Overlay
from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.seat import Seat
from ui.kit.table import RecordTable

MOST = 2_000
HIGH, WIDE = 420, 860


class LogPanel(Overlay):
    """The newest lines of the log, read when it is opened."""

    def __init__(self, host: QWidget, seat: Seat) -> None:
        super().__init__(host, name=_("Exports and numbers shown"), width=WIDE)
        self._seat = seat
        self.add_title(
            _("Exports and numbers shown"),
            sub=_(
                "Each export, and each time hidden numbers were shown. Nobody can change or remove a line."
            ),
        )
        self.table = RecordTable(
            _columns(), jobs=seat.jobs, name=_("Exports and numbers shown"), row_height=32
        )
        self.table.set_empty(
            Empty(
                icon="file-down",
                title=_("Nothing was exported yet"),
                text=_("Whoever exports a list stands here, with how many rows and to which file."),
            )
        )
        holder = QWidget()
        holder.setFixedHeight(theme.px(HIGH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.body.addWidget(holder)
        self._count = label("", "meta")
        close = Button(_("Close"), key="Esc")
        close.clicked.connect(self.dismiss)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(close)
        self.body.addLayout(foot)
        desk = seat.desk
        seat.jobs.read(
            lambda _progress: privacy.log(desk, limit=MOST), done=self._got, failed=seat.tell, owner=self
        )

    def _got(self, lines: list[Disclosed]) -> None:
        self.table.show_source(LogSource(lines))
        if len(lines) == MOST:
            self._count.setText(
                _("The newest {n}; `frontdesk audit --exports` tells all.").format(n=f"{MOST:,}")
            )


def _columns() -> list[Column]:
    return [
        Column("at", pgettext("disclosure", "When"), width=132, sorts=False, tone="text2"),
        Column("by", pgettext("disclosure", "Who"), width=90, sorts=False),
        Column("what", pgettext("disclosure", "What"), width=124, sorts=False),
        Column("kind", pgettext("disclosure", "Of what"), width=100, sorts=False),
        Column("rows", pgettext("disclosure", "Rows"), width=64, align="right", sorts=False),
        Column("numbers", pgettext("disclosure", "Numbers"), width=84, sorts=False),
        Column("file", pgettext("disclosure", "File"), width=150, stretch=1, sorts=False, tone="text2"),
    ]


class LogSource:
    """Lines of the log as rows of the table; no database is asked."""

    def __init__(self, lines: Sequence[Disclosed]) -> None:
        self._lines = {each.id: each for each in lines}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """The lines in their order."""
        numbers = array("q", self._lines)
        return numbers if limit is None else numbers[:limit]

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The lines as they will be drawn."""
        return [_row(self._lines[each]) for each in ids]

    def interrupt(self, token: object) -> None:
        """Nothing runs long here."""


def _row(line: Disclosed) -> Row:
    exported = line.what == privacy.EXPORTED
    return Row(
        line.id,
        cells=(
            Cell(f"{line.at:%Y-%m-%d %H:%M}"), Cell(line.by),
            Cell(privacy.what_label(line.what), tag=True, tone="" if exported else "amber"), Cell(_kind(line)),
            Cell(f"{line.rows:,}" if exported else ""),
            Cell(pgettext("disclosure", "masked") if line.masked else pgettext("disclosure", "whole")),
            Cell(line.file),
        ),
    )  # fmt: skip


def _kind(line: Disclosed) -> str:
    if line.kind in KINDS:
        return pgettext(*KINDS[line.kind].title)
    names = {"dealer": _("Dealer"), "call": _("Call"), "complaint": _("Complaint")}
    name = names.get(line.kind, line.kind)
    return f"{name} {line.record_id}" if line.record_id is not None else _("A call not saved yet")
