"""The today board: what is owed falls into the right group, and the day's figures are those of its calls."""

from datetime import timedelta

from app.calls import promises
from app.calls.rules import NewPromise
from app.office.desk import Desk
from app.overview.today import board
from tests.conftest import Clock, LogCall


def test_groups_follow_the_clock(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    spans = {"late": -30, "soon": 60, "today": 60 * 5, "week": 60 * 26, "later": 60 * 24 * 6}
    start = clock.now - timedelta(hours=1)
    for name, minutes in spans.items():
        due = clock.now + timedelta(minutes=minutes)
        log_call(
            started_at=start, outcome="promised", matter=f"matter {name}", promise=NewPromise(due_at=due)
        )
    shown = board(desk)
    assert {group.key: [row.matter for row in group.promises] for group in shown.groups} == {
        name: [f"matter {name}"] for name in spans
    }
    assert shown.late == 1
    assert [day.due for day in shown.week][3:5] == [3, 1]  # Thursday: late, soon and today; Friday: the next
    assert [day.working for day in shown.week] == [True] * 5 + [False] * 2


def test_done_today_leaves_the_groups_and_is_listed(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    log_call(outcome="promised")
    (owed,) = promises.owed(desk)
    clock.forward(minutes=30)
    promises.called(desk, owed.id, answer="已告知", row_version=owed.row_version)
    shown = board(desk)
    assert all(not group.promises for group in shown.groups)
    assert [row.id for row in shown.done] == [owed.id]
    assert (shown.totals.calls, shown.totals.promises, shown.totals.promises_kept) == (1, 1, 1)
    assert dict(shown.hours) == {10: 1}


def test_usual_hours_are_the_mean_of_the_last_twenty_working_days(
    desk: Desk, log_call: LogCall, clock: Clock
) -> None:
    for days in (1, 2, 3):
        log_call(started_at=clock.now - timedelta(days=days))
    assert board(desk).usual_hours == {10: 3 / 20}
