"""RecordTable: the one list of the program, with columns in wide panes and two lines a record in narrow ones."""

import time
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from app.words import ngettext
from ui.kit import paint, table_copy, theme
from ui.kit.jobs import Jobs
from ui.kit.record_model import RecordModel
from ui.kit.rows import Column, Edit, Row, Sort, Source
from ui.kit.table_columns import ColumnView
from ui.kit.table_paint import FADE, RowPainter


class RecordTable(ColumnView):
    """Shows what a Source finds. Records are spoken of by id; all of its work is done by reader jobs.

    row_height -- of the column form (36; compact 30; calls 40). lines -- begin in the two-line form (56 px rows).
    """

    opened = Signal(int)  # Enter or double click
    edited = Signal(int)  # F4
    ticked = Signal(object)  # Space: the ids selected, an array
    removed = Signal(object)  # Del: the ids selected, an array
    undone = Signal()  # Ctrl+Z
    current_changed = Signal(int)  # id, 0 when none
    menu_asked = Signal(int, QPoint)  # id, global position
    left = Signal()  # Esc
    sorted_by = Signal(object)  # the Sort chosen by a header click
    told = Signal(str)  # one sentence for the person: how many rows were copied
    counted = Signal(int, bool)
    searched = Signal()
    failed = Signal(object)

    def __init__(
        self, columns: Sequence[Column], *, jobs: Jobs, name: str, row_height: int = 36, lines: bool = False,
        line_height: int = 56, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._model = RecordModel(columns, jobs=jobs)
        super().__init__(
            self._model, row_height=row_height, line_height=line_height, lines=lines, parent=parent
        )
        self._jobs = jobs
        self.hovered = -1
        self._painted: list[tuple[int, int]] = []
        self._stale = False
        self._open_id = 0
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
        self._header().sectionClicked.connect(self._on_header)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        own = (
            self.palette()
        )  # the painter draws the selection; Qt's own fill would lie under its round corners
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            own.setColor(group, QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(own)
        # Letters shall reach type-to-find raw, even while a Chinese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

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

    def current_id(self) -> int:
        """The record under the cursor, 0 when there is none."""
        row = self.currentIndex().row()
        return self._model.ids[row] if 0 <= row < len(self._model.ids) else 0

    def current_row(self) -> Row | None:
        """The formatted row under the cursor, None when there is none or it is not fetched yet."""
        row = self._model.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return row if isinstance(row, Row) else None

    def set_current(self, id: int) -> bool:
        """Go to record `id` and select it; false when it is not in the list."""
        at = self._model.position_of(id) if id else -1
        if at < 0:
            return False
        self._go(at)
        return True

    def go_first(self) -> None:
        """Select the first record, if there is one."""
        for at in range(min(len(self._model.ids), 5)):
            if self._model.ids[at] > 0:
                self._go(at)
                return

    def ranges(self) -> list[tuple[int, int]]:
        """The selected rows as (first, last) positions, in order."""
        found = sorted((r.top(), r.bottom()) for r in self.selectionModel().selection())
        return list(dict.fromkeys(found))

    def selected_count(self) -> int:
        """How many records are selected."""
        return sum(last - first + 1 for first, last in self.ranges())

    def selected_ids(self) -> "array[int]":
        """The ids selected, in the order shown. By ranges: Qt's selectedRows takes 17 s at a million."""
        found = array(self._model.ids.typecode)
        for first, last in self.ranges():
            found.extend(self._model.ids[first : last + 1])
        return (
            array(found.typecode, (id for id in found if id > 0))
            if any(id < 0 for id in found[:1])
            else found
        )

    def set_empty(self, widget: QWidget | None) -> None:
        """What to show instead of rows when nothing is found."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = widget
        if widget is not None:
            widget.setParent(self.viewport())
            self._place_empty()

    def open_row(self, id: int, widget: QWidget, *, height: int = 170) -> bool:
        """Open record `id` in place: `widget` covers its row, which grows. One at a time. False when not listed."""
        self.close_row()
        at = self._model.position_of(id)
        if at < 0:
            widget.deleteLater()
            return False
        self._open_id = id
        self.verticalHeader().resizeSection(at, theme.px(height))
        if len(self._model.columns) > 1:
            self.setSpan(at, 0, 1, len(self._model.columns))
        self.setIndexWidget(self._model.index(at, 0), widget)
        self.scrollTo(self._model.index(at, self._first_logical()))
        return True

    def close_row(self) -> None:
        """Close the row that is open, if any."""
        at = self._model.position_of(self._open_id) if self._open_id else -1
        self._open_id = 0
        if at >= 0:
            self.setIndexWidget(self._model.index(at, 0), None)
            self.clearSpans()
            self.verticalHeader().resizeSection(at, self.row_height())

    def opened_id(self) -> int:
        """The record open in place, 0 when none is."""
        return self._open_id

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table: text with tabs, and HTML."""
        table_copy.copy(self, self._jobs)

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

    def _go(self, at: int) -> None:
        self.setCurrentIndex(self._model.index(at, self._first_logical()))
        self.scrollTo(self.currentIndex())

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

    def _on_header(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sorts:
            before = self._model.sort
            again = before is not None and before.key == column.key and not before.descending
            self.sort_by(Sort(column.key, again))

    def sort_by(self, sort: Sort) -> None:
        """List in another order, as a click on a header does."""
        self._header().sort = sort
        self._header().viewport().update()
        self._model.set_sort(sort)
        self.sorted_by.emit(sort)

    def _ask_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid():
            self.menu_asked.emit(self._model.ids[index.row()], self.viewport().mapToGlobal(where))

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(not self._model.ids and self._model.source() is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        id = self.current_id()
        control = held == Qt.KeyboardModifier.ControlModifier
        if control and key == Qt.Key.Key_C:
            self.copy()
        elif control and key == Qt.Key.Key_Z:
            self.undone.emit()
        elif (held == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_F10) or key == Qt.Key.Key_Menu:
            self._ask_menu(self.visualRect(self.currentIndex()).center())
        elif held:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and id:
            self.opened.emit(id)
        elif key == Qt.Key.Key_F4 and id:
            self.edited.emit(id)
        elif key == Qt.Key.Key_Space and id:
            self.ticked.emit(self.selected_ids())
        elif key == Qt.Key.Key_Delete and id:
            self.removed.emit(self.selected_ids())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.ids:
            self._go(0 if key == Qt.Key.Key_Home else len(self._model.ids) - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt's own search walks every row; typing is the search box's business."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and self._model.ids[index.row()] > 0
        ):
            self.opened.emit(self._model.ids[index.row()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        elif event.type() == QEvent.Type.ToolTip and not self.in_lines:
            return self._tip(event)
        return super().viewportEvent(event)

    def _tip(self, event: Any) -> bool:
        """The whole text of a cell that does not fit, or the tip its row brings."""
        index = self.indexAt(event.pos())
        row = self._model.row_at(index.row()) if index.isValid() else None
        words = ""
        if isinstance(row, Row) and index.column() < len(row.cells):
            cell, column = row.cells[index.column()], self._model.columns[index.column()]
            room = self.columnWidth(index.column()) - theme.px(18)
            words = cell.tip or (
                cell.text if paint.width_of(cell.text, theme.font(column.size)) > room else ""
            )
        QToolTip.showText(event.globalPos(), words, self)
        return True

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_empty()
        self._settle.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._model.reload()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in _BY_KEY:
            self.go_first()
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def selectAll(self) -> None:
        last = len(self._model.ids) - 1
        if last >= 0:
            whole = QItemSelection(
                self._model.index(0, 0), self._model.index(last, len(self._model.columns) - 1)
            )
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)


_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def count_words(count: int, complete: bool) -> str:
    """The count under a list: "1,204 records", "over 200 records" while the rest is still being counted."""
    shown = f"{count:,}"
    if complete:
        return ngettext("{n} record", "{n} records", count).format(n=shown)
    return ngettext("over {n} record", "over {n} records", count).format(n=shown)
