"""The bar over the pages: what is late, the longest late first, with the ways to do it or to put it off."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.overview.alarms import Alarm
from app.words import _, ngettext
from ui.alarms import told
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.labels import Line
from ui.kit.overlay import Picture
from ui.kit.panes import Pane

HEIGHT = 40
KEY = "Ctrl R"


class AlarmBar(Pane):
    """open_wanted(Alarm) -- do the one that is named. later_wanted() -- the panel with all of them.

    It comes without moving the focus, and not while `set_silent` says so: then what is late is said elsewhere.
    """

    open_wanted = Signal(object)
    later_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("red", name=_("Late"))
        self._first: Alarm | None = None
        self._silent = False
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        row.setSpacing(theme.px(10))
        self._count = Line("", bold=True, tone="red")
        self._what = Line("", tone="text")
        self.do = Button(_("Do it"), kind="ghost")
        self.later = Button(_("Later…"), kind="ghost", key=KEY)
        self.do.clicked.connect(lambda: self.open_wanted.emit(self._first))
        self.later.clicked.connect(self.later_wanted)
        row.addWidget(Picture("bell", size=16, tone="red"))
        row.addWidget(self._count)
        row.addWidget(self._what, 1)
        row.addWidget(self.do)
        row.addWidget(self.later)
        self.body.addLayout(row)
        self.hide()

    def show_alarms(self, alarms: Sequence[Alarm], now: datetime) -> None:
        """Show these, or nothing when there are none."""
        self._first = alarms[0] if alarms else None
        if self._first is not None:
            count = len(alarms)
            self._count.set_text(ngettext("{n} late", "{n} late", count).format(n=count))
            self._what.set_text(told.line(self._first, now))
            self.setAccessibleName(f"{self._count.text()}: {self._what.text()}")
        self._settle()

    def set_silent(self, silent: bool) -> None:
        """While the page in front says it itself, or somebody is on the phone."""
        self._silent = silent
        self._settle()

    def _settle(self) -> None:
        self.setVisible(self._first is not None and not self._silent)
