"""Messages of the softphone's programs (app.hook) as events."""

from datetime import UTC, datetime
from typing import Any

from app.calls.softphone import EVENTS, Event


def event_of(message: dict[str, Any]) -> Event | None:
    """The event that a message tells; None when it tells none."""
    kind, number, at, uuid = (message.get(key) for key in ("event", "number", "at", "uuid"))
    if kind not in EVENTS or not isinstance(number, str) or not isinstance(at, int | float):
        return None
    if not isinstance(uuid, str) or len(uuid) != 36:
        return None
    try:
        return Event(str(kind), number, datetime.fromtimestamp(at, UTC), uuid)
    except (OverflowError, OSError, ValueError):
        return None
