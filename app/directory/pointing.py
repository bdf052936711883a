"""Who points at a record: every foreign key that the metadata shows, so that a merge or a hand-over forgets none."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.store.models import Base, every_table
from app.store.store import update_where

HANDED_OVER = "handed_over"
"""In the info of a foreign key to a member of staff: the records it makes somebody responsible for. Its value names
the states in which they still are: {} always, {"result": (…)} only while `result` is one of these."""

HANDED_WITH = "handed_with"
"""Beside it: the columns that begin anew with the one who takes over, and their values."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One foreign key column: the mapped class, the attribute, and what was noted beside it."""

    model: type[Base]
    key: str
    info: Mapping[str, Any]


def pointers(target: type[Base], *, but: Collection[type[Base]] = ()) -> Iterator[Pointer]:
    """Every foreign key to `target` in the mapped classes, those of the classes `but` left out."""
    every_table()
    table = target.__table__
    for mapper in sorted(Base.registry.mappers, key=lambda each: each.class_.__name__):
        if mapper.class_ in but:
            continue
        for attribute in inspect(mapper.class_).column_attrs:
            column = attribute.columns[0]
            if any(key.column.table is table for key in column.foreign_keys):
                yield Pointer(mapper.class_, attribute.key, column.info)


def repoint(
    session: Session, target: type[Base], old: int, new: int, *, but: Collection[type[Base]] = ()
) -> int:
    """Let everything that points at the record `old` of `target` point at `new`, recorded; how many rows did."""
    moved = 0
    for pointer in pointers(target, but=but):
        column = getattr(pointer.model, pointer.key)
        moved += update_where(session, pointer.model, column == old, values={pointer.key: new})
    return moved
