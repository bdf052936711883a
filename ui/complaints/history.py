"""Who changed what in a complaint and its satisfaction calls, when, in the words of the form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.complaints import finding, linking, words
from app.complaints.finding import Entry
from app.complaints.table import COMPLAINTS
from app.office import privacy
from app.people import service as people
from app.words import NP_, pgettext
from ui.kit import when
from ui.kit.history import Step

if TYPE_CHECKING:
    from app.office.desk import Desk

LABELS = {each.name: each.label for each in COMPLAINTS.fields} | {
    "owner_id": NP_("complaint", "Owner"),
    "salesman_id": NP_("complaint", "Salesperson"),
    "dealer_id": NP_("complaint", "Dealer"),
    "product_id": NP_("complaint", "Product"),
    "planned_on": NP_("complaint", "Satisfaction call on"),
    "feedback": NP_("complaint", "Feedback"),
}
"""What the fields of a complaint are called; others are worked out by the program and not told."""
ACTIONS = {
    "complaint.open": NP_("history", "took it in"),
    "call.log": NP_("history", "took it in with the call"),
    "call.change": NP_("history", "made a call a complaint"),
    "complaint.change": NP_("history", "changed"),
    "complaint.change_many": NP_("history", "changed with others"),
    "import.complaints": NP_("history", "brought it in from a file"),
    "import.calls": NP_("history", "brought its call in from a file"),
    "complaint.notify": NP_("history", "told the salesperson"),
    "complaint.acked": NP_("history", "had it confirmed"),
    "complaint.note": NP_("history", "wrote a note"),
    "complaint.assign": NP_("history", "handed it over"),
    "complaint.escalate": NP_("history", "escalated it"),
    "complaint.handled": NP_("history", "handled it"),
    "complaint.asked": NP_("history", "asked how satisfied they are"),
    "complaint.unreached": NP_("history", "asked and reached nobody"),
    "complaint.close": NP_("history", "closed it"),
    "complaint.withdraw": NP_("history", "withdrew it"),
    "complaint.reopen": NP_("history", "reopened it"),
    "complaint.restore": NP_("history", "brought it back"),
    "dealer.merge": NP_("history", "put two dealers together"),
    "dealer.hand_over": NP_("history", "handed over to another salesperson"),
    "undo": NP_("history", "took it back"),
}
_SILENT = ("complaint.open", "call.log", "complaint.restore")
_PEOPLE = ("owner_id", "salesman_id", "by_id")
_MOMENTS = ("received_at", "notified_at", "acked_at", "responded_at", "closed_at")


def read(desk: "Desk", complaint_id: int) -> list[Step]:
    """The history of a complaint, the latest first. Reads the database: for a job."""
    entries = finding.history(desk, complaint_id)
    ids = {value for entry in entries if entry.field in _PEOPLE for value in (entry.old, entry.new) if value}
    with desk.store.read() as session:
        names: dict[Any, str] = dict(people.names(session, ids))
        for field, known in (("dealer_id", linking.dealers), ("product_id", linking.products)):
            wanted = {value for each in entries if each.field == field for value in (each.old, each.new)}
            names |= {(field, number): " ".join(told) for number, told in known(session, wanted).items()}
    now = desk.now()
    seen = partial(privacy.shown, desk)
    steps = []
    for _write, grouped in groupby(entries, key=lambda entry: entry.write_id):
        told = list(grouped)
        first = told[0]
        fields = () if first.label in _SILENT else tuple(_fields(told, names, now, seen))
        action = pgettext(*ACTIONS[first.label]) if first.label in ACTIONS else first.label
        steps.append(Step(first.at, first.by, action, fields))
    return steps[::-1]


def _fields(
    told: Sequence[Entry], names: Mapping[Any, str], now: datetime, seen: Callable[[str], str]
) -> list[tuple[str, str, str]]:
    found = []
    for entry in told:
        if entry.field in LABELS and (entry.op != "new" or entry.kind == "followup"):
            values = [said(entry.field, value, names, now) for value in (entry.old, entry.new)]
            values = [seen(value) for value in values] if entry.field == "phone" else values
            if values[0] != values[1]:
                found.append((pgettext(*LABELS[entry.field]), values[0], values[1]))
    return found


def said(field: str, value: Any, names: Mapping[Any, str], now: datetime) -> str:
    """A value as the form would show it; "" for none. `names`: staff by id, records by (field, id)."""
    if value is None or value == "":
        return ""
    if field in _MOMENTS:
        return when.say(datetime.fromisoformat(value) if isinstance(value, str) else value, now)
    if field in _PEOPLE:
        return names.get(value, "?")
    if field in ("dealer_id", "product_id"):
        return names.get((field, value), "?")
    if isinstance(value, bool):
        return pgettext("flag", "yes") if value else pgettext("flag", "no")
    if isinstance(value, date):
        return value.isoformat()
    known: dict[str, Mapping[Any, tuple[str, str]]] = {
        "category": words.CATEGORIES, "kind": words.KINDS, "grade": words.GRADES, "channel": words.CHANNELS,
        "status": words.STATUSES, "notify_by": words.WAYS, "score": words.SCORES,
    }  # fmt: skip
    return pgettext(*known[field][value]) if field in known and value in known[field] else str(value)
