"""Missed calls: open until somebody spoke with the caller or marked them; undone in one step; in order at once."""

from datetime import timedelta

from app.calls import finding, missed
from app.calls.finding import CallQuery
from app.office.desk import Desk
from tests.conftest import Clock, LogCall


def open_ones(desk: Desk) -> list[int]:
    return sorted(finding.find(desk, CallQuery(unhandled=True)))


def missed_at(log_call: LogCall, clock: Clock, number: str = "13953106688") -> int:
    return log_call(
        started_at=clock.now, direction="missed", number=number, category="other", outcome="none", matter="",
        answer="", talk_seconds=None,
    ).id  # fmt: skip


def test_a_call_with_the_number_settles_what_was_missed_before_it(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    first = missed_at(log_call, clock)
    other = missed_at(log_call, clock, "053182661234")
    clock.forward(minutes=10)
    assert open_ones(desk) == [first, other]
    back = log_call(direction="out", number="139-5310-6688", started_at=clock.now)
    assert open_ones(desk) == [other]
    row = finding.rows(desk, [first])[0]
    assert row is not None and row.handled
    desk.store.undo()
    assert open_ones(desk) == [first, other], "with the call goes what it settled"
    assert finding.rows(desk, [back.id])[0].deleted  # type: ignore[union-attr]


def test_a_call_logged_late_settles_only_what_was_missed_before_it(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    clock.forward(minutes=30)
    later = missed_at(log_call, clock)
    log_call(started_at=clock.now - timedelta(minutes=20))
    assert open_ones(desk) == [later]


def test_marking_many_is_one_step_and_leaves_other_calls_alone(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    ids = [missed_at(log_call, clock, number) for number in ("13011112222", "13011113333", "13011114444")]
    answered = log_call(number="13011115555").id
    assert missed.mark(desk, [*ids, answered]) == 3
    assert open_ones(desk) == []
    assert finding.rows(desk, [answered])[0].row_version == 1  # type: ignore[union-attr]
    assert missed.mark(desk, ids) == 0
    desk.store.undo()
    assert open_ones(desk) == ids
    missed.mark(desk, ids[:1])
    missed.mark(desk, ids[:1], handled=False)
    assert open_ones(desk) == ids


def test_they_are_counted_by_their_index(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    missed_at(log_call, clock)
    with desk.store.read() as session:
        assert missed.count_unhandled(session) == 1
        assert missed.oldest_unhandled(session) is not None
        statement = "EXPLAIN QUERY PLAN SELECT count(*) FROM call WHERE " + str(missed.unhandled())
        plan = session.connection().exec_driver_sql(statement).all()
    assert "ix_call_unhandled" in str(plan)
