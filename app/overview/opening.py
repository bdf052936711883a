"""Opening an office with everything it holds: here every feature's tables are known."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import app.calls.model
import app.complaints.model
import app.dealers.model
import app.overview.model
import app.products.model
import app.roster.model  # noqa: F401 - a new office gets the tables of every feature
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
