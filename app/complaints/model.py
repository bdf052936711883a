"""Complaints, their handling log and satisfaction calls as they lie in the database (records.md 投诉台账, 回访)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import DDL, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.rules import UNFINISHED
from app.directory.model import KEY
from app.store.indexes import partial_index
from app.store.models import Base, Record
from app.store.types import Money, Quantity


class Complaint(Record, Base):
    """One complaint, opinion or suggestion. `first_owner_id` is written once: triggers refuse every change (R49).

    `phone` is as typed, `phone_norm` as phones.parse gives it. `source_kind` and `source_id` name the record it
    came from, such as a call. `product` and `spec` are as they were said; `product_id` is the product meant by
    them, when it is one of ours. `rounds` counts how often it was reported as handled; `last_at` is the time of the
    newest entry of the handling log.
    """

    __tablename__ = "complaint"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    received_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(12))
    grade: Mapped[str] = mapped_column(String(10), default="normal")
    complainant: Mapped[str] = mapped_column(String(50))
    company: Mapped[str] = mapped_column(String(100), default="")
    who_key: Mapped[str] = mapped_column(KEY, default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    phone_norm: Mapped[str] = mapped_column(String(20), default="", index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    province: Mapped[str | None] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(40), default="")
    product: Mapped[str] = mapped_column(String(100), default="")
    spec: Mapped[str] = mapped_column(String(50), default="")
    batch_no: Mapped[str] = mapped_column(String(40), default="")
    made_on: Mapped[date | None]
    qty: Mapped[Decimal | None] = mapped_column(Quantity)
    bought_at: Mapped[str] = mapped_column(String(100), default="")
    bought_on: Mapped[date | None]
    category: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text, default="")
    apologised: Mapped[bool] = mapped_column(default=False)
    thanked: Mapped[bool] = mapped_column(default=False)
    explained: Mapped[str] = mapped_column(Text, default="")
    offered: Mapped[str] = mapped_column(Text, default="")
    solved_on_call: Mapped[bool] = mapped_column(default=False)
    first_owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    salesman_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id"),
        info={"handed_over": {"status": UNFINISHED}, "handed_with": {"acked_at": None}},
    )
    notify_by: Mapped[str] = mapped_column(String(10), default="")
    notified_at: Mapped[datetime | None]
    acked_at: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
    investigation: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    compensation: Mapped[Decimal | None] = mapped_column(Money)
    valid: Mapped[bool | None]
    closed_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(12), default="new")
    rounds: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    source_kind: Mapped[str] = mapped_column(String(20), default="")
    source_id: Mapped[int | None]
    # added later, so behind everything as in offices that are older than it
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealer.id"), index=True, sort_order=1001)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True, sort_order=1002)

    __table_args__ = (
        Index("ix_complaint_received_at", "received_at"),
        Index("ix_complaint_status_received_at", "status", "received_at"),
        Index("ix_complaint_source_kind_source_id", "source_kind", "source_id"),
    )


class ComplaintLog(Record, Base):
    """One step of handling. Within a complaint no entry is earlier than the one before it."""

    __tablename__ = "complaint_log"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (Index("ix_complaint_log_complaint_id_at", "complaint_id", "at"),)


_PLANNED = "done_at IS NULL AND deleted_at IS NULL"


class Followup(Record, Base):
    """One call that asks whether somebody is satisfied: planned while `done_at` is empty, else made.

    `round` is the complaint's `rounds` it belongs to: attempts are counted within a round.
    """

    __tablename__ = "followup"

    subject_type: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    planned_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    way: Mapped[str] = mapped_column(String(10), default="phone")
    done_at: Mapped[datetime | None]
    reached: Mapped[bool | None]
    attempt: Mapped[int] = mapped_column(default=1)
    score: Mapped[int | None]
    score_speed: Mapped[int | None]
    score_attitude: Mapped[int | None]
    score_result: Mapped[int | None]
    feedback: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_followup_subject_type_subject_id", "subject_type", "subject_id"),
        partial_index("ix_followup_planned_on", "planned_on", where=_PLANNED),
    )


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
"""What keeps the first receiver and the register itself, whoever writes (R49, R52)."""
POSTGRES_FREEZE = (
    "CREATE OR REPLACE FUNCTION complaint_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'UPDATE' AND new.first_owner_id IS NOT DISTINCT FROM old.first_owner_id"
    " AND new.id = old.id THEN RETURN new; END IF;"
    " RAISE EXCEPTION 'a complaint is never deleted and its first_owner_id never changes'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER complaint_stays BEFORE UPDATE OR DELETE ON complaint"
    " FOR EACH ROW EXECUTE FUNCTION complaint_stays()",
)

for _dialect, _statements in (("sqlite", SQLITE_FREEZE), ("postgresql", POSTGRES_FREEZE)):
    for _statement in _statements:
        event.listen(
            Complaint.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
