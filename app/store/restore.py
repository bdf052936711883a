"""Puts a backup in the office's place, after proving it and backing up what it replaces."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.files import atomic_write
from app.store import backup, contents, inspection, opening, schema, server_copy
from app.store.contents import Carried
from app.store.engines import connect_sqlite, sqlite_engine
from app.store.errors import Damaged, ForeignDatabase, UserError
from app.store.faults import translated
from app.store.presence import alone_in
from app.store.soundness import flaws_of_copy
from app.words import _


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where that lies which it replaced (None: there was nothing)."""

    file: Path
    rows: dict[str, int]
    replaced: Path | None
    files: Carried = field(default_factory=Carried)
    """What came of the files that the rows tell of."""


def restore(
    location: Path | str,
    source: Path,
    *,
    now: datetime,
    folder: Path | None = None,
) -> Restored:
    """Make `source` the database of the office at `location`, a folder (also a new one) or a server's URL.

    `source` must be a sound office of a schema this program knows, else Damaged, ForeignDatabase or
    NewerSchema, and
    nothing is changed. What it replaces is first backed up into `backups`, or, when it is too damaged for
    that, set aside there as it is; `folder` is the place for what a server held. Unavailable("locked") when
    the office is open anywhere, also in this process (a server's tables are replaced in one transaction).
    Files that belong to its records and are not here are brought back from beside the backup.
    """
    if not source.is_file():
        raise UserError(_("There is no file {where}.").format(where=source))
    if isinstance(location, str) and "://" in location:
        return _to_server(location, source, now=now, folder=folder)
    office = Path(location)
    opening.entered(office, create=True, timeout=0).leave()
    file = office / opening.FILE
    with translated(str(file)), alone_in(office):
        if file.exists() and source.samefile(file):
            raise UserError(_("{where} is the office itself, not a backup of it.").format(where=source))
        inspection.inspect(source)
        with atomic_write(file) as part:
            rows, _order = _copied(source, part)
            wrong = flaws_of_copy(part)
            if wrong:
                raise Damaged(
                    _("The backup {where} is damaged: {detail} Nothing was changed.").format(
                        where=source, detail=wrong[0]
                    )
                )
            _known(part, str(source))
            # the files before the rows that tell of them; what the office has itself stays
            places = [*contents.beside(source), office / backup.FOLDER / contents.FOLDER]
            files = contents.carry(contents.told_in(part), places, office / contents.FOLDER, mend=True)
            replaced = _set_aside(file, now=now) if file.exists() else None
    return Restored(file, rows, replaced, files)


def _to_server(location: str, source: Path, *, now: datetime, folder: Path | None) -> Restored:
    place = opening.server(location)
    try:
        with translated(place.where):
            if server_copy.revision(source) not in schema.REVISIONS:
                raise opening.newer_schema(str(source))
            with place.readers.connect() as connection:
                full = bool(schema.tables(connection))
            replaced = None
            if full and folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                target = backup.free_name(folder, now=now, ending=server_copy.DUMP, why="-replaced")
                replaced = backup.dump_server(place.readers, target, made_at=now).file
            files = Carried()
            if folder is not None:  # the files before the rows that tell of them
                known = contents.told_in(source)
                places = [*contents.beside(source), folder / contents.FOLDER]
                files = contents.carry(known, places, folder.parent / contents.FOLDER, mend=True)
            rows = server_copy.put_back(place.writer, source)
    finally:
        place.close()
    return Restored(source, rows, replaced, files)


def _copied(source: Path, part: Path) -> tuple[dict[str, int], int]:
    """A plain copy first: asking a file for its contents may write beside it, and a backup may lie on a
    read-only disk.
    """
    work = part.with_name(f"{part.name}.part")
    try:
        for end in ("", "-wal"):
            if (one := source.with_name(source.name + end)).exists():
                shutil.copyfile(one, work.with_name(work.name + end))
        return backup.snapshot(work, part)
    finally:
        for end in ("", "-wal", "-shm"):
            work.with_name(work.name + end).unlink(missing_ok=True)


def _known(part: Path, source: str) -> None:
    engine = sqlite_engine(part, busy_timeout=0, writing=False)
    try:
        with engine.connect() as connection:
            opening.known_revision(connection, source)
    finally:
        engine.dispose()


def _set_aside(file: Path, *, now: datetime) -> Path:
    """Back up what will be replaced, and leave nothing beside it that SQLite would play into the new file."""
    beside = [file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal")]
    folder = file.parent / backup.FOLDER
    try:
        inspection.inspect(file)
        kept = backup.make_copy(file, backup.free_name(folder, now=now, why="-replaced"), made_at=now).file
        connection = connect_sqlite(file, mode="mode=rw", busy_timeout=0)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except UserError as error:
        if not isinstance(error, Damaged | ForeignDatabase):
            raise
        folder.mkdir(exist_ok=True)
        kept = backup.free_name(folder, now=now, ending=".damaged")
        for one in (file, *beside):
            if one.exists():
                shutil.copyfile(one, kept.with_name(kept.name + one.name.removeprefix(file.name)))
    for one in beside:
        one.unlink(missing_ok=True)
    if os.name == "posix":
        handle = os.open(file.parent, os.O_RDONLY)
        os.fsync(handle)  # the old log is gone for good before the new file takes the name
        os.close(handle)
    return kept
