"""The real window as a process of its own that tells on standard output what it shows."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import main
from ui.main import Program


def watch(program: Program) -> None:
    """Say when the office is on screen, and which forms that were not saved are offered."""
    began = time.monotonic()
    told: set[str] = set()

    def say(what: str, value: object) -> None:
        if what not in told:
            told.add(what)
            print(json.dumps({what: value, "seconds": round(time.monotonic() - began, 2)}), flush=True)

    def look() -> None:
        window = program.window
        if program.code:
            say("refused", window.stack.currentWidget().accessibleName())
        if window.seat is None:
            return
        say("open", True)
        calls = window.pages.get("calls")
        offered = len(calls.calls.rows()) if calls is not None else 0
        if offered and any("not saved yet" in toast.words for toast in window.toasts.shown()):
            say("offered", offered)

    timer = QTimer(QApplication.instance(), interval=20)
    timer.timeout.connect(look)
    timer.start()


class Watched(Program):
    """The program, watched from its start."""

    def start(self) -> None:
        super().start()
        watch(self)


if __name__ == "__main__":
    main.Program = Watched  # type: ignore[misc]
    sys.exit(main.window(Path(sys.argv[1]), None, None, "en"))
