"""Adding many rows by one statement, each of them recorded like a row of its own."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Column, Table, func, insert, select, text
from sqlalchemy.orm import Session

from app.store.models import Base, Record
from app.store.recorder import columns_of, kept, recorder_of


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add `rows` (by attribute names; what is left out gets its default) in one go, recorded row by row; their ids.

    For imports: a hundredth of the time that as many objects of the unit of work take.
    """
    if not rows:
        return []
    session.flush()
    recorder = recorder_of(session)
    table = cast(Table, model.__table__)
    number = cast(Any, model).id
    first = (session.scalar(select(func.max(number))) or 0) + 1
    fresh = {"created_at": recorder.now, "created_by": recorder.by, "updated_at": recorder.now,
             "updated_by": recorder.by, "row_version": 1} if issubclass(model, Record) else {}  # fmt: skip
    images: list[dict[str, Any]] = [
        {
            key: row[key] if key in row else fresh[key] if key in fresh else _default(table.c[key])
            for key in columns_of(model)
        }
        | {"id": first + place}
        for place, row in enumerate(rows)
    ]
    connection = session.connection()
    connection.execute(insert(table), images)
    go_on_behind(session, table)
    if recorder.recorded and kept(model):
        for image in images:
            recorder.add(model, None, image)
    return [image["id"] for image in images]


def go_on_behind(session: Session, *tables: Table) -> None:
    """Let the database number on behind the rows of `tables`, whose ids were given by us."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":  # SQLite looks for the highest by itself
        return
    for table in tables:
        last = connection.scalar(select(func.max(table.c.id)))
        if last:
            told = {"last": last, "table": table.name}
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"), told)


def _default(column: Column[Any]) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else cast(Any, default).arg  # type: ignore[attr-defined]
