"""The cleaning roster: turns, months made, tasks, the pool with absences and pairs, and the weekly desk check."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import LocalDate, UtcDateTime

revision = "0006"
down_revision = "0005"


def _record(name: str, *columns: sa.Column[Any], unique: tuple[str, ...] = ()) -> None:
    """A table of records; columns ending in _id point to the staff."""
    keys = [column.name for column in columns if column.name.endswith("_id")]
    op.create_table(
        name,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        *columns,
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", sa.Integer, nullable=True),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("updated_by", sa.Integer, nullable=True),
        sa.Column("deleted_at", UtcDateTime, nullable=True),
        *(sa.ForeignKeyConstraint([key], ["staff.id"], name=f"fk_{name}_{key}_staff") for key in keys),
        *(sa.UniqueConstraint(column, name=f"uq_{name}_{column}") for column in unique),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("uuid", name=f"uq_{name}_uuid"),
    )


def _once(table: str, *columns: str) -> None:
    here = sa.text("deleted_at IS NULL")
    op.create_index(
        f"uq_{table}_{'_'.join(columns)}", table, list(columns), unique=True, sqlite_where=here, postgresql_where=here
    )  # fmt: skip


def upgrade() -> None:
    """Make the seven tables."""
    _record(
        "roster",
        sa.Column("on", LocalDate, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("task", sa.String(100), nullable=False),
        sa.Column("effort", sa.Integer, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=True),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("swapped_from_id", sa.Integer, nullable=True),
        sa.Column("locked", sa.Boolean, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("missed", sa.Boolean, nullable=False),
        sa.Column("checker_id", sa.Integer, nullable=True),
        sa.Column("score", sa.Integer, nullable=True),
    )
    op.create_index("ix_roster_staff_id", "roster", ["staff_id"])
    _once("roster", "on", "place")
    _record(
        "roster_month",
        sa.Column("month", LocalDate, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
    )
    _once("roster_month", "month")
    _record(
        "roster_task",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("effort", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
    )
    _record(
        "roster_pool",
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("resident", sa.Boolean, nullable=False),
        sa.Column("from_on", LocalDate, nullable=True),
        sa.Column("to_on", LocalDate, nullable=True),
        sa.Column("share", sa.Integer, nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("avoid", sa.String(7), nullable=False),
        sa.Column("prefer", sa.String(7), nullable=False),
        unique=("staff_id",),
    )
    _record(
        "roster_leave",
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("from_on", LocalDate, nullable=False),
        sa.Column("to_on", LocalDate, nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
    )
    op.create_index("ix_roster_leave_staff_id", "roster_leave", ["staff_id"])
    _record(
        "roster_apart",
        sa.Column("one_id", sa.Integer, nullable=False),
        sa.Column("other_id", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
    )
    _record(
        "desk_check",
        sa.Column("week", LocalDate, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("checker_id", sa.Integer, nullable=True),
    )
    op.create_index("ix_desk_check_staff_id", "desk_check", ["staff_id"])
    _once("desk_check", "week", "staff_id")
