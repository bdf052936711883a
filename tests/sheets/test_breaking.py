"""Where lines of Chinese text end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sheets.breaking import NOT_FIRST, NOT_LAST, evenly, wrap

MARKS = "京乐坊酒业有限公司，。（）、“”问货a1.-/5 "


def widths(text: str) -> dict[str, float]:
    return {mark: 1.0 if mark > "\u2e7f" else 0.5 for mark in text + MARKS}


def told(text: str, width: float) -> list[str]:
    return wrap(text, width, widths(text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("烟台金沙滩酒业有限公司", 8, ["烟台金沙滩酒业", "有限公司"]),
        ("临沂沂蒙名酒有限责任公司", 8, ["临沂沂蒙名酒", "有限责任公司"]),
        ("济南京源酒业有限公司（停货）", 8, ["济南京源酒业", "有限公司（停货）"]),
        ("济南京源酒业有限公司 王建国", 10.5, ["济南京源酒业有限公司", "王建国"]),
        ("济南京源酒业有限公司 王建国", 8, ["济南京源酒业", "有限公司 王建国"]),
        ("林西学士烟酒店 周雪梅", 8.5, ["林西学士烟酒店", "周雪梅"]),
        ("他说好。", 3, ["他说", "好。"]),
        ("要（三十箱）", 2, ["要", "（三", "十", "箱）"]),
        ("单号 FH-202609-0117 到哪", 10.5, ["单号 FH-202609-0117", "到哪"]),
        ("第一行\n第二行很长", 4, ["第一行", "第二行", "很长"]),
        ("1234567890", 2, ["1234", "5678", "90"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_where_people_end_them(text: str, width: float, lines: list[str]) -> None:
    assert told(text, width) == lines


def test_column_titles_are_cut_evenly() -> None:
    assert evenly("折合瓶数", 3, widths("折合瓶数")) == ["折合", "瓶数"]
    assert evenly("2026-10-13 10:42", 6, widths("0123456789-: ")) == ["2026-10-13", "10:42"]
    assert evenly("折合瓶数", 4, widths("折合瓶数")) == ["折合瓶数"]
    assert evenly("三声内接听率", 5, widths("三声内接听率")) == ["三声内", "接听率"]


@given(st.text(MARKS, max_size=60), st.floats(1, 30))
def test_nothing_is_lost_and_nothing_overflows(text: str, width: float) -> None:
    lines = told(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert sum(widths(text)[mark] for mark in line) <= width or len(line) == 1


@given(st.text("京乐坊酒，。（）、问", max_size=60), st.integers(6, 30))
def test_closing_marks_start_no_line(text: str, width: int) -> None:
    # a run of marks as long as the line has no better place
    lines = told(text, width)
    for above, below in pairwise(lines):
        movable = any(mark not in NOT_FIRST and mark not in NOT_LAST for mark in above[1:])
        if movable and below[0] in NOT_FIRST:
            rest = above[::-1]
            assert not any(
                after not in NOT_FIRST and before not in NOT_LAST for after, before in pairwise(rest)
            )
