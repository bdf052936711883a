"""Saved views of lists, and indexes for what calls are filtered by."""

import sqlalchemy as sa
from alembic import op

from app.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of views and the indexes."""
    op.create_table(
        "view",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("list_key", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=True),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("usual", sa.Boolean, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", sa.Integer, nullable=True),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("updated_by", sa.Integer, nullable=True),
        sa.Column("deleted_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_view"),
        sa.UniqueConstraint("uuid", name="uq_view_uuid"),
    )
    op.create_index("ix_view_list_key", "view", ["list_key"])
    here, gone = sa.text("deleted_at IS NULL"), sa.text("deleted_at IS NOT NULL")
    for column in ("agent_id", "area_province", "direction", "tone"):
        op.create_index(
            f"ix_call_{column}_started_at",
            "call",
            [column, "started_at"],
            sqlite_where=here,
            postgresql_where=here,
        )
    op.create_index("ix_call_deleted_at", "call", ["deleted_at"], sqlite_where=gone, postgresql_where=gone)
