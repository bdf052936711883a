"""What belongs to the office itself: settings, number series, calendar days, saved views and phrases."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.indexes import partial_index
from app.store.models import Base, Record


class Setting(Base):
    """One changed setting; what was never changed has no row. `value` is JSON."""

    __tablename__ = "setting"
    __undoable__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(Text)


class Series(Base):
    """The last number given out in one gap-free series, such as "LD-202610"."""

    __tablename__ = "series"
    __audited__ = False
    __undoable__ = False

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int]


class CalendarDay(Record, Base):
    """A day that differs from its weekday: a rest day by order (off) or an adjusted working day."""

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(unique=True)
    off: Mapped[bool]
    name: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(100), default="")


class View(Record, Base):
    """A saved view of a list: named filters, order and columns as JSON. Kept out of undo: it is no data of the office.

    `owner_id` is a plain number: staff lies above the office in the order of packages.
    """

    __tablename__ = "view"
    __undoable__ = False

    list_key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    owner_id: Mapped[int | None]
    shared: Mapped[bool] = mapped_column(default=False)
    usual: Mapped[bool] = mapped_column(default=False)
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_view_list_key", "list_key"),)


class Disclosure(Base):
    """Data that went out, or was uncovered: a list exported, or the hidden numbers of one record shown (R64).

    Written once and never changed; who and when tells its write, here kept beside it for the log.
    """

    __tablename__ = "disclosure"
    __undoable__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(50))
    what: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int | None]
    rows: Mapped[int]
    masked: Mapped[bool]
    file: Mapped[str] = mapped_column(Text, default="")


class Phrase(Record, Base):
    """A sentence kept ready to be said or written (records.md 话术), typed out by its key.

    A key is free again once its phrase lies in the bin.
    """

    __tablename__ = "phrase"

    key: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(50))
    text: Mapped[str] = mapped_column(Text)
    occasion: Mapped[str] = mapped_column(String(20), default="")

    __table_args__ = (partial_index("uq_phrase_key", "key", where="deleted_at IS NULL", unique=True),)
