"""When something late is told, and when it waits: quiet hours, running calls, what was told already. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

LONGEST_CALL = timedelta(minutes=30)
"""A call that runs longer was forgotten, and holds nothing back any more."""


class Told(NamedTuple):
    """What to say now, and what counts as said from now on (both by mark)."""

    now: tuple[str, ...]
    known: frozenset[str]


def quiet(moment: datetime, spans: Iterable[Sequence[str]]) -> bool:
    """Whether `moment` (the office's zone) lies in one of the spans ["18:00", "08:00"], which may cross midnight."""
    at = moment.time()
    for first, last in spans:
        start, end = time.fromisoformat(first), time.fromisoformat(last)
        if start <= at < end if start < end else at >= start or at < end:
            return True
    return False


def held_back(now: datetime, *, quiet_spans: Iterable[Sequence[str]], calling_since: datetime | None) -> bool:
    """Whether nothing is told now: quiet hours, or somebody is on the phone."""
    if calling_since is not None and timedelta(0) <= now - calling_since < LONGEST_CALL:
        return True
    return quiet(now, quiet_spans)


def tell(ringing: Sequence[str], standing: Collection[str], known: Collection[str], *, wait: bool) -> Told:
    """What of the alarms `ringing` now has to be told, each once and only once.

    standing -- the marks of everything that is owed, due or not: what was told is forgotten only when it is owed
    no more, so that a clock set back, or a restart, tells nothing twice. wait -- it is held back; it will be told
    by a later look, since it does not count as known.
    """
    kept = frozenset(known) & frozenset(standing)
    if wait:
        return Told((), kept)
    fresh = tuple(mark for mark in ringing if mark not in kept)
    return Told(fresh, kept | frozenset(fresh))
