"""The place of one seat on this machine: its folder, the only window on it, and how to reach that window.

Nothing here imports the database, so that a softphone's `frontdesk call` is done in a blink.
"""

import json
import os
import sys
from pathlib import Path
from typing import IO, Any, NamedTuple

ANSWER_SECONDS = 2.0


def default_folder() -> Path:
    """The user's own office folder when no other is named."""
    import platformdirs

    return Path(platformdirs.user_data_dir("FrontDesk", appauthor=False)) / "office"


def folder_of(data: Path | None, database: str | None) -> Path:
    """Where this seat keeps drafts, reports and backups: the office folder, or one of its own for a server."""
    if data is not None:
        return data.expanduser().absolute()
    if database is not None:
        import hashlib  # late, as below: the window's frame is painted before any of these is needed

        short = hashlib.sha256(database.encode()).hexdigest()[:12]
        return default_folder().parent / f"seat-{short}"
    return default_folder()


def _note() -> Path:
    return default_folder().parent / "window.json"


def note_folder(folder: Path) -> None:
    """Remember that the window of `folder` was opened last: a softphone's programs can't be told which it is."""
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True)
    part = note.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps({"folder": str(folder)}), "utf-8")
    part.replace(note)


def noted_folder() -> Path | None:
    """The folder of the window that was opened last by this user, None when there is none (any more)."""
    try:
        folder = Path(json.loads(_note().read_text("utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder if folder.is_dir() else None


def channel(folder: Path) -> str:
    """The address on which the window of `folder` listens: a socket's path, on Windows a pipe's name."""
    import hashlib

    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
    if sys.platform == "win32":
        return rf"\\.\pipe\frontdesk-{mark}"
    import tempfile

    return str(Path(tempfile.gettempdir()) / f"frontdesk-{os.getuid()}-{mark}")


def deliver(folder: Path, message: dict[str, Any]) -> bool:
    """Hand `message` to the running window of `folder`; whether one took it within two seconds."""
    line = (json.dumps(message) + "\n").encode()
    try:
        return _exchange(channel(folder), line) == b"ok\n"
    except OSError:  # nobody listens there: that is the answer
        return False


def _exchange(address: str, line: bytes) -> bytes:
    if sys.platform == "win32":
        import _winapi
        import msvcrt
        import time

        with open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe is no path
            pipe.write(line)
            until = time.monotonic() + ANSWER_SECONDS
            # a pipe's reader can't be told how long to wait
            while not _winapi.PeekNamedPipe(msvcrt.get_osfhandle(pipe.fileno()), 0)[0]:
                if time.monotonic() > until:
                    raise TimeoutError(address)
                time.sleep(0.01)
            return pipe.readline()
    import socket

    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(ANSWER_SECONDS)
        peer.connect(address)
        peer.sendall(line)
        return peer.recv(16)


class Holder(NamedTuple):
    """Who holds the window of an office."""

    pid: int
    host: str


class WindowLock:
    """The mark that one window, and only one, is open on an office folder.

    The operating system's own file lock stands behind it: it goes with its process, so a killed window
    leaves no question behind. The file tells pid and host of the holder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.lock"
        self._file: IO[bytes] | None = None

    def take(self) -> Holder | None:
        """Take the mark and return None, also when it is ours already; or return who holds it."""
        if self._file is not None:
            return None
        file = self._path.open("a+b")
        if not _lock(file):
            file.seek(0)
            told = file.read()
            file.close()
            return _holder(told)
        import socket

        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        file.flush()
        self._file = file
        return None

    def release(self) -> None:
        """Give the mark back."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _holder(told: bytes) -> Holder:
    try:
        known = json.loads(told)
        return Holder(int(known["pid"]), str(known["host"]))
    except (ValueError, KeyError, TypeError):  # caught between truncate and write
        return Holder(0, "")


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            # far behind the text, so that others can read who holds it
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
