"""What a call and a promise must hold, and what their words mean (records.md 来电登记, 回电承诺)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from app.china import phones
from app.complaints.rules import NewComplaint
from app.words import N_, NP_, _, pgettext

DIRECTIONS = {
    "in": NP_("call.direction", "Incoming"),
    "out": NP_("call.direction", "Outgoing"),
    "missed": NP_("call.direction", "Missed"),
}
CATEGORIES = {
    "inquiry": NP_("call.category", "Inquiry"),
    "order": NP_("call.category", "Order"),
    "shipment": NP_("call.category", "Shipment"),
    "complaint": NP_("call.category", "Complaint"),
    "transfer": NP_("call.category", "Transfer"),
    "supplier": NP_("call.category", "Supplier"),
    "nuisance": NP_("call.category", "Nuisance"),
    "other": NP_("call.category", "Other"),
}
OUTCOMES = {
    "answered": NP_("call.outcome", "Answered"),
    "transferred": NP_("call.outcome", "Transferred"),
    "promised": NP_("call.outcome", "Call back"),
    "complaint": NP_("call.outcome", "Complaint"),
    "none": NP_("call.outcome", "Nothing to do"),
}
TONES = {
    "normal": NP_("call.tone", "Normal"),
    "tough": NP_("call.tone", "Tough"),
    "rude": NP_("call.tone", "Rude"),
}
RESULTS = {
    "open": NP_("promise.result", "Open"),
    "called": NP_("promise.result", "Called back"),
    "unreached": NP_("promise.result", "Not reached"),
    "postponed": NP_("promise.result", "Postponed"),
    "cancelled": NP_("promise.result", "Cancelled"),
}
SCRIPTS = {
    "inquiry": N_("Say what it is, for whom, and where to buy; promise nothing about prices of others."),
    "order": N_("Repeat product, quantity, address and date; then say when it leaves."),
    "shipment": N_(
        "Give carrier and number first, then the expected day; not sure: press F8 and agree a time."
    ),
    "complaint": N_("Apologise, thank, listen to the end; write down name, phone, address and matter."),
    "transfer": N_("Say to whom you connect; if nobody answers, take the call back and press F8."),
    "supplier": N_("Ask for company, matter and number; the buyer calls back."),
    "nuisance": N_("Decline politely and hang up."),
}
"""One line to say or do, by category, until the office writes its own."""
OPEN_RESULTS = ("open", "unreached", "postponed")
"""A promise with one of these is still owed."""
ATTEMPTS_BEFORE_MANAGER = 3
CLOCK_SLACK = timedelta(minutes=1)
"""A softphone's clock may run this far ahead of ours."""
SAME_CALL = timedelta(minutes=5)
"""A number that calls again so soon may be going on with its last call (records.md 来电登记)."""
LEAST_MATTER = 2


def direction_label(word: str) -> str:
    """The direction in the language in use."""
    return pgettext(*DIRECTIONS[word])


def outcome_label(word: str) -> str:
    """The outcome in the language in use."""
    return pgettext(*OUTCOMES[word])


def tone_label(word: str) -> str:
    """The tone in the language in use."""
    return pgettext(*TONES[word])


def result_label(word: str) -> str:
    """The result of a promise in the language in use."""
    return pgettext(*RESULTS[word])


class Categories:
    """The categories of an office: the shipped eight and the company's own, with labels and keys 1…9.

    `own` is the setting calls.categories. It may also name shipped ones, to give them another label or place, and
    retire any: a retired one is offered no more, yet records that carry it stay readable and countable.
    """

    def __init__(self, own: Collection[Mapping[str, Any]] = ()) -> None:
        self._own = {each["word"]: each for each in own}

    @property
    def words(self) -> tuple[str, ...]:
        """All words, the retired too, in the order of their keys: what a record may carry."""
        return (*(word for word in CATEGORIES if word not in self._own), *self._own)

    @property
    def offered(self) -> tuple[str, ...]:
        """The words that a new call is offered; `other` always is."""
        return tuple(word for word in self.words if word == "other" or not self.retired(word))

    def retired(self, word: str) -> bool:
        """Whether `word` is offered no more."""
        return bool(self._own.get(word, {}).get("retired"))

    def renamed(self, word: str) -> bool:
        """Whether the company gave `word` a label of its own."""
        return bool(self._own.get(word, {}).get("label"))

    def label(self, word: str) -> str:
        """The label in the language in use; an own category has the one its company gave it."""
        given = str(self._own.get(word, {}).get("label", ""))
        return given or (pgettext(*CATEGORIES[word]) if word in CATEGORIES else word)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """What is promised: when at the latest, by whom found out, and what about. None: the usual."""

    due_at: datetime | None = None
    finder_id: int | None = None
    matter: str = ""
    answer: str = ""
    called_at: datetime | None = None
    attempts: int = 0
    result: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call as it is typed or logged; moments are aware. `agent_id` None: the person at the desk."""

    started_at: datetime
    direction: str = "in"
    number: str = ""
    caller_name: str = ""
    company: str = ""
    category: str = "other"
    matter: str = ""
    confirmed: bool = False
    answer: str = ""
    outcome: str = "none"
    transfer_to_id: int | None = None
    transfer_reached: bool | None = None
    rings: int | None = None
    hold_seconds: int | None = None
    talk_seconds: int | None = None
    agent_id: int | None = None
    tone: str = "normal"
    remark: str | None = None
    dealer_id: int | None = None
    """Whose call it is; None: whose the number is, if it is one dealer's."""
    promise: NewPromise | None = None
    complaint: NewComplaint | None = None
    """With outcome complaint: what the call alone does not tell. None: only what it tells is taken in."""
    uuid: str | None = field(default=None, compare=False)


class Problem(NamedTuple):
    """What is wrong with which field, as one sentence that says what to do."""

    field: str
    sentence: str


def problems(
    call: NewCall, *, now: datetime, categories: Collection[str], area: str | None = None
) -> list[Problem]:
    """Everything that keeps `call` from being saved, in the order of the form; empty when it may be saved.

    `area` is the office's own area code, for local numbers typed without one.
    """
    wrong: list[Problem] = []

    def say(name: str, sentence: str) -> None:
        wrong.append(Problem(name, sentence))

    if call.started_at > now + CLOCK_SLACK:
        say("started_at", _("The call lies in the future. Correct its time or the clock of this PC."))
    if call.direction not in DIRECTIONS:
        say("direction", _unknown(call.direction, DIRECTIONS))
    if not call.number.strip() and not call.caller_name.strip():
        say("number", _("Number and name are both missing: type one of them."))
    elif call.number.strip():
        number = phones.parse(call.number, area=area)
        if number.kind == "invalid" or len(number.number) > 20 or len(call.number.strip()) > 40:
            reason = phones.problem(call.number) or _("This is no phone number.")
            say("number", reason)
    for name, value, most in (("caller_name", call.caller_name, 50), ("company", call.company, 100)):
        if len(value.strip()) > most:
            say(
                name,
                _("Longer than {most} characters: shorten it, the rest fits into the matter.").format(
                    most=most
                ),
            )
    if call.category not in categories:
        say("category", _unknown(call.category, categories))
    if lacks_matter(call.direction, call.category, call.matter):
        say(
            "matter",
            _("The matter is missing: write at least {least} characters.").format(least=LEAST_MATTER),
        )
    if call.outcome not in OUTCOMES:
        say("outcome", _unknown(call.outcome, OUTCOMES))
    if call.outcome == "transferred" and call.transfer_to_id is None:
        say("transfer_to", _("Transferred to whom? Choose a colleague."))
    if call.tone not in TONES:
        say("tone", _unknown(call.tone, TONES))
    if call.rings is not None and not 1 <= call.rings <= 9:
        say("rings", _("Rings are counted from 1 to 9."))
    for name, seconds in (("hold_seconds", call.hold_seconds), ("talk_seconds", call.talk_seconds)):
        if seconds is not None and seconds < 0:
            say(name, _("Seconds can't be less than 0."))
    if call.complaint is not None and call.outcome != "complaint":
        say("complaint", _("A complaint goes with the outcome complaint only."))
    if call.promise is not None and call.outcome != "promised":
        say("promise", _("A promise goes with the outcome promised only."))
    if call.promise is not None:
        wrong += _promise_problems(call, call.promise)
    return wrong


def lacks_matter(direction: str, category: str, matter: str) -> bool:
    """Whether `matter` is too short; only a missed call and a nuisance may go without one (records.md 来电登记)."""
    return direction != "missed" and category != "nuisance" and len(matter.strip()) < LEAST_MATTER


def _promise_problems(call: NewCall, promise: NewPromise) -> list[Problem]:
    wrong = []
    if promise.due_at is not None and promise.due_at <= call.started_at:
        wrong.append(Problem("due_at", _("The promised time lies before the call. Choose a later one.")))
    if promise.result not in RESULTS:
        wrong.append(Problem("result", _unknown(promise.result, RESULTS)))
    if promise.result == "called":
        if not promise.answer.strip():
            wrong.append(Problem("answer", _("What was answered? Write it down before closing the promise.")))
        if promise.called_at is None or promise.called_at < call.started_at:
            wrong.append(Problem("called_at", _("The call back has to be later than the promise.")))
    if promise.attempts < 0:
        wrong.append(Problem("attempts", _("Attempts can't be less than 0.")))
    return wrong


def _unknown(word: str, words: Collection[str]) -> str:
    return _("{word} is none of: {words}.").format(word=word or '""', words=", ".join(words))


def kept_in_time(*, result: str, called_at: datetime | None, first_due_at: datetime) -> bool:
    """Whether a promise was kept: called back by the time first promised, however often it was postponed since."""
    return result == "called" and called_at is not None and called_at <= first_due_at


def overdue(*, result: str, due_at: datetime, now: datetime) -> bool:
    """Whether a promise is still owed after its time."""
    return result in OPEN_RESULTS and due_at < now


def for_manager(*, result: str, attempts: int) -> bool:
    """Whether the manager has to decide: three attempts reached nobody (records.md 回电承诺)."""
    return result in OPEN_RESULTS and attempts >= ATTEMPTS_BEFORE_MANAGER
