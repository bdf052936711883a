"""The backups there are: what each holds, whether it is still what it was, and what was written after it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import distinct, exists, func, select
from sqlalchemy.orm import aliased

from app.store import backup, contents, inspection
from app.store.engines import connect_sqlite
from app.store.errors import UserError
from app.store.faults import translated
from app.store.models import AuditChange, AuditWrite
from app.store.store import Store
from app.words import _

_LAST = 20  # of the writes that would be lost, so many are told one by one


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as the note beside it tells: when it was made, `order` the number of its last write, its size in
    bytes, its checksum and its rows by table.
    """

    file: Path
    at: datetime
    order: int
    bytes: int
    sha256: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class LaterWrite:
    """A write that a backup does not hold: when, by whom, and the use case's English label."""

    at: datetime
    by: str
    label: str


@dataclass(frozen=True, slots=True)
class Since:
    """What was written after a backup: how many writes, records by (kind, "new", "changed" or "gone"), the last
    writes newest first. `other_way`: the office is not a later state of the backup but another branch, so the
    numbers tell only what the office holds.
    """

    writes: int = 0
    records: dict[tuple[str, str], int] = field(default_factory=dict)
    last: tuple[LaterWrite, ...] = ()
    other_way: bool = False


def kept(folders: Iterable[Path]) -> list[Kept]:
    """The backups of `folders`, the one that holds most first; a copy that lies in two folders is listed once."""
    found: dict[tuple[str, str], Kept] = {}
    for folder in folders:
        for copy in backup.copies(folder):
            file = folder / copy.name
            try:
                told = json.loads(file.with_name(f"{copy.name}.json").read_text("utf-8"))
                one = Kept(
                    file, copy.at, copy.order, int(told["bytes"]), str(told["sha256"]), dict(told["rows"])
                )
            except (OSError, ValueError, KeyError, TypeError):  # taken away or damaged meanwhile
                continue
            found.setdefault((copy.name, one.sha256), one)
    return sorted(found.values(), key=lambda one: (one.order, one.at, one.file.name), reverse=True)


def flaw(one: Kept) -> str:
    """Why the backup can't be trusted any more, as a sentence; "" when it is byte for byte what was verified."""
    try:
        with translated(str(one.file)):
            if backup.checksum(one.file) != one.sha256:
                return _("{where} is no longer what it was when it was verified.").format(where=one.file.name)
            if one.file.suffix == ".db":
                inspection.inspect(one.file)
    except UserError as problem:
        return problem.sentence
    return ""


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a backup's records tell of: how many, how many of them would come back with it, and the names of
    those that are neither in the office nor beside the backup.
    """

    told: int = 0
    coming: int = 0
    missing: tuple[str, ...] = ()


def files_of(one: Kept, home: Path) -> Files:
    """The files of a backup against those in the folder `home`."""
    with translated(str(one.file)):
        told = contents.told_in(one.file)
    away = {digest: name for digest, name in told.items() if not contents.here(home, digest)}
    beside = contents.beside(one.file)
    coming = [digest for digest in away if any(contents.here(place, digest) for place in beside)]
    missing = tuple(name for digest, name in away.items() if digest not in coming)
    return Files(len(told), len(coming), missing)


def since(store: Store, one: Kept) -> Since:
    """What the office of `store` holds that the backup does not (read from the audit trail)."""
    with store.read() as session:
        writes = session.scalar(select(func.count()).where(AuditWrite.id > one.order)) or 0
        ours = session.scalar(select(AuditWrite.digest).where(AuditWrite.id == one.order))
        born = aliased(AuditChange)
        # A record made since and then changed is a new one, not a changed one too.
        also_new = (
            exists()
            .where(born.write_id > one.order, born.op == "new", born.kind == AuditChange.kind)
            .where(born.record_id == AuditChange.record_id, AuditChange.op == "changed")
        )
        told = (
            select(AuditChange.kind, AuditChange.op, func.count(distinct(AuditChange.record_id)))
            .where(AuditChange.write_id > one.order, ~also_new)
            .group_by(AuditChange.kind, AuditChange.op)
        )
        records = {(kind, op): int(number) for kind, op, number in session.execute(told)}
        last = session.execute(
            select(AuditWrite.at, AuditWrite.by_name, AuditWrite.label)
            .where(AuditWrite.id > one.order)
            .order_by(AuditWrite.id.desc())
            .limit(_LAST)
        ).all()
    theirs = _digest(one)
    other_way = one.order > 0 and (ours is None or (theirs is not None and theirs != ours))
    return Since(writes, records, tuple(LaterWrite(*row) for row in last), other_way)


def _digest(one: Kept) -> str | None:
    """The digest of the backup's last write; None when it can't be read cheaply."""
    if one.file.suffix != ".db":
        return None
    with translated(str(one.file)):
        connection = connect_sqlite(one.file, mode="immutable=1", busy_timeout=0)
        try:
            row = connection.execute("SELECT digest FROM audit_write WHERE id = ?", (one.order,)).fetchone()
        finally:
            connection.close()
    return str(row[0]) if row else None
