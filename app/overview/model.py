"""What belongs to no feature alone: alarms that somebody put off."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models import Base, Record


class Snooze(Record, Base):
    """An alarm put off until a moment, for a reason. Every one is kept; the latest of a record counts."""

    __tablename__ = "snooze"

    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_snooze_record", "kind", "record_id"), Index("ix_snooze_until", "until"))
