"""What calls can be narrowed by: fields with their choices, their meaning in SQL, and how many each choice has."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from app.calls import rules, service
from app.calls.model import Call, Promise
from app.china.regions import PROVINCES
from app.directory import reaching
from app.office import filters
from app.office.desk import Desk
from app.office.filters import Choice, Condition, Field
from app.people import service as people
from app.words import _, pgettext


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields in the order they are offered. Reads the staff: for a job."""
    staff = people.choices(desk, left_too=True)
    return (
        Field("started_at", pgettext("call.form", "Time"), "days"),
        Field("category", pgettext("call", "Category"), "choice", categories(desk)),
        Field("outcome", pgettext("call", "Outcome"), "choice", filters.choices(rules.OUTCOMES)),
        Field("direction", pgettext("call", "Direction"), "choice", filters.choices(rules.DIRECTIONS)),
        Field("agent", pgettext("call", "Taken by"), "person", staff),
        Field("transfer_to", pgettext("call", "Transferred to"), "person", staff),
        Field("promise", pgettext("call", "Promise"), "choice", filters.choices(rules.RESULTS)),
        Field(
            "province",
            pgettext("call", "Province"),
            "choice",
            tuple(filters.choice(each, each) for each in PROVINCES),
        ),
        Field("who", pgettext("call", "Caller"), "text", hint=_("Name or company")),
        Field("number", _("Phone"), "text", hint=_("The first digits")),
        Field("matter", pgettext("call", "Matter"), "text", hint=_("Words in the matter")),
        Field("answer", pgettext("call", "Answer"), "text", hint=_("Words in the answer")),
        Field("tone", pgettext("call", "Tone"), "choice", filters.choices(rules.TONES)),
        Field("confirmed", pgettext("call", "Read back"), "flag", yes=_("Read back"), no=_("Not read back")),
    )


def categories(desk: Desk) -> tuple[Choice, ...]:
    """The categories of the office as choices."""
    known = service.categories(desk)
    return tuple(filters.choice(word, known.label(word)) for word in known.words)


def _worded(column: Any, since: int) -> Condition:
    """For text: the words are looked up in the full text of calls, then in `column` itself."""

    def condition(session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
        held: ColumnElement[bool] = column.icontains(str(value).strip(), autoescape=True)
        found = reaching.matches(session, service.KIND, str(value), since=since)
        return held if found is None else and_(Call.id.in_(found), held)

    return condition


def _caller(since: int) -> Condition:
    company, name = _worded(Call.company, since), _worded(Call.caller_name, since)
    return lambda session, desk, value: or_(company(session, desk, value), name(session, desk, value))


def _promise(_session: Session, _desk: Desk, value: Any) -> ColumnElement[bool]:
    """Most promises are kept: each call is asked for its own. Of the others there are few: they are read first."""
    here = Promise.deleted_at.is_(None)
    parts: list[ColumnElement[bool]] = []
    if "called" in value:
        parts.append(exists().where(Promise.call_id == Call.id, Promise.result == "called", here))
    if others := [each for each in value if each != "called"]:
        parts.append(Call.id.in_(select(Promise.call_id).where(Promise.result.in_(others), here)))
    return or_(*parts)


def _number(session: Session, desk: Desk, value: Any) -> ColumnElement[bool]:
    digits = "".join(each for each in str(value) if each.isdigit())
    return filters.beginning(Call.number_norm)(session, desk, digits)


def meanings(*, since: int = 0) -> dict[str, Condition]:
    """What each field means in SQL. `since` leaves out the entries of the directory before that number."""
    return _MEANINGS | {
        "who": _caller(since), "matter": _worded(Call.matter, since), "answer": _worded(Call.answer, since),
    }  # fmt: skip


_MEANINGS: dict[str, Condition] = {
    "started_at": filters.within(Call.started_at),
    "category": filters.one_of(Call.category),
    "outcome": filters.one_of(Call.outcome),
    "direction": filters.one_of(Call.direction),
    "agent": filters.one_of(Call.agent_id),
    "transfer_to": filters.one_of(Call.transfer_to_id),
    "promise": _promise,
    "province": filters.one_of(Call.area_province),
    "number": _number,
    "tone": filters.one_of(Call.tone),
    "confirmed": filters.is_set(Call.confirmed),
}
COUNTED = {
    "category": Call.category, "outcome": Call.outcome, "direction": Call.direction, "agent": Call.agent_id,
    "tone": Call.tone, "province": Call.area_province, "transfer_to": Call.transfer_to_id,
}  # fmt: skip


def counts(session: Session, key: str, where: list[ColumnElement[bool]]) -> dict[Any, int]:
    """How many of the calls for which `where` holds have each value of the field `key`; empty when it isn't counted."""
    found = filters.counts(session, COUNTED[key], where) if key in COUNTED else {}
    return {value: number for value, number in found.items() if value is not None}
