"""What others have written to the same database since the last look: other processes, other seats."""

import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.store.changes import Change, Changes
from app.store.engines import connect_sqlite
from app.store.models import AuditChange, AuditWrite


class Feed:
    """Asks cheaply whether anybody wrote, and only then reads the audit trail."""

    def __init__(self, *, file: Path | None, readers: Engine, origin: str, last: int) -> None:
        self._file = file
        self._readers = readers
        self._origin = origin
        self._last = last
        self._version: int | None = None
        self._owing = False  # somebody wrote, and it could not be read yet
        self._connection: Any = None
        self._lock = threading.Lock()

    def poll(self) -> list[Changes]:
        """The writes of others since the last poll, oldest first."""
        with self._lock:
            self._owing = self._stirred() or self._owing
            if not self._owing:
                return []
            with Session(self._readers) as session:
                found = self._since(session)
            self._owing = False
            return found

    def close(self) -> None:
        """Let go of the connection that listens."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _stirred(self) -> bool:
        if self._file is None:
            return self._notified()
        if self._connection is None:
            self._connection = connect_sqlite(self._file, mode="mode=ro", busy_timeout=0)
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        before, self._version = self._version, version
        return bool(version != before)

    def _notified(self) -> bool:
        import psycopg

        try:
            if self._connection is None:
                dsn = self._readers.url.set(drivername="postgresql").render_as_string(hide_password=False)
                self._connection = psycopg.connect(dsn, autocommit=True, connect_timeout=2)
                self._connection.execute("LISTEN frontdesk")
                return True  # what came before the listening is found by its number
            return bool(list(self._connection.notifies(timeout=0)))
        except psycopg.OperationalError:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            raise

    def _since(self, session: Session) -> list[Changes]:
        writes = session.execute(
            select(AuditWrite.id, AuditWrite.label, AuditWrite.origin)
            .where(AuditWrite.id > self._last)
            .order_by(AuditWrite.id)
        ).all()
        found = [
            Changes(label, _touched(session, number), origin, number)
            for number, label, origin in writes
            if origin != self._origin
        ]
        if writes:
            self._last = writes[-1][0]
        return found


def _touched(session: Session, write_id: int) -> tuple[Change, ...]:
    rows = session.execute(
        select(AuditChange.kind, AuditChange.record_id, AuditChange.op)
        .where(AuditChange.write_id == write_id)
        .order_by(AuditChange.id)
    )
    return tuple(Change(kind, number, op) for kind, number, op in rows)  # type: ignore[arg-type]
