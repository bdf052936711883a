"""Who called: everybody who ever did is known by number, or by name and company, and found by their newest call."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calls.model import Call, Caller
from app.directory import service as directory

CALLER = "caller"


def identity_of(number_norm: str, name: str, company: str) -> str:
    """Who called, as one key: the number, or name and company when no number is known; "" for nobody."""
    return f"#{number_norm}" if number_norm else f"{name}|{company}" if name else ""


def remember(session: Session, row: Call, *, older: bool = False) -> None:
    """Make the caller known as the call names them; `older`: unless a later call has named them since."""
    identity = identity_of(row.number_norm, row.caller_name, row.company)
    if not identity:
        return
    caller = session.scalar(select(Caller).where(Caller.identity == identity))
    new = caller is None
    if caller is None:
        caller = Caller(identity=identity, number_norm=row.number_norm, last_call_id=row.id)
        session.add(caller)
    if older and caller.last_call_id != row.id:
        last = session.get(Call, caller.last_call_id)
        older = last is not None and last.deleted_at is None and last.started_at > row.started_at
    else:
        older = False
    if not older:
        caller.last_call_id = row.id
    named = _named(caller, row, older=older)
    if new or named != (caller.name, caller.company):
        caller.name, caller.company = named
        session.flush()
        directory.put(session, CALLER, caller.id, names=named, numbers=[caller.number_norm], new=new)


def _named(caller: Caller, call: Call, *, older: bool) -> tuple[str, str]:
    """Name and company: a newer call says how things are now, an older one fills in what is not known."""
    told, known = (call.caller_name, call.company), (caller.name or "", caller.company or "")
    first, then = (known, told) if older else (told, known)
    return first[0] or then[0], first[1] or then[1]


def remember_many(session: Session, calls: Sequence[Call]) -> None:
    """Make callers known by the name and company of their newest call, as logging one by one does."""
    newest: dict[str, Call] = {}
    for call in sorted(calls, key=lambda each: each.started_at):
        if identity := identity_of(call.number_norm, call.caller_name, call.company):
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
        named = _named(caller, call, older=older)
        if named != (caller.name, caller.company):
            caller.name, caller.company = named
            session.flush()
            directory.put(session, CALLER, caller.id, names=named, numbers=[caller.number_norm])
    session.flush()
    directory.put_many(
        session,
        CALLER,
        [directory.Told(each.id, [each.name, each.company], [each.number_norm], []) for each in fresh],
    )
