"""Calls, promises and callers as they lie in the database (records.md 来电登记, 回电承诺)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.calls.rules import OPEN_RESULTS
from app.directory.model import KEY
from app.store.indexes import partial_index
from app.store.models import Base, Derived, Record

UNHANDLED = "handled_at IS NULL AND deleted_at IS NULL"
"""A missed call that nobody has seen to yet."""


def _list_index(*columns: str, where: str = "deleted_at IS NULL", name: str | None = None) -> Index:
    """An index that a list is read from without a look at its rows: it knows which of them are in the bin."""
    return partial_index(name or f"ix_call_{'_'.join(columns)}", *columns, where=where)


class Call(Record, Base):
    """One call, in, out or missed. `number` is as typed, `number_norm` as phones.parse gives it."""

    __tablename__ = "call"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    started_at: Mapped[datetime]
    direction: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(40), default="")
    number_norm: Mapped[str] = mapped_column(String(20), default="")
    area_province: Mapped[str | None] = mapped_column(String(20))
    area_city: Mapped[str | None] = mapped_column(String(40))
    caller_name: Mapped[str] = mapped_column(String(50), default="")
    company: Mapped[str] = mapped_column(String(100), default="")
    who_key: Mapped[str] = mapped_column(KEY, default="")
    category: Mapped[str] = mapped_column(String(20), default="other")
    matter: Mapped[str] = mapped_column(Text, default="")
    confirmed: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(20), default="none")
    transfer_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    transfer_reached: Mapped[bool | None]
    rings: Mapped[int | None]
    hold_seconds: Mapped[int | None]
    talk_seconds: Mapped[int | None]
    agent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    tone: Mapped[str] = mapped_column(String(10), default="normal")
    handled_at: Mapped[datetime | None] = mapped_column(sort_order=1000)
    """When it was seen to: at once, or for a missed call when one spoke with them, or marked it; None until then."""
    # added later, so behind everything as in offices that are older than it
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealer.id"), sort_order=1001)

    __table_args__ = (
        _list_index("started_at"),
        _list_index("who_key"),
        _list_index("number_norm", "started_at"),
        _list_index("category", "started_at"),
        _list_index("outcome", "started_at"),
        _list_index("talk_seconds"),
        _list_index("dealer_id", "started_at"),
        _list_index("agent_id", "started_at"),
        _list_index("area_province", "started_at"),
        _list_index("direction", "started_at"),
        _list_index("tone", "started_at"),
        _list_index(
            "transfer_to_id", "started_at", where="deleted_at IS NULL AND transfer_to_id IS NOT NULL"
        ),
        _list_index("started_at", where="deleted_at IS NOT NULL", name="ix_call_bin"),
        _list_index("deleted_at", where="deleted_at IS NOT NULL", name="ix_call_deleted_at"),
        _list_index("handled_at", "number_norm", "started_at", where=UNHANDLED, name="ix_call_unhandled"),
    )


class Promise(Record, Base):
    """A promise to call back. `first_due_at` never changes: postponing moves `due_at` only (R8)."""

    __tablename__ = "promise"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(50))
    company: Mapped[str] = mapped_column(String(100), default="")
    number: Mapped[str] = mapped_column(String(40), default="")
    number_norm: Mapped[str] = mapped_column(String(20), default="", index=True)
    matter: Mapped[str] = mapped_column(Text)
    finder_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id"), info={"handed_over": {"result": OPEN_RESULTS}}
    )
    due_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    called_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    result: Mapped[str] = mapped_column(String(12), default="open")
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealer.id"), index=True, sort_order=1001)

    __table_args__ = (
        Index("ix_promise_result_due_at", "result", "due_at"),
        Index("ix_promise_updated_at", "updated_at"),
    )


class Caller(Derived, Base):
    """Somebody who called: the newest name and company given for a number, or for a name without a number."""

    __tablename__ = "caller"

    identity: Mapped[str] = mapped_column(String(180), unique=True)
    number_norm: Mapped[str] = mapped_column(String(20), default="", index=True)
    name: Mapped[str] = mapped_column(String(50), default="")
    company: Mapped[str] = mapped_column(String(100), default="")
    last_call_id: Mapped[int]
