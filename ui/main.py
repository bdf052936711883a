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
from app.store.errors import OlderSchema, Unavailable, UserError
from app.words import _
from ui.channel import Channel
from ui.kit.buttons import Button
from ui.kit.changes import ChangeFeed
from ui.kit.drafts import Drafts
from ui.kit.jobs import Jobs, Progress
from ui.kit.looks import USUAL, dress
from ui.kit.seat import Seat
from ui.logs import Logs
from ui.window import MainWindow

if TYPE_CHECKING:  # SQLAlchemy alone takes most of a second: it is imported while the frame is on screen
    from app.office.desk import Desk

log = logging.getLogger("frontdesk.start")
HANDING_OVER = 10
"""How often, a quarter of a second apart, a second start tries to reach a window that is only just opening."""
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
    application = _application()
    program = Program(folder, memory, open_desk=lambda: _open_desk(data, database, by), logs=logs, lang=lang)
    program.migrating = lambda: _migrate(data, database)
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


def _migrate(data: Path | None, database: str | None) -> None:
    from app.overview import care

    care.migrate(data, database)


class Program(QObject):
    """One run of the window: opens the office in a job, listens, and closes everything in order.

    open_desk -- opens the office; runs off the GUI thread. lang -- a language that outranks the office's own.
    """

    def __init__(
        self,
        folder: Path,
        memory: Memory,
        *,
        open_desk: "Callable[[], Desk]",
        logs: Logs,
        lang: str | None = None,
    ) -> None:
        super().__init__()
        self.code = 0
        self.migrating: Callable[[], object] | None = None
        self._folder, self._memory, self._open_desk, self._lang = folder, memory, open_desk, lang
        self._lock = seats.WindowLock(folder)
        self._desk: Desk | None = None
        self._channel: Channel | None = None
        self._seat: Seat | None = None
        self._tries = 0
        self._logs = logs
        self._jobs = Jobs(expected=(UserError,))
        dress({name: memory.get(name, usual) for name, usual in USUAL.items()})
        self.window = MainWindow(jobs=self._jobs, remembered=memory.get)
        self.window.leaving.connect(self._leave)
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
        holder = self._lock.take()
        if holder is not None:
            return holder
        _read_libraries()
        return desk

    def _opened(self, found: "Desk | seats.Holder") -> None:
        if isinstance(found, seats.Holder):
            self._hand_over(found)
            return
        self._logs.open_files(self._folder / "logs")
        self.window.crashes.folder = self._folder / "logs"
        if self._lang is None:
            from app.office import settings

            painted_in = words.language()
            words.use(found.settings.get(settings.LANGUAGE))
            if words.language() != painted_in:
                dress(self.window.looks())
        self._seat = seat = make_seat(found, self._jobs, self.window)
        self._channel = Channel(seats.channel(self._folder), parent=self)
        self._channel.called.connect(self._ring)
        self._channel.shown.connect(self.window.come_forward)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: dress(self.window.looks()))
        self.window.show_office(seat)
        if self._logs.ended_by is not None:
            self.window.toasts.show(
                _("Last time the program ended by itself."),
                sub=_("What happened is written down in {file}.").format(file=self._logs.ended_by.name),
            )
        log.info("opened %s", self._folder)

    def _ring(self, number: str, name: str) -> None:
        self.window.come_forward()
        self.window.take_call(number=number, name=name)

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
        sentence = error.sentence if isinstance(error, UserError) else _(
            "Something unexpected is in the way: {reason}. The data was left as it is."
        ).format(reason=error)  # fmt: skip
        ways = []
        if isinstance(error, OlderSchema) and self.migrating is not None:
            up = Button(_("Back up and bring up to date"), kind="primary")
            up.clicked.connect(self._migrate)
            ways.append(up)
        else:
            again = Button(_("Try again"), kind="primary", icon="refresh-cw")
            again.clicked.connect(self._again)
            ways.append(again)
        self.window.refuse(sentence, ways=tuple(ways))

    def _again(self) -> None:
        self.code, self._tries = 0, 0
        self.window.wait_for_office()
        self._open()

    def _migrate(self) -> None:
        migrating = self.migrating
        assert migrating is not None
        self.window.wait_for_office()
        self._jobs.write(
            lambda _progress: migrating(), done=lambda _done: self._again(), failed=self._refused, owner=self,
            title=_("Bringing the office up to date"),
        )  # fmt: skip


def _read_libraries() -> None:
    """Import the pages off the GUI thread; their libraries take longer than a window may be deaf."""
    import ui.calls.page
    import ui.overview.find
    import ui.overview.page
    import ui.people.chooser
    import ui.reports.page  # noqa: F401


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
    tabs = [(key, lambda key=key: shown.go(key)) for key in ("today", "calls", "reports")]
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
