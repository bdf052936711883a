"""The rail at the left edge: the call button, the tabs as a real QTabBar, and the foot."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from app.words import _
from ui.kit import icons, paint, theme

WIDTH = 76


class Tab(NamedTuple):
    """One tab of the window: its key, word and icon."""

    key: str
    words: str
    icon: str


class CallButton(QAbstractButton):
    """Takes a call; while one runs it is the green running clock that leads back to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_clock(self, clock: str) -> None:
        """Show the running clock ("01:24"); empty when no call runs. Repaints only itself."""
        if clock != self._clock:
            began = bool(clock) != bool(self._clock)
            self._clock = clock
            if began:
                self._name()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(_("Back to the call") if self._clock else _("Take a call"))
        self.setToolTip(f"{self.accessibleName()}  F2")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(52))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        rect = QRectF(self.rect())
        fill = t.live if self._clock else t.accent
        if self.isDown():
            fill = t.live if self._clock else t.accent_press
        elif self.underMouse() and not self._clock:
            fill = t.accent_hover
        paint.box(painter, rect, fill=fill, radius=10)
        if self.hasFocus():
            paint.ring(painter, rect, colour=t.text, radius=10)
        icon = "phone-call" if self._clock else "phone-incoming"
        icons.paint(painter, icon, (rect.width() - theme.px(20)) / 2, theme.px(7), colour=t.white, size=20)
        words = QRectF(0, theme.px(28), rect.width(), theme.px(20))
        shown = self._clock or _("Call")
        font = theme.font(12, bold=True)
        paint.text(painter, words, shown, colour=t.white, font=font, align=Qt.AlignmentFlag.AlignHCenter)


class RailTabs(QTabBar):
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def mouseMoveEvent(self, event) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
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


class FootButton(QAbstractButton):
    """A small button of the rail's foot: icon, and a key cap beside it."""

    def __init__(self, icon: str, name: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._key, self._on = icon, key, False
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {key}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_on(self, on: bool) -> None:
        """Whether what it leads to is in front."""
        self._on = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(32))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        rect = QRectF(self.rect())
        if self._on:
            paint.box(painter, rect, fill=t.surface)
        elif self.isDown() or self.underMouse():
            paint.box(painter, rect, fill=t.press if not t.dark else t.hover)
        if self.hasFocus():
            paint.ring(painter, rect)
        ink = t.accent_text if self._on else t.text2
        cap = paint.key_width(self._key)
        gap = theme.px(6) if cap else 0
        x = (rect.width() - theme.px(18) - gap - cap) / 2
        icons.paint(
            painter, self._icon, x, (rect.height() - theme.px(18)) / 2, colour=ink, size=18, stroke=1.75
        )
        if cap:
            paint.key(painter, x + theme.px(18) + gap, rect.height() / 2, self._key, fill=t.window)


class PersonButton(QAbstractButton):
    """Who sits at the desk: a disc with the first character of the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person("")

    def set_person(self, name: str) -> None:
        """Show `name`; empty when nobody has said who they are."""
        self._person = name
        at_desk = _("At the desk: {name}").format(name=name) if name else _("Who is at the desk?")
        self.setAccessibleName(at_desk)
        self.setToolTip(at_desk)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(36))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = theme.px(15)
        fill = t.press if self.underMouse() or self.isDown() else t.accent_soft
        paint.disc(
            painter, centre, radius, fill=fill, words=initial(self._person), colour=t.accent_text, size=14
        )
        if not self._person:
            icons.paint(
                painter, "user", centre.x() - theme.px(8), centre.y() - theme.px(8), colour=t.accent_text
            )
        if self.hasFocus():
            box = QRectF(centre.x() - radius - 2, centre.y() - radius - 2, 2 * radius + 4, 2 * radius + 4)
            paint.ring(painter, box, radius=radius + 2)


def initial(name: str) -> str:
    """What stands for a person in a disc: the first hanzi, or the initials of a Latin name."""
    words = name.split()
    if name.isascii() and len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:1]


class Rail(QWidget):
    """Call button, tabs, and find, keys, settings, person. The keys themselves are bound by the window."""

    call_pressed = Signal()
    tab_chosen = Signal(str)
    find_pressed = Signal()
    keys_pressed = Signal()
    settings_pressed = Signal()
    person_pressed = Signal()

    def __init__(self, tabs: Sequence[Tab], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = [tab.key for tab in tabs]
        self.setAccessibleName(_("Rail"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.call = CallButton()
        self.tabs = RailTabs()
        self.person = PersonButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.call, 0, middle)
        column.addSpacing(8)
        for tab in tabs:
            self.tabs.add(tab)
        column.addWidget(self.tabs)
        column.addStretch(1)
        self._foot = [
            FootButton("search", _("Find anything"), key="F3"),
            FootButton("keyboard", _("Keys"), key="F1"),
            FootButton("settings", _("Settings")),
        ]
        for button in (*self._foot, self.person):
            column.addWidget(button, 0, middle)
            column.addSpacing(2)
        self.call.clicked.connect(self.call_pressed)
        self._foot[0].clicked.connect(self.find_pressed)
        self._foot[1].clicked.connect(self.keys_pressed)
        self._foot[2].clicked.connect(self.settings_pressed)
        self.person.clicked.connect(self.person_pressed)
        self.tabs.currentChanged.connect(lambda at: self.tab_chosen.emit(self._keys[at]))
        self.tabs.tabBarClicked.connect(self._clicked)

    def _clicked(self, at: int) -> None:
        if at == self.tabs.currentIndex():  # back from what stood in front of it: Qt tells of no change
            self.tab_chosen.emit(self._keys[at])

    def set_settings(self, in_front: bool) -> None:
        """Whether the settings are in front, instead of a tab."""
        self.tabs.set_away(in_front)
        self._foot[2].set_on(in_front)

    def words(self, key: str) -> str:
        """The word of tab `key`."""
        return self.tabs.tabText(self._keys.index(key))

    def choose(self, key: str) -> None:
        """Go to tab `key`. ValueError for a tab that is not there."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def chosen(self) -> str:
        """The key of the tab in front."""
        return self._keys[self.tabs.currentIndex()]

    def set_badge(self, key: str, count: int, *, late: bool = False) -> None:
        """A count on tab `key`: red only for what is late, grey elsewhere, none for 0."""
        self.tabs.set_badge(self._keys.index(key), count, late=late)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(600))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        needed = (
            theme.px(52 + 22) + len(self._keys) * theme.px(58) + len(self._foot) * theme.px(34) + theme.px(40)
        )
        # Not from within the layout that is just being done.
        QTimer.singleShot(0, self, lambda: self.tabs.show_words(self.height() >= needed))

    def paintEvent(self, event) -> None:
        t = theme.tokens()
        painter = paint.painter_of(self)
        painter.fillRect(self.rect(), t.window)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), t.line)
