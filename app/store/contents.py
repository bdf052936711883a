"""Files beside the database, each once under the digest of its content: kept, proven, carried to backups and back.

A file is whole on the disk before a row tells of it, and is never taken away while rows may. Which columns hold
digests is said in the model, by `info={CALLED: "name"}`.
"""

import hashlib
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.files import atomic_write
from app.store import server_copy
from app.store.engines import connect_sqlite
from app.store.models import every_table
from app.store.server_copy import DUMP

FOLDER = "files"
BESIDE = ".files"
"""What the folder of a backup that lies on its own is called: office-backup.db.files."""
CALLED = "content called"
"""In the info of a column of digests: the column that says what the file is called."""
ABANDONED = 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Changed(Exception):  # noqa: N818 - as the other errors of this package
    """A file is not, or no longer, what its digest says."""


@dataclass(slots=True)
class Carried:
    """What carrying files came to: how many were wanted, copied now, their bytes, and the names of
    those that lie nowhere whole.
    """

    wanted: int = 0
    copied: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)


def place(folder: Path, digest: str) -> Path:
    """Where in `folder` the content of `digest` lies. ValueError when it is no digest, such as a path."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"no digest: {digest!r}")
    return folder / digest[:2] / digest


def keep(folder: Path, source: Path) -> str:
    """Copy the file `source` into `folder`, whole or not at all, and give back its digest.

    What lies there already in full is not copied again; what lies there damaged is mended. Changed when the file
    changes while it is read, OSError as the system gives it.
    """
    wanted = digest_of(source)
    target = place(folder, wanted)
    if not target.is_file() or target.stat().st_size != source.stat().st_size:
        _copy(source, target, wanted)
    return wanted


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def whole(folder: Path, digest: str) -> bool:
    """Whether the content of `digest` lies in `folder` byte for byte. Reads the file."""
    try:
        return digest_of(place(folder, digest)) == digest
    except (OSError, ValueError):
        return False


def here(folder: Path, digest: str) -> bool:
    """Whether something lies in `folder` under `digest`; its bytes are not looked at."""
    try:
        return place(folder, digest).is_file()
    except ValueError:
        return False


def carry(wanted: Mapping[str, str], sources: Iterable[Path], target: Path, *, mend: bool = False) -> Carried:
    """Copy into the folder `target` what is wanted (digest → name) and not there, from the first of `sources` that
    has it whole. `mend` reads what is there too and takes the place of what is damaged.

    What lies nowhere whole is told as missing and stops nothing. OSError for a disk that is full or gone: what was
    copied until then stays, and the next time goes on from there.
    """
    places = [each for each in sources if each != target]
    done = Carried(len(wanted))
    for digest, name in sorted(wanted.items()):
        if whole(target, digest) if mend else here(target, digest):
            continue
        for source in (each for each in places if here(each, digest)):
            try:
                _copy(place(source, digest), place(target, digest), digest)
            except Changed:  # damaged there; perhaps another place has it whole
                continue
            done.copied += 1
            done.bytes += place(target, digest).stat().st_size
            break
        else:
            done.missing.append(name)
    return done


def sweep(folder: Path) -> None:
    """Take away what a process that was killed left of half-made copies, once it is older than ABANDONED seconds."""
    for part in folder.glob("*/.*.part"):
        if time.time() - part.stat().st_mtime > ABANDONED:
            part.unlink(missing_ok=True)


def _copy(source: Path, target: Path, digest: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(target) as part:
        shutil.copyfile(source, part)
        if digest_of(part) != digest:
            raise Changed(source)


# Which contents rows tell of


def _columns() -> Iterator[tuple[Table, Any, Any]]:
    """Table, column of digests, and the column that says what the file is called."""
    for table in every_table().sorted_tables:
        for column in table.columns:
            if called := column.info.get(CALLED):
                yield table, column, table.columns[called]


def told(session: Session) -> dict[str, str]:
    """Every digest that a row of the office tells of, also of rows in the bin: they may come back; and its name."""
    found: dict[str, str] = {}
    for _table, column, called in _columns():
        found |= {digest: name for digest, name in session.execute(select(column, called)) if digest}
    return found


def told_in(file: Path) -> dict[str, str]:
    """As `told`, of a SQLite file that nobody else has open, or of a server's dump; of this schema or an older one."""
    if file.suffix == DUMP:
        return _told_in_dump(file)
    connection = connect_sqlite(
        file, mode="immutable=1", busy_timeout=0
    )  # nothing is written beside a backup
    try:
        found: dict[str, str] = {}
        for table, column, called in _columns():
            known = connection.execute(f'SELECT name FROM pragma_table_info("{table.name}")').fetchall()  # noqa: S608
            if column.name in {row[0] for row in known}:
                query = f'SELECT "{column.name}", "{called.name}" FROM "{table.name}"'  # noqa: S608 - its own names
                found |= {digest: name for digest, name in connection.execute(query).fetchall() if digest}
        return found
    finally:
        connection.close()


def _told_in_dump(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for table, column, called in _columns():
        for row in server_copy.rows(file, table.name):
            if digest := row.get(column.name):
                found[digest] = row.get(called.name) or ""
    return found


def beside(backup: Path) -> list[Path]:
    """The folders in which the files of a backup may lie: its own, and the one that all backups of a place share."""
    return [backup.with_name(backup.name + BESIDE), backup.parent / FOLDER]
