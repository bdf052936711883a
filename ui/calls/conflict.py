"""Two people changed one call: the fields that differ, side by side, and what is chosen of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.calls import finding
from app.calls.finding import CallDetail
from app.calls.rules import Categories
from app.late import Module
from app.words import NP_, pgettext
from ui.calls.facts import Facts
from ui.calls.opened import NEEDED_BY, OpenCall, Values, values_of
from ui.kit.dialogs import Difference

if TYPE_CHECKING:
    from app.office.desk import Desk

history = Module("ui.calls.history")

FIELDS = {
    "started_at": ("started_at", NP_("call", "Time")), "direction": ("direction", NP_("call", "Direction")),
    "number": ("number", NP_("call", "Number")), "caller_name": ("caller_name", NP_("call", "Caller")),
    "company": ("company", NP_("call", "Company")), "category": ("category", NP_("call", "Category")),
    "matter": ("matter", NP_("call", "Matter")), "answer": ("answer", NP_("call", "Answer")),
    "outcome": ("outcome", NP_("call", "Outcome")),
    "transfer_to": ("transfer_to_id", NP_("call", "Transferred to")),
    "reached": ("transfer_reached", NP_("call", "Reached")),
    "finder": ("finder_id", NP_("call", "Finds the answer")), "due_at": ("due_at", NP_("call", "Promised for")),
    "tone": ("tone", NP_("call", "Tone")), "confirmed": ("confirmed", NP_("call", "Read back")),
    "rings": ("rings", NP_("call", "Rings")),
}  # fmt: skip
"""Fields of the form: what the record calls them, and their label."""


class Theirs(NamedTuple):
    """The call as somebody else has left it, and who that was."""

    detail: CallDetail
    who: str


def read(desk: "Desk", call_id: int) -> Theirs:
    """The call as it is now. Reads the database: for a job."""
    told = finding.history(desk, call_id)
    return Theirs(finding.detail(desk, call_id), told[-1].by if told else "")


def differences(opened: OpenCall, theirs: CallDetail, facts: Facts, now: datetime) -> list[Difference]:
    """The fields that would be saved otherwise than they are now."""
    ours, other = opened.values, values_of(theirs.typed)
    names = {row.id: row.name for row in facts.staff}
    found = []
    for key, (field, label) in FIELDS.items():
        needed = NEEDED_BY.get(key)
        if needed and needed not in (ours["outcome"], other["outcome"]):
            continue
        if (ours[key] or None) != (other[key] or None):
            said = [_said(field, values[key], names, facts.categories, now) for values in (ours, other)]
            mine = (ours[key] or None) != (opened.before.get(key) or None)
            found.append(Difference(key, pgettext(*label), said[0], said[1], mine))
    return found


def _said(field: str, value: Any, names: Mapping[int, str], words: Categories, now: datetime) -> str:
    return " ".join(history.said(field, value, names, words, now).split())


def chosen(opened: OpenCall, theirs: CallDetail, choice: Mapping[str, str]) -> Values:
    """The values to be saved: theirs, with ours where they were chosen."""
    merged = values_of(theirs.typed)
    merged |= {key: opened.values[key] for key, side in choice.items() if side == "ours"}
    return merged
