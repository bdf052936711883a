"""Keeps the images of every row a write touches, before and after, and stamps who and when."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE

from app.store.changes import Change, Op
from app.store.models import Base, Record, kind_of

Image = dict[str, Any]

# Bookkeeping tells nothing that the write's own line does not tell.
_UNTOLD = frozenset({"id", "uuid", "row_version", "created_at", "created_by", "updated_at", "updated_by"})


@dataclass(slots=True)
class Touch:
    """One row: as it was (None: not there yet) and as it is (None: no longer there)."""

    model: type[Base]
    id: int
    before: Image | None
    after: Image | None

    @property
    def op(self) -> Op:
        """How a list sees it: into the bin is gone, out of the bin is new."""
        if self.before is None or (_binned(self.before) and not _binned(self.after)):
            return "new"
        if self.after is None or (_binned(self.after) and not _binned(self.before)):
            return "gone"
        return "changed"

    @property
    def change(self) -> Change:
        """The change as subscribers hear it."""
        return Change(kind_of(self.model), self.id, self.op)

    def told(self) -> dict[str, tuple[Any, Any]]:
        """The fields worth telling in the audit trail: {field: (old, new)}, only where they differ."""
        old, new = self.before or {}, self.after or {}
        told = {
            key: (old.get(key), new.get(key))
            for key in (new or old)
            if key not in _UNTOLD and old.get(key) != new.get(key)
        }
        for key in self.model.__secret__ & told.keys():
            old_value, new_value = told[key]
            told[key] = (old_value and "•••", new_value and "•••")
        return told


@dataclass(slots=True)
class Recorder:
    """What one write has done so far. Attached to its session as `session.info["recorder"]`."""

    now: datetime
    by: int | None
    recorded: bool = True
    touched: dict[tuple[type[Base], int], Touch] = field(default_factory=dict)
    _new: list[Base] = field(default_factory=list)
    _dirty: list[tuple[Base, Image]] = field(default_factory=list)
    _deleted: list[tuple[Base, Image]] = field(default_factory=list)

    def before_flush(self, session: Session) -> None:
        """Stamp the rows that will be written and take the images of those that are there already."""
        new = [cast(Base, one) for one in session.new]
        changed = [cast(Base, one) for one in session.dirty if session.is_modified(one)]
        images = [(one, image_before(session, one)) for one in changed if kept(one)] if self.recorded else []
        for one in new:
            if isinstance(one, Record):
                one.created_at, one.created_by = one.created_at or self.now, one.created_by or self.by
                one.updated_at, one.updated_by = one.updated_at or self.now, one.updated_by or self.by
        for one in changed:
            if isinstance(one, Record):
                one.updated_at, one.updated_by = self.now, self.by
        if self.recorded:
            self._new, self._dirty = [one for one in new if kept(one)], images
            deleted = [cast(Base, one) for one in session.deleted]
            self._deleted = [(one, image_before(session, one)) for one in deleted if kept(one)]

    def after_flush(self) -> None:
        """Take the images of what the flush has made of the rows."""
        for one in self._new:
            self.add(type(one), None, image_after(one))
        for one, before in self._dirty:
            self.add(type(one), before, image_after(one))
        for one, before in self._deleted:
            self.add(type(one), before, None)
        self._new, self._dirty, self._deleted = [], [], []

    def add(self, model: type[Base], before: Image | None, after: Image | None) -> None:
        """Note one row; what is known of it already keeps its first before."""
        number = cast(int, (after or before or {})["id"])
        key = (model, number)
        known = self.touched.get(key)
        if known is not None:
            if known.before is None and after is None:
                del self.touched[key]
            else:
                known.after = after
        elif before != after:
            self.touched[key] = Touch(model, number, before, after)


def listen(session_class: type[Session]) -> None:
    """Let every session of `session_class` feed the recorder it carries."""

    @event.listens_for(session_class, "before_flush")
    def before(session: Session, _context: UOWTransaction, _instances: Any) -> None:
        recorder_of(session).before_flush(session)

    @event.listens_for(session_class, "after_flush")
    def after(session: Session, _context: UOWTransaction) -> None:
        recorder_of(session).after_flush()

    @event.listens_for(session_class, "do_orm_execute")
    def refuse_unseen(state: ORMExecuteState) -> None:
        if (
            not (state.is_update or state.is_delete or state.is_insert)
            or not recorder_of(state.session).recorded
        ):
            return
        if state.execution_options.get("images_taken"):
            return
        table = getattr(state.statement, "table", None)  # a copy of the mapped one, of the same name
        for mapper in Base.registry.mappers:
            model = mapper.class_
            if table is not None and model.__tablename__ == table.name and kept(model):
                raise RuntimeError(
                    f"rows of {kind_of(model)} would change unseen: use the session or update_where"
                )


def kept(model: Base | type[Base]) -> bool:
    """Whether images of these rows are kept at all."""
    return model.__audited__ or model.__undoable__


def recorder_of(session: Session) -> Recorder:
    """The recorder of a writing session."""
    return cast(Recorder, session.info["recorder"])


@cache
def columns_of(model: type[Base]) -> tuple[str, ...]:
    """The column attributes of `model`, by their Python names."""
    mapper: Mapper[Base] = inspect(model)
    return tuple(attribute.key for attribute in mapper.column_attrs)


def image_before(session: Session, row: Base) -> Image:
    """`row` as the database still has it, from memory where that is sure, else by one SELECT."""
    model = type(row)
    state = inspect(row)
    changed, present = state.committed_state, state.dict
    image: Image = {}
    for key in columns_of(model):
        value = changed.get(key, NO_VALUE) if key in changed else present.get(key, NO_VALUE)
        if value is NO_VALUE or not isinstance(value, _PLAIN):
            return _stored(session, model, cast(Any, state.identity)[0])
        image[key] = value
    return image


_PLAIN = (str, int, float, bytes, datetime, date, Decimal, type(None))


def image_after(row: Base) -> Image:
    """`row` as a flush has left it. A column that nothing was given for went in as NULL."""
    present = inspect(row).dict
    return {key: present.setdefault(key, None) for key in columns_of(type(row))}


def _stored(session: Session, model: type[Base], number: int) -> Image:
    with session.no_autoflush:
        return next(stored_images(session, model, model.id == number))  # type: ignore[attr-defined]


def stored_images(session: Session, model: type[Base], *where: Any) -> Iterator[Image]:
    """The images of the rows of `model` for which `where` holds, read from the database now."""
    keys = columns_of(model)
    statement = select(*(getattr(model, key) for key in keys)).where(*where)
    for row in session.execute(statement):
        yield dict(zip(keys, row, strict=True))


def as_json(fields: Mapping[str, tuple[Any, Any]]) -> str:
    """The text the audit trail keeps of `fields`."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # as it is read back, whatever zone it was given in
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 268 and 268.00 are one price, however it was given
    return str(value)


def _binned(image: Image | None) -> bool:
    return image is not None and image.get("deleted_at") is not None
