"""The list of complaints: where its rows come from, and how one is shown on two lines or in columns. Qt-free."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.complaints import finding, rules, words
from app.complaints.finding import ComplaintQuery, ComplaintRow
from app.words import _, language, pgettext
from ui.complaints import speech
from ui.kit.rows import Cell, Column, Row, Sort, lit
from ui.kit.saying import joined, short

if TYPE_CHECKING:
    from app.office.desk import Desk


def columns() -> tuple[Column, ...]:
    """The columns of the wide list, with some that are hidden until somebody wants them."""
    wide = language() != "zh"
    return (
        Column("received_at", pgettext("complaint", "Received"), 96 if wide else 84, size=12, tone="text2"),
        Column("who", pgettext("complaint", "Complainant"), 116, stretch=2),
        Column("category", pgettext("complaint", "Category"), 96 if wide else 76, size=12, tone="text2"),
        Column("content", pgettext("complaint", "Matter"), 104, stretch=3, sorts=False, tone="text2"),
        Column("status", pgettext("complaint", "Status"), 112 if wide else 84, size=12, tone="text2"),
        Column("grade", pgettext("complaint", "Grade"), 76 if wide else 64, size=12, tone="text2"),
        Column("owner", pgettext("complaint", "Owner"), 72, size=12, tone="text2", sorts=False, hidden=True),
        Column(
            "salesman",
            pgettext("complaint", "Salesperson"),
            72,
            size=12,
            tone="text2",
            sorts=False,
            hidden=True,
        ),
        Column(
            "dealer", pgettext("complaint", "Dealer"), 132, size=12, tone="text2", sorts=False, hidden=True
        ),
        Column("product", pgettext("complaint", "Product"), 112, size=12, tone="text2", hidden=True),
        Column("place", _("From"), 96, size=12, tone="text2", sorts=False, hidden=True),
        Column(
            "score",
            pgettext("complaint", "Satisfaction"),
            84,
            size=12,
            tone="text2",
            sorts=False,
            hidden=True,
        ),
        Column("code", pgettext("complaint", "Code"), 112, size=12, tone="text3", hidden=True),
    )


class ComplaintSource:
    """What a RecordTable lists: the complaints of one query."""

    def __init__(self, desk: "Desk", query: ComplaintQuery) -> None:
        self._desk, self.query = desk, query

    def sorted_query(self, sort: Sort | None) -> ComplaintQuery:
        """The query in the order of a `sort` chosen in the header, the newest first without one."""
        return self.query if sort is None else replace(self.query, sort=sort.key, descending=sort.descending)

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order."""
        return finding.find(self._desk, self.sorted_query(sort), limit=limit, token=token)

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """Formatted rows for `ids`."""
        now, text = self._desk.now(), self.query.text
        found = finding.rows(self._desk, ids)
        return [None if row is None else complaint_row(row, now, text) for row in found]

    def interrupt(self, token: object) -> None:
        """Stop the `find` that runs under `token`."""
        self._desk.store.interrupt(token)


def complaint_row(row: ComplaintRow, now: datetime, text: str = "") -> Row:
    """A complaint as a list shows it."""
    today = now.date()
    at = speech.moment(row.received_at, today)
    full = f"{row.received_at:%Y-%m-%d %H:%M}"
    title, content = short(row.who), " ".join(row.content.split())
    name = row.complainant if row.company else ""
    kind = "" if row.kind == "complaint" else words.kind_label(row.kind)
    sub = joined(name, kind or words.category_label(row.category), content)
    grade = Cell()
    if row.grade != "normal":
        grade = Cell(words.grade_label(row.grade), tone=speech.GRADE_TONES[row.grade], tag=True)
    status = Cell(words.status_label(row.status), tone=speech.STATUS_TONES[row.status], tag=True)
    score = Cell()
    if row.score is not None:
        score = Cell(words.score_label(row.score), tone=speech.SCORE_TONES[row.score])
    return Row(
        id=row.id,
        cells=(
            Cell(at, tip=full), Cell(title, tip=row.who if row.who != title else "", found=lit(title, text)),
            Cell(words.category_label(row.category)),
            Cell(content, tip=row.content if len(content) > 20 else "", found=lit(content, text)), status,
            grade if row.grade != "normal" else Cell(words.grade_label(row.grade)), Cell(row.owner),
            Cell(row.salesman),
            Cell(short(row.dealer), tip=f"{row.dealer_code} {row.dealer}".strip(), found=lit(short(row.dealer), text)),
            Cell(row.product, tip=joined(row.product_code, row.product, row.spec), found=lit(row.product, text)),
            Cell(" ".join(filter(None, (row.province, row.city)))), score, Cell(row.code),
        ),
        lead=Cell(at, tip=full), title=Cell(title, found=lit(title, text)),
        sub=Cell(sub, tip=row.content, found=lit(sub, text)), mark=grade, end=_end(row, today),
        deleted=row.deleted,
    )  # fmt: skip


def _end(row: ComplaintRow, today: date) -> Cell:
    """What stands at the end of the second line: what is to be done next."""
    icon, tone = speech.STATUS_ICONS[row.status], speech.STATUS_TONES[row.status]
    if row.status == "followup" and row.planned_on is not None:
        late = row.planned_on < today
        text = _("today") if row.planned_on == today else speech.day(row.planned_on, today)
        if row.attempts >= rules.ATTEMPTS_BEFORE_CLOSING:
            text = _("3 tries")
        return Cell(text, tone="red" if late else tone, icon=icon, tip=_("Satisfaction call"))
    if row.status == "working" and row.notified_at is not None and row.acked_at is None:
        return Cell(
            _("not confirmed"), tone="amber", icon=icon, tip=_("The salesperson has not confirmed yet")
        )
    if row.status == "closed":
        score = words.score_label(row.score) if row.score is not None else ""
        return Cell(icon=icon, tone=tone, tip=joined(words.status_label(row.status), score))
    return Cell(icon=icon, tone=tone, tip=words.status_label(row.status))
