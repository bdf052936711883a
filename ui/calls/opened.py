"""A call that is not in the office yet: its clock, what was typed, and how both survive as a draft. Qt-free."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.calls.finding import CallDetail
from app.calls.rules import NewCall, NewPromise

Values = dict[str, Any]
DRAFT = "call-"
"""Drafts of calls have names that begin so."""
STILL_TALKING = timedelta(minutes=2)
"""A call set aside is still going on for so long: Esc may have been a slip, the window may have been made anew."""
MANY_RINGS = 4
"""Stands for "more than three" until somebody says how many."""

NEEDED_BY = {
    "transfer_to": "transferred",
    "reached": "transferred",
    "finder": "promised",
    "due_at": "promised",
}
"""Values that say nothing unless the call was dealt with in this way."""


@dataclass(slots=True)
class Clock:
    """How long a call lasts and how long the caller waited in it. Moments are aware."""

    started_at: datetime
    held: int = 0
    holding_since: datetime | None = None
    stopped: int | None = None
    """Seconds talked when the clock was stopped; None while it runs."""

    def seconds(self, now: datetime) -> int:
        """Seconds since the call began; never below 0, since clocks are set back now and then."""
        if self.stopped is not None:
            return self.stopped
        return max(0, int((now - self.started_at).total_seconds()))

    def waited(self, now: datetime) -> int:
        """Seconds of this wait, 0 when the caller does not wait."""
        if self.holding_since is None:
            return 0
        return max(0, int((now - self.holding_since).total_seconds()))

    def hold(self, now: datetime) -> None:
        """The caller begins to wait, or has waited long enough."""
        if self.holding_since is None:
            self.holding_since = now
        else:
            self.held += self.waited(now)
            self.holding_since = None

    def stop(self, now: datetime) -> None:
        """The call is over, or set aside."""
        if self.holding_since is not None:
            self.hold(now)
        self.stopped = self.seconds(now)


@dataclass(slots=True)
class OpenCall:
    """A new call (`call_id` None), or the change of one that is saved already."""

    row_id: int
    """What its row in the list is called."""
    clock: Clock
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    values: Values = field(default_factory=dict)
    """What the form held last."""
    before: Values = field(default_factory=dict)
    """What it held at first."""
    base: CallDetail | None = None
    """The saved call that is being changed, as it was when the change began."""
    running: bool = False
    call_id: int | None = None
    row_version: int = 0
    code: str = ""
    aside_at: datetime | None = None
    """When it was set aside last."""

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return DRAFT + self.key

    def touched(self) -> bool:
        """Whether anything was typed that would be missed."""
        return any(
            value != self.before.get(name)
            for name, value in self.values.items()
            if NEEDED_BY.get(name) in (None, self.values.get("outcome"))
        )

    def began(self) -> bool:
        """Whether somebody has begun to write down what the call is about."""
        return bool(self.values.get("category") or self.values.get("matter") or self.values.get("answer"))

    def as_draft(self, now: datetime) -> Values:
        """All that is needed to go on after the window was closed, or the program killed."""
        return {
            "values": self.values, "before": self.before, "started_at": self.clock.started_at,
            "held": self.clock.held + self.clock.waited(now), "talked": self.clock.seconds(now), "kept_at": now,
            "call_id": self.call_id, "row_version": self.row_version, "code": self.code,
        }  # fmt: skip


def from_draft(name: str, kept: Values, *, row_id: int, now: datetime) -> OpenCall | None:
    """The call that a draft tells; None when the draft is none of ours. Its clock runs on if that is likely."""
    try:
        clock = Clock(kept["started_at"], held=int(kept["held"]))
        if kept["call_id"] is not None or now - kept["kept_at"] > STILL_TALKING:
            clock.stopped = int(kept["talked"])
        return OpenCall(
            row_id, clock, key=name.removeprefix(DRAFT), values=dict(kept["values"]), before=dict(kept["before"]),
            call_id=kept["call_id"], row_version=int(kept["row_version"]), code=str(kept["code"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):  # written by an older version: what can't be read is no draft
        return None


def of(detail: CallDetail, *, row_id: int) -> OpenCall:
    """The change of a saved call, nothing changed yet."""
    values = values_of(detail.typed)
    return OpenCall(
        row_id, Clock(detail.typed.started_at, stopped=detail.typed.talk_seconds or 0), values=values,
        before=dict(values), base=detail, call_id=detail.row.id, row_version=detail.row.row_version,
        code=detail.row.code,
    )  # fmt: skip


def values_of(call: NewCall) -> Values:
    """What the form shows of a call."""
    promise = call.promise
    return {
        "started_at": call.started_at, "direction": call.direction, "number": call.number,
        "caller_name": call.caller_name, "company": call.company, "category": call.category,
        "matter": call.matter, "answer": call.answer, "outcome": call.outcome,
        "transfer_to": call.transfer_to_id, "reached": call.transfer_reached,
        "finder": promise.finder_id if promise else None, "due_at": promise.due_at if promise else None,
        "tone": call.tone, "confirmed": call.confirmed,
        "rings": None if call.rings is None else min(call.rings, MANY_RINGS),
    }  # fmt: skip


def usual_outcome(values: Values) -> str:
    """How a call is dealt with unless somebody says otherwise; "" before its category is known."""
    if values["direction"] == "missed" or values["category"] == "nuisance":
        return "none"
    if values["category"] == "transfer" and not values["answer"]:
        return "transferred"
    return "answered" if values["category"] or values["answer"] else ""


def call_of(opened: OpenCall, now: datetime) -> NewCall:
    """The call to be saved, made of what the form holds, what the clock says, and what the form does not show."""
    values = opened.values
    missed, outcome = values["direction"] == "missed", values["outcome"] or usual_outcome(values)
    transferred = outcome == "transferred"
    common: Values = {
        "direction": values["direction"], "number": values["number"], "caller_name": values["caller_name"],
        "company": values["company"], "category": values["category"] or "other", "matter": values["matter"],
        "answer": values["answer"], "confirmed": values["confirmed"], "outcome": outcome or "none",
        "tone": values["tone"],
        "transfer_to_id": values["transfer_to"] if transferred else None,
        "transfer_reached": values["reached"] if transferred else None,
        "promise": _promise(opened) if outcome == "promised" else None,
    }  # fmt: skip
    if opened.base is not None:
        typed = opened.base.typed
        rings = typed.rings if values["rings"] == values_of(typed)["rings"] else values["rings"]
        started = values["started_at"] or typed.started_at
        return replace(typed, started_at=started, rings=rings, **common)
    return NewCall(
        uuid=opened.key, started_at=opened.clock.started_at,
        rings=values["rings"] if values["direction"] == "in" else None,
        hold_seconds=None if missed else opened.clock.held + opened.clock.waited(now),
        talk_seconds=None if missed else opened.clock.seconds(now), **common,
    )  # fmt: skip


def _promise(opened: OpenCall) -> NewPromise:
    due, finder = opened.values["due_at"], opened.values["finder"]
    typed = opened.base.typed if opened.base is not None else None
    if typed is None or typed.promise is None:
        return NewPromise(due_at=due, finder_id=finder)
    # its matter follows the call's as long as it was the same
    matter = "" if typed.promise.matter == typed.matter else typed.promise.matter
    return replace(typed.promise, due_at=due or typed.promise.due_at,
                   finder_id=finder or typed.promise.finder_id, matter=matter)  # fmt: skip
