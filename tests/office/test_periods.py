"""Months as they are typed: read strictly, and never one whose bounds can't be reckoned."""

from datetime import date

import pytest

from app.office.desk import Desk
from app.office.periods import month_bounds, month_of
from app.store.errors import UserError


def test_a_month_is_read_as_it_is_written_everywhere() -> None:
    assert month_of("2026-10") == month_of(" 2026-10 ") == date(2026, 10, 1)
    assert month_of("2026-2") == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "26-10", "2026-10-01", "2026-1_0", "2026-１０", "9999-12", "0001-01"],
)
def test_what_is_no_month_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="不是月份"):
        month_of(text)


def test_the_bounds_of_every_month_that_is_read_can_be_reckoned(desk: Desk) -> None:
    for text in ("1900-01", "2026-02", "2028-02", "2026-12", "2999-12"):
        start, end = month_bounds(desk, month_of(text))
        assert (start.month, start.day, end.day) == (month_of(text).month, 1, 1) and start < end
