"""Files that are whole or not there, and names that every system takes."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.words import N_, _

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
"""What no system takes in a name, and what turns the reading direction so that gpj.exe reads exe.jpg."""
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)")
_ENDING = 12  # bytes of an ending that survives the cutting of a long name: it tells what the file is
_LONGEST = 180  # bytes of UTF-8: ext4 takes 255, and a temporary name and an extension are added

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("what should be a folder is a file"),
    errno.EACCES: N_("there is no right to it, or another program has it open"),
    errno.EPERM: N_("there is no right to it"),
    errno.EROFS: N_("nothing may be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EFBIG: N_("the disk takes no file so large"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk does not answer"),
}


def system_reason(problem: OSError) -> str:
    """Why the system refused, as the end of a sentence; the system's own words for what is rare."""
    known = _REASONS.get(problem.errno or 0)
    return _(known) if known else problem.strerror or str(problem)


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Write a file so that `path` is the old one or the new one, whole, whatever happens.

    Yields the path of an empty temporary file in the same folder (same ending as `path`). When the block
    ends well, the file is flushed to the disk and renamed over `path`; when it raises, the file is
    removed. OSError as the system gives it: no folder, no right, disk full, or `path` open in another
    program (Windows).
    """
    part = path.with_name(f".{os.urandom(6).hex()}.part{path.suffix}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield part
        _flush(part, os.O_RDWR)
        part.replace(path)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            part.unlink()
        raise
    if os.name == "posix":  # the rename itself; Windows cannot open a folder
        _flush(path.parent, os.O_RDONLY)


def safe_name(text: str, *, empty: str = "_") -> str:
    """`text` as one file name without a folder, for Windows and Linux alike; `empty` when nothing is left."""
    name = _FORBIDDEN.sub("_", text).strip(" .")
    name = _RESERVED.sub(r"_\1", name)
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        stem, dot, ending = name.rpartition(".")
        kept = f".{ending}" if dot and stem and len(ending.encode()) <= _ENDING else ""
        room = _LONGEST - len(kept.encode())
        name = (
            name.removesuffix(kept).encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip(" .")
            + kept
        )
    return name or empty


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
