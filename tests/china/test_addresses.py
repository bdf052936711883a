"""Addresses: read where they say enough, left alone where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china import divisions
from app.china.addresses import Address, split


@pytest.mark.parametrize(
    ("text", "province", "city", "county", "rest"),
    [
        ("山东省济南市历下区工业南路68号3库", "山东", "济南", "历下区", "工业南路68号3库"),
        ("济南市历下区工业南路68号", "山东", "济南", "历下区", "工业南路68号"),
        ("济南历下区工业南路68号", "山东", "济南", "历下区", "工业南路68号"),
        ("山东 济南 历下区 工业南路", "山东", "济南", "历下区", "工业南路"),
        ("山东省，济南市，章丘市，双山街道", "山东", "济南", "章丘区", "双山街道"),
        ("章丘市明水镇", "山东", "济南", "章丘区", "明水镇"),
        ("历下区解放路1号", "山东", "济南", "历下区", "解放路1号"),
        ("莱芜市钢城区", "山东", "济南", "钢城区", ""),
        ("青岛市南区香港中路", "山东", "青岛", "市南区", "香港中路"),
        ("济南市中区经四路", "山东", "济南", "市中区", "经四路"),
        ("北京市朝阳区建国路88号", "北京", "北京", "朝阳区", "建国路88号"),
        ("北京市市辖区海淀区", "北京", "北京", "海淀区", ""),
        ("北京市北京市海淀区", "北京", "北京", "海淀区", ""),
        ("重庆云阳县", "重庆", "重庆", "云阳县", ""),
        ("上海南京东路100号", "上海", "上海", "", "南京东路100号"),
        ("广西壮族自治区南宁市青秀区", "广西", "南宁", "青秀区", ""),
        ("内蒙赤峰松山区", "内蒙古", "赤峰", "松山区", ""),
        ("新疆石河子市北泉镇", "新疆", "石河子", "", "北泉镇"),
        ("新疆伊犁哈萨克自治州塔城地区乌苏市", "新疆", "塔城", "乌苏市", ""),
        ("湖北省恩施市", "湖北", "恩施", "恩施市", ""),
        ("四川凉山州西昌市", "四川", "凉山", "西昌市", ""),
        ("海南州共和县", "青海", "海南", "共和县", ""),
        ("海南省白沙黎族自治县", "海南", "白沙黎族自治县", "", ""),
        ("吉林市昌邑区", "吉林", "吉林", "昌邑区", ""),
        ("辽宁省朝阳市双塔区", "辽宁", "朝阳", "双塔区", ""),
        ("广东东莞长安镇", "广东", "东莞", "长安镇", ""),
        ("长沙县星沙", "湖南", "长沙", "长沙县", "星沙"),
        ("台湾省台北市信义区", "台湾", "台北", "信义区", ""),
        ("香港特别行政区九龙城区", "香港", "香港", "九龙城区", ""),
        ("山东省济南市兖州区", "山东", "济南", "", "兖州区"),  # it lies in 济宁
        ("山东省郑州市金水区", "山东", "", "", "郑州市金水区"),
        ("江苏省鼓楼区", "江苏", "", "", "鼓楼区"),  # in 南京 and in 徐州
    ],
)
def test_read(text: str, province: str, city: str, county: str, rest: str) -> None:
    assert split(text) == Address(province, city, county, rest)


@pytest.mark.parametrize(
    "text",
    ["鼓楼区中山路8号", "上海路8号", "南京东路100号", "中山路1号", "济南路12号", "西藏路", "市中区", "城区", "朝阳区",
     "工业南路68号", "13953106688", "", "海南路3号"],
)  # fmt: skip
def test_no_answer_rather_than_a_wrong_one(text: str) -> None:
    assert split(text) == Address(rest=text)


PLACES = [
    (province, city, county)
    for province, cities in divisions.tree().items()
    for city in cities.values()
    for county in (city.counties or ("",))
]
ROADS = st.sampled_from(["工业南路68号", "人民路1号院", "88号附3", ""])


@given(st.sampled_from(PLACES), ROADS, st.sampled_from(["", " ", "，", "/"]))
def test_every_county_of_china_written_out_is_read_back(
    place: tuple[str, divisions.City, str], road: str, gap: str
) -> None:
    province, city, county = place
    full = {"内蒙古": "内蒙古自治区", "北京": "北京市"}.get(province, province)
    found = split(gap.join(filter(None, (full, city.full, county, road))))
    assert (found.province, found.city, found.county, found.rest) == (province, city.name, county, road)


def test_not_one_county_of_china_is_read_wrong_however_short_it_is_written() -> None:
    for province, city, county in PLACES:
        for text in (f"{city.full}{county}工业南路68号", f"{province}{city.name}{county}工业南路68号"):
            found = split(text)
            assert found.province in ("", province) and found.city in ("", city.name), text
            assert found.county in ("", county), text


@given(st.sampled_from(PLACES), st.integers(0, 20), st.integers(0, 20))
def test_what_is_read_of_a_piece_is_a_place_of_the_tree(
    place: tuple[str, divisions.City, str], start: int, length: int
) -> None:
    text = f"{place[0]}{place[1].full}{place[2]}工业南路68号"[start : start + length]
    found = split(text)
    if found.city:
        assert found.city in divisions.cities(found.province)
    if found.county:
        assert found.county in divisions.counties(found.province, found.city)
    assert text.endswith(found.rest)


@given(st.text())
def test_nothing_makes_it_fall(text: str) -> None:
    split(text)
