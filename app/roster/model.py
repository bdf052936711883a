"""The roster as it lies in the database (records.md 值日, 值日人员池), and the weekly desk check (R45)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.indexes import partial_index
from app.store.models import Base, Record


def _alive(name: str, *columns: str, unique: bool = False) -> Index:
    """An index over what does not lie in the bin."""
    return partial_index(name, *columns, where="deleted_at IS NULL", unique=unique)


class Turn(Record, Base):
    """One place of one day: a task and who does it; nobody (NULL) is an unfilled place, shown and printed as such.

    `how` tells how the person came there: made, hand, swapped or substitute. `swapped_from_id` is whose turn it
    was before the first swap. A `missed` turn was not done and does not count for its person.
    """

    __tablename__ = "roster"

    on: Mapped[date]
    place: Mapped[int]
    task: Mapped[str] = mapped_column(String(100))
    effort: Mapped[int]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    how: Mapped[str] = mapped_column(String(12), default="made")
    swapped_from_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    locked: Mapped[bool] = mapped_column(default=False)
    done: Mapped[bool] = mapped_column(default=False)
    missed: Mapped[bool] = mapped_column(default=False)
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    score: Mapped[int | None]

    __table_args__ = (_alive("uq_roster_on_place", "on", "place", unique=True),)


class RosterMonth(Record, Base):
    """A month that was made: with which seed, and why when it lay in the past."""

    __tablename__ = "roster_month"

    month: Mapped[date]
    seed: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (_alive("uq_roster_month_month", "month", unique=True),)


class RosterTask(Record, Base):
    """Something to be cleaned, in the order of `position`; see rules.Task. An office without any has the usual ones."""

    __tablename__ = "roster_task"

    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    effort: Mapped[int] = mapped_column(default=1)
    people: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[str] = mapped_column(String(7), default="")


class PoolMember(Record, Base):
    """What is said of one person in the pool beyond the staff list. Weekdays are digits, 1 is Monday; "" is all.

    `weekdays`: at work only then (part time). `avoid`: at work, but never on duty then. `prefer`: rather then.
    `share`: per cent of a full turn, for those who work shorter hours.
    """

    __tablename__ = "roster_pool"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    resident: Mapped[bool] = mapped_column(default=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    share: Mapped[int] = mapped_column(default=100)
    weekdays: Mapped[str] = mapped_column(String(7), default="")
    avoid: Mapped[str] = mapped_column(String(7), default="")
    prefer: Mapped[str] = mapped_column(String(7), default="")


class Leave(Record, Base):
    """Days on which somebody is not there: leave, a business trip, illness."""

    __tablename__ = "roster_leave"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(100), default="")


class Apart(Record, Base):
    """Two who are never on duty together."""

    __tablename__ = "roster_apart"

    one_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(String(100), default="")


class DeskCheck(Record, Base):
    """The score (0 to 10) of one person's desk in one week, named by its Monday (R45)."""

    __tablename__ = "desk_check"

    week: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    score: Mapped[int]
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (_alive("uq_desk_check_week_staff_id", "week", "staff_id", unique=True),)
