"""The month's figures, the register as PDF, and a large export."""

from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.calls import finding
from app.calls.register_sheet import register
from app.calls.table import CALLS
from app.calls.totals import month_of_calls
from app.office.periods import month_bounds
from app.overview.papers import draw
from app.overview.tables import export
from app.sheets import fonts
from app.sheets.bulk import write_rows
from app.store.types import utc_text
from app.transfer import exporting
from tests.bench.measure import Figure, by_turns, took
from tests.bench.office import Bench

EXPORTED = 100_000
_WITHIN = "deleted_at IS NULL AND started_at >= ? AND started_at < ?"
_MONTH = (
    "SELECT substr(started_at, 1, 13), direction, category, count(*), count(rings), sum(rings <= 3),"
    f" count(talk_seconds), sum(talk_seconds) FROM call WHERE {_WITHIN} GROUP BY 1, 2, 3",
    f"SELECT area_province, category, count(*) FROM call WHERE {_WITHIN} GROUP BY 1, 2",
    f"SELECT category, matter, max(started_at), answer, count(*) FROM call WHERE {_WITHIN} GROUP BY 1, 2"
    " ORDER BY 5 DESC LIMIT 10",
    "SELECT c.started_at, p.result, p.called_at, p.first_due_at, p.due_at FROM call c"
    " JOIN promise p ON p.call_id = c.id WHERE p.deleted_at IS NULL AND c.deleted_at IS NULL"
    " AND c.started_at >= ? AND c.started_at < ?",
)


def month(bench: Bench) -> Figure:
    """All figures of a month, against the SQL that counts them."""
    bounds = tuple(utc_text(moment) for moment in month_bounds(bench.desk, bench.month))

    def bare() -> None:
        for statement in _MONTH:
            bench.bare.execute(statement, bounds).fetchall()

    ours, theirs = by_turns(lambda: month_of_calls(bench.desk, bench.month), bare, times=7)
    calls = month_of_calls(bench.desk, bench.month).whole.calls
    return Figure(ours, theirs, note=f"{calls:,} calls")


def register_pdf(bench: Bench) -> Figure:
    """The register of a month, against a canvas that draws the same cells where they fall."""
    sheets, _totals = register(bench.desk, bench.month)
    table: Any = sheets[0].blocks[0]
    rows = [[str(row.get(column.key) or "") for column in table.columns] for row in table.rows]
    fonts.face()

    def bare() -> None:
        canvas: Any = Canvas(str(bench.scratch / "bare.pdf"), pagesize=(A4[1], A4[0]))
        for top in range(0, len(rows), 30):
            canvas.setFont(fonts.REGULAR, 8)
            for line, row in enumerate(rows[top : top + 30]):
                y = 540 - line * 17
                canvas.line(40, y - 4, 800, y - 4)
                for place, cell in enumerate(row):
                    canvas.drawString(40 + place * 58, y, cell)
            canvas.showPage()
        canvas.save()

    ours, theirs = by_turns(lambda: draw(bench.desk, sheets, bench.scratch / "ours.pdf"), bare, times=2)
    return Figure(ours / 1000, theirs / 1000, note=f"{len(rows):,} rows")


def export_rows(bench: Bench) -> Figure:
    """Writing prepared rows to .xlsx, against XlsxWriter in its mode of constant memory."""
    ids = list(islice(finding.find(bench.desk, finding.CallQuery()), EXPORTED))
    headings, kinds, coming = exporting.prepared(bench.desk, CALLS, ids)
    rows = [[_naive(value) for value in row] for row in coming]
    ours = took(lambda: write_rows(bench.scratch / "ours.xlsx", headings, rows, kinds=kinds))
    if find_spec("xlsxwriter") is None:
        return Figure(
            ours / 1000, note=f"{len(rows):,} rows; XlsxWriter is not installed, so nothing to compare with"
        )
    theirs = took(lambda: _by_xlsxwriter(bench.scratch / "bare.xlsx", headings, rows))
    return Figure(ours / 1000, theirs / 1000, note=f"{len(rows):,} rows")


def _naive(value: Any) -> Any:
    return value.replace(tzinfo=None) if getattr(value, "tzinfo", None) else value


def _by_xlsxwriter(path: Path, headings: list[str], rows: list[list[Any]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    )
    page = book.add_worksheet()
    page.write_row(0, 0, headings)
    for at, row in enumerate(rows, 1):
        page.write_row(at, 0, row)
    book.close()


def export_command(bench: Bench) -> Figure:
    """The export as a person gets it: read, put into words, written."""
    ids = list(finding.find(bench.desk, finding.CallQuery(), limit=EXPORTED))
    spent = took(lambda: export(bench.desk, "calls", bench.scratch / "calls.xlsx", ids=ids))
    return Figure(spent / 1000, note=f"{len(ids):,} rows")
