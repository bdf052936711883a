"""Links between records, files of records, and dealers' products as products that are there."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import UtcDateTime

revision = "0009"
down_revision = "0008"


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
    """Make both tables; a link to a product that never was goes."""
    op.create_table(
        "link",
        *_first(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("other_kind", sa.String(20), nullable=False),
        sa.Column("other_id", sa.Integer, nullable=False),
        sa.Column("why", sa.String(100), nullable=False),
        *_last(),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("uuid", name="uq_link_uuid"),
    )
    op.create_index("ix_link_other", "link", ["other_kind", "other_id"])
    op.create_index("ix_link_record", "link", ["kind", "record_id"])
    op.create_table(
        "attachment",
        *_first(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mime", sa.String(100), nullable=False),
        *_last(),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("uuid", name="uq_attachment_uuid"),
    )
    op.create_index("ix_attachment_record", "attachment", ["kind", "record_id"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.execute(sa.text("DELETE FROM dealer_product WHERE product_id NOT IN (SELECT id FROM product)"))
    with op.batch_alter_table("dealer_product") as batch:
        batch.create_foreign_key("fk_dealer_product_product_id_product", "product", ["product_id"], ["id"])
