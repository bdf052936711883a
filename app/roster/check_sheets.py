"""The check sheets of a month with scores: what was done day by day, and the weekly desk check (R45)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.office.desk import Desk
from app.office.letterhead import blank_date, headed
from app.office.periods import month_name
from app.roster import checks, finding
from app.roster.checks import DeskMonth
from app.roster.forms import name_of, name_width, short_weekday
from app.roster.shown import Cell, Month
from app.sheets.form import Column, Fact, Facts, Sheet, Summary, Table, Text
from app.words import _, pgettext


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
        Column("day", _("Date"), 16, align="center"), Column("weekday", pgettext("weekday", "Day"), 11, align="center"),
        Column("task", _("Task"), 54), Column("name", _("On duty"), 20), Column("state", _("Done"), 14, align="center"),
        Column("score", _("Score"), 13, "number"), Column("checker", _("Inspector"), 18),
        Column("note", _("Remark"), 24),
    ]  # fmt: skip
    rows = [_checked(cell) for day in found.days for cell in day.cells]
    mean = totals["mean_score"]
    return headed(
        desk, "05-1", title=_("Cleaning Inspection Sheet"), name=_("Inspection"), center=month_name(found.month),
        right=_("Score: 0 to 10"),
        blocks=[
            Facts([
                Fact(_("Turns"), totals["turns"], "int"), Fact(_("Done"), totals["done"], "int"),
                Fact(pgettext("roster", "Missed"), totals["missed"], "int"),
                Fact(_("Mean score"), mean, "mean"),
            ]),
            Table(
                columns, rows, title=_("1. Day by day"), empty=_("The roster of this month is not made yet"),
            ),
            _per_person(found),
        ],
        signatures=[_("Inspector:"), _("Checked by:"), blank_date()],
    )  # fmt: skip


def _checked(cell: Cell) -> dict[str, Any]:
    told = []
    if cell.swapped_from:
        told.append(_("for {name}").format(name=cell.swapped_from))
    if cell.remark:
        told.append(cell.remark)
    return {
        "day": f"{cell.on:%m-%d}", "weekday": short_weekday(cell.on), "task": cell.task, "name": name_of(cell),
        "state": "✓" if cell.done else pgettext("roster", "Missed") if cell.missed else "□",
        "score": cell.score, "checker": cell.checker, "note": _("; ").join(told),
    }  # fmt: skip


def _per_person(found: Month) -> Table:
    columns = [
        Column("name", _("Name"), 40), Column("turns", _("Turns"), 26, "int", total="sum"),
        Column("done", _("Done"), 26, "int", total="sum"),
        Column("missed", pgettext("roster", "Missed"), 26, "int", total="sum"),
        Column("score", _("Mean score"), 26, "mean"), Column("year", _("Turns this year"), 26, "int", total="sum"),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for share in found.shares:
        own = [cell for day in found.days for cell in day.cells if cell.staff_id == share.staff_id]
        mean = finding.score_of(own)
        rows.append(
            {
                "name": share.name, "turns": len(own), "done": sum(c.done for c in own),
                "missed": sum(c.missed for c in own), "score": mean,
                "year": share.year,
            }
        )  # fmt: skip
    return Table(columns, rows, title=_("2. By person"))


def _desks(desk: Desk, found: DeskMonth, totals: dict[str, Any]) -> Sheet:
    columns = [Column("name", _("Name"), name_width((row.name for row in found.rows), least=26))]
    columns += [Column(f"{week}", f"{week:%m-%d}", 22, "number", align="center") for week in found.weeks]
    columns += [Column("mean", _("Mean score"), 20, "mean"), Column("note", _("Remark"), 30)]
    rows: list[dict[str, Any]] = []
    for row in found.rows:
        known = [each for each in row.scores if each is not None]
        rows.append(
            {
                "name": row.name,
                **{f"{w}": e.score if e else None for w, e in zip(found.weeks, row.scores, strict=True)},
                "mean": row.mean,
                "note": _("; ").join(each.note for each in known if each.note),
            }
        )
    mean = totals["desk_mean_score"]
    foot: Sequence[Summary] = [] if mean is None else [Summary(_("Mean score"), {"mean": mean}, tone="total")]
    return headed(
        desk, "05-2", title=_("Weekly Desk Check"), name=_("Desks"), center=month_name(found.month),
        right=_("Score: 0 to 10"),
        blocks=[
            Table(columns, rows, foot=foot),
            Text([_("Looked at once a week: papers in order, nothing private about, screen and telephone wiped, chair"
                    " pushed in, waste bin empty.")]),
        ],
        signatures=[_("Inspector:"), _("Checked by:"), blank_date()],
    )  # fmt: skip
