"""What a complaint must hold, and which step leads from which state to which (R11–R15, R49, R52)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.china import phones, regions
from app.complaints.words import CATEGORIES, CHANNELS, GRADES, KINDS
from app.words import N_, _

ATTEMPTS_BEFORE_CLOSING = 3
"""So many calls that reached nobody stand for an answer (R15)."""
REOPENS_AT = 2
"""A score so low reopens the complaint (records.md 回访/满意度)."""
CLOCK_SLACK = timedelta(minutes=1)
LEAST_CONTENT = 2
UNFINISHED = ("new", "working", "escalated", "followup")
WAITING = ("new", "working", "escalated")
"""Somebody has to do something before the complainant can be asked."""
STEPS: dict[str, tuple[str, ...]] = {
    "new": ("notify", "note", "handled", "assign", "escalate", "withdraw"),
    "working": ("acked", "handled", "note", "notify", "assign", "escalate", "withdraw"),
    "escalated": ("handled", "note", "notify", "acked", "assign", "withdraw"),
    "followup": ("ask", "close", "note", "assign", "withdraw"),
    "closed": ("reopen",),
    "withdrawn": ("reopen",),
}
"""What may be done in which state, the likeliest first."""
_DEMANDED = (
    ("complainant", N_("The name is missing: what is solved later needs somebody to go back to.")),
    ("phone", N_("The phone number is missing: without it nobody can be called back.")),
    ("province", N_("The province is missing: it tells which salesperson takes care. Choose one.")),
    ("address", N_("The address is missing: the salesperson has to find the place.")),
)
"""What has to be known when the complaint was not solved on the telephone (R13)."""
_LENGTHS = {
    "complainant": 50, "company": 100, "phone": 40, "address": 200, "city": 40, "product": 100, "spec": 50,
    "batch_no": 40, "bought_at": 100,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """What is taken in. None and "" are not known. `received_at` (aware) None: now; with a call, when it began.

    `lenient` lets a complaint in that lacks what R13 demands: one told by a program that can't ask back.
    """

    received_at: datetime | None = None
    channel: str = "phone"
    kind: str = "complaint"
    grade: str = "normal"
    complainant: str = ""
    company: str = ""
    phone: str = ""
    address: str = ""
    province: str | None = None
    city: str = ""
    product: str = ""
    spec: str = ""
    batch_no: str = ""
    made_on: date | None = None
    qty: Decimal | None = None
    bought_at: str = ""
    bought_on: date | None = None
    category: str = "other"
    content: str = ""
    demand: str = ""
    apologised: bool = False
    thanked: bool = False
    explained: str = ""
    offered: str = ""
    solved_on_call: bool = False
    owner_id: int | None = None
    """Who goes on with it at first; None: who received it."""
    dealer_id: int | None = None
    """Whose complaint it is; None: whose the number or the company's name is, if it is one dealer's."""
    product_id: int | None = None
    """Which product; None: the one called as `product` says, if it is one of ours."""
    remark: str | None = None
    uuid: str | None = field(default=None, compare=False)
    lenient: bool = field(default=False, compare=False)


class Problem(NamedTuple):
    """What is wrong with which field, as one sentence that says what to do."""

    field: str
    sentence: str


def problems(new: NewComplaint, *, now: datetime, area: str | None = None) -> list[Problem]:
    """Everything that keeps `new` from being saved, in the order of the form; empty when it may be saved.

    `area` is the office's own area code, for local numbers typed without one.
    """
    wrong: list[Problem] = []

    def say(name: str, sentence: str) -> None:
        wrong.append(Problem(name, sentence))

    for name, words in (("channel", CHANNELS), ("kind", KINDS), ("grade", GRADES), ("category", CATEGORIES)):
        if (word := getattr(new, name)) not in words:
            say(name, _unknown(word, words))
    if new.received_at is not None and new.received_at > now + CLOCK_SLACK:
        say("received_at", _("The complaint lies in the future. Correct its time or the clock of this PC."))
    if new.phone.strip():
        number = phones.parse(new.phone, area=area)
        if number.kind == "invalid" or len(number.number) > 20:
            say("phone", phones.problem(new.phone) or _("This is no phone number."))
    if new.province and new.province not in regions.PROVINCES:
        say("province", _("{word} is no province. Choose one of the list.").format(word=new.province))
    wrong += missing(new)
    for name, most in _LENGTHS.items():
        if len((getattr(new, name) or "").strip()) > most:
            say(name, _("Longer than {most} characters: shorten it, the rest fits into the matter.").format(
                most=most))  # fmt: skip
    if new.qty is not None and new.qty < 0:
        say("qty", _("A quantity can't be less than 0."))
    today = now.date()
    for name, day in (("made_on", new.made_on), ("bought_on", new.bought_on)):
        if day is not None and day > today:
            say(name, _("This day is still to come. Correct the date."))
    return wrong


def missing(new: NewComplaint) -> list[Problem]:
    """What is demanded and not there: the matter always, the rest when it was not solved at once (R13)."""
    wrong = []
    if not new.lenient and not new.solved_on_call:
        wrong += [
            Problem(name, _(sentence))
            for name, sentence in _DEMANDED
            if not (getattr(new, name) or "").strip()
        ]
    elif not new.complainant.strip():
        wrong.append(Problem("complainant", _("Who complains? Write a name, or how they call themselves.")))
    if len(new.content.strip()) < LEAST_CONTENT:
        wrong.append(
            Problem("content", _("What is it about? Write at least {n} characters.").format(n=LEAST_CONTENT))
        )
    if new.solved_on_call and not new.offered.strip():
        wrong.append(
            Problem("offered", _("How was it solved? Write down what you offered on the telephone."))
        )
    return wrong


def _unknown(word: str, words: Collection[str]) -> str:
    return _("{word} is none of: {words}.").format(word=word or '""', words=", ".join(words))


def step_problem(step: str, *, status: str, attempts: int = 0) -> str | None:
    """Why `step` can't be done with a complaint in `status`, as a sentence, or None when it can."""
    if step == "close" and status == "followup" and attempts < ATTEMPTS_BEFORE_CLOSING:
        return _(
            "It can be closed with a satisfaction result, or after {n} calls that reached nobody."
        ).format(n=ATTEMPTS_BEFORE_CLOSING)
    if step in STEPS.get(status, ()):
        return None
    if step == "close":
        return _(
            "Only what was handled can be closed: write down what was done, then ask how satisfied they are."
        )
    if step == "ask":
        return _("There is nothing to ask yet: write down first what was done.")
    if status in ("closed", "withdrawn"):
        return _("It is done with already. Reopen it first, with a reason.")
    return _("This can't be done in its present state. Fetch it again.")


def after_score(score: int) -> str:
    """The status that a satisfaction result leads to: low scores reopen (R15)."""
    return "working" if score <= REOPENS_AT else "closed"
