"""The list of complaints beside that of calls: search, chips, filters, table."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from app.complaints import bulk, filters, finding, rules, service
from app.overview.tables import export
from app.words import _, ngettext
from ui.complaints import filtering
from ui.complaints.rows import ComplaintSource, columns
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.empty import Empty
from ui.kit.jobs import Progress
from ui.kit.labels import Line
from ui.kit.list_spec import Asked, BulkSpec, ListSpec, Told
from ui.kit.listed_pane import ListedPane
from ui.kit.rows import Sort
from ui.kit.seat import Seat
from ui.kit.sides import side_switch
from ui.kit.table import count_words

NEWEST_FIRST = Sort("received_at", descending=True)


def complaints(count: int) -> str:
    """So many complaints in words."""
    return ngettext("{n} complaint", "{n} complaints", count).format(n=f"{count:,}")


def spec(seat: Seat) -> ListSpec:
    """The list of complaints as data."""
    desk = seat.desk

    def written(path: Path, ids: list[int], told: Told) -> int:
        return export(desk, "complaints", path, ids=ids, progress=told)

    return ListSpec(
        key="complaints", name=_("Complaints"), hint=_("Initials, words, numbers"), columns=columns(),
        source=lambda asked: ComplaintSource(desk, filtering.query(asked)), usual=NEWEST_FIRST,
        fields=lambda: filters.fields(desk),
        counts=lambda asked, key: finding.choice_counts(desk, filtering.query(asked), key),
        presets=filtering.presets(), searched={"open": "all", "new": "all", "followup": "all"},
        adjusted=filtering.adjusted, words=complaints, empty=filtering.nothing_here,
        bulk=BulkSpec(
            fields=lambda: bulk.fields(desk),
            preview=lambda ids, key, value, told: bulk.preview(desk, ids, key, value, told=told),
            change=lambda ids, key, value, told: bulk.change(desk, ids, key, value, told=told),
        ),
        restore=lambda ids: service.restore(desk, ids), export=written, imports="complaints", row_height=40,
        lines=True,
    )  # fmt: skip


class ListPane(ListedPane):
    """new_wanted() -- the empty list's button. switched(side) -- the calls are wanted."""

    new_wanted = Signal()
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, spec(seat))
        self._stale = False
        self.search, self.chips = self.list.search, self.list.presets
        self.switch = side_switch("complaints")
        self.switch.picked.connect(self._switched)
        self.add_head(self.switch, None, *self.list.tools(), height=52, line=False)
        self.body.addWidget(self.list, 1)
        self._figures = Line("", size=12, tone="text2")
        self._count = Line("", size=12, tone="text3", align=Qt.AlignmentFlag.AlignRight)
        row = self.add_foot(self._figures, self._count, height=36)
        row.setStretchFactor(self._figures, 1)
        self.list.shown.connect(self._shown)
        self.list.removed.connect(lambda _ids: seat.toasts.note(
            _("A complaint is never deleted: what is none is withdrawn, with a reason.")
        ))  # fmt: skip
        self.list.row_menu = lambda menu, id: self._fill_row_menu(menu, id)

    def start(self) -> None:
        """List for the first time."""
        super().start()
        self.count()

    def heard(self, burst: Burst) -> None:
        """Somebody wrote."""
        ids = burst.ids("complaint")
        came = burst.came_or_went("complaint") or (self.list.asked.preset != "all" and bool(ids))
        elsewhere = burst.from_elsewhere(self._seat.desk.store.origin)
        if came or ids:
            self.list.heard(changed=ids, came_or_went=came, lit=elsewhere)
        self.count()

    def count(self) -> None:
        """Count the chips anew."""
        if not self.isVisible():
            self._stale = True
        desk = self._seat.desk

        def read(_progress: Progress) -> dict[str, int]:
            with desk.store.read() as session:
                return finding.counts(session)

        self._seat.jobs.read(read, done=self._counted, failed=self._seat.tell, owner=self, latest="counts")

    # Within

    def _counted(self, found: dict[str, int]) -> None:
        open_ = sum(found.get(status, 0) for status in rules.UNFINISHED)
        new, asked = found.get("new", 0), found.get("followup", 0)
        counts = {key: n for key, n in (("open", open_), ("new", new), ("followup", asked)) if n}
        self.chips.set_counts({**counts}, tones={"new": "red", "followup": "amber"})
        closed = found.get("closed", 0)
        self._figures.set_text(
            ngettext("{n} closed", "{n} closed", closed).format(n=closed) if closed else ""
        )

    def _switched(self, side: object) -> None:
        self.switch.set_value("complaints")
        if side != "complaints":
            self.switched.emit(str(side))

    def _shown(self, asked: Asked) -> None:
        if not asked.narrowed() and not asked.in_bin:
            new = Button(_("Take in a complaint"), kind="primary", icon="plus", key="Ctrl N")
            new.clicked.connect(self.new_wanted)
            icon, title, text = filtering.nothing_here(asked)
            self.table.set_empty(Empty(icon=icon, title=title, text=text, buttons=(new,)))

    def counted(self, count: int, complete: bool) -> None:
        """How many, at the foot."""
        self._count.set_text(count_words(count, complete))

    def _fill_row_menu(self, menu: QMenu, id: int) -> None:
        menu.addAction(_("Open"), lambda: self.opened.emit(id))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.count()
