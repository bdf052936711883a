"""Alarms: each is told once and only once, whatever the clock does; put off with a reason that is kept."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.calls import promises
from app.calls.rules import NewPromise
from app.complaints import finding, handling
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.office import settings
from app.office.desk import Desk
from app.overview import alarms, rules
from app.store.errors import FieldError, UserError
from tests.conftest import Clock, LogCall

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 10, 15, 12, 0, tzinfo=ZONE)


def owe(log_call: LogCall, due: datetime, name: str = "王建国") -> int:
    logged = log_call(outcome="promised", caller_name=name, answer="", promise=NewPromise(due_at=due))
    assert logged.promise_id is not None
    return logged.promise_id


def test_late_promises_ring_the_longest_late_first(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    second = owe(log_call, clock.now + timedelta(minutes=20))
    first = owe(log_call, clock.now + timedelta(minutes=10))
    owe(log_call, clock.now + timedelta(hours=3))
    assert alarms.alarms(desk).ringing == ()
    clock.forward(minutes=20)
    found = alarms.alarms(desk)
    assert [one.id for one in found.ringing] == [first, second]
    assert len(found.standing) == 3


def test_put_off_with_a_reason_it_is_silent_until_then_and_back_as_another_alarm(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    promise = owe(log_call, clock.now + timedelta(minutes=10))
    clock.forward(minutes=30)
    (before,) = alarms.alarms(desk).ringing
    with pytest.raises(FieldError, match="为什么"):
        alarms.snooze(desk, [("promise", promise)], clock.now + timedelta(minutes=15), reason=" ")
    with pytest.raises(FieldError):
        alarms.snooze(desk, [("promise", promise)], clock.now, reason="等物流")
    until = clock.now + timedelta(minutes=15)
    assert alarms.snooze(desk, [("promise", promise)], until, reason="等物流回话") == 1
    found = alarms.alarms(desk)
    assert found.ringing == () and [one.id for one in found.put_off] == [promise]
    assert found.put_off[0].put_off is not None
    assert (found.put_off[0].put_off.reason, found.put_off[0].put_off.by) == ("等物流回话", "前台")
    clock.forward(minutes=15)
    (after,) = alarms.alarms(desk).ringing
    assert after.mark != before.mark
    assert after.due_at == before.due_at, "what was promised stays promised"
    assert promises.one(desk, promise).overdue


def test_putting_off_is_in_the_trail_and_is_taken_back(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    promise = owe(log_call, clock.now + timedelta(minutes=10))
    clock.forward(minutes=30)
    alarms.snooze(desk, [("promise", promise)], clock.now + timedelta(hours=1), reason="等物流回话")
    assert [one.reason for one in alarms.put_offs(desk, "promise", [promise])] == ["等物流回话"]
    assert desk.store.undoable() == "alarm.snooze"
    desk.store.undo()
    assert [one.id for one in alarms.alarms(desk).ringing] == [promise]


def test_a_promise_kept_or_postponed_rings_no_more(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    promise = owe(log_call, clock.now + timedelta(minutes=10))
    clock.forward(minutes=30)
    row = promises.one(desk, promise)
    promises.postpone(desk, promise, clock.now + timedelta(hours=1), row_version=row.row_version)
    assert alarms.alarms(desk).ringing == ()
    clock.forward(hours=2)
    row = promises.one(desk, promise)
    promises.called(desk, promise, answer="已到货", row_version=row.row_version)
    found = alarms.alarms(desk)
    assert found.ringing == () and found.standing == frozenset()


def test_quiet_hours_are_checked_when_they_are_set(desk: Desk) -> None:
    for wrong in ([["12:00", "12:00"]], [["25:00", "8:00"]], "noon", [["12:00"]]):
        with pytest.raises(UserError, match="12:00"):
            desk.settings.set(settings.QUIET, wrong)
    desk.settings.set(settings.QUIET, [])


@pytest.mark.parametrize(("clock", "silent"), [("11:59", False), ("12:00", True), ("13:29", True),
                                               ("13:30", False), ("17:59", False), ("18:00", True),
                                               ("00:30", True), ("07:59", True), ("08:00", False)])  # fmt: skip
def test_quiet_hours_may_cross_midnight(clock: str, silent: bool) -> None:
    at = datetime.combine(NOON.date(), time.fromisoformat(clock), ZONE)
    assert rules.quiet(at, settings.QUIET.default) is silent


def test_a_call_holds_back_but_not_for_ever() -> None:
    def held(**since: float) -> bool:
        return rules.held_back(NOON, quiet_spans=[], calling_since=NOON - timedelta(**since))

    assert held(minutes=3) and not held(minutes=31)
    assert not rules.held_back(NOON, quiet_spans=[], calling_since=None)
    assert not held(minutes=-5), "a call that lies in the future (clock set back) holds nothing back"


LOOKS = st.lists(st.tuples(st.integers(-7200, 7200), st.booleans()), min_size=1, max_size=40)


@hypothesis_settings(max_examples=150)
@given(dues=st.lists(st.integers(0, 14400), max_size=6), looks=LOOKS)
def test_whatever_the_clock_does_each_alarm_is_told_once_and_none_is_lost(
    dues: list[int], looks: list[tuple[int, bool]]
) -> None:
    """Each look: the clock jumps by so many seconds, and may have to wait. Between looks the window may start anew."""
    standing = {f"promise:{n}": NOON + timedelta(seconds=due) for n, due in enumerate(dues)}
    told: list[str] = []
    known: frozenset[str] = frozenset()
    now = NOON
    for step, wait in looks:
        now += timedelta(seconds=step)
        ringing = [mark for mark, due in standing.items() if due <= now]
        found = rules.tell(ringing, standing, list(known), wait=wait)
        told += found.now
        known = frozenset(list(found.known))  # as kept in a file and read again
        if not wait:
            assert set(ringing) <= set(told), "nothing that rings is lost"
    assert len(told) == len(set(told)), "nothing is told twice"


def test_a_satisfaction_call_rings_on_its_day_until_it_was_made(desk: Desk, clock: Clock) -> None:
    opened = complaints.register(
        desk,
        NewComplaint(
            complainant="李娜",
            phone="13953106688",
            content="外箱压瘪2箱",
            solved_on_call=True,
            offered="补发2箱",
            province="山东",
            address="历下区泺源大街2号",
        ),
    )
    (row,) = finding.unfinished(desk)
    assert row.planned_on is not None and row.status == "followup"
    start = datetime.combine(row.planned_on, time(13, 30), ZONE)
    clock.now = start - timedelta(seconds=1)
    assert alarms.alarms(desk).ringing == ()
    clock.now = start
    (alarm,) = alarms.alarms(desk).ringing
    assert (alarm.kind, alarm.id, alarm.who) == ("complaint", opened.id, "李娜")
    handling.asked(desk, opened.id, handling.Answer(score=5), row_version=row.row_version)
    assert alarms.alarms(desk).ringing == ()
