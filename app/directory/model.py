"""The directory's tables: one entry a record, its keys, and the full text that a trigger keeps in step.

`text` is normalised by us (every hanzi and every run of letters and digits a token), so SQLite's FTS5 and
PostgreSQL's tsvector see the same tokens and neither needs a Chinese tokenizer (design.md section 7).
"""

from sqlalchemy import DDL, BigInteger, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from app.store.contents import CALLED
from app.store.models import Base, Derived, Record

KEY = String(80).with_variant(String(80, collation="C"), "postgresql")  # ranges compare byte by byte on both


class Entry(Derived, Base):
    """One record as the directory knows it. `text` is what full-text search reads."""

    __tablename__ = "directory_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("uq_directory_entry_record", "kind", "record_id", unique=True),)


class Key(Derived, Base):
    """One way to reach an entry: a reading of a name, a number (#139…) or a number backwards (~8866…).

    The entry's `kind` stands here again, so that the index alone tells who begins so.
    """

    __tablename__ = "directory_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(KEY)
    kind: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[int] = mapped_column(ForeignKey("directory_entry.id"), index=True)

    __table_args__ = (Index("ix_directory_key_key", "key", "kind", "entry_id"),)


class Link(Record, Base):
    """Two records that belong together, and why; which of them is named first means nothing."""

    __tablename__ = "link"

    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    other_kind: Mapped[str] = mapped_column(String(20))
    other_id: Mapped[int]
    why: Mapped[str] = mapped_column(String(100), default="")

    __table_args__ = (
        Index("ix_link_record", "kind", "record_id"),
        Index("ix_link_other", "other_kind", "other_id"),
    )


class Attachment(Record, Base):
    """A file of a record. It lies beside the database under its content's digest, once however often it is kept."""

    __tablename__ = "attachment"

    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True, info={CALLED: "name"})
    size: Mapped[int] = mapped_column(BigInteger)
    mime: Mapped[str] = mapped_column(String(100), default="")

    __table_args__ = (Index("ix_attachment_record", "kind", "record_id"),)


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

for _dialect, _statements in (("sqlite", SQLITE_FULL_TEXT), ("postgresql", POSTGRES_FULL_TEXT)):
    for _statement in _statements:
        event.listen(
            Entry.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
