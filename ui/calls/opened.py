"""A call that is not in the office yet: its clock, what was typed, and how both survive as a draft. Qt-free."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.calls.finding import CallDetail
from app.calls.rules import NewCall, NewPromise
from app.complaints.rules import NewComplaint

Values = dict[str, Any]
DRAFT = "call-"
"""Drafts of calls have names that begin so."""
STILL_TALKING = timedelta(minutes=2)
"""A call set aside is still going on for so long: Esc may have been a slip, the window may have been made anew."""
MANY_RINGS = 4
"""Stands for "more than three" until somebody says how many."""

COMPLAINED: Values = {
    "apologised": False, "thanked": False, "solved_on_call": False, "grade": "normal", "province": None,
    "address": "", "offered": "",
}  # fmt: skip
"""What a call that becomes a complaint has to tell besides, and what it is until somebody tells it."""
NEEDED_BY = {
    "transfer_to": "transferred",
    "reached": "transferred",
    "finder": "promised",
    "due_at": "promised",
    **dict.fromkeys(COMPLAINED, "complaint"),
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
    ringing: bool = False
    """A softphone says that it rings, nobody has answered yet."""
    answered_at: datetime | None = None
    """When it was answered, as a softphone says; from then on talk is counted."""
    ended: bool = False
    """A softphone says that they hung up."""

    def seconds(self, now: datetime) -> int:
        """Seconds since the call began; never below 0, since clocks are set back now and then."""
        if self.stopped is not None:
            return self.stopped
        return max(0, int((now - (self.answered_at or self.started_at)).total_seconds()))

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

    def pick_up(self, at: datetime) -> None:
        """Answered at `at`."""
        self.ringing, self.answered_at = False, at

    def hang_up(self, at: datetime) -> None:
        """Ended at `at`: what was talked is known to the second, also when it had been set aside."""
        if not self.ended:
            self.ringing, self.ended, self.stopped = False, True, None
            self.stop(max(at, self.answered_at or self.started_at))


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
    rung: int | None = None
    """How often it rang, as a softphone counted; 4 and more look alike on the form."""
    withheld: bool = False
    """The caller shows no number."""
    going_on_since: datetime | None = None
    """When they called again: this goes on with the saved call `base` (records.md 来电登记)."""

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return DRAFT + self.key

    def live(self) -> bool:
        """Whether it is a call on the telephone, new or going on, and not the change of a saved one."""
        return self.call_id is None or self.going_on_since is not None

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
            "answered_at": self.clock.answered_at, "ended": self.clock.ended, "rung": self.rung,
            "withheld": self.withheld, "going_on_since": self.going_on_since,
        }  # fmt: skip


def from_draft(name: str, kept: Values, *, row_id: int, now: datetime) -> OpenCall | None:
    """The call that a draft tells; None when the draft is none of ours. Its clock runs on if that is likely."""
    try:
        clock = Clock(kept["started_at"], held=int(kept["held"]))
        clock.answered_at, clock.ended = kept.get("answered_at"), bool(kept.get("ended"))
        if kept["call_id"] is not None or clock.ended or now - kept["kept_at"] > STILL_TALKING:
            clock.stopped = int(kept["talked"])
        return OpenCall(
            row_id, clock, key=name.removeprefix(DRAFT), values=dict(kept["values"]), before=dict(kept["before"]),
            call_id=kept["call_id"], row_version=int(kept["row_version"]), code=str(kept["code"]),
            rung=kept.get("rung"), withheld=bool(kept.get("withheld")), going_on_since=kept.get("going_on_since"),
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


def going_on(saved: CallDetail, new: OpenCall) -> OpenCall:
    """The call `new` as what it is: the saved call of a moment ago, going on. What was typed stands under the old."""
    call = of(saved, row_id=new.row_id)
    call.going_on_since, call.clock, call.running = new.clock.started_at, new.clock, new.running
    call.rung, call.withheld = new.rung, new.withheld
    typed, values = new.values, dict(call.values)
    for name in ("matter", "answer"):
        values[name] = "\n".join(part for part in (values[name], typed.get(name) or "") if part)
    for name in ("caller_name", "company"):
        values[name] = values[name] or typed.get(name) or ""
    for name in ("category", "outcome", "transfer_to", "finder", "due_at", *COMPLAINED):
        if typed.get(name) and typed.get(name) != new.before.get(name) and name != "category":
            values[name] = typed[name]
    if typed.get("tone", "normal") != "normal":
        values["tone"] = typed["tone"]
    call.values = values
    return call


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
        "rings": None if call.rings is None else min(call.rings, MANY_RINGS), **COMPLAINED,
    }  # fmt: skip


def texts(values: Values) -> Values:
    """What only somebody at the keyboard writes."""
    return {name: values[name] for name in ("matter", "answer")}


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
        "complaint": _complaint(opened) if outcome == "complaint" else None,
    }  # fmt: skip
    if opened.base is not None:
        typed = opened.base.typed
        rings = typed.rings if values["rings"] == values_of(typed)["rings"] else values["rings"]
        if opened.going_on_since is not None:  # they called again: what both calls took is counted
            return replace(
                typed, rings=rings, talk_seconds=(typed.talk_seconds or 0) + opened.clock.seconds(now),
                hold_seconds=(typed.hold_seconds or 0) + opened.clock.held + opened.clock.waited(now), **common,
            )  # fmt: skip
        started = values["started_at"] or typed.started_at
        return replace(typed, started_at=started, rings=rings, **common)
    return NewCall(
        uuid=opened.key, started_at=opened.clock.started_at,
        rings=_rings(opened) if values["direction"] == "in" else None,
        hold_seconds=None if missed else opened.clock.held + opened.clock.waited(now),
        talk_seconds=None if missed else opened.clock.seconds(now), **common,
    )  # fmt: skip


def _rings(opened: OpenCall) -> int | None:
    """As a softphone counted them, unless somebody says otherwise."""
    chosen: int | None = opened.values["rings"]
    rung = opened.rung
    return rung if rung is not None and chosen == min(rung, MANY_RINGS) else chosen


def became(opened: OpenCall) -> bool:
    """Whether the call that is changed became a complaint already: then the register tells the rest."""
    return opened.base is not None and opened.base.complaint is not None


def _complaint(opened: OpenCall) -> NewComplaint | None:
    if became(opened):
        return None
    told = {name: opened.values.get(name, usual) for name, usual in COMPLAINED.items()}
    return NewComplaint(**{**told, "grade": told["grade"] or "normal", "province": told["province"] or None})


def _promise(opened: OpenCall) -> NewPromise:
    due, finder = opened.values["due_at"], opened.values["finder"]
    typed = opened.base.typed if opened.base is not None else None
    if typed is None or typed.promise is None:
        return NewPromise(due_at=due, finder_id=finder)
    # its matter follows the call's as long as it was the same
    matter = "" if typed.promise.matter == typed.matter else typed.promise.matter
    return replace(typed.promise, due_at=due or typed.promise.due_at,
                   finder_id=finder or typed.promise.finder_id, matter=matter)  # fmt: skip
