"""Addresses cut into province, city, county and the rest: no answer rather than a wrong one.

A prefix parser over the tree of regions. A level is taken when the text names it whole (济南市), or short where
nothing else can be meant: inside a province known already, or before a place that lies in it. What is missing above
is filled in where only one place of that name exists (历下区 → 山东 济南); 鼓楼区 alone lies in four cities and
stays unread.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.china import divisions
from app.china.divisions import City, base
from app.china.regions import MUNICIPALITIES


@dataclass(frozen=True, slots=True)
class Address:
    """Short province and city, whole county, "" where not told or not sure; `rest` is what follows them."""

    province: str = ""
    city: str = ""
    county: str = ""
    rest: str = ""

    @property
    def known(self) -> bool:
        """Whether anything was read."""
        return bool(self.province)


_GAP = re.compile(r"[\s,，、;；/|·\-—_>]*")
_ROAD = re.compile(
    r"[东西南北中前后新老]{0,2}[一二三四五六七八九十]?(?:路|街|大街|大道|道|巷|胡同|桥|广场|商城|大厦|大酒店|宾馆|花园|小区|苑)"
)
"""Behind a short name this makes it the name of a street or a house: 上海路, 北京东路, 中山大道."""
_NO_PLACE = re.compile(r"(?:市辖区|省直辖县级行政区划|自治区直辖县级行政区划)")
_COUNTRY = re.compile(r"(?:中国|中华人民共和国)(?=[\u4e00-\u9fff\s])")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道|办事处|村|经济开发区|高新区)")


def split(text: str) -> Address:
    """The parts of an address in any writing. Never raises; nothing known leaves all in `rest`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    reader = _Reader(plain)
    reader.skip(_COUNTRY)
    found = reader.province()
    if found is None:
        return reader.without_province(plain)
    return reader.inside(found)


class _Reader:
    """Reads from the left; `at` is how far it has come."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, _gap(text, 0)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = _gap(self.text, found.end())

    def province(self) -> str | None:
        """The province the text goes on with, whole or short; a city of the same name is not taken for it."""
        for written, name in _provinces():
            if not self.text.startswith(written, self.at):
                continue
            end = self.at + len(written)
            if written == name and self._no_short_province(name, end):
                return None
            self.at = _gap(self.text, end)
            return name
        return None

    def _no_short_province(self, name: str, end: int) -> bool:
        rest = self.text[end:]
        if _ROAD.match(rest) or re.match(r"(?:蒙古族)?藏族自治州|州", rest):
            return True
        return name not in MUNICIPALITIES and rest.startswith(("市", "县", "区"))  # 吉林市, 海南区

    def inside(self, province: str) -> Address:
        self.skip(_NO_PLACE)
        if province in MUNICIPALITIES or province in ("香港", "澳门"):
            (only,) = divisions.tree()[province].values()
            for again in (only.full, province):  # 北京市北京市海淀区
                if self.text.startswith(again, self.at) and not _ROAD.match(self.text, self.at + len(again)):
                    self.at = _gap(self.text, self.at + len(again))
                    break
            self.skip(_NO_PLACE)
            return self._done(province, only.name, self._county(only) or "")
        city = self._city(province)
        if city is None:
            return self._county_of(province)
        self.skip(_NO_PLACE)
        other = self._city(province, whole=True)  # 伊犁州塔城地区
        city = other or city
        return self._done(province, city.name, self._county(city) or "")

    def without_province(self, plain: str) -> Address:
        """Begins with a city or a county: taken where only one province has it."""
        start = self.at
        for province in _homes_of_cities(self.text, self.at):
            self.at = start
            city = self._city(province, whole=True) or self._city(province)
            if city is None:
                continue
            short = not any(self.text.startswith(each, start) for each in _whole(city))
            county = self._county(city)
            if short and not county:
                continue  # 济南 alone may be the beginning of any word
            return self._done(province, city.name, county or "")
        self.at = start
        found = self._only_county()
        return found if found is not None else Address(rest=plain)

    def _city(self, province: str, *, whole: bool = False) -> City | None:
        for written, city, is_whole in _cities(province):
            if (whole and not is_whole) or not self.text.startswith(written, self.at):
                continue
            end = self.at + len(written)
            rest = self.text[end:]
            if not is_whole and (_ROAD.match(rest) or rest.startswith(("市", "县", "区", "州", "旗"))):
                continue
            self.at = _gap(self.text, end)
            return city
        return None

    def _county(self, city: City) -> str | None:
        return self._exact(city) or self._of_the_city(city) or self._renamed(city)

    def _exact(self, city: City) -> str | None:
        for county in sorted(city.counties, key=len, reverse=True):
            if self.text.startswith(county, self.at):
                self.at = _gap(self.text, self.at + len(county))
                return county
        return None

    def _of_the_city(self, city: City) -> str | None:
        """青岛市南区 is 青岛 and 市南区: the 市 read with the city belongs to what follows."""
        if self.text[self.at - 1 : self.at] == "市":
            self.at -= 1
            found = self._exact(city)
            if found is not None:
                return found
            self.at += 1
        return None

    def _renamed(self, city: City) -> str | None:
        """A county by its name before it became a district (章丘市), or without its ending before a town."""
        alike: dict[str, list[str]] = defaultdict(list)
        for county in city.counties:
            if len(base(county)) > 1 and base(county) != county:
                alike[base(county)].append(county)
        for name, found in sorted(alike.items(), key=lambda each: -len(each[0])):
            if len(found) != 1 or not self.text.startswith(name, self.at):
                continue
            end = self.at + len(name)
            rest = self.text[end:]
            if rest[:1] in ("市", "县", "区") and not _ROAD.match(rest[1:] or " "):
                self.at = _gap(self.text, end + 1)
                return self._exact(city) or found[0]  # 莱芜市钢城区: both are districts of 济南 now
            if not rest or _GAP.match(rest).end() or (not _ROAD.match(rest) and _TOWN.match(rest)):  # type: ignore[union-attr]
                self.at = _gap(self.text, end)
                return found[0]
        return None

    def _county_of(self, province: str) -> Address:
        """A county right behind its province: taken where one city has it."""
        homes = [
            (city, county)
            for city in divisions.tree()[province].values()
            for county in city.counties
            if self.text.startswith(county, self.at)
        ]
        longest = max((len(county) for _, county in homes), default=0)
        homes = [(city, county) for city, county in homes if len(county) == longest]
        if len(homes) == 1:
            city, county = homes[0]
            self.at = _gap(self.text, self.at + len(county))
            return self._done(province, city.name, county)
        return self._done(province, "", "")

    def _only_county(self) -> Address | None:
        for length in range(min(len(self.text) - self.at, 15), 2, -1):
            homes = _counties().get(self.text[self.at : self.at + length], ())
            if len(homes) == 1:
                province, city, county = homes[0]
                self.at = _gap(self.text, self.at + length)
                within = self._exact(divisions.tree()[province][city])
                return self._done(province, city, within or county)
            if homes:
                return None
        return None

    def _done(self, province: str, city: str, county: str) -> Address:
        return Address(province, city, county, self.text[self.at :].strip())


def _gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    """(as written, short name), the longest first."""
    told = [(name, name) for name in divisions.tree()] + [("内蒙", "内蒙古")]
    full = {"内蒙古": "自治区", "广西": "壮族自治区", "西藏": "自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区",
            "香港": "特别行政区", "澳门": "特别行政区"}  # fmt: skip
    for name in divisions.tree():
        endings = (full[name], "自治区") if name in full else ("市",) if name in MUNICIPALITIES else ("省",)
        told += [(f"{name}{ending}", name) for ending in endings]
    return tuple(sorted(set(told), key=lambda each: -len(each[0])))


def _whole(city: City) -> tuple[str, ...]:
    """The writings that can mean nothing but this city."""
    found = [city.full]
    if city.full.endswith("自治州"):
        found.append(f"{city.name}州")
        if city.full != f"{city.name}自治州":
            found.append(f"{city.name}自治州")
    return tuple(dict.fromkeys(found))


@cache
def _cities(province: str) -> tuple[tuple[str, City, bool], ...]:
    """(as written, city, whether whole) of a province, the longest first."""
    told = []
    for city in divisions.tree()[province].values():
        told += [(written, city, True) for written in _whole(city)]
        if city.name != city.full:
            told.append((city.name, city, False))
    return tuple(sorted(told, key=lambda each: (-len(each[0]), not each[2])))


def _homes_of_cities(text: str, at: int) -> Iterator[str]:
    """The provinces with a city the text may begin with."""
    for length in range(min(len(text) - at, 15), 1, -1):
        yield from _city_names().get(text[at : at + length], ())


@cache
def _city_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for province in divisions.tree():
        for written, _city, _whole_name in _cities(province):
            found[written].append(province)
    return {written: tuple(dict.fromkeys(homes)) for written, homes in found.items()}


@cache
def _counties() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Where a county of that writing lies; of districts that were counties (章丘市) too, where one name is one."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    bases: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for province, cities in divisions.tree().items():
        for city in cities.values():
            for county in city.counties:
                found[county].append((province, city.name, county))
                bases[base(county)].add((province, city.name, county))
    taken = {city.name for cities in divisions.tree().values() for city in cities.values()}
    for name, homes in bases.items():
        if len(homes) == 1 and len(name) > 1 and name not in taken:
            for ending in ("市", "县", "区"):
                found.setdefault(f"{name}{ending}", list(homes))
    return {written: tuple(homes) for written, homes in found.items()}
