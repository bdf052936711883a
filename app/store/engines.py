"""Two engines on one database: one writer, and readers that can be interrupted and can't write."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

READERS = 4  # two reader lanes of the window, the feed, and one for whoever asks besides
MORE_READERS = 8  # for a moment: a reading within a reading must never wait for itself


def sqlite_engine(file: Path, *, busy_timeout: float, writing: bool, foreign_keys: bool = True) -> Engine:
    """An engine on `file`. `busy_timeout` in seconds; only a migration does without `foreign_keys`."""

    def connect() -> Any:
        return connect_sqlite(file, mode="mode=rw", busy_timeout=busy_timeout)

    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        pool_size=1 if writing else READERS,
        max_overflow=0 if writing else MORE_READERS,
        pool_timeout=busy_timeout,
        poolclass=QueuePool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        if writing:
            cursor.execute("PRAGMA synchronous=FULL")
            if cursor.execute("PRAGMA synchronous").fetchone()[0] < 2:
                # A build may refuse; then a commit could be lost with the power.
                raise RuntimeError("this SQLite does not write with synchronous=FULL")
        else:
            cursor.execute("PRAGMA query_only=ON")
            # SQLite's own default; the driver's is 8 MB, which each reader fills with the first list it runs through.
            cursor.execute("PRAGMA cache_size=-2000")
        cursor.close()

    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # The driver's own BEGIN would be deferred: reading, then writing, fails at once when another one
        # wrote between.
        connection.exec_driver_sql(begin)

    return engine


def connect_sqlite(file: Path, *, mode: str, busy_timeout: float) -> Any:
    """A bare driver connection in autocommit. `mode`: mode=ro, mode=rw, mode=rwc or immutable=1."""
    return sqlite.connect(
        f"{file.resolve().as_uri()}?{mode}",
        uri=True,
        timeout=busy_timeout,
        isolation_level=None,
        check_same_thread=False,
    )


def postgres_engine(url: URL, *, busy_timeout: float, writing: bool) -> Engine:
    """An engine on the server of `url`. Waits for locks at most `busy_timeout` seconds."""
    engine = create_engine(
        url,
        pool_size=1 if writing else READERS,
        max_overflow=0 if writing else MORE_READERS,
        pool_timeout=busy_timeout,
        pool_pre_ping=True,  # a server that was restarted is noticed before the write, not within it
        connect_args={
            "connect_timeout": max(2, round(busy_timeout)),
            "tcp_user_timeout": 10_000,
            "options": f"-c lock_timeout={round(busy_timeout * 1000)} -c timezone=UTC",
        },
    )
    if writing:
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def postgres_url(location: str) -> URL:
    """`location` as the URL of our driver: postgresql://… means psycopg."""
    url = make_url(location)
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url
