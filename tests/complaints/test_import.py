"""An older ledger comes in: each complaint as far as its row tells, none closed without a result; and back out."""

from pathlib import Path

import openpyxl
import pytest

from app.complaints import finding
from app.complaints.finding import ComplaintQuery, ComplaintRow
from app.office.desk import Desk
from app.overview.tables import KINDS, export
from app.transfer import importing
from tests.complaints.conftest import Register

HEAD = [
    "序号", "编号", "投诉日期", "投诉人", "电话", "单位名称", "省份", "投诉内容", "首问责任人", "业务员", "处理措施",
    "处理结果", "办结日", "回访日", "满意度", "状态",
]  # fmt: skip


def book(path: Path, *rows: list[object]) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    made.save(path)
    return path


def all_of(desk: Desk) -> list[ComplaintRow]:
    ids = list(finding.find(desk, ComplaintQuery(sort="code", descending=False)))
    return [row for row in finding.rows(desk, ids) if row is not None]


def test_an_older_ledger_comes_in_and_goes_back_in_one_step(
    desk: Desk, register: Register, tmp_path: Path
) -> None:
    register()
    path = book(
        tmp_path / "old.xlsx",
        [1, "TS-202608-007", "2026-08-03", "李强", "13853100012", "泰安酒行", "山东", "瓶盖渗漏", "赵明", "刘洋",
         "换货", "已签收", "2026-08-06", "2026-08-09", "满意", "已办结"],
        [2, None, "2026-08-12", "孙丽", "13803710000", "豫泉酒业", "河南", "少发两箱", "前台", None, "补发", "已补",
         "2026-08-15", None, None, "已办结"],
        [3, None, "2026-08-20", "周敏", None, None, "河北", "等五天没人回电", None, None, None, None, None, None, None,
         "处理中"],
    )  # fmt: skip
    done = importing.apply(desk, importing.opened(desk, KINDS["complaints"], path))
    document = done.plan.document(applied=True)
    assert (document["new"], document["errors"]) == (3, [])
    warned = [(warning["row"], warning["column"]) for warning in document["warnings"]]
    assert warned == [(3, "状态")], "closed without a result"
    by_name = {row.complainant: row for row in all_of(desk)}
    li, sun, zhou = by_name["李强"], by_name["孙丽"], by_name["周敏"]
    assert (li.code, li.status, li.score, li.first_owner, li.salesman) == (
        "TS-202608-007",
        "closed",
        4,
        "赵明",
        "刘洋",
    )
    assert (sun.code, sun.status, sun.score) == ("TS-202608-008", "followup", None)
    assert sun.planned_on is not None and sun.planned_on > desk.today()
    assert (zhou.code, zhou.status) == ("TS-202608-009", "working")
    for row in (li, sun, zhou):
        moments = [step.at for step in finding.detail(desk, row.id).steps]
        assert moments == sorted(moments)
    desk.store.undo()
    assert [row.complainant for row in all_of(desk)] == ["王建国"]


def test_what_was_exported_comes_back_unchanged_and_steps_are_not_imported(
    desk: Desk, register: Register, tmp_path: Path
) -> None:
    register()
    path = tmp_path / "out.xlsx"
    export(desk, "complaints", path)
    same = importing.apply(desk, importing.opened(desk, KINDS["complaints"], path)).plan.document(
        applied=True
    )
    assert (same["new"], same["changed"], same["same"]) == (0, 0, 1)
    made = openpyxl.load_workbook(path)
    sheet = made.active
    assert sheet is not None
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["诉求"], "退款")
    made.save(path)
    importing.apply(desk, importing.opened(desk, KINDS["complaints"], path))
    assert all_of(desk)[0].demand == "退款"
    for heading, value in (("首问责任人", "赵明"), ("当前责任人", "赵明"), ("状态", "已办结")):
        export(desk, "complaints", path)
        made = openpyxl.load_workbook(path)
        sheet = made.active
        assert sheet is not None
        column = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, column[heading], value)
        made.save(path)
        plan = importing.preview(desk, importing.opened(desk, KINDS["complaints"], path))
        assert plan.document(applied=False)["errors"], heading
    assert (all_of(desk)[0].first_owner, all_of(desk)[0].owner, all_of(desk)[0].status) == (
        "前台",
        "前台",
        "new",
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({3: "很久以前"}, "投诉日期"),
        ({16: "忘了"}, "状态"),
        ({7: "火星"}, "省份"),
        ({15: "一百分"}, "满意度"),
    ],
)
def test_a_row_that_can_not_be_read_keeps_all_out(
    desk: Desk, tmp_path: Path, cells: dict[int, str], column: str
) -> None:
    row: list[object] = [1, None, "2026-08-03", "李强", None, None, "山东", "瓶盖渗漏", *[None] * 8]
    for at, text in cells.items():
        row[at - 1] = text
    path = book(tmp_path / "bad.xlsx", row)
    plan = importing.preview(desk, importing.opened(desk, KINDS["complaints"], path))
    (error,) = plan.document(applied=False)["errors"]
    assert error["row"] == 2
    assert error["message"]
    assert all_of(desk) == [], column


def short_book(path: Path, *row: object) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["编号", "投诉日期", "投诉人", "电话", "投诉内容", "未接通", "处理措施"])
    sheet.append(row)
    made.save(path)
    return path


def test_a_ledger_that_comes_again_says_the_same_in_days_and_noughts(
    desk: Desk, register: Register, tmp_path: Path
) -> None:
    register()
    mine = all_of(desk)[0]
    old = short_book(
        tmp_path / "old.xlsx", "TS-202608-007", "2026-08-03", "李强", "12-x", "瓶盖渗漏", 0, "换货"
    )
    day = short_book(tmp_path / "day.xlsx", mine.code, mine.received_at.date(), mine.complainant, mine.phone,
                     mine.content, 0, "换货")  # fmt: skip
    counts = []
    for path in (old, old, day, day):
        plan = importing.apply(desk, importing.opened(desk, KINDS["complaints"], path)).plan
        counts.append([plan.count(state) for state in ("new", "changed", "same")])
    assert counts == [[1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 1]]
    assert [row.phone for row in all_of(desk) if row.complainant == "李强"] == ["12-x"], "kept as typed"


def test_a_number_of_the_wrong_column_is_not_so_many_calls(desk: Desk, tmp_path: Path) -> None:
    path = short_book(tmp_path / "old.xlsx", None, "2026-08-03", "李强", "", "瓶盖渗漏", 13800138, "换货")
    plan = importing.preview(desk, importing.opened(desk, KINDS["complaints"], path))
    assert [error["column"] for error in plan.document(applied=False)["errors"]] == ["未接通"]


def test_who_is_told_of_a_row_added_to_our_own_list_is_found(
    desk: Desk, register: Register, tmp_path: Path
) -> None:
    register()
    path = tmp_path / "out.xlsx"
    export(desk, "complaints", path)
    made = openpyxl.load_workbook(path)
    sheet = made.active
    assert sheet is not None
    column = {cell.value: cell.column for cell in sheet[1]}
    for name, value in (
        ("投诉时间", "2026-10-15 09:00"),
        ("投诉人", "王五"),
        ("省", "山东"),
        ("内容", "漏酒"),
    ):
        sheet.cell(3, column[name], value)
    made.save(path)
    assert importing.apply(desk, importing.opened(desk, KINDS["complaints"], path)).created == 1
    assert {row.complainant: row.salesman for row in all_of(desk)}["王五"] == "刘洋"
