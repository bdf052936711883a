"""The pane of a page's list: it keeps a row chosen while the list changes, and waits for one that is asked for."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent

from ui.kit import theme
from ui.kit.list_spec import ListSpec
from ui.kit.panes import Pane
from ui.kit.record_list import RecordList
from ui.kit.seat import Seat

PATIENCE = 1500  # ms that a row asked for may take to be listed


class ListedPane(Pane):
    """chosen(id) -- a row was chosen, 0: none is there. opened(id) -- Enter or double click on it."""

    COLUMNS_FROM = 556
    """px of the pane; in less the columns say nothing any more."""
    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, seat: Seat, spec: ListSpec) -> None:
        super().__init__("sunken", name=spec.name)
        self._seat = seat
        self._wanted = self._last = 0
        self._size_class = ""
        self._lines: bool | None = None
        self.leave_alone = False
        """Whether the row chosen last stays so, even when it is not listed: a form is in front."""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)
        self.list = RecordList(seat, spec)
        self.table = self.list.table
        self.list.opened.connect(self.opened)
        self.list.chosen.connect(self._on_current)
        self.table.searched.connect(self._keep_choice)
        self.table.counted.connect(self._on_counted)

    def start(self) -> None:
        """List for the first time."""
        self.list.start()

    def set_size_class(self, name: str) -> None:
        """Columns in a wide window where the pane has room for them, two lines a record otherwise."""
        self._size_class, self._lines = name, None
        self._fit()

    def _fit(self) -> None:
        lines = self._size_class != "wide" or self.width() < theme.px(self.COLUMNS_FROM)
        if self._size_class and lines != self._lines:
            self._lines = lines
            self.list.set_size_class(self._size_class, lines=lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def want(self, id: int) -> None:
        """Choose row `id` now, or as soon as it is listed; `chosen` is silent until then."""
        self._wanted = self._last = id
        if self.table.current_id() == id or self.table.set_current(id):
            self._wanted = 0
        else:
            self._patience.start()

    def state(self) -> dict[str, Any]:
        """Filters, view, columns and sort, for `restore`."""
        return self.list.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave."""
        self.list.restore(state)

    def counted(self, count: int, complete: bool) -> None:
        """So many rows are listed; `complete`: no more will come. For the words of the foot or head."""

    def _on_counted(self, count: int, complete: bool) -> None:
        self._keep_choice()
        if not count and complete and not self.leave_alone:
            self.chosen.emit(0)
        self.counted(count, complete)

    def _keep_choice(self) -> None:
        if self._wanted and self.table.set_current(self._wanted):
            self._wanted = 0
        elif self._wanted or self.table.current_id() or self.table.set_current(self._last):
            return
        elif not self.leave_alone:
            self.table.go_first()

    def _give_up(self) -> None:
        """What was asked for is not in this list."""
        self._wanted = 0

    def _on_current(self, id: int) -> None:
        if id and (not self._wanted or id == self._wanted):
            self._last = id
            self.chosen.emit(id)
