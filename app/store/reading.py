"""Reading as fast as the driver can, and stopping what somebody no longer wants."""

import threading
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.store.errors import Interrupted

Asked = TypeVar("Asked")
AT_ONCE = 500
"""So many values are asked for in one statement: databases take a limited number."""
_STOPPED = "stopped"
_EARLY = 50
"""So many readings to be stopped are remembered before they have begun; most of them had ended already."""


class Running:
    """Which driver connection reads for which token, so that another thread can stop it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[object, tuple[Session, Any]] = {}
        self._early: deque[object] = deque(maxlen=_EARLY)

    @contextmanager
    def under(self, token: object, session: Session) -> Iterator[None]:
        """Let `token` stop what `session` runs within the block."""
        connection = driver_connection(session)
        with self._lock:
            self._sessions[token] = session, connection
            if token in self._early:
                self._early.remove(token)
                session.info[_STOPPED] = True
        try:
            yield
        finally:
            with self._lock:
                self._sessions.pop(token, None)

    def interrupt(self, token: object) -> None:
        """Stop the statement that runs for `token` and the list of ids that would come after it; or the list of a
        reading under `token` that has still to begin: who types on is often quicker than a thread.
        """
        with self._lock:  # held while stopping, so that the connection can't be somebody else's by then
            if token in self._sessions:
                session, connection = self._sessions[token]
                session.info[_STOPPED] = True  # the driver forgets what it was told between two statements
                (getattr(connection, "interrupt", None) or connection.cancel_safe)()
            else:
                self._early.append(token)


def batches(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """`asked` in parts that one statement takes."""
    for first in range(0, len(asked), AT_ONCE):
        yield list(asked[first : first + AT_ONCE])


def ids(session: Session, statement: Select[Any]) -> "array[int]":
    """The first column of `statement`, which must be its only one and whole numbers, in order.

    Raises Interrupted when the session was to be stopped before it came to this.
    """
    connection = session.connection()
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    if session.info.get(_STOPPED):
        raise Interrupted
    # The driver's cursor and no SQLAlchemy row: at a million ids that halves the time.
    cursor = driver_connection(session).cursor()
    try:
        cursor.execute(str(compiled), _parameters(compiled))
        try:  # four bytes an id as long as they do: a million of them are held as long as their list is shown
            return array("i", chain.from_iterable(cursor))
        except OverflowError:
            cursor.execute(str(compiled), _parameters(compiled))
            return array("q", chain.from_iterable(cursor))
    finally:
        cursor.close()


def count(session: Session, statement: Select[Any]) -> int:
    """How many rows `statement` gives; in which order it gives them is not asked for."""
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def driver_connection(session: Session) -> Any:
    """The driver's own connection under `session`, its transaction begun."""
    return session.connection().connection.driver_connection


def _parameters(compiled: Any) -> Any:
    values = compiled.construct_params()
    processors = compiled._bind_processors
    bound = {key: processors[key](value) if key in processors else value for key, value in values.items()}
    return tuple(bound[key] for key in compiled.positiontup) if compiled.positional else bound
