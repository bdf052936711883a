"""The line that is shown on the form in a situation (R3, R4, R6, R7): which one fits now, and what it says. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.calls.rules import SAME_CALL
from app.words import N_, NP_, _, pgettext

LABELS = {
    "hard": NP_("situation", "Difficult caller"),
    "withheld": NP_("situation", "Withheld number"),
    "again": NP_("situation", "Calls again"),
    "hold": NP_("situation", "On hold"),
    "late": NP_("situation", "Waits too long"),
    "promised": NP_("situation", "Call back promised"),
    "back": NP_("situation", "Calling back"),
    "out": NP_("situation", "Calling out"),
}
"""Situations beside the categories of calls; `hard` has a setting of its own."""
SCRIPTS = {
    "withheld": N_("No number is shown: ask for the name, and for a number to call back."),
    "again": N_("They called a moment ago: greet them by name and go on where you were, Alt+L."),
    "hold": N_("Say how long it takes; come back to them every half minute."),
    "late": N_("Thank them for waiting; not found yet: press F8 and agree a time."),
    "promised": N_("Repeat number, matter and time, and say who calls back."),
    "back": N_("Say who you are and that you saw their call; ask what it was about."),
    "out": N_("Company, your name, why you call; ask whether it suits them now."),
}
"""What is said in each until the office writes its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is going on in a call, as far as it decides which line helps."""

    category: str | None = None
    direction: str = "in"
    tone: str = "normal"
    outcome: str | None = None
    waited: int | None = None
    """Seconds the caller is on hold now; None while they are not."""
    hold_limit: int = 45
    hard_before: bool = False
    """They were difficult in an earlier call (R4)."""
    withheld: bool = False
    named: bool = False
    """Their name is known by now."""
    again: bool = False
    back: bool = False
    """A missed call is being returned."""


def fitting(moment: Moment) -> str:
    """The situation or category whose line is shown; "" while there is nothing to say."""
    if moment.tone != "normal":
        return "hard"
    if moment.waited is not None:
        return "late" if moment.waited >= moment.hold_limit else "hold"
    if moment.outcome == "promised":
        return "promised"
    if moment.category is not None:
        return moment.category
    if moment.hard_before:
        return "hard"
    if moment.back:
        return "back"
    if moment.direction == "out":
        return "out"
    if moment.again:
        return "again"
    return "withheld" if moment.withheld and not moment.named else ""


def label(word: str) -> str:
    """The situation in the language in use; the word itself for a category."""
    return pgettext(*LABELS[word]) if word in LABELS else word


def ours(word: str) -> str:
    """Our line for a situation, "" when it is none."""
    return _(SCRIPTS[word]) if word in SCRIPTS else ""


def same_call(*, last_start: datetime, talk_seconds: int | None, now: datetime) -> bool:
    """Whether a call that begins at `now` may be going on with one of the same number (records.md 来电登记).

    Five minutes count from the end of the last call; one that lies in the future (a clock was set back) is none.
    """
    return last_start <= now <= last_start + timedelta(seconds=talk_seconds or 0) + SAME_CALL
