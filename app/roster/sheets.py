"""The papers of a month: the wall sheet and the person grid (records.md form 5)."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

from app.office import settings
from app.office.desk import Desk
from app.office.letterhead import headed, prepared_by, signatures
from app.office.periods import month_name
from app.roster import finding
from app.roster.forms import name_of, name_width, short_weekday
from app.roster.rules import signed
from app.roster.shown import Day, Month, Share
from app.sheets.form import Board, Column, Note, Sheet, Spot, Table, Text
from app.words import _, language, pgettext

LARGEST, LEAST = 24.0, 8.0
"""Points of the names: 24 are read from two metres and more, and even a crowded day stays legible."""
WALL_HEIGHT = 478.0
"""Points of the month's boxes on the wall sheet, so that it stays one page with six lines of text beneath."""
_TEXT, _SMALL_TEXT, _LINES = 11.5, 9.5, 6
_WIDE = 482.0
LONG_NAME = 9
"""Letters of a holiday that fill its box in large type."""
_ABOUT, _LEADING = 42.0, 1.28
"""Points that date and tick take in a box, and the lines' distance by their size."""


def roster(desk: Desk, month: date) -> tuple[list[Sheet], dict[str, Any]]:
    """值日表 of `month`: the wall sheet and the person grid; totals are the counts and what is unfilled."""
    found = finding.month(desk, month)
    totals = {
        "counts": {share.name: share.month for share in found.shares},
        "year_counts": {share.name: share.year for share in found.shares},
        "spread": found.spread,
        "unfilled": sum(1 for day in found.days for cell in day.cells if cell.staff_id is None),
    }
    return [wall(desk, found), people(desk, found)], totals


def wall(desk: Desk, found: Month) -> Sheet:
    """The sheet for the wall: A4 upright, one page, names to be read from two metres."""
    weeks = _weeks(found)
    most = max((len(day.cells) for day in found.days), default=0)
    unfilled = any(cell.staff_id is None for day in found.days for cell in day.cells)
    texts = _below(desk, found)
    if unfilled:
        texts.append(_("▲ Nobody could be found for this place yet."))
    if not found.published:
        texts.append(_("The rest days of {year} are not published yet; this sheet may change.").format(
            year=found.month.year))  # fmt: skip
    small = _lines(texts, _TEXT) > _LINES
    text = _SMALL_TEXT if small else _TEXT
    height = WALL_HEIGHT - max(0.0, _lines(texts, text) * text * 1.55 - _LINES * _TEXT * 1.55)
    room = height / max(1, len(weeks)) - _ABOUT
    size = max(LEAST, min(LARGEST, room / _LEADING / max(2, most)))
    return headed(
        desk, "05", title=_("Office Cleaning Roster"), name=_("Wall sheet"), center=month_name(found.month),
        blocks=[
            Board(titles=_titles(found), rows=weeks, size=size, height=height * 25.4 / 72),
            Text(lines=texts, size=text),
        ],
        signatures=[
            prepared_by(desk), _("Checked by:"), _("Inspector:"),
            _("Drawn up: {day}").format(day=f"{desk.today():%Y-%m-%d}"),
        ],
    )  # fmt: skip


def _lines(texts: Sequence[str], size: float) -> int:
    """About how many lines `texts` take on the sheet, rather one too many."""
    return sum(
        ceil(sum(1.0 if mark > "\u2e7f" else 0.6 for mark in text) * size * 1.03 / _WIDE) or 1
        for text in texts
    )


def weekdays_shown(found: Month) -> list[int]:
    """The columns of the month, 0 is Monday: a weekend day only when somebody works or is on duty on one."""
    at_work = {day.on.weekday() for day in found.days if day.kind == "makeup" or day.cells}
    return [n for n in range(7) if n < 5 or n in at_work]


def weekday_names() -> list[str]:
    """星期一 … 星期日."""
    return [
        pgettext("weekday", "Monday"), pgettext("weekday", "Tuesday"), pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"), pgettext("weekday", "Friday"), pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    ]  # fmt: skip


def _titles(found: Month) -> list[str]:
    names = weekday_names()
    return [names[n] for n in weekdays_shown(found)]


def _weeks(found: Month) -> list[list[Spot]]:
    shown = weekdays_shown(found)
    weeks: dict[int, dict[int, Day]] = {}
    for day in found.days:
        weeks.setdefault((day.on.day + found.month.weekday() - 1) // 7, {})[day.on.weekday()] = day
    rows = []
    for week in weeks.values():
        if any(n in week for n in shown):
            rows.append([_spot(week[n]) if n in week else Spot() for n in shown])
    return rows


def _spot(day: Day) -> Spot:
    corner = str(day.on.day)
    name = " ".join(part for part in (day.festival or day.lunar,) if part)
    if day.kind == "rest" and not day.cells:
        return Spot(
            lines=_said_in_lines(day.holiday), corner=corner,
            tag=pgettext("day", "off") + (f" {name}" if name else ""), grey=True,
        )  # fmt: skip
    tag = (pgettext("day", "work") + f" {name}").strip() if day.kind == "makeup" else name
    return Spot(
        lines=[name_of(cell) for cell in day.cells], corner=corner, tag=tag,
        foot=_("done □") if day.cells else "", grey=False,
    )  # fmt: skip


def _said_in_lines(holiday: str) -> list[str]:
    """The name of a holiday, in two lines where one would make it small."""
    if len(holiday) > LONG_NAME and " " in holiday:
        return list(holiday.rsplit(" ", 1))
    return [holiday] if holiday else []


def _below(desk: Desk, found: Month) -> list[str]:
    join = "，" if language() == "zh" else ", "
    tasks = "  ".join(f"{n} {task}" for n, task in enumerate(found.tasks, start=1))
    counts = join.join(
        f"{share.name}\u00a0{share.month}" for share in found.shares if share.month or share.inside
    )
    return [
        _("To be done: {tasks}").format(tasks=tasks),
        _("Rules: {rules}").format(rules=desk.settings.get(settings.ROSTER_RULES)),
        _("Turns this month: {counts}").format(counts=counts),
    ]


# The person grid


def people(desk: Desk, found: Month) -> Sheet:
    """People by days, with the turns of month and year."""
    columns = [Column("name", _("Name"), name_width((share.name for share in found.shares), least=19))]
    columns += [
        Column(str(day.on.day), f"{day.on.day}\n{short_weekday(day.on)}", 6.4, align="center")
        for day in found.days
    ]
    columns += [
        Column("month", pgettext("turns", "Month"), 9.5, "int"), Column("year", pgettext("turns", "Year"), 9.5, "int"),
        Column("ahead", "±", 9, align="right"),
    ]  # fmt: skip
    marks = {"name": _("Calendar"), **{str(day.on.day): _mark(day) for day in found.days}}
    rows: list[dict[str, Any]] = [marks]
    rows += [_person(share, found) for share in found.shares]
    return headed(
        desk, "05", title=_("Office Cleaning Roster by Person"), name=_("By person"), center=month_name(found.month),
        right=_("Unit: turns"), orientation="landscape",
        blocks=[
            Table(
                columns, rows,
                notes=[Note(_("● on duty  ✓ done  × missed  ⇄ swapped or stands in;  ±: more or less than a fair share"
                              " of the year by days present"))],
            )
        ],
        signatures=signatures(desk, _("Checked by:")),
    )  # fmt: skip


def _mark(day: Day) -> str:
    if day.kind == "makeup":
        return pgettext("day", "work")
    return pgettext("day", "off") if day.kind == "rest" else ""


def _person(share: Share, found: Month) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": share.name, "month": share.month, "year": share.year, "ahead": signed(share.ahead),
    }  # fmt: skip
    for day in found.days:
        for cell in day.cells:
            if cell.staff_id == share.staff_id:
                row[str(day.on.day)] = (
                    "✓" if cell.done else "×" if cell.missed
                    else "⇄" if cell.how in ("swapped", "substitute") else "●"
                )  # fmt: skip
    return row
