"""The switch between the two lists of one tab: calls and complaints, dealers and their contacts."""

from app.words import _
from ui.kit.options import Option, Segment

SIDES = ("calls", "complaints")


def side_switch(side: str) -> Segment:
    """A segment that shows which list is in front, `side` at first; `picked` carries the one that is wanted."""
    return _switch(
        side, name=_("Calls or complaints"), sides={"calls": _("Calls"), "complaints": _("Complaints")}
    )


def dealer_switch(side: str) -> Segment:
    """As `side_switch` for dealers and contacts."""
    return _switch(
        side, name=_("Dealers or contacts"), sides={"dealers": _("Dealers"), "contacts": _("Contacts")}
    )


def _switch(side: str, *, name: str, sides: dict[str, str]) -> Segment:
    made = Segment([Option(key, words) for key, words in sides.items()], name=name)
    made.set_value(side)
    return made
