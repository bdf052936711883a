"""The tree of provinces, cities and counties, from data/regions.json (data/make_regions.py)."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from app import shipped
from app.china.regions import PROVINCES, province_of

_COUNTY_ENDINGS = re.compile(r"(?:自治县|自治旗|区|县|市|旗)$")


class City(NamedTuple):
    """A prefecture, by its short name (济南, 凉山); a county that answers to its province is one too."""

    name: str
    full: str
    counties: tuple[str, ...]
    """By their whole names: 历下区, 平阴县."""


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((shipped.data() / "regions.json").read_text("utf-8"))
    return told


@cache
def tree() -> Mapping[str, Mapping[str, City]]:
    """Province (short) → city (short) → City, provinces in the official order."""
    told = _told()
    return {
        province: {
            name: City(name, city["full"], tuple(city["counties"]))
            for name, city in told[province]["cities"].items()
        }
        for province in PROVINCES
    }


def cities(province: str) -> tuple[str, ...]:
    """The cities of a province by their short names; () for no province."""
    return tuple(tree().get(province, ()))


def counties(province: str, city: str) -> tuple[str, ...]:
    """The counties of a city; () when there is no such city."""
    found = tree().get(province, {}).get(city)
    return found.counties if found else ()


def written(province: str, city: str, county: str) -> str:
    """A place as an envelope wants it: 山东省济南市历下区, 北京市朝阳区; what the tree lacks stays as it is."""
    known = _told().get(province)
    found = tree().get(province, {}).get(city)
    parts = (known["full"] if known else province, found.full if found else city, county)
    return "".join(dict.fromkeys(filter(None, parts)))


def base(county: str) -> str:
    """A county's name without its ending: 章丘区 → 章丘; 城区 keeps it."""
    bare = _COUNTY_ENDINGS.sub("", county)
    return bare if len(bare) > 1 else county


def tidy(province: str, city: str, county: str) -> tuple[str, str, str]:
    """The three as the tree names them (山东省, 济南市, 历下 → 山东, 济南, 历下区); what it lacks stays as typed.

    A city without its province gets it, where only one has such a city.
    """
    province, city, county = province.strip(), city.strip(), county.strip()
    known = province_of(province)
    if known is not None:
        province = known
    if not province and city:
        homes = [each for each in PROVINCES if _city(each, city)]
        province = homes[0] if len(homes) == 1 else ""
    if not city and province in tree().get(province, {}):  # 北京 is a city too
        city = province
    found = _city(province, city)
    if found is None:
        return province, city, county
    if county in ("市辖区", "全市", "全境"):
        county = ""
    if county and county not in found.counties:
        alike = [each for each in found.counties if base(each) == base(county)]
        county = alike[0] if len(alike) == 1 else county
    return province, found.name, county


def _city(province: str, told: str) -> City | None:
    found = tree().get(province, {})
    if told in found:
        return found[told]
    return next(
        (each for each in found.values() if told in (each.full, f"{each.name}市", f"{each.name}州")), None
    )


def leading_place(text: str) -> str:
    """The name of a province, city or county that `text` begins with, as it stands there; "" for none.

    For names of firms (济南京源酒业 → 济南): the longest that fits is taken.
    """
    for length in range(min(len(text), _longest()), 1, -1):
        if text[:length] in _names():
            return text[:length]
    return ""


@cache
def _names() -> frozenset[str]:
    found: set[str] = set()
    for province, of_it in tree().items():
        found |= {province, f"{province}省", f"{province}市"}
        for city in of_it.values():
            found |= {city.name, city.full, f"{city.name}市", f"{city.name}县"}
            for county in city.counties:
                found |= {county, base(county)}
    return frozenset(found)


@cache
def _longest() -> int:
    return max(map(len, _names()))
