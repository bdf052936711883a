"""What the list of calls asks for, as a query: the chip that is on, the filters, the bin, the search text. Qt-free."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.calls.finding import CallQuery
from app.words import NP_, _, pgettext
from ui.kit.list_spec import Asked

if TYPE_CHECKING:
    from app.office.desk import Desk

CHIPS = {
    "today": NP_("calls", "Today"), "missed": NP_("calls", "Missed"), "owed": NP_("calls", "Owed"),
    "all": NP_("calls", "All"),
}  # fmt: skip


def presets() -> tuple[tuple[str, str], ...]:
    """The chips with their words."""
    return tuple((key, pgettext(*words)) for key, words in CHIPS.items())


def adjusted(asked: Asked) -> Asked:
    """Days that were chosen are not those of today only."""
    return replace(asked, preset="all") if "started_at" in asked.values and asked.preset == "today" else asked


def only_today(asked: Asked) -> bool:
    """Whether the list begins anew at midnight."""
    return asked.preset == "today" and not asked.in_bin and "started_at" not in asked.values


def query(asked: Asked, desk: "Desk") -> CallQuery:
    """The calls that fit."""
    made = CallQuery(text=asked.text, filters=asked.values, in_bin=asked.in_bin)
    if asked.in_bin:
        return made
    made = replace(made, promised=asked.preset == "owed", unhandled=asked.preset == "missed")
    if not only_today(asked):
        return made
    start, end = desk.day_bounds(desk.today())
    return replace(made, start=start, end=end)


def nothing_here(asked: Asked) -> tuple[str, str, str]:
    """What an empty list says: icon, what it is, and what to do."""
    if asked.preset == "owed":
        return "phone", _("Nothing is owed"), _("Every call back was made.")
    if asked.preset == "missed":
        return (
            "phone",
            _("No missed call waits"),
            _("A missed call stands here until somebody spoke with the caller, or marks it by Space."),
        )
    if only_today(asked):
        return (
            "phone",
            _("No call yet today"),
            _("When the phone rings, press F2: the number tells who it is."),
        )
    return "phone", _("No calls here"), ""
