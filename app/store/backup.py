"""Verified copies of the database: made, listed, thinned out, and due once a day."""

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from app.files import atomic_write
from app.store import rotation, server_copy
from app.store.engines import connect_sqlite
from app.store.errors import Damaged, UserError
from app.store.faults import translated
from app.store.rotation import Copy
from app.store.soundness import counts, flaws_of_copy
from app.store.store import Store
from app.words import _

log = logging.getLogger("frontdesk.backup")
FOLDER = "backups"
ABANDONED = 3600
_PAGES = 4000  # 16 MB between two looks at the progress

Progress = Callable[[int, int], None]  # pages done, pages in all; raises to stop


class Backup(NamedTuple):
    """A verified backup: the file, its size, its checksum, and how many rows each table has."""

    file: Path
    bytes: int
    sha256: str
    rows: dict[str, int]


def back_up(
    store: Store, *, now: datetime, target: Path | None = None, folder: Path, progress: Progress | None = None
) -> Backup:
    """Copy the database to `target`, or under a name of its time into `folder`; verify it, then give it its
    name.

    Others may go on writing; the copy is one consistent state. `now` is the office's time. Damaged when the
    copy is
    not sound, Unavailable when there is no room; nothing is left under the final name then.
    """
    if target is None:
        with translated(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
        target = free_name(folder, now=now, ending=".db" if store.file else server_copy.DUMP)
    if store.file is not None:
        return make_copy(store.file, target, made_at=now, progress=progress)
    with translated(str(target)):
        return dump_server(store.readers, target, made_at=now)


def due(folder: Path, today: date) -> bool:
    """Whether no backup in `folder` was made on `today`: ask at every start."""
    return all(copy.at.date() != today for copy in copies(folder))


def copies(folder: Path) -> list[Copy]:
    """The verified backups in `folder`, oldest first by what they hold."""
    found = []
    for told in folder.glob("*.json") if folder.is_dir() else ():
        try:
            known = json.loads(told.read_text("utf-8"))
            at = datetime.fromisoformat(known["at"])
            copy = Copy(told.name.removesuffix(".json"), at.astimezone(at.tzinfo), int(known["order"]))
        except (OSError, ValueError, KeyError, TypeError):  # not one of ours, or taken away meanwhile
            continue
        if (folder / copy.name).is_file():
            found.append(copy)
    return sorted(found, key=lambda copy: (copy.order, copy.at, copy.name))


def thin_out(folder: Path, now: datetime) -> list[str]:
    """Remove the backups that the rules of `rotation` no longer keep; their names. Call it after a good
    backup.

    What a process that was killed left of a half-made copy goes too, once it is older than ABANDONED seconds. What
    can't be removed (another program has it open) stays until the next time.
    """
    gone = []
    try:
        for part in folder.glob(".*.part.db*"):
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink(missing_ok=True)
        for copy in rotation.superfluous(copies(folder), now):
            (folder / copy.name).unlink(missing_ok=True)
            (folder / f"{copy.name}.json").unlink(missing_ok=True)
            gone.append(copy.name)
    except OSError as problem:
        log.info("an old backup could not be removed: %s", problem)
    return gone


def second_copy(backup: Backup, folder: Path) -> Path:
    """Copy a backup into a second folder, whole or not at all, and prove the copy by its checksum."""
    target = folder / backup.file.name
    with translated(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(target) as part:
            shutil.copyfile(backup.file, part)
            if checksum(part) != backup.sha256:
                raise Damaged(_("The copy in {folder} is not equal to the backup.").format(folder=folder))
        with atomic_write(target.with_name(f"{target.name}.json")) as part:
            shutil.copyfile(backup.file.with_name(f"{backup.file.name}.json"), part)
    return target


def free_name(folder: Path, *, now: datetime, ending: str = ".db", why: str = "") -> Path:
    """A name that no backup has, also when the clock was set back."""
    stem = f"office-{now:%Y%m%d-%H%M%S}{why}"
    for number in range(1, 1000):
        path = folder / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        if not path.exists():
            return path
    raise UserError(_("{folder} holds too many backups of this second.").format(folder=folder))


def make_copy(file: Path, target: Path, *, made_at: datetime, progress: Progress | None = None) -> Backup:
    """As `back_up`, from a SQLite file that need not be opened as a store."""
    with translated(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(target) as part:
            rows, order = snapshot(file, part, progress=progress)
            wrong = flaws_of_copy(part)
            if wrong:
                raise Damaged(
                    _("The database {where} is damaged, so this backup was not kept: {detail}").format(
                        where=file, detail=wrong[0]
                    )
                )
            if _counted(part) != rows:
                raise Damaged(_("The backup of {where} does not hold every row.").format(where=file))
        return _told(target, made_at=made_at, rows=rows, order=order)


def dump_server(readers: Engine, target: Path, *, made_at: datetime) -> Backup:
    """As `back_up`, from a server's database."""
    rows, order = server_copy.dump(readers, target)
    return _told(target, made_at=made_at, rows=rows, order=order)


def _told(file: Path, *, made_at: datetime, rows: dict[str, int], order: int) -> Backup:
    """Write beside a backup what it is, so that its soundness can be proven later."""
    made = Backup(file, file.stat().st_size, checksum(file), rows)
    told = {
        "at": made_at.isoformat(),
        "order": order,
        "bytes": made.bytes,
        "sha256": made.sha256,
        "rows": rows,
    }
    with atomic_write(file.with_name(f"{file.name}.json")) as part:
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return made


def snapshot(file: Path, copy: Path, *, progress: Progress | None = None) -> tuple[dict[str, int], int]:
    """Copy the SQLite `file` as it stands, by SQLite's own means; its rows and the number of its last
    write.
    """
    source = connect_sqlite(file, mode="mode=ro", busy_timeout=5)
    target = connect_sqlite(copy, mode="mode=rwc", busy_timeout=0)

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    try:
        target.execute("PRAGMA synchronous=OFF")  # it is flushed as a whole before it gets its name
        # One reading transaction around everything: others may write, the copy does not start again.
        source.execute("BEGIN")
        rows = counts(source)
        order = source.execute("SELECT coalesce(max(id), 0) FROM audit_write").fetchone()[0]
        source.backup(target, pages=_PAGES, progress=tell, sleep=0)
        source.execute("ROLLBACK")
    finally:
        target.close()
        source.close()
    return rows, order


def checksum(file: Path) -> str:
    """SHA-256 of a file that no database connection has open."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _counted(file: Path) -> dict[str, int]:
    connection = connect_sqlite(file, mode="mode=rw", busy_timeout=0)  # a reader would leave its marks beside
    try:
        return counts(connection)
    finally:
        connection.close()
