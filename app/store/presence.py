"""Who has an office folder open: everybody shares it, and only one who is alone in it may restore or migrate.

The operating system's locks stand behind it, so a killed process leaves no question behind.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.errors import Unavailable
from app.words import _

FILE = "office.lock"
_SLOTS = 64  # Windows has no shared locks here: each process locks one of so many bytes
_FAR = 1 << 20  # behind the text, which others must be able to read


class Presence:
    """This process's mark on one office folder. `alone`: nobody else was there when it was made."""

    def __init__(self, folder: Path, *, timeout: float) -> None:
        """Wait at most `timeout` seconds for somebody who is alone in there. OSError when nothing may be
        written.
        """
        self.folder = folder
        self._handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self.alone = _waited(self._enter, timeout=timeout, folder=folder)
            _note(folder, present=True)
        except BaseException:
            os.close(self._handle)
            raise

    def _enter(self) -> bool | None:
        if _lock(self._handle, alone=True):
            return True
        return False if _lock(self._handle, alone=False) else None

    def share(self) -> None:
        """Let others in."""
        if self.alone:
            _share(self._handle)
            self.alone = False

    def leave(self) -> None:
        """Take the mark away."""
        if self._handle >= 0:
            _note(self.folder, present=False)
            os.close(self._handle)  # and with it the lock
            self._handle = -1


@contextmanager
def alone_in(folder: Path, *, timeout: float = 0.0) -> Iterator[None]:
    """Be alone in `folder` for the block. Unavailable, naming who else is there, after `timeout` seconds."""
    handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _waited(lambda: _lock(handle, alone=True) or None, timeout=timeout, folder=folder)
        yield
    finally:
        os.close(handle)


def others(folder: Path) -> list[str]:
    """Who is in there as far as the folder tells, this process included: "program (number)"."""
    return [f"{program} ({pid})" for pid, program in _noted(folder)]


def _waited(attempt: Callable[[], bool | None], *, timeout: float, folder: Path) -> bool:
    until = time.monotonic() + timeout
    while (result := attempt()) is None:
        if time.monotonic() >= until:
            raise Unavailable(
                _("The office is open elsewhere: {who}. Close it there and try again.").format(
                    who=", ".join(others(folder)) or "?"
                ),
                kind="locked",
            )
        time.sleep(0.02)
    return result


def _note(folder: Path, *, present: bool) -> None:
    own = os.getpid()
    lines = [(pid, program) for pid, program in _noted(folder) if pid != own]
    if present:
        lines.append((own, " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]])))
    (folder / FILE).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def _noted(folder: Path) -> list[tuple[int, str]]:
    found = []
    for line in (folder / FILE).read_text("utf-8", errors="replace").splitlines():
        try:
            number, program = json.loads(line)
            pid = int(number)
        except (ValueError, TypeError):  # two wrote at once; it is only for telling
            continue
        if _alive(pid):
            found.append((pid, str(program)))
    return found


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _lock(handle: int, *, alone: bool) -> bool:
        for first, count in [(0, _SLOTS)] if alone else [(slot, 1) for slot in range(_SLOTS)]:
            os.lseek(handle, _FAR + first, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
            except OSError:
                continue
            return True
        return False

    def _share(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, _SLOTS)
        _lock(handle, alone=False)

    def _alive(pid: int) -> bool:
        process = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if process:
            ctypes.windll.kernel32.CloseHandle(process)
        return bool(process)

else:
    import fcntl

    def _lock(handle: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _share(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_SH)

    def _alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
