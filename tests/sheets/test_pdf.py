"""Papers as PDF, read back with poppler."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import words
from app.sheets import Chart, Column, Group, Printed, Series, Sheet, Summary, Table, Text
from app.sheets.layout import table_grid
from app.sheets.paging import Flow
from app.sheets.pdf import write_pdf
from tests.sheets.samples import COMPANIES, PRINTED, RARE, hostile, register, sales, summary

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="apt-get install poppler-utils")


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")  # the catalogue is tested elsewhere


def poppler(tool: str, *arguments: str) -> str:
    return subprocess.run([tool, *arguments], check=True, capture_output=True, text=True).stdout


def pages(path: Path, *, layout: bool = True) -> list[str]:
    text = poppler("pdftotext", *(["-layout"] if layout else []), str(path), "-")
    return text.removesuffix("\f").split("\f")


def drawn(tmp_path: Path, *sheets: Sheet) -> list[str]:
    path = tmp_path / "paper.pdf"
    count = write_pdf(sheets, path, printed=PRINTED)
    told = pages(path)
    assert len(told) == count
    return told


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_page_has_title_header_and_foot(tmp_path: Path) -> None:
    told = drawn(tmp_path, register(40))
    assert len(told) == 3
    for number, page in enumerate(told, start=1):
        assert "京乐坊酒业有限公司" in page
        assert "来电登记表" in page  # spaced on paper, plain to a reader
        assert "Form no. JLF-KF-02" in page
        assert "来电单位/姓名" in page
        assert f"Page {number} of 3" in page
        assert "Printed 2026-10-15 10:48 陈静" in page
    assert "制表：陈静" not in told[0]
    assert "制表：陈静" in told[-1]


def test_every_row_is_there_once_and_rare_names_can_be_read(tmp_path: Path) -> None:
    told = squeezed("".join(drawn(tmp_path, register(40))))
    for number in range(40):
        assert told.count(f"139{53100000 + number * 7:08d}") == 1
    plain = "".join(pages(tmp_path / "paper.pdf", layout=False))
    for mark in "𠮷㐂镕堃":
        assert mark in plain
    assert "〓" not in plain


def test_fonts_are_embedded_subsets_that_can_be_searched(tmp_path: Path) -> None:
    drawn(tmp_path, register(10))
    lines = poppler("pdffonts", str(tmp_path / "paper.pdf")).splitlines()[2:]
    assert {re.sub(r"^\w+\+", "", line.split()[0]) for line in lines} == {
        "NotoSansSC-Regular", "NotoSansSC-Bold", "FrontDeskRare-Regular",
    }  # fmt: skip
    assert all(re.search(r"yes\s+yes\s+yes", line) for line in lines)


def test_same_input_same_bytes_and_the_document_tells_title_and_person(tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write_pdf([summary(), register()], one, printed=PRINTED)
    write_pdf([summary(), register()], two, printed=PRINTED)
    assert one.read_bytes() == two.read_bytes()
    write_pdf([summary(), register()], two, printed=Printed(datetime(2026, 10, 16, 9, 0), "陈静"))
    assert one.read_bytes() != two.read_bytes()
    told = poppler("pdfinfo", str(one))
    assert re.search(r"Title: +来电情况月汇总表 · 来电登记表", told)
    assert re.search(r"Author: +陈静", told)
    assert "Oct 15 10:48:00 2026" in told


def test_portrait_and_landscape_in_one_document(tmp_path: Path) -> None:
    drawn(tmp_path, summary(), register(3))
    told = poppler("pdfinfo", "-f", "1", "-l", "9", str(tmp_path / "paper.pdf"))
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", told)
    assert sizes[0] == ("595.276", "841.89")
    assert sizes[-1] == ("841.89", "595.276")


def test_the_figures_of_a_month_are_those_of_its_sheet(tmp_path: Path) -> None:
    sheet = summary()
    table = sheet.blocks[1]
    assert isinstance(table, Table)
    whole = sum(row["all"] for row in table.rows if isinstance(row, dict))
    page = drawn(tmp_path, sheet)[0]
    total = next(line for line in page.splitlines() if line.strip().startswith("Total"))
    assert total.split()[1] == str(whole)
    assert "94.3%" in total and "2:14" in total
    assert "21.3" in next(line for line in page.splitlines() if "日均" in line)


def test_a_group_stays_on_its_page_and_a_total_keeps_company(tmp_path: Path) -> None:
    told = drawn(tmp_path, sales(60))
    for number in range(60):
        code = f"JX-{142 + number:04d}"
        assert sum(code in page for page in told) == 1
    for page in told:
        body = page[page.index("序号") :].splitlines()
        rows = [line for line in body if "青花" in line or "小计" in line]
        assert rows and ("小计" in rows[-1])  # ends with a dealer's last line
        assert page.count("青花") >= page.count("小计") - 1
    assert "青花" in told[-1]
    for text in (
        "山东省小计（60 家）",
        "Total",
        "金额大写：叁佰贰拾捌万",
        "小写：¥3,284,650.00",
        "主管经理签收",
    ):
        assert text in told[-1] and text not in "".join(told[:-1])


def test_a_group_longer_than_a_page_goes_on_with_its_name(tmp_path: Path) -> None:
    rows = [(None, f"品种{number}", number) for number in range(120)]
    columns = [
        Column("who", "经销商", 30),
        Column("what", "品名", 60),
        Column("n", "箱数", 20, "int", total="sum"),
    ]
    told = drawn(tmp_path, Sheet("长组", [Table(columns, [Group(rows, head={"who": "单县聚福源酒行"})])]))
    assert len(told) > 1
    assert all("单县聚福源酒行" in page for page in told)
    assert [f"品种{number}" in squeezed("".join(told)) for number in range(120)].count(False) == 0


def test_outside_text_of_every_kind(tmp_path: Path) -> None:
    told = drawn(tmp_path, hostile())
    whole = squeezed("".join(pages(tmp_path / "paper.pdf", layout=False)))
    assert whole.count("长") == 4000
    assert whole.count("w") == 700
    assert squeezed(RARE) + "〓" in whole
    assert "−99,999,999,999.99" in told[0]
    assert "=1+1" in told[0] and "@SUM(A1)坏" in told[0]


def test_600_long_rows(tmp_path: Path) -> None:
    sheet = register(600)
    table = sheet.blocks[0]
    assert isinstance(table, Table)
    rows = [(*row[:6], "问返利什么时候到账，" * 30, *row[7:]) for row in table.rows if isinstance(row, tuple)]
    told = drawn(tmp_path, replace(sheet, blocks=[replace(table, rows=rows)]))
    assert squeezed("".join(told)).count("139531") == 600
    for page in told:
        assert "Printed" in page.strip().splitlines()[-1]


@pytest.mark.parametrize(("count", "lines"), [(0, 0), (0, 12), (3, 5)])
def test_empty_tables_and_lines_for_the_pen(count: int, lines: int, tmp_path: Path) -> None:
    told = drawn(tmp_path, register(count, empty_lines=lines))
    assert len(told) == 1
    assert ("No entries" in told[0]) == (not count and not lines)


def test_fill_takes_the_rest_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    assert write_pdf([register(0, fill=True)], path, printed=PRINTED) == 1
    assert write_pdf([register(16, fill=True)], path, printed=PRINTED) == 2


@pytest.mark.parametrize("kind", ["bar", "line", "pie", "hbar"])
@pytest.mark.parametrize(
    ("labels", "values"),
    [
        ([], []),
        (["甲"], [0]),
        (["甲"], [5]),
        (["甲", "乙"], [None, 3]),
        (["甲", "乙"], [-3, Decimal("2.5")]),
        ([str(day) for day in range(1, 32)], list(range(31))),
        ([f"{name}（{at}）" for at in range(5) for name in COMPANIES], [1000 * at for at in range(25)]),
    ],
)
def test_charts_of_odd_figures(kind: str, labels: list[str], values: list[int], tmp_path: Path) -> None:
    chart = Chart(kind, "图", labels, [Series("本月", values), Series("上月", values[:1])])  # type: ignore[arg-type]
    told = drawn(tmp_path, Sheet("图表", [chart, replace(chart, half=True), replace(chart, half=True)]))
    assert "图" in told[0]
    if not any(value is not None for value in values):
        assert "No data" in told[0]


def test_a_pie_tells_number_and_share_of_every_part(tmp_path: Path) -> None:
    chart = Chart("pie", "类别", ["咨询", "投诉"], [Series("次数", [30, 10])])
    page = drawn(tmp_path, Sheet("图表", [chart]))[0]
    assert re.search(r"咨询\s+30\s+75\.0%", page)
    assert re.search(r"投诉\s+10\s+25\.0%", page)


def test_a_section_title_does_not_stand_alone_at_the_foot(tmp_path: Path) -> None:
    table = Table([Column("a", "甲", 10)], [(f"行{row}",) for row in range(6)], title="二、清单")
    for lines in range(20, 50):
        told = drawn(tmp_path, Sheet("题", [Text(["一行"] * lines), table]))
        page = next(page for page in told if "二、清单" in page)
        assert "行0" in page


def test_many_pages_tell_their_progress_and_can_be_cancelled(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = tmp_path / "a.pdf"
    count = write_pdf(
        [register(300)], path, printed=PRINTED, progress=lambda done, total: seen.append((done, total))
    )
    known = [step for step in seen if step[1]]
    assert seen[0] == (0, 0)
    assert known == [(done, count) for done in range(count + 1)]

    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise StopError

    before = path.read_bytes()
    with pytest.raises(StopError):
        write_pdf([register(301)], path, printed=PRINTED, progress=stop)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_two_papers_at_once_are_those_drawn_alone(tmp_path: Path) -> None:
    sheets = {"a": register(30), "b": sales(20), "c": summary(), "d": hostile()}
    for name, sheet in sheets.items():
        write_pdf([sheet], tmp_path / f"{name}.pdf", printed=PRINTED)
    with ThreadPoolExecutor(4) as pool:
        for name, sheet in sheets.items():
            pool.submit(write_pdf, [sheet], tmp_path / f"{name}2.pdf", printed=PRINTED)
    for name in sheets:
        assert (tmp_path / f"{name}.pdf").read_bytes() == (tmp_path / f"{name}2.pdf").read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.text("京乐，。a1 \n", max_size=900), st.integers(0, 10**9)),
            st.integers(1, 90).map(
                lambda n: Group([("品", at) for at in range(n)], head={}, subtotal=Summary("小计"))
            ),
        ),
        max_size=40,
    ),
    st.booleans(),
    st.integers(0, 3),
)
def test_paging_loses_nothing_and_keeps_inside_the_page(rows: list, fill: bool, empty: int) -> None:
    height, tail = 500.0, 40.0
    columns = [Column("a", "甲", 60), Column("b", "乙", 40, "int", total="sum")]
    grid = table_grid(Table(columns, rows, fill=fill, empty_lines=empty), 482)
    wanted = sum(len(unit.bands) for unit in (*grid.units, *([grid.last] if grid.last else [])))
    lines = sum(len(c.lines) for u in (*grid.units, grid.last) if u for band in u.bands for c in band.cells)
    flow, parts = Flow(height), []

    class Pen:
        def part(self, part: object, x: float, top: float) -> None:
            parts.append((part, top))

    flow.grid(grid, tail=tail)
    flow.put(tail, lambda pen, x, top: None)
    for page in flow.pages:
        for placed in page:
            assert placed.down <= height
            placed.draw(Pen(), 0.0, placed.down)  # type: ignore[arg-type]
    for part, down in parts:
        assert down + part.height <= height + 0.01
    units = [unit for part, _down in parts for unit in part.units]
    assert sum(len(unit.bands) for unit in units) >= wanted
    assert sum(len(cell.lines) for unit in units for band in unit.bands for cell in band.cells) == lines
    assert all(band.height > 0 for unit in units for band in unit.bands)


def test_no_word_of_a_title_is_broken(tmp_path: Path) -> None:
    """Thirteen columns of one width, as the month's calls in English: the titles become smaller together."""
    titles = [
        "Date", "Calls", "Inquiry", "Order", "Shipment", "Complaint", "Transfer", "Others", "Missed", "Within",
        "Average", "Promises", "Late",
    ]  # fmt: skip
    columns = [Column(title.lower(), title, 3, kind="int") for title in titles]
    sheet = Sheet("Calls", [Table(columns, [[7] * len(titles)])])
    (page,) = drawn(tmp_path, sheet)
    assert set(titles) <= set(page.split())


def test_lines_for_the_hand_and_what_closes_a_table_follow_a_row(tmp_path: Path) -> None:
    columns = [Column("what", "What", 150), Column("no", "No.", 20, "int", total="sum")]
    for count in range(24, 40):
        table = Table(columns, [{"no": n, "what": f"row {n}"} for n in range(count)], empty_lines=3)
        told = drawn(tmp_path, Sheet(title="Ledger", blocks=[table], signatures=["Checked by:"]))
        assert f"row {count - 1}" in told[-1], count
        assert "Total" in told[-1] and "Checked by:" in told[-1], count


def test_a_number_too_wide_for_its_column_stays_large_enough_to_read(tmp_path: Path) -> None:
    columns = [Column(f"c{at}", "C", 10, "money") for at in range(14)]
    grid = table_grid(Table(columns, [[12_345_678.9] * 14]), 400)
    assert min(cell.size for unit in grid.units for band in unit.bands for cell in band.cells) >= 7


def test_the_marks_of_a_chart_of_counts_are_whole(tmp_path: Path) -> None:
    chart = Chart("bar", "Calls a day", ["1", "2"], [Series("Calls", [30, 60])])
    (told,) = drawn(tmp_path, Sheet(title="Summary", blocks=[chart]))
    assert "60" in told.split() and "40" in told.split() and ".0" not in told
