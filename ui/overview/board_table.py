"""The list of the today page: quiet rows without lines, group headings, folded groups, one row opened in place."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.jobs import Jobs
from ui.kit.rows import Cell, Row
from ui.kit.table import RecordTable
from ui.kit.table_paint import RowPainter
from ui.overview.board import columns, is_fold

ROW = 42
CODE_FROM = 1000  # px of the list from which the numbers of promises have room beside the matter


class BoardPainter(RowPainter):
    """Rows without hairlines whose ground is one rounded box over all columns."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        table = self.parent()
        id, row = table.model().ids[index.row()], table.model().row_at(index.row())
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        line = QRect(0, rect.y(), table.viewport().width(), rect.height())
        if id < 0:
            self._group(painter, line, row)
        else:
            whole = QRectF(line).adjusted(0, 1, 0, -1)
            self._ground(painter, whole, index.row(), radius=8, first=True, last=True)
            if table.is_selected(index.row()) and table.is_active():
                paint.box(painter, whole, edge=theme.tokens().accent, radius=8)
            if is_fold(id):
                self._group(painter, line.translated(0, -theme.px(3)), row)
            else:
                column = table.model().columns[index.column()]
                self._cell(painter, self._room(rect), row, index.column(), column)
        painter.restore()

    def paint_row(self, painter: QPainter, row: Row, high: int) -> None:
        """The cells of `row` at the top of an opened row."""
        table = self.parent()
        for column in table.visible_columns():
            rect = QRect(table.columnViewportPosition(column), 0, table.columnWidth(column), high)
            self._cell(painter, self._room(rect), row, column, table.model().columns[column])

    @staticmethod
    def _room(rect: QRect) -> QRect:
        return rect.adjusted(theme.px(12), 0, -theme.px(12) if rect.width() > theme.px(60) else 0, 0)

    def _group(self, painter: QPainter, line: QRect, row: Row | bool | None) -> None:
        """A heading over all columns: its name, its count, a line, and a chevron when it folds."""
        if not isinstance(row, Row):
            return
        t = theme.tokens()
        middle = line.center().y() + theme.px(3)
        x, end = float(line.x() + theme.px(12)), line.right() - theme.px(12)
        name = QRectF(x, middle - 12, line.width(), 24)
        x += paint.text(
            painter, name, row.title.text, colour=t.tone(row.title.tone), font=theme.font(12, bold=True)
        )
        name.moveLeft(x + theme.px(8))
        x = (
            name.x()
            + paint.text(painter, name, row.sub.text, colour=t.text3, font=theme.font(12))
            + theme.px(12)
        )
        if row.end.icon:
            end -= theme.px(16)
            icons.paint(painter, row.end.icon, end, middle - theme.px(8), colour=t.text3)
            end -= theme.px(12)
        painter.fillRect(QRectF(x, middle, max(0.0, end - x), 1), QColor(t.line))


class BoardTable(RecordTable):
    """A RecordTable that never shows its header and whose wide form has one column more."""

    def __init__(self, *, jobs: Jobs, parent: QWidget | None = None) -> None:
        self._with_code = self._code_shown = False
        super().__init__(columns(), jobs=jobs, name=_("Today's promises"), row_height=ROW, parent=parent)
        self.setItemDelegate(BoardPainter(self))
        code = [column.key for column in self.model().columns].index("code")
        self.setColumnWidth(
            code, theme.px(self.model().columns[code].width)
        )  # hidden yet, so nothing fits it
        self.setSelectionMode(RecordTable.SelectionMode.SingleSelection)

    def set_form(self, *, lines: bool) -> None:
        super().set_form(lines=lines)
        self.horizontalHeader().hide()

    def show_code(self, shown: bool) -> None:
        """With or without the number of each promise; with it only where the matter keeps room."""
        self._with_code = shown
        self._fit_code()

    def _fit_code(self) -> None:
        shown = self._with_code and self.width() >= theme.px(CODE_FROM)
        if shown != self._code_shown:
            self._code_shown = shown
            self.restore({"hidden": [] if shown else ["code"]})

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_code()

    def painter_of_rows(self) -> BoardPainter:
        """Who paints the rows."""
        painter = self.itemDelegate()
        assert isinstance(painter, BoardPainter)
        return painter

    def bold(self, row: Row) -> Row:
        """`row` as it looks while it is open."""
        cells = list(row.cells)
        who = [column.key for column in self.model().columns].index("who")
        cells[who] = Cell(cells[who].text, bold=True)
        return Row(row.id, cells=tuple(cells))

    def column_left(self, key: str) -> int:
        """Where the text of a column begins, in px of the viewport."""
        keys = [column.key for column in self.model().columns]
        return self.columnViewportPosition(keys.index(key)) + theme.px(12)

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            id = self.model().ids[index.row()]
            if id > 0:
                self.opened.emit(id)
