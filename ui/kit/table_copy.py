"""Copying rows of a list: the same table as text with tabs and as HTML."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from app.words import _, ngettext
from ui.kit import clipboard
from ui.kit.jobs import Jobs, Progress
from ui.kit.rows import PAGE, Row

if TYPE_CHECKING:
    from ui.kit.table import RecordTable

MOST = 100_000  # rows; more belong into a file


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Tab separated lines. Tabs and line ends inside a value become spaces, or the table would fall apart."""
    return "\n".join("\t".join(" ".join(value.split()) for value in row) for row in rows)


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """The same as a plain HTML table; numbers stay text, so that 0531 keeps its zero in a spreadsheet."""
    import html  # late: its table of every entity is large

    lines = (
        "<tr>"
        + "".join(f"<td style=\"mso-number-format:'\\@'\">{html.escape(v)}</td>" for v in row)
        + "</tr>"
        for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(lines)}</table></body></html>'


def put(text: str, markup: str) -> None:
    """Both forms onto the clipboard."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(markup)
    clipboard.put(data)


def copy(table: "RecordTable", jobs: Jobs) -> None:
    """Put the selected rows of `table` on the clipboard, fetched by a reader job; says how many."""
    source = table.model().source()
    count = table.selected_count()
    if source is None or not count:
        return
    if count > MOST:
        table.told.emit(
            _("At most {most} rows can be copied. Export the list instead.").format(most=f"{MOST:,}")
        )
        return
    ids = table.selected_ids()
    columns = table.visible_columns()

    def work(progress: Progress) -> tuple[str, str, int]:
        cells: list[list[str]] = []
        for start in range(0, len(ids), PAGE):
            progress.set(start, len(ids))
            for row in source.rows(ids[start : start + PAGE]):
                if isinstance(row, Row):
                    cells.append([row.cells[at].text if at < len(row.cells) else "" for at in columns])
        return as_text(cells), as_html(cells), len(cells)

    def done(made: tuple[str, str, int]) -> None:
        text, markup, copied = made
        put(text, markup)
        table.told.emit(ngettext("{n} row copied", "{n} rows copied", copied).format(n=f"{copied:,}"))

    jobs.read(work, done=done, failed=table.failed.emit, owner=table, title=_("Copying rows"))
