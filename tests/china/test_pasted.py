"""A line from a chat: name, number and address in any order and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china.pasted import Pasted, is_person, read

WHOLE = Pasted("王建国", ("139 5310 6688",), "", "山东", "济南", "历下区", "工业南路68号3库")


@pytest.mark.parametrize(
    "text",
    [
        "王建国 13953106688 山东省济南市历下区工业南路68号3库",
        "收货人：王建国，电话:139 5310 6688，地址：山东省济南市历下区工业南路68号3库",
        "山东省济南市历下区工业南路68号3库（王建国收）13953106688",
        "13953106688，王建国，山东 济南 历下区 工业南路68号3库",
        "王建国13953106688山东省济南市历下区工业南路68号3库",
        "山东省济南市历下区工业南路68号3库王建国收13953106688",
        "收件人: 王建国\n手机号码: +86 139-5310-6688\n所在地区: 山东省济南市历下区\n详细地址: 工业南路68号3库",
        "地址:济南市历下区工业南路68号3库;姓名:王建国;手机:1３953106688",
        "济南市历下区工业南路68号3库 电话13953106688 王建国 邮编250000",
    ],
)
def test_any_order_any_punctuation(text: str) -> None:
    assert read(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "name", "company", "phone", "left"),
    [
        ("济南京源酒业有限公司 李敏 0531-82957710转801 济南市历下区工业南路68号", "李敏", "济南京源酒业有限公司",
         "0531 8295 7710转801", ""),
        ("李总 13953106688 临沂市兰山区，通达路12号，2号楼3单元", "李总", "", "139 5310 6688", ""),
        ("姓名:赵强;电话:15053177777/0531-88881234;地址:章丘市明水镇1号", "赵强", "",
         "150 5317 7777、0531 8888 1234", ""),
        ("万俟敏 15053177777 北京朝阳区建国路88号", "万俟敏", "", "150 5317 7777", ""),
        ("你好请发货", "", "", "", "你好请发货"),
    ],
)  # fmt: skip
def test_firms_several_numbers_and_what_is_left(
    text: str, name: str, company: str, phone: str, left: str
) -> None:
    found = read(text)
    assert (found.name, found.company, found.phone, found.left) == (name, company, phone, left)


def test_a_place_that_is_not_sure_stays_in_the_address() -> None:
    found = read("张三 13953106688 地址：鼓楼区中山路8号")
    assert (found.province, found.city, found.county, found.address) == ("", "", "", "鼓楼区中山路8号")


@pytest.mark.parametrize("text", ["王总", "李老板", "欧阳娜娜", "解晓东", "朱镕基", "赵女士"])
def test_people(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize("text", ["请发货", "工业南路", "总", "二号仓库", "A座"])
def test_no_people(text: str) -> None:
    assert not is_person(text)


NAMES = st.sampled_from(["王建国", "李敏", "赵强", "孙经理"])
NUMBERS = st.integers(0, 99_999_999).map(lambda n: f"139{n:08d}")
STREETS = st.sampled_from(["工业南路68号", "经十路9777号2号楼1单元", "解放路1号院内"])
GAPS = st.sampled_from([" ", "，", "\n", ", ", "；", " | "])


@given(st.permutations([0, 1, 2]), NAMES, NUMBERS, STREETS, GAPS)
def test_the_parts_come_back_whatever_their_order(
    order: list[int], name: str, number: str, street: str, gap: str
) -> None:
    parts = [name, number, f"山东省济南市历下区{street}"]
    found = read(gap.join(parts[place] for place in order))
    assert (found.name, found.address, found.county, found.left) == (name, street, "历下区", "")
    assert found.phone.replace(" ", "") == number


@given(st.text(max_size=80) | st.text("王李0123456789 ,，收路号省市区：:()\n电话", max_size=60))
def test_nothing_makes_it_fall(text: str) -> None:
    read(text)
