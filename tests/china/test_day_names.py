"""Holidays in the language in use."""

from app import words
from app.china import day_names


def test_in_english_the_statutory_holidays_have_english_names() -> None:
    words.use("en")
    assert day_names.said("国庆节") == "National Day"
    assert day_names.said("中秋节、国庆节") == "Mid-Autumn Festival, National Day"
    assert day_names.said("调休班") == "working day (swapped)"
    assert day_names.said("厂庆") == "厂庆", "what somebody called a day is a name"
    assert day_names.said("") == ""


def test_in_chinese_they_stay_as_the_calendar_has_them() -> None:
    words.use("zh")
    assert day_names.said("中秋节、国庆节") == "中秋节、国庆节"
