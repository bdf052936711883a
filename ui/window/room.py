"""Looks every few minutes whether the disks still have room, and says so in one line before it is too late."""

import logging
from datetime import date

from PySide6.QtCore import QObject, QTimer

from app.overview import room
from app.overview.room import Low
from app.words import _
from ui.kit.notice import Notice
from ui.kit.seat import Seat

log = logging.getLogger("frontdesk.window")
EVERY = 5 * 60_000  # ms


class RoomWatch(QObject):
    """Fills `notice`. Once it was closed it comes back the next day, or when the room has halved since."""

    def __init__(self, seat: Seat, notice: Notice) -> None:
        super().__init__(notice)
        self._seat, self._notice = seat, notice
        self._low: Low | None = None
        self._read_on: date | None = None
        self._read_at = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        notice.pressed.connect(self.look)
        notice.dismissed.connect(self._dismissed)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now."""
        desk = self._seat.desk
        self._seat.jobs.network(  # a disk that sleeps, or a share, may take its time
            lambda _progress: room.low(desk), done=self._found, failed=self._unseen, owner=self
        )

    def _unseen(self, error: Exception) -> None:
        """A database that is busy is asked again at the next look; what is told already stays."""
        log.info("the room on the disks could not be looked at: %s", error)

    def _found(self, low: Low | None) -> None:
        self._low = low
        if low is None:
            self._read_on = None
            self._notice.hide()
            return
        if self._read_on == self._seat.desk.today() and low.free * 2 > self._read_at:
            return
        told = _(
            "Only {free} free where {folder} lies. Make room soon: saving and backups need about {wanted}."
        )
        self._notice.say(
            told.format(free=room.say_bytes(low.free), folder=low.folder, wanted=room.say_bytes(low.wanted)),
            icon="database", action=_("Look again"),
        )  # fmt: skip

    def _dismissed(self) -> None:
        self._read_on = self._seat.desk.today()
        self._read_at = self._low.free if self._low is not None else 0
