"""RecordTable: the one list of the program, with columns in wide panes and two lines a record in narrow ones."""

import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.words import ngettext
from ui.kit import theme
from ui.kit.jobs import Jobs
from ui.kit.rows import Column, Edit, Sort, Source
from ui.kit.table_hand import HandView
from ui.kit.table_paint import FADE, RowPainter


class RecordTable(HandView):
    """Shows what a Source finds. Records are spoken of by id; all of its work is done by reader jobs.

    row_height -- of the column form (36; compact 30; calls 40). lines -- begin in the two-line form (56 px rows).
    """

    counted = Signal(int, bool)
    searched = Signal()
    failed = Signal(object)

    def __init__(
        self, columns: Sequence[Column], *, jobs: Jobs, name: str, row_height: int = 36, lines: bool = False,
        line_height: int = 56, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            columns, jobs=jobs, row_height=row_height, line_height=line_height, lines=lines, parent=parent
        )
        self._painted: list[tuple[int, int]] = []
        self._stale = False
        self._empty: QWidget | None = None
        self.setAccessibleName(name)
        self._dress()
        self._model.counted.connect(self._on_counted)
        self._model.searched.connect(self._on_searched)
        self._model.edited.connect(self._on_edited)
        self._model.failed.connect(self.failed)
        self._model.rowsInserted.connect(lambda: self._settle.start())
        self._model.dataChanged.connect(self._on_data)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._settle = QTimer(self, singleShot=True, interval=10)
        self._settle.timeout.connect(self._want)
        self.verticalScrollBar().valueChanged.connect(lambda: self._settle.start())
        self._fade = QTimer(self, interval=60)
        self._fade.timeout.connect(self._fading)

    def _dress(self) -> None:
        self.setItemDelegate(RowPainter(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own = (
            self.palette()
        )  # the painter draws the selection; Qt's own fill would lie under its round corners
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            own.setColor(group, QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(own)

    # What pages say

    def show_source(self, source: Source, *, sort: Sort | None = None) -> None:
        """List what `source` finds, from the top. Call it with every letter typed: the latest wins."""
        if sort is not None:
            self._model.sort = sort
            self._header().sort = sort
        self._model.show(source)

    def search(self) -> None:
        """Ask the same source again, from the top."""
        self._model.search()

    def heard(self, *, changed: Iterable[int] = (), came_or_went: bool = False, lit: bool = True) -> None:
        """Somebody wrote: fetch `changed` rows again, or the whole list when records came or went.

        A hidden table only notes that it is stale and catches up when it is shown.
        """
        if not self.isVisible():
            self._stale = True
        elif came_or_went:
            self._model.reload()
            if lit and changed:
                self._model.refresh(changed)
        else:
            self._model.refresh(changed, lit=lit)

    def count(self) -> int:
        """How many records are listed so far."""
        return len(self._model.ids)

    def complete(self) -> bool:
        """Whether `count` is all there are."""
        return self._model.complete

    def set_empty(self, widget: QWidget | None) -> None:
        """What to show instead of rows when nothing is found."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = widget
        if widget is not None:
            widget.setParent(self.viewport())
            self._place_empty()

    # What the painter asks

    def is_active(self) -> bool:
        """Whether the selection is shown as having the focus."""
        return self.hasFocus()

    def is_selected(self, position: int) -> bool:
        """Whether the row is selected, as of this paint: Qt's isRowSelected is too slow to ask for every cell."""
        at = bisect_right(self._painted, (position, len(self._model.ids))) - 1
        return at >= 0 and self._painted[at][0] <= position <= self._painted[at][1]

    def paintEvent(self, event: Any) -> None:
        self._painted = self.ranges()
        super().paintEvent(event)

    # Within

    def _visible_rows(self) -> tuple[int, int]:
        last = len(self._model.ids) - 1
        first = max(0, self.rowAt(0))
        bottom = self.rowAt(self.viewport().height() - 1)
        return first, bottom if bottom >= 0 else last

    def _want(self) -> None:
        if self._model.ids:
            self._model.want(*self._visible_rows())

    def _on_counted(self, count: int, complete: bool) -> None:
        self._size_headings()
        self._place_empty()
        self.counted.emit(count, complete)

    def _size_headings(self) -> None:
        if len(self._model.ids) > 5000:  # only short boards have headings
            return
        for at, id in enumerate(self._model.ids):
            if id < 0:
                self.verticalHeader().resizeSection(at, theme.px(38))

    def _on_searched(self) -> None:
        self.hovered = -1
        self._open_id = 0
        self.scrollToTop()
        self._want()
        self.searched.emit()

    def _on_edited(self, edit: Edit) -> None:
        """Rows that came above what is on screen must not push it; at the very top new rows are welcome."""
        bar = self.verticalScrollBar()
        above = self.rowAt(0)
        if bar.value() > 0 and edit.start <= above and edit.added != edit.removed:
            bar.setValue(bar.value() + (edit.added - edit.removed) * self.row_height())

    def _on_data(self) -> None:
        if self._model.changed_at and not self._fade.isActive():
            self._fade.start()

    def _fading(self) -> None:
        now = time.monotonic()
        lit = self._model.changed_at
        for id in [i for i, since in lit.items() if now - since > FADE]:
            del lit[id]
        if not lit:
            self._fade.stop()
        self.viewport().update()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.row()
        self.current_changed.emit(self._model.ids[row] if 0 <= row < len(self._model.ids) else 0)

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(not self._model.ids and self._model.source() is not None)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_empty()
        self._settle.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._model.reload()


def count_words(count: int, complete: bool) -> str:
    """The count under a list: "1,204 records", "over 200 records" while the rest is still being counted."""
    shown = f"{count:,}"
    if complete:
        return ngettext("{n} record", "{n} records", count).format(n=shown)
    return ngettext("over {n} record", "over {n} records", count).format(n=shown)
