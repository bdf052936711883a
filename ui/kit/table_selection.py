"""Which records of a list are meant: the one under the cursor, those selected, the one open in its place."""

from array import array

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.rows import Row
from ui.kit.table_columns import ColumnView


class SelectionView(ColumnView):
    """A list in which records are spoken of by their ids."""

    _open_id = 0

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
        if any(id < 0 for id in found[:1]):
            return array(found.typecode, (id for id in found if id > 0))
        return found

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

    def _go(self, at: int) -> None:
        # said in full: Qt would ask the keyboard, and Ctrl may still be held from the Ctrl+Enter that saved
        whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(at, self._first_logical()), whole)
        self.scrollTo(self.currentIndex())

    def selectAll(self) -> None:
        last = len(self._model.ids) - 1
        if last >= 0:
            whole = QItemSelection(
                self._model.index(0, 0), self._model.index(last, len(self._model.columns) - 1)
            )
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)
