"""Making the demo office in a folder, or opening the one that lies there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.demo.fill import fill, rows
from app.demo.invented import LAST_MOMENT, ZONE, Size, office
from app.office import settings
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.store.errors import UserError
from app.words import _


@dataclass(frozen=True, slots=True)
class Demo:
    """An opened demo office, how many rows of each kind it holds, and the day it ends on.

    Its clock stands at the last moment of that day, so that papers and pictures are the same each time.
    """

    desk: Desk
    rows: dict[str, int]
    until: date

    @property
    def last_month(self) -> date:
        """The first day of the month before the last."""
        return (self.until.replace(day=1) - timedelta(days=1)).replace(day=1)


def demo_office(
    folder: Path,
    *,
    size: Size,
    seed: int,
    until: date | None,
    progress: Callable[[int, int], None] | None = None,
) -> Demo:
    """The demo office in `folder`: made when the folder is missing or empty, else opened as it is.

    `until` is its last day (default: today in Beijing). UserError when the folder holds something else, a real
    office above all.
    """
    last = until or datetime.now(ZONE).date()
    new = not folder.exists() or not any(folder.iterdir())
    if not new:
        last = _known_end(folder)
    desk = open_desk(folder, clock=lambda: _last_moment(last))
    try:
        if new:
            fill(desk, office(size, seed=seed, until=last, now=_by_now(last)), progress=progress)
            desk.settings.set(settings.DEMO, {"size": size, "seed": seed, "until": last.isoformat()})
        return Demo(desk, rows(desk), last)
    except BaseException:
        desk.close()
        raise


def _known_end(folder: Path) -> date:
    with open_desk(folder) as desk:
        made = desk.settings.get(settings.DEMO)
    if not made:
        raise UserError(
            _("The office in {folder} is in use. Choose an empty folder for the demo office.").format(
                folder=folder
            )
        )
    return date.fromisoformat(str(made["until"]))


def _last_moment(day: date) -> datetime:
    return datetime.combine(day, LAST_MOMENT, ZONE).astimezone(UTC)


def _by_now(day: date) -> datetime:
    """The last moment, or earlier while that is still to come today: no call lies in the future of a real clock."""
    now = datetime.now(ZONE)
    return min(_last_moment(day), now) if now.date() == day else _last_moment(day)
