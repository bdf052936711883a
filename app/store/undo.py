"""Taking back the last writes of this seat: before-images are put back in a new, recorded write."""

import pickle
import zlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.store.errors import Conflict, UserError
from app.store.models import Base, Record, every_table, kind_of
from app.store.recorder import Image, Touch, columns_of
from app.words import _

DEPTH = 30
MOST_ROWS = 400_000
"""So many rows in all steps together are kept; the newest step is kept whatever its size."""
PACKED = 2_000
"""A step of more rows is kept packed: an import of 5,000 dealers has 100,000 rows, 90 MB as they are, 2 MB packed."""
_PIECE = 200
_ASKED_AT_ONCE = 500

# A restored row is a new state of its own: these are the new write's, not the old image's.
_OF_THE_WRITE = frozenset({"id", "row_version", "updated_at", "updated_by"})

Key = tuple[type[Base], int]


@dataclass(frozen=True, slots=True)
class Step:
    """One write that can be taken back."""

    write_id: int
    label: str
    rows: int
    versions: dict[Key, int]
    """The version that each record of it must still have."""
    _touches: tuple[Touch, ...]
    _packed: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, write_id: int, label: str, touches: "tuple[Touch, ...]") -> "Step":
        """The step of a write that touched these rows."""
        versions = {
            (touch.model, touch.id): touch.after["row_version"]
            for touch in touches
            if touch.after is not None and "row_version" in touch.after
        }
        if len(touches) <= PACKED:
            return cls(write_id, label, len(touches), versions, touches)
        # Piece by piece: pickling holds the interpreter, and the window waits for it.
        pieces = (touches[first : first + _PIECE] for first in range(0, len(touches), _PIECE))
        packed = tuple(zlib.compress(pickle.dumps(piece), 1) for piece in pieces)
        return cls(write_id, label, len(touches), versions, (), packed)

    @property
    def touches(self) -> "tuple[Touch, ...]":
        """The rows as they were and as the write left them, in their present versions."""
        touches = self._touches
        if self._packed:
            pieces = (pickle.loads(zlib.decompress(piece)) for piece in self._packed)  # our own, never stored
            touches = tuple(chain.from_iterable(pieces))
        for touch in touches:
            version = self.versions.get((touch.model, touch.id))
            if version is not None and touch.after is not None:
                touch.after["row_version"] = version
        return touches


class Stack:
    """The last writes of this seat, newest last."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=DEPTH)

    def push(self, write_id: int, label: str, touches: Iterable[Touch]) -> None:
        """Keep a write, unless nothing in it can be taken back."""
        kept = tuple(touch for touch in touches if touch.model.__undoable__)
        if any(not touch.model.__derived__ for touch in kept):
            self._steps.append(Step.of(write_id, label, kept))
            while len(self._steps) > 1 and sum(step.rows for step in self._steps) > MOST_ROWS:
                self._steps.popleft()

    def last(self) -> Step | None:
        """The newest write that can be taken back."""
        return self._steps[-1] if self._steps else None

    def take(self, write_id: int | None) -> Step:
        """The named write, or the newest, off the stack. UserError when it is not there (any more)."""
        for step in reversed(self._steps):
            if write_id is None or step.write_id == write_id:
                self._steps.remove(step)
                return step
        raise UserError(_("There is nothing left to undo."))

    def put_back(self, step: Step) -> None:
        """Keep a step that could not be undone for a reason that passes, in its old place."""
        self._steps.append(step)
        self._steps = deque(sorted(self._steps, key=lambda one: one.write_id), maxlen=DEPTH)

    def follow(self, undone: Step, touched: dict[Key, Touch]) -> None:
        """Let earlier steps know the versions that undoing `undone` has given their rows.

        A row put back to the state an earlier write left has not moved on for that write.
        """
        if not self._steps:
            return
        for was in undone.touches:
            now = touched.get((was.model, was.id))
            if was.before is None or now is None or now.after is None or "row_version" not in now.after:
                continue
            for step in self._steps:
                if step.versions.get((was.model, was.id)) == was.before["row_version"]:
                    step.versions[was.model, was.id] = now.after["row_version"]


def restore(session: Session, step: Step) -> None:
    """Put the before-images of `step` back. Conflict when a record has moved on; derived rows are skipped
    then.
    """
    order = {table: place for place, table in enumerate(every_table().sorted_tables)}
    touches = sorted(step.touches, key=lambda one: order[one.model.__table__])  # type: ignore[index]
    rows = _rows(session, touches)
    standing = [(touch, rows.get((touch.model, touch.id))) for touch in touches]
    ready = [(touch, row) for touch, row in standing if _unmoved(touch, row)]
    try:
        for model, group in groupby(reversed(ready), key=lambda pair: pair[0].model):
            one_by_one = any(key.column.table is model.__table__ for key in model.__table__.foreign_keys)
            for touch, row in group:
                if touch.before is not None or row is None:
                    continue
                if isinstance(row, Record):
                    row.deleted_at = session.info["recorder"].now
                else:
                    session.delete(row)
                    if (
                        one_by_one
                    ):  # rows of one table that point at each other: the order they came in tells how
                        session.flush()
            session.flush()  # table by table: nothing but their order tells who points at whom
        fresh: dict[tuple[str, int], int | None] = {}
        unmoved = {id(touch) for touch, _row in ready}
        for model, group in groupby(standing, key=lambda pair: pair[0].model):
            displaced = []
            for touch, row in group:
                if touch.before is None:
                    continue
                if id(touch) in unmoved:
                    _put(session, model, row, touch.before, fresh)
                elif touch.after is None:  # derived, and another row has its number by now
                    displaced.append(touch.before)
            for image in displaced:  # after those that keep their numbers
                _put_anew(session, model, image, fresh)
        session.flush()
    except IntegrityError as error:
        raise Conflict(
            _("This can't be undone any more: other records have come to depend on it."), kind="", id=None
        ) from error


def _rows(session: Session, touches: Iterable[Touch]) -> dict[Key, Base]:
    """The rows that `touches` are about, as they are now, many at a time: an import has a hundred thousand."""
    found: dict[Key, Base] = {}
    for model, group in groupby(touches, key=lambda touch: touch.model):
        ids = [touch.id for touch in group]
        number = cast(Any, model).id
        for first in range(0, len(ids), _ASKED_AT_ONCE):
            for row in session.scalars(select(model).where(number.in_(ids[first : first + _ASKED_AT_ONCE]))):
                found[model, cast(Any, row).id] = row
    return found


def _put(
    session: Session,
    model: type[Base],
    row: Base | None,
    image: Image,
    fresh: dict[tuple[str, int], int | None],
) -> None:
    if row is None:
        values = {key: value for key, value in image.items() if key not in _OF_THE_WRITE - {"id"}}
        told = _pointing_anew(model, values, fresh)
        if told is not None:
            session.add(model(**told))
            session.flush()
        return
    for key in columns_of(model):
        if key not in _OF_THE_WRITE:
            setattr(row, key, image[key])


def _put_anew(
    session: Session, model: type[Base], image: Image, fresh: dict[tuple[str, int], int | None]
) -> None:
    """Put a derived row back under a new number: SQLite gives numbers of deleted rows to later ones.

    What stands there already for the same record is newer, and stays. `fresh`: the new numbers, by table and old one.
    """
    place = (model.__tablename__, int(image["id"]))
    values = {key: value for key, value in image.items() if key not in _OF_THE_WRITE}
    told = _pointing_anew(model, values, fresh)
    table = cast(Table, model.__table__)
    unique = [index for index in table.indexes if index.unique]
    if told is None or any(
        session.scalar(
            select(cast(Any, model).id).where(*(column == told[column.key] for column in index.columns))
        )
        for index in unique
    ):
        fresh[place] = None
        return
    made = model(**told)
    session.add(made)
    session.flush()
    fresh[place] = cast(Any, made).id


def _pointing_anew(
    model: type[Base], values: Image, fresh: dict[tuple[str, int], int | None]
) -> Image | None:
    """`values` with the new numbers of the rows they point to; None when such a row did not come back."""
    if not fresh:
        return values
    for key in cast(Table, model.__table__).foreign_keys:
        name = key.parent.key
        place = (key.column.table.name, values[name])
        if place in fresh:
            if fresh[place] is None:
                return None
            values[name] = fresh[place]
    return values


def _unmoved(touch: Touch, row: Base | None) -> bool:
    if touch.after is None or row is None:
        moved = (touch.after is None) != (row is None)
    elif isinstance(row, Record):
        moved = row.row_version != touch.after["row_version"]
    else:
        moved = _image(row) != touch.after
    if not moved:
        return True
    if touch.model.__derived__:
        return False
    raise Conflict(
        _("This can't be undone any more: the record has been changed since."),
        kind=kind_of(touch.model),
        id=touch.id,
        ours=touch.before,
        theirs=None if row is None else _image(row),
    )


def _image(row: Base) -> Image:
    """A row that was just read, by the names of its columns."""
    return {key: getattr(row, key) for key in columns_of(type(row))}
