"""What the roster decides by: who is there, what is to be done on a day, what may stand in a record (R43 to R45)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.words import N_, NP_, _, pgettext

WEEK = "1234567"
"""The days of the week as digits, 1 is Monday (ISO 8601)."""
BEST_SCORE = 10
MOST_TASKS = 8
SICK = N_("ill")

HOW = {
    "made": NP_("roster.how", "by the plan"),
    "hand": NP_("roster.how", "by hand"),
    "swapped": NP_("roster.how", "swapped"),
    "substitute": NP_("roster.how", "stands in"),
}


def how_label(word: str) -> str:
    """How somebody came to a turn, in the language in use."""
    return pgettext(*HOW[word])


@dataclass(frozen=True, slots=True)
class Away:
    """Days, both included, on which somebody is not there, and why."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the pool. `first` and `last` bound the time in it; empty `weekdays` means every working day.

    `weekdays`: part time, there only then. `avoid`: there, but never on duty then. `share`: per cent of a full
    turn. All weekdays are strings of digits of WEEK. `known`: since when this person is on record, of somebody whose
    first day is not said.
    """

    id: int
    name: str
    first: date | None = None
    last: date | None = None
    share: int = 100
    weekdays: str = ""
    avoid: str = ""
    prefer: str = ""
    away: tuple[Away, ...] = ()
    known: datetime | None = None

    def belongs(self, day: date) -> bool:
        """Whether this person is in the pool on `day`, there or not."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def away_on(self, day: date) -> Away | None:
        """The absence that covers `day`."""
        for (
            each
        ) in self.away:  # asked for every person and day of a year: a loop takes half the time of next()
            if each.first <= day <= each.last:
                return each
        return None

    def present(self, day: date) -> bool:
        """Whether `day` counts towards this person's share: in the pool, at work that weekday, not away."""
        if self.weekdays and str(day.isoweekday()) not in self.weekdays:
            return False
        return self.belongs(day) and self.away_on(day) is None

    def owes(self, day: date, made: datetime | None) -> bool:
        """Whether this person has a share in the turns of `day`, which were given out at the moment `made`.

        Who came on record afterwards, without a first day, was not here then, and has nothing to make up for.
        """
        if self.known is not None and made is not None and made < self.known and day <= self.known.date():
            return False
        return self.present(day)

    def eligible(self, day: date) -> bool:
        """Whether this person may be on duty on `day`."""
        return str(day.isoweekday()) not in self.avoid and self.present(day)

    def obstacle(self, day: date) -> str:
        """Why this person can't be on duty on `day`, as a few words; "" when nothing is in the way."""
        if self.first is not None and day < self.first:
            return _("not here yet")
        if self.last is not None and day > self.last:
            return _("has left")
        if (away := self.away_on(day)) is not None:
            return away.reason or _("away")
        digit = str(day.isoweekday())
        if self.weekdays and digit not in self.weekdays:
            return _("not at work that day")
        return _("not on this weekday") if digit in self.avoid else ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be cleaned: how heavy it is, how many it takes, and on which weekdays ("" is every working day)."""

    name: str
    effort: int = 1
    people: int = 1
    weekdays: str = ""

    def due(self, day: date) -> bool:
        """Whether it is done on `day`."""
        return not self.weekdays or str(day.isoweekday()) in self.weekdays


USUAL_TASKS = (
    (N_("Floor, waste bins"), 3),
    (N_("Desks, sills, water, windows and lights off"), 2),
)
"""What is cleaned in an office that has not said anything else: two people a day."""


def usual_tasks() -> list[Task]:
    """The tasks of an office that has not set its own, in the language in use."""
    return [Task(_(name), effort) for name, effort in USUAL_TASKS]


def places(tasks: Sequence[Task], day: date) -> list[tuple[str, int]]:
    """Task and effort of each place of `day`, one for each person needed."""
    return [(task.name, task.effort) for task in tasks if task.due(day) for _n in range(task.people)]


def tasks_problem(tasks: Sequence[Task]) -> str | None:
    """What is wrong with a list of tasks, as a sentence, or None."""
    for task in tasks:
        if not task.name.strip() or len(task.name) > 100:
            return _("Every task needs a name of at most 100 characters.")
        if not (1 <= task.effort <= 10 and 1 <= task.people <= 5):
            return _("{task}: effort is 1 to 10, people 1 to 5.").format(task=task.name)
        if wrong := weekdays_problem(task.weekdays):
            return f"{task.name}: {wrong}"
    if len({task.name.strip() for task in tasks}) < len(tasks):
        return _("Two tasks have the same name.")
    return _("At most {n} tasks.").format(n=MOST_TASKS) if len(tasks) > MOST_TASKS else None


def weekdays_problem(value: str) -> str | None:
    """What is wrong with weekdays written as digits, as a sentence, or None."""
    if set(value) <= set(WEEK) and len(set(value)) == len(value):
        return None
    return _("Weekdays are digits from 1 (Monday) to 7, each once.")


def signed(turns: float) -> str:
    """Turns more or less than a fair share: +0.3, -1.0; plain 0.0 when there is no difference to be seen."""
    return "0.0" if abs(turns) < 0.05 else f"{turns:+.1f}"


def score_problem(score: int | None) -> str | None:
    """What is wrong with a score, as a sentence, or None."""
    if score is None or 0 <= score <= BEST_SCORE:
        return None
    return _("A score lies between 0 and {best}.").format(best=BEST_SCORE)
