"""A call that becomes a complaint: what the call tells goes into it, in the same write (R11–R13)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.calls.model import Call
from app.calls.rules import NewCall
from app.china import regions
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.store.errors import FieldError
from app.words import _

if TYPE_CHECKING:  # few calls become one: what complaints are made of is read then
    from app.complaints.model import Complaint
    from app.complaints.service import Opened

SOURCE = "call"


def of_call(session: Session, call_id: int) -> "Complaint | None":
    """The complaint that a call became; also one in the bin."""
    from app.complaints import service

    return service.of_source(session, SOURCE, call_id)


def known(session: Session, call_id: int) -> "Opened | None":
    """As `of_call`, by id and code."""
    from app.complaints.service import Opened

    row = of_call(session, call_id)
    return None if row is None else Opened(row.id, row.code)


def open_for(session: Session, desk: Desk, call: Call, told: NewComplaint | None) -> "Opened":
    """Open the complaint that `call` became: who took the call received it first and for good (R49).

    `told` is what the call alone does not tell; None takes in what it does. FieldError for what R13 demands.
    """
    from app.complaints import service

    filled = filled_from(call, told, home=_home(session, call, told))
    return service.open_in(session, desk, filled, first_owner_id=call.agent_id, source=(SOURCE, call.id))


def _home(session: Session, call: Call, told: NewComplaint | None) -> tuple[str, str] | None:
    """Province and city of the dealer whose complaint it is, as far as the archive knows; none for one abroad."""
    from app.dealers.model import Dealer

    dealer_id = (told.dealer_id if told is not None else None) or call.dealer_id
    dealer = session.get(Dealer, dealer_id) if dealer_id is not None else None
    known = dealer is not None and dealer.province in regions.PROVINCES
    return (dealer.province, dealer.city) if dealer is not None and known else None


def filled_from(
    call: Call, told: NewComplaint | None, *, home: tuple[str, str] | None = None
) -> NewComplaint:
    """`told` with what `call` tells in the fields that are empty.

    It is where the dealer is, `home`, before where the number is from; a city goes with its own province only.
    """
    new = told or NewComplaint(lenient=True)
    province, city = home or (call.area_province, call.area_city or "")
    if new.province not in (None, province):
        province, city = new.province, ""
    who = new.complainant or call.caller_name
    if new.lenient:
        who = who or call.company or call.number
    return replace(
        new, received_at=call.started_at, complainant=who[:50], company=new.company or call.company,
        dealer_id=new.dealer_id or call.dealer_id, phone=new.phone or call.number,
        province=province, city=new.city or city, content=new.content.strip() or call.matter,
        explained=new.explained.strip() or call.answer,
        offered=new.offered.strip() or (call.answer if new.solved_on_call else ""), uuid=None,
    )  # fmt: skip


def settle(session: Session, desk: Desk, row: Call, call: NewCall) -> None:
    """A changed call opens its complaint once; what it became stays in the register (R52)."""
    from app.complaints import service

    before = of_call(session, row.id)
    if call.outcome == "complaint":
        if before is None:
            open_for(session, desk, row, call.complaint)
        elif before.deleted_at is not None:
            service.restore_in(session, before)
    elif before is not None and before.deleted_at is None and before.status != "withdrawn":
        raise FieldError(
            "outcome",
            _("{code} came of this call and stays in the register. Withdraw it there first.").format(
                code=before.code
            ),
        )


def restore(session: Session, call: Call) -> None:
    """Take the complaint out of the bin that went in with `call`, when its logging was taken back."""
    from app.complaints import service

    row = of_call(session, call.id)
    if row is not None and row.deleted_at is not None and row.deleted_at == call.deleted_at:
        service.restore_in(session, row)
