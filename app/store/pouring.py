"""Many rows into an office that is being made: no images, and what finds them is built once, when all are there."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from app.store.models import Base

FULL_TEXT = "directory_text"
_BUFFER = 64_000_000
"""Bytes of the full-text index that are put together before they are written; by default a sixty-fourth of that."""
_USUAL_BUFFER = 1_048_576


def pour(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, all of the same columns (by their names, the id among them), as they are."""
    if not rows:
        return
    connection = session.connection()
    table = cast(Table, model.__table__)
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    # Below SQLAlchemy, which takes as long for the values of a row as the database for the row.
    columns = [table.c[name] for name in rows[0]]
    dialect = connection.dialect
    shaped: list[Any] = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column.name}"' for column in columns)
    memory: dict[type[Any], dict[Any, Any]] = {}  # moments come again and again, and their text takes a while
    known = [
        (place, shape, memory.setdefault(type(columns[place].type), {}))
        for place, shape in enumerate(shaped)
        if shape is not None
    ]
    values = []
    for row in rows:
        told = list(row.values())
        for place, shape, shapes in known:
            value = told[place]
            if value is not None:
                if value not in shapes:
                    shapes[value] = shape(value)
                told[place] = shapes[value]
        values.append(tuple(told))
    insertion = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - its own names
    connection.exec_driver_sql(insertion, values)


@contextmanager
def found_later(session: Session, *models: type[Base]) -> Iterator[None]:
    """Let what is inserted into the tables of `models` within the block be found by their indexes only behind it.

    For SQLite, where each row is put into fifteen places all over the file otherwise; all of it lies in the
    transaction of `session`, so that nobody ever sees a table without its indexes. Elsewhere nothing is put off.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    names = {model.__tablename__ for model in models}
    put_off = [
        (kind, name, sql)
        for kind, name, table, sql in connection.exec_driver_sql(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY rowid"
        ).all()
        if table in names and sql and (sql.startswith("CREATE INDEX") or name.startswith(FULL_TEXT))
    ]
    for kind, name, _sql in put_off:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')
    yield
    session.flush()
    for _kind, _name, sql in put_off:
        connection.exec_driver_sql(sql)
    if any(kind == "trigger" for kind, _name, _sql in put_off):
        buffer = f"INSERT INTO {FULL_TEXT}({FULL_TEXT}, rank) VALUES ('hashsize', ?)"  # noqa: S608 - its own name
        connection.exec_driver_sql(buffer, (_BUFFER,))
        connection.exec_driver_sql(f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('rebuild')")  # noqa: S608
        connection.exec_driver_sql(buffer, (_USUAL_BUFFER,))
