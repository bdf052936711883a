"""Logging a call, changing it, and the bin."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls import callers, complaints, missed, promising, rules, situations
from app.calls.callers import CALLER as CALLER
from app.calls.model import Call, Promise
from app.calls.promising import PROMISE as PROMISE
from app.calls.rules import Categories, NewCall, NewPromise
from app.china import phones, pinyin
from app.directory import service as directory
from app.office import settings
from app.office.desk import Desk
from app.office.series import next_code
from app.store.errors import Conflict, FieldError, UserError
from app.words import _

if TYPE_CHECKING:
    from app.complaints.service import Opened

KIND = "call"


class Logged(NamedTuple):
    """What a call became."""

    id: int
    code: str
    promise_id: int | None = None
    complaint_id: int | None = None
    complaint_code: str = ""


def categories(desk: Desk) -> Categories:
    """The categories of this office."""
    own = desk.settings.get(settings.OWN_CATEGORIES)
    return Categories(own)


def greeting(desk: Desk) -> str:
    """What is said first when the telephone is taken (R3); {company} in it becomes the company's name."""
    company = desk.settings.get(settings.COMPANY) or _("our company")
    return desk.settings.get(settings.GREETING).replace("{company}", company)


def script(desk: Desk, word: str) -> str:
    """One line to say or do in calls of a category or in a situation: the office's own, else ours, else ""."""
    if word == "hard":
        return desk.settings.get(settings.HARD_CALLER)
    if word in situations.SCRIPTS:
        return desk.settings.get(settings.SITUATIONS).get(word) or situations.ours(word)
    own = desk.settings.get(settings.SCRIPTS)
    return own[word] if word in own else _(rules.SCRIPTS[word]) if word in rules.SCRIPTS else ""


def log(desk: Desk, call: NewCall) -> Logged:
    """Save `call`, and its promise, in one write (R1, R5, R8).

    A call whose uuid is stored already is not saved again: its id is returned (a retry is harmless).
    FieldError for the first field that does not fit; Unavailable when the disk or another program is in
    the way: nothing is saved then.
    """
    with desk.store.write("call.log") as session:
        return log_in(session, desk, call)


def log_in(session: Session, desk: Desk, call: NewCall) -> Logged:
    """As `log`, inside a write that is open already."""
    if call.uuid is not None:
        known = session.scalar(select(Call).where(Call.uuid == call.uuid))
        if known is not None:
            promise_id = session.scalar(select(Promise.id).where(Promise.call_id == known.id))
            return _logged(known, promise_id, complaints.known(session, known.id))
    _check(desk, call)
    call = _tidy(call)
    row = Call(
        code=next_code(session, "LD", desk.local(call.started_at).date()),
        agent_id=call.agent_id or desk.person.id,
        **columns(desk, call),
    )
    if call.uuid is not None:
        row.uuid = call.uuid
    row.dealer_id = dealer_of(session, row, call.dealer_id)
    missed.settle(row)
    session.add(row)
    session.flush()
    # what is asked comes before what is added: each question would write the additions one by one
    missed.settle_by(session, row)
    callers.remember(session, row)
    _put(session, row, new=True)
    promise_id = None
    if call.outcome == "promised":
        promise_id = promising.promise(session, desk, row, call.promise or NewPromise()).id
    opened = None
    if call.outcome == "complaint":
        opened = complaints.open_for(session, desk, row, call.complaint)
    return _logged(row, promise_id, opened)


def _logged(row: Call, promise_id: int | None, opened: "Opened | None") -> Logged:
    if opened is None:
        return Logged(row.id, row.code, promise_id)
    return Logged(row.id, row.code, promise_id, opened.id, opened.code)


def _check(desk: Desk, call: NewCall) -> None:
    wrong = rules.problems(
        call,
        now=desk.clock(),
        categories=categories(desk).words,
        area=desk.settings.get(settings.AREA_CODE) or None,
    )
    if wrong:
        raise FieldError(wrong[0].field, wrong[0].sentence)


def _tidy(call: NewCall) -> NewCall:
    texts = {
        name: value.strip()
        for name in ("number", "caller_name", "company", "matter", "answer")
        if (value := getattr(call, name)) != value.strip()
    }
    return replace(call, **texts) if texts else call


def columns(desk: Desk, call: NewCall) -> dict[str, Any]:
    """The columns of `call` that are typed, with those worked out from them."""
    number = (
        phones.parse(call.number, area=desk.settings.get(settings.AREA_CODE) or None).number
        if call.number
        else ""
    )
    number = number[:20]  # digits of no known form may be more
    place = phones.place(number)
    return {
        "started_at": call.started_at, "direction": call.direction, "number": call.number, "number_norm": number,
        "area_province": place.province, "area_city": place.city,
        "caller_name": call.caller_name, "company": call.company,
        "who_key": pinyin.sort_key(call.company or call.caller_name or number)[:80],
        "category": call.category, "matter": call.matter, "confirmed": call.confirmed, "answer": call.answer,
        "outcome": call.outcome, "transfer_to_id": call.transfer_to_id, "transfer_reached": call.transfer_reached,
        "rings": call.rings, "hold_seconds": call.hold_seconds, "talk_seconds": call.talk_seconds,
        "tone": call.tone, "remark": call.remark,
    }  # fmt: skip


def dealer_of(session: Session, row: Call, told: int | None) -> int | None:
    """Whose call it is: the dealer told, else the one whose number, or without a number whose name, it is."""
    if told is not None or row.category == "nuisance":
        return told
    with session.no_autoflush:  # the row is not whole yet
        from app.dealers import doubles  # late: a list of calls needs no archive

        return doubles.dealer_of(session, row.number_norm, row.company)


def _put(session: Session, row: Call, *, new: bool = False) -> None:
    directory.put(session, KIND, row.id, words=call_words(row), new=new)


def call_words(row: Call) -> list[str]:
    """What the text of a call is found by."""
    return [row.matter, row.answer, row.company, row.caller_name, row.number_norm, row.code, row.remark or ""]


def as_typed(row: Call, *, promise: Promise | None = None) -> NewCall:
    """A stored call as it was typed, to be changed and saved again."""
    owed = None
    if promise is not None:
        owed = NewPromise(
            due_at=promise.due_at, finder_id=promise.finder_id, matter=promise.matter, answer=promise.answer,
            called_at=promise.called_at, attempts=promise.attempts, result=promise.result,
        )  # fmt: skip
    return NewCall(
        started_at=row.started_at, direction=row.direction, number=row.number, caller_name=row.caller_name,
        company=row.company, category=row.category, matter=row.matter, confirmed=row.confirmed, answer=row.answer,
        outcome=row.outcome, transfer_to_id=row.transfer_to_id, transfer_reached=row.transfer_reached,
        rings=row.rings, hold_seconds=row.hold_seconds, talk_seconds=row.talk_seconds, agent_id=row.agent_id,
        tone=row.tone, remark=row.remark, dealer_id=row.dealer_id, promise=owed, uuid=row.uuid,
    )  # fmt: skip


def change(desk: Desk, call_id: int, call: NewCall, *, row_version: int) -> None:
    """Save a changed call. Conflict when somebody else saved it since `row_version`, UserError when it went into the
    bin; FieldError as in `log`.

    A call that becomes promised gets its promise, or the one that was cancelled with its outcome before is owed again;
    the fields of a promise that exists are changed with it.
    """
    with desk.store.write("call.change") as session:
        row = session.get_one(Call, call_id)
        promise = session.scalar(
            select(Promise).where(Promise.call_id == call_id, Promise.deleted_at.is_(None))
        )
        if row.deleted_at is not None:
            raise UserError(_("It is in the bin. Restore it first."))
        if row.row_version != row_version:
            raise Conflict(
                _("{code} was changed by somebody else while you were at it.").format(code=row.code),
                kind=KIND, id=call_id, ours=asdict(call), theirs=asdict(as_typed(row, promise=promise)),
            )  # fmt: skip
        _check(desk, call)
        call = _tidy(call)
        before, number, outcome = row.direction, row.number_norm, row.outcome
        for name, value in columns(desk, call).items():
            setattr(row, name, value)
        told = None if row.number_norm != number and call.dealer_id == row.dealer_id else call.dealer_id
        row.dealer_id = dealer_of(session, row, told)
        if call.agent_id is not None:
            row.agent_id = call.agent_id
        missed.settle(row, before=before)
        session.flush()
        _put(session, row)
        callers.remember(session, row, older=True)
        complaints.settle(session, desk, row, call)
        if promise is not None:
            promising.follow(promise, row)
        if call.outcome != "promised":
            if promise is not None and promise.result in rules.OPEN_RESULTS:
                promise.result = "cancelled"
        elif promise is None:
            promising.promise(session, desk, row, call.promise or NewPromise())
        elif outcome != "promised" and promise.result == "cancelled":
            promising.again(session, desk, row, promise, call.promise or NewPromise())
        elif call.promise is not None:
            promise.matter = call.promise.matter.strip() or row.matter
            promise.finder_id = call.promise.finder_id or promise.finder_id
            if call.promise.due_at is not None:
                promise.due_at = call.promise.due_at
        if promise is not None:
            promising.put(session, promise)


def remove(desk: Desk, ids: Iterable[int]) -> int:
    """Put calls, with their promises, into the bin; how many. They stay countable there and come back whole."""
    now = desk.clock()
    with desk.store.write("call.remove") as session:
        rows = session.scalars(select(Call).where(Call.id.in_(list(ids)), Call.deleted_at.is_(None))).all()
        for row in rows:
            row.deleted_at = now
            directory.remove(session, KIND, row.id)
            for promise in session.scalars(
                select(Promise).where(Promise.call_id == row.id, Promise.deleted_at.is_(None))
            ):
                promise.deleted_at = now
                directory.remove(session, PROMISE, promise.id)
        return len(rows)


def restore(desk: Desk, ids: Iterable[int]) -> int:
    """Take calls out of the bin, with the promises that went in with them; how many."""
    with desk.store.write("call.restore") as session:
        rows = session.scalars(select(Call).where(Call.id.in_(list(ids)), Call.deleted_at.is_not(None))).all()
        for row in rows:
            for promise in session.scalars(
                select(Promise).where(Promise.call_id == row.id, Promise.deleted_at == row.deleted_at)
            ):
                promise.deleted_at = None
                promising.put(session, promise)
            complaints.restore(session, row)
            row.deleted_at = None
            _put(session, row)
        return len(rows)
