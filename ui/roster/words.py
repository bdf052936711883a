"""Sentences of the roster page."""

from datetime import date

from app.roster.shown import Month
from app.words import _, language, ngettext, pgettext
from ui.kit.saying import weekday as _short

_MONDAY = date(2024, 1, 1)


def month_name(month: date) -> str:
    """2026年10月, October 2026."""
    if language() == "zh":
        return f"{month.year}年{month.month}月"
    return f"{month:%B %Y}"


def weekdays_words(digits: str) -> str:
    """周一、周五 of "15"."""
    names = [_short(_MONDAY.replace(day=int(digit))) for digit in digits]
    return _(", ").join(names)


def absence_words(name: str, first: date, last: date, reason: str) -> str:
    """吴强 10月20日—22日 出差."""
    start = _("{month}-{day}").format(month=first.month, day=first.day)
    if first == last:
        span = start
    elif (first.year, first.month) == (last.year, last.month):
        span = _("{start} to {day}").format(start=start, day=last.day)
    else:
        span = _("{start} to {end}").format(
            start=start, end=_("{month}-{day}").format(month=last.month, day=last.day)
        )
    return " ".join(part for part in (name, span, reason) if part)


def facts(month: Month) -> str:
    """18 个工作日，每天 2 人；国庆 1—7日休，10日（周六）调休上班."""
    days = ngettext("{n} working day", "{n} working days", month.working_days).format(n=month.working_days)
    most = max((len(day.cells) for day in month.days), default=0)
    parts = [days]
    if most:
        parts[0] = _("{days}, {n} a day").format(days=days, n=most)
    parts += [*_holidays(month), *_adjusted(month)]
    over = sum(
        1 for day in month.days
        if month.made and day.kind != "rest" and not day.cells and day.on < month.today
    )  # fmt: skip
    if over:
        words = ngettext("{n} day that is over has nobody", "{n} days that are over have nobody", over)
        parts.append(words.format(n=over))
    return _("; ").join(parts)


def _holidays(month: Month) -> list[str]:
    spans: list[list[int]] = []
    names: list[str] = []
    for day in month.days:
        if day.kind != "rest" or not day.holiday:
            continue
        if names and names[-1] == day.holiday and spans[-1][1] == day.on.day - 1:
            spans[-1][1] = day.on.day
        else:
            names.append(day.holiday)
            spans.append([day.on.day, day.on.day])
    said = []
    for name, (first, last) in zip(names, spans, strict=True):
        days = str(first) if first == last else f"{first}—{last}"
        said.append(_("{holiday} off {days}").format(holiday=name, days=days))
    return said


def _adjusted(month: Month) -> list[str]:
    return [
        _("{day} ({weekday}) worked instead").format(day=day.on.day, weekday=_short(day.on))
        for day in month.days if day.kind == "makeup"
    ]  # fmt: skip


def fair_words(month: Month) -> tuple[str, str]:
    """How even the month and the year are, and the tone to say it in."""
    if not month.made:
        return _("not made yet"), "text2"
    inside = [share.month for share in month.shares if share.inside] or [0]
    low, high = min(inside), max(inside)
    each = str(low) if low == high else f"{low}—{high}"
    words = _("{each} turns each, this year {n} apart").format(each=each, n=month.spread)
    return words, "green" if month.spread <= 1 else "amber"


def day_name(on: date) -> str:
    """10月16日 周五."""
    return pgettext("day", "{month}-{day} {weekday}").format(month=on.month, day=on.day, weekday=_short(on))
