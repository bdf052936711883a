"""What the list of complaints asks for, as a query: the chip that is on, the filters, the bin, the text. Qt-free."""

from dataclasses import replace

from app.complaints import rules
from app.complaints.finding import ComplaintQuery
from app.words import NP_, _, pgettext
from ui.kit.list_spec import Asked

CHIPS = {
    "open": NP_("complaints", "Open"), "new": NP_("complaints", "To notify"),
    "followup": NP_("complaints", "To ask"), "all": NP_("complaints", "All"),
}  # fmt: skip
STATUSES: dict[str, tuple[str, ...]] = {"open": rules.UNFINISHED, "new": ("new",), "followup": ("followup",)}


def presets() -> tuple[tuple[str, str], ...]:
    """The chips with their words."""
    return tuple((key, pgettext(*words)) for key, words in CHIPS.items())


def adjusted(asked: Asked) -> Asked:
    """A status or days that were chosen are looked for among all."""
    narrow = asked.preset != "all" and {"status", "received_at", "score"} & set(asked.values)
    return replace(asked, preset="all") if narrow else asked


def query(asked: Asked) -> ComplaintQuery:
    """The complaints that fit."""
    statuses = () if asked.in_bin else STATUSES.get(asked.preset, ())
    return ComplaintQuery(text=asked.text, filters=asked.values, in_bin=asked.in_bin, statuses=statuses)


def nothing_here(asked: Asked) -> tuple[str, str, str]:
    """What an empty list says: icon, what it is, and what to do."""
    if asked.preset == "all":
        return (
            "flag",
            _("No complaint yet"),
            _("A call becomes one with F9. Whatever comes by other ways is taken in with Ctrl N."),
        )
    if asked.preset == "followup":
        return (
            "smile",
            _("Nobody has to be asked"),
            _("Satisfaction calls stand here once something was handled."),
        )
    return "flag", _("Nothing is open"), _("Every complaint was handled and asked about.")
