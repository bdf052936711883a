"""A list with its editor beside it: the ground of the staff and the provinces page."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.jobs import Jobs
from ui.kit.labels import hairline
from ui.kit.panes import Pane, scrolled
from ui.kit.rows import Column, Row, Sort
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.table import RecordTable


class ListSource:
    """A short list that one call reads whole: records with an id, filtered and drawn by functions.

    read -- all records, off the GUI thread. fits(record, text) -- whether it is listed. draw(record) -> Row.
    by -- sort keys by column.
    """

    def __init__(
        self, read: Callable[[], Sequence[Any]], *, fits: Callable[[Any, str], bool], draw: Callable[[Any], Row],
        by: dict[str, Callable[[Any], Any]], text: str = "",
    ) -> None:  # fmt: skip
        self._read, self._fits, self._draw, self._by, self.text = read, fits, draw, by, text
        self.records: dict[int, Any] = {}

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids of the records that fit, in the order asked for."""
        found = [record for record in self._read() if self._fits(record, self.text)]
        if sort is not None and sort.key in self._by:
            found.sort(key=self._by[sort.key], reverse=sort.descending)
        self.records = {record.id: record for record in found}
        return array("q", self.records)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The rows of `ids`."""
        records = self.records
        return [self._draw(records[id]) if id in records else None for id in ids]

    def interrupt(self, token: object) -> None:
        """The list is short: nothing has to be stopped."""


class SideBySide(QWidget):
    """Search box, buttons and list at the left; `side` at the right, where what is chosen is edited.

    asked(text) -- another text was typed in the search box.
    """

    asked = Signal(str)
    EDITOR = 344

    def __init__(
        self, columns: Sequence[Column], *, jobs: Jobs, name: str, hint: str, buttons: Sequence[Button] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self.search = SearchBox(name=hint, hint=hint, key="")
        self.search.setMaximumWidth(theme.px(280))
        self.table = RecordTable(columns, jobs=jobs, name=name)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 10, 16, 6)
        self.head.setSpacing(8)
        self.head.addWidget(self.search, 1000)  # all there is, up to its own most
        self.head.addStretch(1)
        for button in buttons:
            self.head.addWidget(button)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(self.head)
        inset = QHBoxLayout()
        inset.setContentsMargins(8, 0, 8, 8)
        inset.addWidget(self.table)
        left.addLayout(inset, 1)
        self.side = Pane("sunken", name=name)
        self.side.setFixedWidth(theme.px(self.EDITOR))
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.side.body.addWidget(scrolled(self.content), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(hairline(upright=True))
        row.addWidget(self.side)
        TypeToFind(self.table, self.search)
        self.search.asked.connect(self.asked)
        self.search.to_list.connect(self._to_list)
        self.search.entered.connect(self._to_list)
        self.search.left.connect(self._to_list)

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
