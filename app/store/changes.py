"""What a write has changed, as every screen hears of it. Imports neither SQLAlchemy nor Qt."""

import logging
import threading
from collections.abc import Callable
from typing import Literal, NamedTuple

Op = Literal["new", "changed", "gone"]
log = logging.getLogger(__name__)


class Change(NamedTuple):
    """One record that came ("new"; also out of the bin), changed, or went ("gone"; also into the bin)."""

    kind: str
    id: int
    op: Op


class Changes(NamedTuple):
    """One committed write. `origin` is the uuid of the seat that wrote, `write_id` the row of the audit
    trail.

    `touched` is empty for a write that kept no images (demo filling): anything may have changed then.
    """

    label: str
    touched: tuple[Change, ...]
    origin: str
    write_id: int


Subscriber = Callable[[Changes], None]


class Hub:
    """Tells subscribers of committed writes, in the thread that wrote."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[Subscriber, ...] = ()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` with every write from now on. Returns the function that ends it."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = tuple(one for one in self._subscribers if one is not subscriber)

        return unsubscribe

    def publish(self, changes: Changes) -> None:
        """Tell everybody. The write is committed already, so one broken listener is logged, not raised."""
        for subscriber in self._subscribers:
            try:
                subscriber(changes)
            except Exception:
                log.exception("a listener failed on %r", changes.label)
