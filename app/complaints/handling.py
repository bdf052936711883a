"""The steps of a complaint: told, received, noted, handed over, handled, asked, closed, reopened (R14, R15, R49).

Every step says when it was done (`at`, default now) and goes into the handling log in the same write. All raise
Conflict when somebody else changed the complaint since `row_version`, UserError when its state forbids the step
(rules.STEPS), and FieldError for what is missing or earlier than the step before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.complaints import rules, service, words
from app.complaints.model import Complaint, Followup
from app.complaints.service import KIND, log_step, plan
from app.office.desk import Desk
from app.people.model import Staff
from app.store.errors import FieldError, UserError
from app.words import _

Do = Callable[[Session, Complaint, datetime], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said in a satisfaction call: 5 very satisfied … 1 very dissatisfied, its parts likewise or None."""

    score: int
    feedback: str = ""
    way: str = "phone"
    speed: int | None = None
    attitude: int | None = None
    result: int | None = None


def notify(
    desk: Desk, complaint_id: int, salesman_id: int, *, by: str, row_version: int, at: datetime | None = None
) -> None:
    """The salesperson was told, `by` one of words.WAYS. Told anew, somebody else has it to confirm (R14)."""
    if by not in words.WAYS:
        raise FieldError("notify_by", _("How was the salesperson told? Choose one of the ways."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        name = _present(session, desk, salesman_id).name
        row.salesman_id, row.notify_by, row.notified_at, row.acked_at = salesman_id, by, moment, None
        if row.status == "new":
            row.status = "working"
        _log(desk, session, row, "notified", moment, f"{name} {words.way_label(by)}")

    _step(desk, "complaint.notify", complaint_id, row_version, "notify", do, at)


def acked(desk: Desk, complaint_id: int, *, row_version: int, at: datetime | None = None) -> None:
    """The salesperson confirmed to have it."""

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        if row.notified_at is None or row.salesman_id is None:
            raise UserError(_("The salesperson was not told yet. Do that first."))
        if row.acked_at is not None:
            raise UserError(_("The salesperson has confirmed it already."))
        row.acked_at = moment
        _log(desk, session, row, "acked", moment, session.get_one(Staff, row.salesman_id).name)

    _step(desk, "complaint.acked", complaint_id, row_version, "acked", do, at)


def note(desk: Desk, complaint_id: int, action: str, text: str, *, at: datetime | None = None) -> None:
    """Write down a step: one of words.BY_HAND. The first answer to the customer is kept as such."""
    if action not in words.BY_HAND:
        raise FieldError("action", _("What was done? Choose one of the steps."))
    if not text.strip():
        raise FieldError("text", _("What happened? Write it down in a few words."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        if action == "replied" and row.responded_at is None:
            row.responded_at = moment
        _log(desk, session, row, action, moment, text)

    _step(desk, "complaint.note", complaint_id, None, "note", do, at)


def assign(
    desk: Desk, complaint_id: int, owner_id: int, *, reason: str, row_version: int, at: datetime | None = None
) -> None:
    """Somebody else goes on with it, for `reason`. Who received it first stays written down (R49)."""
    if not reason.strip():
        raise FieldError("reason", _("Why does somebody else take it? A word is enough."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        if owner_id == row.owner_id:
            raise FieldError("owner", _("This is who has it already. Choose somebody else."))
        before, after = session.get_one(Staff, row.owner_id).name, _present(session, desk, owner_id).name
        row.owner_id = owner_id
        told = _("{before} → {after}: {reason}").format(before=before, after=after, reason=reason.strip())
        _log(desk, session, row, "owner", moment, told)

    _step(desk, "complaint.assign", complaint_id, row_version, "assign", do, at)


def escalate(
    desk: Desk, complaint_id: int, *, reason: str, row_version: int, at: datetime | None = None
) -> None:
    """Those above are told, for `reason` (R54)."""
    if not reason.strip():
        raise FieldError("reason", _("Why is it passed up? A word is enough."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        row.status = "escalated"
        _log(desk, session, row, "escalated", moment, reason)

    _step(desk, "complaint.escalate", complaint_id, row_version, "escalate", do, at)


def handled(
    desk: Desk,
    complaint_id: int,
    *,
    measure: str,
    result: str,
    row_version: int,
    investigation: str = "",
    compensation: Decimal | None = None,
    valid: bool | None = None,
    at: datetime | None = None,
) -> None:
    """What was done and what came of it; the satisfaction call is planned (R15). `compensation` in yuan."""
    if not measure.strip():
        raise FieldError("measure", _("What was done? Write down the measure."))
    if not result.strip():
        raise FieldError("result", _("What came of it? Write down the result."))
    if compensation is not None and compensation < 0:
        raise FieldError("compensation", _("The compensation can't be less than 0."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        row.measure, row.result = measure.strip(), result.strip()
        row.investigation = investigation.strip() or row.investigation
        row.compensation, row.valid = compensation, valid
        row.status, row.rounds = "followup", row.rounds + 1
        _log(desk, session, row, "handled", moment, words.joined(row.measure, row.result))
        plan(session, desk, row, moment, attempt=1)
        service.put(session, row)

    _step(desk, "complaint.handled", complaint_id, row_version, "handled", do, at)


def asked(
    desk: Desk, complaint_id: int, answer: Answer, *, row_version: int, at: datetime | None = None
) -> str:
    """The complainant was asked and answered; the status it leads to: closed, or working again when the score
    is low.
    """
    for name, score in (
        ("score", answer.score), ("score_speed", answer.speed), ("score_attitude", answer.attitude),
        ("score_result", answer.result),
    ):  # fmt: skip
        if score not in words.SCORES and not (score is None and name != "score"):
            raise FieldError(name, _("How satisfied are they? Choose one of the five grades."))
    if answer.way not in words.FOLLOWUP_WAYS:
        raise FieldError("way", _("How were they asked? Choose one of the ways."))
    status = rules.after_score(answer.score)

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        call = _planned(session, desk, row)
        call.done_at, call.reached, call.by_id, call.way = moment, True, desk.person.id, answer.way
        call.score, call.feedback = answer.score, answer.feedback.strip()
        call.score_speed, call.score_attitude, call.score_result = (
            answer.speed,
            answer.attitude,
            answer.result,
        )
        told = words.joined(words.score_label(answer.score), call.feedback)
        _log(desk, session, row, "asked", moment, told)
        row.status = status
        if status == "closed":
            row.closed_at = moment
            _log(desk, session, row, "closed", moment)
        else:
            _log(desk, session, row, "reopened", moment, _("The answer was not satisfied"))

    _step(desk, "complaint.asked", complaint_id, row_version, "ask", do, at)
    return status


def unreached(
    desk: Desk, complaint_id: int, *, row_version: int, remark: str = "", at: datetime | None = None
) -> int:
    """Nobody answered the satisfaction call; how often that was so since it was handled. The next one is planned."""
    attempts = 0

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        nonlocal attempts
        call = _planned(session, desk, row)
        call.done_at, call.reached, call.by_id, call.feedback = moment, False, desk.person.id, remark.strip()
        session.flush()
        attempts = attempts_of(session, row)
        _log(desk, session, row, "unreached", moment, remark)
        plan(session, desk, row, moment, attempt=attempts + 1)

    _step(desk, "complaint.unreached", complaint_id, row_version, "ask", do, at)
    return attempts


def close(desk: Desk, complaint_id: int, *, row_version: int, at: datetime | None = None) -> None:
    """Close what could not be asked about: three calls reached nobody. UserError before that (R15)."""

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        row.status, row.closed_at = "closed", moment
        _log(desk, session, row, "closed", moment, _("Nobody reached in three calls"))
        _unplan(session, row)

    _step(desk, "complaint.close", complaint_id, row_version, "close", do, at)


def withdraw(
    desk: Desk, complaint_id: int, *, reason: str, row_version: int, at: datetime | None = None
) -> None:
    """The complainant takes it back, or it was no complaint, for `reason`; it stays in the register."""
    if not reason.strip():
        raise FieldError("reason", _("Why is it withdrawn? A word is enough."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        row.status = "withdrawn"
        _log(desk, session, row, "withdrawn", moment, reason)
        _unplan(session, row)

    _step(desk, "complaint.withdraw", complaint_id, row_version, "withdraw", do, at)


def reopen(
    desk: Desk, complaint_id: int, *, reason: str, row_version: int, at: datetime | None = None
) -> None:
    """Take up again what was closed or withdrawn, for `reason`."""
    if not reason.strip():
        raise FieldError("reason", _("Why is it taken up again? A word is enough."))

    def do(session: Session, row: Complaint, moment: datetime) -> None:
        row.status, row.closed_at = "working", None
        _log(desk, session, row, "reopened", moment, reason)

    _step(desk, "complaint.reopen", complaint_id, row_version, "reopen", do, at)


def attempts_of(session: Session, row: Complaint) -> int:
    """How many satisfaction calls reached nobody since it was last handled."""
    query = select(func.count()).where(
        Followup.subject_type == KIND, Followup.subject_id == row.id, Followup.round == row.rounds,
        Followup.reached.is_(False), Followup.deleted_at.is_(None),
    )  # fmt: skip
    return session.scalar(query) or 0


def _step(
    desk: Desk, label: str, complaint_id: int, row_version: int | None, step: str, do: Do, at: datetime | None
) -> None:
    with desk.store.write(label) as session:
        row = service.claimed(session, complaint_id, row_version)
        sentence = rules.step_problem(step, status=row.status, attempts=attempts_of(session, row))
        if sentence:
            raise UserError(sentence)
        now = desk.clock()
        if at is not None and at > now + rules.CLOCK_SLACK:
            raise FieldError("at", _("This time is still to come. Say when it was done."))
        # a clock that was set back must not keep anybody from going on
        do(session, row, at if at is not None else max(now, row.last_at))


def _log(desk: Desk, session: Session, row: Complaint, action: str, at: datetime, text: str = "") -> None:
    log_step(session, row, action, at=at, by_id=desk.person.id, text=text)


def _present(session: Session, desk: Desk, staff_id: int) -> Staff:
    person = session.get(Staff, staff_id)
    today = desk.today()
    if person is None or person.deleted_at is not None or (person.to_on is not None and person.to_on < today):
        raise FieldError("person", _("This colleague has left. Choose somebody who is here."))
    return person


def _planned(session: Session, desk: Desk, row: Complaint) -> Followup:
    """The call that is planned; a new one when the plan was lost on the way."""
    found = session.scalar(_open_calls(row).limit(1))
    if found is None:
        plan(session, desk, row, desk.clock(), attempt=attempts_of(session, row) + 1)
        found = session.scalars(_open_calls(row).limit(1)).one()
    return found


def _open_calls(row: Complaint) -> Select[Followup]:
    return select(Followup).where(
        Followup.subject_type == KIND, Followup.subject_id == row.id, Followup.done_at.is_(None),
        Followup.deleted_at.is_(None),
    ).order_by(Followup.id.desc())  # fmt: skip


def _unplan(session: Session, row: Complaint) -> None:
    now = session.info["recorder"].now
    for call in session.scalars(_open_calls(row)):
        call.deleted_at = now
