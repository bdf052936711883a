"""What the call form holds, as plain values that a draft can keep, and the NewCall made of them. Qt-free."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.calls.rules import NewCall, NewPromise

Values = dict[str, Any]


def new_call(values: Values) -> NewCall:
    """The call that the form's values tell. An outcome that nobody chose is the usual one."""
    direction, category = values["direction"] or "in", values["category"] or "other"
    missed = direction == "missed"
    outcome = values["outcome"] or ("none" if missed or category == "nuisance" else "answered")
    promise = None
    if outcome == "promised":
        promise = NewPromise(
            due_at=values["due_at"], finder_id=values["finder"], matter=values.get("owed", "")
        )
    return NewCall(
        uuid=values.get("uuid"),
        started_at=values["started_at"],
        direction=direction,
        number=values["number"],
        caller_name=values["caller_name"],
        company=values["company"],
        category=category,
        matter=values["matter"],
        confirmed=values["confirmed"],
        answer=values["answer"],
        outcome=outcome,
        transfer_to_id=values["transfer_to"] if outcome == "transferred" else None,
        transfer_reached=values["transfer_reached"] if outcome == "transferred" else None,
        rings=values["rings"] if direction == "in" else None,
        hold_seconds=values["hold_seconds"],
        talk_seconds=None if missed else values["talk_seconds"],
        tone=values["tone"] or "normal",
        promise=promise,
    )


def values_of(call: NewCall) -> Values:
    """The form's values of a call that exists."""
    promise = call.promise
    return {
        "uuid": call.uuid, "started_at": call.started_at, "direction": call.direction, "number": call.number,
        "caller_name": call.caller_name, "company": call.company, "category": call.category, "matter": call.matter,
        "confirmed": call.confirmed, "answer": call.answer, "outcome": call.outcome,
        "transfer_to": call.transfer_to_id, "transfer_reached": bool(call.transfer_reached), "rings": call.rings,
        "hold_seconds": call.hold_seconds, "talk_seconds": call.talk_seconds, "tone": call.tone,
        "due_at": promise.due_at if promise else None, "finder": promise.finder_id if promise else None,
        "owed": promise.matter if promise else "",
    }  # fmt: skip


def changed(before: NewCall, values: Values) -> NewCall:
    """`before` as the form has changed it; what the form does not show stays."""
    made = new_call(values)
    kept: dict[str, Any] = {"agent_id": before.agent_id, "remark": before.remark}
    if made.promise is not None and before.promise is not None:
        kept["promise"] = replace(
            before.promise,
            due_at=made.promise.due_at,
            finder_id=made.promise.finder_id or before.promise.finder_id,
        )
    return replace(made, **kept)


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds, never below 0: clocks are set back now and then."""
    return max(0, int((end - start).total_seconds()))
