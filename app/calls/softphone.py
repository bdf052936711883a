"""What a softphone tells, event by event, put together to calls: rang, answered, ended, missed. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.calls.rules import NewCall
from app.china import phones
from app.china.dialling import CallerId, caller_id
from app.words import _

EVENTS = ("ring", "answer", "end", "missed")
RING = 5.0
"""Seconds from one ring to the next: three rings are about 15 s (R2)."""
LONGEST_RING = timedelta(minutes=3)
"""A telephone that rang longer has stopped without telling so."""
SAME_MISS = timedelta(seconds=60)
"""A softphone may tell of one missed call twice, as an end and as a miss."""
REMEMBERED = timedelta(hours=1)


class Event(NamedTuple):
    """One event: its kind, who as the softphone wrote it ("" when it does not say), when, and its identity."""

    kind: str
    number: str
    at: datetime
    uuid: str


class PhoneCall(NamedTuple):
    """A call as the telephone saw it. Moments ascend. `uuid` is that of its first event."""

    who: CallerId
    rang_at: datetime
    uuid: str
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether it ended."""
        return self.ended_at is not None

    @property
    def ringing(self) -> bool:
        """Whether it rings now."""
        return not self.over and self.answered_at is None

    @property
    def missed(self) -> bool:
        """Whether it ended without being answered."""
        return self.over and self.answered_at is None

    @property
    def rings(self) -> int:
        """How often it rang, 1 to 9, from the seconds until it was answered or given up (R2)."""
        until = self.answered_at or self.ended_at or self.rang_at
        return min(9, max(1, -int(-(until - self.rang_at).total_seconds() // RING)))

    @property
    def talk_seconds(self) -> int | None:
        """Seconds from the answer to the end; None while one of them is not known."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.answered_at).total_seconds())

    @property
    def key(self) -> str:
        """What tells this caller from another: the normal number, else what was given instead."""
        return _key(self.who)

    @property
    def last(self) -> datetime:
        """The latest moment known of it."""
        return self.ended_at or self.answered_at or self.rang_at


def _key(who: CallerId) -> str:
    if who.withheld:
        return "?"
    return phones.parse(who.number).number or who.number or who.name


def heard(calls: Sequence[PhoneCall], event: Event) -> tuple[tuple[PhoneCall, ...], list[PhoneCall]]:
    """The calls after `event`, and those it changed or began, in their order.

    An event about a call nobody heard ringing (one that was dialled here) changes nothing. Events may come
    twice, without a number, or with a clock that was set back.
    """
    known = [call for call in calls if not call.over or event.at - call.last <= REMEMBERED]
    changed: list[PhoneCall] = []

    def put(old: PhoneCall | None, new: PhoneCall) -> None:
        if old is None:
            known.append(new)
        else:
            known[known.index(old)] = new
        changed.append(new)

    def end(call: PhoneCall, at: datetime) -> None:
        put(call, call._replace(ended_at=max(at, call.last)))

    who = caller_id(event.number)
    key = _key(who)
    for call in [call for call in known if call.ringing and event.at - call.rang_at > LONGEST_RING]:
        if event.kind != "answer" or call.key != key:
            end(call, call.rang_at + LONGEST_RING)
    mine = [call for call in known if not call.over and (call.key == key or not event.number.strip())]
    if event.kind == "ring":
        if not any(call.ringing for call in mine):
            for call in mine:
                end(call, event.at)
            put(None, PhoneCall(who, event.at, event.uuid))
    elif event.kind == "answer":
        ringing = [call for call in mine if call.ringing]
        if ringing:
            put(ringing[-1], ringing[-1]._replace(answered_at=max(event.at, ringing[-1].rang_at)))
    elif event.kind == "end":
        if mine:
            end(mine[-1], event.at)
    elif event.kind == "missed":
        ringing = [call for call in mine if call.ringing]
        if ringing:
            end(ringing[-1], event.at)
        elif not any(call.missed and call.key == key and event.at - call.last <= SAME_MISS for call in known):
            put(None, PhoneCall(who, event.at, event.uuid, ended_at=event.at))
    return tuple(known), changed


def missed_call(call: PhoneCall) -> NewCall:
    """The record of a call that nobody answered. What is no number of the plan stands as the caller's name."""
    number, name = call.who.number, call.who.name
    if call.who.withheld and not name:
        name = _("Withheld number")
    if number and phones.parse(number).kind == "invalid":
        number, name = "", name or number
    return NewCall(
        started_at=call.rang_at, direction="missed", number=number, caller_name=name[:50], rings=call.rings,
        uuid=call.uuid,
    )  # fmt: skip
