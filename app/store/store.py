"""One opened database: `read()`, `write()`, undo, and the feed of what others wrote."""

import threading
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from app.store import opening, reading, schema, trail
from app.store.changes import Changes, Hub
from app.store.errors import Conflict, Unavailable
from app.store.faults import translated
from app.store.feed import Feed
from app.store.models import AuditWrite, Base, Record, every_table, kind_of
from app.store.recorder import Recorder, columns_of, listen, recorder_of, stored_images
from app.store.undo import Stack, Step, restore
from app.words import _

R = TypeVar("R", bound=Record)


class Actor(NamedTuple):
    """Who writes: the staff record's id (None before there is one) and the name the audit trail keeps."""

    id: int | None
    name: str


class WritingSession(Session):
    """The session of a write(); every row it touches is recorded."""


listen(WritingSession)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Store:
    """Reading and recorded writing. Used from several threads; one write at a time."""

    def __init__(self, place: opening.Place, *, clock: Callable[[], datetime], busy_timeout: float) -> None:
        """Use `Store.open`."""
        self.where = place.where
        self.file = place.file
        self.origin = str(uuid4())
        self.actor = Actor(None, "")
        self.hub = Hub()
        self.clock = clock
        self.readers = place.readers
        self._place = place
        self._busy_timeout = busy_timeout
        self._writing = sessionmaker(place.writer, class_=WritingSession, expire_on_commit=False)
        self._reading = sessionmaker(place.readers, expire_on_commit=False, autoflush=False)
        self._turn = threading.Lock()
        self._mine = threading.local()  # .session: the write this thread is in
        self._undo = Stack()
        self._running = reading.Running()
        self._sealed = ""
        self._then: Callable[[], object] | None = None
        with self.read() as session:
            last = session.scalar(select(func.max(AuditWrite.id))) or 0
        self._feed = Feed(file=place.file, readers=place.readers, origin=self.origin, last=last)

    @classmethod
    def open(
        cls,
        location: Path | str,
        *,
        create: bool = True,
        clock: Callable[[], datetime] = utc_now,
        busy_timeout: float = 5.0,
    ) -> "Store":
        """The office in the folder `location`, or at the URL `location` (postgresql://…).

        A missing or empty folder becomes a new, empty office when `create` is true. `clock` gives aware
        moments,
        `busy_timeout` is in seconds. Raises ForeignDatabase, Damaged, NewerSchema, OlderSchema or
        Unavailable; a
        file that is refused is left byte for byte as it was.
        """
        place = opening.opened(location, create=create, busy_timeout=busy_timeout)
        try:
            return cls(place, clock=clock, busy_timeout=busy_timeout)
        except BaseException:
            place.close()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._feed.close()
        self._place.close()
        if self._then is not None:
            self._then()

    def seal(self, sentence: str, *, then: Callable[[], object]) -> None:
        """From now on every write() is Unavailable("readonly") with `sentence`; `then` is called after closing.

        For a copy that is only looked at: what would be written to it would be lost.
        """
        self._sealed, self._then = sentence, then

    @property
    def sealed(self) -> bool:
        """Whether nothing can be written."""
        return bool(self._sealed)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @contextmanager
    def read(self, token: object = None) -> Iterator[Session]:
        """A session on one consistent state, that can't write. `interrupt(token)` stops it from another
        thread.
        """
        with translated(self.where), self._reading() as session:
            if token is None:
                yield session
            else:
                with self._running.under(token, session):
                    yield session

    def interrupt(self, token: object) -> None:
        """Stop what `read(token)` is running: it raises Interrupted. A reading that begins only after this is
        stopped before its list of ids; `token` is some object of that reading's own.
        """
        self._running.interrupt(token)

    def ids(self, statement: Select[Any], *, token: object = None) -> "array[int]":
        """The one column of `statement`, all of it, by the driver's own cursor. `token` as in `read`."""
        with self.read(token) as session:
            return reading.ids(session, statement)

    def poll(self) -> list[Changes]:
        """The writes of other processes and seats since the last poll; the hub hears of them too."""
        with translated(self.where):
            found = self._feed.poll()
        for changes in found:
            self.hub.publish(changes)
        return found

    # Writing

    @contextmanager
    def write(self, label: str, *, recorded: bool = True) -> Iterator[Session]:
        """One recorded transaction: all of the block, or nothing.

        `label` is the use case's stable English word ("call.log"). Within another write() of this thread it
        joins
        that one, under the outer label. With `recorded` false no images are kept: no undo, one line in the
        trail.
        Raises Conflict, Unavailable or Damaged; nothing is written then and nobody is told.
        """
        joined: Session | None = getattr(self._mine, "session", None)
        if joined is None:
            with self._transaction(label, recorded=recorded) as session:
                yield session
            return
        try:
            yield joined
        except BaseException:
            joined.info["doomed"] = (
                True  # half of this block may be in the session: the outer one must not commit
            )
            raise

    def undoable(self) -> str | None:
        """The label of the write that `undo()` would take back, or None."""
        step = self._undo.last()
        return step.label if step else None

    def undo(self, write_id: int | None = None) -> Changes:
        """Take back the write `write_id` of this seat, by default the last, in a new recorded write.

        Conflict when a record has moved on since, and nothing is undone; such a write is not offered again.
        UserError when there is nothing to undo. A record that the write made goes to the bin.
        """
        step = self._undo.take(write_id)
        try:
            with self._transaction("undo", undo_of=step) as session:
                restore(session, step)
        except Unavailable:
            self._undo.put_back(step)
            raise
        changes: Changes = session.info["changes"]
        return changes

    @contextmanager
    def _transaction(
        self, label: str, *, recorded: bool = True, undo_of: Step | None = None
    ) -> Iterator[Session]:
        if self._sealed:
            raise Unavailable(self._sealed, kind="readonly")
        if not self._turn.acquire(timeout=self._busy_timeout):
            raise Unavailable(
                _("The program is still saving something larger. Try again in a moment."), kind="locked"
            )
        try:
            every_table()  # what is written may point anywhere
            with translated(self.where), self._writing() as session:
                actor = self.actor
                recorder = Recorder(self.clock(), actor.id, recorded)
                session.info["recorder"] = recorder
                self._mine.session = session
                self._begin(session)
                yield session
                if session.info.get("doomed"):
                    raise RuntimeError("a write() joined to this one failed; the whole must fail")
                session.flush()
                write_id = None
                if recorder.touched or not recorded:
                    write_id = trail.append(
                        session, recorder, by_name=actor.name, label=label, origin=self.origin,
                        undo_of=undo_of.write_id if undo_of else None,
                    )  # fmt: skip
                session.commit()
                touches = list(recorder.touched.values())
                if undo_of is not None:
                    self._undo.follow(undo_of, recorder.touched)
                elif write_id is not None:
                    self._undo.push(write_id, label, touches)
        finally:
            self._mine.session = None
            self._turn.release()
        touched = tuple(touch.change for touch in touches if touch.model.__audited__)
        changes = Changes(label, touched, self.origin, write_id or 0)
        session.info["changes"] = changes
        if write_id is not None:
            self.hub.publish(changes)

    def _begin(self, session: Session) -> None:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            # One writer at a time on a server too: the trail's order and its chain of digests are those of
            # the commits.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (schema.LOCK,))


def find_by_uuid(session: Session, model: type[R], uuid: str) -> R | None:
    """The record that an earlier try of the same write has made, if it got through."""
    return session.scalar(select(model).where(model.uuid == uuid))


def claim(
    session: Session, model: type[R], id: int, *, row_version: int, ours: Mapping[str, Any] | None = None
) -> R:
    """The record `id` for changing, as the caller has read it.

    Conflict, carrying `ours` and the record as it is now, when its version is no longer `row_version` (into the bin
    and out of it count as changes) or it is gone.
    """
    row = session.get(model, id)
    if row is not None and row.row_version == row_version:
        return row
    theirs = None if row is None else {key: getattr(row, key) for key in columns_of(model)}  # type: ignore[arg-type]
    raise Conflict(
        _("Someone else has changed this record since you opened it. Compare the two and save again."),
        kind=kind_of(model),  # type: ignore[arg-type]
        id=id,
        ours=ours,
        theirs=theirs,
    )


def update_where(session: Session, model: type[Base], *where: Any, values: Mapping[str, Any]) -> int:
    """Set plain `values` in every row of `model` for which `where` holds, recorded row by row; how many
    there were.

    The one way to change many rows by one statement: the before-images are read first.
    """
    session.flush()
    recorder = recorder_of(session)
    before = list(stored_images(session, model, *where)) if recorder.recorded else []
    changes = dict(values)
    if issubclass(model, Record):
        changes |= {"updated_at": recorder.now, "updated_by": recorder.by}
    statement = update(model).where(*where).values(**changes)
    if issubclass(model, Record):
        statement = statement.values(row_version=model.row_version + 1)
    result = session.execute(
        statement, execution_options={"images_taken": True, "synchronize_session": "fetch"}
    )
    for image in before:
        after = image | changes
        if "row_version" in image:
            after["row_version"] = image["row_version"] + 1
        recorder.add(model, image, after)
    return int(result.rowcount)  # type: ignore[attr-defined]
