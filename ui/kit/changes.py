"""The bridge from the store's hub to Qt: bursts of changes merged into one signal, other seats' writes polled."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.store.changes import Changes
from ui.kit.jobs import Jobs

MERGE = 100  # ms in which changes become one burst
POLL = 500  # ms between two looks for what others wrote


class Hub(Protocol):
    """Where writes are published (store.hub)."""

    def subscribe(self, subscriber: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `subscriber` with every write; gives back the function that ends it."""


class Burst(NamedTuple):
    """Writes that came close together."""

    writes: tuple[Changes, ...]

    def ids(self, *kinds: str) -> set[int]:
        """The records of these kinds that were touched; of every kind when none is named."""
        return {c.id for w in self.writes for c in w.touched if not kinds or c.kind in kinds}

    def touches(self, *kinds: str) -> bool:
        """Whether records of these kinds were touched; a write without images may have touched anything."""
        return any(not w.touched for w in self.writes) or bool(self.ids(*kinds))

    def came_or_went(self, *kinds: str) -> bool:
        """Whether a record of these kinds came or went, or may have."""
        return any(
            not w.touched or any(c.op != "changed" and (not kinds or c.kind in kinds) for c in w.touched)
            for w in self.writes
        )

    def from_elsewhere(self, origin: str) -> bool:
        """Whether any of it was written by another seat or process than `origin`."""
        return any(w.origin != origin for w in self.writes)


class ChangeFeed(QObject):
    """Pages connect to `changed`, which carries a Burst on the GUI thread.

    poll -- looks for writes of others and publishes them in the hub (store.poll); called on a reader lane every
    POLL ms, never twice at a time. Its errors go to `failed`, once until it works again.
    """

    changed = Signal(object)
    failed = Signal(object)
    _heard = Signal(object)

    def __init__(
        self, hub: Hub, *, jobs: Jobs, poll: Callable[[], Any] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._waiting: list[Changes] = []
        self._jobs, self._poll = jobs, poll
        self._polling = self._broken = False
        self._merge = QTimer(self, singleShot=True, interval=MERGE)
        self._merge.timeout.connect(self._publish)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = hub.subscribe(self._heard.emit)
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(self.look)
        if poll is not None:
            self._timer.start()

    def look(self) -> None:
        """Look for writes of others now."""
        if self._poll is None or self._polling:
            return
        poll, self._polling = self._poll, True
        self._jobs.read(lambda _: poll(), done=self._looked, failed=self._lost, owner=self)

    def stop(self) -> None:
        """Hear nothing more (the office closes)."""
        self._timer.stop()
        self._merge.stop()
        self._unsubscribe()

    def _looked(self, _found: Any) -> None:
        self._polling = self._broken = False
        self._timer.setInterval(POLL)

    def _lost(self, error: Exception) -> None:
        self._polling = False
        self._timer.setInterval(10 * POLL)  # a database that is away need not be asked twice a second
        if not self._broken:
            self._broken = True
            self.failed.emit(error)

    @Slot(object)
    def _take(self, changes: Changes) -> None:
        self._waiting.append(changes)
        if not self._merge.isActive():
            self._merge.start()

    def _publish(self) -> None:
        burst, self._waiting = Burst(tuple(self._waiting)), []
        self.changed.emit(burst)
