"""Every file is read, or refused by one sentence: real ones, hostile ones, and good ones cut off at any byte."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sheets.bulk import safe_field
from app.sheets.values import storable
from app.store.errors import UserError
from app.transfer import opening, text_tables
from app.transfer.grid import Grid, column_name, text_of
from app.transfer.opening import open_file
from app.transfer.reading import read

SHEETS = Path(__file__).resolve().parent.parent / "fixtures" / "sheets"


def grids(path: Path) -> list[Grid]:
    """Read in this process: fast, for many files."""
    return list(read(path)[1])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A list of three columns with a hidden row, a merged area, a date and a formula without a result."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (["公司名称", "电话", "日期", "数"], ["京乐坊酒业", 13800138000, date(2026, 10, 13), "=1+1"],
                ["聚福源", "021-51330126/51330122", None, 2.5], ["浐灞", 53182661234, None, None]):  # fmt: skip
        page.append(row)
    page.row_dimensions[3].hidden = True
    page["A5"] = "合并"
    page.merge_cells("A5:B6")
    page["D6"] = "尾"
    path = tmp_path / "名单.xlsx"
    book.save(path)
    return path


def strict(path: Path) -> Path:
    """The same workbook in ISO-strict OOXML."""
    told = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    target = path.with_name("strict.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            raw = old.read(part)
            for loose, exact in told.items():
                raw = raw.replace(loose, exact)
            new.writestr(part.filename, raw)
    return target


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part of its archive made otherwise."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            raw = old.read(each)
            new.writestr(each.filename, change(raw) if each.filename == part else raw)
    return target


REAL = sorted(path for path in SHEETS.iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_are_read_or_refused_by_a_sentence(path: Path) -> None:
    try:
        book = open_file(path)
    except UserError as problem:
        assert "protected" in path.name
        assert "密码" in problem.sentence
        return
    first = book.grids[0].rows
    told = {
        "calamine-biff5_write.xls": lambda: first[2][:3] == ("foo", "bar", datetime(2014, 2, 19, 14, 30)),
        "calamine-date_1904.xls": lambda: first[0] == (date(2021, 1, 1), 15.0),
        "calamine-date_1904.xlsx": lambda: first[0] == (date(2021, 1, 1), 15.0),
        "easyexcel-office_bom.csv": lambda: (
            first[:2] == [("姓名", "年纪"), ("姓名0", "20")] and len(first) == 11
        ),
        "hutool-1899bug_demo.xlsx": lambda: first[0] == (time(4, 39),),
        "phpss-linebreaks-quotes.csv": lambda: len(first) == 5 and '"escaped\nquotes"' in str(first[1][1]),
        "poi-chinese-provinces.xls": lambda: first[1] == ("Anhui", "安徽省"),
        "poi-xlsx-corrupted.xlsx": lambda: first[1][:2] == ("second", "row"),
        "sheetjs-wps-write.xlsx": lambda: first[2][2] == date(2014, 2, 19),
    }
    assert told[path.name](), first


@pytest.mark.parametrize("form", ["usual", "strict"])
def test_a_workbook_with_everything_in_it(workbook: Path, form: str) -> None:
    [grid] = grids(workbook if form == "usual" else strict(workbook))
    assert grid.rows[1][:3] == ("京乐坊酒业", 13800138000.0, date(2026, 10, 13))
    assert [text_of(cell) for cell in grid.rows[3][:2]] == ["浐灞", "53182661234"]
    assert grid.hidden == {2}
    assert grid.unreckoned == {(1, 3)}
    assert (
        grid.rows[4][:2] == grid.rows[5][:2] == ("合并", "合并")
    )  # a merged area says the same in all its cells
    assert grid.rows[5][3] == "尾"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("utf-16", "UTF-16"),
     ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("big5hkscs", "Big5")],
)  # fmt: skip
def test_every_encoding_of_a_csv(encoding: str, named: str, tmp_path: Path) -> None:
    text = "公司名稱,電話,地址\r\n臺灣菸酒股份有限公司,02-23214567,臺北市中正區南昌路\r\n" * 20
    if named != "Big5":
        text = "公司名称,电话,地址\r\n京乐坊酒业,0531-82661234,济南市历下区浐灞路·7号\r\n" * 20
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode(encoding))
    book = open_file(path)
    assert book.form == f"csv {named}"
    assert text_of(book.grids[0].rows[1][0]) == text.splitlines()[1].split(",")[0]


@given(
    st.text(alphabet="一丁七万三上下不与丐丑专且世丘丙业丛东丝两严丧个中丰临京乐坊酒", min_size=1, max_size=6)
)
def test_short_gbk_is_never_taken_for_another_alphabet(name: str) -> None:
    assert text_tables.decoded(f"{name},1\n".encode("gb18030"))[0] == f"{name},1\n"


@given(st.text(max_size=30))
def test_the_guard_against_formulas_comes_off_again(text: str) -> None:
    guarded = safe_field(text)
    assert text_tables.unguarded(guarded) == storable(text)
    assert guarded[:1] not in ("=", "+", "-", "@", "＝", "\t")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator(separator: str) -> None:
    raw = f"编号{separator}公司名称\n1{separator}甲,乙;丙\n2{separator}丁\n".encode()
    if separator in ",;":
        raw = raw.replace("甲,乙;丙".encode(), '"甲,乙;丙"'.encode())
    grid, _name = text_tables.table(raw, "x")
    assert grid.rows == [("编号", "公司名称"), ("1", "甲,乙;丙"), ("2", "丁")]


def test_a_web_page_saved_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    page = "<html><meta charset=gb2312><table><tr><th>名称<th colspan=2>电话</tr><tr><td>京乐坊&amp;<td>1<td>2</table>"
    path.write_bytes(page.encode("gb18030"))
    [grid] = open_file(path).grids
    assert grid.rows == [("名称", "电话", "电话"), ("京乐坊&", "1", "2")]


CUTS = 200


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xls"])
def test_a_good_file_cut_off_anywhere(kind: str, workbook: Path, tmp_path: Path) -> None:
    if kind == "csv":
        raw = ("公司名称,电话\r\n" + "京乐坊酒业,0531-82661234\r\n" * 40).encode("gb18030")
    else:
        raw = workbook.read_bytes() if kind == "xlsx" else (SHEETS / "poi-chinese-provinces.xls").read_bytes()
    path = tmp_path / f"cut.{kind}"
    path.write_bytes(raw)
    whole = grids(path)[0].rows
    refused = 0
    for cut in range(0, len(raw), max(len(raw) // CUTS, 1)):
        path.write_bytes(raw[:cut])
        try:
            found = grids(path)[0].rows
        except UserError as problem:
            assert problem.sentence
            refused += 1
        else:  # of a text the rows that are there, of a workbook all of it
            assert found[:-1] == whole[: len(found) - 1]
            assert kind == "csv" or found == whole
    assert refused


def bomb(workbook: Path) -> Path:
    return changed(workbook, "docProps/core.xml", lambda raw: b" " * 450_000_000)


def entities(workbook: Path) -> Path:
    told = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return changed(workbook, "xl/workbook.xml", lambda raw: told + raw)


def far_cell(workbook: Path) -> Path:
    book = openpyxl.load_workbook(workbook)
    book.active["XFD1048576"] = 1
    target = workbook.with_name("far.xlsx")
    book.save(target)
    return target


@pytest.mark.parametrize("make", [bomb, entities, far_cell])
def test_hostile_workbooks_are_refused(make: Callable[[Path], Path], workbook: Path) -> None:
    with pytest.raises(UserError):
        open_file(make(workbook))


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7 x", b"\x89PNG\r\n", b"PK\x03\x04rest", b"\x00" * 5000, b"\x09\x00\x04\x00\x00\x00",
            b'a,b\n"open'], ids=str,
)  # fmt: skip
def test_what_is_no_table_is_refused_or_empty(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(raw)
    try:
        assert grids(path)[0].rows == [("a", "b"), ("open",)]
    except UserError as problem:
        assert problem.sentence


def test_a_reader_that_dies_or_sleeps_is_a_sentence(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_starter", lambda: ["/bin/sh", "-c", "sleep 60"])
    with pytest.raises(UserError, match="太久"):
        open_file(workbook, seconds=0.1)
    monkeypatch.setattr(opening, "_starter", lambda: ["/bin/false"])
    with pytest.raises(UserError, match="读不了"):
        open_file(workbook)


def test_reading_is_cancelled(workbook: Path) -> None:
    class Stop(Exception):  # noqa: N818
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        while True:  # a fast machine may be done before the first look
            open_file(workbook, progress=stop)


def test_ten_thousand_empty_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["A2"] = "姓名", "甲"
    page["A10003"] = "乙"
    book.save(tmp_path / "empty.xlsx")
    [grid] = grids(tmp_path / "empty.xlsx")
    assert (len(grid.rows), grid.filled) == (10_003, 3)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(13800138000.0, "13800138000"), (1.38e10, "13800000000"), (2.5, "2.5"), (1e-7, "0.0000001"), (True, "TRUE"),
     (date(2026, 1, 2), "2026-01-02"), (" 甲 ", "甲"), (None, ""), (1e300, f"{1e300:.0f}")],
)  # fmt: skip
def test_cells_as_people_read_them(cell: object, text: str) -> None:
    assert text_of(cell) == text  # type: ignore[arg-type]


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
