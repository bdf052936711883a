"""A call that is not saved yet as a row at the top of the list. Qt-free."""

from collections.abc import Callable
from datetime import date

from app.words import _
from ui.calls.facts import Facts
from ui.calls.opened import OpenCall
from ui.calls.rows import open_row
from ui.kit.rows import Row
from ui.kit.saying import joined


def row_of(call: OpenCall, today: date, facts: Facts | None, *, seen: Callable[[str], str] = str) -> Row:
    """Who, what about so far, and whether it runs, rings, or is a change; `facts` None before they are read.

    seen -- a number as it may be seen in lists.
    """
    values = call.values
    who = values.get("company") or values.get("caller_name") or seen(values.get("number") or "")
    if not who and call.withheld:
        who = _("Withheld number")
    category = values.get("category")
    label = facts.categories.label(category) if facts is not None and category else ""
    name = values.get("caller_name") if values.get("company") else ""
    matter = " ".join(str(values.get("matter") or "").split())
    sub = joined(name, label, matter) or (_("just taken") if call.running else "")
    at = call.clock.started_at if facts is None else call.clock.started_at.astimezone(facts.zone)
    return open_row(
        call.row_id,
        at=at,
        today=today,
        who=who,
        sub=sub,
        live=call.running,
        changing=call.call_id is not None and call.going_on_since is None,
        ringing=call.clock.ringing,
    )
