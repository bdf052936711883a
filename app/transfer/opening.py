"""Reading a file in a process of its own: it can be cancelled, and a file that kills it is refused by a sentence."""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app import shipped, words
from app.store.errors import UserError
from app.transfer.grid import Book, Cell, Grid
from app.words import _

SECONDS = 18.0
"""The longest that reading may take: with starting and stopping it stays under 20."""
MEMORY = 500 << 20
"""Bytes that the reading process may use (where the system can hold it to that)."""
COMMAND = "--read-table"
"""The first word by which the frozen program is started for reading (app.cli)."""
_PIECE = 4000  # rows kept at once
_LOOK = 0.1  # seconds between two looks at the cancel button

Progress = Callable[[int, int], None]


def open_file(path: Path, *, progress: Progress | None = None, seconds: float = SECONDS) -> Book:
    """Every sheet of `path`. UserError with one sentence when it can't be read; raise from `progress` to cancel.

    progress: called ten times a second with 0 and 0 while the file is read. `seconds`: the longest it may take.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
        out = Path(folder) / "cells"
        process = subprocess.Popen(  # our own program with a path that is an argument, no shell
            [*_starter(), str(path.absolute()), str(out), words.language()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(shipped.data().parent)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        try:
            _wait(process, time.monotonic() + seconds, progress)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        book = _received(path, out)
    if not any(grid.rows for grid in book.grids):
        raise UserError(_("The file has no cells with anything in them."))
    return book


def _starter() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", "app.transfer.opening"]


def _wait(process: "subprocess.Popen[bytes]", deadline: float, progress: Progress | None) -> None:
    while True:
        try:
            process.wait(_LOOK)
            return
        except subprocess.TimeoutExpired:
            if progress:
                progress(0, 0)
        if time.monotonic() > deadline:
            raise UserError(
                _("Reading the file takes too long. Save only the list itself as .xlsx and try again.")
            )


def _received(path: Path, out: Path) -> Book:
    book = Book(path, "", [])
    try:
        with out.open("rb") as file:
            while (said := pickle.load(file)) is not None:  # written by the process that was just started
                if isinstance(said, UserError):
                    raise said
                if isinstance(said, str):
                    book.form = said
                elif isinstance(said, Grid):
                    book.grids.append(said)
                else:
                    book.grids[-1].rows += said
    except (
        EOFError,
        FileNotFoundError,
        pickle.UnpicklingError,
    ):  # it died: the memory, or the file's own fault
        raise UserError(
            _("The file can't be read: it needs more memory than a list may take, or it is damaged.")
        ) from None
    return book


def child(arguments: list[str]) -> int:
    """What runs in the process: read the file named first, write what was read to the second, speak the third."""
    path, out, language = arguments
    _hold_down()
    words.use(language)
    from app.transfer.reading import read

    with Path(out).open("wb") as file:
        try:
            form, grids = read(Path(path))
            pickle.dump(form, file)
            for grid in grids:
                rows: list[tuple[Cell, ...]] = grid.rows
                grid.rows = []
                pickle.dump(grid, file)
                for first in range(0, len(rows), _PIECE):
                    pickle.dump(rows[first : first + _PIECE], file)
            pickle.dump(None, file)
        except UserError as problem:
            pickle.dump(UserError(problem.sentence), file)
        except MemoryError:
            return 1
    return 0


def _hold_down() -> None:
    """Bound the memory of this process."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    # under its own name, so that what is pickled is found by the other side
    from app.transfer import opening

    sys.exit(opening.child(sys.argv[1:]))
