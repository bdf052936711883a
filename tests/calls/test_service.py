"""Logging, changing, the bin and undo of calls, on a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.calls import finding, promises, service
from app.calls.rules import NewPromise
from app.directory import service as directory
from app.office.desk import Desk
from app.overview import search as searching
from app.overview.card import card
from app.store.errors import Conflict, FieldError, UserError
from tests.conftest import Clock, LogCall


def everything(desk: Desk, **query: object) -> list[finding.CallRow]:
    ids = finding.find(desk, finding.CallQuery(**query))  # type: ignore[arg-type]
    return [row for row in finding.rows(desk, list(ids)) if row is not None]


def test_codes_are_gap_free_by_month_even_past_a_refused_call(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    first = log_call()
    with pytest.raises(FieldError):
        log_call(matter="")
    second = log_call()
    last_month = log_call(started_at=clock.now - timedelta(days=30))
    assert [first.code, second.code, last_month.code] == [
        "LD-202610-0001",
        "LD-202610-0002",
        "LD-202609-0001",
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"matter": " "}, "matter"),
        ({"matter": "好"}, "matter"),
        ({"number": "", "caller_name": ""}, "number"),
        ({"number": "1395310"}, "number"),
        ({"started_at": None}, "started_at"),
        ({"category": "gossip"}, "category"),
        ({"outcome": "transferred"}, "transfer_to"),
        ({"rings": 0}, "rings"),
        ({"talk_seconds": -1}, "talk_seconds"),
        ({"tone": "sweet"}, "tone"),
        ({"company": "长" * 101}, "company"),
    ],
)
def test_what_does_not_fit_is_said_for_its_field_and_nothing_is_saved(
    desk: Desk, log_call: LogCall, clock: Clock, fields: dict[str, object], field: str
) -> None:
    if "started_at" in fields:
        fields = {"started_at": clock.now + timedelta(minutes=10)}
    with pytest.raises(FieldError) as refused:
        log_call(**fields)
    assert refused.value.field == field
    assert refused.value.sentence
    assert everything(desk) == []


def test_nuisance_and_missed_calls_need_no_matter(desk: Desk, log_call: LogCall) -> None:
    log_call(category="nuisance", matter="", outcome="none", answer="")
    log_call(direction="missed", matter="", outcome="none", answer="")
    assert len(everything(desk)) == 2


def test_the_same_uuid_is_saved_once(desk: Desk, log_call: LogCall) -> None:
    uuid = "00000000-0000-4000-8000-000000000001"
    first = log_call(uuid=uuid)
    assert log_call(uuid=uuid, matter="再说一遍也不重记") == first
    assert [row.matter for row in everything(desk)] == ["青花30箱到没到"]


def test_a_promise_is_due_two_working_hours_later_and_owed_by_who_took_the_call(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    logged = log_call(outcome="promised", answer="")
    (owed,) = promises.owed(desk)
    assert owed.id == logged.promise_id
    # 10:42 + 2 h reaches over lunch: 1 h 18 before noon, 42 min after 13:30
    assert (owed.due_at.hour, owed.due_at.minute) == (14, 12)
    assert owed.finder == "前台"
    assert owed.matter == "青花30箱到没到"
    assert owed.code == "HD-202610-0001"


def test_postponing_keeps_the_first_time_and_three_vain_tries_go_to_the_manager(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    log_call(outcome="promised", promise=NewPromise(due_at=clock.now + timedelta(hours=1)))
    (owed,) = promises.owed(desk)
    later = clock.now + timedelta(days=1)
    promises.postpone(desk, owed.id, later, row_version=owed.row_version)
    for _attempt in range(3):
        (owed,) = promises.owed(desk)
        assert not owed.for_manager
        promises.unreached(desk, owed.id, row_version=owed.row_version)
    (owed,) = promises.owed(desk)
    assert owed.for_manager
    assert (owed.due_at, owed.first_due_at) == (later, clock.now + timedelta(hours=1))


def test_called_back_needs_an_answer_and_closes_the_promise(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    log_call(outcome="promised")
    (owed,) = promises.owed(desk)
    with pytest.raises(FieldError) as refused:
        promises.called(desk, owed.id, answer=" ", row_version=owed.row_version)
    assert refused.value.field == "answer"
    clock.forward(minutes=20)
    promises.called(desk, owed.id, answer="明天到", row_version=owed.row_version)
    assert promises.owed(desk) == []
    closed = promises.one(desk, owed.id)
    assert (closed.result, closed.answer, closed.attempts) == ("called", "明天到", 1)
    with pytest.raises(Conflict):  # somebody else still had it on the screen
        promises.cancel(desk, owed.id, reason="重复", row_version=owed.row_version)


def test_a_call_that_is_promised_again_is_owed_again(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    logged = log_call(outcome="promised")

    def change(**fields: object) -> None:
        found = finding.detail(desk, logged.id)
        changed = replace(found.typed, **fields)  # type: ignore[arg-type]
        service.change(desk, logged.id, changed, row_version=found.row.row_version)

    change(outcome="answered", promise=None)
    assert promises.owed(desk) == []
    change(matter="换了事由", promise=None)
    assert promises.owed(desk) == [], "a promise is no outcome"
    later = clock.now + timedelta(hours=5)
    change(outcome="promised", promise=NewPromise(due_at=later))
    (owed,) = promises.owed(desk)
    assert (owed.id, owed.result, owed.due_at, owed.first_due_at) == (logged.promise_id, "open", later, later)
    promises.cancel(desk, owed.id, reason="对方说不用了", row_version=owed.row_version)
    change(matter="又换了事由")
    assert promises.owed(desk) == [], "what was called off stays so while the outcome is the same"


def test_whom_to_call_back_follows_the_call_that_is_put_right(desk: Desk, log_call: LogCall) -> None:
    logged = log_call(outcome="promised", number="13953106689")  # a slip of the finger
    found = finding.detail(desk, logged.id)
    right = replace(found.typed, number="13953106688", caller_name="王建军", company="京源")
    service.change(desk, logged.id, right, row_version=found.row.row_version)
    (owed,) = promises.owed(desk, number_norm="13953106688")
    assert (owed.number_norm, owed.contact_name, owed.company) == ("13953106688", "王建军", "京源")
    assert promises.owed(desk, number_norm="13953106689") == []
    assert "promise" in {hit.kind for hit in searching.search(desk, "13953106688").hits}
    desk.store.undo()
    (owed,) = promises.owed(desk)
    assert (owed.number_norm, owed.contact_name) == ("13953106689", "王建国")


def test_a_promise_that_was_taken_back_is_listed_no_more(desk: Desk, log_call: LogCall) -> None:
    logged = log_call()
    found = finding.detail(desk, logged.id)
    promised = replace(found.typed, outcome="promised")
    service.change(desk, logged.id, promised, row_version=found.row.row_version)
    assert [row.promise_result for row in everything(desk)] == ["open"]
    desk.store.undo()
    assert promises.owed(desk) == []
    assert [(row.outcome, row.promise_result) for row in everything(desk)] == [("answered", None)]


def test_a_call_of_long_ago_that_is_put_right_does_not_rename_its_caller(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    old = log_call(caller_name="王建国", company="京源商行", started_at=clock.now - timedelta(days=200))
    new = log_call(caller_name="王建军", company="京源酒业")
    found = finding.detail(desk, old.id)
    service.change(desk, old.id, replace(found.typed, matter="改一个字"), row_version=found.row.row_version)
    shown = card(desk, "13953106688")
    assert (shown.name, shown.company) == ("王建军", "京源酒业")
    found = finding.detail(desk, new.id)
    service.change(desk, new.id, replace(found.typed, caller_name="王军"), row_version=found.row.row_version)
    assert card(desk, "13953106688").name == "王军"


def test_undoing_a_call_puts_it_and_its_promise_into_the_bin_and_out_of_the_directory(
    desk: Desk, log_call: LogCall
) -> None:
    log_call()
    with desk.store.read() as session:
        before = directory.find(session, "call", "转运场", limit=9)
    log_call(outcome="promised", answer="转运场的事")
    desk.store.undo()
    assert promises.owed(desk) == []
    assert len(everything(desk)) == 1
    assert [row.code for row in everything(desk, in_bin=True)] == ["LD-202610-0002"]
    with desk.store.read() as session:
        assert directory.find(session, "call", "转运场", limit=9) == before
    assert log_call().code == "LD-202610-0003"  # the code of the undone call stays taken


def test_bin_and_back(desk: Desk, log_call: LogCall) -> None:
    kept, gone = log_call(), log_call(outcome="promised", answer="", matter="发票抬头写错了")
    assert service.remove(desk, [gone.id]) == 1
    assert [row.id for row in everything(desk)] == [kept.id]
    assert searching.search(desk, "抬头").total == 0
    assert promises.owed(desk) == []
    assert service.restore(desk, [gone.id]) == 1
    assert len(everything(desk)) == 2
    totals = searching.search(desk, "抬头").totals
    assert {kind: count for kind, count in totals.items() if count} == {"promise": 1, "call": 1}
    assert len(promises.owed(desk)) == 1


def test_changing_a_call_is_refused_when_it_has_moved_on(desk: Desk, log_call: LogCall) -> None:
    from dataclasses import replace

    call = log_call()
    before = finding.detail(desk, call.id)
    service.change(
        desk, call.id, replace(before.typed, matter="改成二十箱"), row_version=before.row.row_version
    )
    with pytest.raises(Conflict) as conflict:
        service.change(desk, call.id, before.typed, row_version=before.row.row_version)
    assert conflict.value.theirs is not None
    assert conflict.value.theirs["matter"] == "改成二十箱"
    after = finding.detail(desk, call.id)
    assert after.row.matter == "改成二十箱"
    assert ("matter", "青花30箱到没到", "改成二十箱") in [
        (line.field, line.old, line.new) for line in finding.history(desk, call.id)
    ]


def test_a_change_is_not_saved_into_the_bin(desk: Desk, log_call: LogCall) -> None:
    call = log_call()
    service.remove(desk, [call.id])
    now = finding.detail(desk, call.id)
    changed = replace(now.typed, matter="改成二十箱")
    with pytest.raises(UserError, match="回收站"):
        service.change(desk, call.id, changed, row_version=now.row.row_version)
    service.restore(desk, [call.id])
    service.change(desk, call.id, changed, row_version=finding.detail(desk, call.id).row.row_version)
    assert [row.matter for row in everything(desk)] == ["改成二十箱"]


def test_a_caller_is_found_by_every_way_of_remembering(desk: Desk, log_call: LogCall) -> None:
    log_call(company="京乐坊烟酒店", caller_name="仇国栋", number="+86 138-0013-8000")
    log_call(company="单县聚福源酒行", caller_name="单志强", number="0530-4651234", matter="代理条件")
    for text in ("jlf", "jyf", "京乐", "jinglefang", "jingyuefang", "8000", "13800138000", "qgd", "仇国"):
        first = searching.search(desk, text).hits[0]
        assert (first.kind, first.title) == ("caller", "京乐坊烟酒店"), text
    for text in ("sx", "dx", "1234", "shanxianjufuyuan"):
        assert searching.search(desk, text).hits[0].title == "单县聚福源酒行", text


def test_the_card_knows_the_last_calls_and_what_is_owed(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    log_call(tone="rude")
    clock.forward(minutes=5)
    log_call(outcome="promised", answer="", matter="对账单盖章")
    shown = card(desk, "139 5310 6688")
    assert (shown.name, shown.company, shown.province) == ("王建国", "济南京源酒业有限公司", "山东")
    assert shown.responsible == "刘洋"
    assert [call.matter for call in shown.last_calls] == ["对账单盖章", "青花30箱到没到"]
    assert [promise.matter for promise in shown.promises] == ["对账单盖章"]
    assert shown.hard is not None
    assert shown.hard[1] == "rude"
    assert shown.missing is None
    assert card(desk, "17600000000").missing == "caller_name"


def test_text_finds_calls_by_phrase_and_sorting_is_by_pinyin(desk: Desk, log_call: LogCall) -> None:
    for company in ("王记酒行", "李记酒行", "啊记酒行"):
        log_call(company=company, number="", caller_name=company[0], matter=f"{company}要货")
    assert [row.company for row in everything(desk, sort="who", descending=False)] == [
        "啊记酒行", "李记酒行", "王记酒行",
    ]  # fmt: skip
    assert [row.company for row in everything(desk, text="李记酒")] == ["李记酒行"]
    assert everything(desk, text="酒记") == []
