"""What may be opened: new and existing office folders, and servers; everything else is refused untouched."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, MetaData

from app.store import schema
from app.store.engines import postgres_engine, postgres_url, sqlite_engine

FILE = "office.db"


@dataclass(frozen=True, slots=True)
class Place:
    """An opened database: `where` as a person knows it, `file` on SQLite, the two engines, and how to let go."""

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


def opened(location: Path | str, *, metadata: MetaData, create: bool, busy_timeout: float) -> Place:
    """Open, or make, the office at `location`. See `Store.open` for what is raised."""
    if isinstance(location, str) and "://" in location:
        return _server(location, metadata=metadata, create=create, busy_timeout=busy_timeout)
    folder = Path(location)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    if not file.exists():
        part = folder / f"{FILE}.new"
        part.touch()
        engine = sqlite_engine(part, busy_timeout=busy_timeout, writing=True)
        with engine.begin() as connection:
            schema.create(connection, metadata)
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode=WAL")  # the file remembers
        raw.close()
        engine.dispose()
        part.rename(file)
    writer = sqlite_engine(file, busy_timeout=busy_timeout, writing=True)
    readers = sqlite_engine(file, busy_timeout=busy_timeout, writing=False)
    return Place(str(file), file, writer, readers, lambda: None)


def _server(location: str, *, metadata: MetaData, create: bool, busy_timeout: float) -> Place:
    url = postgres_url(location)
    writer = postgres_engine(url, busy_timeout=busy_timeout, writing=True)
    readers = postgres_engine(url, busy_timeout=busy_timeout, writing=False)
    with writer.begin() as connection:
        if not connection.dialect.has_table(connection, "alembic_version"):
            schema.create(connection, metadata)
    return Place(url.render_as_string(), None, writer, readers, lambda: None)
