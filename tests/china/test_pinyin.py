"""Pinyin of names: the right reading first, every other one after it, and the order of a Chinese dictionary."""

import subprocess
import sys
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china.pinyin import CAP, full, initials, sort_key
from app.china.surnames import SURNAMES


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("京乐坊", ("jlf", "jyf")),
        ("单县", ("dx", "cx", "sx")),
        ("曾国藩", ("zgf", "cgf")),
        ("重庆啤酒", ("cqpj",)),
        ("长春长城酒业有限公司", ("ccccjyyxgs",)),
        ("A1 酒业（济南）", ("a1jyjn",)),
        ("１２３ＡＢ", ("123ab",)),
        ("O'Neil", ("oneil",)),
        ("𠮷野", ("jy", "js")),
        ("㐂多", ("xd",)),
        ("", ()),
        ("！？", ()),
    ],
)
def test_initials(text, forms):
    assert initials(text) == forms


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单雄信", "shanxiongxin"),
        ("仇英", "qiuying"),
        ("曾国藩", "zengguofan"),
        ("查良镛", "zhaliangyong"),
        ("朴树", "piaoshu"),
        ("区小明", "ouxiaoming"),
        ("解缙", "xiejin"),
        ("尉迟恭", "yuchigong"),
        ("万俟卨", "moqixie"),
        ("单于", "chanyu"),
        ("盖叫天", "gejiaotian"),
        ("乐毅", "yueyi"),
        ("长孙无忌", "zhangsunwuji"),
        ("令狐冲", "linghuchong"),
        ("覃辉", "qinhui"),
        ("种师道", "chongshidao"),
        ("任重", "renzhong"),
        ("吕布", "lvbu"),
        ("朱镕基", "zhurongji"),
        ("王堃", "wangkun"),
    ],
)
def test_a_person_is_read_by_the_surname(name, first):
    assert full(name)[0] == first
    assert initials(name)[0] == initials(name, person=True)[0]


def test_other_readings_of_a_name_are_found_too():
    assert {"danxiongxin", "chanxiongxin"} <= set(full("单雄信"))
    assert {"yy", "ly"} <= set(initials("乐毅"))
    assert "cenglaoshi" in full("曾老师")


def test_who_says_what_a_text_is_is_believed():
    assert full("查酒", person=False)[0] == "chajiu"
    assert full("查酒", person=True)[0] == "zhajiu"
    assert full("单县")[0] == "danxian"  # a place: by the dictionary


def test_names_sort_as_in_a_dictionary():
    names = [
        "王伟",
        "李娜",
        "章三",
        "张三",
        "阿宝",
        "张伟",
        "单雄信",
        "重庆酒业",
        "赵云",
        "A店",
        "Bar",
        "曾国藩",
    ]
    assert sorted(names, key=sort_key) == [
        "A店", "阿宝", "Bar", "重庆酒业", "李娜", "单雄信", "王伟", "曾国藩", "张三", "张伟", "章三", "赵云",
    ]  # fmt: skip
    assert sort_key("王伟") > sort_key("李娜")
    assert sort_key("abc") < sort_key("abd")
    assert sort_key("\U0002ffff") > sort_key("做")


def test_every_surname_has_a_reading_for_each_hanzi():
    assert all(len(name) == len(reading.split()) for name, reading in SURNAMES.items())
    assert len(SURNAMES) >= 60


def test_three_thousand_names_take_no_second():
    names = [
        f"{surname}{a}{b}"
        for surname in list(SURNAMES)[:30]
        for a in "伟芳乐行长重明强信国"
        for b in "娜秀英敏静丽磊军洋勇"
    ]
    initials("热身")
    began = perf_counter()
    for name in names:
        initials(name)
    assert len(names) == 3000
    assert perf_counter() - began < 1


def test_the_dictionary_is_not_loaded_before_it_is_needed():
    code = "import sys, app.china.pinyin as p; p.initials('abc 123'); print('pypinyin' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


texts = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="单曾查乐行长重大信业司王李𠮷㐂abc1 -（）", max_size=40),
)


@given(texts, st.sampled_from([None, True, False]))
def test_no_text_is_refused_and_keys_are_plain(text, person):
    for forms in (initials(text, person=person), full(text, person=person)):
        assert len(forms) <= CAP
        assert len(set(forms)) == len(forms)
        assert all(form.isascii() and form.isalnum() and form == form.lower() for form in forms)
    assert sort_key(text, person=person) == sort_key(text, person=person).strip()


@given(st.text(alphabet="单曾查乐行长重大信业司王李", min_size=1, max_size=8))
def test_initials_begin_the_syllables(text):
    assert {len(form) for form in initials(text)} == {len(text)}
    assert [form[0] for form in full(text)][:1] == [initials(text)[0][0]]
