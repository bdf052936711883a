"""The list of complaints beside that of calls: search, chips, filters, table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from app.complaints import filters, finding, rules, service
from app.overview.tables import export
from app.words import _, ngettext
from ui.complaints import filtering
from ui.complaints.rows import ComplaintSource, columns
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.empty import Empty
from ui.kit.jobs import Progress
from ui.kit.labels import Line
from ui.kit.list_spec import Asked, ListSpec, Told
from ui.kit.panes import Pane
from ui.kit.record_list import RecordList
from ui.kit.rows import Sort
from ui.kit.seat import Seat
from ui.kit.sides import side_switch
from ui.kit.table import count_words

PATIENCE = 1500  # ms that a row asked for may take to be listed
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
        restore=lambda ids: service.restore(desk, ids), export=written, row_height=40, lines=True,
    )  # fmt: skip


class ListPane(Pane):
    """chosen(id) -- a row was chosen, 0: none is there; opened(id) -- Enter or double click. new_wanted() -- the
    empty list's button. switched(side) -- the calls are wanted.
    """

    chosen = Signal(int)
    opened = Signal(int)
    new_wanted = Signal()
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__("sunken", name=_("Complaints"))
        self._seat = seat
        self._wanted = self._last = 0
        self._stale = False
        self.leave_alone = False
        """Whether the row chosen last stays so: a form is in front."""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)
        self.list = RecordList(seat, spec(seat))
        self.table, self.search, self.chips = self.list.table, self.list.search, self.list.presets
        self.switch = side_switch("complaints")
        self.switch.picked.connect(self._switched)
        self.add_head(self.switch, None, *self.list.tools(), height=52, line=False)
        self.body.addWidget(self.list, 1)
        self._figures = Line("", size=12, tone="text2")
        self._count = Line("", size=12, tone="text3", align=Qt.AlignmentFlag.AlignRight)
        row = self.add_foot(self._figures, self._count, height=36)
        row.setStretchFactor(self._figures, 1)
        self.list.opened.connect(self.opened)
        self.list.shown.connect(self._shown)
        self.list.row_menu = lambda menu, id: self._fill_row_menu(menu, id)
        self.table.current_changed.connect(self._on_current)
        self.table.searched.connect(self._keep_choice)
        self.table.counted.connect(self._on_counted)

    def start(self) -> None:
        """List for the first time."""
        self.list.start()
        self.count()

    def set_size_class(self, name: str) -> None:
        """Columns in a wide window, two lines a complaint otherwise."""
        self.list.set_size_class(name, lines=name != "wide")

    def want(self, id: int) -> None:
        """Choose row `id` now, or as soon as it is listed; `chosen` is silent until then."""
        self._wanted = self._last = id
        if self.table.current_id() == id or self.table.set_current(id):
            self._wanted = 0
        else:
            self._patience.start()

    def heard(self, burst: Burst) -> None:
        """Somebody wrote."""
        ids = burst.ids("complaint")
        came = burst.came_or_went("complaint") or (self.list.asked.preset != "all" and bool(ids))
        elsewhere = burst.from_elsewhere(self._seat.desk.store.origin)
        if came or ids:
            self.list.heard(changed=ids, came_or_went=came, lit=elsewhere)
        self.count()

    def state(self) -> dict[str, Any]:
        """Filters, view, columns and sort, for `restore`."""
        return self.list.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave."""
        self.list.restore(state)

    def count(self) -> None:
        """Count the chips anew."""
        if not self.isVisible():
            self._stale = True
        desk = self._seat.desk

        def read(_progress: Progress) -> dict[str, int]:
            with desk.store.read() as session:
                return finding.counts(session)

        self._seat.jobs.read(read, done=self._counted, failed=self._seat.tell, owner=self)

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

    def _on_counted(self, count: int, complete: bool) -> None:
        self._keep_choice()
        if not count and complete and not self.leave_alone:
            self.chosen.emit(0)
        self._count.set_text(count_words(count, complete))

    def _keep_choice(self) -> None:
        if self._wanted and self.table.set_current(self._wanted):
            self._wanted = 0
        elif self._wanted or self.table.current_id() or self.table.set_current(self._last):
            return
        elif not self.leave_alone:
            self.table.go_first()

    def _give_up(self) -> None:
        self._wanted = 0

    def _on_current(self, id: int) -> None:
        if id and (not self._wanted or id == self._wanted):
            self._last = id
            self.chosen.emit(id)

    def _fill_row_menu(self, menu: QMenu, id: int) -> None:
        menu.addAction(_("Open"), lambda: self.opened.emit(id))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.count()
