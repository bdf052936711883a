"""A dealer's regions as text in one cell: 山东·济南·历下区 独家 2026-01-01至2026-12-31, parted by 、."""

import re
from datetime import date

from app.china import addresses, divisions
from app.dealers.model import DealerRegion
from app.dealers.rules import Territory
from app.transfer import dates
from app.words import pgettext, pgettext_in

_SPAN = re.compile(r"(\S+?)?\s*(?:至|~|—|–| to )\s*(\S+)?$")
_ALONE = ("dealer", "Exclusive")


def region_text(row: DealerRegion | Territory) -> str:
    """A region as one text that `region_of` reads back."""
    parts = ["·".join(filter(None, (row.province, row.city, row.county)))]
    if row.exclusive:
        parts.append(pgettext(*_ALONE))
    if row.from_on or row.to_on:
        parts.append(f"{_day(row.from_on)}至{_day(row.to_on)}")
    return " ".join(parts)


def region_of(text: str) -> Territory | None:
    """The region a text tells, by short names, any spelling of a place; None when no province is in it."""
    rest = text.strip()
    from_on = to_on = None
    place, _blank, span = rest.rpartition(" ")
    found = _SPAN.fullmatch(span)
    if found and place:
        from_on, to_on = _date(found.group(1)), _date(found.group(2))
        rest = place.strip()
    bare = rest
    for word in {pgettext_in(language, *_ALONE) for language in ("zh", "en")}:
        bare = re.sub(rf"[(（]?{re.escape(word)}[)）]?", "", bare)
    exclusive = bare != rest
    if "·" in bare:
        province, city, county = (*(part.strip() for part in bare.split("·")), "", "")[:3]
        province, city, county = divisions.tidy(province, city, county)
    else:
        split = addresses.split(bare.strip())
        province, city, county = split.province, split.city, split.county
    if not province:
        return None
    return Territory(
        province=province, city=city, county=county, exclusive=exclusive, from_on=from_on, to_on=to_on
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> date | None:
    moment = dates.read(text) if text else None
    return moment.date() if moment else None
