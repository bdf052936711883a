"""Who changed what in a call and its promise, when, in the words of the form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.calls import finding, rules, service
from app.calls.finding import Entry
from app.calls.table import CALLS
from app.office import privacy
from app.overview import alarms
from app.people import service as people
from app.words import NP_, pgettext
from ui.kit import when
from ui.kit.history import Step
from ui.kit.saying import duration

if TYPE_CHECKING:
    from app.office.desk import Desk

LABELS = {field.name: field.label for field in CALLS.fields} | {
    "transfer_to_id": NP_("call", "Transferred to"),
    "agent_id": NP_("call", "Taken by"),
    "due_at": NP_("call", "Promised for"),
    "finder_id": NP_("call", "Finds the answer"),
    "result": NP_("call", "Promise"),
    "attempts": NP_("call", "Attempts"),
    "called_at": NP_("call", "Called back"),
    "handled_at": NP_("call", "Seen to"),
    "until": NP_("history", "Until"),
    "reason": NP_("history", "Why"),
}
"""What the fields of a call and its promise are called; others are worked out by the program and not told."""
ACTIONS = {
    "call.log": NP_("history", "logged"),
    "call.change": NP_("history", "changed"),
    "call.change_many": NP_("history", "changed with others"),
    "import.calls": NP_("history", "brought it in from a file"),
    "dealer.merge": NP_("history", "put two dealers together"),
    "dealer.hand_over": NP_("history", "handed over to another salesperson"),
    "call.remove": NP_("history", "put into the bin"),
    "call.restore": NP_("history", "taken out of the bin"),
    "call.handled": NP_("history", "saw to it"),
    "call.unhandled": NP_("history", "let it wait again"),
    "alarm.snooze": NP_("history", "put the reminder off"),
    "promise.called": NP_("history", "called back"),
    "promise.unreached": NP_("history", "reached nobody"),
    "promise.postpone": NP_("history", "postponed"),
    "promise.cancel": NP_("history", "cancelled"),
    "undo": NP_("history", "took it back"),
}
_SILENT = ("call.log", "call.remove", "call.restore")
_MOMENTS = ("started_at", "due_at", "called_at", "handled_at", "until")
_PEOPLE = ("transfer_to_id", "agent_id", "finder_id")


def read(desk: "Desk", call_id: int) -> list[Step]:
    """The history of a call, the latest first. Reads the database: for a job."""
    entries = finding.history(desk, call_id)
    promises = {entry.id for entry in entries if entry.kind == service.PROMISE}
    entries = sorted(
        [*entries, *alarms.history(desk, service.PROMISE, promises)], key=lambda entry: entry.write_id
    )
    ids = {value for entry in entries if entry.field in _PEOPLE for value in (entry.old, entry.new) if value}
    with desk.store.read() as session:
        names = people.names(session, ids)
    words = service.categories(desk)
    now = desk.now()
    seen = partial(privacy.shown, desk)
    steps = []
    for _write, grouped in groupby(entries, key=lambda entry: entry.write_id):
        told = list(grouped)
        first = told[0]
        settled = first.label == "call.log" and first.op != "new"  # another call with the number settled it
        silent = first.label in _SILENT and not settled
        fields = () if silent else tuple(_fields(told, names, words, now, seen))
        action = pgettext(*ACTIONS[first.label]) if first.label in ACTIONS else first.label
        action = pgettext("history", "spoke with them") if settled else action
        steps.append(Step(first.at, first.by, action, fields))
    return steps[::-1]


def _fields(
    told: Sequence[Entry],
    names: Mapping[int, str],
    words: rules.Categories,
    now: datetime,
    seen: Callable[[str], str],
) -> list[tuple[str, str, str]]:
    found = []
    for entry in told:
        if entry.field in LABELS and (entry.op != "new" or entry.kind == alarms.SNOOZE):
            values = [said(entry.field, value, names, words, now) for value in (entry.old, entry.new)]
            values = [seen(value) for value in values] if entry.field == "number" else values
            if values[0] != values[1]:
                found.append((pgettext(*LABELS[entry.field]), values[0], values[1]))
    return found


def said(field: str, value: Any, names: Mapping[int, str], words: rules.Categories, now: datetime) -> str:
    """A value as the form would show it; "" for none."""
    if value is None or value == "":
        return ""
    if field in _MOMENTS:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return when.say(moment, now)
    if field in _PEOPLE:
        return names.get(value, "?")
    if isinstance(value, bool):
        return pgettext("flag", "yes") if value else pgettext("flag", "no")
    if field.endswith("_seconds"):
        return duration(value)
    labels = {
        "category": words.label, "outcome": rules.outcome_label, "direction": rules.direction_label,
        "tone": rules.tone_label, "result": rules.result_label,
    }  # fmt: skip
    return labels[field](value) if field in labels else str(value)
