"""Opening an office."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.office.desk import Desk, utc_now
from app.people import service as people


def open_desk(
    data: Path | None = None,
    database: str | None = None,
    *,
    by: str | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """The office in folder `data` or at URL `database`, with `by` at the desk; see people.service.open_desk."""
    return people.open_desk(data, database, by=by, clock=clock)
