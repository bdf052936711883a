"""The tree of regions: all of China, and the writings that lists have of it."""

import pytest

from app.china import divisions
from app.china.regions import PROVINCES


def test_every_province_has_its_cities_and_counties() -> None:
    tree = divisions.tree()
    assert tuple(tree) == PROVINCES
    assert all(tree.values())
    assert divisions.cities("山东")[:3] == ("济南", "青岛", "淄博")
    assert "历下区" in divisions.counties("山东", "济南")
    assert divisions.cities("北京") == ("北京",) and len(divisions.counties("北京", "北京")) == 16
    assert len(divisions.counties("重庆", "重庆")) == 38
    assert divisions.counties("湖北", "仙桃") == () and "仙桃" in divisions.cities("湖北")
    assert divisions.counties("台湾", "台北") and divisions.counties("香港", "香港")
    assert sum(len(city.counties) for cities in tree.values() for city in cities.values()) > 3_000


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (("山东省", "济南市", "历下"), ("山东", "济南", "历下区")),
        (("", "济南市", ""), ("山东", "济南", "")),
        (("北京市", "", "海淀区"), ("北京", "北京", "海淀区")),
        (("四川", "凉山州", "西昌"), ("四川", "凉山", "西昌市")),
        (("内蒙古自治区", "锡林郭勒盟", ""), ("内蒙古", "锡林郭勒", "")),
        (("山东", "济南", "全市"), ("山东", "济南", "")),
        (("山东", "章丘市", ""), ("山东", "章丘市", "")),
        (("火星", "一号", "甲"), ("火星", "一号", "甲")),
    ],
)
def test_writings_come_to_the_names_of_the_tree(
    told: tuple[str, str, str], meant: tuple[str, str, str]
) -> None:
    assert divisions.tidy(*told) == meant


@pytest.mark.parametrize(
    ("name", "place"),
    [("济南京源酒业", "济南"), ("章丘醉乡居酒行", "章丘"), ("山东省糖酒公司", "山东省"), ("京乐坊酒业", "")],
)
def test_the_place_before_the_name_of_a_firm(name: str, place: str) -> None:
    assert divisions.leading_place(name) == place
