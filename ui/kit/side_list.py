"""The short list of places at the left of a page: an icon and a word each, one of them chosen, moved by the arrows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget

from ui.kit import icons, paint, theme

ROW = 34


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to: its key, words, icon; `sub` is a second, grey line."""

    key: str
    words: str
    icon: str = ""
    sub: str = ""


class _Painter(QStyledItemDelegate):
    """Icon and word; the chosen one on a soft ground, a dot for what wants attention."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(theme.px(120), theme.px(ROW + (14 if index.data(_SUB) else 0)))

    def paint(self, painter, option, index) -> None:
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        t = theme.tokens()
        pill = QRectF(option.rect).adjusted(theme.px(8), 1, -theme.px(8), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.box(painter, pill, fill=t.select)
            if option.widget is not None and option.widget.hasFocus():
                paint.box(painter, pill, edge=t.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, pill, fill=t.hover if t.dark else t.press)
        ink = t.accent_text if chosen else t.text
        x = pill.x() + theme.px(10)
        icon, sub = index.data(_ICON), index.data(_SUB)
        if icon:
            icons.paint(painter, icon, x, pill.y() + (theme.px(ROW) - theme.px(18)) / 2, colour=ink, size=16)
            x += theme.px(16 + 10)
        line = QRectF(x, pill.y(), pill.right() - x - theme.px(8), theme.px(ROW - 2))
        used = paint.text(painter, line, index.data(), colour=ink, font=theme.font(14, bold=chosen))
        if index.data(_DOT):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tokens().tone("amber"))
            size = theme.px(7)
            at = QRectF(
                min(x + used + theme.px(8), pill.right() - 2 * size), line.center().y() - size / 2, size, size
            )
            painter.drawEllipse(at)
        if sub:
            under = QRectF(x, pill.y() + theme.px(ROW - 10), pill.right() - x - theme.px(8), theme.px(18))
            paint.text(painter, under, sub, colour=t.text3, font=theme.font(12))
        painter.restore()


_ICON, _KEY, _SUB, _DOT = (Qt.ItemDataRole.UserRole + n for n in range(1, 5))


class SideList(QListWidget):
    """chosen(key) -- another place was chosen; entered() -- Enter or the right arrow: go into it. left() -- Esc."""

    chosen = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.currentItemChanged.connect(self._moved)

    def show_places(self, places: Sequence[Place], *, at: str = "") -> None:
        """List `places` and choose `at`, without a signal; nothing is chosen when it is not among them."""
        self.blockSignals(True)
        self.clear()
        for place in places:
            item = QListWidgetItem(place.words)
            item.setData(_ICON, place.icon)
            item.setData(_KEY, place.key)
            item.setData(_SUB, place.sub)
            item.setToolTip(place.sub)
            self.addItem(item)
        self.blockSignals(False)
        self.choose(at)

    def choose(self, key: str) -> None:
        """Choose place `key` without a signal."""
        self.blockSignals(True)
        found = next((n for n in range(self.count()) if self.item(n).data(_KEY) == key), -1)
        self.setCurrentRow(found)
        self.blockSignals(False)
        self.viewport().update()

    def mark(self, key: str, why: str) -> None:
        """A dot behind place `key` that says `why` as tooltip; "" takes it away."""
        for n in range(self.count()):
            if self.item(n).data(_KEY) == key:
                self.item(n).setData(_DOT, bool(why))
                self.item(n).setToolTip(why)

    def keys(self) -> list[str]:
        """The keys listed, in order."""
        return [self.item(n).data(_KEY) for n in range(self.count())]

    def current_key(self) -> str:
        """The key of the place chosen, "" when none is."""
        item = self.currentItem()
        return item.data(_KEY) if item is not None else ""

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KEY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the search box of the page, if it has one."""
