"""A month of the roster as pages and papers take it: its days with their cells, and each person's share."""

from dataclasses import dataclass
from datetime import date

from app.roster import pool as pools
from app.roster.rules import Member


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of one day. `staff_id` None: nobody. `obstacle`: why the person can't be there after all."""

    id: int
    row_version: int
    on: date
    place: int
    task: str
    effort: int
    staff_id: int | None
    name: str
    how: str
    swapped_from: str
    locked: bool
    done: bool
    missed: bool
    score: int | None
    checker: str
    obstacle: str
    remark: str

    @property
    def ref(self) -> tuple[int, int]:
        """What services take to name this turn as it was read."""
        return self.id, self.row_version


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month. `holiday` is the name of the calendar, `festival` that of a festival that is no holiday."""

    on: date
    kind: str
    holiday: str
    festival: str
    lunar: str
    cells: tuple[Cell, ...]

    @property
    def state(self) -> str:
        """done, missed or open: of all who are on duty."""
        filled = [cell for cell in self.cells if cell.staff_id is not None]
        if filled and all(cell.done for cell in filled):
            return "done"
        return "missed" if any(cell.missed for cell in filled) else "open"


@dataclass(frozen=True, slots=True)
class Share:
    """What one person does: turns this month and this year, effort and days present in the year, and `ahead`: turns
    more (or less) than a fair share by days present. `inside`: takes part at the end of the month.
    """

    staff_id: int
    name: str
    month: int
    year: int
    effort: int
    days: int
    ahead: float
    inside: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it stands. `spread`: how many turns the people who take part (in
    December: and all who did) lie apart this year, by days present."""

    month: date
    today: date
    made: bool
    seed: int | None
    published: bool
    days: tuple[Day, ...]
    shares: tuple[Share, ...]
    spread: int
    warnings: tuple[str, ...]
    leaves: tuple[pools.LeaveRow, ...]
    members: tuple[Member, ...]
    apart: tuple[pools.ApartRow, ...]
    tasks: tuple[str, ...]

    @property
    def working_days(self) -> int:
        """Days on which somebody has to be on duty."""
        return sum(1 for day in self.days if day.kind != "rest")

    def day(self, on: date) -> Day | None:
        """The day `on`, None when it is not of this month."""
        return self.days[on.day - 1] if on.replace(day=1) == self.month else None

    def cell(self, turn_id: int) -> Cell | None:
        """The cell with id `turn_id`."""
        return next((cell for day in self.days for cell in day.cells if cell.id == turn_id), None)
