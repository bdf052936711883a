"""A list under a search box from which one thing is picked: the caret stays in the box, the arrows move the choice."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.jobs import Jobs
from ui.kit.rows import Column
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.table import RecordTable

LINE = 52


class PickList(RecordTable):
    """picked(id) -- Enter in the box or in the list, or a double click. The choice looks active all the time."""

    picked = Signal(int)

    def __init__(self, box: SearchBox, *, jobs: Jobs, name: str) -> None:
        columns = (Column("record", name, stretch=1, sorts=False),)
        super().__init__(columns, jobs=jobs, name=name, lines=True, line_height=LINE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSelectionMode(RecordTable.SelectionMode.SingleSelection)
        TypeToFind(self, box)
        _Arrows(self, box)
        box.entered.connect(self._pick)
        self.opened.connect(self.picked)

    def is_active(self) -> bool:
        return True

    def move_choice(self, step: int) -> None:
        """One record up or down; headings are stepped over."""
        ids = self.model().ids
        at = self.currentIndex().row() + step
        while 0 <= at < len(ids) and ids[at] < 0:
            at += step
        if 0 <= at < len(ids):
            self.set_current(ids[at])

    def _pick(self) -> None:
        if self.current_id() > 0:
            self.picked.emit(self.current_id())


class _Arrows(QObject):
    """Up and down in the box move the choice of the list."""

    def __init__(self, table: PickList, box: SearchBox) -> None:
        super().__init__(table)
        self._table = table
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._table.move_choice(step)
                return True
        return super().eventFilter(watched, event)
