"""Papers as workbooks, read back with openpyxl."""

import zipfile
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from app import words
from app.sheets import Column, Facts, Sheet, Table, Text
from app.sheets.xlsx import worksheet_name, write_xlsx
from tests.sheets.samples import PRINTED, RARE, hostile, register, sales, summary


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


def written(tmp_path: Path, *sheets: Sheet) -> openpyxl.Workbook:
    path = tmp_path / "paper.xlsx"
    assert write_xlsx(sheets, path, printed=PRINTED) == len(sheets)
    return openpyxl.load_workbook(path)


def row_of(sheet: Worksheet, text: str) -> list[object]:
    return next(
        [cell.value for cell in row] for row in sheet.iter_rows() if any(cell.value == text for cell in row)
    )


def test_a_register_is_typed_frozen_and_ready_to_print(tmp_path: Path) -> None:
    sheet = written(tmp_path, register(40))["来电登记表"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["京乐坊酒业有限公司", "来电登记表"]
    assert row_of(sheet, "编制部门：客户管理部")
    assert [cell.value for cell in sheet[4]][:4] == ["序号", "日期时间", "来电单位/姓名", "电话"]
    number, at, who, phone = sheet[5][:4]
    assert (number.value, number.data_type) == (1, "n")
    assert at.value == datetime(2026, 9, 1, 8, 31) and at.number_format == "yyyy-mm-dd hh:mm"
    assert (who.value, who.data_type) == ("济南京源酒业有限公司 王建国", "s")
    assert (phone.value, phone.data_type, phone.number_format) == ("13953100000", "s", "@")
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$1:$4"
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Page &P of &N"
    assert sheet.oddFooter.right.text == "Printed 2026-10-15 10:48 陈静"


def test_a_summary_has_figures_as_figures_and_native_charts(tmp_path: Path) -> None:
    book = written(tmp_path, summary(), register(2))
    assert book.sheetnames == ["来电情况月汇总表", "来电登记表", "Chart data"]
    sheet = book["来电情况月汇总表"]
    table = summary().blocks[1]
    assert isinstance(table, Table)
    total = row_of(sheet, "Total")
    assert total[1] == sum(row["all"] for row in table.rows if isinstance(row, dict))
    share = next(cell for cell in sheet[_row(sheet, "Total")] if cell.number_format == "0.0%")
    assert share.value == pytest.approx(0.943)
    talk = next(cell for cell in sheet[_row(sheet, "Total")] if cell.number_format == "[m]:ss")
    assert talk.value is not None
    assert len(sheet._charts) == 4
    data = book["Chart data"]
    assert row_of(data, "咨询")[1] == sum(row["consult"] for row in table.rows if isinstance(row, dict))
    with zipfile.ZipFile(tmp_path / "paper.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert len(charts) == 4
    for chart in charts:
        assert '<delete val="1"' not in chart.split("<dLbls")[0]
        assert "'Chart data'!" in chart


def test_groups_are_merged_beside_their_rows_and_totals_are_numbers(tmp_path: Path) -> None:
    sheet = written(tmp_path, sales(3))["经销商月销售统计表"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A5:A6", "C5:C6", "A7:A9", "C7:C9"} <= merged
    total = row_of(sheet, "Total")
    assert sum(value for value in total if isinstance(value, int | float)) > 0
    assert all(cell.data_type in "ns" for cell in sheet[_row(sheet, "Total")])
    assert "金额大写：叁佰贰拾捌万肆仟陆佰伍拾元整    小写：¥3,284,650.00" in {
        c.value for r in sheet for c in r
    }


def test_outside_text_never_becomes_a_formula_and_bad_characters_are_taken_out(tmp_path: Path) -> None:
    sheet = written(tmp_path, hostile())["难表"]
    rows = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=4, max_row=9)]
    assert [(cell.value, cell.data_type) for cell in rows[0][:2]] == [("=1+1", "s"), ("+8613953106688", "s")]
    assert rows[0][2].value == 1234.5 and rows[0][3].value == 0.25 and rows[0][4].value == time(9, 30)
    assert [cell.value for cell in rows[1][:2]] == ["@SUM(A1)坏", "-139"]
    assert rows[2][0].value == RARE + "😀"
    assert rows[5][0].value == "#N/A" and rows[5][0].data_type == "s"
    with zipfile.ZipFile(tmp_path / "paper.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.text())
def test_any_text_can_be_a_cell(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("x") / "a.xlsx"
    table = Table([Column("a", text, 10)], [(text,)], title=text)
    write_xlsx([Sheet(text, [table, Text([text])], center=text, foot=text)], path, printed=PRINTED)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)


def test_a_text_that_excel_would_read_as_a_code_is_escaped(tmp_path: Path) -> None:
    sheet = written(tmp_path, Sheet("题", [Text(["文件_x0041_终稿"])])).worksheets[0]
    assert row_of(sheet, "文件_x005F_x0041_终稿")


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("来电登记表", [], "来电登记表"),
        ("2026/10 [来电]: *?", [], "2026 10  来电"),
        ("表" * 40, [], "表" * 31),
        ("表" * 40, ["表" * 31], "表" * 27 + " (2)"),
        ("a", ["A", "a (2)"], "a (3)"),
        ("History", [], "History_"),
        ("'", [], "Sheet"),
    ],
)
def test_worksheet_names(title: str, taken: list[str], name: str) -> None:
    assert worksheet_name(title, taken) == name


def test_same_title_twice_empty_tables_and_no_tables(tmp_path: Path) -> None:
    book = written(tmp_path, register(0), register(0, empty_lines=3), Sheet("事实", [Facts([("来电", 3)])]))
    assert book.sheetnames == ["来电登记表", "来电登记表 (2)", "事实"]
    assert row_of(book["来电登记表"], "No entries")
    assert 3 in row_of(book["事实"], "来电") or book["事实"]["A3"].value == 3
    assert written(tmp_path).sheetnames == ["Empty"]


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        write_xlsx([register(5)], tmp_path / "a.xlsx", printed=PRINTED, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_footer_codes_in_names_stay_text(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(register(1), foot="A&B 版")).worksheets[0]
    assert sheet.oddFooter.left.text == "A&&B 版"
    assert Decimal(sheet.page_margins.left) > 0


def _row(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_a_time_without_room_is_set_smaller_and_short_texts_take_one_line(tmp_path: Path) -> None:
    many = Table([Column(str(n), f"{n}", 10) for n in range(14)], [["10-01"] * 14])
    when = Table(
        [Column("at", "At", 10, "datetime"), Column("what", "What", 150)], [[datetime(2026, 9, 24, 15), "x"]]
    )
    page = written(tmp_path, Sheet(title="S", blocks=[many, when]))["S"]
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value is not None}
    assert cells[datetime(2026, 9, 24, 15)].alignment.shrink_to_fit
    assert not cells["x"].alignment.shrink_to_fit
    assert page.row_dimensions[cells["10-01"].row].height < 20
