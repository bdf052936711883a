"""Dealers with what hangs on them; calls and promises know whose they are."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import LocalDate, Money, UtcDateTime

revision = "0004"
down_revision = "0003"

KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


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


def _list_index(name: str, table: str, columns: Sequence[str]) -> None:
    told = sa.text("deleted_at IS NULL")
    op.create_index(name, table, list(columns), sqlite_where=told, postgresql_where=told)


def upgrade() -> None:
    """Make the tables of dealers and add a dealer to each call and promise."""
    op.create_table(
        "dealer",
        *_first(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("name_key", sa.String(100), nullable=False),
        sa.Column("short_name", sa.String(50), nullable=False),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("province", sa.String(20), nullable=False),
        sa.Column("city", sa.String(40), nullable=False),
        sa.Column("county", sa.String(40), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("principal", sa.String(50), nullable=False),
        sa.Column("landline", sa.String(300), nullable=False),
        sa.Column("mobile", sa.String(300), nullable=False),
        sa.Column("fax", sa.String(300), nullable=False),
        sa.Column("wechat_id", sa.String(50), nullable=False),
        sa.Column("wechat_name", sa.String(50), nullable=False),
        sa.Column("qq", sa.String(20), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("tier", sa.String(12), nullable=False),
        sa.Column("grade", sa.String(2), nullable=False),
        sa.Column("grade_by_hand", sa.Boolean, nullable=False),
        sa.Column("grade_reason", sa.String(200), nullable=False),
        sa.Column("salesman_id", sa.Integer, nullable=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("since", LocalDate, nullable=True),
        sa.Column("uscc", sa.String(30), nullable=False),
        sa.Column("licence_no", sa.String(40), nullable=False),
        sa.Column("licence_to", LocalDate, nullable=True),
        sa.Column("invoice_info", sa.Text, nullable=False),
        sa.Column("credit", Money, nullable=True),
        sa.Column("credit_days", sa.Integer, nullable=True),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("key_account", sa.Boolean, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("verified_on", LocalDate, nullable=True),
        sa.Column("completeness", sa.Integer, nullable=False),
        sa.Column("gaps", sa.String(400), nullable=False),
        sa.Column("merged_into_id", sa.Integer, nullable=True),
        *_last(),
        sa.ForeignKeyConstraint(["merged_into_id"], ["dealer.id"], name="fk_dealer_merged_into_id_dealer"),
        sa.ForeignKeyConstraint(["salesman_id"], ["staff.id"], name="fk_dealer_salesman_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_dealer"),
        sa.UniqueConstraint("code", name="uq_dealer_code"),
        sa.UniqueConstraint("uuid", name="uq_dealer_uuid"),
    )
    _list_index("ix_dealer_completeness_sort_key", "dealer", ["completeness", "sort_key"])
    _list_index("ix_dealer_grade_sort_key", "dealer", ["grade", "sort_key"])
    _list_index("ix_dealer_licence_to_sort_key", "dealer", ["licence_to", "sort_key"])
    op.create_index("ix_dealer_name_key", "dealer", ["name_key"])
    _list_index(
        "ix_dealer_province_city_county_sort_key", "dealer", ["province", "city", "county", "sort_key"]
    )
    _list_index("ix_dealer_salesman_id_sort_key", "dealer", ["salesman_id", "sort_key"])
    _list_index("ix_dealer_since_sort_key", "dealer", ["since", "sort_key"])
    _list_index("ix_dealer_sort_key", "dealer", ["sort_key"])
    _list_index("ix_dealer_status_sort_key", "dealer", ["status", "sort_key"])
    _list_index("ix_dealer_tier_sort_key", "dealer", ["tier", "sort_key"])
    _list_index("ix_dealer_updated_at", "dealer", ["updated_at"])
    op.create_index("ix_dealer_uscc", "dealer", ["uscc"])
    _list_index("ix_dealer_verified_on_sort_key", "dealer", ["verified_on", "sort_key"])
    op.create_table(
        "dealer_region",
        *_first(),
        sa.Column("dealer_id", sa.Integer, nullable=False),
        sa.Column("province", sa.String(20), nullable=False),
        sa.Column("city", sa.String(40), nullable=False),
        sa.Column("county", sa.String(40), nullable=False),
        sa.Column("exclusive", sa.Boolean, nullable=False),
        sa.Column("from_on", LocalDate, nullable=True),
        sa.Column("to_on", LocalDate, nullable=True),
        *_last(),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealer.id"], name="fk_dealer_region_dealer_id_dealer"),
        sa.PrimaryKeyConstraint("id", name="pk_dealer_region"),
        sa.UniqueConstraint("uuid", name="uq_dealer_region_uuid"),
    )
    op.create_index("ix_dealer_region_dealer_id", "dealer_region", ["dealer_id"])
    op.create_index("ix_dealer_region_place", "dealer_region", ["province", "city", "county"])
    op.create_table(
        "dealer_product",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("dealer_id", sa.Integer, nullable=False),
        sa.Column("product_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealer.id"], name="fk_dealer_product_dealer_id_dealer"),
        sa.PrimaryKeyConstraint("id", name="pk_dealer_product"),
    )
    op.create_index("ix_dealer_product_product_id", "dealer_product", ["product_id"])
    op.create_index("uq_dealer_product_dealer_id", "dealer_product", ["dealer_id", "product_id"], unique=True)
    op.create_table(
        "contact",
        *_first(),
        sa.Column("dealer_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("title", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(200), nullable=False),
        sa.Column("wechat", sa.String(50), nullable=False),
        sa.Column("birth_year", sa.Integer, nullable=True),
        sa.Column("birth_month", sa.Integer, nullable=True),
        sa.Column("birth_day", sa.Integer, nullable=True),
        sa.Column("birth_lunar", sa.Boolean, nullable=False),
        sa.Column("birth_leap", sa.Boolean, nullable=False),
        *_last(),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealer.id"], name="fk_contact_dealer_id_dealer"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("uuid", name="uq_contact_uuid"),
    )
    op.create_index("ix_contact_dealer_id", "contact", ["dealer_id"])
    op.create_table(
        "ship_addr",
        *_first(),
        sa.Column("dealer_id", sa.Integer, nullable=False),
        sa.Column("receiver", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(200), nullable=False),
        sa.Column("province", sa.String(20), nullable=False),
        sa.Column("city", sa.String(40), nullable=False),
        sa.Column("county", sa.String(40), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("receive_time", sa.String(100), nullable=False),
        sa.Column("is_default", sa.Boolean, nullable=False),
        *_last(),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealer.id"], name="fk_ship_addr_dealer_id_dealer"),
        sa.PrimaryKeyConstraint("id", name="pk_ship_addr"),
        sa.UniqueConstraint("uuid", name="uq_ship_addr_uuid"),
    )
    op.create_index("ix_ship_addr_dealer_id", "ship_addr", ["dealer_id"])
    for table in ("call", "promise"):
        # said in SQL: a table of a million calls is not copied for a column that begins empty
        op.execute(
            f'ALTER TABLE "{table}" ADD COLUMN dealer_id INTEGER'
            f" CONSTRAINT fk_{table}_dealer_id_dealer REFERENCES dealer (id)"
        )
    _list_index("ix_call_dealer_id_started_at", "call", ["dealer_id", "started_at"])
    op.create_index("ix_promise_dealer_id", "promise", ["dealer_id"])
