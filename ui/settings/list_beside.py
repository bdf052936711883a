"""A list with everything a list of the program can, and the editor of what is chosen beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.labels import Line, hairline
from ui.kit.list_spec import ListSpec
from ui.kit.panes import Pane, scrolled
from ui.kit.record_list import RecordList
from ui.kit.seat import Seat

EDITOR = 344


class ListBeside(QWidget):
    """The list at the left under its head, `editor` at the right.

    chosen(id) -- a row was chosen; 0: none is there.
    """

    chosen = Signal(int)

    def __init__(self, seat: Seat, spec: ListSpec, editor: QWidget, *, add: Button) -> None:
        super().__init__()
        self.list = RecordList(seat, spec)
        self.table, self.search = self.list.table, self.list.search
        self._words = spec.words
        self._wanted = 0
        self._count = Line("", size=12, tone="text3")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 6)
        head.setSpacing(4)
        head.addWidget(self._count, 1)
        for tool in self.list.tools():
            head.addWidget(tool)
        head.addSpacing(4)
        head.addWidget(add)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        self.side = Pane("sunken", name=spec.name)
        self.side.setFixedWidth(theme.px(EDITOR))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(editor)
        column.addStretch(1)
        self.side.body.addWidget(scrolled(content), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(hairline(upright=True))
        row.addWidget(self.side)
        self.list.set_size_class("design", lines=False)
        self.list.chosen.connect(self._on_current)
        self.table.searched.connect(self._searched)
        self.table.counted.connect(self._counted)

    def want(self, id: int, *, anew: bool = False) -> None:
        """Choose row `id` now, or as soon as it is listed; `anew` -- not in the list that is about to go."""
        self._wanted = id
        if not anew and self.table.set_current(id):
            self._wanted = 0

    def focus_first(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _searched(self) -> None:
        if self._wanted and self.table.set_current(self._wanted):
            self._wanted = 0
        elif not self.table.current_id():
            self.table.go_first()

    def _counted(self, count: int, complete: bool) -> None:
        if self._wanted and complete:
            self.table.set_current(self._wanted)
            self._wanted = 0
        self._count.set_text(self._words(count) if complete else "")
        if not count and complete:
            self.chosen.emit(0)

    def _on_current(self, id: int) -> None:
        if id:
            self.chosen.emit(id)
