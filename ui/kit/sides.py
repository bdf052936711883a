"""The switch between the two lists of one tab: calls and complaints."""

from app.words import _
from ui.kit.options import Option, Segment

SIDES = ("calls", "complaints")


def side_switch(side: str) -> Segment:
    """A segment that shows which list is in front, `side` at first; `picked` carries the one that is wanted."""
    made = Segment(
        [Option("calls", _("Calls")), Option("complaints", _("Complaints"))], name=_("Calls or complaints")
    )
    made.set_value(side)
    return made
