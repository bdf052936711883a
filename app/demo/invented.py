"""The whole demo office as data: staff, settings, calendar, callers, and a stream of calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal

from app.china.workdays import Day
from app.demo import texts
from app.demo.archive import Archive, Firm
from app.demo.callers import Caller, Cast, dealers, nuisance
from app.demo.callers import firms as known_firms
from app.demo.calls import Desk
from app.demo.days import DAY, first_day, special_days, working_days
from app.demo.dice import Dice
from app.demo.lines import CallLine
from app.demo.scene import World
from app.demo.staff import Staff, staff, staff_names

Size = Literal["small", "large"]

ZONE = timezone(timedelta(hours=8))
LAST_MOMENT = time(10, 42)
"""The time of the last day at which the demo office stands still, unless another is given."""
_AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a size holds."""

    years: int
    calls: int
    dealers: int
    nuisance: int
    times: int


SIZES: dict[Size, Measure] = {
    "small": Measure(years=1, calls=7_500, dealers=300, nuisance=60, times=1),
    "large": Measure(years=10, calls=1_000_000, dealers=3_000, nuisance=2_000, times=6),
}


@dataclass(frozen=True, slots=True)
class Office:
    """A demo office. The same size, seed, until and now give the same one, to the letter."""

    size: Size
    seed: int
    first: date
    until: date
    now: datetime
    staff: Staff
    settings: dict[str, Any]
    """By the keys of app.office.settings."""
    days: tuple[Day, ...]
    """Days that differ from their weekday, to the end of the year after `until`; made-up ones are marked."""
    callers: tuple[Caller, ...]
    """Everybody who calls again and again; strangers come with the calls."""
    firms: tuple[Firm, ...]
    """The dealers' archive."""
    total: int

    def calls(self) -> Iterator[CallLine]:
        """Every call, the earliest first, made up while it is read; each time anew and each time the same."""
        measure = SIZES[self.size]
        cast, callers, people, _firms = _people(self.size, self.seed, measure, self.until)
        dice = Dice(self.seed, self.size, "calls", self.until)
        world = World(cast, people, texts.products(), dice)
        cast.dice = dice
        desk = Desk(
            world, callers, dice=dice, until=self.until, total=self.total,
            days=working_days(self.first, self.until, self.days),
            ahead=working_days(self.until + timedelta(days=1), self.until + _AHEAD, self.days),
            now=_count(self.now),
        )  # fmt: skip
        return desk.lines()


def office(size: Size, *, seed: int, until: date, now: datetime | None = None) -> Office:
    """The demo office of `size` for the time that ends on `until`.

    Nothing in it is later than `now` (aware; default 10:42 on `until`, Beijing time), which must lie on `until`.
    """
    measure = SIZES[size]
    moment = datetime.combine(until, LAST_MOMENT, ZONE) if now is None else now.astimezone(ZONE)
    if moment.date() != until:
        raise ValueError(f"{moment.isoformat()} is not on {until}")
    first = first_day(until, years=measure.years)
    _, callers, people, firms = _people(size, seed, measure, until)
    return Office(
        size=size, seed=seed, first=first, until=until, now=moment, staff=people,
        settings=texts.load("office")["settings"], days=tuple(special_days(first, until)),
        callers=callers, firms=firms, total=measure.calls,
    )  # fmt: skip


def _people(
    size: Size, seed: int, measure: Measure, until: date
) -> tuple[Cast, tuple[Caller, ...], Staff, tuple[Firm, ...]]:
    cast = Cast(Dice(seed, size, "people"), taken=staff_names())
    people = staff(cast, large=size == "large")
    callers = (
        *dealers(cast, measure.dealers), *known_firms(cast, times=measure.times), *nuisance(cast, measure.nuisance)
    )  # fmt: skip
    # made each time, that no stranger gets a number of theirs
    archive = Archive(cast, people, dice=Dice(seed, size, "archive", until), until=until)
    return cast, callers, people, tuple(archive.firms(callers))


def _count(moment: datetime) -> int:
    midnight = datetime.combine(moment.date(), time(), moment.tzinfo)
    return moment.date().toordinal() * DAY + int((moment - midnight).total_seconds())
