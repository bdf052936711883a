"""来电情况月汇总表: what a month of calls came to, in figures and charts (records.md 3.3, form 3)."""

from calendar import monthrange
from datetime import date
from typing import Any

from app.calls import finding, promises, rules, service
from app.calls.asking import of_month
from app.calls.promises import PromiseRow
from app.calls.totals import MonthOfCalls, Totals, month_of_calls
from app.china import phones
from app.office import privacy
from app.office.desk import Desk
from app.office.letterhead import headed, signatures
from app.office.periods import period
from app.sheets.form import Chart, Column, Fact, Facts, Row, Series, Sheet, Summary, Table
from app.words import _, ngettext, pgettext

OWN_COLUMNS = ("inquiry", "order", "shipment", "complaint", "transfer")
"""Categories with a column of their own on the summary; the others are added up as other."""


def summary(desk: Desk, month: date) -> tuple[list[Sheet], dict[str, Any]]:
    """来电情况月汇总表 of `month`, and its totals as cli.md names them."""
    figures = month_of_calls(desk, month)
    whole = figures.whole
    totals = {
        "calls": whole.calls,
        "by_category": dict(sorted(whole.by_category.items())),
        "missed": whole.missed,
        "within_three_rings": whole.within_three_rings,
        "promises": whole.promises,
        "promises_kept": whole.promises_kept,
        "average_talk_seconds": whole.average_talk_seconds,
    }
    sheet = headed(
        desk,
        "03",
        title=_("Monthly Summary of Calls"),
        center=_("Period: {period}").format(period=period(month)),
        right=_("Unit: calls"),
        blocks=[
            _overall(figures),
            _daily(figures, month),
            *_charts(desk, figures, month),
            _by_category(desk, whole),
            _provinces(figures),
            _questions(desk, figures),
            _unfinished(desk, month),
        ],
        signatures=signatures(desk, _("Checked by:"), _("Manager:")),
    )
    return [sheet], totals


def _overall(figures: MonthOfCalls) -> Facts:
    whole = figures.whole
    working = sum(1 for day in figures.days.values() if day.calls)
    return Facts(
        title=_("1. Overall"),
        facts=[
            Fact(_("Calls"), whole.calls, "int"),
            Fact(_("Of these missed"), whole.missed, "int"),
            Fact(_("Within three rings"), whole.within_three_rings, "percent"),
            Fact(_("Average talk"), whole.average_talk_seconds, "duration"),
            Fact(_("Promises"), whole.promises, "int"),
            Fact(_("Kept in time"), whole.promises_kept, "int"),
            Fact(_("Share kept"), whole.kept_share, "percent"),
            Fact(_("Days with calls"), working, "int"),
        ],
    )


def _daily(figures: MonthOfCalls, month: date) -> Table:
    columns = [
        Column("day", _("Date"), 13, "text", align="center"),
        Column("calls", _("Calls"), 13, "int", total="sum"),
        *(Column(word, pgettext(*rules.CATEGORIES[word]), 12, "int", total="sum") for word in OWN_COLUMNS),
        Column("other", _("Others"), 12, "int", total="sum"),
        Column("missed", pgettext("column", "Missed"), 13, "int", total="sum"),
        Column("rings", pgettext("column", "By 3 rings"), 16, "percent"),
        Column("talk", _("Average talk"), 14, "duration"),
        Column("promises", _("Promises"), 13, "int", total="sum"),
        Column("kept", pgettext("column", "Kept"), 13, "int", total="sum"),
        Column("overdue", _("Late"), 12, "int", total="sum"),
    ]
    days = [date(month.year, month.month, n + 1) for n in range(monthrange(month.year, month.month)[1])]
    rows = [{"day": f"{day:%m-%d}", **_line(figures.days.get(day, Totals()))} for day in days]
    with_calls = [day for day in figures.days.values() if day.calls]
    whole = _line(figures.whole)
    foot = []
    if with_calls:
        mean = {
            key: round(value / len(with_calls), 1)
            for key, value in whole.items()
            if isinstance(value, int) and key != "rings"
        }
        foot = [Summary(pgettext("row", "Mean"), mean)]
    peaks = []
    if figures.peak_day is not None and figures.peak_hour is not None:
        busiest = figures.days[figures.peak_day].calls
        peaks = [
            Summary(
                _("Peak day {day}: {count}   Peak hour {hour}:00–{after}:00: {in_hour}").format(
                    day=f"{figures.peak_day:%m-%d}", count=busiest,
                    hour=figures.peak_hour, after=figures.peak_hour + 1, in_hour=figures.hours[figures.peak_hour],
                )
            )
        ]  # fmt: skip
    return Table(
        columns,
        rows,
        title=_("2. Day by day"),
        totals={"rings": whole.get("rings"), "talk": whole.get("talk")},  # none in a month without calls
        foot=[*foot, *peaks],
    )


def _line(day: Totals) -> dict[str, Any]:
    """One day's cells; a day without calls stays blank, so that busy days stand out."""
    if not day.calls and not day.promises:
        return {}
    own = {word: day.by_category[word] for word in OWN_COLUMNS}
    return {
        "calls": day.calls,
        **own,
        "other": day.calls - sum(own.values()),
        "missed": day.missed,
        "rings": day.within_three_rings,
        "talk": day.average_talk_seconds,
        "promises": day.promises,
        "kept": day.promises_kept,
        "overdue": day.promises - day.promises_kept,
    }


def _charts(desk: Desk, figures: MonthOfCalls, month: date) -> list[Chart]:
    if not figures.whole.calls:
        return []
    days = range(1, monthrange(month.year, month.month)[1] + 1)
    per_day = [figures.days.get(date(month.year, month.month, day), Totals()).calls for day in days]
    words = service.categories(desk)
    categories = [(words.label(word), n) for word, n in figures.whole.by_category.most_common()]
    hours = range(min(figures.hours), max(figures.hours) + 1)
    return [
        Chart("bar", _("Calls a day"), [str(day) for day in days], [Series(_("Calls"), per_day)], height=45),
        Chart(
            "hbar", _("By category"), [label for label, _n in categories],
            [Series(_("Calls"), [n for _label, n in categories])], height=50, half=True,
        ),
        Chart(
            "bar", _("By hour of the day"), [str(hour) for hour in hours],
            [Series(_("Calls"), [figures.hours[hour] for hour in hours])], height=50, half=True,
        ),
    ]  # fmt: skip


def _by_category(desk: Desk, whole: Totals) -> Table:
    words = service.categories(desk)
    rows: list[Row] = [
        {"category": words.label(word), "calls": n, "share": n / whole.calls}
        for word, n in whole.by_category.most_common()
    ]
    return Table(
        [
            Column("category", _("Category"), 40),
            Column("calls", _("Calls"), 30, "int", total="sum"),
            Column("share", _("Share"), 30, "percent", total="sum"),
        ],
        rows,
        title=_("3. By category"),
    )


def _provinces(figures: MonthOfCalls) -> Table:
    shown = figures.provinces.most_common(10)
    rows: list[Row] = [
        {
            "no": i, "province": province, "calls": n, "share": n / figures.whole.calls,
            **{word: figures.province_categories[province][word] for word in OWN_COLUMNS},
        }
        for i, (province, n) in enumerate(shown, 1)
    ]  # fmt: skip
    return Table(
        [
            Column("no", _("No."), 10, "int", align="center"),
            Column("province", _("Province"), 25),
            Column("calls", _("Calls"), 15, "int", total="sum"),
            Column("share", _("Share"), 15, "percent", total="sum"),
            *(
                Column(word, pgettext(*rules.CATEGORIES[word]), 15, "int", total="sum")
                for word in OWN_COLUMNS
            ),
        ],
        rows,
        title=_("4. First ten provinces"),
    )


def _questions(desk: Desk, figures: MonthOfCalls) -> Table:
    words = service.categories(desk)
    rows: list[Row] = [
        {
            "no": i,
            "category": words.label(each.category),
            "matter": each.matter,
            "answer": each.answer,
            "n": each.count,
        }
        for i, each in enumerate(figures.questions, 1)
    ]
    return Table(
        [
            Column("no", _("No."), 10, "int", align="center"),
            Column("category", _("Category"), 18),
            Column("matter", _("Question"), 55),
            Column("answer", _("Answer given"), 70),
            Column("n", _("Times"), 12, "int"),
        ],
        rows,
        title=_("5. First ten questions"),
    )


def _unfinished(desk: Desk, month: date) -> Table:
    rows: list[Row] = [
        {
            "no": i, "who": row.who, "contact": row.contact_name, "phone": _number(desk, row.number),
            "matter": row.matter, "finder": row.finder, "due": row.first_due_at, "state": _state(row),
        }
        for i, row in enumerate(_owed_of(desk, month), 1)
    ]  # fmt: skip
    return Table(
        [
            Column("no", _("No."), 9, "int", align="center"),
            Column("who", _("Company or name"), 32),
            Column("contact", _("Contact"), 16),
            Column("phone", _("Phone"), 25, "phone"),
            Column("matter", _("Matter"), 45),
            Column("finder", pgettext("column", "Finder"), 16),
            Column("due", _("First due"), 24, "datetime"),
            Column("state", _("State"), 22),
        ],
        rows,
        title=_("6. Promises not kept yet"),
    )


def _number(desk: Desk, text: str) -> str:
    """A number as it is read, and as it may be seen at this desk."""
    if privacy.masks(desk):
        return privacy.shown(desk, text)
    return "、".join(phones.display(each.number) for each in phones.parse_all(text) if each.number) or text


def _state(row: PromiseRow) -> str:
    label = rules.result_label(row.result)
    if row.attempts:
        label += ngettext(" ({n} attempt)", " ({n} attempts)", row.attempts).format(n=row.attempts)
    return label


def _owed_of(desk: Desk, month: date) -> list[PromiseRow]:
    """Promises from the calls of `month` that are owed still."""
    ids = set(finding.find(desk, of_month(desk, month, promised=True)))
    return [row for row in promises.owed(desk) if row.call_id in ids]
