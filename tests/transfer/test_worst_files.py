"""The largest and the worst files: read or refused by a sentence, under 600 MB and 20 seconds in every process."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from app.transfer.grid import MOST_ROWS, column_name
from app.transfer.text_tables import MOST_BYTES

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from app.store.errors import UserError
from app.transfer.opening import open_file
began = time.monotonic()
try:
    said = sum(grid.filled for grid in open_file(Path(sys.argv[1])).grids)
except UserError as problem:
    said = problem.sentence
status = Path("/proc/self/status").read_text()  # the figure of getrusage is that of pytest, before it became this
own = int(status.partition("VmHWM:")[2].split()[0])
worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([said, time.monotonic() - began, [own / 1024, worker / 1024]]))
"""
"""Opens a file in a process of its own, so that its memory is not that of the tests before."""

_PARTS = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
}  # fmt: skip
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="S">%s</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_CELL = '<table:table-cell office:value-type="string"%s><text:p>甲</text:p></table:table-cell>'


def xlsx(path: Path, sheet: Iterable[str], shared: Iterable[str] = ()) -> Path:
    """A workbook of one sheet from pieces of XML, however long, without holding it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        for name, tag, pieces in (
            ("worksheets/sheet1", "worksheet", sheet),
            ("sharedStrings", "sst", shared),
        ):
            with archive.open(f"xl/{name}.xml", "w", force_zip64=True) as part:
                part.write(f"<{tag} {_MAIN}>".encode())
                for piece in pieces:
                    part.write(piece.encode())
                part.write(f"</{tag}>".encode())
    return path


def ods(path: Path, rows: str) -> Path:
    """A spreadsheet of one table with these rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", _ODS % rows)  # fmt: skip
    return path


def rows(count: int, width: int, cell: Callable[[str, int], str]) -> Iterator[str]:
    """The XML of so many rows."""
    names = [column_name(at) for at in range(width)]
    yield "<sheetData>"
    for row in range(1, count + 1):
        yield f'<row r="{row}">{"".join(cell(f"{name}{row}", row) for name in names)}</row>'
    yield "</sheetData>"


def figure(place: str, row: int) -> str:
    return f'<c r="{place}"><v>{row}</v></c>'


def text(place: str, row: int) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>济南第{row}号酒业有限公司</t></is></c>'


def all_that_fits(folder: Path) -> Path:
    return xlsx(folder / "x.xlsx", rows(MOST_ROWS - 1, 20, figure))


def one_row_too_many(folder: Path) -> Path:
    return xlsx(folder / "x.xlsx", rows(MOST_ROWS + 50_000, 10, figure))


def merged_over_everything(folder: Path) -> Path:
    area = ('<mergeCells><mergeCell ref="A2:BXX199000"/></mergeCells>',)
    return xlsx(folder / "x.xlsx", chain(rows(MOST_ROWS - 1, 3, text), area))


def many_merges(folder: Path) -> Path:
    areas = (f'<mergeCell ref="A{row}:C{row}"/>' for row in range(2, 100_000))
    return xlsx(folder / "x.xlsx", chain(rows(5000, 3, text), ["<mergeCells>"], areas, ["</mergeCells>"]))


def texts_that_nobody_shows(folder: Path) -> Path:
    shared = (f"<si><t>{'京乐坊酒业有限公司' * 40}{at}</t></si>" for at in range(250_000))
    return xlsx(
        folder / "x.xlsx", rows(3000, 2, lambda place, row: f'<c r="{place}" t="s"><v>{row}</v></c>'), shared
    )


def endless_cells(folder: Path) -> Path:
    filled = f'<c r="A1" t="inlineStr"><is><t>{"长" * 32_000}</t></is></c>'
    return xlsx(folder / "x.xlsx", rows(4000, 1, lambda _place, _row: filled))


def repeated_rows(folder: Path) -> Path:
    row = f'<table:table-row table:number-rows-repeated="4000000000">{_CELL % ""}</table:table-row>'
    return ods(folder / "x.ods", row)


def repeated_cells(folder: Path) -> Path:
    cell = _CELL % ' table:number-columns-repeated="2000000000"'
    return ods(
        folder / "x.ods", f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    )


def long_text(folder: Path) -> Path:
    path = folder / "x.csv"
    line = "济南第一号酒业,13800000001\n".encode("gb18030")
    path.write_bytes("公司名称,电话\n".encode("gb18030") + line * ((MOST_BYTES - 100) // len(line)))
    return path


def open_quotation(folder: Path) -> Path:
    path = folder / "x.csv"
    path.write_text('a,b\n"' + "x" * 40_000_000)
    return path


def too_long_text(folder: Path) -> Path:
    path = folder / "x.csv"
    with path.open("wb") as file:
        file.write("公司名称,电话\n".encode())
        file.truncate(3_000_000_000)  # a hole: takes no room
    return path


def too_long_page(folder: Path) -> Path:
    path = folder / "x.xls"
    with path.open("wb") as file:
        file.write(b"<html><table>")
        file.truncate(3_000_000_000)
    return path


def tables_in_tables(folder: Path) -> Path:
    path = folder / "x.xls"
    path.write_text("<html>" + "<table><tr><td>" * 2_000_000)
    return path


LONG = (all_that_fits, one_row_too_many, merged_over_everything, long_text, tables_in_tables)
QUICK = (many_merges, texts_that_nobody_shows, endless_cells, repeated_rows, repeated_cells, open_quotation,
         too_long_text, too_long_page)  # fmt: skip
READ = {
    "all_that_fits": MOST_ROWS - 1,
    "many_merges": 5000,
    "endless_cells": 1,
    "texts_that_nobody_shows": 3000,
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by /proc")
@pytest.mark.parametrize(
    "make",
    [*QUICK, *(pytest.param(make, marks=pytest.mark.long) for make in LONG)],
    ids=lambda make: make.__name__,
)
def test_under_600_mb_and_20_seconds(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, check=True, text=True, timeout=60
    )
    said, seconds, memory = json.loads(ran.stdout)
    print(f"{make.__name__}: {seconds:.1f} s, {max(memory):.0f} MB: {said}")
    assert seconds < 20
    assert max(memory) < 600
    slow = seconds > 15 and isinstance(
        said, str
    )  # on a slow machine the time is up before the largest is read
    assert slow or said == READ.get(make.__name__, said)
    assert isinstance(said, str) or make.__name__ in READ
