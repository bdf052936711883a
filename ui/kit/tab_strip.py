"""The tabs of one record: words with a count behind, the chosen one bold with a line under it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTabBar, QWidget

from ui.kit import paint, theme
from ui.kit.font_sized import FontSized


class TabStrip(FontSized, QTabBar):
    """A real QTabBar: arrows move, screen readers hear it. chosen() is the key of the tab in front."""

    def __init__(self, tabs: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = [key for key, _words in tabs]
        self._counts: dict[str, int] = {}
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for _key, words in tabs:
            self.addTab(words)
        self._tell()

    def chosen(self) -> str:
        """The key of the tab in front."""
        return self._keys[self.currentIndex()]

    def choose(self, key: str) -> None:
        """Bring the tab `key` to the front."""
        self.setCurrentIndex(self._keys.index(key))

    def set_counts(self, counts: dict[str, int]) -> None:
        """Numbers behind the words; a tab that is not named shows none."""
        self._counts = dict(counts)
        self._tell()
        self.setTabText(0, self.tabText(0))  # Qt measures its tabs anew only when a word is set

    def _tell(self) -> None:
        for at, key in enumerate(self._keys):
            count = self._counts.get(key)
            self.setAccessibleTabName(
                at, self.tabText(at) if count is None else f"{self.tabText(at)} {count}"
            )

    def _widths(self, at: int) -> tuple[int, int]:
        words = paint.width_of(self.tabText(at), theme.font(14, bold=True))
        count = self._counts.get(self._keys[at])
        return words, 0 if count is None else paint.width_of(str(count), theme.font(12)) + theme.px(6)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(sum(self._widths(index)) + theme.px(24 if index else 12), theme.px(38))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            for at, key in enumerate(self._keys):
                rect = QRectF(self.tabRect(at))
                front = at == self.currentIndex()
                words, _count = self._widths(at)
                left = rect.x() + theme.px(12) if at else rect.x()
                room = QRectF(left, rect.y(), words + 2, rect.height() - 3)
                paint.text(painter, room, self.tabText(at), colour=t.text if front else t.text2,
                           font=theme.font(14, bold=front))  # fmt: skip
                if key in self._counts:
                    after = paint.width_of(self.tabText(at), theme.font(14, bold=front)) + theme.px(6)
                    paint.text(painter, QRectF(left + after, rect.y() + 1, theme.px(60), rect.height() - 3),
                               str(self._counts[key]), colour=t.text3, font=theme.font(12))  # fmt: skip
                if front:
                    line = QRectF(left, rect.bottom() - theme.px(3), words, theme.px(3))
                    painter.fillRect(line, QColor(t.accent))
                if front and self.hasFocus():
                    paint.ring(painter, QRectF(left - 6, rect.y() + 6, words + 12, rect.height() - 14))
