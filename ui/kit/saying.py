"""How lines are said on every page: parts joined, weekdays, days, how late something is. Qt-free."""

from datetime import date, timedelta

from app.words import N_, NP_, _, ngettext, pgettext

_SHORT = (
    NP_("short weekday", "Mon"), NP_("short weekday", "Tue"), NP_("short weekday", "Wed"),
    NP_("short weekday", "Thu"), NP_("short weekday", "Fri"), NP_("short weekday", "Sat"),
    NP_("short weekday", "Sun"),
)  # fmt: skip
_WHOLE = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def joined(*parts: str | None) -> str:
    """The parts that there are, with the separator of the language."""
    return _(" · ").join(part for part in parts if part)


def weekday(on: date) -> str:
    """The short name of a day: 周五, Fri."""
    return pgettext(*_SHORT[on.weekday()])


def whole_weekday(on: date) -> str:
    """The name of a day where there is room: 星期五, Fri."""
    return _(_WHOLE[on.weekday()])


def day(on: date) -> str:
    """The date with its weekday, without the year."""
    return _("{month}-{day} {weekday}").format(month=on.month, day=on.day, weekday=whole_weekday(on))


def late(span: timedelta) -> str:
    """How late something is: minutes, hours and minutes within a day, then days."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return _("{minutes} min late").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        if not minutes:
            return _("{hours} h late").format(hours=hours)
        return _("{hours} h {minutes} late").format(hours=hours, minutes=minutes)
    return ngettext("{n} day late", "{n} days late", hours // 24).format(n=hours // 24)


def duration(seconds: float | None) -> str:
    """A length of talk: "1:52", "1:02:03"; "" when it is unknown."""
    if seconds is None:
        return ""
    minutes, left = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


_FORMS = ("股份有限公司", "有限责任公司", "有限公司")


def short(company: str) -> str:
    """A company as people say it: without its legal form. Nothing else is cut."""
    for form in _FORMS:
        if company.endswith(form) and len(company) > len(form) + 2:
            return company.removesuffix(form)
    return company
