"""Many calls at once: the callers they make known and the promises given in them, recorded."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls.model import Call, Caller, Promise
from app.calls.rules import NewPromise
from app.calls.service import CALLER, PROMISE, caller_identity, owed_to, promise_words
from app.directory import service as directory
from app.office import series, settings
from app.office.desk import Desk


def remember_callers(session: Session, calls: Sequence[Call]) -> None:
    """Make callers known by the name and company of their newest call, as logging one by one does."""
    newest: dict[str, Call] = {}
    for call in sorted(calls, key=lambda each: each.started_at):
        if identity := caller_identity(call.number_norm, call.caller_name, call.company):
            newest[identity] = call
    known = {
        row.identity: row for row in session.scalars(select(Caller).where(Caller.identity.in_(list(newest))))
    }
    lasts = {row.last_call_id for row in known.values()}
    moments = {row.id: row.started_at for row in session.scalars(select(Call).where(Call.id.in_(lasts)))}
    fresh: list[Caller] = []
    for identity, call in newest.items():
        caller = known.get(identity)
        if caller is None:
            caller = Caller(
                identity=identity, number_norm=call.number_norm, name=call.caller_name, company=call.company,
                last_call_id=call.id,
            )  # fmt: skip
            session.add(caller)
            fresh.append(caller)
            continue
        last = moments.get(caller.last_call_id)
        older = last is not None and last > call.started_at
        if not older:
            caller.last_call_id = call.id
        # an older call fills in what is not known, a newer one says how things are now
        name, company = caller.name or call.caller_name, caller.company or call.company
        if not older:
            name, company = call.caller_name or caller.name, call.company or caller.company
        if (name, company) != (caller.name, caller.company):
            caller.name, caller.company = name, company
            session.flush()
            directory.put(session, CALLER, caller.id, names=[name, company], numbers=[caller.number_norm])
    session.flush()
    directory.put_many(
        session,
        CALLER,
        [directory.Told(each.id, [each.name, each.company], [each.number_norm], []) for each in fresh],
    )


def store_promises(session: Session, desk: Desk, given: Sequence[tuple[Call, NewPromise]]) -> None:
    """Store the promises given in stored calls; what is not told is as usual (R8)."""
    months = [f"HD-{desk.local(call.started_at):%Y%m}" for call, _new in given]
    coming = {month: series.take(session, month, count) - count for month, count in Counter(months).items()}
    hours = timedelta(hours=desk.settings.get(settings.PROMISE_HOURS))
    made = []
    for (call, new), month in zip(given, months, strict=True):
        coming[month] += 1
        due = new.due_at or desk.calendar.add(call.started_at, hours)
        made.append(
            Promise(
                code=f"{month}-{coming[month]:04d}", call_id=call.id, **owed_to(call),
                matter=new.matter.strip() or call.matter,
                finder_id=new.finder_id or call.agent_id, due_at=due, first_due_at=due, answer=new.answer.strip(),
                called_at=new.called_at, attempts=new.attempts, result=new.result,
            )
        )  # fmt: skip
    session.add_all(made)
    session.flush()
    directory.put_many(session, PROMISE, [directory.Told(row.id, [], [], promise_words(row)) for row in made])
