"""The base of every mapped class: naming of constraints, the fields each record has, and the audit tables."""

import secrets
import time
from datetime import date, datetime
from importlib import import_module
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.store.types import LocalDate, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_uuid() -> str:
    """A fresh identity, made by the client (RFC 9562 version 7: time first, so that the index grows at its
    end).
    """
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


class Base(DeclarativeBase):
    """Every table. The flags say what a write keeps of its rows; see `Record` and `Derived`.

    `__kind__` is the word other parts know the table by (default: its name); the audit trail tells that a
    `__secret__` column changed, never its value.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime(), date: LocalDate()}

    __kind__: ClassVar[str] = ""
    __audited__: ClassVar[bool] = True
    __undoable__: ClassVar[bool] = True
    __derived__: ClassVar[bool] = False
    __secret__: ClassVar[frozenset[str]] = frozenset()


def kind_of(model: type[Base]) -> str:
    """The word for `model` in changes and in the audit trail."""
    return model.__kind__ or model.__tablename__


class Record:
    """What every record has: a number, a client-made identity, a version, who and when, a remark, the bin."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-100)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid, sort_order=-99)
    row_version: Mapped[int] = mapped_column(sort_order=-98)
    remark: Mapped[str | None] = mapped_column(Text, sort_order=900)
    # Plain numbers, not foreign keys: staff rows carry them too, and a circle of keys could be neither made
    # nor merged.
    created_at: Mapped[datetime] = mapped_column(sort_order=901)
    created_by: Mapped[int | None] = mapped_column(sort_order=902)
    updated_at: Mapped[datetime] = mapped_column(sort_order=903)
    updated_by: Mapped[int | None] = mapped_column(sort_order=904)
    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=905)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.row_version}  # type: ignore[attr-defined]


class Derived:
    """A row worked out from records (search entries): recorded for undo only, and skipped there once it
    moved on.
    """

    __derived__: ClassVar[bool] = True
    __audited__: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-100)


FEATURES = (
    "app.office.model", "app.directory.model", "app.people.model", "app.products.model", "app.dealers.model",
    "app.complaints.model", "app.calls.model", "app.roster.model", "app.overview.model",
)  # fmt: skip
"""Where the mapped classes of each feature are. A list is read with those of its own; see `every_table`."""


def every_table() -> MetaData:
    """The tables of every feature, also of those that nothing has asked for yet.

    Whoever makes, copies, checks or changes an office needs it: a table that is not known would be left out, and what
    points at a record forgotten.
    """
    for feature in FEATURES:
        import_module(feature)
    return Base.metadata


class AuditWrite(Base):
    """One committed write: who, when, under which label. `digest` chains it to the write before."""

    __tablename__ = "audit_write"
    __audited__ = False
    __undoable__ = False
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number is never used twice, so a cut tail shows

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(36))
    undo_of: Mapped[int | None]
    rows: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class AuditChange(Base):
    """One record touched by a write. `fields` is JSON text, {field: [old, new]}, kept exactly as it was
    digested.
    """

    __tablename__ = "audit_change"
    __audited__ = False
    __undoable__ = False
    __table_args__ = (Index(None, "kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    write_id: Mapped[int] = mapped_column(ForeignKey("audit_write.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    op: Mapped[str] = mapped_column(String(8))
    fields: Mapped[str] = mapped_column(Text)
