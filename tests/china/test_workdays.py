"""Working days and working time by the published calendar of 2026 and by any table."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china.workdays import MAKEUP, Day, WorkCalendar, official

CHINA = ZoneInfo("Asia/Shanghai")
HOURS = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))


@cache
def calendar():
    return WorkCalendar({day.date: day for year in (2025, 2026) for day in official(year)}, HOURS, CHINA)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def hours(n):
    return timedelta(hours=n)


def test_the_adjusted_work_days_of_2026():
    worked = [day for day in official(2026) if not day.off]
    assert [day.date.isoformat() for day in worked] == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    assert {day.name for day in worked} == {MAKEUP}


def test_the_days_off_of_2026_are_those_of_the_notice():
    off = [day.date for day in official(2026) if day.off]
    notice = [
        ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3), ("2026-05-01", 5), ("2026-06-19", 3),
        ("2026-09-25", 3), ("2026-10-01", 7),
    ]  # fmt: skip
    assert off == [
        date.fromisoformat(first) + timedelta(days=n) for first, days in notice for n in range(days)
    ]


def test_names_are_those_of_the_festivals():
    names = {day.date: day.name for day in official(2026)}
    assert {names[date(2026, 10, d)] for d in range(1, 8)} == {"国庆节"}
    assert names[date(2026, 2, 16)] == "除夕"
    assert {names[date(2026, 2, d)] for d in (15, 17, 18, 23)} == {"春节"}
    assert {names[date(2026, 9, d)] for d in (25, 26, 27)} == {"中秋节"}
    assert {day.name for day in official(2018) if day.date >= date(2018, 12, 30)} == {"元旦"}
    assert all(
        "（" not in day.name and ";" not in day.name and day.name
        for y in range(2004, 2027)
        for day in official(y)
    )


@pytest.mark.parametrize("year", [1990, 2027, 2028, 2060])
def test_festivals_alone_are_no_notice(year):
    assert official(year) == []


def test_a_year_not_published_counts_monday_to_friday_and_says_so():
    assert calendar().published(2026)
    assert not calendar().published(2027)
    assert calendar().is_working(date(2027, 10, 1))  # a Friday: nobody has said otherwise yet
    assert not calendar().is_working(date(2027, 10, 2))
    assert calendar().add(at("2027-10-01T17:20"), hours(1)) == at("2027-10-04T09:20")


def test_one_day_off_by_hand_does_not_make_a_year_published():
    day = date(2027, 3, 1)
    own = WorkCalendar({day: Day(day, True, "店庆")}, HOURS, CHINA)
    assert not own.published(2027)
    assert not own.is_working(day)
    assert own.name(day) == "店庆"


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        ("2026-10-08", True, ""),
        ("2026-10-01", False, "国庆节"),
        ("2026-10-10", True, MAKEUP),
        ("2026-10-11", False, ""),
        ("2026-02-14", True, MAKEUP),
    ],
)
def test_days(day, works, name):
    assert calendar().is_working(date.fromisoformat(day)) is works
    assert calendar().name(date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("start", "working", "due"),
    [
        ("2026-11-02T09:00", hours(2), "2026-11-02T11:00"),
        ("2026-11-02T11:00", hours(2), "2026-11-02T14:30"),  # over noon
        ("2026-11-02T10:00", hours(2), "2026-11-02T12:00"),  # due at noon, not after it
        ("2026-11-02T12:30", hours(0), "2026-11-02T13:30"),
        ("2026-11-02T12:00", hours(0), "2026-11-02T12:00"),
        ("2026-11-02T07:00", hours(1), "2026-11-02T09:30"),
        ("2026-11-02T17:30", timedelta(minutes=1), "2026-11-03T08:31"),
        ("2026-11-06T17:20", hours(2), "2026-11-09T10:20"),  # Friday to Monday
        ("2026-09-30T17:20", hours(2), "2026-10-08T10:20"),  # National Day
        ("2026-09-18T17:20", hours(2), "2026-09-20T10:20"),  # Friday; the Sunday is worked
        ("2026-10-09T17:20", hours(9), "2026-10-12T09:50"),  # the Saturday 10 October is worked
        ("2026-02-13T17:20", hours(8), "2026-02-24T08:50"),  # the Saturday before 春节 is worked
        ("2026-10-03T11:00", hours(1), "2026-10-08T09:30"),
        ("2026-11-02T08:30", hours(75), "2026-11-13T17:30"),
    ],
)
def test_working_time_from_a_moment(start, working, due):
    assert calendar().add(at(start), working) == at(due)
    assert calendar().between(at(start), at(due)) == working


def test_friday_before_a_national_day_that_begins_on_a_weekend():
    days = {date(2021, 10, d): Day(date(2021, 10, d), True, "国庆节") for d in range(1, 8)}
    days[date(2021, 9, 26)] = Day(date(2021, 9, 26), False, MAKEUP)
    days[date(2021, 10, 9)] = Day(date(2021, 10, 9), False, MAKEUP)
    own = WorkCalendar(days, HOURS, CHINA)
    assert own.add(at("2021-09-24T17:20"), hours(2)) == at("2021-09-26T10:20")
    assert own.add(at("2021-10-08T17:20"), hours(2)) == at("2021-10-09T10:20")


def test_moments_come_in_any_zone_and_go_out_in_the_office_s():
    due = calendar().add(datetime(2026, 9, 30, 9, 20, tzinfo=UTC), hours(2))
    assert due == at("2026-10-08T10:20")
    assert due.tzinfo is CHINA


def test_a_night_shift_may_end_at_midnight():
    night = WorkCalendar({}, ((time(18), time(0)),), CHINA)
    assert night.add(at("2026-11-06T23:00"), hours(2)) == at("2026-11-09T19:00")


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(ValueError, match="zone"):
        calendar().add(datetime(2026, 11, 2, 9), hours(1))
    with pytest.raises(ValueError, match="negative"):
        calendar().add(at("2026-11-02T09:00"), hours(-1))
    backward = (time(13), time(17)), (time(8), time(12))
    overlapping = (time(8), time(13)), (time(12), time(17))
    for bad in ((), ((time(9), time(9)),), backward, overlapping):
        with pytest.raises(ValueError, match="working hours"):
            WorkCalendar({}, bad, CHINA)
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(900))
    closed = WorkCalendar({day: Day(day, True, "歇业") for day in days}, HOURS, CHINA)
    with pytest.raises(ValueError, match="no working time"):
        closed.add(at("2026-01-05T09:00"), hours(1))


def test_the_package_of_holidays_is_not_loaded_to_reckon():
    code = (
        "import sys; from datetime import *; from zoneinfo import ZoneInfo; from app.china.workdays import *;"
        "z = ZoneInfo('Asia/Shanghai'); c = WorkCalendar({}, ((time(9), time(17)),), z);"
        "c.add(datetime(2026, 11, 6, 16, tzinfo=z), timedelta(hours=2)); print('holidays' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)).map(lambda m: m.replace(tzinfo=CHINA))
spans = st.integers(0, 200 * 60).map(lambda minutes: timedelta(minutes=minutes))


def in_working_time(moment):
    if not calendar().is_working(moment.date()):
        return False
    return any(a <= moment.timetz().replace(tzinfo=None) <= b for a, b in HOURS)


@given(moments, spans)
def test_the_result_lies_in_working_time_and_so_far_away(start, working):
    due = calendar().add(start, working)
    assert in_working_time(due)
    assert due >= start
    assert calendar().between(start, due) == working
    assert calendar().between(due, start) == -working


@given(moments, moments, spans)
def test_who_begins_later_is_not_done_earlier(one, other, working):
    first, second = sorted((one, other))
    assert calendar().add(first, working) <= calendar().add(second, working)


@given(moments, spans, spans)
def test_more_work_takes_longer_and_may_be_done_in_two_parts(start, one, other):
    both = calendar().add(start, one + other)
    assert calendar().add(start, one) <= both
    assert calendar().add(calendar().add(start, one), other) == both


@given(moments, moments, moments)
def test_time_between_adds_up(a, b, c):
    assert calendar().between(a, b) + calendar().between(b, c) == calendar().between(a, c)
