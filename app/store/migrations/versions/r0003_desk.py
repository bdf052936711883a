"""Phrases, alarms put off, and missed calls that somebody saw to."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import UtcDateTime

revision = "0003"
down_revision = "0002"

_SEEN_TO_SQLITE = (
    "UPDATE \"call\" SET handled_at = started_at WHERE direction <> 'missed'"
    " OR started_at < (SELECT date(substr(max(started_at), 1, 10), '-1 day') FROM \"call\")"
)
_SEEN_TO_POSTGRES = (
    "UPDATE \"call\" SET handled_at = started_at WHERE direction <> 'missed'"
    " OR started_at < (SELECT max(started_at) - interval '1 day' FROM \"call\")"
)
UNHANDLED = "handled_at IS NULL AND deleted_at IS NULL"


def _first() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
    ]


def _last() -> list[sa.Column[Any]]:
    return [
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", sa.Integer, nullable=True),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("updated_by", sa.Integer, nullable=True),
        sa.Column("deleted_at", UtcDateTime, nullable=True),
    ]


def upgrade() -> None:
    """Missed calls of before the last day that the office knows count as seen to."""
    op.create_table(
        "phrase",
        *_first(),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("title", sa.String(50), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("occasion", sa.String(20), nullable=False),
        *_last(),
        sa.PrimaryKeyConstraint("id", name="pk_phrase"),
        sa.UniqueConstraint("uuid", name="uq_phrase_uuid"),
    )
    standing = sa.text("deleted_at IS NULL")
    op.create_index(
        "uq_phrase_key", "phrase", ["key"], unique=True, sqlite_where=standing, postgresql_where=standing
    )
    op.create_table(
        "snooze",
        *_first(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        *_last(),
        sa.PrimaryKeyConstraint("id", name="pk_snooze"),
        sa.UniqueConstraint("uuid", name="uq_snooze_uuid"),
    )
    op.create_index("ix_snooze_record", "snooze", ["kind", "record_id"])
    op.create_index("ix_snooze_until", "snooze", ["until"])
    op.add_column("call", sa.Column("handled_at", UtcDateTime, nullable=True))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(sa.text(_SEEN_TO_SQLITE if on_sqlite else _SEEN_TO_POSTGRES))
    told = sa.text(UNHANDLED)
    op.create_index(
        "ix_call_unhandled",
        "call",
        ["handled_at", "number_norm", "started_at"],
        sqlite_where=told,
        postgresql_where=told,
    )
