"""Birthdays by both calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china.lunar_days import Birthday, is_possible, next_day


@pytest.mark.parametrize(
    ("birthday", "today", "kept"),
    [
        (Birthday(8, 15, lunar=True), date(2026, 1, 1), date(2026, 9, 25)),
        (Birthday(8, 15, lunar=True), date(2026, 9, 25), date(2026, 9, 25)),
        (Birthday(8, 15, lunar=True), date(2026, 9, 26), date(2027, 9, 15)),
        (Birthday(12, 30, lunar=True), date(2026, 1, 1), date(2026, 2, 16)),  # that month has 29 days
        (Birthday(6, 1, lunar=True, leap=True), date(2025, 7, 1), date(2025, 7, 25)),
        (
            Birthday(6, 1, lunar=True, leap=True),
            date(2026, 1, 1),
            date(2026, 7, 14),
        ),  # no leap month: the plain one
        (Birthday(2, 29, 1988), date(2026, 1, 1), date(2026, 2, 28)),
        (Birthday(2, 29, 1988), date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_day_on_which_it_is_kept(birthday: Birthday, today: date, kept: date) -> None:
    assert next_day(birthday, today) == kept


@pytest.mark.parametrize(
    "birthday",
    [Birthday(2, 30), Birthday(13, 1), Birthday(4, 31), Birthday(2, 29, 1989), Birthday(1, 31, lunar=True),
     Birthday(3, 1, leap=True), Birthday(3, 1, 1850)],
)  # fmt: skip
def test_days_that_cannot_be(birthday: Birthday) -> None:
    assert not is_possible(birthday)


@given(st.integers(1, 12), st.integers(1, 30), st.booleans(), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_every_lunar_birthday_is_kept_within_thirteen_months(
    month: int, day: int, leap: bool, today: date
) -> None:
    kept = next_day(Birthday(month, day, lunar=True, leap=leap), today)
    assert today <= kept <= today + timedelta(days=390)
