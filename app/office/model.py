"""What belongs to the office itself: settings, number series and calendar days."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

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
