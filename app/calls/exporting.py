"""Calls as rows of a plain table, every field of records.md under its label, for `frontdesk export calls`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.calls import finding, rules, service
from app.calls.finding import CallQuery
from app.calls.model import Call, Promise
from app.calls.totals import month_bounds
from app.china import phones
from app.office.desk import Desk
from app.people import service as people
from app.sheets.form import Kind
from app.store.errors import UserError
from app.words import NP_, _, pgettext

FIELDS: tuple[tuple[str, tuple[str, str], Kind], ...] = (
    ("code", NP_("call", "Code"), "text"),
    ("started_at", NP_("call", "Time"), "datetime"),
    ("direction", NP_("call", "Direction"), "text"),
    ("number", NP_("call", "Number"), "phone"),
    ("area_province", NP_("call", "Province"), "text"),
    ("area_city", NP_("call", "City"), "text"),
    ("caller_name", NP_("call", "Caller"), "text"),
    ("company", NP_("call", "Company"), "text"),
    ("category", NP_("call", "Category"), "text"),
    ("matter", NP_("call", "Matter"), "text"),
    ("confirmed", NP_("call", "Read back"), "text"),
    ("answer", NP_("call", "Answer"), "text"),
    ("outcome", NP_("call", "Outcome"), "text"),
    ("transfer_to", NP_("call", "Transferred to"), "text"),
    ("transfer_reached", NP_("call", "Reached"), "text"),
    ("rings", NP_("call", "Rings"), "int"),
    ("hold_seconds", NP_("call", "Hold seconds"), "int"),
    ("talk_seconds", NP_("call", "Talk seconds"), "int"),
    ("agent", NP_("call", "Taken by"), "text"),
    ("tone", NP_("call", "Tone"), "text"),
    ("promise_due_at", NP_("call", "Promised for"), "datetime"),
    ("promise_finder", NP_("call", "Finds the answer"), "text"),
    ("promise_result", NP_("call", "Promise"), "text"),
    ("remark", NP_("call", "Remark"), "text"),
)
BATCH = 2000


def headings() -> list[str]:
    """The labels of the columns in the language in use."""
    return [pgettext(*label) for _name, label, _kind in FIELDS]


def kinds() -> list[Kind]:
    """What the columns hold, in the words of app.sheets."""
    return [kind for _name, _label, kind in FIELDS]


def chosen(desk: Desk, where: list[str]) -> CallQuery:
    """The query that `--where FIELD=VALUE` conditions make. UserError for one that is not understood.

    Fields: month (2026-10), direction, category, outcome, agent, number, text.
    """
    query = CallQuery(descending=False)
    for condition in where:
        name, sign, value = condition.partition("=")
        query = _narrowed(desk, query, name.strip(), value.strip()) if sign else _refused(condition)
    return query


def _refused(condition: str) -> CallQuery:
    raise UserError(
        _("{condition} is no condition. Write FIELD=VALUE with one of: {fields}.").format(
            condition=condition, fields="month, direction, category, outcome, agent, number, text"
        )
    )


def _narrowed(desk: Desk, query: CallQuery, name: str, value: str) -> CallQuery:
    if name == "month":
        try:
            start, end = month_bounds(desk, datetime.strptime(value, "%Y-%m").date())  # noqa: DTZ007 - a month has no zone
        except ValueError:
            raise UserError(_("{text} is no month. Write it as 2026-10.").format(text=value)) from None
        return replace(query, start=start, end=end)
    if name == "agent":
        with desk.store.read() as session:
            return replace(query, agent_id=people.named(session, value).id)
    if name == "number":
        return replace(query, number_norm=phones.parse(value).number or value)
    if name in ("direction", "category", "outcome", "text"):
        known = {"direction": rules.DIRECTIONS, "outcome": rules.OUTCOMES}.get(name, {})
        if (known and value not in known) or (
            name == "category" and value not in service.categories(desk).words
        ):
            raise UserError(_("{word} is no {name}.").format(word=value, name=name))
        narrowed: dict[str, Any] = {name: value}
        return replace(query, **narrowed)
    return _refused(f"{name}={value}")


def rows(desk: Desk, query: CallQuery, ids: list[int] | None = None) -> tuple[int, Iterator[list[Any]]]:
    """How many rows there will be, and the rows: of `query`, or of `ids` in their order."""
    wanted = list(finding.find(desk, query)) if ids is None else ids
    return len(wanted), _rows(desk, wanted)


def _rows(desk: Desk, ids: list[int]) -> Iterator[list[Any]]:
    words = service.categories(desk)
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        with desk.store.read() as session:
            calls = {row.id: row for row in session.scalars(select(Call).where(Call.id.in_(batch)))}
            owed = {
                row.call_id: row for row in session.scalars(select(Promise).where(Promise.call_id.in_(batch)))
            }
            names = people.names(
                session,
                [*(i for row in calls.values() for i in (row.agent_id, row.transfer_to_id)),
                 *(row.finder_id for row in owed.values())],
            )  # fmt: skip
        for call_id in batch:
            if call_id in calls:
                cells = _cells(desk, calls[call_id], owed.get(call_id), names, words)
                yield [cells[name] for name, _label, _kind in FIELDS]


def _cells(
    desk: Desk, row: Call, promise: Promise | None, names: dict[int, str], words: rules.Categories
) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name, _label, _kind in FIELDS if hasattr(row, name)}
    return plain | {
        "started_at": desk.local(row.started_at),
        "direction": rules.direction_label(row.direction),
        "category": words.label(row.category),
        "confirmed": _yes(row.confirmed),
        "outcome": rules.outcome_label(row.outcome),
        "transfer_to": names.get(row.transfer_to_id or 0, ""),
        "transfer_reached": "" if row.transfer_reached is None else _yes(row.transfer_reached),
        "agent": names.get(row.agent_id, ""),
        "tone": rules.tone_label(row.tone),
        "promise_due_at": None if promise is None else desk.local(promise.due_at),
        "promise_finder": "" if promise is None else names.get(promise.finder_id, ""),
        "promise_result": "" if promise is None else rules.result_label(promise.result),
        "remark": row.remark or "",
    }


def _yes(flag: bool) -> str:
    return pgettext("flag", "yes") if flag else pgettext("flag", "no")
