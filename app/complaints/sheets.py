"""投诉台账 of a month, with the columns of records.md 3.3, form 2."""

from datetime import date
from typing import Any

from app.complaints import finding, words
from app.complaints.finding import ComplaintQuery, ComplaintRow
from app.office import privacy
from app.office.desk import Desk
from app.office.letterhead import headed, signatures
from app.office.periods import month_bounds, period
from app.sheets.form import Column, Note, Row, Sheet, Table
from app.words import _, ngettext, pgettext

HAND_LINES = 3


def register(desk: Desk, month: date) -> tuple[list[Sheet], dict[str, Any]]:
    """投诉台账 of `month`: every complaint, opinion and suggestion received in it, by number; and its totals.

    A code whose taking in was taken back is told below the table, so that no number is missing (R52).
    """
    start, end = month_bounds(desk, month)
    query = ComplaintQuery(start=start, end=end, sort="code", descending=False)
    found = [row for row in finding.rows(desk, list(finding.find(desk, query))) if row is not None]
    binned = ComplaintQuery(start=start, end=end, sort="code", descending=False, in_bin=True)
    gone = [row.code for row in finding.rows(desk, list(finding.find(desk, binned))) if row is not None]
    totals = totals_of(found)
    sheet = headed(
        desk, "04",
        title=_("Complaint Ledger"),
        center=_("Period: {period}").format(period=period(month)),
        right=ngettext("{n} entry", "{n} entries", len(found)).format(n=len(found)),
        orientation="landscape",
        blocks=[
            Table(
                _columns(),
                [_line(desk, no, row) for no, row in enumerate(found, 1)],
                empty_lines=HAND_LINES if found else 0,
                empty=_("No complaint, opinion or suggestion in this month"),
                notes=[Note(_summary(totals)), *([Note(_taken_back(gone))] if gone else [])],
            )
        ],
        signatures=signatures(desk, _("Checked by:"), _("Manager in charge:")),
    )  # fmt: skip
    return [sheet], totals


def totals_of(found: list[ComplaintRow]) -> dict[str, Any]:
    """The figures of complaints: how many by kind, status and category, closed, and how satisfied."""

    def counted(values: list[str]) -> dict[str, int]:
        return {word: values.count(word) for word in sorted(set(values))}

    scores = [row.score for row in found if row.score is not None]
    return {
        "entries": len(found),
        "by_kind": counted([row.kind for row in found]),
        "by_status": counted([row.status for row in found]),
        "by_category": counted([row.category for row in found]),
        "closed": sum(1 for row in found if row.status == "closed"),
        "open": sum(1 for row in found if row.open),
        "asked": len(scores),
        "satisfied": sum(1 for score in scores if score >= 4),
        "satisfied_share": sum(1 for score in scores if score >= 4) / len(scores) if scores else None,
    }


def _summary(totals: dict[str, Any]) -> str:
    kinds = _(", ").join(f"{words.kind_label(kind)} {totals['by_kind'].get(kind, 0)}" for kind in words.KINDS)
    share = totals["satisfied_share"]
    return _("{kinds}; closed {closed}, open {open}; asked {asked}, satisfied {share}").format(
        kinds=kinds, closed=totals["closed"], open=totals["open"], asked=totals["asked"],
        share="—" if share is None else f"{share:.1%}",
    )  # fmt: skip


def _taken_back(codes: list[str]) -> str:
    return _("Taken in and taken back at once: {codes}").format(codes=_(", ").join(codes))


def _columns() -> list[Column]:
    return [
        Column("no", _("No."), 9, "int", align="center"),
        Column("code", pgettext("complaint", "Code"), 27),
        Column("on", _("Date"), 19, "date"),
        Column("who", pgettext("complaint", "Complainant"), 18),
        Column("phone", _("Phone"), 25, "phone"),
        Column("place", _("Dealer / region"), 30),
        Column("product", pgettext("complaint", "Product"), 25),
        Column("content", pgettext("complaint", "Matter"), 43),
        Column("first", pgettext("complaint", "First receiver"), 16),
        Column("salesman", pgettext("complaint", "Salesperson"), 16),
        Column("result", pgettext("complaint", "Result"), 42),
        Column("closed", _("Closed on"), 19, "date"),
        Column("asked", _("Asked on"), 19, "date"),
        Column("score", pgettext("complaint", "Satisfaction"), 16),
    ]


def _line(desk: Desk, no: int, row: ComplaintRow) -> Row:
    region = "".join(dict.fromkeys(part for part in (row.province or "", row.city) if part))
    kind = "" if row.kind == "complaint" else f"［{words.kind_label(row.kind)}］"
    done = words.joined(row.measure, row.result) or words.status_label(row.status)
    score = words.score_label(row.score) if row.score is not None else ""
    if row.score is None and row.status == "closed":
        score = _("not reached ×3")
    return {
        "no": no, "code": row.code, "on": row.received_at.date(), "who": row.complainant,
        "phone": privacy.shown(desk, row.phone),
        "place": row.dealer or row.company or region,
        "product": " ".join(part for part in (row.product, row.spec) if part), "content": kind + row.content,
        "first": row.first_owner, "salesman": row.salesman, "result": done,
        "closed": row.closed_at.date() if row.closed_at else None,
        "asked": row.asked_at.date() if row.asked_at else None, "score": score,
    }  # fmt: skip
