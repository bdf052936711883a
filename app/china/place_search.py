"""Finding a province, city or county while it is typed: hanzi, pinyin, initials, with or without its province."""

import re
from dataclasses import dataclass
from functools import cache

from app.china import divisions, pinyin

Place = tuple[str, str, str]
"""Province, city and county by their names; "" is the whole above it."""
_HANZI = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Known:
    place: Place
    said: str
    keys: tuple[str, ...]


def said(place: Place) -> str:
    """A place in words, nothing twice: 山东 济南 历下区, 北京 朝阳区."""
    return " ".join(dict.fromkeys(part for part in place if part))


def find(text: str, *, limit: int = 8) -> list[Place]:
    """The places that `text` may mean, larger ones first: 济南, jn, jinan, 济南历下, jnlx. Slow at first (0.2 s)."""
    wanted = re.sub(r"[\s省市·,，/]", "", text).lower()
    if not wanted:
        return []
    if _HANZI.search(wanted):
        found = [each for each in _known() if wanted in re.sub(r"[ 省市]", "", each.said)]
        begins = [each for each in found if _last(each.place).startswith(wanted)]
        found = [*begins, *(each for each in found if each not in begins)]
    else:
        exact = [each for each in _known() if wanted in each.keys]
        begins = [each for each in _known() if any(key.startswith(wanted) for key in each.keys)]
        found = list(dict.fromkeys([*exact, *begins]))
    return [each.place for each in sorted(found[: limit * 8], key=_rank)[:limit]] if found else []


def _rank(known: _Known) -> int:
    return sum(1 for part in known.place if part)


def _last(place: Place) -> str:
    return next(part for part in reversed(place) if part)


@cache
def _known() -> tuple[_Known, ...]:
    found: list[_Known] = []
    for province, cities in divisions.tree().items():
        found.append(_entry((province, "", "")))
        for city in cities.values():
            found.append(_entry((province, city.name, "")))
            found += [_entry((province, city.name, county)) for county in city.counties]
    return tuple(found)


def _entry(place: Place) -> _Known:
    _province, city, county = place
    last = _last(place)
    names = [last] if not county else [divisions.base(county), f"{city}{divisions.base(county)}"]
    keys = [
        key
        for name in names
        for key in (*pinyin.initials(name, person=False), *pinyin.full(name, person=False)[:2])
    ]
    return _Known(place, said(place), tuple(dict.fromkeys(keys)))
