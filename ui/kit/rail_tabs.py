"""The tabs of the rail: a real QTabBar, one under the other, with counts at their icons."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTabBar, QWidget

from app.words import _
from ui.kit import icons, paint, theme
from ui.kit.font_sized import FontSized

WIDTH = 76


class Tab(NamedTuple):
    """One tab of the window: its key, word and icon."""

    key: str
    words: str
    icon: str


class RailTabs(FontSized, QTabBar):
    """The tabs, one under the other with icon over word; a QTabBar to the keyboard and to screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[str] = []
        self._badges: dict[int, tuple[int, bool]] = {}
        self._words_shown = True
        self._away = False
        self.setAccessibleName(_("Tabs"))
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def add(self, tab: Tab) -> None:
        """Add a tab at the end."""
        self._icons.append(tab.icon)
        at = self.addTab(tab.words)
        self.setTabToolTip(at, f"{tab.words}  Ctrl+{at + 1}")

    def set_badge(self, at: int, count: int, *, late: bool) -> None:
        """A count at the corner of the icon, red when `late`; 0 takes it away."""
        if self._badges.get(at, (0, False)) != (count, late):
            self._badges[at] = (count, late)
            self.setTabText(at, self.tabText(at))
            self.setAccessibleTabName(at, f"{self.tabText(at)} {count}" if count else self.tabText(at))
            self.update()

    def set_away(self, away: bool) -> None:
        """Whether something else than the chosen tab is in front: then none looks chosen."""
        if away != self._away:
            self._away = away
            self.update()

    def show_words(self, shown: bool) -> None:
        """With or without the words under the icons (lower screens)."""
        if shown != self._words_shown:
            self._words_shown = shown
            self.setTabText(0, self.tabText(0))  # makes the bar lay itself out again
            self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(58 if self._words_shown else 44))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self.currentIndex() + step
        if 0 <= at < self.count():
            self.setCurrentIndex(at)

    def mouseMoveEvent(self, event) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        with paint.painter_of(self) as painter:
            under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
            for at in range(self.count()):
                rect = self.tabRect(at)
                pill = QRectF(rect).adjusted(theme.px(6), 2, -theme.px(6), -2)
                chosen = at == self.currentIndex() and not self._away
                if chosen:
                    paint.box(painter, pill, fill=t.surface, radius=8)
                elif at == under:
                    paint.box(painter, pill, fill=t.press if not t.dark else t.hover, radius=8)
                if at == self.currentIndex() and self.hasFocus():
                    paint.ring(painter, pill, radius=8)
                ink = t.accent_text if chosen else t.text2
                drop = theme.px(8 if self._words_shown else 12)
                x, y = rect.center().x() - theme.px(10) + 1, rect.y() + drop
                icons.paint(painter, self._icons[at], x, y, colour=ink, size=20, stroke=1.75)
                if self._words_shown:
                    words = QRectF(rect.x(), rect.y() + theme.px(30), rect.width(), theme.px(20))
                    font = theme.font(12, bold=chosen)
                    middle = Qt.AlignmentFlag.AlignHCenter
                    paint.text(painter, words, self.tabText(at), colour=ink, font=font, align=middle)
                self._paint_badge(painter, at, QPointF(x + theme.px(22), y + theme.px(2)))

    def _paint_badge(self, painter, at: int, centre: QPointF) -> None:
        count, late = self._badges.get(at, (0, False))
        if count:
            badge(painter, centre, count, late=late)


def badge(painter, centre: QPointF, count: int, *, late: bool) -> None:
    """A count in a circle that grows to a pill; red when `late`, else neutral."""
    t = theme.tokens()
    words = str(count) if count < 1000 else "999+"
    font = theme.font(11, bold=late)
    high = theme.px(18 if late else 17)
    wide = max(high, paint.width_of(words, font) + theme.px(8))
    rect = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
    paint.box(painter, rect, fill=t.alert if late else t.line2, radius=high / 2)
    ink = t.white if late else t.text
    paint.text(painter, rect, words, colour=ink, font=font, align=Qt.AlignmentFlag.AlignHCenter)
