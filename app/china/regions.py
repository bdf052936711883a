"""The provinces of China by their short names, and which of them a text begins with."""

import re

PROVINCES: tuple[str, ...] = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门",
)  # fmt: skip
"""All 34, in the official order (GB/T 2260)."""

MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})
"""Provinces that are one city."""

_FULL = r"特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市"
# 上海路 is a street in many towns, 海南藏族自治州 lies in 青海.
_ELSEWHERE = r"(?![东西南北中]?[一二三四五六七八九十]?(?:路|街|大道|大街|道|巷)|藏族|蒙古族藏族|州)"
_START = re.compile(rf"\s*(?:中国|中华人民共和国)?\s*({'|'.join(PROVINCES)})(?:(?:{_FULL})|{_ELSEWHERE})")


def province_of(text: str) -> str | None:
    """The short name of the province that `text` begins with (山东省济南市… → 山东), or None.

    Streets named after a province (上海路8号) and 海南州 of 青海 are not taken for it.
    """
    found = _START.match(text)
    return found.group(1) if found else None
