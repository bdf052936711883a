"""What a day begins with, whatever page is in front: rest days fetched, a verified backup, who cleans today."""

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.office import days, settings
from app.overview import care
from app.overview.care import Kept
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

if TYPE_CHECKING:  # the page that has it comes with its first use
    from ui.overview.side import SidePane

REMINDED = "roster_reminded"
"""The day on which somebody was reminded last is remembered under this name, on this seat."""


class Morning(QObject):
    """Made by the window, once for an opened office.

    backing_up(), backed_up(Kept or None, now), backup_failed(sentence) -- how the backup goes. roster_wanted() -- from
    the reminder to the roster.
    """

    backing_up = Signal()
    backed_up = Signal(object, object)
    backup_failed = Signal(str)
    roster_wanted = Signal()

    def __init__(self, seat: Seat, *, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._begun = False
        self._day: date | None = None
        self._last: Callable[[], None] | None = None  # tells once more how the backup went
        self._reminded: date | None = None

    def begin(self) -> None:
        """Look after what is due; once, however often the pages are made anew."""
        if self._begun or self._seat.desk.store.sealed:
            return
        self._begun = True
        self.look()

    def look(self) -> None:
        """What has come due: a window that stays open over night sees the next day begin, too."""
        desk = self._seat.desk
        today = desk.today()
        if self._begun and self._day != today:
            self._day = today
            self._seat.jobs.write(
                lambda _progress: days.fill(desk.store, range(today.year, today.year + 2)),
                failed=self._seat.tell, owner=self,
            )  # fmt: skip
            self._run(self._daily)
        self.remind()

    def show_on(self, side: "SidePane") -> None:
        """Tell `side` how the backup goes, from now on and as it stands."""
        side.back_up.connect(self.back_up)
        if self._seat.desk.store.sealed:
            side.show_only_looked_at()
            return
        self.backing_up.connect(side.show_backup_running)
        self.backed_up.connect(side.show_backup)  # no lambda: it would outlive a pane that is made anew
        self.backup_failed.connect(side.show_backup_failed)
        if self._last is not None:
            self._last()

    # The backup

    def back_up(self) -> None:
        """Make a backup now."""
        self._run(self._now)

    def _daily(self, progress: Progress) -> Kept | None:
        care.daily(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _now(self, progress: Progress) -> Kept | None:
        care.back_up(self._seat.desk, progress=lambda done, total: progress.set(done, total))
        return care.newest(self._seat.desk)

    def _run(self, work: Callable[[Progress], Kept | None]) -> None:
        self._tell(self.backing_up.emit)
        self._seat.jobs.network(  # not a reader's lane: a large office takes its time
            work,
            done=self._kept,
            failed=self._failed,
            stopped=self._stopped,
            owner=self,
            title=_("Backing up"),
        )

    def _kept(self, kept: Kept | None) -> None:
        self._tell(lambda: self.backed_up.emit(kept, self._seat.desk.now()))

    def _failed(self, error: Exception) -> None:
        self._tell(lambda: self.backup_failed.emit(getattr(error, "sentence", str(error))))

    def _stopped(self) -> None:
        """Somebody stopped it where progress is shown: what there was before counts."""
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: care.newest(desk), done=self._kept, failed=self._failed, owner=self
        )

    def _tell(self, tell: Callable[[], None]) -> None:
        self._last = tell
        tell()

    # The cleaning

    def remind(self) -> None:
        """Say who is on duty, once a day, at the time that the settings name or when the window opens later."""
        desk = self._seat.desk
        now = desk.now()
        today = now.date()
        at = time.fromisoformat(desk.settings.get(settings.ROSTER_REMIND))
        if not self._begun or now.time() < at or self._reminded == today:
            return
        self._reminded = today
        if desk.memory.get(REMINDED) == today.isoformat():
            return

        def on_duty(_progress: Progress) -> tuple[str, ...]:
            from app.roster import finding  # late: asked once a day

            day = finding.on_duty(desk, today)
            return () if day.state == "done" else tuple(cell.name for cell in day.cells)

        self._seat.jobs.read(
            on_duty, done=lambda names: self._say(names, today), failed=self._seat.tell, owner=self
        )

    def _say(self, names: tuple[str, ...], today: date) -> None:
        if not names:
            return
        self._seat.keep(**{REMINDED: today.isoformat()})
        told = _(", ").join(name or _("unfilled") for name in names)
        self._seat.toasts.note(
            _("On duty today: {names}").format(names=told),
            sub=self._seat.desk.settings.get(settings.ROSTER_RULES), action=_("Show"), run=self.roster_wanted.emit,
        )  # fmt: skip
