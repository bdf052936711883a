"""A list under the hand: its keys, the mouse, the header's clicks, tips, copying."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.kit import paint, table_copy, theme
from ui.kit.jobs import Jobs
from ui.kit.record_model import RecordModel
from ui.kit.rows import Column, Row, Sort
from ui.kit.table_selection import SelectionView

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class HandView(SelectionView):
    """Says what the hand means: which record is to be opened, edited, ticked, put away, and what to sort by."""

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

    def __init__(
        self, columns: Sequence[Column], *, jobs: Jobs, row_height: int, line_height: int, lines: bool,
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        model = RecordModel(columns, jobs=jobs)
        super().__init__(model, row_height=row_height, line_height=line_height, lines=lines, parent=parent)
        self._jobs = jobs
        self.hovered = -1
        self.setMouseTracking(True)
        self._header().sectionClicked.connect(self._on_header)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        # Letters shall reach type-to-find raw, even while a Chinese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table: text with tabs, and HTML."""
        table_copy.copy(self, self._jobs)

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

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in _BY_KEY:
            self.go_first()
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
