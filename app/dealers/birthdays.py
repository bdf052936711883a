"""Birthdays of contacts as people write them, by the solar or the lunar calendar, and back."""

import re

from app.china.lunar_days import Birthday, is_possible
from app.transfer import dates
from app.words import NP_, language, pgettext, pgettext_in

LUNAR = NP_("birthday", "lunar")
LEAP = NP_("birthday", "leap month")
_DAY = re.compile(r"(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_LUNAR_DAY = re.compile(
    r"(?:(\d{4})\s*年?)?\s*(十一|十二|[正一二三四五六七八九十冬腊]|1[0-2]|[1-9])月(初|十|廿|二十|三十)([一二三四五六七八九十])?"
)
_NAMED = {"正": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
          "冬": 11, "十一": 11, "腊": 12, "十二": 12}  # fmt: skip
_TENS = {"初": 0, "十": 10, "廿": 20, "二十": 20, "三十": 30}


def birthday_text(born: Birthday | None) -> str:
    """A birthday as one text that `birthday_of` reads back: 1980-05-06, 农历8-15, 农历1980-闰6-1."""
    if born is None:
        return ""
    gap = "" if language() == "zh" else " "
    year = f"{born.year}-" if born.year is not None else ""
    month = f"{pgettext(*LEAP)}{gap}{born.month}" if born.leap else str(born.month)
    return f"{pgettext(*LUNAR) + gap if born.lunar else ''}{year}{month}-{born.day}"


def birthday_of(text: str) -> Birthday | None:
    """The birthday a text tells, solar unless it says 农历, 阴历 or names a lunar day; None when it tells none."""
    rest = text.strip()
    lunar = leap = False
    for tongue in ("zh", "en"):
        for pair in (LUNAR, LEAP):
            without = re.sub(re.escape(pgettext_in(tongue, *pair)), "", rest, flags=re.IGNORECASE).strip()
            if without != rest:
                rest, lunar, leap = without, True, leap or pair is LEAP
    bare = re.sub(r"农历|阴历|旧历", "", rest)
    if bare != rest:
        lunar, rest = True, bare.strip()
    if "闰" in rest:
        lunar = leap = True
        rest = rest.replace("闰", "")
    rest = re.sub(r"-\s+", "-", re.sub(r"阳历|公历|新历", "", rest)).strip(" ()（）")
    if named := _LUNAR_DAY.fullmatch(rest):
        year, month, tens, ones = named.groups()
        day = _TENS[tens] + (_NAMED[ones] if ones else 0)
        number = _NAMED.get(month) or int(month)
        return _possible(Birthday(number, day, int(year) if year else None, True, leap))
    if found := _DAY.fullmatch(rest):
        year, month, last = found.groups()
        return _possible(Birthday(int(month), int(last), int(year) if year else None, lunar, leap))
    moment = dates.read(rest)
    if moment is None:
        return None
    return _possible(Birthday(moment.month, moment.day, moment.year, lunar, leap))


def _possible(born: Birthday) -> Birthday | None:
    return born if is_possible(born) else None
