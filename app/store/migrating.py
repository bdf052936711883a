"""Brings an older database up to date: all of it or nothing, after a backup, with nobody else in.

Alembic is imported only here, and only once plain SQL has shown that the revision differs.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, text

from app.store import backup, inspection, opening, schema
from app.store.engines import sqlite_engine
from app.store.errors import Damaged
from app.store.faults import translated
from app.store.models import every_table
from app.store.presence import alone_in
from app.words import _

SCRIPTS = Path(__file__).resolve().parent / "migrations"
_FULL_TEXT = (
    "directory_text"  # FTS5's own tables, and the column PostgreSQL keeps instead, are in no metadata
)
_TOKENS = {"tokens", "ix_directory_entry_tokens"}


class Migrated(NamedTuple):
    """What was done: the revisions before and after, and the backup made before (None when nothing was to
    do).
    """

    before: str
    revision: str
    backup: Path | None


def migrate(location: Path | str, *, now: datetime) -> Migrated:
    """Bring the office at `location` to this program's schema. `now` (the office's time) names the backup.

    Unavailable("locked") when somebody else has it open, NewerSchema when a newer program wrote it, Damaged when
    rows would point nowhere afterwards; the database is then as it was.
    """
    if isinstance(location, str) and "://" in location:
        return _server(location)
    folder = Path(location)
    file = folder / opening.FILE
    opening.entered(folder, create=False, timeout=0).leave()
    with translated(str(file)), alone_in(folder):
        inspection.inspect(file)
        engine = sqlite_engine(file, busy_timeout=5, writing=True, foreign_keys=False)
        try:
            with engine.connect() as connection:
                before = opening.known_revision(connection, str(file))
            if before == schema.HEAD:
                return Migrated(before, before, None)
            name = backup.free_name(folder / backup.FOLDER, now=now, why=f"-before-{schema.HEAD}")
            copy = backup.make_copy(file, name, made_at=now)
            upgrade(engine)
        finally:
            engine.dispose()
    return Migrated(before, schema.HEAD, copy.file)


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Run the missing revisions in one transaction. The engine must not enforce foreign keys.

    With them enforced, rebuilding a parent table would take its children along (or fail).
    """
    with engine.begin() as connection:
        run(connection, to=to)
        if connection.dialect.name == "sqlite":
            astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if astray is not None:
                raise Damaged(
                    _("Rows of {table} point to records that are not there; nothing was changed.").format(
                        table=astray[0]
                    )
                )


def run(connection: Connection, *, to: str = "head") -> None:
    """Run the missing revisions on `connection`, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "metadata": every_table()})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, to)


def ours(_thing: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Whether Alembic should compare this: everything but what full-text search keeps for itself."""
    if kind == "table":
        return not (name or "").startswith(_FULL_TEXT)
    return name not in _TOKENS


def _server(location: str) -> Migrated:
    place = opening.server(location)
    try:
        with translated(place.where), place.writer.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": schema.LOCK})
            before = opening.known_revision(connection, place.where)
            if before != schema.HEAD:
                run(connection)
        return Migrated(before, schema.HEAD, None)
    finally:
        place.close()
