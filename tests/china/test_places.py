"""Where numbers are from: known ones right, all others unknown."""

import runpy
import struct
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import shipped
from app.china.areas import area_codes
from app.china.places import UNKNOWN, NumberBlocks, Place, place, shipped_blocks
from app.china.regions import PROVINCES, province_of


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("13800138000", Place("北京", "北京", "移动")),
        ("053182661234", Place("山东", "济南")),
        ("01065123456", Place("北京", "北京")),
        ("02365123456", Place("重庆", "重庆")),
        ("075582661234", Place("广东", "深圳")),
        ("053112345", Place("山东", "济南")),
        ("0085223456789", Place("香港")),
        ("00886212345678", Place("台湾")),
        ("037165551234", Place("河南")),  # 郑州 or 开封
        ("02882661234", Place("四川")),  # 成都, 眉山 or 资阳
        ("085182661234", Place("贵州")),  # 贵阳, 遵义 or 安顺
        ("089882661234", Place("海南")),  # all of the island
        ("82661234", UNKNOWN),
        ("4008001234", UNKNOWN),
        ("95588", UNKNOWN),
        ("0016502530000", UNKNOWN),
        ("080182661234", UNKNOWN),
        ("0531826", UNKNOWN),
        ("1380013800", UNKNOWN),
        ("", UNKNOWN),
        ("没有", UNKNOWN),
    ],
)
def test_place(number, expected):
    assert place(number) == expected


def test_blocks_that_the_table_lacks_are_unknown():
    assert place("17700001234") == place("19900001234") == UNKNOWN


@pytest.mark.parametrize("prefix", ["166", "175", "191", "199", "192"])
def test_new_prefixes_are_a_province_or_unknown(prefix):
    found = [place(f"{prefix}{block:04}0000") for block in range(0, 10000, 7)]
    assert {p.province for p in found} <= {*PROVINCES, None}
    assert any(p.province for p in found)


def test_a_part_of_a_city_is_not_shown_as_a_city():
    blocks = list(NumberBlocks(shipped_blocks()).records())
    cities = {block.city for block in blocks}
    assert not cities & {"海拉尔", "巢湖", "万州", "莱芜", "江汉", "锡林郭勒盟"}
    assert {block.city for block in blocks if block.province == "重庆"} == {"重庆"}
    assert {block.province for block in blocks} <= set(PROVINCES)


def test_the_shipped_area_codes_are_what_the_script_derives():
    made = runpy.run_path(str(shipped.data() / "make_area_codes.py"))["area_codes"]
    assert {
        code: (province, city or None) for code, province, city in made(NumberBlocks(shipped_blocks()))
    } == (area_codes())


def write_table(path, blocks):
    texts, index, offset = b"", b"", 8
    for prefix, text, kind in blocks:
        index += struct.pack("<iiB", prefix, offset + len(texts), kind)
        texts += text.encode() + b"\0"
    path.write_bytes(struct.pack("<4si", b"2602", offset + len(texts)) + texts + index)


def test_another_table_takes_the_place_of_the_shipped_one(tmp_path):
    table = tmp_path / "phone.dat"
    write_table(table, [(1990000, "山东|济南|250000|0531", 3), (1990001, "山东|莱芜|271100|0531", 8)])
    assert place("19900001234", table=table) == Place("山东", "济南", "电信")
    assert place("19900011234", table=table) == Place("山东", "济南", "广电")
    assert place("13800138000", table=table) == UNKNOWN


@pytest.mark.parametrize("content", [b"no table", b"2312", b"2312\xff\xff\xff\x7f", b"ABCD\x08\x00\x00\x00"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    table = tmp_path / "phone.dat"
    table.write_bytes(content)
    with pytest.raises(ValueError, match="not a table of number blocks"):
        place("13800138000", table=table)


def test_an_empty_file_and_a_missing_one_are_refused(tmp_path):
    (tmp_path / "empty.dat").touch()
    with pytest.raises(ValueError, match="empty"):
        place("13800138000", table=tmp_path / "empty.dat")
    with pytest.raises(FileNotFoundError):
        place("13800138000", table=tmp_path / "missing.dat")


@given(st.text(max_size=20))
def test_no_text_is_refused(text):
    assert place(text).province in {*PROVINCES, None}


def test_a_number_from_home_loads_no_heavy_package():
    code = (
        "import sys; from app.china.phones import display, parse, place;"
        "n = parse('+86 138-0013-8000').number; display(n); place(n); place('053182661234');"
        "print({'phonenumbers', 'pypinyin', 'holidays'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("山东省济南市历下区", "山东"),
        ("山东济南", "山东"),
        ("山东", "山东"),
        ("内蒙古自治区呼和浩特市", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("黑龙江省", "黑龙江"),
        ("北京市朝阳区", "北京"),
        ("中国上海市", "上海"),
        ("香港特别行政区", "香港"),
        ("吉林省吉林市", "吉林"),
        ("海南省三亚市", "海南"),
        ("海南藏族自治州", None),
        ("上海路8号", None),
        ("北京东路12号", None),
        ("济南市", None),
        ("", None),
    ],
)
def test_province_of(text, province):
    assert province_of(text) == province


def test_there_are_34_provinces():
    assert len(PROVINCES) == len(set(PROVINCES)) == 34
