"""A complaint of an older ledger is brought to where its row says that it is, with the steps that go with it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.complaints import rules, service, words
from app.complaints.model import Complaint, Followup
from app.office.desk import Desk
from app.transfer.fields import Incoming
from app.words import _


def bring_up(session: Session, desk: Desk, record: Complaint, row: Incoming) -> None:
    """Bring `record`, just taken in with what `row` tells of its handling, to the state that `row` tells.

    None is closed without a satisfaction result or three calls that reached nobody (R15). Steps go into the
    handling log in the order of their moments; one that is told before the complaint came is logged with it.
    """
    score = int(row.get("score")) if row.get("score") is not None else None
    attempts = int(row.get("attempts", 0))
    status = record.status = _status(record, row, score, attempts)
    latest = max(record.received_at, record.notified_at or record.received_at)
    asked = row.get("asked_at") or row.get("closed_at") or latest
    closed = row.get("closed_at") or (asked if score is not None or attempts else latest)
    steps: list[tuple[datetime, str, str]] = []
    if record.notified_at is not None:
        steps.append((record.notified_at, "notified", words.way_label(record.notify_by)))
    if status in ("followup", "closed") or score is not None or attempts:
        record.rounds = 1
        done = min(asked, closed) if score is not None or attempts else closed
        steps.append((done, "handled", words.joined(record.measure, record.result)))
    unreached = asked if score is None else min(asked, closed)
    for at in range(attempts):
        _called(session, desk, record, unreached, attempt=at + 1, score=None)
        steps.append((unreached, "unreached", ""))
    if score is None and not attempts and row.get("asked_at"):  # by an earlier call that is counted no more
        _called(session, desk, record, asked, attempt=1, score=None, before=1)
    if score is not None:
        _called(session, desk, record, asked, attempt=attempts + 1, score=score)
        steps.append((asked, "asked", words.score_label(score)))
    if status == "closed":
        record.closed_at = max(closed, record.received_at)
        steps.append((record.closed_at, "closed", ""))
    for moment, action, text in sorted(steps, key=lambda step: step[0]):
        _log(session, record, action, moment, text)
    if status in ("withdrawn", "escalated"):
        _log(session, record, status, record.last_at, _("Older ledger"))
    if status == "followup":
        # what is still to be asked is asked from now on: an old ledger must not be late at once
        service.plan(session, desk, record, desk.clock(), attempt=attempts + 1)
    session.flush()


def _status(record: Complaint, row: Incoming, score: int | None, attempts: int) -> str:
    """The state that the row tells, as far as it may be so."""
    usual = "closed" if score is not None else "followup" if record.result else "new"
    status = str(row.get("status") or usual)
    if score is not None and status == "new":
        status = rules.after_score(score)
    if status == "closed" and attempts < rules.ATTEMPTS_BEFORE_CLOSING:
        status = "followup" if score is None else rules.after_score(score)
    if record.notified_at is not None and status == "new":
        status = "working"
    return status


def _called(
    session: Session, desk: Desk, record: Complaint, at: datetime, *, attempt: int, score: int | None,
    before: int = 0,
) -> None:  # fmt: skip
    """A satisfaction call that was made at `at`, `before` rounds ago; without a score it reached nobody."""
    session.add(
        Followup(
            subject_type=service.KIND, subject_id=record.id, round=record.rounds - before, by_id=record.owner_id,
            planned_on=desk.local(at).date(), done_at=at, reached=score is not None, attempt=attempt,
            score=score,
        )
    )  # fmt: skip


def _log(session: Session, record: Complaint, action: str, at: datetime, text: str) -> None:
    service.log_step(
        session, record, action, at=max(at, record.last_at), by_id=record.first_owner_id, text=text
    )
