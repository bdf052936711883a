"""One run of the window: opens the office behind the frame, listens, goes back to a backup, closes in order."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app import words
from app.files import atomic_write, system_reason
from app.office import seat as seats
from app.office.memory import Memory
from app.store.errors import UserError
from app.words import _, ngettext
from ui.kit.jobs import Jobs, Progress
from ui.kit.looks import USUAL, dress
from ui.logs import Logs
from ui.window import MainWindow
from ui.window.places import PLACES

if TYPE_CHECKING:  # SQLAlchemy alone takes most of a second: it is imported while the frame is on screen
    from app.office.desk import Desk
    from ui.channel import Channel
    from ui.kit.seat import Seat
    from ui.refused import Refusal, Ways

log = logging.getLogger("frontdesk.start")
HANDING_OVER = 10
"""How often, a quarter of a second apart, a second start tries to reach a window that is only just opening."""
UNSEEN = 500  # ms after which an office is opened behind a window that nobody sees
LET_GO = 20.0
"""Seconds until an office is closed although something still reads it."""


class FirstPaint(QObject):
    """Calls `then` once, when `window` has been painted, or after UNSEEN when it is not: it may begin as an icon."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then: Callable[[], object] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(UNSEEN, self, self._go)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._go)  # behind the painting of what lies in it
        return False

    def _go(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
            self.deleteLater()


class Program(QObject):
    """One run of the window: opens the office in a job, listens, and closes everything in order.

    open_desk -- opens the office; runs off the GUI thread. lang -- a language that outranks the office's own.
    ways -- what is offered when it can't be opened, and how to go back to a backup.
    """

    def __init__(
        self,
        folder: Path,
        memory: Memory,
        *,
        open_desk: "Callable[[], Desk]",
        logs: Logs,
        lang: str | None = None,
        ways: "Ways | None" = None,
    ) -> None:
        super().__init__()
        self.code = 0
        self.note: Callable[[Path], object] | None = None
        """Tells a softphone's programs where the window is; None: they are not told."""
        self._folder, self._memory, self._open_desk, self._lang = folder, memory, open_desk, lang
        self._lock = seats.WindowLock(folder)
        self._desk: Desk | None = None
        self._channel: Channel | None = None
        self._seat: Seat | None = None
        self._new = False
        self._tries = 0
        self._logs = logs
        self._jobs = Jobs(expected=(UserError,))
        dress({name: memory.get(name, usual) for name, usual in USUAL.items()})
        self.window = MainWindow(jobs=self._jobs, remembered=memory.get)
        self.window.leaving.connect(self._leave)
        self.window.restore_wanted.connect(self.go_back)
        self._ways = ways
        self._afterwards: Callable[[], object] | None = None
        self._refusal: Refusal | None = None
        logs.crashed = self.window.crashed
        self.window.crashes.recent = logs.recent

    def start(self) -> None:
        """Show the frame, then open the office behind it: reading its libraries, a lane would paint it late."""
        FirstPaint(self.window, self._open)
        self.window.show()

    def end(self) -> None:
        """Carry out what was still to be written, then let go of the office."""
        if self._channel is not None:
            self._channel.close()
        if self._seat is not None:
            self._seat.changes.stop()
        self._jobs.shutdown()
        if self._desk is not None:
            self._desk.close()
        self._lock.release()
        self._logs.close()

    def _leave(self) -> None:
        QTimer.singleShot(0, QApplication.quit)

    # Opening

    def _open(self) -> None:
        first = self.window.first_places()
        self._jobs.read(
            lambda _progress: self._opened_in_job(first), done=self._opened, failed=self._refused, owner=self
        )

    def _opened_in_job(self, first: Sequence[str]) -> "Desk | seats.Holder":
        """The open office, or who holds its window. Only a folder that is an office gets a lock file."""
        desk = self._desk or self._open_desk()
        self._desk = desk  # kept, so that a window that is closed meanwhile lets go of it
        holder = None if desk.store.sealed else self._lock.take()
        if holder is not None:
            return holder
        _read_modules(first)
        from app.overview import first_start

        self._new = not desk.store.sealed and first_start.wanted(desk)
        return desk

    def _opened(self, found: "Desk | seats.Holder") -> None:
        if isinstance(found, seats.Holder):
            self._hand_over(found)
            return
        # where nothing may be written, the folder of the copy that is looked at
        self._logs.open_files(found.folder / "logs")
        self._jobs.loaded()
        self.window.crashes.folder = found.folder / "logs"
        if self._lang is None:
            from app.office import settings

            painted_in = words.language()
            words.use(found.settings.get(settings.LANGUAGE))
            if words.language() != painted_in:
                dress(self.window.looks())
        self._seat = seat = make_seat(found, self._jobs, self.window)
        if self._channel is None:
            from ui.channel import Channel  # late: it needs Qt's network

            self._channel = Channel(seats.channel(self._folder), parent=self)
            self._channel.called.connect(self._ring)
            self._channel.told.connect(self.window.hear)
            self._channel.shown.connect(self.window.come_forward)
            QGuiApplication.styleHints().colorSchemeChanged.connect(
                lambda _scheme: dress(self.window.looks())
            )
        self.window.show_office(seat, new=self._new)
        self._note_folder(found)
        ended_by, self._logs.ended_by = self._logs.ended_by, None
        if ended_by is not None:
            self.window.toasts.note(
                _("Last time the program ended by itself."),
                sub=_("What happened is written down in {file}.").format(file=ended_by.name),
            )
        after, self._afterwards = self._afterwards, None
        if after is not None:
            after()
        log.info("opened %s", self._folder)
        if self._memory.damaged:
            self.window.toasts.error(self._memory.damaged)
        if wrong := found.settings.damaged():
            more = len(wrong) - 1
            sub = (
                ngettext("And {n} more setting.", "And {n} more settings.", more).format(n=more)
                if more
                else ""
            )
            self.window.toasts.error(wrong[0], sub=sub)

    def _note_folder(self, desk: "Desk") -> None:
        from app.office import settings

        note, folder = self.note, self._folder
        demo = bool(desk.settings.get(settings.DEMO))

        def noted(_progress: Progress) -> None:
            if note is not None and not (demo and seats.noted_folder() not in (None, folder)):
                try:
                    note(folder)
                except OSError as problem:
                    log.info("a softphone's programs can't be told where the office is: %s", problem)

        self._jobs.write(noted, owner=self)

    def _ring(self, number: str, name: str) -> None:
        from app.china.dialling import caller_id

        who = caller_id(number)
        self.window.come_forward()
        self.window.take_call(number=who.number, name=name or who.name, withheld=who.withheld)

    def _hand_over(self, holder: seats.Holder) -> None:
        """Another window has the office: bring it to the front; it may only just be opening."""
        self._tries += 1

        def asked(shown: bool) -> None:
            if shown:
                self.window.close()
            elif self._tries >= HANDING_OVER:
                self._refused(
                    UserError(
                        _(
                            "Its window is open already, in process {pid}, and does not answer. End that one first."
                        ).format(pid=holder.pid or "?")
                    )
                )
            else:
                QTimer.singleShot(250, self, lambda: self._hand_over(holder))

        self._jobs.network(
            lambda _progress: seats.deliver(self._folder, {"show": True}),
            done=asked,
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: Exception) -> None:
        self.code = 1
        if not isinstance(error, UserError):
            log.critical("the office could not be opened", exc_info=error)
        if self._refusal is None:
            from ui.refused import Refusal  # late: nearly no start comes here

            self._refusal = Refusal(self.window, self._jobs, self._ways, parent=self)
            self._refusal.again.connect(self._again)
            self._refusal.opened.connect(self._look_at)
            self._refusal.went_back.connect(self._went_back)
        self._refusal.tell(error)

    def _again(self) -> None:
        self.code, self._tries = 0, 0
        self.window.wait_for_office()
        self._open()

    def _look_at(self, desk: "Desk") -> None:
        self._desk = desk
        self._again()

    # Going back to a backup

    def go_back(self, file: Path) -> None:
        """Close the office in this window, put the backup `file` in its place, and open it again."""
        assert self._ways is not None and self._seat is not None
        self.window.leave_office()
        self._seat.changes.stop()
        self._seat = None
        self._when_idle(lambda: self._put_back(file))

    def _when_idle(self, then: Callable[[], object], *, waited: float = 0.0) -> None:
        """Readings that run must have let go of the file; what was asked to be written is written before."""
        if self._jobs.busy() and waited < LET_GO:
            QTimer.singleShot(50, self, lambda: self._when_idle(then, waited=waited + 0.05))
        else:
            then()

    def _put_back(self, file: Path) -> None:
        desk, ways = self._desk, self._ways
        assert ways is not None
        self._desk = None

        def put_back(_progress: Progress) -> dict[str, Any]:
            if desk is not None:
                desk.close()
            return ways.restore(file)

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                log.critical("the backup could not be put back", exc_info=error)
            said = getattr(error, "sentence", str(error))
            self._afterwards = lambda: self.window.toasts.error(said)
            self._again()

        self._jobs.write(
            put_back,
            done=self._went_back,
            failed=failed,
            owner=self,
            title=_("Going back to the backup"),
            whole=True,
        )

    def _went_back(self, done: dict[str, Any]) -> None:
        kept = Path(done["replaced"]).name if done["replaced"] else ""
        sub = _("What it replaced is kept as {file}.").format(file=kept) if kept else ""
        if done["files_missing"]:
            sub = ngettext("{n} file of a record is nowhere.", "{n} files of records are nowhere.",
                           done["files_missing"]).format(n=done["files_missing"]) + " " + sub  # fmt: skip
        self._afterwards = lambda: self.window.toasts.show(_("Went back to the backup."), sub=sub)
        self._again()


def _read_modules(places: Sequence[str]) -> None:
    """Import what the first pages are made of off the GUI thread: it takes longer than a window may be deaf."""
    import ui.channel
    import ui.kit.seat  # noqa: F401

    for key in places:
        PLACES[key].maker()


def make_seat(desk: "Desk", jobs: Jobs, shown: MainWindow) -> "Seat":
    """The seat that `shown` and its pages work at."""
    from ui.kit.changes import ChangeFeed
    from ui.kit.drafts import Drafts
    from ui.kit.seat import Seat

    return Seat(
        desk=desk,
        jobs=jobs,
        changes=ChangeFeed(desk.store.hub, jobs=jobs, poll=desk.store.poll, parent=shown),
        toasts=shown.toasts,
        drafts=Drafts(desk.folder / "drafts", jobs=jobs, write=_whole),
    )


def _whole(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as part:
            part.write_bytes(data)
    except OSError as problem:
        said = _("What you type can't be kept as a draft: {reason}. Save it before you close the window.")
        raise UserError(said.format(reason=system_reason(problem))) from problem
