"""The audit trail: appended by every write, chained by digests, read by everybody else."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.models import AuditChange, AuditWrite, kind_of
from app.store.recorder import Recorder, as_json
from app.store.types import utc_text

GENESIS = ""
_WRITE = (
    "INSERT INTO audit_write (at, by_id, by_name, label, origin, undo_of, rows, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_CHANGE = "INSERT INTO audit_change (write_id, kind, record_id, op, fields) VALUES (?, ?, ?, ?, ?)"
_LAST = "SELECT digest FROM audit_write ORDER BY id DESC LIMIT 1"

Told = tuple[str, int, str, str]  # kind, record id, op, fields as JSON text


class Entry(NamedTuple):
    """One field of one record that one write changed. Values are what JSON makes of them."""

    write_id: int
    at: datetime
    by: str
    label: str
    kind: str
    id: int
    op: str
    field: str
    old: Any
    new: Any


def append(
    session: Session,
    recorder: Recorder,
    *,
    by_name: str,
    label: str,
    origin: str,
    undo_of: int | None,
) -> int:
    """Add this write to the trail, inside its own transaction; returns its id."""
    told: list[Told] = [
        (kind_of(touch.model), touch.id, touch.op, as_json(touch.told()))
        for touch in recorder.touched.values()
        if touch.model.__audited__
    ]
    connection = session.connection()
    on_sqlite = connection.dialect.name == "sqlite"
    last = connection.exec_driver_sql(_LAST).scalar()
    at = utc_text(recorder.now)
    head = (at, recorder.by, by_name, label, origin, undo_of, len(told))
    values = (at if on_sqlite else recorder.now, *head[1:], digest_of(last or GENESIS, head, told))
    write_id: int = connection.exec_driver_sql(_marked(_WRITE, on_sqlite), values).scalar_one()
    if told:
        connection.exec_driver_sql(_marked(_CHANGE, on_sqlite), [(write_id, *one) for one in told])
    if not on_sqlite:
        connection.exec_driver_sql("SELECT pg_notify('frontdesk', %s)", (str(write_id),))
    return write_id


def digest_of(before: str, head: Sequence[Any], told: Sequence[Told]) -> str:
    """The digest of one write: over the digest before it, its own line and its changes in their order."""
    text = json.dumps(
        [before, list(head), [list(one) for one in told]], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def entries(
    session: Session,
    *,
    kind: str | None = None,
    id: int | None = None,
    since: datetime | None = None,
) -> Iterator[Entry]:
    """The trail, oldest first, one entry a field; of one record, or from a moment on, when asked so."""
    statement = (
        select(
            AuditWrite.id, AuditWrite.at, AuditWrite.by_name, AuditWrite.label,
            AuditChange.kind, AuditChange.record_id, AuditChange.op, AuditChange.fields,
        )
        .join(AuditChange, AuditChange.write_id == AuditWrite.id)
        .order_by(AuditWrite.id, AuditChange.id)
    )  # fmt: skip
    if kind is not None:
        statement = statement.where(AuditChange.kind == kind)
    if id is not None:
        statement = statement.where(AuditChange.record_id == id)
    if since is not None:
        statement = statement.where(AuditWrite.at >= since)
    for write_id, at, by, label, one_kind, one_id, op, fields in session.execute(statement):
        for field, (old, new) in json.loads(fields).items():
            yield Entry(write_id, at, by, label, one_kind, one_id, op, field, old, new)


def together(session: Session, records: Iterable[tuple[str, int]]) -> list[Entry]:
    """The trail of several records, (kind, id), as one: in the order of the writes."""
    lines = [entry for kind, number in records for entry in entries(session, kind=kind, id=number)]
    return sorted(lines, key=lambda entry: entry.write_id)


def _marked(statement: str, on_sqlite: bool) -> str:
    return statement if on_sqlite else statement.replace("?", "%s")
