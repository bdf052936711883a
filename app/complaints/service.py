"""Taking complaints in and changing what was taken in; the first receiver is written once and for good (R49)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import phones, pinyin
from app.complaints import linking, rules
from app.complaints.model import Complaint, ComplaintLog, Followup
from app.complaints.rules import NewComplaint
from app.dealers.model import Dealer
from app.directory import service as directory
from app.office import settings
from app.office.desk import Desk
from app.office.series import next_code
from app.people import service as people
from app.people.model import Staff
from app.store.errors import Conflict, FieldError, UserError
from app.words import _

KIND = "complaint"
LOG = "complaint_log"
FOLLOWUP = "followup"


class Opened(NamedTuple):
    """What a complaint became."""

    id: int
    code: str


def register(desk: Desk, new: NewComplaint) -> Opened:
    """Take in a complaint that did not come by a logged call; the person at the desk is its first receiver.

    One whose uuid is stored already is not taken in again. FieldError for the first field that does not fit.
    """
    with desk.store.write("complaint.open") as session:
        return open_in(session, desk, new, first_owner_id=desk.person.id)


def open_in(
    session: Session,
    desk: Desk,
    new: NewComplaint,
    *,
    first_owner_id: int,
    source: tuple[str, int] | None = None,
    code: str = "",
) -> Opened:
    """Take in `new` inside a write that is open already; `first_owner_id` received it, `source` is what it came from.

    `code` is that of an older register; without one it gets the next of its month.

    Solved on the telephone, it waits for its satisfaction call at once; else for the salesperson to be told.
    """
    if new.uuid is not None:
        known = session.scalar(select(Complaint).where(Complaint.uuid == new.uuid))
        if known is not None:
            return Opened(known.id, known.code)
    check(desk, new)
    at = new.received_at or desk.clock()
    columns = linking.linked(session, new, columns_of(new, area=_area(desk)))
    row = Complaint(
        code=code or next_code(session, "TS", desk.local(at).date(), digits=3),
        received_at=at,
        first_owner_id=first_owner_id,
        owner_id=new.owner_id or first_owner_id,
        salesman_id=_salesman(session, desk, new.province, columns["dealer_id"]),
        last_at=at,
        source_kind=source[0] if source else "",
        source_id=source[1] if source else None,
        **columns,
    )
    if new.uuid is not None:
        row.uuid = new.uuid
    session.add(row)
    session.flush()
    put(session, row, new=True)
    log_step(session, row, "opened", at=at, by_id=first_owner_id)
    if new.solved_on_call:
        row.measure, row.result = row.offered, _("Solved on the telephone")
        row.responded_at = at
        row.status, row.rounds = "followup", 1
        log_step(session, row, "handled", at=at, by_id=first_owner_id, text=row.offered)
        plan(session, desk, row, at, attempt=1)
    return Opened(row.id, row.code)


def check(desk: Desk, new: NewComplaint) -> None:
    """FieldError for the first thing that keeps `new` from being saved."""
    wrong = rules.problems(new, now=desk.now(), area=_area(desk))
    if wrong:
        raise FieldError(wrong[0].field, wrong[0].sentence)


def _salesman(session: Session, desk: Desk, province: str | None, dealer_id: int | None) -> int | None:
    found = responsible(session, desk, province, dealer_id)
    return found.id if found is not None else None


def responsible(
    session: Session, desk: Desk, province: str | None, dealer_id: int | None = None
) -> Staff | None:
    """Who is told: the dealer's own salesperson while here, else who answers for the province, or stands in (R14)."""
    dealer = session.get(Dealer, dealer_id) if dealer_id is not None else None
    if dealer is not None and dealer.salesman_id is not None:
        found = people.here(session, dealer.salesman_id, desk.today())
        if found is not None:
            return found
    return people.responsible(session, province, desk.today())


def _area(desk: Desk) -> str | None:
    return desk.settings.get(settings.AREA_CODE) or None


def columns_of(new: NewComplaint, *, area: str | None) -> dict[str, Any]:
    """The columns that are typed, tidied, with those worked out from them; `area` is the office's own code."""
    number = phones.parse(new.phone, area=area).number if new.phone.strip() else ""
    named = {
        name: getattr(new, name).strip()
        for name in (
            "complainant", "company", "phone", "address", "city", "product", "spec", "batch_no", "bought_at",
            "content", "demand", "explained", "offered",
        )
    }  # fmt: skip
    return named | {
        "channel": new.channel, "kind": new.kind, "grade": new.grade, "category": new.category,
        "province": new.province, "made_on": new.made_on, "qty": new.qty, "bought_on": new.bought_on,
        "apologised": new.apologised, "thanked": new.thanked, "solved_on_call": new.solved_on_call,
        "phone_norm": number[:20], "who_key": pinyin.sort_key(named["company"] or named["complainant"])[:80],
        "remark": new.remark,
    }  # fmt: skip


def put(session: Session, row: Complaint, *, new: bool = False) -> None:
    """Bring the directory's entry of a complaint up to date."""
    dealer = linking.dealers(session, [row.dealer_id]).get(row.dealer_id or 0, ())
    product = linking.products(session, [row.product_id]).get(row.product_id or 0, ())
    directory.put(
        session, KIND, row.id, names=complaint_names(row, dealer), numbers=[row.phone_norm],
        words=[*complaint_words(row), *dealer, *product], new=new,
    )  # fmt: skip


def complaint_names(row: Complaint, dealer: Sequence[str] = ()) -> list[str]:
    """The names a complaint is found by, also by pinyin and initials; `dealer` is code and name of whose it is."""
    return list(dict.fromkeys([row.complainant, row.company, *dealer[1:]]))


def complaint_words(row: Complaint) -> list[str]:
    """What the text of a complaint is found by."""
    return [
        row.content, row.demand, row.offered, row.measure, row.result, row.product, row.batch_no, row.address,
        row.phone_norm, row.code, row.remark or "",
    ]  # fmt: skip


def log_step(
    session: Session, row: Complaint, action: str, *, at: datetime, by_id: int, text: str = ""
) -> None:
    """Add an entry to the handling log. FieldError when it would lie before the one that is the newest now."""
    if at < row.last_at:
        raise FieldError("at", _("The step before this one was later. Times of the handling log only go up."))
    session.add(ComplaintLog(complaint_id=row.id, at=at, by_id=by_id, action=action, text=text.strip()))
    row.last_at = at
    session.flush()


def plan(session: Session, desk: Desk, row: Complaint, at: datetime, *, attempt: int) -> None:
    """Plan the satisfaction call: the first some days after handling, a further one on the next working day."""
    days = desk.settings.get(settings.FOLLOWUP_DAYS) if attempt == 1 else 1
    day = desk.calendar.working_day(desk.local(at).date() + timedelta(days=days))
    session.add(
        Followup(
            subject_type=KIND, subject_id=row.id, round=row.rounds, planned_on=day, by_id=row.owner_id,
            attempt=attempt,
        )
    )  # fmt: skip
    session.flush()


def as_typed(row: Complaint) -> NewComplaint:
    """A stored complaint as it was typed, to be changed and saved again."""
    return NewComplaint(
        received_at=row.received_at, channel=row.channel, kind=row.kind, grade=row.grade,
        complainant=row.complainant, company=row.company, phone=row.phone, address=row.address,
        province=row.province, city=row.city, product=row.product, spec=row.spec, batch_no=row.batch_no,
        made_on=row.made_on, qty=row.qty, bought_at=row.bought_at, bought_on=row.bought_on,
        category=row.category, content=row.content, demand=row.demand, apologised=row.apologised,
        thanked=row.thanked, explained=row.explained, offered=row.offered, solved_on_call=row.solved_on_call,
        owner_id=row.owner_id, dealer_id=row.dealer_id, product_id=row.product_id, remark=row.remark,
        uuid=row.uuid,
    )  # fmt: skip


def claimed(session: Session, complaint_id: int, row_version: int | None, ours: Any = None) -> Complaint:
    """The complaint for changing, as the caller has read it; Conflict when it has moved on since, UserError when it
    lies in the bin.

    `row_version` None takes it as it is: a note is in nobody's way.
    """
    row = session.get_one(Complaint, complaint_id)
    if row.deleted_at is not None:
        raise UserError(_("It is in the bin. Restore it first."))
    if row_version is not None and row.row_version != row_version:
        raise Conflict(
            _("{code} was changed by somebody else while you were at it.").format(code=row.code),
            kind=KIND, id=complaint_id, ours=asdict(ours) if ours is not None else None,
            theirs=asdict(as_typed(row)),
        )  # fmt: skip
    return row


def change(desk: Desk, complaint_id: int, new: NewComplaint, *, row_version: int) -> None:
    """Save what was taken in anew. Who received it first, when, and who goes on with it stay as they are.

    Conflict when somebody else saved it since `row_version`; FieldError as in `register`.
    """
    with desk.store.write("complaint.change") as session:
        row = claimed(session, complaint_id, row_version, new)
        check(desk, new)
        before = (row.province, row.dealer_id)
        for name, value in linking.linked(
            session, new, columns_of(new, area=_area(desk)), before=row
        ).items():
            setattr(row, name, value)
        if (row.province, row.dealer_id) != before and row.notified_at is None:
            row.salesman_id = _salesman(session, desk, row.province, row.dealer_id)
        session.flush()
        put(session, row)


def restore(desk: Desk, ids: Iterable[int]) -> int:
    """Bring back complaints whose taking in was taken back; how many. Nothing else puts one into the bin (R52)."""
    with desk.store.write("complaint.restore") as session:
        rows = session.scalars(
            select(Complaint).where(Complaint.id.in_(list(ids)), Complaint.deleted_at.is_not(None))
        ).all()
        for row in rows:
            restore_in(session, row)
        return len(rows)


def restore_in(session: Session, row: Complaint) -> None:
    """As `restore`, for one that lies in the bin, inside a write that is open already.

    Steps that had been taken back before, in the same moment even, stay taken back.
    """
    went = row.deleted_at
    for step in session.scalars(
        select(ComplaintLog).where(
            ComplaintLog.complaint_id == row.id,
            ComplaintLog.deleted_at == went,
            ComplaintLog.at <= row.last_at,
        )
    ):
        step.deleted_at = None
    calls = session.scalars(
        select(Followup)
        .where(Followup.subject_type == KIND, Followup.subject_id == row.id, Followup.deleted_at == went,
               Followup.round <= row.rounds)
        .order_by(Followup.id)
    ).all()  # fmt: skip
    planned = [call for call in calls if call.done_at is None]
    for call in calls:
        if call.done_at is not None or (row.status == "followup" and call is planned[0]):
            call.deleted_at = None
    row.deleted_at = None
    put(session, row)


def of_source(session: Session, kind: str, record_id: int) -> Complaint | None:
    """The complaint that came of a record, such as of a call; one in the bin when there is no other."""
    return session.scalar(
        select(Complaint)
        .where(Complaint.source_kind == kind, Complaint.source_id == record_id)
        .order_by(Complaint.deleted_at.is_not(None), Complaint.id)
        .limit(1)
    )


def salesman_of(session: Session, desk: Desk, row: Complaint) -> Staff | None:
    """Who is told: the one chosen, else whose dealer or province it is (R14)."""
    if row.salesman_id is not None:
        return session.get(Staff, row.salesman_id)
    return responsible(session, desk, row.province, row.dealer_id)
