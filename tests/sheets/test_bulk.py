"""Plain exports: both writers and CSV say the same, nothing becomes a formula, nothing is half written."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.sheets import bulk
from app.sheets.bulk import safe_field, write_rows
from app.sheets.form import Kind, Value

HEADINGS = ["编号", "电话", "金额", "时间", "日期", "钟点", "通话", "占比", "事由", "次数"]
KINDS: list[Kind] = [
    "text",
    "phone",
    "money",
    "datetime",
    "date",
    "time",
    "duration",
    "percent",
    "text",
    "int",
]
ROW: tuple[Value, ...] = (
    "=1+1",
    "+8613953106688",
    Decimal("12.50"),
    datetime(2026, 9, 1, 10, 42, tzinfo=UTC),
    date(2026, 9, 1),
    time(9, 30),
    timedelta(minutes=2, seconds=35),
    0.25,
    "𠮷野家\x00 -订货\r\n二行",
    7,
)


def many(count: int) -> Iterator[tuple[Value, ...]]:
    for number in range(count):
        yield (*ROW[:-1], number)


@pytest.mark.parametrize("count", [3, 25])
def test_both_writers_of_workbooks_say_the_same(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", 10)
    path = tmp_path / "来电.xlsx"
    assert write_rows(path, HEADINGS, many(count), kinds=KINDS, sheet="来电") == count
    book = openpyxl.load_workbook(path)
    sheet = book["来电"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet["A1"].font.bold
    cells = sheet[2]
    assert (cells[0].value, cells[0].data_type) == ("=1+1", "s")
    assert (cells[1].value, cells[1].data_type, cells[1].number_format) == ("+8613953106688", "s", "@")
    assert cells[2].value == 12.5 and cells[2].number_format == "#,##0.00"
    assert cells[3].value == datetime(2026, 9, 1, 10, 42)
    assert cells[4].value == datetime(2026, 9, 1) and cells[4].number_format == "yyyy-mm-dd"
    assert cells[5].value == time(9, 30)
    assert cells[6].number_format == "[m]:ss"
    assert cells[7].value == 0.25 and cells[7].number_format == "0.0%"
    assert cells[8].value == "𠮷野家 -订货\n二行"
    assert [row[9].value for row in sheet.iter_rows(min_row=2)] == list(range(count))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{count + 1}"
    assert (sheet.column_dimensions["B"].width or 0) > 14


def test_no_rows_still_have_headings(tmp_path: Path) -> None:
    assert write_rows(tmp_path / "a.xlsx", HEADINGS, [], kinds=KINDS) == 0
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx").active[1]] == HEADINGS  # type: ignore[index]


def test_more_rows_than_the_fast_writers_threshold(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    steps: list[tuple[int, int]] = []
    count = write_rows(
        path,
        HEADINGS,
        many(bulk.MANY + 1),
        kinds=KINDS,
        total=bulk.MANY + 1,
        progress=lambda *step: steps.append(step),
    )
    assert count == bulk.MANY + 1
    assert steps[0] == (0, count) and steps[-1] == (count, count)
    assert openpyxl.load_workbook(path, read_only=True).active.max_row == count + 1  # type: ignore[union-attr]


def test_csv_is_what_excel_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_rows(path, HEADINGS, many(2), kinds=KINDS) == 2
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == HEADINGS
    assert rows[1] == [
        "'=1+1", "'+8613953106688", "12.50", "2026-09-01 10:42", "2026-09-01", "09:30", "155", "0.25",
        "𠮷野家 -订货\n二行", "0",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x"])
def test_fields_that_spreadsheets_calculate_get_an_apostrophe(text: str) -> None:
    assert safe_field(text) == f"'{text}"
    assert safe_field(f"甲{text}") == f"甲{text}"


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", ["数", "字"], [(-5, None), (None, "x")], kinds=["int", "text"])
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == ["数,字", "-5,", ",x"]


def test_two_columns_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    write_rows(tmp_path / "a.xlsx", ["名", "名"], [("a", "b")] * 3, kinds=["text", "text"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["a", "b"]  # type: ignore[index]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("count", [5_000, 30_000])
def test_cancel_leaves_nothing(count: int, ending: str, tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= count - 1000:
            raise StopError

    with pytest.raises(StopError):
        write_rows(
            tmp_path / f"a.{ending}", ["a"], (("甲",) for _ in range(count)), kinds=["text"], progress=stop
        )
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.ods"):
        write_rows(tmp_path / "a.ods", ["a"], [], kinds=["text"])
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_rows(tmp_path / "none" / "a.xlsx", ["a"], [], kinds=["text"])
