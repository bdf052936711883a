"""Pictures of the window without a screen: of every tab and the call form; and the proof that they show something."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QImage

from app.files import atomic_write
from app.store.errors import Unavailable, UserError
from app.words import _
from ui.kit.jobs import Jobs
from ui.kit.looks import dress
from ui.logs import Logs
from ui.main import application, has_screen
from ui.program import make_seat
from ui.window import TABS, MainWindow

if TYPE_CHECKING:  # it imports the database
    from app.office.desk import Desk

COLOURS = 20
"""A picture of the window has at least so many."""
QUIET = 0.25
"""Seconds without a job after which a picture shows all there is."""


def pictures(desk: "Desk", folder: Path, size: tuple[int, int] = (1366, 768)) -> list[Path]:
    """Draw one PNG of `size` px a tab and one of the new-call form into `folder`; the files.

    Works without a screen; nothing is shown on one. The form is of a caller whom the office knows.
    """
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
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
