"""Taking complaints in, from the telephone and otherwise, and each step until they are closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.calls import finding as calls
from app.calls import service as call_service
from app.complaints import finding, handling, service
from app.complaints.finding import ComplaintDetail, ComplaintQuery
from app.complaints.handling import Answer
from app.complaints.rules import NewComplaint
from app.office.desk import Desk
from app.overview import search as searching
from app.store.errors import Conflict, FieldError, UserError
from tests.complaints.conftest import FULL, Register
from tests.conftest import Clock, LogCall

Told = Callable[[int], ComplaintDetail]


def version(desk: Desk, complaint: int) -> int:
    return finding.detail(desk, complaint).row.row_version


def test_a_call_opens_its_complaint_in_the_same_write(desk: Desk, log_call: LogCall, told: Told) -> None:
    logged = log_call(
        category="complaint", outcome="complaint", matter="外箱压瘪2箱，里面碎3瓶", answer="致歉，请拍照",
        complaint=NewComplaint(address="历下区泺源大街2号", grade="major", apologised=True, thanked=True),
    )  # fmt: skip
    assert logged.complaint_code == "TS-202610-001"
    found = told(logged.complaint_id or 0)
    row = found.row
    assert (row.complainant, row.company, row.phone_norm) == ("王建国", "济南京源酒业有限公司", "13953106688")
    assert (row.province, row.city, row.content) == ("山东", "济南", "外箱压瘪2箱，里面碎3瓶")
    assert (found.typed.explained, found.typed.apologised, row.grade) == ("致歉，请拍照", True, "major")
    assert (row.status, row.first_owner, row.owner) == ("new", "前台", "前台")
    assert found.salesman is not None
    assert (found.salesman.name, found.salesman.mobile) == ("刘洋", "13853100001")
    assert [step.action for step in found.steps] == ["opened"]
    assert found.source == ("call", logged.id)
    assert calls.detail(desk, logged.id).complaint == row
    desk.store.undo()
    assert finding.count(desk, ComplaintQuery()) == 0
    assert calls.count(desk, calls.CallQuery()) == 0
    call_service.restore(desk, [logged.id])
    assert told(logged.complaint_id or 0).row.code == "TS-202610-001"
    assert [step.action for step in told(logged.complaint_id or 0).steps] == ["opened"]


def test_a_refused_complaint_keeps_the_call_from_being_saved(desk: Desk, log_call: LogCall) -> None:
    with pytest.raises(FieldError) as refused:
        log_call(outcome="complaint", complaint=NewComplaint())
    assert refused.value.field == "address"
    assert calls.count(desk, calls.CallQuery()) == 0
    log_call(outcome="complaint", complaint=NewComplaint(address="历下区"))
    assert [row.code for row in finding.unfinished(desk)] == ["TS-202610-001"], "no number was lost"


def test_a_call_told_by_a_program_opens_what_it_knows(desk: Desk, log_call: LogCall, told: Told) -> None:
    logged = log_call(
        outcome="complaint", caller_name="", company="", number="02083331234", matter="来电投诉"
    )
    found = told(logged.complaint_id or 0)
    assert found.row.complainant == "02083331234"
    assert [problem.field for problem in found.missing] == ["address"]


@pytest.mark.parametrize("field", ["complainant", "phone", "province", "address", "content"])
def test_unsolved_on_the_telephone_everything_is_demanded(desk: Desk, register: Register, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        register(**{field: None if field == "province" else " "})
    assert refused.value.field == field
    assert finding.count(desk, ComplaintQuery()) == 0


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"phone": "1395310"}, "phone"),
        ({"province": "山西东"}, "province"),
        ({"grade": "huge"}, "grade"),
        ({"kind": "gossip"}, "kind"),
        ({"category": "gossip"}, "category"),
        ({"channel": "pigeon"}, "channel"),
        ({"qty": Decimal(-1)}, "qty"),
        ({"made_on": date(2026, 10, 16)}, "made_on"),
        ({"address": "长" * 201}, "address"),
        ({"solved_on_call": True}, "offered"),
    ],
)
def test_what_does_not_fit_is_said_for_its_field(
    register: Register, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        register(**fields)
    assert refused.value.field == field
    assert refused.value.sentence


def test_the_future_is_refused(register: Register, clock: Clock) -> None:
    with pytest.raises(FieldError) as refused:
        register(received_at=clock.now + timedelta(minutes=5))
    assert refused.value.field == "received_at"


def test_codes_are_gap_free_by_month(desk: Desk, register: Register, clock: Clock, told: Told) -> None:
    first = register()
    with pytest.raises(FieldError):
        register(content="")
    second, before = register(kind="suggestion"), register(received_at=clock.now - timedelta(days=30))
    assert [told(i).row.code for i in (first, second, before)] == [
        "TS-202610-001", "TS-202610-002", "TS-202609-001",
    ]  # fmt: skip


def test_solved_on_the_telephone_only_the_satisfaction_call_is_left(
    desk: Desk, register: Register, told: Told
) -> None:
    complaint = register(solved_on_call=True, offered="当场补发3瓶", address="", province=None)
    row = told(complaint).row
    assert (row.status, row.measure) == ("followup", "当场补发3瓶")
    assert row.planned_on == date(2026, 10, 19), "the third day is a Sunday"


def scored(desk: Desk, score: int) -> list[int]:
    return list(finding.find(desk, ComplaintQuery(filters={"score": [score]})))


def test_told_received_handled_unsatisfied_handled_satisfied(
    desk: Desk, register: Register, staff: dict[str, int], clock: Clock, told: Told
) -> None:
    complaint = register()
    handling.notify(desk, complaint, staff["刘洋"], by="wechat", row_version=version(desk, complaint))
    clock.forward(minutes=30)
    handling.acked(desk, complaint, row_version=version(desk, complaint))
    row = told(complaint).row
    assert (row.status, row.notify_by, row.salesman) == ("working", "wechat", "刘洋")
    assert row.notified_at is not None
    assert row.acked_at == row.notified_at + timedelta(minutes=30)
    handling.note(desk, complaint, "replied", "今天派人去看")
    assert told(complaint).row.responded_at == clock.now
    clock.forward(days=1)
    handling.handled(desk, complaint, measure="换货2箱", result="已签收", compensation=Decimal("120.50"), valid=True,
                     row_version=version(desk, complaint))  # fmt: skip
    row = told(complaint).row
    assert (row.status, row.compensation, row.planned_on) == (
        "followup",
        Decimal("120.50"),
        date(2026, 10, 19),
    )
    clock.forward(days=3)
    status = handling.asked(desk, complaint, Answer(2, "来得太慢"), row_version=version(desk, complaint))
    row = told(complaint).row
    assert (status, row.status, row.score, row.closed_at) == ("working", "working", 2, None)
    assert scored(desk, 2) == [complaint]
    handling.handled(desk, complaint, measure="上门道歉", result="谅解", row_version=version(desk, complaint))
    assert told(complaint).row.score == 2
    assert scored(desk, 2) == [complaint], "the list shows it still, so the filter finds it"
    clock.forward(days=3)
    assert handling.asked(desk, complaint, Answer(5), row_version=version(desk, complaint)) == "closed"
    found = told(complaint)
    assert (found.row.status, found.row.score, found.row.closed_at) == ("closed", 5, clock.now)
    assert (scored(desk, 2), scored(desk, 5)) == ([], [complaint])
    assert [step.action for step in found.steps] == [
        "opened", "notified", "acked", "replied", "handled", "asked", "reopened", "handled", "asked", "closed",
    ]  # fmt: skip
    moments = [step.at for step in found.steps]
    assert moments == sorted(moments)


def test_without_an_answer_three_calls_that_reach_nobody_close_it(
    desk: Desk, register: Register, clock: Clock, told: Told
) -> None:
    complaint = register(solved_on_call=True, offered="补发")
    for attempt in (1, 2, 3):
        with pytest.raises(UserError):
            handling.close(desk, complaint, row_version=version(desk, complaint))
        assert handling.unreached(desk, complaint, row_version=version(desk, complaint)) == attempt
        clock.forward(days=1)
    handling.close(desk, complaint, row_version=version(desk, complaint))
    row = told(complaint).row
    assert (row.status, row.score, row.attempts, row.planned_on) == ("closed", None, 3, None)
    handling.reopen(desk, complaint, reason="客户又来电", row_version=version(desk, complaint))
    handling.handled(desk, complaint, measure="再补", result="收到", row_version=version(desk, complaint))
    assert told(complaint).row.attempts == 0, "attempts are counted anew after each handling"


def test_somebody_else_goes_on_only_with_a_reason(
    desk: Desk, register: Register, staff: dict[str, int], told: Told
) -> None:
    complaint = register()
    with pytest.raises(FieldError) as refused:
        handling.assign(desk, complaint, staff["赵明"], reason=" ", row_version=version(desk, complaint))
    assert refused.value.field == "reason"
    with pytest.raises(FieldError):
        handling.assign(desk, complaint, desk.person.id, reason="换人", row_version=version(desk, complaint))
    handling.assign(desk, complaint, staff["赵明"], reason="我休假", row_version=version(desk, complaint))
    found = told(complaint)
    assert (found.row.first_owner, found.row.owner) == ("前台", "赵明")
    assert found.steps[-1].text == "前台 → 赵明：我休假"


def test_steps_are_refused_out_of_turn_and_out_of_time(desk: Desk, register: Register, clock: Clock) -> None:
    complaint = register()
    for out_of_turn in (
        lambda v: handling.asked(desk, complaint, Answer(5), row_version=v),
        lambda v: handling.close(desk, complaint, row_version=v),
        lambda v: handling.reopen(desk, complaint, reason="x", row_version=v),
        lambda v: handling.acked(desk, complaint, row_version=v),
    ):
        with pytest.raises(UserError):
            out_of_turn(version(desk, complaint))
    clock.forward(hours=1)
    handling.note(desk, complaint, "noted", "打过电话")
    for at in (clock.now - timedelta(minutes=1), clock.now + timedelta(minutes=5)):
        with pytest.raises(FieldError) as refused:
            handling.note(desk, complaint, "noted", "时间不对", at=at)
        assert refused.value.field == "at"
    clock.forward(hours=-2)  # a clock that was set back keeps nobody from going on
    handling.note(desk, complaint, "noted", "时钟被调回")
    moments = [step.at for step in finding.detail(desk, complaint).steps]
    assert moments == sorted(moments)


def test_withdrawn_keeps_its_place_and_takes_its_call_off_the_list(
    desk: Desk, register: Register, told: Told
) -> None:
    complaint = register(solved_on_call=True, offered="补发")
    handling.withdraw(desk, complaint, reason="客户说弄错了", row_version=version(desk, complaint))
    row = told(complaint).row
    assert (row.status, row.planned_on, row.open) == ("withdrawn", None, False)


def test_a_stale_save_is_a_conflict_with_both_sides(desk: Desk, register: Register, told: Told) -> None:
    complaint = register()
    typed, seen = told(complaint).typed, version(desk, complaint)
    service.change(desk, complaint, replace(typed, grade="urgent"), row_version=seen)
    with pytest.raises(Conflict) as clash:
        service.change(desk, complaint, replace(typed, demand="退款"), row_version=seen)
    assert clash.value.ours["demand"] == "退款"
    assert (clash.value.theirs or {})["grade"] == "urgent"
    with pytest.raises(Conflict):
        handling.handled(desk, complaint, measure="a", result="b", row_version=seen)
    assert told(complaint).row.status == "new"


def test_changing_the_province_changes_who_is_to_be_told(desk: Desk, register: Register, told: Told) -> None:
    complaint = register(province="河北")
    assert told(complaint).salesman is None
    typed = told(complaint).typed
    service.change(desk, complaint, replace(typed, province="山东"), row_version=version(desk, complaint))
    found = told(complaint)
    assert found.salesman is not None
    assert found.salesman.name == "刘洋"


def test_each_step_is_taken_back_whole(desk: Desk, register: Register, told: Told) -> None:
    complaint = register(solved_on_call=True, offered="补发")
    before = told(complaint)
    handling.asked(desk, complaint, Answer(5), row_version=version(desk, complaint))
    desk.store.undo()
    after = told(complaint)
    assert (after.row.status, after.row.score, after.row.planned_on) == (
        "followup",
        None,
        before.row.planned_on,
    )
    assert [step.action for step in after.steps] == [step.action for step in before.steps]
    assert handling.asked(desk, complaint, Answer(4), row_version=version(desk, complaint)) == "closed"


def test_a_changed_call_opens_one_complaint_and_does_not_lose_it(
    desk: Desk, log_call: LogCall, told: Told
) -> None:
    logged = log_call()
    saved = calls.detail(desk, logged.id)
    complaining = replace(saved.typed, outcome="complaint", complaint=NewComplaint(address="历下区"))
    call_service.change(desk, logged.id, complaining, row_version=saved.row.row_version)
    saved = calls.detail(desk, logged.id)
    assert saved.complaint is not None
    assert saved.complaint.first_owner == "前台"
    call_service.change(desk, logged.id, saved.typed, row_version=saved.row.row_version)
    assert finding.count(desk, ComplaintQuery()) == 1
    saved = calls.detail(desk, logged.id)
    answered = replace(saved.typed, outcome="answered")
    with pytest.raises(FieldError) as refused:
        call_service.change(desk, logged.id, answered, row_version=saved.row.row_version)
    assert refused.value.field == "outcome"
    assert "TS-202610-001" in refused.value.sentence
    complaint = saved.complaint
    assert complaint is not None
    handling.withdraw(desk, complaint.id, reason="记错了", row_version=version(desk, complaint.id))
    call_service.change(desk, logged.id, answered, row_version=saved.row.row_version)


def test_found_by_words_pinyin_initials_numbers_and_filters(desk: Desk, register: Register) -> None:
    first = register()
    second = register(
        complainant="孙丽", company="郑州豫泉酒业有限公司", phone="13803710000", province="河南", grade="urgent",
        content="扫码红包太少", category="price", kind="opinion", address="金水区花园路6号",
    )  # fmt: skip
    for text, found in (
        ("压瘪", [first]), ("jyjy", []), ("jnjy", [first]), ("sunli", [second]), ("6688", [first]),
        ("13803710000", [second]), ("TS-202610", [second, first]), ("泺源大街", [first]),
    ):  # fmt: skip
        assert list(finding.find(desk, ComplaintQuery(text=text))) == found, text
    assert list(finding.find(desk, ComplaintQuery(grade="urgent"))) == [second]
    assert list(finding.find(desk, ComplaintQuery(kind="complaint"))) == [first]
    assert list(finding.find(desk, ComplaintQuery(statuses=("closed",)))) == []
    assert list(finding.find(desk, ComplaintQuery(sort="who", descending=False))) == [first, second]
    hits = searching.search(desk, "压瘪").hits
    assert [(hit.kind, hit.id) for hit in hits] == [("complaint", first)]
    assert "TS-202610-001" in hits[0].detail


def test_the_same_uuid_is_taken_in_once(desk: Desk) -> None:
    new = NewComplaint(**(FULL | {"uuid": "00000000-0000-4000-8000-000000000002"}))  # type: ignore[arg-type]
    assert service.register(desk, new) == service.register(desk, new)


def test_what_was_taken_back_before_stays_so_when_the_complaint_comes_back(
    desk: Desk, register: Register, told: Told
) -> None:
    complaint = register()
    handling.handled(desk, complaint, measure="换货", result="好", row_version=version(desk, complaint))
    desk.store.undo()
    desk.store.undo()  # in the same moment, by the clock of this test
    assert service.restore(desk, [complaint]) == 1
    row = told(complaint).row
    assert (row.status, row.planned_on) == ("new", None)
