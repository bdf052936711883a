"""The ledger, the slip and the text for the salesperson, read back; exports; what the other screens know."""

import json
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.complaints import dues, finding, handling, telling
from app.complaints.finding import ComplaintDetail, ComplaintQuery
from app.complaints.handling import Answer
from app.office.desk import Desk
from app.overview import papers, today
from app.overview.alarms import alarms
from app.overview.answers import who
from app.overview.card import card
from app.overview.tables import export
from app.store.errors import UserError
from tests.complaints.conftest import Register
from tests.conftest import Clock

Told = Callable[[int], ComplaintDetail]
OCTOBER = date(2026, 10, 1)


def text_of(file: Path) -> str:
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return told.stdout


@pytest.fixture
def closed(desk: Desk, register: Register, staff: dict[str, int], clock: Clock, told: Told) -> int:
    """A complaint that was told, handled and found satisfying."""
    complaint = register()

    def version() -> int:
        return told(complaint).row.row_version

    handling.notify(desk, complaint, staff["刘洋"], by="wechat", row_version=version())
    clock.forward(hours=2)
    handling.handled(desk, complaint, measure="换货2箱", result="已签收", compensation=Decimal("1280.50"),
                     row_version=version())  # fmt: skip
    clock.forward(days=4)
    handling.asked(desk, complaint, Answer(5, "很快"), row_version=version())
    return complaint


def test_the_ledger_says_the_same_on_paper_and_in_the_workbook(
    desk: Desk, register: Register, closed: int, tmp_path: Path
) -> None:
    register(kind="suggestion", complainant="孙丽", company="", content="瓶盖能不能好开些", category="other")
    written = papers.write(desk, "complaint-register", OCTOBER, folder=tmp_path)
    pdf, book = (next(f for f in written.files if f.suffix == end) for end in (".pdf", ".xlsx"))
    assert pdf.name == "2026-10 投诉台账.pdf"
    assert written.totals["entries"] == 2
    assert written.totals["by_kind"] == {"complaint": 1, "suggestion": 1}
    assert (written.totals["closed"], written.totals["satisfied_share"]) == (1, 1.0)
    paper = text_of(pdf)
    for said in ("投诉台账", "TS-202610-001", "王建国", "139 5310 6688", "刘洋", "很满意", "2026-10-19"):
        assert said in paper.replace("投 诉 台 账", "投诉台账"), said
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(book).worksheets[0] for cell in row if cell.value
    ]
    for said in (
        "TS-202610-001",
        "TS-202610-002",
        "王建国",
        "首问责任人",
        "业务人员",
        "换货2箱；已签收",
        "很满意",
    ):
        assert said in cells, said
    assert "［建议］瓶盖能不能好开些" in cells


def test_an_empty_month_and_a_taken_back_entry_are_told(
    desk: Desk, register: Register, tmp_path: Path
) -> None:
    register()
    desk.store.undo()
    written = papers.write(desk, "complaint-register", OCTOBER, formats=["pdf"], folder=tmp_path)
    paper = text_of(written.files[0])
    assert "TS-202610-001" in paper, "its number is accounted for"
    assert written.totals["entries"] == 0
    other = papers.write(desk, "complaint-register", date(2026, 3, 1), formats=["pdf"], folder=tmp_path)
    assert "本月没有投诉、意见和建议" in text_of(other.files[0])


def test_the_ledger_lies_in_the_months_folder(desk: Desk, register: Register, tmp_path: Path) -> None:
    register()
    written = papers.write(desk, papers.MONTH, OCTOBER, formats=["xlsx"], folder=tmp_path)
    assert "2026-10 投诉台账.xlsx" in [file.name for file in written.files]
    assert written.totals["complaint-register"]["entries"] == 1


def test_the_text_and_the_slip_tell_the_salesperson_everything(
    desk: Desk, register: Register, told: Told, tmp_path: Path
) -> None:
    found = told(register(grade="urgent", batch_no="20260801-2", explained="已致歉，请拍照"))
    text = telling.message(desk, found)
    for said in (
        "TS-202610-001", "紧急", "济南京源酒业有限公司", "王建国", "139 5310 6688", "山东济南历下区泺源大街2号",
        "青花53度", "20260801-2", "外箱压瘪2箱，里面碎3瓶", "换货", "前台",
    ):  # fmt: skip
        assert said in text, said
    papers.draw(desk, [telling.slip(desk, found)], tmp_path / "slip.pdf")
    slip = text_of(tmp_path / "slip.pdf").replace(" ", "").replace("\n", "")
    for said in ("TS-202610-001", "投诉处理通知单", "王建国", "泺源大街2号", "刘洋", "首问责任人"):
        assert said in slip, said
    pages = subprocess.run(
        ["pdfinfo", str(tmp_path / "slip.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert "Pages:           1" in pages


def test_exported_rows_carry_every_field(desk: Desk, register: Register, closed: int, tmp_path: Path) -> None:
    register(complainant="孙丽", grade="urgent")
    assert export(desk, "complaints", tmp_path / "all.xlsx") == 2
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx").worksheets[0]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, [cell.value for cell in sheet[2]], strict=True))
    assert (row["投诉编号"], row["性质"], row["电话"], row["状态"]) == (
        "TS-202610-001",
        "投诉",
        "13953106688",
        "已办结",
    )
    assert (row["首问责任人"], row["满意度"], row["赔付金额"], row["已致歉"]) == (
        "前台",
        "很满意",
        1280.5,
        "是",
    )
    assert export(desk, "complaints", tmp_path / "some.csv", where=["grade=urgent", "month=2026-10"]) == 1
    head_row = dict(zip(head, [cell.value for cell in sheet[3]], strict=True))
    assert (head_row["投诉人"], head_row["满意度"], head_row["等级"]) == ("孙丽", None, "紧急")
    for wrong in ("status=gone", "colour=red", "grade"):
        with pytest.raises(UserError):
            export(desk, "complaints", tmp_path / "none.csv", where=[wrong])


def test_the_number_strip_and_the_caller_card_know_what_is_open(
    desk: Desk, register: Register, told: Told
) -> None:
    complaint = register()
    assert who(desk, "139 5310 6688")["open"]["complaints"] == 1
    assert [row.code for row in card(desk, "13953106688").complaints] == ["TS-202610-001"]
    handling.withdraw(desk, complaint, reason="弄错了", row_version=told(complaint).row.row_version)
    assert who(desk, "13953106688")["open"]["complaints"] == 0


def test_what_complaints_owe_stands_on_the_board_and_rings(
    desk: Desk, register: Register, staff: dict[str, int], clock: Clock, told: Told
) -> None:
    complaint = register()
    (due,) = dues.dues(desk)
    assert (due.kind, due.due_at) == ("complaint", clock.now + timedelta(hours=1))
    assert [len(group) for group in today.board(desk).groups] == [0, 1, 0, 0, 0]
    clock.forward(hours=2)
    assert today.board(desk).late == 1
    assert [(alarm.kind, alarm.id) for alarm in alarms(desk).ringing] == [("complaint", complaint)]
    handling.notify(desk, complaint, staff["刘洋"], by="phone", row_version=told(complaint).row.row_version)
    (due,) = dues.dues(desk)
    assert "刘洋" in due.what
    handling.acked(desk, complaint, row_version=told(complaint).row.row_version)
    assert dues.dues(desk) == []
    handling.handled(
        desk, complaint, measure="换货", result="好", row_version=told(complaint).row.row_version
    )
    (due,) = dues.dues(desk)
    assert (due.kind, due.due_at.date(), due.due_at.hour) == ("followup", date(2026, 10, 19), 13)
    assert "第 1 次" in due.what


def test_the_command_line_takes_a_complaint_in(desk: Desk, clock: Clock) -> None:
    from app.calls.lines import log_line

    line = {
        "started_at": "2026-10-15T10:00:00", "direction": "in", "number": "13953106688", "caller_name": "王建国",
        "matter": "外箱压瘪2箱", "outcome": "转投诉", "category": "投诉",
        "complaint": {"address": "历下区泺源大街2号", "grade": "紧急", "category": "包装破损", "apologised": True,
                      "product": "青花53度", "qty": 2, "made_on": "2026-08-01"},
    }  # fmt: skip
    logged = log_line(desk, json.dumps(line, ensure_ascii=False))
    row = finding.detail(desk, logged.complaint_id or 0)
    assert (row.row.grade, row.row.category, row.typed.qty) == ("urgent", "packing", Decimal(2))
    for bad in ({"colour": "red"}, {"address": 5}, {"grade": "huge", "address": "x"}, {}):
        with pytest.raises(UserError):
            log_line(desk, json.dumps(line | {"complaint": bad}, ensure_ascii=False))
    assert finding.count(desk, ComplaintQuery()) == 1
