"""What goes wrong and is no sentence for a person goes into rotating files, without waiting for the disk."""

import faulthandler
import logging
import os
import queue
import sys
from collections.abc import Callable
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

FILE = "frontdesk.log"
CRASHES = "crash.log"
BYTES = 1_000_000
KEPT = 5

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
    crashed -- an attribute: told of an exception nobody caught, so that the person hears of it.
    """

    def __init__(self, *, hopeless: Callable[[str], object]) -> None:
        self.crashed: Crashed | None = None
        self._hopeless = hopeless
        self._listener: QueueListener | None = None
        self._handler: QueueHandler | None = None
        self._crashes: IO[str] | None = None
        self._excepthook, sys.excepthook = sys.excepthook, self._uncaught
        self._qt = qInstallMessageHandler(self._qt_said)

    def open_files(self, folder: Path) -> None:
        """Write into `folder`, which is made. A folder that refuses leaves standard error as it was."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
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

    def close(self) -> None:
        """Write what waits and give the hooks back."""
        sys.excepthook = self._excepthook
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
            self.crashed(error)

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            self._hopeless(message)  # Qt aborts after this line: end quietly instead
            os._exit(1)
        qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
