"""Starting the window: which office, whether one is open already, whether there is a screen, and then the program."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app import words
from app.office import seat as seats
from app.office.memory import Memory
from app.words import _
from ui.kit import theme
from ui.kit.looks import SCALES
from ui.logs import Logs
from ui.program import Program

if TYPE_CHECKING:  # it imports the database
    from app.office.desk import Desk


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
    from ui.refused import ways_of  # late: nearly no start needs them

    logs = Logs(hopeless=_no_screen)  # before Qt, which aborts where a screen does not answer
    _enlarge(memory.get("scale", ""))
    qt = application()
    program = Program(
        folder, memory, open_desk=lambda: _open_desk(data, database, by), logs=logs, lang=lang,
        ways=ways_of(data, database, by),
    )  # fmt: skip
    program.note = seats.note_folder
    try:
        program.start()
        qt.exec()
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


def application() -> QApplication:
    """The one QApplication of the process, made on the first call."""
    made = QApplication.instance()
    if made is None:
        made = QApplication(["frontdesk", *theme.STYLE])
        made.setProperty(theme.STYLED, True)
    assert isinstance(made, QApplication)
    made.setApplicationName("frontdesk")
    made.setApplicationDisplayName("")
    made.setDesktopFileName("frontdesk")
    return made


def _open_desk(data: Path | None, database: str | None, by: str | None) -> "Desk":
    from app.overview.opening import open_desk

    return open_desk(data, database, by=by)
