"""The composition root: the one place that builds the window, its lanes, its logs, and opens the office for it."""

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app import words
from app.files import atomic_write
from app.office import seat as seats
from app.office.memory import Memory
from app.store.errors import Unavailable, UserError
from app.words import _
from ui.channel import Channel
from ui.kit.changes import ChangeFeed
from ui.kit.drafts import Drafts
from ui.kit.jobs import Jobs, Progress
from ui.kit.looks import SCALES, USUAL, dress
from ui.kit.seat import Seat
from ui.logs import Logs
from ui.refused import Refusal, Ways, ways_of
from ui.window import TABS, MainWindow

if TYPE_CHECKING:  # SQLAlchemy alone takes most of a second: it is imported while the frame is on screen
    from app.office.desk import Desk

log = logging.getLogger("frontdesk.start")
HANDING_OVER = 10
"""How often, a quarter of a second apart, a second start tries to reach a window that is only just opening."""
LET_GO = 20.0
"""Seconds until an office is closed although something still reads it."""
COLOURS = 20
"""A picture of the window has at least so many."""
QUIET = 0.25
"""Seconds without a job after which a picture shows all there is."""


def window(data: Path | None, database: str | None, by: str | None, lang: str | None) -> int:
    """Show the window of the office in folder `data` or at URL `database` until it is closed; the exit code.

    A second start brings the first window to the front and ends with 0. Without a screen it ends with 1 and one
    sentence on standard error. What keeps the office from opening is said in the window.
    """
    folder = seats.folder_of(data, database)
    memory = Memory(folder)
    words.use(lang or _known_language(memory))
    if seats.deliver(folder, {"show": True}):
        return 0
    if not has_screen():
        _no_screen("")
        return 1
    logs = Logs(hopeless=_no_screen)  # before Qt, which aborts where a screen does not answer
    _enlarge(memory.get("scale", ""))
    application = _application()
    program = Program(
        folder, memory, open_desk=lambda: _open_desk(data, database, by), logs=logs, lang=lang,
        ways=ways_of(data, database, by),
    )  # fmt: skip
    program.note = seats.note_folder
    try:
        program.start()
        application.exec()
    finally:
        program.end()
    return program.code


def _known_language(memory: Memory) -> str:
    known = memory.get("language", "zh")
    return known if known in words.LANGUAGES else "zh"


def has_screen() -> bool:
    """Whether Qt has somewhere to show a window; asked before QApplication, which would abort the process."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _no_screen(_message: str) -> None:
    print(  # noqa: T201 - the answer of a command that finds no screen
        _(
            "There is no screen to show the window on. Start FrontDesk on a desktop; every other command works here."
        ),
        file=sys.stderr,
        flush=True,
    )


def _enlarge(scale: str) -> None:
    """Draw everything larger, as the seat keeps it; only before QApplication is there, and never against the system's
    own variable.
    """
    if scale in SCALES and QApplication.instance() is None:
        os.environ.setdefault("QT_SCALE_FACTOR", scale)


def _application() -> QApplication:
    made = QApplication.instance() or QApplication(["frontdesk"])
    assert isinstance(made, QApplication)
    made.setApplicationName("frontdesk")
    made.setApplicationDisplayName("")
    made.setDesktopFileName("frontdesk")
    return made


def _open_desk(data: Path | None, database: str | None, by: str | None) -> "Desk":
    from app.overview.opening import open_desk

    return open_desk(data, database, by=by)


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
        ways: Ways | None = None,
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
        self._refusal = Refusal(self.window, self._jobs, ways, parent=self)
        self._refusal.again.connect(self._again)
        self._refusal.opened.connect(self._look_at)
        self._refusal.went_back.connect(self._went_back)
        logs.crashed = self.window.crashed
        self.window.crashes.recent = logs.recent

    def start(self) -> None:
        """Show the frame, then open the office behind it."""
        self.window.show()
        QTimer.singleShot(0, self, self._open)

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
        self._jobs.read(self._opened_in_job, done=self._opened, failed=self._refused, owner=self)

    def _opened_in_job(self, _progress: Progress) -> "Desk | seats.Holder":
        """The open office, or who holds its window. Only a folder that is an office gets a lock file."""
        desk = self._desk or self._open_desk()
        self._desk = desk  # kept, so that a window that is closed meanwhile lets go of it
        holder = None if desk.store.sealed else self._lock.take()
        if holder is not None:
            return holder
        _read_libraries()
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
            self.window.toasts.show(
                _("Last time the program ended by itself."),
                sub=_("What happened is written down in {file}.").format(file=ended_by.name),
            )
        after, self._afterwards = self._afterwards, None
        if after is not None:
            after()
        log.info("opened %s", self._folder)
        for sentence in (self._memory.damaged, *found.settings.damaged()):
            if sentence:
                self.window.toasts.error(sentence)

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
            put_back, done=self._went_back, failed=failed, owner=self, title=_("Going back to the backup")
        )

    def _went_back(self, done: dict[str, Any]) -> None:
        kept = Path(done["replaced"]).name if done["replaced"] else ""
        sub = _("What it replaced is kept as {file}.").format(file=kept) if kept else ""
        self._afterwards = lambda: self.window.toasts.show(_("Went back to the backup."), sub=sub)
        self._again()


def _read_libraries() -> None:
    """Import the pages off the GUI thread; their libraries take longer than a window may be deaf."""
    import ui.alarms.bell
    import ui.calls.page
    import ui.complaints.page
    import ui.overview.find
    import ui.overview.page
    import ui.people.chooser
    import ui.reports.page
    import ui.roster.page
    import ui.settings.guide
    import ui.settings.page  # noqa: F401


def make_seat(desk: "Desk", jobs: Jobs, shown: MainWindow) -> Seat:
    """The seat that `shown` and its pages work at."""
    return Seat(
        desk=desk,
        jobs=jobs,
        changes=ChangeFeed(desk.store.hub, jobs=jobs, poll=desk.store.poll, parent=shown),
        toasts=shown.toasts,
        drafts=Drafts(desk.folder / "drafts", jobs=jobs, write=_whole),
    )


def _whole(path: Path, data: bytes) -> None:
    with atomic_write(path) as part:
        part.write_bytes(data)


# Pictures


def pictures(desk: "Desk", folder: Path, size: tuple[int, int] = (1366, 768)) -> list[Path]:
    """Draw one PNG of `size` px a tab and one of the new-call form into `folder`; the files.

    Works without a screen; nothing is shown on one. The form is of a caller whom the office knows.
    """
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    jobs = Jobs(expected=(UserError,))
    dress({"theme": "light"})
    shown = MainWindow(jobs=jobs, remembered=lambda _key, default: default)
    shown.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    shown.resize(*size)
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        seat = make_seat(desk, jobs, shown)
        shown.show_office(seat)
        shown.show()
        for name, show in _scenes(shown, _known_number(desk)):
            show()
            wait_until_quiet(jobs)
            path = folder / f"{name}.png"
            with atomic_write(path) as part:
                if not shown.grab().save(str(part), "PNG"):
                    raise OSError(f"{path}: no picture could be written")
            made.append(path)
        seat.changes.stop()
    except OSError as problem:
        raise Unavailable(
            _("The pictures could not be written to {folder}: {reason}.").format(
                folder=folder, reason=problem
            ),
            kind="readonly",
        ) from problem
    finally:
        jobs.shutdown()
        shown.hide()
        shown.deleteLater()
    return made


def proof(desk: "Desk", folder: Path, *, hopeless: Callable[[str], object]) -> str:
    """Draw the window of `desk` into `folder` and look at every picture; what was drawn, in a line.

    hopeless -- told why when Qt can't start at all, just before the process ends. ValueError for an empty picture.
    """
    logs = Logs(hopeless=hopeless)
    try:
        made = pictures(desk, folder)
    finally:
        logs.close()
    for path in made:
        picture = QImage(str(path))
        across, down = range(0, picture.width(), 7), range(0, picture.height(), 7)
        if len({picture.pixel(x, y) for x in across for y in down}) < COLOURS:
            raise ValueError(f"{path.name} is nearly empty")
    return f"{len(made)} pictures, Qt {qVersion()} {QGuiApplication.platformName()}"


def _scenes(shown: MainWindow, number: str) -> list[tuple[str, Callable[[], Any]]]:
    tabs = [(key, lambda key=key: shown.go(key)) for key in TABS]
    return [*tabs, ("new-call", lambda: shown.take_call(number=number))]


def _known_number(desk: "Desk") -> str:
    """A number with a full card: of somebody who is owed a call back, else of the last caller."""
    from app.calls import finding, promises

    for promise in promises.owed(desk):
        if promise.number_norm and promise.company:
            return promise.number_norm
    ids = finding.find(desk, finding.CallQuery(direction="in"), limit=50)
    return next(
        (row.number_norm for row in finding.rows(desk, ids) if row and row.number_norm and row.company), ""
    )


def wait_until_quiet(jobs: Jobs, *, longest: float = 30.0) -> None:
    """Run the event loop until no job has waited or run for QUIET seconds. TimeoutError after `longest` seconds."""
    loop = QEventLoop()
    began = last_busy = time.monotonic()
    late = False

    def look() -> None:
        nonlocal last_busy, late
        now = time.monotonic()
        if jobs.busy():
            last_busy = now
        late = now - began > longest
        if late or now - last_busy >= QUIET:
            loop.quit()

    ticks = QTimer(interval=10)
    ticks.timeout.connect(look)
    ticks.start()
    loop.exec()
    ticks.stop()
    if late:
        raise TimeoutError(f"the window still works after {longest:g} s")
