"""What arrived for a window that is not open: one small file an event, taken in by the next window.

Nothing here imports the database or Qt: a softphone waits for the program that leaves an event.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = "inbox"
MOST = 2000
"""A telephone that rings for weeks at a closed window fills no disk: the oldest events give way."""


def leave(folder: Path, message: dict[str, Any]) -> bool:
    """Leave `message` for the next window of the office `folder`; False when there is no office. OSError: no room."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    inbox = folder / FOLDER
    inbox.mkdir(exist_ok=True)
    name = f"{time.time_ns():020d}-{os.getpid()}"
    part = inbox / f"{name}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(message, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(inbox / f"{name}.json")
    return True


def waiting(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """What was left, the earliest first, each with its file. A file that says nothing is taken away."""
    inbox = folder / FOLDER
    if not inbox.is_dir():
        return
    files = sorted(inbox.glob("*.json"))
    for old in files[:-MOST]:
        _gone(old)
    for file in files[-MOST:]:
        try:
            message = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            message = None
        if isinstance(message, dict):
            yield file, message
        else:
            _gone(file)


def _gone(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:  # a folder that is read only keeps it; it says nothing anyway
        return
