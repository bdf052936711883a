"""The papers say what the JSON says; the calendar file can be read by others; the wall sheet is one page."""

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from icalendar import Calendar

from app import words
from app.office.desk import Desk
from app.overview import papers, tables
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import checks, finding, making, pool, service
from app.roster.rules import Task
from app.store.errors import UserError
from tests.conftest import CHINA
from tests.roster.conftest import NOVEMBER, OCTOBER, Ids
from tests.servers import need


def written(desk: Desk, name: str, month: date, folder: Path) -> dict[str, Path]:
    return {path.suffix: path for path in papers.write(desk, name, month, folder=folder).files}


def boxes(pdf: Path) -> dict[int, list[str]]:
    """The names in each day's box of the first page, read back by where they stand."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    page = document[0]
    text = page.get_textpage()
    rows: list[tuple[float, float, float, str]] = []
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        rows.append((left, bottom, top - bottom, text.get_text_bounded(left, bottom, right, top).strip()))
    document.close()
    dates = [(x, y, int(word)) for x, y, _high, word in rows if word.isdecimal() and int(word) <= 31]
    found: dict[int, list[str]] = {}
    for x, y, high, word in rows:
        if high < 14 or re.search(r"[\d:：]", word) or word.startswith("办"):
            continue  # names are the large ones
        above = [(dx, dy, n) for dx, dy, n in dates if dx <= x + 2 and 0 < dy - y < 110]
        if above:
            _dx, _dy, day = max(above, key=lambda at: (at[0], -at[1]))
            found.setdefault(day, []).append(word)
    return found


@pytest.mark.parametrize("month", [OCTOBER, NOVEMBER])
def test_the_wall_sheet_says_what_the_json_says(desk: Desk, ids: Ids, month: date, tmp_path: Path) -> None:
    making.make(desk, month)
    told = finding.document(finding.month(desk, month))
    pdf = written(desk, "roster", month, tmp_path)[".pdf"]
    expected = {int(day["date"][-2:]): day["people"] for day in told["days"] if day["people"]}
    found = {day: [w for w in names if w != "国庆节"] for day, names in boxes(pdf).items()}
    assert {day: names for day, names in found.items() if names} == expected
    need(shutil.which("pdftotext") is not None, "apt-get install poppler-utils")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    first, second = text.split("\f")[:2]
    for name, count in told["counts"].items():
        assert f"{name} {count}" in first
    assert "值日内容：1 地面、垃圾" in first and "因事自行调换并告知前台" in first
    for name in ids:
        line = next(line for line in second.splitlines() if line.strip().startswith(name))
        assert line.count("●") == told["counts"][name]
    if month == OCTOBER:
        assert first.count("国庆节") == 6, "1 to 7 October but the Sunday, whose column is left out"
        assert "班 九月" in first


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_crowded_month_stays_one_page_and_tells_what_is_unfilled(
    desk: Desk, language: str, tmp_path: Path
) -> None:
    words.use(language)
    for n in range(20):
        people.add(desk, NewStaff(code=people.next_code(desk), name=f"欧阳职员{n}"))
    tasks = [
        Task(f"第{n}处：地面、窗台、饮水机和绿植的日常打扫", n, people=2 if n < 4 else 1) for n in range(1, 8)
    ]
    pool.save_tasks(desk, [Task(task.name, task.effort, 1) for task in tasks[:5]])
    for n, row in enumerate(pool.rows(desk)):
        if n > 3:
            pool.add_leave(desk, row.staff_id, date(2026, 10, 22), date(2026, 10, 22))
    making.make(desk, OCTOBER)
    sheets, totals = papers.paper("roster").build(desk, OCTOBER)
    assert totals["unfilled"] == 1
    target = tmp_path / "wall.pdf"
    papers.draw(desk, sheets[:1], target)
    document = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert ("▲ 缺人" if language == "zh" else "▲ unfilled") in text


def test_a_name_too_long_for_its_box_is_drawn_narrower_and_whole(
    desk: Desk, ids: Ids, tmp_path: Path
) -> None:
    long = "Christopher Bartholomew Montgomery-Fanshawe"
    people.add(desk, NewStaff(code="099", name=long))
    pool.save_tasks(desk, [Task("地面", 3, people=5)])
    making.make(desk, NOVEMBER)
    sheets, _totals = papers.paper("roster").build(desk, NOVEMBER)
    target = tmp_path / "wall.pdf"
    papers.draw(desk, sheets[:1], target)
    document = pypdfium2.PdfDocument(target.read_bytes())
    text = document[0].get_textpage()
    found = [text.get_rect(n) for n in range(text.count_rects())]
    names = [rect for rect in found if text.get_text_bounded(*rect).strip() == long]
    document.close()
    assert names, "whole, to be searched and copied"
    box = (595 - 2 * 20 / 25.4 * 72) / 5
    assert all(right - left <= box for left, _bottom, right, _top in names)


def test_the_workbook_has_the_names_and_no_formula(desk: Desk, ids: Ids, tmp_path: Path) -> None:
    making.make(desk, OCTOBER)
    told = finding.document(finding.month(desk, OCTOBER))
    book = openpyxl.load_workbook(written(desk, "roster", OCTOBER, tmp_path)[".xlsx"])
    assert book.sheetnames == ["上墙表", "按人"]
    cells = [cell.value for row in book["上墙表"].iter_rows() for cell in row if cell.value]
    for day in told["days"]:
        if day["people"]:
            assert "\n".join(day["people"]) in cells
    rows = {row[0]: row for row in book["按人"].iter_rows(values_only=True) if row[0]}
    for name in ids:
        assert sum(value == "●" for value in rows[name]) == told["counts"][name]


def test_the_check_sheets_have_scores_and_means(desk: Desk, october: date, ids: Ids, tmp_path: Path) -> None:
    day = date(2026, 10, 14)
    for cell, score in zip(finding.on_duty(desk, day).cells, (8, 9), strict=True):
        service.inspect(desk, [cell.ref], score)
    checks.check(desk, date(2026, 10, 12), ids["李雪"], 6)
    done = papers.write(desk, "roster-checks", october, folder=tmp_path)
    assert done.totals == {"turns": 36, "done": 2, "missed": 0, "mean_score": 8.5, "desk_mean_score": 6.0}
    book = openpyxl.load_workbook(next(path for path in done.files if path.suffix == ".xlsx"))
    assert book.sheetnames == ["检查表", "工位检查"]
    rows = [row for row in book["检查表"].iter_rows(values_only=True) if row[0] == "10-14"]
    assert [[v for v in row if v is not None][-2:] for row in rows] == [[8, "前台"], [9, "前台"]]


def test_papers_of_a_month_without_a_roster_say_so(desk: Desk, ids: Ids, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(desk, "roster-checks", OCTOBER, tmp_path)[".xlsx"])
    said = [cell.value for row in book["检查表"].iter_rows() for cell in row]
    assert "本月还没有排值日" in said
    assert {"roster", "roster-checks"} <= {paper.name for paper in papers.PAPERS}


def test_one_persons_turns_as_icalendar(desk: Desk, october: date, ids: Ids, tmp_path: Path) -> None:
    target = tmp_path / "李雪.ics"
    rows = tables.export(desk, "roster", target, where=["person=李雪", "month=2026-10"])
    told = finding.document(finding.month(desk, october))
    days = [date.fromisoformat(day["date"]) for day in told["days"] if "李雪" in day["people"]]
    events = list(Calendar.from_ical(target.read_bytes()).walk("VEVENT"))
    assert rows == len(events) == len(days)
    starts = [event.decoded("dtstart") for event in events]
    assert starts == [datetime(day.year, day.month, day.day, 8, 0, tzinfo=CHINA) for day in days]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(str(event["summary"]).startswith("值日：") for event in events)
    assert all(event.walk("VALARM") for event in events)


def test_the_roster_is_exported_as_a_table_and_other_endings_are_refused(
    desk: Desk, october: date, tmp_path: Path
) -> None:
    target = tmp_path / "roster.xlsx"
    assert tables.export(desk, "roster", target, where=["month=2026-10"]) == 36
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][:4] == ("月份", "日期", "人员", "区域/任务") and len(rows) == 37
    with pytest.raises(UserError):
        tables.export(desk, "roster", tmp_path / "roster.pdf")
    with pytest.raises(UserError, match="不是筛选条件"):
        tables.export(desk, "roster", target, where=["colour=red"])
    with pytest.raises(UserError, match="soon 不是年份"):
        tables.export(desk, "roster", target, where=["year=soon"])
    with pytest.raises(UserError):
        tables.export(desk, "calls", tmp_path / "calls.ics")
