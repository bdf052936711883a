"""An import from file to undo: what is found, what is refused, what is written, and that it all goes back."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from app.calls.model import Call, Caller, Promise
from app.directory import service as directory
from app.office.desk import Desk
from app.overview.tables import KINDS, export
from app.people import service as people
from app.people.model import ProvinceOwner, Staff
from app.store.errors import UserError
from app.transfer import importing, leftovers
from app.transfer.grid import MOST_AT_ONCE
from app.transfer.memory import remember
from app.transfer.plans import Plan
from tests.transfer.conftest import MakeBook

STAFF = ["工号", "姓名", "部门", "手机", "直属上级", "入职日期", "角色", "备用"]


def imported(desk: Desk, kind: str, path: Path, **options: Any) -> importing.Applied:
    return importing.apply(desk, importing.opened(desk, KINDS[kind], path), **options)


def previewed(desk: Desk, kind: str, path: Path, **options: Any) -> Plan:
    return importing.preview(desk, importing.opened(desk, KINDS[kind], path), **options)


def count(desk: Desk, model: Any) -> int:
    with desk.store.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(model.deleted_at.is_(None))) or 0


def test_staff_come_in_and_go_back_in_one_step(desk: Desk, book: MakeBook) -> None:
    path = book([
        STAFF,
        ["011", "区小明", "销售部", 13853100011.0, "单于兰", "2026年3月1日", "业务员", "x"],
        ["012", "单于兰", "销售部", "138 5310 0012", "赵明", 46308, "manager", None],
        [None, "查小芳", "财务部", None, None, None, None, None],
        ["003", "刘洋", "市场部", None, None, None, None, None],
        ["合计", None, 4, None, None, None, None, None],
    ])  # fmt: skip
    before = count(desk, Staff)
    done = imported(desk, "staff", path)
    document = done.plan.document(applied=True)
    assert (document["rows"], document["new"], document["changed"]) == (4, 3, 1)
    assert document["ignored"] == ["备用"]
    assert [(each["row"], each["message"]) for each in document["warnings"]] == [(6, "合计行不导入。")]
    by_code = {row.code: row for row in people.find(desk, left_too=True)}
    assert by_code["003"].department == "市场部"
    assert by_code["003"].mobile == "13853100001"  # an empty cell of a foreign list empties nothing
    assert by_code["013"].name == "查小芳"  # the next free code
    with desk.store.read() as session:
        lower, upper = (
            session.scalars(select(Staff).where(Staff.code == code)).one() for code in ("011", "012")
        )
        assert lower.superior_id == upper.id  # a superior may stand in a later row
        assert (lower.from_on, lower.role) == (date(2026, 3, 1), "sales")
        assert directory.find(session, "staff", "qxm", limit=5).ids == (lower.id,)
    desk.store.undo(done.write_id)
    assert count(desk, Staff) == before
    with desk.store.read() as session:
        assert directory.find(session, "staff", "qxm", limit=5).total == 0
        assert session.scalars(select(Staff.department).where(Staff.code == "003")).one() == "销售部"
    again = imported(desk, "staff", path).plan  # what undo put into the bin comes out again
    assert (again.count("new"), again.count("changed"), again.count("error")) == (3, 1, 0)
    assert count(desk, Staff) == before + 3


def test_one_row_that_can_not_be_stored_keeps_all_out(desk: Desk, book: MakeBook, tmp_path: Path) -> None:
    path = book([
        STAFF,
        ["021", "好人", "", "1380013800", "", "", "", ""],
        ["022", "", "销售部", "", "", "", "", ""],
        ["023", "坏日子", "", "", "", "明天", "", ""],
        ["024", "坏角色", "", "", "", "", "皇帝", ""],
        ["025", "坏上级", "", "", "无此人", "", "", ""],
        ["021", "同号", "", "", "", "", "", ""],
        ["", "刘洋", "", "", "", "", "", ""],
        ["", "好 人", "", "", "", "", "", ""],
    ])  # fmt: skip
    before = count(desk, Staff)
    opened = importing.opened(desk, KINDS["staff"], path)
    with pytest.raises(importing.Unfit) as refused:
        importing.apply(desk, opened)
    plan = refused.value.plan
    assert count(desk, Staff) == before
    assert "第 3 行" in refused.value.sentence
    assert desk.store.undoable() is None
    document = plan.document(applied=False)
    assert [(each["row"], each["column"]) for each in document["errors"]] == [
        (3, "姓名"), (4, "入职日期"), (5, "角色"), (6, "直属上级"),
    ]  # fmt: skip
    assert [(each["row"], each["of"], each["why"]) for each in document["duplicates"]] == [
        (7, 2, "工号"), (8, "003", "姓名"), (9, 2, "姓名"),
    ]  # fmt: skip
    assert [(each["row"], each["column"]) for each in document["warnings"]] == [(2, "手机")]
    assert sum(document[key] for key in ("new", "changed", "same")) + 3 + 4 == document["rows"] == 8
    rest = tmp_path / "要改的.xlsx"
    assert leftovers.write(rest, plan, opened.grid) == 7
    page = openpyxl.load_workbook(rest).active
    assert [cell.value for cell in page[1]] == [*STAFF, "原因"]
    assert page["B3"].value == "坏日子"
    assert "明天" in page["I3"].value
    page["F3"], page["B2"], page["G4"], page["E5"] = "2026-03-01", "补上", "sales", None
    page.delete_rows(6, 3)
    page.parent.save(rest)
    mended = imported(desk, "staff", rest).plan  # brought back: the reasons are no column
    assert (mended.count("new"), mended.ignored) == (4, ["备用"])


@pytest.mark.parametrize(
    ("way", "new", "changed", "left"), [("skip", 1, 0, 2), ("new", 2, 0, 1), ("update", 1, 2, 0)]
)
def test_duplicates_are_left_out_added_or_merged(
    way: Any, new: int, changed: int, left: int, desk: Desk, book: MakeBook
) -> None:
    path = book([
        ["工号", "姓名", "部门"],
        ["031", "新来的", "一部"],
        ["031", "新来的", "二部"],
        ["", "刘洋", "三部"],
    ])  # fmt: skip
    done = imported(desk, "staff", path, duplicates=way)
    plan = done.plan
    assert (plan.count("new"), plan.count("changed"), plan.count("duplicate")) == (new, changed, left)
    rows = {(row.code, row.name): row.department for row in people.find(desk)}
    assert rows["031", "新来的"] == ("二部" if way == "update" else "一部")
    assert rows["003", "刘洋"] == ("三部" if way == "update" else "销售部")
    assert sum(1 for row in people.find(desk) if row.name == "刘洋") == (2 if way == "new" else 1)


def test_the_list_is_found_wherever_it_lies(desk: Desk, book: MakeBook) -> None:
    def merge(workbook: Any) -> None:
        page = workbook["表2"]
        page.merge_cells("A1:D1")
        page.merge_cells("C3:D3")
        page.merge_cells("B5:B6")

    notes = [["填表须知"], ["请填写第二张表"]]
    listed = [
        ["京乐坊酒业有限公司人员名单", None, None, None],
        [],
        ["工号", "部门", "联系", None],
        [None, None, "姓名", "手机"],
        ["041", "销售部", "甲某", "13800000041"],
        ["042", None, "乙某", "13800000042"],
        [],
        ["工号", "部门", "姓名", "手机"],
        ["043", "物流部", "丙某", "13800000043"],
    ]
    path = book(notes, listed, change=merge)
    opened = importing.opened(desk, KINDS["staff"], path)
    assert (opened.layout.sheet, opened.layout.header, opened.layout.depth) == ("表2", 4, 2)
    plan = importing.apply(desk, opened).plan
    assert plan.count("new") == 3
    rows = {row.code: row for row in people.find(desk)}
    assert (rows["041"].mobile, rows["042"].department) == ("13800000041", "销售部")
    assert len(plan.skipped) == 1  # the headings that are repeated
    with pytest.raises(UserError, match="认得的表头"):
        importing.preview(desk, importing.understood(desk, KINDS["staff"], opened.book, sheet="Sheet"))
    with pytest.raises(UserError, match="没有工作表"):
        importing.understood(desk, KINDS["staff"], opened.book, sheet="表9")


def test_columns_chosen_by_hand_are_remembered(desk: Desk, book: MakeBook) -> None:
    path = book([["人名", "代号"], ["丁某", "051"]])
    opened = importing.opened(desk, KINDS["staff"], path)
    assert not any(column.field for column in opened.layout.columns)
    chosen = importing.with_map(desk, opened, {"人名": "name", "代号": "工号"})
    assert importing.preview(desk, chosen).count("new") == 1
    remember(desk, KINDS["staff"], opened.layout, chosen.layout)
    assert importing.opened(desk, KINDS["staff"], path).layout == chosen.layout
    with pytest.raises(UserError, match="没有“什么”这一列"):
        importing.with_map(desk, opened, {"什么": "name"})
    with pytest.raises(UserError, match="colour"):
        importing.with_map(desk, opened, {"人名": "colour"})


def test_nothing_to_import_is_an_error(desk: Desk, book: MakeBook) -> None:
    with pytest.raises(UserError, match="没有数据"):
        previewed(desk, "staff", book([["工号", "姓名"], [], []]))


def test_a_cancelled_import_writes_nothing(desk: Desk, book: MakeBook) -> None:
    path = book([["姓名"], *([f"某{at}"] for at in range(1200))])
    opened = importing.opened(desk, KINDS["staff"], path)
    before = count(desk, Staff)
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 500 and total == 1200 and len(seen) > 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.apply(desk, opened, progress=stop)
    assert count(desk, Staff) == before


def test_what_others_wrote_meanwhile_is_seen(desk: Desk, book: MakeBook) -> None:
    path = book([["姓名", "部门"], ["戊某", "一部"]])
    opened = importing.opened(desk, KINDS["staff"], path)
    plan = importing.preview(desk, opened)
    people.add(desk, people.NewStaff(code="061", name="戊某"))
    with pytest.raises(UserError, match="再看一遍"):
        importing.apply(desk, opened, expected=plan)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["calls", "provinces", "staff"])  # the others beside their features
def test_an_unedited_file_changes_nothing(
    kind: str, suffix: str, desk: Desk, log_call: Any, tmp_path: Path
) -> None:
    call = log_call(outcome="promised", remark="=1+1 备注")
    log_call(number="+86 531-8266-1234", matter="-减价\n第二行", rings=None, category="other")
    log_call(direction="missed", number="95588", matter="", outcome="none", answer="")
    path = tmp_path / f"{kind}.{suffix}"
    rows = export(desk, kind, path)
    assert rows >= 1
    done = imported(desk, kind, path)
    document = done.plan.document(applied=True)
    assert (document["rows"], document["same"]) == (rows, rows)
    assert not document["warnings"] and not document["ignored"]
    assert call.id


def test_an_edited_export_changes_what_was_edited(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "人员.xlsx"
    export(desk, "staff", path)
    workbook = openpyxl.load_workbook(path)
    page = workbook.active
    columns = {cell.value: cell.column for cell in page[1]}
    assert [page.column_dimensions[letter].hidden for letter in "ABC"] == [True] * 3
    row = next(row for row in page.iter_rows(min_row=2) if row[columns["姓名"] - 1].value == "刘洋")
    row[columns["姓名"] - 1].value = "刘 阳"
    row[columns["工号"] - 1].value = "0033"
    row[columns["手机"] - 1].value = None
    workbook.save(path)
    done = imported(desk, "staff", path)
    assert (done.created, done.changed) == (0, 1)
    changed = next(each for each in people.find(desk) if each.code == "0033")
    assert (changed.name, changed.mobile) == ("刘 阳", "")  # our own file came back: an empty cell empties
    export_again = tmp_path / "again.xlsx"
    export(desk, "staff", export_again)
    assert imported(desk, "staff", export_again).changed == 0


def test_calls_come_in_as_calls_log_takes_them(desk: Desk, book: MakeBook) -> None:
    path = book([
        ["日期时间", "方向", "来电号码", "来电人", "类别", "来电内容", "处理方式", "承诺回复", "接听人"],
        ["2026-09-01 09:00", "来电", 13800138000.0, "仇国栋", "咨询", "问代理条件", "待回电",
         "2026-09-01 11:00", "何芳"],
        [date(2026, 9, 2), "in", "531-82661234", "", "order", "订三十箱", "", "", ""],
        ["2026-09-03 10:00", "未接", "95588", "", "", "", "", "", ""],
        ["2026-09-03 10:00", "来电", "12345", "没有号码", "", "号码不对", "", "", ""],
    ])  # fmt: skip
    done = imported(desk, "calls", path)
    assert (done.created, len(done.plan.document(applied=True)["errors"])) == (4, 0)
    with desk.store.read() as session:
        calls = list(session.scalars(select(Call).order_by(Call.id)))
        assert [call.code for call in calls] == [f"LD-202609-000{n}" for n in range(1, 5)]
        assert [call.number_norm for call in calls[:2]] == ["13800138000", "053182661234"]
        promise = session.scalars(select(Promise)).one()
        assert (promise.code, promise.finder_id) == ("HD-202609-0001", calls[0].agent_id)
        assert session.scalar(select(Caller.name).where(Caller.number_norm == "13800138000")) == "仇国栋"
        assert directory.find(session, "call", "代理条件", limit=3).ids == (calls[0].id,)
    again = previewed(desk, "calls", path)
    assert again.count("duplicate") == 4  # the same moments, numbers and matters
    desk.store.undo(done.write_id)
    assert count(desk, Call) == count(desk, Promise) == 0


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["", "来电", "13800138000", "问事情"], "时间"),
        (["2026-09-01", "", "13800138000", "问事情"], "方向"),
        (["2026-09-01", "来电", "", "问事情"], "号码"),
        (["2026-09-01", "来电", "13800138000", ""], "事由"),
        (["2099-09-01", "来电", "13800138000", "问事情"], "时间"),
        (["3/4/2026", "来电", "13800138000", "问事情"], "时间"),
    ],
)
def test_calls_that_can_not_be_stored(row: list[str], column: str, desk: Desk, book: MakeBook) -> None:
    plan = previewed(desk, "calls", book([["时间", "方向", "号码", "事由"], row]))
    assert [plan.column_of(note.field) for note in plan.rows[0].errors] == [column]


def test_provinces_are_known_in_any_writing(desk: Desk, book: MakeBook) -> None:
    path = book([
        ["省份", "业务员", "代理"],
        ["河南省", "刘洋", "004"],
        ["内蒙古自治区", "何芳", None],
        ["山东", "何芳", None],
        ["火星", "何芳", None],
    ])  # fmt: skip
    plan = previewed(desk, "provinces", path)
    assert [row.state for row in plan.rows] == ["new", "new", "changed", "error"]
    page = openpyxl.load_workbook(path)
    page.active.delete_rows(5)
    page.save(path)
    assert imported(desk, "provinces", path).created == 2
    assert count(desk, ProvinceOwner) == 3


def test_more_rows_than_one_import_takes_are_refused_at_once(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("姓名\n" + "".join(f"员工{at}\n" for at in range(MOST_AT_ONCE + 1)), encoding="utf-8")
    opened = importing.opened(desk, KINDS["staff"], path)
    with pytest.raises(UserError, match=r"20,001.*20,000"):
        importing.preview(desk, opened)
