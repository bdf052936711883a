"""How values read on paper."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sheets.form import Column, Group, Kind, Summary, Table, Value
from app.sheets.totals import closing
from app.sheets.values import clean, shown, storable


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234567, "int", "1,234,567"),
        (-12, "int", "−12"),
        (21.3333, "int", "21.3"),
        (7.0, "int", "7.0"),
        (8, "mean", "8.0"),
        (8.25, "mean", "8.3"),
        (8.0, "mean", "8.0"),
        (Decimal("66464"), "money", "66,464.00"),
        (Decimal("2.345"), "money", "2.35"),
        (Decimal("-0.005"), "money", "−0.01"),
        (Decimal("1234.500"), "number", "1,234.5"),
        (Decimal("100"), "number", "100"),
        (0.25, "percent", "25.0%"),
        (Decimal("-0.0525"), "percent", "−5.3%"),
        (1, "percent", "100.0%"),
        (float("nan"), "money", "—"),
        (155, "duration", "2:35"),
        (timedelta(hours=1, minutes=15, seconds=9.6), "duration", "75:10"),
        (-30, "duration", "−0:30"),
        (date(2026, 9, 1), "date", "2026-09-01"),
        (datetime(2026, 9, 1, 10, 42, 59, tzinfo=UTC), "datetime", "2026-09-01 10:42"),
        (datetime(2026, 9, 1, 10, 42), "date", "2026-09-01"),
        (datetime(2026, 9, 1, 10, 42), "time", "10:42"),
        (time(9, 30), "time", "09:30"),
        ("053182661234", "phone", "053182661234"),
        (13953106688, "phone", "13953106688"),
        ("130 1234 0000、130 1234 0001", "phone", "130\u00a01234\u00a00000、130\u00a01234\u00a00001"),
        ("—", "money", "—"),
        (None, "money", ""),
    ],
)
def test_shown(value: Value, kind: Kind, text: str) -> None:
    assert shown(value, kind) == text


@given(st.text())
def test_cleaned_text_can_be_written_anywhere(text: str) -> None:
    for safe in (clean(text), storable(text)):
        safe.encode("utf-8")
        assert not any(ord(mark) < 32 and mark not in "\n\t" for mark in safe)
    assert clean(clean(text)) == clean(text)


def test_paper_hides_nothing_and_files_keep_what_they_can() -> None:
    assert clean("王\u200b小\u202e明\ufe0f\r\n甲\t乙") == "王小明\n甲 乙"
    assert storable("王\u200b小明\x00\r\n甲\t乙") == "王\u200b小明\n甲\t乙"


def test_totals_are_exact_and_count_the_rows_of_groups_once() -> None:
    columns = [Column("name", "名", 10), Column("sum", "金额", 10, "money", total="sum")]
    table = Table(
        columns,
        [
            Group([("a", Decimal("0.10")), ("b", 0.2)], subtotal=Summary("小计", {"sum": Decimal("0.30")})),
            ("c", None),
            ("d", "—"),
            {"sum": 7},
            Summary("省小计", {"sum": Decimal("7.30")}, "section"),
        ],
        foot=[Summary("日均", {"sum": 1})],
    )
    total, mean = closing(table)
    assert total.cells == {"sum": Decimal("7.30")}
    assert total.label == "Total" or total.label == "合计"
    assert mean.label == "日均"


def test_a_column_of_durations_is_summed_in_seconds() -> None:
    table = Table(
        [Column("t", "通话", 9, "duration", total="sum")], [(timedelta(minutes=2),), (35,), (None,)]
    )
    assert closing(table)[0].cells == {"t": 155.0}


def test_without_totals_nothing_is_added() -> None:
    assert closing(Table([Column("a", "甲", 9)], [("x",)])) == []
