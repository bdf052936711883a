"""What goes wrong and is no sentence for a person goes into rotating files, without waiting for the disk.

Hooks for exceptions nobody caught, in the window's thread, in others and where Python can't raise them; for what Qt
says; and for faults of a library that end the process.
"""

import faulthandler
import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from ui.kit import diagnostics

if TYPE_CHECKING:
    from logging.handlers import QueueHandler, QueueListener

FILE = "frontdesk.log"
CRASHES = "crash.log"
BYTES = 1_000_000
KEPT = 5
RECENT = 60  # records told in a diagnostics file

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger("frontdesk")
qt_log = logging.getLogger("frontdesk.qt")

Crashed = Callable[[BaseException], object]


class Logs:
    """Hooks for everything unexpected, from making until `close`. Files are written after `open_files`.

    hopeless -- told the words of a fatal Qt error before the process ends, as when no screen can be reached.
    crashed -- an attribute: told of an exception nobody caught, in whatever thread, so that the person hears of it.
    ended_by -- the file that tells how the last run ended, when a fault of a library ended it.
    """

    def __init__(self, *, hopeless: Callable[[str], object]) -> None:
        self.crashed: Crashed | None = None
        self._hopeless = hopeless
        self._listener: QueueListener | None = None
        self._handler: QueueHandler | None = None
        self._crashes: IO[str] | None = None
        self.ended_by: Path | None = None
        self._recent = _Recent()
        log.addHandler(self._recent)
        self._excepthook, sys.excepthook = sys.excepthook, self._uncaught
        self._threadhook, threading.excepthook = threading.excepthook, self._uncaught_in_thread
        self._unraisable, sys.unraisablehook = sys.unraisablehook, self._unraised
        self._qt = qInstallMessageHandler(self._qt_said)

    def open_files(self, folder: Path) -> None:
        """Write into `folder`, which is made; once. A folder that refuses leaves standard error as it was."""
        if self._listener is not None:
            return
        import queue
        from logging.handlers import (  # late: the frame comes first
            QueueHandler,
            QueueListener,
            RotatingFileHandler,
        )

        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.ended_by = _set_aside(folder)
            self._crashes = (folder / CRASHES).open("a", encoding="utf-8")
            file = RotatingFileHandler(folder / FILE, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
        except OSError as problem:
            log.warning("no log is kept in %s: %s", folder, problem)
            return
        faulthandler.enable(self._crashes)
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"))
        waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._handler = QueueHandler(waiting)
        self._listener = QueueListener(waiting, file)
        self._listener.start()
        log.addHandler(self._handler)
        log.setLevel(logging.INFO)

    def recent(self) -> list[str]:
        """The last records as `diagnostics.record` tells them, oldest first."""
        return list(self._recent.lines)

    def close(self) -> None:
        """Write what waits and give the hooks back."""
        log.removeHandler(self._recent)
        sys.excepthook = self._excepthook
        threading.excepthook = self._threadhook
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt)
        if self._handler is not None and self._listener is not None:
            log.removeHandler(self._handler)
            self._listener.stop()
            for handler in self._listener.handlers:
                handler.close()
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._excepthook(kind, error, trace)
            return
        log.critical("uncaught", exc_info=(kind, error, trace))
        if self._listener is None:
            self._excepthook(kind, error, trace)
        if self.crashed is not None:
            try:
                self.crashed(error)
            except Exception:
                log.exception("the fault could not be told")

    def _uncaught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            self._uncaught(told.exc_type, told.exc_value, told.exc_traceback)

    def _unraised(self, told: "sys.UnraisableHookArgs") -> None:
        """Nothing a person could do about: an object that could not be taken down in order."""
        if self._listener is None:
            self._unraisable(told)
        else:
            log.error("unraisable", exc_info=told.exc_value)

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            if self._crashes is not None:
                self._crashes.write(f"Qt: {message}\n")
                self._crashes.flush()
            self._hopeless(message)  # Qt aborts after this line: end quietly instead
            os._exit(1)
        qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


class _Recent(logging.Handler):
    """Keeps the last records, without what was put into them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=RECENT)

    def emit(self, record: logging.LogRecord) -> None:
        where = f"{record.module}:{record.lineno}"
        self.lines.append(
            diagnostics.record(record.name, record.levelname, record.created, record.msg, where)
        )


def _set_aside(folder: Path) -> Path | None:
    """Give what ended the last run a name of its own; None when it ended in order. Only the last few are kept."""
    left = folder / CRASHES
    if not left.exists() or not left.stat().st_size:
        return None
    ended = datetime.fromtimestamp(left.stat().st_mtime, UTC).astimezone()
    named = folder / f"crash-{ended:%Y%m%d-%H%M%S}.log"
    left.replace(named)
    for old in sorted(folder.glob("crash-*.log"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return named
