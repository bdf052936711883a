"""The calendar table: warned about, changed by hand, filled from an official table, all of it undone in one step."""

from datetime import date, timedelta

import pytest

from app.office import days, rest_days
from app.office.desk import Desk
from app.store.errors import UserError
from tests.china.test_notices import NOTICE
from tests.conftest import Clock

NEXT = NOTICE.replace("2026", "2027")


def test_a_day_set_by_hand_counts_at_once_and_is_taken_back(desk: Desk) -> None:
    monday = date(2026, 10, 19)
    rest_days.put(desk, monday, off=True, name="公司年会")
    assert not desk.calendar.is_working(monday)
    assert desk.calendar.name(monday) == "公司年会"
    desk.store.undo()
    assert desk.calendar.is_working(monday)
    rest_days.put(desk, monday, off=True)
    rest_days.clear(desk, monday)
    assert desk.calendar.is_working(monday)
    assert desk.calendar.name(monday) == ""


def test_a_day_set_by_hand_does_not_keep_the_official_ones_of_its_year_away(desk: Desk) -> None:
    outing, cleared = date(2024, 3, 4), date(2024, 10, 1)
    rest_days.put(desk, outing, off=True, name="公司年会")
    rest_days.put(desk, cleared, off=True)
    rest_days.clear(desk, cleared)
    assert not desk.calendar.published(2024)
    assert days.fill(desk.store, range(2024, 2025)) > 20
    assert desk.calendar.published(2024) and desk.calendar.name(cleared)
    assert desk.calendar.name(outing) == "公司年会"
    assert days.fill(desk.store, range(2024, 2025)) == 0


def test_the_next_year_is_missed_from_november_on(desk: Desk, clock: Clock) -> None:
    assert rest_days.warning(desk) == ""
    clock.forward(days=20)
    assert "2027" in rest_days.warning(desk)
    rest_days.put(desk, date(2027, 10, 1), off=True, name="国庆节")
    assert rest_days.warning(desk) == ""


def test_an_official_table_is_previewed_taken_and_taken_back(desk: Desk) -> None:
    seen = rest_days.preview(desk, "2027-10-01,休,国庆节\n2027-10-02,休,国庆节\n2027-10-09,班")
    assert (seen.new, seen.same, seen.clashes) == (3, 0, ())
    assert rest_days.year(desk, 2027) == []
    assert rest_days.take(desk, seen) == 3
    assert desk.calendar.published(2027)
    assert desk.calendar.is_working(date(2027, 10, 9))
    desk.store.undo()
    assert rest_days.year(desk, 2027) == []
    assert not desk.calendar.published(2027)
    assert rest_days.take(desk, rest_days.preview(desk, "2027-10-01,休,国庆节")) == 1


def test_what_the_office_set_itself_stays_unless_it_says_otherwise(desk: Desk) -> None:
    own, worked = date(2026, 10, 19), date(2026, 10, 7)
    rest_days.put(desk, own, off=True, name="店庆")
    rest_days.put(desk, worked, off=False, name="盘点")
    seen = rest_days.preview(desk, NOTICE)
    assert [each.date for each in seen.clashes] == [worked]
    assert seen.new == 0
    assert rest_days.take(desk, seen) == 0
    assert desk.calendar.is_working(worked)
    assert rest_days.take(desk, seen, replace_by_hand=True) == 1
    assert not desk.calendar.is_working(worked)
    assert not desk.calendar.is_working(own)


def test_a_day_the_corrected_table_no_longer_names_goes(desk: Desk) -> None:
    before = len(rest_days.year(desk, 2026))
    seen = rest_days.preview(
        desk, NOTICE.replace("至7日（周三）放假调休，共7天", "至6日（周二）放假调休，共6天")
    )
    assert [(each.date, each.after) for each in seen.changes] == [(date(2026, 10, 7), None)]
    rest_days.take(desk, seen)
    assert len(rest_days.year(desk, 2026)) == before - 1
    assert desk.calendar.is_working(date(2026, 10, 7))


def test_a_table_with_a_gap_takes_nothing_away(desk: Desk) -> None:
    before = rest_days.year(desk, 2026)
    seen = rest_days.preview(desk, "2026-10-01,休,国庆节\n2026-10-08,休,国庆节")
    assert [(each.date, each.before) for each in seen.changes] == [(date(2026, 10, 8), None)]
    assert any("春节" in said for said in seen.notice.warnings)
    rest_days.take(desk, seen)
    assert len(rest_days.year(desk, 2026)) == len(before) + 1


def test_a_table_with_a_contradiction_is_not_taken(desk: Desk) -> None:
    seen = rest_days.preview(desk, NEXT)
    assert seen.notice.problems
    with pytest.raises(UserError):
        rest_days.take(desk, seen)
    assert rest_days.year(desk, 2027) == []


def test_a_promise_is_due_by_the_table_changed_by_hand(desk: Desk, clock: Clock) -> None:
    rest_days.put(desk, date(2026, 10, 16), off=True, name="店庆")
    due = desk.calendar.add(clock.now.replace(hour=16, minute=30), timedelta(hours=2))
    assert (due.date(), due.hour, due.minute) == (date(2026, 10, 19), 9, 30)
