"""Calls as JSON lines, for `frontdesk calls log`: keys of records.md, words of cli.md or their labels."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app import words
from app.calls import rules, service
from app.calls.rules import NewCall, NewPromise
from app.china import regions
from app.complaints import words as complaint_words
from app.complaints.rules import NewComplaint
from app.dealers import service as dealers
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import FieldError
from app.words import _

_CALL_KEYS = {
    "uuid", "started_at", "direction", "number", "caller_name", "company", "category", "matter", "confirmed",
    "answer", "outcome", "transfer_to", "transfer_reached", "rings", "hold_seconds", "talk_seconds", "agent",
    "tone", "remark", "dealer", "promise", "complaint",
}  # fmt: skip
_COMPLAINT_KEYS = {
    "kind", "grade", "complainant", "company", "phone", "address", "province", "city", "product", "spec",
    "dealer", "batch_no", "made_on", "qty", "bought_at", "bought_on", "category", "content", "demand", "apologised",
    "thanked", "explained", "offered", "solved_on_call", "owner", "channel", "remark",
}  # fmt: skip
_PROMISE_KEYS = {"due_at", "finder", "matter", "answer", "called_at", "attempts", "result"}


def log_line(desk: Desk, line: str) -> service.Logged:
    """Log the call that one line of JSON tells. UserError with one sentence when it can't be; nothing is saved then."""
    try:
        told = json.loads(line)
    except ValueError as problem:
        raise FieldError("", _("This line is not JSON: {problem}.").format(problem=problem)) from None
    if not isinstance(told, dict):
        raise FieldError("", _("This line is not a JSON object."))
    with desk.store.read() as session:
        call = read(session, desk, told)
    return service.log(desk, call)


def read(session: Session, desk: Desk, told: Mapping[str, Any]) -> NewCall:
    """The call that a JSON object tells. FieldError for a key, a word, a moment or a person that is not known."""
    _known(told, _CALL_KEYS)
    field = _Fields(session, desk, told)
    direction = field.word("direction", rules.DIRECTIONS, required=True)
    own = service.categories(desk)
    outcome = field.word("outcome", rules.OUTCOMES) or "none"
    promise = told.get("promise")
    if promise is not None and not isinstance(promise, dict):
        raise FieldError("promise", _("promise has to be an object."))
    complaint = told.get("complaint")
    if complaint is not None and not isinstance(complaint, dict):
        raise FieldError("complaint", _("complaint has to be an object."))
    return NewCall(
        uuid=field.text("uuid") or None,
        started_at=field.moment("started_at", required=True) or desk.now(),
        direction=direction,
        number=field.text("number"),
        caller_name=field.text("caller_name"),
        company=field.text("company"),
        category=field.word("category", rules.CATEGORIES, extra=own.words, label=own.label) or "other",
        matter=field.text("matter"),
        confirmed=field.flag("confirmed") or False,
        answer=field.text("answer"),
        outcome=outcome,
        transfer_to_id=field.person("transfer_to"),
        transfer_reached=field.flag("transfer_reached"),
        rings=field.whole("rings"),
        hold_seconds=field.whole("hold_seconds"),
        talk_seconds=field.whole("talk_seconds"),
        agent_id=field.person("agent"),
        tone=field.word("tone", rules.TONES) or "normal",
        remark=field.text("remark") or None,
        dealer_id=field.dealer("dealer"),
        promise=None if promise is None else _read_promise(session, desk, promise),
        complaint=None if complaint is None else _read_complaint(session, desk, complaint),
    )


def _read_promise(session: Session, desk: Desk, told: Mapping[str, Any]) -> NewPromise:
    _known(told, _PROMISE_KEYS)
    field = _Fields(session, desk, told)
    return NewPromise(
        due_at=field.moment("due_at"),
        finder_id=field.person("finder"),
        matter=field.text("matter"),
        answer=field.text("answer"),
        called_at=field.moment("called_at"),
        attempts=field.whole("attempts") or 0,
        result=field.word("result", rules.RESULTS) or "open",
    )


def _read_complaint(session: Session, desk: Desk, told: Mapping[str, Any]) -> NewComplaint:
    _known(told, _COMPLAINT_KEYS)
    field = _Fields(session, desk, told)
    texts: dict[str, Any] = {
        name: field.text(name)
        for name in (
            "complainant", "company", "phone", "address", "city", "product", "spec", "batch_no", "bought_at",
            "content", "demand", "explained", "offered",
        )
    }  # fmt: skip
    province = field.text("province").strip()
    return NewComplaint(
        channel=field.word("channel", complaint_words.CHANNELS) or "phone",
        kind=field.word("kind", complaint_words.KINDS) or "complaint",
        grade=field.word("grade", complaint_words.GRADES) or "normal",
        category=field.word("category", complaint_words.CATEGORIES) or "other",
        province=regions.province_of(province) or province or None,
        made_on=field.day("made_on"),
        bought_on=field.day("bought_on"),
        qty=field.quantity("qty"),
        apologised=field.flag("apologised") or False,
        thanked=field.flag("thanked") or False,
        solved_on_call=field.flag("solved_on_call") or False,
        owner_id=field.person("owner"),
        dealer_id=field.dealer("dealer"),
        remark=field.text("remark") or None,
        **texts,
    )


def _known(told: Mapping[str, Any], keys: set[str]) -> None:
    for key in told:
        if key not in keys:
            raise FieldError(key, _("{key} is no field of a call. Known are: {keys}.").format(
                key=key, keys=", ".join(sorted(keys))))  # fmt: skip


class _Fields:
    """Typed access to the values of one JSON object; every refusal names the field."""

    def __init__(self, session: Session, desk: Desk, told: Mapping[str, Any]) -> None:
        self._session, self._desk, self._told = session, desk, told

    def _typed(self, name: str, kinds: tuple[type, ...], what: str) -> Any:
        value = self._told.get(name)
        if value is None:
            return None
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise FieldError(name, _("{name} has to be {what}.").format(name=name, what=what))
        return value

    def text(self, name: str) -> str:
        value = self._typed(name, (str, int) if name in ("number", "phone") else (str,), _("text"))
        return "" if value is None else str(value)

    def whole(self, name: str) -> int | None:
        value: int | None = self._typed(name, (int,), _("a whole number"))
        return value

    def flag(self, name: str) -> bool | None:
        value: bool | None = self._typed(name, (bool,), _("true or false"))
        return value

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise FieldError(
                name, _("{name} is no day: {text}. Write it as 2026-10-15.").format(name=name, text=text)
            ) from None

    def quantity(self, name: str) -> Decimal | None:
        value = self._typed(name, (int, float, str), _("a number"))
        if value is None or value == "":
            return None
        try:
            found = Decimal(str(value)).quantize(Decimal("0.001"))
        except ArithmeticError:
            raise FieldError(name, _("{name} has to be a number.").format(name=name)) from None
        return found

    def moment(self, name: str, *, required: bool = False) -> datetime | None:
        text = self.text(name)
        if not text:
            if required:
                raise FieldError(name, _("{name} is missing.").format(name=name))
            return None
        try:
            return self._desk.local(datetime.fromisoformat(text))
        except (ValueError, OverflowError):
            raise FieldError(
                name,
                _("{name} is no time: {text}. Write it as 2026-10-15T10:42:00.").format(name=name, text=text),
            ) from None

    def word(
        self,
        name: str,
        known: Mapping[str, tuple[str, str]],
        *,
        extra: tuple[str, ...] = (),
        label: Callable[[str], str] | None = None,
        required: bool = False,
    ) -> str:
        text = self.text(name).strip()
        if not text:
            if required:
                raise FieldError(name, _("{name} is missing.").format(name=name))
            return ""
        choices = (*known, *(word for word in extra if word not in known))
        if text in choices:
            return text
        for word in choices:
            if label is not None and label(word) == text:
                return word
            if word in known and text in _labels(known[word]):
                return word
        raise FieldError(
            name,
            _("{text} is no {name}. Known are: {words}.").format(
                text=text, name=name, words=", ".join(choices)
            ),
        )

    def person(self, name: str) -> int | None:
        text = self.text(name).strip()
        return people.named(self._session, text, today=self._desk.today()).id if text else None

    def dealer(self, name: str) -> int | None:
        text = self.text(name).strip()
        return dealers.named(self._session, text).id if text else None


def _labels(pair: tuple[str, str]) -> set[str]:
    """A word's label in every language: files come from Chinese and from English screens."""
    return {words.pgettext_in(language, *pair) for language in words.LANGUAGES}
