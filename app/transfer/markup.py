"""Web pages and XML that were saved under .xls, as office programs on the web give them out: their tables as cells."""

from collections.abc import Iterator
from html.parser import HTMLParser

from app.store.errors import UserError
from app.transfer.grid import MOST_CELLS, MOST_ROWS, Cell, Grid
from app.transfer.text_tables import decoded, too_much, trimmed
from app.words import _

_CELLS = ("td", "th")


def grids(raw: bytes) -> Iterator[Grid]:
    """The tables of an HTML page, one sheet each. UserError when there is none, or when it is another XML."""
    declared = raw[:2000].lower()
    if declared.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and b"<html" not in declared:
        raise UserError(
            _("This file is XML under the name of a table. Open it in Excel or WPS and save it as .xlsx.")
        )
    parser = _Tables()
    parser.feed(decoded(raw)[0])
    parser.close()
    found = [rows for rows in parser.tables if any(rows)]
    if not found:
        raise UserError(_("This is a web page without a table. Open it in Excel and save it as .xlsx."))
    for number, rows in enumerate(found, 1):
        yield Grid(_("Table {number}").format(number=number), rows)


class _Tables(HTMLParser):
    """Collects cells; a cell that spans several stands in each of them. A table within a cell is text of the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[tuple[Cell, ...]]] = []
        self._depth = 0
        self._row: list[Cell] = []
        self._text: list[str] | None = None
        self._span = 1
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            told = dict(attrs).get("colspan") or ""
            self._text, self._span = [], min(int(told), 50) if told.isdecimal() else 1
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None:
            text = " ".join("".join(self._text).replace("\xa0", " ").split(" ")).strip()
            self._row += [text] * max(self._span, 1)
            self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row and self.tables:
            self._count += len(self._row)
            if self._count > MOST_CELLS or len(self.tables[-1]) >= MOST_ROWS:
                raise too_much()
            self.tables[-1].append(trimmed(self._row))
        self._row = []
