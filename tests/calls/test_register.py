"""The register of a month: its own calls in order, each with when it was called back."""

from datetime import date, timedelta

from app.calls import promises
from app.calls.register_sheet import register
from app.office.desk import Desk
from app.sheets.form import Table
from tests.conftest import Clock, LogCall


def test_call_backs_stand_beside_their_calls(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    log_call(started_at=clock.now - timedelta(days=30), outcome="promised", matter="上个月的")
    log_call(started_at=clock.now - timedelta(hours=1), outcome="promised", matter="这个月的")
    log_call(matter="不用回的")
    clock.forward(minutes=30)
    for owed in promises.owed(desk):
        promises.called(desk, owed.id, answer="已告知", row_version=owed.row_version)
    for month, told in ((date(2026, 10, 1), ["这个月的", "不用回的"]), (date(2026, 9, 1), ["上个月的"])):
        sheets, totals = register(desk, month)
        (table,) = sheets[0].blocks
        assert isinstance(table, Table)
        assert totals == {"calls": len(told)}
        assert [row["matter"] for row in table.rows] == told
        assert [row["called"] for row in table.rows] == [desk.now(), None][: len(told)]
