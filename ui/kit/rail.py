"""The rail at the left edge: the call button, the tabs as a real QTabBar, and the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.words import _
from ui.kit import paint, theme
from ui.kit.rail_buttons import CallButton, FootButton, PersonButton
from ui.kit.rail_tabs import WIDTH, RailTabs, Tab


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
        with paint.painter_of(self) as painter:
            painter.fillRect(self.rect(), t.window)
            painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), t.line)
