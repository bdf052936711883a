"""Looks at an office file before anything opens it for writing, so that a wrong file is refused untouched.

Only to be used while alone in the folder: opening and closing the file by other means than SQLite's own
would take
the locks of a connection in the same process away.
"""

import os
import shutil
import struct
import tempfile
from pathlib import Path

from app.store import faults
from app.store.engines import connect_sqlite
from app.store.errors import Damaged
from app.store.schema import APPLICATION_ID
from app.words import _

_MAGIC = b"SQLite format 3\0"
_WAL_HEADER, _FRAME_HEADER = 32, 24
_THOROUGH = (
    64 * 1024 * 1024
)  # after a crash, files up to this size are tried out on a copy first: well below 1 s


def writable(folder: Path, file: Path) -> None:
    """Unavailable("readonly") when the folder or the database in it may not be written."""
    for path in (folder, file):
        if path.exists() and not os.access(path, os.W_OK):
            raise faults.read_only(str(path))


def inspect(file: Path) -> None:
    """Damaged or ForeignDatabase when `file` is no sound office, as far as a quick look tells. Changes
    nothing.
    """
    with file.open("rb") as stream:
        header = stream.read(100)
    if not header:
        raise Damaged(
            _("{where} is empty (0 bytes). It was left as it is; restore the newest good backup.").format(
                where=file
            )
        )
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise Damaged(
            _(
                "{where} is not a database, or its beginning is damaged. It was left as it is; restore the newest "
                "good backup."
            ).format(where=file)
        )
    if _number(header, 68) != APPLICATION_ID:
        raise faults.foreign(str(file))
    beside = file.with_name(file.name + "-journal")
    if beside.exists() and beside.stat().st_size:
        # This program never writes one beside the office; SQLite would play it back into the file.
        raise _not_its_own(file, beside)
    wal = file.with_name(file.name + "-wal")
    with faults.translated(str(file)):
        if wal.exists() and wal.stat().st_size > _WAL_HEADER:
            _inspect_wal(file, wal, header)
        else:
            connection = connect_sqlite(file, mode="immutable=1", busy_timeout=0)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                connection.close()


def _inspect_wal(file: Path, wal: Path, header: bytes) -> None:
    """A log left by a killed process is played back on opening; first make sure that it is this file's
    own.
    """
    page_size = int.from_bytes(header[16:18]) or 1
    page_size = 65536 if page_size == 1 else page_size
    with wal.open("rb") as stream:
        magic, _version, size, _sequence, *salts = struct.unpack(">6I", stream.read(24))
        if magic & ~1 != 0x377F0682:
            raise _not_its_own(file, wal)
        if size != page_size:
            raise _not_its_own(file, wal)
        stream.seek(_WAL_HEADER)
        frames = 0
        while len(frame := stream.read(_FRAME_HEADER)) == _FRAME_HEADER:
            page, _pages, *frame_salts = struct.unpack(">4I", frame[:16])
            body = stream.read(page_size)
            if frame_salts != salts or len(body) < page_size:
                break
            frames += 1
            # Page one carries the program's and the office's own numbers.
            if page == 1 and (body[68:72] != header[68:72] or body[60:64] != header[60:64]):
                if not _sealed(wal, frames, page_size):
                    break  # a kill came between the header of the frame and its page: SQLite ends the log here
                raise _not_its_own(file, wal)
    if file.stat().st_size + wal.stat().st_size > _THOROUGH:
        return
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".try.part") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        shutil.copyfile(wal, copy.with_name(wal.name))
        connection = connect_sqlite(copy, mode="mode=rw", busy_timeout=0)
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except Exception as error:
            raise _not_its_own(file, wal) from error
        finally:
            connection.close()
    if not sound:
        raise _not_its_own(file, wal)


def _sealed(wal: Path, frames: int, page_size: int) -> bool:
    """Whether the log's own checksums hold for its first `frames` frames; they run on from frame to frame.

    https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    with wal.open("rb") as stream:
        header = stream.read(_WAL_HEADER)
        order = ">" if int.from_bytes(header[:4]) & 1 else "<"
        sums = _summed(header[:24], order, (0, 0))
        if sums != struct.unpack(">2I", header[24:]):
            return False
        for _frame in range(frames):
            frame, body = stream.read(_FRAME_HEADER), stream.read(page_size)
            sums = _summed(frame[:8] + body, order, sums)
            if sums != struct.unpack(">2I", frame[16:]):
                return False
    return True


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _not_its_own(file: Path, beside: Path) -> Damaged:
    return Damaged(
        _(
            "{beside} does not belong to {where}, or is damaged. Both were left as they are; restore the newest good "
            "backup."
        ).format(beside=beside.name, where=file)
    )


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4])
