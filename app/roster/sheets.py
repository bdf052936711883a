"""The papers of a month: the wall sheet and the person grid (records.md form 5), the check sheets with scores."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

from app.calls.sheets import month_name
from app.office import settings
from app.office.desk import Desk
from app.roster import checks, finding
from app.roster.checks import DeskMonth
from app.roster.finding import Cell, Day, Month, Share
from app.roster.rules import signed
from app.sheets.form import Board, Column, Fact, Facts, Note, Sheet, Spot, Summary, Table, Text
from app.words import _, language, pgettext

LARGEST, LEAST = 24.0, 8.0
"""Points of the names: 24 are read from two metres and more, and even a crowded day stays legible."""
WALL_HEIGHT = 478.0
"""Points of the month's boxes on the wall sheet, so that it stays one page with six lines of text beneath."""
_TEXT, _SMALL_TEXT, _LINES = 11.5, 9.5, 6
_WIDE = 482.0
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
    return Sheet(
        title=_("Office Cleaning Roster"),
        name=_("Wall sheet"),
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=month_name(found.month),
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-05",
        blocks=[
            Board(titles=_titles(found), rows=weeks, size=size, height=height * 25.4 / 72),
            Text(lines=texts, size=text),
        ],
        signatures=[
            _("Prepared by: {name}").format(name=desk.person.name), _("Checked by:"), _("Inspector:"),
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
            lines=[day.holiday] if day.holiday else [], corner=corner,
            tag=pgettext("day", "off") + (f" {name}" if name else ""), grey=True,
        )  # fmt: skip
    tag = f"{pgettext('day', 'work')} {name}".strip() if day.kind == "makeup" else name
    return Spot(
        lines=[_name(cell) for cell in day.cells], corner=corner, tag=tag,
        foot=_("done □") if day.cells else "", grey=False,
    )  # fmt: skip


def _name(cell: Cell) -> str:
    return cell.name if cell.staff_id is not None else _("▲ unfilled")


def _below(desk: Desk, found: Month) -> list[str]:
    join = "，" if language() == "zh" else ", "
    tasks = "  ".join(f"{n} {task}" for n, task in enumerate(found.tasks, start=1))
    counts = join.join(f"{share.name} {share.month}" for share in found.shares if share.month or share.inside)
    return [
        _("To be done: {tasks}").format(tasks=tasks),
        _("Rules: {rules}").format(rules=desk.settings.get(settings.ROSTER_RULES)),
        _("Turns this month: {counts}").format(counts=counts),
    ]


# The person grid


def people(desk: Desk, found: Month) -> Sheet:
    """People by days, with the turns of month and year."""
    columns = [Column("name", _("Name"), 19)]
    columns += [
        Column(str(day.on.day), f"{day.on.day}\n{_short(day.on)}", 6.4, align="center") for day in found.days
    ]
    columns += [
        Column("month", _("This month"), 9.5, "int"), Column("year", _("Year"), 9.5, "int"),
        Column("ahead", _("±"), 9, align="right"),
    ]  # fmt: skip
    marks = {"name": _("Calendar"), **{str(day.on.day): _mark(day) for day in found.days}}
    rows: list[dict[str, Any]] = [marks]
    rows += [_person(share, found) for share in found.shares]
    return Sheet(
        title=_("Office Cleaning Roster by Person"),
        name=_("By person"),
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=month_name(found.month),
        right=_("Unit: turns"),
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-05",
        orientation="landscape",
        blocks=[
            Table(
                columns, rows,
                notes=[Note(_("● on duty  ✓ done  × missed  ⇄ swapped or stands in;  ±: more or less than a fair share"
                              " of the year by days present"))],
            )
        ],
        signatures=[
            _("Prepared by: {name}").format(name=desk.person.name), _("Checked by:"), _("Date:                "),
        ],
    )  # fmt: skip


def _short(on: date) -> str:
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[on.weekday()]


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


# The check sheets


def check_sheets(desk: Desk, month: date) -> tuple[list[Sheet], dict[str, Any]]:
    """值日检查表 and 工位整洁检查表 of `month`; totals are turns done, missed, and mean scores."""
    found, desks = finding.month(desk, month), checks.month(desk, month)
    cells = [cell for day in found.days for cell in day.cells if cell.staff_id is not None]
    scores = [row.mean for row in desks.rows if row.mean is not None]
    totals = {
        "turns": len(cells),
        "done": sum(cell.done for cell in cells),
        "missed": sum(cell.missed for cell in cells),
        "mean_score": finding.score_of(cells),
        "desk_mean_score": sum(scores) / len(scores) if scores else None,
    }
    return [_inspection(desk, found, totals), _desks(desk, desks, totals)], totals


def _inspection(desk: Desk, found: Month, totals: dict[str, Any]) -> Sheet:
    columns = [
        Column("day", _("Date"), 16, align="center"), Column("weekday", _("Day"), 11, align="center"),
        Column("task", _("Task"), 46), Column("name", _("On duty"), 20), Column("state", _("Done"), 14, align="center"),
        Column("score", _("Score"), 13, "number"), Column("checker", _("Inspector"), 18),
        Column("note", _("Remark"), 32),
    ]  # fmt: skip
    rows = [_checked(cell) for day in found.days for cell in day.cells]
    mean = totals["mean_score"]
    return Sheet(
        title=_("Cleaning Inspection Sheet"),
        name=_("Inspection"),
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=month_name(found.month),
        right=_("Score: 0 to 10"),
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-05-1",
        blocks=[
            Facts([
                Fact(_("Turns"), totals["turns"], "int"), Fact(_("Done"), totals["done"], "int"),
                Fact(pgettext("roster", "Missed"), totals["missed"], "int"),
                Fact(_("Mean score"), None if mean is None else round(mean, 1), "number"),
            ]),
            Table(
                columns, rows, title=_("1. Day by day"), empty=_("The roster of this month is not made yet"),
            ),
            _per_person(found),
        ],
        signatures=[_("Inspector:"), _("Checked by:"), _("Date:                ")],
    )  # fmt: skip


def _checked(cell: Cell) -> dict[str, Any]:
    told = []
    if cell.swapped_from:
        told.append(_("for {name}").format(name=cell.swapped_from))
    if cell.remark:
        told.append(cell.remark)
    return {
        "day": f"{cell.on:%m-%d}", "weekday": _short(cell.on), "task": cell.task, "name": _name(cell),
        "state": "✓" if cell.done else pgettext("roster", "Missed") if cell.missed else "□",
        "score": cell.score, "checker": cell.checker, "note": _("; ").join(told),
    }  # fmt: skip


def _per_person(found: Month) -> Table:
    columns = [
        Column("name", _("Name"), 40), Column("turns", _("Turns"), 26, "int", total="sum"),
        Column("done", _("Done"), 26, "int", total="sum"),
        Column("missed", pgettext("roster", "Missed"), 26, "int", total="sum"),
        Column("score", _("Mean score"), 26, "number"), Column("year", _("Turns this year"), 26, "int", total="sum"),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for share in found.shares:
        own = [cell for day in found.days for cell in day.cells if cell.staff_id == share.staff_id]
        mean = finding.score_of(own)
        rows.append(
            {
                "name": share.name, "turns": len(own), "done": sum(c.done for c in own),
                "missed": sum(c.missed for c in own), "score": None if mean is None else round(mean, 1),
                "year": share.year,
            }
        )  # fmt: skip
    return Table(columns, rows, title=_("2. By person"))


def _desks(desk: Desk, found: DeskMonth, totals: dict[str, Any]) -> Sheet:
    columns = [Column("name", _("Name"), 26)]
    columns += [Column(f"{week}", f"{week:%m-%d}", 22, "number", align="center") for week in found.weeks]
    columns += [Column("mean", _("Mean score"), 20, "number"), Column("note", _("Remark"), 30)]
    rows: list[dict[str, Any]] = []
    for row in found.rows:
        known = [each for each in row.scores if each is not None]
        rows.append(
            {
                "name": row.name,
                **{f"{w}": e.score if e else None for w, e in zip(found.weeks, row.scores, strict=True)},
                "mean": None if row.mean is None else round(row.mean, 1),
                "note": _("; ").join(each.note for each in known if each.note),
            }
        )
    mean = totals["desk_mean_score"]
    foot: Sequence[Summary] = (
        [] if mean is None else [Summary(_("Mean score"), {"mean": round(mean, 1)}, tone="total")]
    )
    return Sheet(
        title=_("Weekly Desk Check"),
        name=_("Desks"),
        company=desk.settings.get(settings.COMPANY),
        left=_("Department: {department}").format(department=desk.settings.get(settings.DEPARTMENT)),
        center=month_name(found.month),
        right=_("Score: 0 to 10"),
        form_no=f"{desk.settings.get(settings.FORM_PREFIX)}-05-2",
        blocks=[
            Table(columns, rows, foot=foot),
            Text([_("Looked at once a week: papers in order, nothing private about, screen and telephone wiped, chair"
                    " pushed in, waste bin empty.")]),
        ],
        signatures=[_("Inspector:"), _("Checked by:"), _("Date:                ")],
    )  # fmt: skip
