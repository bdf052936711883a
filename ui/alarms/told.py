"""How alarms are said in one line. Qt-free."""

from collections.abc import Sequence
from datetime import datetime

from app.overview.alarms import SOURCES, Alarm
from app.words import _, ngettext, pgettext
from ui.kit import when
from ui.kit.saying import joined, late

LINES = 3
"""So many of several alarms are named in a message."""


def kind(alarm: Alarm) -> str:
    """What kind of thing is late."""
    return next((pgettext(*source.label) for source in SOURCES if source.kind == alarm.kind), alarm.kind)


def moment(at: datetime, now: datetime) -> str:
    """When: a clock today, else the day too."""
    return f"{at.hour}:{at:%M}" if at.date() == now.date() else when.within(at, now)


def line(alarm: Alarm, now: datetime) -> str:
    """Who, what about, how late."""
    return joined(alarm.who, " ".join(alarm.what.split()), late(now - alarm.due_at))


def sub(alarm: Alarm, now: datetime) -> str:
    """What kind it is, who owes it and since when; why it was put off."""
    owner = _("{finder} finds out").format(finder=alarm.owner) if alarm.owner else ""
    due = _("promised for {moment}").format(moment=moment(alarm.due_at, now))
    why = ""
    if alarm.put_off is not None:
        why = _("put off: {reason}").format(reason=alarm.put_off.reason)
    return joined(kind(alarm), owner, due, why)


def message(alarms: Sequence[Alarm], now: datetime) -> tuple[str, str]:
    """Title and text of the message that tells of these."""
    if len(alarms) == 1:
        one = alarms[0]
        return _("{kind} is late: {who}").format(kind=kind(one), who=one.who), joined(
            " ".join(one.what.split()), sub(one, now)
        )
    title = ngettext("{n} matter is late", "{n} matters are late", len(alarms)).format(n=len(alarms))
    lines = [line(one, now) for one in alarms[:LINES]]
    if len(alarms) > LINES:
        lines.append(_("and {n} more").format(n=len(alarms) - LINES))
    return title, "\n".join(lines)
