"""What is late, wired to the window: bar over the pages, icon in the tray, counts on the tabs, the panel."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.overview import alarms as alarming
from app.overview.alarms import Alarm, Alarms, Later
from ui.alarms.bar import AlarmBar
from ui.alarms.panel import AlarmPanel
from ui.alarms.tray import Tray
from ui.alarms.watch import AlarmWatch
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

LISTED = "today"
"""This tab lists itself what is late."""


class Bell(QObject):
    """Lives as long as the pages do.

    window -- the main window. ways -- by kind of alarm, what opens the record it is about.
    """

    def __init__(self, window: Any, seat: Seat, ways: dict[str, Callable[[int], object]]) -> None:
        super().__init__(window)
        self._window, self._seat, self._ways = window, seat, ways
        self.bar, self.tray = AlarmBar(), Tray(self)
        window.above.addWidget(self.bar)
        self.watch = AlarmWatch(seat, bar=self.bar, tray=self.tray, parent=self)
        self.watch.set_before_us(window.rail.chosen() == LISTED)
        window.rail.tab_chosen.connect(self._came_to)
        self.watch.looked.connect(self._count_late)
        self.watch.missed_changed.connect(lambda count: window.rail.set_badge("calls", count))
        self.watch.told.connect(lambda _alarms: QApplication.alert(window))
        self.bar.open_wanted.connect(self.open)
        self.bar.later_wanted.connect(self.show_panel)
        self.tray.pressed.connect(window.come_forward)
        self.tray.take_wanted.connect(self._take)
        self.tray.late_wanted.connect(self._show_late)

    def close(self) -> None:
        """The pages go: no bar, no icon, no look any more."""
        self.watch.close()
        self.tray.close()
        self._window.above.removeWidget(self.bar)
        self.bar.hide()
        self.bar.deleteLater()
        self.deleteLater()

    def open(self, alarm: Alarm) -> None:
        """Go to what an alarm is about."""
        way = self._ways.get(alarm.kind)
        way(alarm.id) if way is not None else self._window.go(LISTED)

    def show_panel(self) -> None:
        """What is late, in one list, to be opened or put off."""
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Alarms, Sequence[Later]]:
            return alarming.alarms(desk), alarming.later(desk)

        self._seat.jobs.read(read, done=self._show, failed=self._seat.tell, owner=self)

    def set_calling(self, since: datetime | None) -> None:
        """A call runs since then, or none does."""
        self.watch.set_calling(since)

    def _show(self, answer: tuple[Alarms, Sequence[Later]]) -> None:
        panel = AlarmPanel(self._window, self._seat, *answer)
        panel.chosen.connect(self.open)
        self._window.open_overlay(panel, "alarms")

    def _count_late(self, found: Alarms) -> None:
        """All that is late, also what was put off: the board lists it too."""
        self._window.rail.set_badge(LISTED, len(found.ringing) + len(found.put_off), late=True)

    def _came_to(self, key: str) -> None:
        self.watch.set_before_us(key == LISTED)

    def _take(self) -> None:
        self._window.come_forward()
        self._window.take_call()

    def _show_late(self) -> None:
        self._window.come_forward()
        found = self.watch.found
        if found is not None and len(found.ringing) == 1:
            self.open(found.ringing[0])
        else:
            self._window.go(LISTED)
