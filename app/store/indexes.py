"""Partial indexes, the same on both databases."""

from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index `name` over the rows for which `where` (SQL of both databases) holds.

    `postgresql_where` would do too, but its name alone makes SQLAlchemy import that dialect: 4 MB and a tenth of a
    second of every start on SQLite.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info={"where": where})


@compiles(CreateIndex, "postgresql")
def _on_the_server(element: CreateIndex, compiler: Any, **options: Any) -> str:
    statement: str = compiler.visit_create_index(element, **options)
    where = element.element.info.get("where")
    return f"{statement} WHERE {where}" if where else statement
