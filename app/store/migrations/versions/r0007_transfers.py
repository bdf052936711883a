"""An index for the calls passed on to somebody: one may filter by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    told = sa.text("deleted_at IS NULL AND transfer_to_id IS NOT NULL")
    op.create_index(
        "ix_call_transfer_to_id_started_at", "call", ["transfer_to_id", "started_at"],
        sqlite_where=told, postgresql_where=told,
    )  # fmt: skip
