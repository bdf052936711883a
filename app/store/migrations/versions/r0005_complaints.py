"""Complaints with their handling log and satisfaction calls; the first receiver is frozen by triggers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import LocalDate, Money, Quantity, UtcDateTime

revision = "0005"
down_revision = "0004"

KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
SQLITE_FREEZE = (
    "CREATE TRIGGER complaint_first_owner_stays BEFORE UPDATE ON complaint"
    " WHEN new.first_owner_id IS NOT old.first_owner_id"
    " BEGIN SELECT RAISE(ABORT, 'complaint.first_owner_id never changes'); END",
    "CREATE TRIGGER complaint_is_not_replaced BEFORE INSERT ON complaint"
    " WHEN EXISTS (SELECT 1 FROM complaint WHERE id = new.id OR uuid = new.uuid OR code = new.code)"
    " BEGIN SELECT RAISE(ABORT, 'a complaint is never replaced'); END",
    "CREATE TRIGGER complaint_stays BEFORE DELETE ON complaint"
    " BEGIN SELECT RAISE(ABORT, 'a complaint is never deleted'); END",
)
POSTGRES_FREEZE = (
    "CREATE OR REPLACE FUNCTION complaint_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'UPDATE' AND new.first_owner_id IS NOT DISTINCT FROM old.first_owner_id"
    " AND new.id = old.id THEN RETURN new; END IF;"
    " RAISE EXCEPTION 'a complaint is never deleted and its first_owner_id never changes'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER complaint_stays BEFORE UPDATE OR DELETE ON complaint"
    " FOR EACH ROW EXECUTE FUNCTION complaint_stays()",
)


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


def _texts(*told: tuple[str, int]) -> list[sa.Column[Any]]:
    return [
        sa.Column(name, sa.String(length) if length else sa.Text, nullable=False) for name, length in told
    ]


def _staff_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=f"fk_{table}_{column}_staff")


def upgrade() -> None:
    """Make the three tables and what freezes them."""
    op.create_table(
        "complaint",
        *_first(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        *_texts(("channel", 10), ("kind", 12), ("grade", 10), ("complainant", 50), ("company", 100)),
        sa.Column("who_key", KEY, nullable=False),
        *_texts(("phone", 40), ("phone_norm", 20), ("address", 200)),
        sa.Column("province", sa.String(20), nullable=True),
        *_texts(("city", 40), ("product", 100), ("spec", 50), ("batch_no", 40)),
        sa.Column("made_on", LocalDate, nullable=True),
        sa.Column("qty", Quantity, nullable=True),
        *_texts(("bought_at", 100)),
        sa.Column("bought_on", LocalDate, nullable=True),
        *_texts(("category", 20), ("content", 0), ("demand", 0)),
        sa.Column("apologised", sa.Boolean, nullable=False),
        sa.Column("thanked", sa.Boolean, nullable=False),
        *_texts(("explained", 0), ("offered", 0)),
        sa.Column("solved_on_call", sa.Boolean, nullable=False),
        sa.Column("first_owner_id", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=False),
        sa.Column("salesman_id", sa.Integer, nullable=True),
        *_texts(("notify_by", 10)),
        sa.Column("notified_at", UtcDateTime, nullable=True),
        sa.Column("acked_at", UtcDateTime, nullable=True),
        sa.Column("responded_at", UtcDateTime, nullable=True),
        *_texts(("investigation", 0), ("measure", 0), ("result", 0)),
        sa.Column("compensation", Money, nullable=True),
        sa.Column("valid", sa.Boolean, nullable=True),
        sa.Column("closed_at", UtcDateTime, nullable=True),
        *_texts(("status", 12)),
        sa.Column("rounds", sa.Integer, nullable=False),
        sa.Column("last_at", UtcDateTime, nullable=False),
        *_texts(("source_kind", 20)),
        sa.Column("source_id", sa.Integer, nullable=True),
        *_last(),
        *(_staff_key("complaint", name) for name in ("first_owner_id", "owner_id", "salesman_id")),
        sa.PrimaryKeyConstraint("id", name="pk_complaint"),
        sa.UniqueConstraint("code", name="uq_complaint_code"),
        sa.UniqueConstraint("uuid", name="uq_complaint_uuid"),
    )
    op.create_index("ix_complaint_phone_norm", "complaint", ["phone_norm"])
    op.create_index("ix_complaint_received_at", "complaint", ["received_at"])
    op.create_index("ix_complaint_status_received_at", "complaint", ["status", "received_at"])
    op.create_index("ix_complaint_source_kind_source_id", "complaint", ["source_kind", "source_id"])
    op.create_table(
        "complaint_log",
        *_first(),
        sa.Column("complaint_id", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by_id", sa.Integer, nullable=False),
        *_texts(("action", 12), ("text", 0)),
        *_last(),
        _staff_key("complaint_log", "by_id"),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name="fk_complaint_log_complaint_id_complaint"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_complaint_log"),
        sa.UniqueConstraint("uuid", name="uq_complaint_log_uuid"),
    )
    op.create_index("ix_complaint_log_complaint_id_at", "complaint_log", ["complaint_id", "at"])
    op.create_table(
        "followup",
        *_first(),
        *_texts(("subject_type", 20)),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("planned_on", LocalDate, nullable=False),
        sa.Column("by_id", sa.Integer, nullable=False),
        *_texts(("way", 10)),
        sa.Column("done_at", UtcDateTime, nullable=True),
        sa.Column("reached", sa.Boolean, nullable=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer, nullable=True),
        sa.Column("score_speed", sa.Integer, nullable=True),
        sa.Column("score_attitude", sa.Integer, nullable=True),
        sa.Column("score_result", sa.Integer, nullable=True),
        *_texts(("feedback", 0)),
        *_last(),
        _staff_key("followup", "by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_followup"),
        sa.UniqueConstraint("uuid", name="uq_followup_uuid"),
    )
    op.create_index("ix_followup_subject_type_subject_id", "followup", ["subject_type", "subject_id"])
    planned = sa.text("done_at IS NULL AND deleted_at IS NULL")
    op.create_index(
        "ix_followup_planned_on", "followup", ["planned_on"], sqlite_where=planned, postgresql_where=planned
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_FREEZE if on_sqlite else POSTGRES_FREEZE:
        op.execute(sa.text(statement.replace(":", "\\:")))
