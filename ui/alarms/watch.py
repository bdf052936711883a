"""The watch over what is late: looks several times a minute, tells each alarm once, keeps bar, tray and tabs right."""

import logging
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.calls import missed
from app.office import settings
from app.overview import alarms as alarming
from app.overview import rules
from app.overview.alarms import Alarm, Alarms
from ui.alarms import told
from ui.alarms.bar import AlarmBar
from ui.alarms.tray import Tray
from ui.kit.changes import Burst
from ui.kit.jobs import Job, Progress
from ui.kit.seat import Seat

log = logging.getLogger("frontdesk.alarms")
LOOK = 20_000  # ms between two looks at the wall clock, which may have been moved meanwhile
KNOWN = "alarms_told"
"""What was told is remembered under this name, on this seat, from day to day."""


class AlarmWatch(QObject):
    """looked(Alarms) -- as of now. missed_changed(n) -- missed calls wait. told(list of Alarm) -- these came due."""

    looked = Signal(object)
    missed_changed = Signal(int)
    told = Signal(object)

    def __init__(self, seat: Seat, *, bar: AlarmBar, tray: Tray, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._bar, self._tray = seat, bar, tray
        self._known = frozenset(map(str, seat.desk.memory.get(KNOWN, [])))
        self._calling: datetime | None = None
        self._before_us = False  # the page in front says itself what is late
        self._looking: Job | None = None
        self._again = self._broken = False
        self.found: Alarms | None = None
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        seat.changes.changed.connect(self._heard)
        self.look()

    def close(self) -> None:
        """Look no more: the pages are made anew, or the window closes."""
        self._timer.stop()
        self._seat.changes.changed.disconnect(self._heard)
        self.deleteLater()

    def set_calling(self, since: datetime | None) -> None:
        """A call runs since then: nothing pops up over it. None: none runs, and what waited is told."""
        self._calling = since
        self._settle()
        if since is None:
            self.look()

    def set_before_us(self, told_there: bool) -> None:
        """Whether the page in front lists what is late itself."""
        self._before_us = told_there
        self._settle()

    def look(self) -> None:
        """Look now; a look that is under way is followed by another."""
        if self._looking is not None and not self._looking.finished:
            self._again = True
            return
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Alarms, int]:
            with desk.store.read() as session:
                waiting = missed.count_unhandled(session)
            return alarming.alarms(desk), waiting

        self._looking = self._seat.jobs.read(read, done=self._looked, failed=self._lost, owner=self)

    def _lost(self, error: Exception) -> None:
        if not self._broken:  # once until it works again: it is tried several times a minute
            self._broken = True
            self._seat.tell(error)

    def _heard(self, burst: Burst) -> None:
        if burst.touches(
            "call", "snooze", "setting", "followup", *(source.kind for source in alarming.SOURCES)
        ):
            self.look()

    def _looked(self, answer: tuple[Alarms, int]) -> None:
        found, waiting = answer
        self.found, self._broken = found, False
        self._bar.show_alarms(found.ringing, found.now)
        self._settle()
        self._tray.show_late(len(found.ringing))
        self._tell(found)
        self.missed_changed.emit(waiting)
        self.looked.emit(found)
        if self._again:
            self._again = False
            self.look()

    def _settle(self) -> None:
        now = self._seat.desk.now()
        calling = rules.held_back(now, quiet_spans=(), calling_since=self._calling)
        self._bar.set_silent(calling or self._before_us)

    def _tell(self, found: Alarms) -> None:
        get = self._seat.desk.settings.get
        wait = rules.held_back(found.now, quiet_spans=get(settings.QUIET), calling_since=self._calling)
        by_mark = {one.mark: one for one in found.ringing}
        said = rules.tell(list(by_mark), found.standing, self._known, wait=wait)
        if said.known == self._known:
            return
        self._known = said.known
        fresh = [by_mark[mark] for mark in said.now]
        memory, known = self._seat.desk.memory, sorted(said.known)

        def keep(_progress: Progress) -> None:
            try:
                memory.keep(**{KNOWN: known})
            except OSError as problem:  # it is told all the same; the next start may tell it once more
                log.info("what was told can't be remembered: %s", problem)

        # remembered first: a window killed meanwhile shows it in the bar, but does not pop up twice
        self._seat.jobs.write(
            keep, done=lambda _none: self._pop_up(fresh, found.now), failed=self._lost, owner=self
        )

    def _pop_up(self, fresh: list[Alarm], now: datetime) -> None:
        if not fresh:
            return
        if self._seat.desk.settings.get(settings.TRAY):
            self._tray.tell(*told.message(fresh, now))
        self.told.emit(fresh)
