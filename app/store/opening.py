"""What may be opened: new and existing office folders, and servers; everything else is refused untouched."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ArgumentError

from app.files import atomic_write
from app.store import inspection, schema
from app.store.engines import postgres_engine, postgres_url, sqlite_engine
from app.store.errors import ForeignDatabase, NewerSchema, OlderSchema, UserError
from app.store.faults import translated
from app.store.presence import Presence
from app.words import _

FILE = "office.db"

# What may lie in a folder before its office does: marks, what one seat remembers, a creation that was cut
# off.
_BEFORE = ("office.lock", "window.lock", "seat.json", "logs", "drafts", ".*.part*")
_REMOTE = {
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs", "davfs", "fuse.glusterfs", "fuse.gvfsd-fuse",
}  # fmt: skip


class Place(NamedTuple):
    """An opened database: `where` as a person knows it, `file` on SQLite, the two engines, and how to let
    go.
    """

    where: str
    file: Path | None
    writer: Engine
    readers: Engine
    release: Callable[[], None]

    def close(self) -> None:
        """Close every connection and let go of the office."""
        self.readers.dispose()
        self.writer.dispose()
        self.release()


def opened(location: Path | str, *, create: bool, busy_timeout: float) -> Place:
    """Open, or make, the office at `location`. See `Store.open` for what is raised."""
    if isinstance(location, str) and "://" in location:
        return _server(location, create=create, busy_timeout=busy_timeout)
    folder = Path(location)
    file = folder / FILE
    with translated(str(file)):
        presence = entered(folder, create=create, timeout=busy_timeout)
        try:
            if presence.alone:
                if not file.exists():
                    _make(file, busy_timeout=busy_timeout)
                inspection.inspect(file)
                presence.share()
            writer = sqlite_engine(file, busy_timeout=busy_timeout, writing=True)
            readers = sqlite_engine(file, busy_timeout=busy_timeout, writing=False)
            place = Place(str(file), file, writer, readers, presence.leave)
        except BaseException:
            presence.leave()
            raise
        try:
            _same_schema(place)
        except BaseException:
            place.close()
            raise
    return place


def entered(folder: Path, *, create: bool, timeout: float) -> Presence:
    """This process's mark on an office folder, made when it may be made. Refuses folders that are no
    office.
    """
    if is_remote(folder):
        raise ForeignDatabase(
            _(
                "{where} lies on a network drive, where a database breaks. Use a folder on this computer, or a "
                "PostgreSQL server for several seats."
            ).format(where=folder)
        )
    if folder.exists() and not folder.is_dir():
        raise ForeignDatabase(_("{where} is a file. Name the folder of an office.").format(where=folder))
    if not (folder / FILE).exists():
        if not create:
            raise ForeignDatabase(_("There is no office in {where}.").format(where=folder))
        if folder.exists() and any(not any(one.match(name) for name in _BEFORE) for one in folder.iterdir()):
            raise ForeignDatabase(
                _("{where} is not empty and holds no office. Name an empty or a new folder.").format(
                    where=folder
                )
            )
        folder.mkdir(parents=True, exist_ok=True)
    inspection.writable(folder, folder / FILE)
    return Presence(folder, timeout=timeout)


def is_remote(folder: Path, *, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether `folder` lies on a network share, as far as the system tells."""
    whole = folder.absolute()
    if sys.platform == "win32":
        import ctypes

        remote_drive = 4
        return (
            whole.drive.startswith("\\\\")
            or ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == remote_drive
        )
    if not mounts.exists():
        return False
    kinds = {}
    for line in mounts.read_text("utf-8", errors="surrogateescape").splitlines():
        _device, point, kind, *_rest = line.split(" ")
        kinds[re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), point)] = kind
    real = whole.resolve()
    return next((kinds[str(one)] for one in (real, *real.parents) if str(one) in kinds), "") in _REMOTE


def _make(file: Path, *, busy_timeout: float) -> None:
    # Under another name first: a kill or a full disk leaves no half office behind.
    with atomic_write(file) as part:
        engine = sqlite_engine(part, busy_timeout=busy_timeout, writing=True)
        try:
            with engine.begin() as connection:
                schema.create(connection)
            raw = engine.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=WAL")  # the file remembers
            raw.close()
        finally:
            engine.dispose()


def known_revision(connection: Connection, where: str) -> str:
    """The revision of an office, which this program knows. NewerSchema otherwise."""
    revision = schema.revision(connection)
    if revision is None or revision not in schema.REVISIONS:
        raise newer_schema(where)
    return revision


def newer_schema(where: str) -> NewerSchema:
    """A newer version of the program wrote it."""
    return NewerSchema(
        _(
            "{where} was written by a newer version of the program. Install that version; the database "
            "was left as it is."
        ).format(where=where)
    )


def _same_schema(place: Place) -> None:
    with place.readers.connect() as connection:
        if known_revision(connection, place.where) != schema.HEAD:
            raise OlderSchema(
                _(
                    "{where} was made by an older version of the program. Run `frontdesk migrate`: it makes "
                    "a backup and brings the database up to date."
                ).format(where=place.where)
            )


def _server(location: str, *, create: bool, busy_timeout: float) -> Place:
    place = server(location, busy_timeout=busy_timeout)
    try:
        with translated(place.where):
            with place.writer.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": schema.LOCK})
                if not schema.tables(connection):
                    if not create:
                        raise ForeignDatabase(_("There is no office in {where}.").format(where=place.where))
                    schema.create(connection)
            _same_schema(place)
    except BaseException:
        place.close()
        raise
    return place


def server(location: str, *, busy_timeout: float = 5.0) -> Place:
    """The engines of the server at URL `location`, nothing opened yet. ForeignDatabase for other
    addresses.
    """
    try:
        url = postgres_url(location)
    except ArgumentError as error:
        raise ForeignDatabase(_("{where} is no address of a database.").format(where=location)) from error
    if url.drivername != "postgresql+psycopg":
        raise ForeignDatabase(
            _("{kind} is not supported: name a folder, or postgresql://…").format(kind=url.drivername)
        )
    try:
        writer = postgres_engine(url, busy_timeout=busy_timeout, writing=True)
        readers = postgres_engine(url, busy_timeout=busy_timeout, writing=False)
    except ModuleNotFoundError as error:
        raise UserError(_("PostgreSQL needs one more package: pip install 'psycopg[binary]'.")) from error
    return Place(f"{url.host or 'localhost'}/{url.database or ''}", None, writer, readers, lambda: None)
