"""What the first start of a day looks after by itself: published rest days and the verified backup."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.office import days
from app.overview import care
from app.overview.care import Kept
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat
from ui.overview.side import SidePane


class LookedAfter(QObject):
    """Runs as jobs and tells the side pane."""

    def __init__(self, seat: Seat, side: SidePane) -> None:
        super().__init__(side)
        self._seat, self._side = seat, side
        side.back_up.connect(lambda: self._run(self._now))

    def start(self) -> None:
        """Once after every start of the window."""
        desk = self._seat.desk
        if desk.store.sealed:
            self._side.show_only_looked_at()
            return
        year = desk.today().year
        self._seat.jobs.write(
            lambda _progress: days.fill(desk.store, range(year, year + 2)), failed=self._seat.tell, owner=self
        )
        self._run(self._daily)

    def _daily(self, progress: Progress) -> Kept | None:
        care.daily(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _now(self, progress: Progress) -> Kept | None:
        care.back_up(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _run(self, work: Callable[[Progress], Kept | None]) -> None:
        self._side.show_backup_running()
        now = self._seat.desk.now
        self._seat.jobs.network(  # not a reader's lane: a large office takes its time
            work, done=lambda kept: self._side.show_backup(kept, now()), failed=self._failed, owner=self,
            title=_("Backing up"),
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._side.show_backup_failed(getattr(error, "sentence", str(error)))
