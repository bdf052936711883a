"""Calls and complaints go out of one office and into an empty one: the same complaints, each with its call."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.calls import finding as calls
from app.calls import missed
from app.calls.asking import CallQuery
from app.calls.rules import NewCall, NewPromise
from app.calls.service import change, log
from app.complaints import bulk, finding, handling, service
from app.complaints.finding import ComplaintQuery
from app.complaints.handling import Answer
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.overview.tables import KINDS, export
from app.people import service as people
from app.transfer import importing
from tests.conftest import Clock, LogCall
from ui.calls import history as call_history
from ui.complaints import history as complaint_history

FIRST = ("calls", "complaints"), ("complaints", "calls")


def step(desk: Desk, complaint_id: int) -> int:
    row = finding.rows(desk, [complaint_id])[0]
    assert row is not None
    return row.row_version


def in_every_state(desk: Desk, clock: Clock, log_call: LogCall) -> dict[str, int]:
    """A complaint in each state that one can be in, all but the last two of calls; moments are not whole seconds."""
    clock.forward(microseconds=123_456)
    told = NewComplaint(address="历下区泺源大街2号", province="山东", product="青花53度")
    liu = next(row.id for row in people.find(desk) if row.name == "刘洋")
    he = next(row.id for row in people.find(desk) if row.name == "何芳")
    made: dict[str, int] = {}

    def opened(name: str, **fields: object) -> int:
        call = log_call(
            started_at=clock.now, outcome="complaint", complaint=told, matter=f"瓶盖渗漏：{name}", **fields
        )
        assert call.complaint_id is not None
        made[name] = call.complaint_id
        clock.forward(minutes=7)
        return call.complaint_id

    def handled(each: int) -> None:
        handling.handled(desk, each, measure="换货", result="已签收", row_version=step(desk, each))
        clock.forward(hours=2)

    def unreached(each: int, times: int) -> None:
        for _time in range(times):
            handling.unreached(desk, each, row_version=step(desk, each))
            clock.forward(hours=3)

    def asked(each: int, score: int) -> None:
        handling.asked(desk, each, Answer(score), row_version=step(desk, each))
        clock.forward(hours=1)

    opened("新")
    each = opened("已通知")
    handling.notify(desk, each, liu, by="wechat", row_version=step(desk, each))
    clock.forward(minutes=5)
    handling.acked(desk, each, row_version=step(desk, each))
    handling.assign(desk, each, he, reason="出差", row_version=step(desk, each))
    each = opened("两次未接")
    handled(each)
    unreached(each, 2)
    each = opened("三次未接办结")
    handled(each)
    unreached(each, 3)
    handling.close(desk, each, row_version=step(desk, each))
    each = opened("满意")
    handled(each)
    unreached(each, 1)
    asked(each, 4)
    each = opened("不满意")
    handled(each)
    asked(each, 2)
    handling.notify(desk, each, liu, by="phone", row_version=step(desk, each))
    each = opened("再办后待回访")
    handled(each)
    asked(each, 5)
    handling.reopen(desk, each, reason="又漏", row_version=step(desk, each))
    handled(each)
    each = opened("未接后再办")
    handled(each)
    unreached(each, 3)
    handling.close(desk, each, row_version=step(desk, each))
    handling.reopen(desk, each, reason="来电", row_version=step(desk, each))
    handled(each)
    each = opened("升级")
    handling.escalate(desk, each, reason="重大", row_version=step(desk, each))
    each = opened("撤诉")
    handling.withdraw(desk, each, reason="误会", row_version=step(desk, each))
    with_manager = opened(
        "他人接听", agent_id=next(row.id for row in people.find(desk) if row.name == "赵明")
    )
    handled(with_manager)
    made["来访"] = service.register(
        desk,
        NewComplaint(
            complainant="李强", phone="13853100012", province="山东", address="泰安", content="少两箱"
        ),
    ).id
    log_call()
    log_call(outcome="promised", promise=NewPromise(due_at=clock.now + timedelta(hours=3)))
    log(desk, NewCall(started_at=clock.now, direction="missed", number="13811112222"))
    clock.forward(minutes=3)
    log_call(number="13811112222")
    missed.mark(desk, list(calls.find(desk, CallQuery(direction="missed"))), handled=False)
    return made


@pytest.fixture
def full(desk: Desk, clock: Clock, log_call: LogCall) -> Desk:
    """An office with a complaint in every state."""
    in_every_state(desk, clock, log_call)
    return desk


@pytest.fixture
def empty(tmp_path: Path, clock: Clock, full: Desk) -> Iterator[Desk]:
    """An office without calls, with the same staff."""
    with open_desk(tmp_path / "empty", clock=clock) as opened:
        assert brought(full, opened, "staff", tmp_path)["new"] == 3
        yield opened


def brought(source: Desk, into: Desk, kind: str, folder: Path, ending: str = ".xlsx") -> dict[str, object]:
    """What importing the export of `kind` did, but for warnings."""
    path = folder / f"{kind}{ending}"
    export(source, kind, path)
    plan = importing.apply(into, importing.opened(into, KINDS[kind], path)).plan
    document = plan.document(applied=True)
    return {key: document[key] for key in ("new", "changed", "errors", "duplicates", "ignored")}


def told(desk: Desk, kind: str, folder: Path) -> list[tuple[object, ...]]:
    """The rows of an export, but for the numbers of the database."""
    path = folder / "told.xlsx"
    export(desk, kind, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.values)
    left_out = {rows[0].index(name) for name in ("id", "row_version")}
    return [tuple(cell for at, cell in enumerate(row) if at not in left_out) for row in rows]


@pytest.mark.parametrize(("kinds", "ending"), [(FIRST[0], ".xlsx"), (FIRST[1], ".xlsx"), (FIRST[0], ".csv")])
def test_an_empty_office_gets_the_same_complaints_each_with_its_call(
    full: Desk, empty: Desk, kinds: tuple[str, str], ending: str, tmp_path: Path
) -> None:
    nothing: dict[str, object] = {"new": 0, "changed": 0, "errors": [], "duplicates": [], "ignored": []}
    counts = {kind: len(told(full, kind, tmp_path)) - 1 for kind in kinds}
    for kind in kinds:
        assert brought(full, empty, kind, tmp_path, ending) == nothing | {"new": counts[kind]}
    if ending == ".xlsx":
        for kind in kinds:
            assert told(empty, kind, tmp_path) == told(full, kind, tmp_path)
    for kind in kinds:
        assert brought(full, empty, kind, tmp_path, ending) == nothing, "brought once more"
        assert brought(empty, empty, kind, tmp_path, ending) == nothing, "its own, back into it"
    for row in finding.rows(empty, list(finding.find(empty, ComplaintQuery()))):
        assert row is not None
        detail = finding.detail(empty, row.id)
        moments = [one.at for one in detail.steps]
        assert moments == sorted(moments)
        if row.complainant == "李强":
            assert detail.source is None
            continue
        assert detail.source is not None
        came = calls.detail(empty, detail.source[1])
        assert came.complaint is not None
        assert (came.complaint.code, came.row.matter) == (row.code, row.content)


@pytest.mark.parametrize("kinds", FIRST, ids="-".join)
def test_each_of_the_two_imports_goes_back_in_one_step(
    full: Desk, empty: Desk, kinds: tuple[str, str], tmp_path: Path
) -> None:
    first, second = kinds
    brought(full, empty, first, tmp_path)
    before = told(empty, first, tmp_path)
    brought(full, empty, second, tmp_path)
    empty.store.undo()
    assert len(told(empty, second, tmp_path)) == 1
    assert told(empty, first, tmp_path) == before
    empty.store.undo()
    assert len(told(empty, first, tmp_path)) == 1
    for kind in kinds:
        brought(full, empty, kind, tmp_path)
    assert told(empty, "complaints", tmp_path) == told(full, "complaints", tmp_path)


def test_the_histories_say_in_words_that_a_record_came_from_a_file(
    full: Desk, empty: Desk, tmp_path: Path
) -> None:
    for kind in ("complaints", "calls"):
        brought(full, empty, kind, tmp_path)
    ids = list(finding.find(empty, ComplaintQuery(sort="code", descending=False)))
    bulk.change(empty, ids[:1], "grade", "urgent")
    told = [step.action for step in complaint_history.read(empty, ids[0])]
    assert told == ["批量改了", "从文件导入了来电", "从文件导入"]
    call_id = calls.find(empty, CallQuery(descending=False))[0]
    assert [step.action for step in call_history.read(empty, call_id)] == ["从文件导入"]


def test_a_call_whose_complaint_is_not_here_says_so_and_gets_one_when_it_is_saved_anew(
    full: Desk, empty: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "calls.xlsx"
    export(full, "calls", path)
    done = importing.apply(empty, importing.opened(empty, KINDS["calls"], path)).plan.document(applied=True)
    assert {warning["column"] for warning in done["warnings"]} == {"投诉编号"}
    assert list(finding.find(empty, ComplaintQuery())) == []
    call_id = calls.find(empty, CallQuery(outcome="complaint"))[0]
    detail = calls.detail(empty, call_id)
    change(empty, call_id, detail.typed, row_version=detail.row.row_version)
    (made,) = finding.find(empty, ComplaintQuery())
    assert finding.detail(empty, made).source == ("call", call_id)


def test_a_call_or_a_complaint_never_gets_another_of_the_other(full: Desk, tmp_path: Path) -> None:
    for kind, column in (("calls", "投诉编号"), ("complaints", "来电编号")):
        path = tmp_path / f"{kind}.xlsx"
        export(full, kind, path)
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        at = next(cell.column for cell in sheet[1] if cell.value == column)
        filled = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value]
        one, other = (sheet.cell(row, at) for row in filled[:2])
        one.value, other.value = other.value, None
        book.save(path)
        plan = importing.preview(full, importing.opened(full, KINDS[kind], path))
        errors = plan.document(applied=False)["errors"]
        assert [(error["row"], error["column"]) for error in errors] == [(row, column) for row in filled[:2]]
