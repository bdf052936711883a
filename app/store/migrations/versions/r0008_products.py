"""Products."""

import sqlalchemy as sa
from alembic import op

from app.store.types import Money, Quantity, UtcDateTime

revision = "0008"
down_revision = "0007"

KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "product",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("series", sa.String(50), nullable=False),
        sa.Column("spec", sa.String(50), nullable=False),
        sa.Column("abv", Quantity, nullable=True),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("pack_unit", sa.String(10), nullable=False),
        sa.Column("pack_factor", sa.Integer, nullable=False),
        sa.Column("price", Money, nullable=True),
        sa.Column("barcode", sa.String(13), nullable=False),
        sa.Column("aliases", sa.String(200), nullable=False),
        sa.Column("discontinued", sa.Boolean, nullable=False),
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", sa.Integer, nullable=True),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("updated_by", sa.Integer, nullable=True),
        sa.Column("deleted_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("uuid", name="uq_product_uuid"),
        sa.UniqueConstraint("code", name="uq_product_code"),
    )
    here = sa.text("deleted_at IS NULL")
    op.create_index("ix_product_sort_key", "product", ["sort_key"], sqlite_where=here, postgresql_where=here)
