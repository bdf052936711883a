"""The first schema: audit trail, office, people, directory with full text, calls and promises."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.types import LocalDate, UtcDateTime

revision = "0001"
down_revision = None

KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
SQLITE_FULL_TEXT = (
    "CREATE VIRTUAL TABLE directory_text USING fts5("
    "text, content='directory_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER directory_text_new AFTER INSERT ON directory_entry BEGIN"
    " INSERT INTO directory_text(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER directory_text_gone AFTER DELETE ON directory_entry BEGIN"
    " INSERT INTO directory_text(directory_text, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER directory_text_changed AFTER UPDATE OF text ON directory_entry BEGIN"
    " INSERT INTO directory_text(directory_text, rowid, text) VALUES ('delete', old.id, old.text);"
    " INSERT INTO directory_text(rowid, text) VALUES (new.id, new.text); END",
)
POSTGRES_FULL_TEXT = (
    "ALTER TABLE directory_entry ADD COLUMN tokens tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX ix_directory_entry_tokens ON directory_entry USING gin (tokens)",
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


def _partial_index(name: str, table: str, columns: Sequence[str], where: str) -> None:
    told = sa.text(where)
    op.create_index(name, table, list(columns), sqlite_where=told, postgresql_where=told)


def upgrade() -> None:
    """Make every table of an empty database."""
    op.create_table(
        "audit_write",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by_id", sa.Integer, nullable=True),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("origin", sa.String(36), nullable=False),
        sa.Column("undo_of", sa.Integer, nullable=True),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_write"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_write_at", "audit_write", ["at"])
    op.create_table(
        "calendar_day",
        *_first(),
        sa.Column("on", LocalDate, nullable=False),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        *_last(),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_day"),
        sa.UniqueConstraint("on", name="uq_calendar_day_on"),
        sa.UniqueConstraint("uuid", name="uq_calendar_day_uuid"),
    )
    op.create_table(
        "caller",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("identity", sa.String(180), nullable=False),
        sa.Column("number_norm", sa.String(20), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("company", sa.String(100), nullable=False),
        sa.Column("last_call_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_caller"),
        sa.UniqueConstraint("identity", name="uq_caller_identity"),
    )
    op.create_index("ix_caller_number_norm", "caller", ["number_norm"])
    op.create_table(
        "directory_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_entry"),
    )
    op.create_index("uq_directory_entry_record", "directory_entry", ["kind", "record_id"], unique=True)
    op.create_table(
        "series",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_series"),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", name="uq_setting_key"),
    )
    op.create_table(
        "staff",
        *_first(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("department", sa.String(50), nullable=False),
        sa.Column("title", sa.String(50), nullable=False),
        sa.Column("mobile", sa.String(20), nullable=False),
        sa.Column("extension", sa.String(10), nullable=False),
        sa.Column("email", sa.String(100), nullable=False),
        sa.Column("wechat", sa.String(50), nullable=False),
        sa.Column("superior_id", sa.Integer, nullable=True),
        sa.Column("resident", sa.Boolean, nullable=False),
        sa.Column("from_on", LocalDate, nullable=True),
        sa.Column("to_on", LocalDate, nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        *_last(),
        sa.ForeignKeyConstraint(["superior_id"], ["staff.id"], name="fk_staff_superior_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("code", name="uq_staff_code"),
        sa.UniqueConstraint("uuid", name="uq_staff_uuid"),
    )
    op.create_index("ix_staff_name", "staff", ["name"])
    op.create_table(
        "audit_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("write_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("op", sa.String(8), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["write_id"], ["audit_write.id"], name="fk_audit_change_write_id_audit_write"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_change"),
    )
    op.create_index("ix_audit_change_kind_record_id", "audit_change", ["kind", "record_id"])
    op.create_index("ix_audit_change_write_id", "audit_change", ["write_id"])
    op.create_table(
        "call",
        *_first(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("number_norm", sa.String(20), nullable=False),
        sa.Column("area_province", sa.String(20), nullable=True),
        sa.Column("area_city", sa.String(40), nullable=True),
        sa.Column("caller_name", sa.String(50), nullable=False),
        sa.Column("company", sa.String(100), nullable=False),
        sa.Column("who_key", KEY, nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("transfer_to_id", sa.Integer, nullable=True),
        sa.Column("transfer_reached", sa.Boolean, nullable=True),
        sa.Column("rings", sa.Integer, nullable=True),
        sa.Column("hold_seconds", sa.Integer, nullable=True),
        sa.Column("talk_seconds", sa.Integer, nullable=True),
        sa.Column("agent_id", sa.Integer, nullable=False),
        sa.Column("tone", sa.String(10), nullable=False),
        *_last(),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name="fk_call_agent_id_staff"),
        sa.ForeignKeyConstraint(["transfer_to_id"], ["staff.id"], name="fk_call_transfer_to_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.UniqueConstraint("code", name="uq_call_code"),
        sa.UniqueConstraint("uuid", name="uq_call_uuid"),
    )
    for columns in (
        ("started_at",), ("who_key",), ("number_norm", "started_at"), ("category", "started_at"),
        ("outcome", "started_at"), ("talk_seconds",),
    ):  # fmt: skip
        _partial_index(f"ix_call_{'_'.join(columns)}", "call", columns, "deleted_at IS NULL")
    _partial_index("ix_call_bin", "call", ("started_at",), "deleted_at IS NOT NULL")
    op.create_table(
        "directory_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["directory_entry.id"], name="fk_directory_key_entry_id_directory_entry"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_directory_key"),
    )
    op.create_index("ix_directory_key_entry_id", "directory_key", ["entry_id"])
    op.create_index("ix_directory_key_key", "directory_key", ["key", "kind", "entry_id"])
    op.create_table(
        "province_owner",
        *_first(),
        sa.Column("province", sa.String(20), nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=False),
        sa.Column("deputy_id", sa.Integer, nullable=True),
        sa.Column("from_on", LocalDate, nullable=True),
        *_last(),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name="fk_province_owner_deputy_id_staff"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_province_owner_owner_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_province_owner"),
        sa.UniqueConstraint("province", name="uq_province_owner_province"),
        sa.UniqueConstraint("uuid", name="uq_province_owner_uuid"),
    )
    op.create_table(
        "promise",
        *_first(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("call_id", sa.Integer, nullable=False),
        sa.Column("contact_name", sa.String(50), nullable=False),
        sa.Column("company", sa.String(100), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("number_norm", sa.String(20), nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("finder_id", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("first_due_at", UtcDateTime, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("called_at", UtcDateTime, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("result", sa.String(12), nullable=False),
        *_last(),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_promise_call_id_call"),
        sa.ForeignKeyConstraint(["finder_id"], ["staff.id"], name="fk_promise_finder_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
        sa.UniqueConstraint("code", name="uq_promise_code"),
        sa.UniqueConstraint("uuid", name="uq_promise_uuid"),
    )
    op.create_index("ix_promise_call_id", "promise", ["call_id"])
    op.create_index("ix_promise_number_norm", "promise", ["number_norm"])
    op.create_index("ix_promise_result_due_at", "promise", ["result", "due_at"])
    op.create_index("ix_promise_updated_at", "promise", ["updated_at"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_FULL_TEXT if on_sqlite else POSTGRES_FULL_TEXT:
        op.execute(sa.text(statement))
