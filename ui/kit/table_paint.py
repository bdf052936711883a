"""How a record table looks: one painter for columns and for two-line rows, and the header."""

import time

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit import icons, paint, theme
from ui.kit.rows import Cell, Column, Row, Sort

FADE = 2.0  # seconds that a row changed elsewhere stays green
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter,
}  # fmt: skip


class RowPainter(QStyledItemDelegate):
    """Paints cells and rows of a RecordTable, which is its parent."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        table = self.parent()
        row = table.model().row_at(index.row())
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if table.model().ids[index.row()] < 0:
            self._heading(painter, rect, row, index.column())
        elif table.in_lines:
            ground = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
            self._ground(painter, QRectF(ground), index.row(), radius=6, first=True, last=True)
            self._lines(painter, ground.adjusted(theme.px(10), 0, -theme.px(10), 0), row)
        else:
            first, last = table.is_leading(index.column()), table.is_trailing(index.column())
            self._ground(painter, QRectF(rect), index.row(), radius=0, first=first, last=last)
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(theme.tokens().line))
            self._ring(painter, rect, index.row(), first=first, last=last)
            column = table.model().columns[index.column()]
            self._cell(painter, rect.adjusted(theme.px(10), 0, -theme.px(8), -1), row, index.column(), column)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, self.parent().row_height())

    # Ground and frame

    def _ground(
        self, painter: QPainter, rect: QRectF, position: int, *, radius: float, first: bool, last: bool
    ) -> None:
        t, table = theme.tokens(), self.parent()
        selected = table.is_selected(position)
        fill = None
        if selected:
            fill = QColor(t.select if table.is_active() else t.select_off)
        elif position == table.hovered:
            fill = QColor(t.hover)
        if fill is not None:
            paint.box(painter, rect, fill=fill.name(), radius=radius)
        since = table.model().changed_at.get(table.model().ids[position])
        if since is not None and (left := 1 - (time.monotonic() - since) / FADE) > 0:
            lit = QColor(t.green_soft)
            lit.setAlphaF(min(1.0, left * 1.6))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(lit)
            painter.drawRoundedRect(rect, radius, radius)
        if table.in_lines and selected and table.is_active() and position == table.currentIndex().row():
            paint.box(painter, rect, edge=t.accent, radius=radius)

    def _ring(self, painter: QPainter, rect: QRect, position: int, *, first: bool, last: bool) -> None:
        """The 1 px accent frame around the current row, drawn cell by cell so that edges are never double."""
        table = self.parent()
        current = position == table.currentIndex().row() and table.is_active()
        if not current or not table.is_selected(position):
            return
        colour = QColor(theme.tokens().accent)
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, colour)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour)
        if first:
            painter.fillRect(rect.x(), rect.y(), 1, rect.height(), colour)
        if last:
            painter.fillRect(rect.right(), rect.y(), 1, rect.height(), colour)

    # Content

    def _heading(self, painter: QPainter, rect: QRect, row: Row | bool | None, column: int) -> None:
        t = theme.tokens()
        leading, trailing = self.parent().is_leading(column), self.parent().is_trailing(column)
        x = rect.x() + theme.px(16 if self.parent().in_lines else 10)
        middle = rect.center().y() + theme.px(4)
        if leading and isinstance(row, Row):
            line = QRectF(x, middle - 12, rect.width(), 24)
            tone = row.title.tone or "text2"
            x += paint.text(
                painter, line, row.title.text, colour=t.tone(tone), font=theme.font(12, bold=True)
            )
            if row.sub.text:
                x += theme.px(8)
                line.moveLeft(x)
                x += paint.text(painter, line, row.sub.text, colour=t.text3, font=theme.font(12))
            x += theme.px(12)
        elif leading:
            return
        else:
            x = rect.x()
        end = rect.right() + 1 - (theme.px(8) if trailing else 0)
        painter.fillRect(QRectF(x, round(middle), max(0, end - x), 1), QColor(t.line))

    def _cell(self, painter: QPainter, rect: QRect, row: Row | bool | None, at: int, column: Column) -> None:
        if row is False:
            bar(painter, rect, share=0.55 if column.stretch else 0.75)
        if not isinstance(row, Row) or at >= len(row.cells):
            return
        self._draw(painter, QRectF(rect), row.cells[at], size=column.size, tone=column.tone,
                   align=_ALIGN[column.align], row=row)  # fmt: skip

    def _lines(self, painter: QPainter, rect: QRect, row: Row | bool | None) -> None:
        """The two-line form: lead, title and mark; under them sub and end."""
        top = QRectF(rect.x(), rect.y() + theme.px(7), rect.width(), theme.px(21))
        low = QRectF(rect.x(), rect.y() + theme.px(28), rect.width(), theme.px(19))
        indent = theme.px(50) if row is False or (isinstance(row, Row) and row.lead.text) else 0
        if row is False:
            bar(painter, top.toRect().adjusted(0, 0, -int(top.width()) + theme.px(36), 0), share=1)
            bar(painter, top.toRect().adjusted(indent, 0, 0, 0), share=0.5)
            bar(painter, low.toRect().adjusted(indent, 0, 0, 0), share=0.7)
        if not isinstance(row, Row):
            return
        if indent:
            lead = QRectF(top.x(), top.y(), indent - theme.px(4), top.height())
            self._draw(painter, lead, row.lead, size=12, tone="text2", row=row)
        for line, main, side, size, tone in (
            (top, row.title, row.mark, 14, "text"), (low, row.sub, row.end, 12, "text2"),
        ):  # fmt: skip
            line = line.adjusted(indent, 0, 0, 0)
            wide = self._width(side)
            if wide:
                self._draw(painter, QRectF(line.right() - wide, line.y(), wide, line.height()), side, size=12,
                           tone="text2", row=row)  # fmt: skip
                line.setRight(line.right() - wide - theme.px(8))
            self._draw(painter, line, main, size=size, tone=tone, row=row)

    def _width(self, cell: Cell) -> int:
        wide = (
            paint.tag_width(cell.text)
            if cell.tag
            else paint.width_of(cell.text, theme.font(12))
            if cell.text
            else 0
        )
        return wide + (theme.px(14 + (4 if cell.text else 0)) if cell.icon else 0)

    def _draw(
        self, painter: QPainter, rect: QRectF, cell: Cell, *, size: int, tone: str, row: Row,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        t = theme.tokens()
        middle = rect.center().y()
        gone = row.deleted and not cell.kept
        tone = "text3" if gone else cell.tone or tone
        if cell.icon:
            side = 16 if size > 12 else 14
            icons.paint(
                painter, cell.icon, rect.x(), middle - theme.px(side) / 2, colour=t.tone(tone), size=side
            )
            rect = rect.adjusted(theme.px(side + (8 if size > 12 else 4)), 0, 0, 0)
        if not cell.text:
            return
        if cell.tag:
            wide = min(paint.tag_width(cell.text), int(rect.width()))
            x = rect.right() - wide if align == Qt.AlignmentFlag.AlignRight else rect.x()
            paint.tag(painter, x, middle, cell.text, tone=tone, room=rect.width())
            return
        font = theme.font(size, bold=cell.bold, strike=gone)
        if cell.found and not gone:  # grey on the lit ground could not be read
            self._light(painter, rect, cell, QFontMetrics(font))
        paint.text(painter, rect, cell.text, colour=t.tone(tone), font=font, align=align)

    def _light(self, painter: QPainter, rect: QRectF, cell: Cell, metrics: QFontMetrics) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().match))
        high = metrics.height()
        for start, length in cell.found:
            x = rect.x() + metrics.horizontalAdvance(cell.text[:start])
            wide = metrics.horizontalAdvance(cell.text[start : start + length])
            if x < rect.right():
                mark = QRectF(x, rect.center().y() - high / 2 + 1, min(wide, rect.right() - x), high - 2)
                painter.drawRoundedRect(mark, 2, 2)


def bar(painter: QPainter, rect: QRect, *, share: float) -> None:
    """The grey bar of a value that is still being fetched."""
    high = theme.px(8)
    box = QRectF(rect.x(), rect.center().y() - high / 2, rect.width() * share, high)
    paint.box(painter, box, fill=theme.tokens().press, radius=high / 2)


class RecordHeader(QHeaderView):
    """Column titles, 12 px grey; an arrow on the one that sorts; no selection of columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sort: Sort | None = None
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(30))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t = theme.tokens()
        column: Column = self.model().columns[section]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sorts = self.sort is not None and self.sort.key == column.key
        ink = t.text2 if sorts else t.text3
        room = QRectF(rect).adjusted(theme.px(10), 0, -theme.px(8), -1)
        arrow = theme.px(12 + 2) if sorts else 0
        font = theme.font(12, bold=sorts)
        wide = min(paint.width_of(column.title, font), int(room.width()) - arrow)
        x = room.right() - wide - arrow if column.align == "right" else room.x()
        paint.text(painter, QRectF(x, room.y(), wide, room.height()), column.title, colour=ink, font=font)
        if sorts and self.sort is not None:
            name = "arrow-down" if self.sort.descending else "arrow-up"
            icons.paint(painter, name, x + wide + 2, room.center().y() - theme.px(6), colour=ink, size=12)
        painter.setPen(QPen(QColor(t.line)))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(t.line))
        painter.restore()
