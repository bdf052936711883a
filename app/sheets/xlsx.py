"""Sheets drawn as one workbook: one worksheet each, printed like the PDF, figures as figures."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.files import atomic_write
from app.sheets.cells import saved
from app.sheets.form import Board, Chart, Facts, Fields, Printed, Progress, Sheet, Table, Text
from app.sheets.values import clean
from app.sheets.xlblocks import Page
from app.sheets.xlcharts import Charts
from app.words import _, pgettext

_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def write_xlsx(
    sheets: Sequence[Sheet], path: Path, *, printed: Printed, progress: Progress | None = None
) -> int:
    """Write `sheets` to one workbook at `path` and return the number of worksheets that they are.

    Numbers and shares are number cells, times are dates, phones, codes and texts are text cells that never
    become formulas. Charts are native; their figures stand on a last worksheet. progress: called with
    sheets done and sheets in all; raise from it to cancel. The file is there whole or not at all. OSError.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = clean(printed.by)
    book.properties.title = " · ".join(dict.fromkeys(clean(sheet.title) for sheet in sheets))
    book.properties.created = printed.at.replace(tzinfo=None)
    figures = Charts(book, worksheet_name(_("Chart data"), []))
    for number, sheet in enumerate(sheets):
        tick = partial(progress, number, len(sheets)) if progress else None
        worksheet = book.create_sheet(worksheet_name(sheet.name or sheet.title, book.sheetnames))
        _sheet(worksheet, sheet, printed, figures, tick)
    figures.close()
    if not book.worksheets:
        book.create_sheet(pgettext("paper", "Empty"))
    with atomic_write(path) as part:
        part.write_bytes(saved(book))
    if progress:
        progress(len(sheets), len(sheets))
    return len(sheets)


def worksheet_name(title: str, taken: Sequence[str]) -> str:
    """`title` as Excel takes it for a worksheet: at most 31 characters, no []:*?/\\, none of `taken`."""
    plain = _IN_NAME.sub(" ", clean(title).replace("\n", " ")).strip(" '")[:_LONGEST_NAME].strip(" '")
    plain = plain or pgettext("paper", "Sheet")
    if plain.lower() == "history":  # Excel keeps that name for itself
        plain += "_"
    name, number = plain, 1
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        tail = f" ({number})"
        name = plain[: _LONGEST_NAME - len(tail)] + tail
    return name


def _sheet(
    worksheet: Worksheet, sheet: Sheet, printed: Printed, figures: Charts, tick: Callable[[], None] | None
) -> None:
    page = Page(worksheet, sheet, tick)
    page.title()
    titles = page.row - 1
    blocks = list(sheet.blocks)
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Table):
            page.table(block)
        elif isinstance(block, Facts):
            page.facts(block)
        elif isinstance(block, Fields):
            page.fields(block)
        elif isinstance(block, Text):
            page.text(block)
        elif isinstance(block, Board):
            page.board(block)
        else:
            row = [block]
            if block.half and blocks and isinstance(blocks[0], Chart) and blocks[0].half:
                row.append(blocks.pop(0))  # type: ignore[arg-type]
            page.charts(row, figures)
    if sheet.blocks and isinstance(sheet.blocks[0], Table):
        worksheet.freeze_panes = f"A{page.header_row + 1}"
        titles = page.header_row
    page.end()
    _print_setup(worksheet, sheet, printed, titles=titles)


def _print_setup(worksheet: Worksheet, sheet: Sheet, printed: Printed, *, titles: int) -> None:
    """A4, margins of 20 mm, fitted to the width, titles and header on every page, the PDF's page foot."""
    worksheet.page_setup.orientation = sheet.orientation
    worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins = PageMargins(
        left=0.79, right=0.79, top=0.79, bottom=0.79, header=0.4, footer=0.47
    )
    worksheet.print_options.horizontalCentered = True
    worksheet.print_title_rows = f"1:{titles}"
    worksheet.sheet_view.showGridLines = False
    by = clean(printed.by)
    told = _("Printed {time} {person}").format(time=f"{printed.at:%Y-%m-%d %H:%M}", person=by).strip()
    foot: Any = worksheet.oddFooter
    foot.left.text = _in_foot(clean(sheet.foot)) or None
    page = _("Page {number} of {total}")
    foot.center.text = _in_foot(page).format(number="&P", total="&N")
    foot.right.text = _in_foot(told)


def _in_foot(text: str) -> str:
    """`text` for a page foot, where & starts a code and leading digits would be a letter size."""
    text = text.replace("&", "&&").replace("\n", " ")
    return f" {text}" if text[:1].isdigit() else text
