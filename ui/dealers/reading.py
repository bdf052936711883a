"""One dealer with all that its page shows of it, read by one job."""

from app.china import phones
from app.dealers import finding, history
from app.office import privacy
from app.office.desk import Desk
from app.overview import timeline
from ui.dealers.facts import Facts
from ui.dealers.view import Whole
from ui.kit.history import Step

MOST = 200
"""So many of the latest happenings are shown."""
EACH = 40
"""And so many of each kind: a complaint is not pushed out by the calls of a year."""


def whole(desk: Desk, dealer_id: int, facts: Facts) -> Whole:
    """The dealer `dealer_id` with its timeline and changes; NoResultFound when there is none."""
    seen = phones.masked_in if privacy.masks(desk) else str
    steps = [
        Step(each.at, each.by, each.what,
             tuple((one.label, seen(one.old), seen(one.new)) for one in each.fields))
        for each in history.changes(desk, dealer_id)
    ]  # fmt: skip
    told = timeline.timeline(desk, dealer_id, limit=MOST, each=EACH)
    return Whole(finding.detail(desk, dealer_id), told, steps, facts, desk.now())
