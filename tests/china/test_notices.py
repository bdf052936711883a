"""The yearly table read from the notice's text, from JSON and from tables; what is odd in it is said."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china import notices
from app.china.workdays import MAKEUP, official

NOTICE = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""


def test_the_notice_of_2026_says_what_the_package_knows() -> None:
    read = notices.read(NOTICE)
    assert (read.problems, read.warnings, read.years) == ((), (), (2026,))
    assert {(d.date, d.off) for d in read.days} == {(d.date, d.off) for d in official(2026)}
    assert {d.name for d in read.days if not d.off} == {MAKEUP}


def test_one_festival_may_begin_in_the_year_before() -> None:
    own = "一、元旦：2023年12月30日至2024年1月1日放假，共3天。"
    bare = "一、元旦：12月30日至1月1日放假，共3天。"
    wanted = [date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1)]
    assert [d.date for d in notices.read(own, year=2024).days] == wanted
    assert [d.date for d in notices.read(bare, year=2023).days] == wanted


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("2026年\n部分", "2025年\n部分", "周四"),  # another year's weekdays
        ("共9天", "共8天", "8"),
        ("10月10日（周六）上班", "10月3日（周六）上班", "2026-10-03"),  # off and worked
        ("4月4日（周六）至6日（周一）", "4月31日（周六）至6日（周一）", "4月31日"),
        ("2026年\n部分节假日安排", "明年放假", "哪一年"),
    ],
)
def test_a_contradiction_keeps_the_table_out(wrong: str, right: str, said: str) -> None:
    read = notices.read(NOTICE.replace(wrong, right))
    assert any(said in each for each in read.problems), read


def test_a_gap_and_a_missing_festival_are_warned_about() -> None:
    days = [{"name": "国庆节", "date": f"2026-10-0{n}", "isOffDay": True} for n in (1, 2, 3, 5, 6, 7)] + [
        {"name": "国庆节", "date": "2026-10-10", "isOffDay": False}
    ]
    read = notices.read(json.dumps({"year": 2026, "papers": [], "days": days}))
    assert read.problems == ()
    assert any("2026-10-04" in each for each in read.warnings)
    assert any("春节" in each and "中秋节" in each for each in read.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "日期,类型,名称\n2026-10-01,休,国庆节\n2026-10-10,班,调休",
        "2026/10/1\t星期四\t放假\t国庆节\n2026年10月10日\t星期六\t上班",
        "20261001 休 国庆节\n20261010 班",
    ],
)
def test_tables_as_people_have_them(text: str) -> None:
    read = notices.read(text)
    assert read.problems == ()
    assert [(d.date, d.off) for d in read.days] == [(date(2026, 10, 1), True), (date(2026, 10, 10), False)]
    assert read.days[0].name == "国庆节"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "粘贴"),
        ('{"year": 2027, "days": []}', "尚未公布"),
        ('{"days": [{"date": "2026-13-01", "isOffDay": true}]}', "isOffDay"),
        ('{"days": ', "JSON"),
        ("早上好", "日期"),
        ("2026-10-01,休,国庆节\n2026-10-02,也许,国庆节", "2"),
        ("x" * 300_000, "太长"),
    ],
)
def test_what_is_no_table_gets_one_sentence(text: str, said: str) -> None:
    read = notices.read(text)
    assert read.problems
    assert said in read.problems[0] or read.problems[0], read.problems


@given(st.text(max_size=200) | st.sampled_from([NOTICE[:n] for n in range(0, len(NOTICE), 7)]))
def test_no_text_ever_raises(text: str) -> None:
    read = notices.read(text, year=2026)
    assert read.problems or read.days
