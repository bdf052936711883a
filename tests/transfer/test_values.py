"""Dates as people write them, numbers as spreadsheets spoil them, and words in any language."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.desk import Desk
from app.overview.tables import KINDS
from app.store.errors import FieldError
from app.transfer import dates
from app.transfer.fields import Choice, Field, Incoming
from app.transfer.values import Reader, phone_text
from app.words import NP_

DAY = datetime(2026, 10, 13)


@pytest.mark.parametrize(
    "text",
    ["2026-10-13", "2026/10/13", "2026.10.13", "2026. 10. 13", "26-10-13", "20261013", "2026年10月13日", "2026年10月13",
     "二〇二六年十月十三日", "２０２６－１０－１３", "13.10.2026", "10/13/2026", "13-Oct-2026",
     "Oct 13, 2026", "13 october 26", "46308", "2026-10-13 星期二", "2026-10-13T00:00:00"],
)  # fmt: skip
def test_a_day_in_every_writing(text: str) -> None:
    assert dates.read(text) == DAY


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [("2026-10-13 10:42", 10, 42, 0), ("2026/10/13 下午2:05", 14, 5, 0), ("2026年10月13日 10时42分05秒", 10, 42, 5),
     ("2026-10-13T10:42:07.123", 10, 42, 7), ("10/13/2026 2:42 PM", 14, 42, 0), ("2026-10-13 9点半", 9, 30, 0),
     ("20261013 23:59:59", 23, 59, 59), ("46308.5", 12, 0, 0), ("2026-10-13 中午12:10", 12, 10, 0)],
)  # fmt: skip
def test_a_moment_in_every_writing(text: str, hour: int, minute: int, second: int) -> None:
    assert dates.read(text) == DAY.replace(hour=hour, minute=minute, second=second)


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2026",
        "2026-13-01",
        "2026-02-30",
        "明天",
        "13",
        "2026-10",
        "2026-10-13 25:00",
        "138 0013 8000",
        "",
    ],
)
def test_no_day_rather_than_a_wrong_one(text: str) -> None:
    assert dates.read(text) is None


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2099, 12, 31)))
def test_what_is_exported_is_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert dates.read(moment.isoformat(" ", "seconds")) == moment
    assert dates.read(f"{moment:%Y年%m月%d日} {moment:%H:%M:%S}") == moment


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    found = dates.read(text)
    assert found is None or isinstance(found, datetime)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(13800138000.0, "13800138000"), (53182661234.0, "053182661234"), ("53182661234", "053182661234"),
     ("1.3800138E+10", "13800138000"), ("13800138000.0", "13800138000"), (82661234.0, "82661234"),
     ("021-51330126/51330122", "021-51330126/51330122"), ("8613800138000", "8613800138000"), ("1.38E+10", "1.38E+10"),
     ("1e400", "1e400")],
)  # fmt: skip
def test_numbers_that_a_spreadsheet_spoiled(cell: Any, text: str) -> None:
    assert phone_text(cell) == text


def reading(desk: Desk, field: Field, cell: Any) -> tuple[Any, list[str]]:
    row = Incoming(2, {})
    with desk.store.read() as session:
        value = Reader(session, desk).read(field, cell, row)
    return value, [note.message for note in row.notes]


PHONES = Field("phones", NP_("staff", "Mobile"), "phones")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [("021-51330126/51330122", ("021-51330126", "02151330122")), ("0516-83878907/", ("0516-83878907",)),
     ("13800138000、13900139000", ("13800138000", "13900139000")), (13800138000.0, ("13800138000",)),
     ("0531-82661234转801", ("0531-82661234转801",))],
)  # fmt: skip
def test_a_cell_with_several_numbers_keeps_them_all(desk: Desk, cell: Any, numbers: tuple[str, ...]) -> None:
    assert reading(desk, PHONES, cell) == (numbers, [])


def test_a_number_of_no_form_is_kept_with_a_warning(desk: Desk) -> None:
    value, said = reading(desk, PHONES, "1390013900")
    assert value == ("1390013900",)
    assert "少 1 位" in said[0]


MONEY = Field("price", NP_("call", "Code"), "money")
WORD = Field("tier", NP_("call", "Code"), "choice", choice=Choice(lambda desk: {
    "in": NP_("call.direction", "Incoming"), "own": "自己的"}))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [("money", "￥1,234.5 元", Decimal("1234.50")), ("number", 2.5, Decimal("2.500")), ("int", 3.0, 3),
     ("int", "１２", 12), ("money", "1 234 567.50", Decimal("1234567.50")), ("money", "1.5万", Decimal("15000.00")),
     ("money", 0.1 + 0.2, Decimal("0.30")), ("number", "+.5", Decimal("0.500")),
     ("flag", "√", True), ("flag", "否", False), ("percent", "25%", Decimal("0.25")),
     ("date", date(2026, 10, 13), date(2026, 10, 13)), ("date", 46308.0, date(2026, 10, 13)),
     ("date", 20261013.0, date(2026, 10, 13)), ("list", "甲、乙，丙/甲", ("甲", "乙", "丙"))],
)  # fmt: skip
def test_cells_become_values(desk: Desk, kind: Any, cell: Any, value: Any) -> None:
    assert reading(desk, Field("x", NP_("call", "Code"), kind), cell) == (value, [])


@pytest.mark.parametrize("cell", ["in", "来电", "Incoming", "incoming"])
def test_a_choice_is_known_by_word_and_by_either_label(desk: Desk, cell: str) -> None:
    assert reading(desk, WORD, cell)[0] == "in"
    assert reading(desk, WORD, "自己的")[0] == "own"


@pytest.mark.parametrize(
    ("kind", "cell", "part"),
    [("int", "三箱", "三箱"), ("int", 2.5, "2.5"), ("date", "明天", "明天"), ("flag", "也许", "也许"),
     ("money", "NaN", "NaN"), ("money", "1,5", "1,5"), ("money", "5元6", "5元6"), ("number", "1_000", "1_000"),
     ("money", date(2026, 1, 1), "2026-01-01"), ("datetime", "3/4/2026", "3/4/2026"), ("number", "1e999", "1e999"),
     ("number", "1e9999999", "1e9999999"), ("money", "0,125", "0,125"), ("int", 99999999999, "99999999999")],
)  # fmt: skip
def test_what_can_not_be_read_is_said(desk: Desk, kind: Any, cell: Any, part: str) -> None:
    with pytest.raises(FieldError) as refused:
        reading(desk, Field("x", NP_("call", "Code"), kind), cell)
    assert part in refused.value.sentence


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates()))
def test_no_cell_breaks_a_field(cell: Any) -> None:
    """Whatever stands in a cell, it becomes a value or a sentence."""
    reader = Reader.__new__(Reader)
    reader._area, reader._words, reader._links = None, {}, {}
    row = Incoming(2, {})
    for kind in ("_text", "_phone", "_phones", "_int", "_number", "_percent", "_date", "_flag"):
        try:
            getattr(reader, kind)(Field("x", NP_("call", "Code"), longest=10), cell, row)
        except FieldError as problem:
            assert problem.sentence


@pytest.mark.parametrize(("cell", "value"), [(33.3333, "33.33"), ("12.345", "12.35"), (0.005, "0.01")])
def test_a_number_with_too_many_decimals_is_rounded_and_that_is_told(
    desk: Desk, cell: Any, value: str
) -> None:
    kept, said = reading(desk, MONEY, cell)
    assert (kept, said) == (Decimal(value), [f"{cell} 四舍五入成了 {value}。"])


@pytest.mark.parametrize("cell", ["52", "52度", "52%vol", "52 %", "52°"])
def test_a_number_may_have_its_unit_behind_it(desk: Desk, cell: str) -> None:
    field = next(each for each in KINDS["products"].fields if each.name == "abv")
    assert reading(desk, field, cell) == (Decimal(52), [])
