"""来电登记表: every call of a month in the order of time (records.md 3.3)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.calls import finding, rules
from app.calls.asking import of_month
from app.calls.model import Call, Promise
from app.office.desk import Desk
from app.office.letterhead import headed, signatures
from app.office.periods import month_bounds, period
from app.sheets.form import Column, Row, Sheet, Table
from app.words import _, ngettext, pgettext

HAND_LINES = 5
"""Empty lines at the foot, to be filled by hand."""


def register(desk: Desk, month: date) -> tuple[list[Sheet], dict[str, Any]]:
    """来电登记表 of `month`: every call in the order of time, with lines to fill by hand."""
    ids = finding.find(desk, of_month(desk, month))
    called = _called_back(desk, month)
    rows: list[Row] = []
    for first in range(0, len(ids), finding.FIRST):
        for row in finding.rows(desk, ids[first : first + finding.FIRST]):
            if row is not None:
                rows.append(_register_line(len(rows) + 1, row, called))
    sheet = headed(
        desk,
        "02",
        title=_("Register of Calls"),
        center=_("Period: {period}").format(period=period(month)),
        right=ngettext("{n} call in all", "{n} calls in all", len(rows)).format(n=len(rows)),
        orientation="landscape",
        blocks=[Table(_register_columns(), rows, empty_lines=HAND_LINES)],
        signatures=signatures(desk, _("Checked by:"), _("Manager:")),
    )
    return [sheet], {"calls": len(rows)}


def _register_columns() -> list[Column]:
    return [
        Column("no", _("No."), 10, "int", align="center"),
        Column("at", _("Date and time"), 22, "datetime"),
        Column("who", _("Company / name"), 34),
        Column("phone", _("Phone"), 25, "phone"),
        Column("area", _("From"), 18),
        Column("category", _("Category"), 14),
        Column("matter", _("Matter"), 48),
        Column("answer", _("Answer / handling"), 46),
        Column("transfer", _("Passed to"), 14),
        Column("due", _("Promised for"), 22, "datetime"),
        Column("called", _("Called back"), 22, "datetime"),
        Column("agent", _("Taken by"), 14),
        Column("remark", _("Remark"), 12),
    ]


def _register_line(no: int, row: finding.CallRow, called: dict[int, Any]) -> Row:
    who = " ".join(part for part in (row.company, row.caller_name) if part)
    handling = row.answer or ("" if row.outcome == "none" else row.outcome_label)
    return {
        "no": no, "at": row.started_at, "who": who, "phone": row.number,
        "area": "".join(dict.fromkeys(part for part in (row.province, row.city) if part)),
        "category": pgettext(*rules.DIRECTIONS["missed"]) if row.direction == "missed" else row.category_label,
        "matter": row.matter, "answer": handling, "transfer": row.transfer_to, "due": row.promise_due_at,
        "called": called.get(row.id), "agent": row.agent,
        "remark": "" if row.tone == "normal" else rules.tone_label(row.tone),
    }  # fmt: skip


def _called_back(desk: Desk, month: date) -> dict[int, Any]:
    """When the calls of `month` were called back."""
    start, end = month_bounds(desk, month)
    with desk.store.read() as session:
        return {
            call_id: desk.local(at)
            for call_id, at in session.execute(
                select(Promise.call_id, Promise.called_at)
                .join(Call, Promise.call_id == Call.id)
                .where(
                    Promise.called_at.is_not(None),
                    Promise.deleted_at.is_(None),
                    Call.deleted_at.is_(None),
                    Call.started_at >= start,
                    Call.started_at < end,
                )
            )
            if at is not None
        }
