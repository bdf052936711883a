"""Taking care of the data: backup, the daily one too, restore, check, migrate; answers as cli.md gives them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import app.overview.opening as offices
from app.office import settings
from app.office.desk import Desk, utc_now
from app.office.seat import folder_of
from app.overview.places import folder, gone
from app.store import backup as backups
from app.store import check as checks
from app.store import contents, migrating
from app.store import restore as putting_back
from app.store.contents import Carried
from app.store.errors import Unavailable
from app.store.faults import translated
from app.words import _

Progress = Callable[[int, int], None]
LEAP = timedelta(days=60)
"""So long after the backup before, nothing is thinned out yet: the next one proves that the clock is right."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest verified backup, when it was made, and how many there are."""

    at: datetime
    count: int


def newest(desk: Desk) -> Kept | None:
    """The newest verified backup, or None when there is none."""
    found = backups.copies(folder(desk))
    return Kept(desk.local(max(copy.at for copy in found)), len(found)) if found else None


def daily(desk: Desk, *, progress: Progress | None = None) -> bool:
    """Back up once a day: True when it was done now, False when today's was there (or the office is
    only looked at). Old ones are thinned out."""
    if desk.store.sealed or not backups.due(folder(desk), desk.today()):
        return False
    back_up(desk, progress=progress)
    return True


def back_up(desk: Desk, target: Path | None = None, *, progress: Progress | None = None) -> dict[str, Any]:
    """A verified backup to `target`, or into the backups folder and the second one that settings name.

    The files of records go along: into the folder `files` that the backups of a place share, or beside `target`.

    UserError and its kinds when it can't be made; nothing is left under the final name then, and no older backup of
    that place is thinned away. A second place that is gone keeps nothing else from being done.
    """
    made = backups.back_up(desk.store, now=desk.now(), target=target, folder=folder(desk), progress=progress)
    beside = contents.beside(made.file)
    files = _carry_files(
        desk, [desk.folder / contents.FOLDER], beside[0] if target is not None else beside[1]
    )
    if target is None:
        _thin_out(folder(desk), desk.now())
        second = desk.settings.get(settings.BACKUP_SECOND)
        if second:
            _copy_to_second(desk, made, Path(second))
    told = {"file": str(made.file), "bytes": made.bytes, "sha256": made.sha256, "rows": made.rows}
    return told | {
        "files": files.wanted, "files_missing": len(files.missing),
        "files_folder": str(beside[0] if target is not None else beside[1]) if files.wanted else None,
    }  # fmt: skip


def _carry_files(desk: Desk, sources: list[Path], place: Path) -> Carried:
    """Bring into `place` what the records tell of and it lacks: files never change, so the next time is short."""
    with desk.store.read() as session:
        wanted = contents.told(session)
    with translated(str(place)):
        contents.sweep(desk.folder / contents.FOLDER)
        contents.sweep(place)
        return contents.carry(wanted, sources, place)


def _copy_to_second(desk: Desk, made: backups.Backup, second: Path) -> None:
    """The second place; what keeps it from being reached is told, and that the first copy is good."""
    try:
        if not second.is_dir():
            raise Unavailable(gone(second), kind="gone")
        backups.second_copy(made, second)
        own = [desk.folder / contents.FOLDER, folder(desk) / contents.FOLDER]
        _carry_files(desk, own, second / contents.FOLDER)
        _thin_out(second, desk.now())
    except Unavailable as problem:
        said = _("The backup lies well in {folder}, but not in the second place: {problem}")
        raise Unavailable(
            said.format(folder=made.file.parent, problem=problem.sentence), kind=problem.kind
        ) from problem


def _thin_out(place: Path, now: datetime) -> None:
    """Let old backups go, unless the clock makes a leap: a wrong one would make yesterday's look years old."""
    known = backups.copies(place)
    if len(known) < 2 or abs(now - known[-2].at) <= LEAP:
        backups.thin_out(place, now)


def restore(data: Path | None, database: str | None, source: Path) -> dict[str, Any]:
    """Put the backup `source` in the place of the office; what it replaces is backed up first."""
    done = putting_back.restore(
        _location(data, database),
        source,
        now=utc_now().astimezone(),
        folder=folder_of(data, database) / backups.FOLDER,
    )
    return {
        "file": str(done.file),
        "rows": done.rows,
        "replaced": str(done.replaced) if done.replaced else None,
        "files": done.files.wanted,
        "files_brought": done.files.copied,
        "files_missing": len(done.files.missing),
    }


def check(data: Path | None, database: str | None) -> dict[str, Any]:
    """Look for damage. An office that can't be opened is a finding, not an error."""
    location = _location(data, database)
    if isinstance(location, Path) and (not location.exists() or not any(location.iterdir())):
        offices.open_desk(data, database).close()
    found = checks.check(location, files=folder_of(data, database) / contents.FOLDER)
    return {
        "ok": found.ok,
        "sqlite_version": found.sqlite_version,
        "findings": found.findings,
        "checked": found.checked,
        "not_checked": found.not_checked,
    }


def migrate(data: Path | None, database: str | None) -> dict[str, Any]:
    """Bring the database up to this program's schema; the revisions and the backup made before."""
    location = _location(data, database)
    if isinstance(location, Path) and (not location.exists() or not any(location.iterdir())):
        offices.open_desk(data, database).close()
    done = migrating.migrate(location, now=utc_now().astimezone())
    return {
        "before": done.before,
        "revision": done.revision,
        "backup": str(done.backup) if done.backup else None,
    }


def _location(data: Path | None, database: str | None) -> Path | str:
    return database if database is not None else folder_of(data, None)
