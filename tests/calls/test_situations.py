"""Which line is shown on the form, and when a call may be going on with the last one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calls import rules, service, situations
from app.calls.situations import Moment, fitting, same_call
from app.office import settings
from app.office.desk import Desk

AT = datetime(2026, 10, 15, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        (Moment(), ""),
        (Moment(category="order"), "order"),
        (Moment(category="order", tone="rude"), "hard"),
        (Moment(hard_before=True), "hard"),
        (Moment(hard_before=True, category="order"), "order"),
        (Moment(category="order", waited=10, hold_limit=45), "hold"),
        (Moment(category="order", waited=45, hold_limit=45), "late"),
        (Moment(category="order", outcome="promised"), "promised"),
        (Moment(direction="out"), "out"),
        (Moment(direction="out", back=True), "back"),
        (Moment(again=True), "again"),
        (Moment(withheld=True), "withheld"),
        (Moment(withheld=True, named=True), ""),
    ],
)
def test_the_most_pressing_situation_is_shown(moment: Moment, word: str) -> None:
    assert fitting(moment) == word


def test_every_situation_has_a_line_and_an_office_may_write_its_own(desk: Desk) -> None:
    for word in (*situations.LABELS, *rules.SCRIPTS):
        assert service.script(desk, word), word
    desk.settings.set(settings.SITUATIONS, {"hold": "别让人等"})
    assert service.script(desk, "hold") == "别让人等"


@given(gap=st.integers(-600, 3000), talk=st.one_of(st.none(), st.integers(0, 1200)))
def test_five_minutes_count_from_the_end_of_the_last_call(gap: int, talk: int | None) -> None:
    found = same_call(last_start=AT, talk_seconds=talk, now=AT + timedelta(seconds=gap))
    assert found == (0 <= gap <= (talk or 0) + 300)
