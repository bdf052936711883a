"""Values of filters: spans that move, what fits a field, what is said, and what is kept of an older view."""

from datetime import date

import pytest

from app.calls import filters as call_filters
from app.complaints import filters as complaint_filters
from app.dealers import filters as dealer_filters
from app.office import filters
from app.office.desk import Desk
from app.office.filters import Choice, Field

THURSDAY = date(2026, 10, 15)
FIELDS = (
    Field("at", "时间", "days"),
    Field("category", "类别", "choice", (Choice("order", "订货"), Choice("other", "其他"))),
    Field("agent", "接听人", "person"),
    Field("matter", "事由", "text"),
    Field("confirmed", "已复述", "flag"),
)


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("today", date(2026, 10, 15), date(2026, 10, 15)), ("yesterday", date(2026, 10, 14), date(2026, 10, 14)),
        ("week", date(2026, 10, 12), date(2026, 10, 15)), ("last_week", date(2026, 10, 5), date(2026, 10, 11)),
        ("month", date(2026, 10, 1), date(2026, 10, 15)), ("last_month", date(2026, 9, 1), date(2026, 9, 30)),
        ("last_30", date(2026, 9, 16), date(2026, 10, 15)), ("year", date(2026, 1, 1), date(2026, 10, 15)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_spans_move_with_the_calendar(word: str, first: date, last: date) -> None:
    assert filters.days({"span": word}, THURSDAY) == (first, last)


def test_every_span_is_named_and_reckoned() -> None:
    for word in filters.SPANS:
        first, last = filters.span(word, date(2026, 1, 1))
        assert first <= last
        assert filters.span_label(word)


def test_two_days_may_come_in_any_order() -> None:
    value = filters.between(date(2026, 10, 9), date(2026, 10, 1))
    assert filters.days(value, THURSDAY) == (date(2026, 10, 1), date(2026, 10, 9))
    assert filters.days(filters.between(None, THURSDAY), THURSDAY) == (None, THURSDAY)


def test_only_values_that_fit_are_kept_and_a_choice_that_went_stays() -> None:
    kept = {
        "confirmed": False, "category": ["gone"], "matter": "  ", "agent": [], "at": {"span": "next"}, "other": 1,
    }  # fmt: skip
    assert filters.tidy(FIELDS, kept) == {"category": ["gone"], "confirmed": False}
    assert filters.tidy(FIELDS, {"at": {"first": "2026-02-30"}}) == {}
    assert filters.tidy(FIELDS, {"at": {"first": None, "last": None}}) == {}
    assert filters.tidy(FIELDS, "nonsense") == {}
    assert list(filters.tidy(FIELDS, {"category": ["order"], "at": {"span": "week"}})) == ["at", "category"]
    assert FIELDS[1].label_of("gone") == "gone"


def test_words_of_an_enumeration_are_found_by_their_letters_in_every_list(desk: Desk) -> None:
    for made in (call_filters, complaint_filters, dealer_filters):
        province = next(field for field in made.fields(desk) if field.key == "province")
        assert [each.label for each in province.choices if "sd" in each.keys] == ["山东"]
        listed = [field for field in made.fields(desk) if field.kind == "choice" and field.key != "product"]
        assert all(each.keys for field in listed for each in field.choices if not each.label.isascii()), (
            made.__name__
        )
