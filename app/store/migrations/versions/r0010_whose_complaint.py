"""Whose complaint it is and of which product, as records that are there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# a complaint of a call is the dealer's whose call it was; the others are found when they are saved next
_OF_CALLS = (
    'UPDATE complaint SET dealer_id = (SELECT dealer_id FROM "call" WHERE "call".id = complaint.source_id)'
    " WHERE source_kind = 'call' AND source_id IS NOT NULL"
)
_OF_WORDS = (
    "UPDATE complaint SET product_id = (SELECT min(product.id) FROM product WHERE product.name = complaint.product"
    " AND product.deleted_at IS NULL) WHERE product <> '' AND (SELECT count(*) FROM product"
    " WHERE product.name = complaint.product AND product.deleted_at IS NULL) = 1"
)


def upgrade() -> None:
    """Add both columns and fill in what is known."""
    for table in ("dealer", "product"):
        # said in SQL: the triggers that freeze the first receiver would go with a table that is copied
        op.execute(
            f"ALTER TABLE complaint ADD COLUMN {table}_id INTEGER"
            f" CONSTRAINT fk_complaint_{table}_id_{table} REFERENCES {table} (id)"
        )
        op.create_index(f"ix_complaint_{table}_id", "complaint", [f"{table}_id"])
    op.execute(sa.text(_OF_CALLS))
    op.execute(sa.text(_OF_WORDS))
