"""What can be proven of a database file: pages, keys, full text, the trail's chain, and rows against the
trail.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.store import trail
from app.store.engines import sqlite_engine
from app.store.faults import damaged, translated_error
from app.store.models import AuditChange, AuditWrite, Base, every_table, kind_of
from app.store.recorder import as_json, columns_of
from app.store.types import utc_text
from app.words import _


def counts(connection: Any) -> dict[str, int]:
    """{table: rows} of a SQLite driver connection, full text's own tables and the system's left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_text\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own names
        for (name,) in names
    }


def flaws_of_copy(file: Path, *, thorough: bool = False) -> list[str]:
    """What is wrong with `file`, a copy that nobody else has open, as sentences.

    `thorough` also follows the chain of the audit trail and compares every audited row with it.
    """
    engine = sqlite_engine(file, busy_timeout=0, writing=True)
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            found = [*_pages(driver), *_keys(driver)]
            if not found:
                found += _full_text(driver)
            connection.rollback()
        if not found and thorough:
            found += flaws_of_trail(engine)
        return found
    except ValueError as error:  # a damaged bit made 2026-11-66 of a day
        return [_("A value in the database can't be read: {detail}").format(detail=error)]
    except Exception as error:
        told = translated_error(error, where=str(file))
        if told is None and isinstance(
            error, ValueError | TypeError | KeyError | sqlite.DatabaseError | DBAPIError
        ):
            told = damaged(str(file))  # what is written there can't be what the program wrote
        if told is None:
            raise
        return [str(told)]
    finally:
        engine.dispose()


def flaws_of_trail(engine: Engine) -> list[str]:
    """Writes that the chain of digests shows as changed, and rows that are not as the trail left them."""
    with Session(engine) as session:
        return [*_chain(session), *_rows(session)]


def _pages(driver: Any) -> Iterator[str]:
    for (line,) in driver.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield _("Damaged page: {detail}").format(detail=line)


def _keys(driver: Any) -> Iterator[str]:
    for table, row, parent, _number in driver.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield _("Row {row} of {table} points to a record of {parent} that is not there.").format(
            row=row, table=table, parent=parent
        )


def _full_text(driver: Any) -> Iterator[str]:
    names = driver.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%fts5%'").fetchall()
    for (name,) in names:
        try:
            # Rank 1: compare with the text itself, not only the index with itself.
            driver.execute(f'INSERT INTO "{name}"("{name}", rank) VALUES(\'integrity-check\', 1)')
        except Exception as error:
            if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                raise
            yield _("The full-text index {name} does not agree with its texts.").format(name=name)


def _chain(session: Session) -> Iterator[str]:
    writes = session.execute(
        select(
            AuditWrite.id, AuditWrite.at, AuditWrite.by_id, AuditWrite.by_name, AuditWrite.label,
            AuditWrite.origin, AuditWrite.undo_of, AuditWrite.rows, AuditWrite.digest,
        ).order_by(AuditWrite.id).execution_options(yield_per=1000)
    )  # fmt: skip
    changes = session.execute(
        select(
            AuditChange.write_id, AuditChange.kind, AuditChange.record_id, AuditChange.op, AuditChange.fields
        )
        .order_by(AuditChange.write_id, AuditChange.id)
        .execution_options(yield_per=1000)
    )
    digest, last, waiting = trail.GENESIS, 0, next(changes, None)
    for number, at, *head, kept in writes:
        told: list[trail.Told] = []
        while waiting is not None and waiting[0] <= number:
            told.append((waiting[1], waiting[2], waiting[3], waiting[4]))
            waiting = next(changes, None)
        if trail.digest_of(digest, (utc_text(at), *head), told) != kept:
            yield _("Write {number} of the audit trail has been changed since it was made.").format(
                number=number
            )
        digest, last = kept, number
    if waiting is not None:
        yield _("The audit trail holds changes of no write.")
    if session.get_bind().dialect.name == "sqlite":
        given = session.connection().exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = 'audit_write'"
        )
        if (given.scalar() or 0) != last:
            yield _("The audit trail has lost its last writes.")


def _rows(session: Session) -> Iterator[str]:
    for model in _audited():
        expected: dict[int, dict[str, Any]] = {}
        changes = session.execute(
            select(AuditChange.record_id, AuditChange.fields)
            .where(AuditChange.kind == kind_of(model))
            .order_by(AuditChange.id)
            .execution_options(yield_per=1000)
        )
        for number, fields in changes:
            told = {field: new for field, (_old, new) in json.loads(fields).items()}
            expected.setdefault(number, {}).update(told)
        if not expected:
            continue
        keys = [key for key in columns_of(model) if key not in model.__secret__]
        for values in session.execute(select(*(getattr(model, key) for key in keys))):
            row = dict(zip(keys, values, strict=True))
            wanted = expected.get(row["id"])
            if wanted is None:
                continue
            now = json.loads(as_json({key: (None, row[key]) for key in wanted.keys() & row.keys()}))
            wrong = sorted(key for key, (_old, value) in now.items() if value != wanted[key])
            if wrong:
                yield _("{kind} {number} is not as the audit trail left it: {fields}.").format(
                    kind=kind_of(model), number=row["id"], fields=", ".join(wrong)
                )


def _audited() -> list[type[Base]]:
    every_table()
    return [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__audited__]
