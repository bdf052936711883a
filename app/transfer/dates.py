"""Dates and times as people write them, and never one that may as well be another."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

_SEP = r"[-/.年·]"
_YMD = re.compile(rf"(\d{{4}}|\d{{2}})\s*{_SEP}\s*(\d{{1,2}})\s*(?:[-/.月·])\s*(\d{{1,2}})\s*[日号]?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})[-\s.]*([a-z]{3,9})|([a-z]{3,9})[-\s.]*(\d{1,2})),?[-\s.,]*(\d{4}|\d{2})")
_TIME = re.compile(
    r"(上午|下午|中午|晚上|晚|凌晨|早上|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})|半)?\s*[:分]?\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?"
    r"\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?"
)
_WEEKDAY = re.compile(r"\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HANZI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = re.compile(r"([1-3])?十([1-9])?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day has no zone
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119: other whole numbers are no dates


def read(text: str) -> datetime | None:
    """The moment that `text` writes, with 00:00 where no time is told; with a zone only if one is written.

    2026-10-13, 2026/10/13, 2026.10.13, 26-10-13, 20261013, 2026年10月13日, 二〇二六年十月十三日, 13.10.2026,
    10/23/2026, 13-Oct-2026, each with 10:42, 10:42:05, 上午10:42, 10时42分, 2:42 PM, T and zone behind; 46308 as
    Excel counts.
    None when it is no date, when there is no such day, or when 3/4/2026 may be March or April.
    """
    folded = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()
    if re.search(r"[年月]", folded) and re.search(r"[〇一二三四五六七八九十]", folded):
        folded = _digits(folded)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", folded):
        return serial(float(folded))
    for pattern, order in ((_YEAR_LAST, _year_last), (_YMD, _ymd), (_PLAIN, _ymd), (_NAMED, _named)):
        found = pattern.match(folded)
        if found is not None:
            day = order(*found.groups())
            return None if day is None else _with_time(day, folded[found.end() :])
    return None


def serial(number: float) -> datetime | None:
    """The moment a spreadsheet means by a number of days; None for a number that is none."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    moment = _EPOCH + timedelta(days=number)
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def clock(text: str) -> time | None:
    """A time of day: 10:42, 上午10:42, 10时42分, 2:42 pm. None when it is none."""
    moment = _with_time(date(2000, 1, 1), unicodedata.normalize("NFKC", text).strip().lower())
    return moment.time() if moment is not None and text.strip() else None


def _digits(text: str) -> str:
    text = _TENS.sub(lambda m: f"{m.group(1) or 1}{m.group(2) or 0}", text.translate(_HANZI))
    return text


def _ymd(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if number < 100:
        number += 2000 if number < 70 else 1900
    return _day(number, int(month), int(day))


def _year_last(first: str, second: str, year: str) -> date | None:
    a, b = int(first), int(second)
    if a == b or a > 12:
        return _day(int(year), b, a)
    return _day(int(year), a, b) if b > 12 else None


def _named(
    day: str | None, month: str | None, month_first: str | None, day_last: str | None, year: str
) -> date | None:
    name = (month or month_first or "")[:3]
    if name not in _MONTHS:
        return None
    return _ymd(year, str(_MONTHS.index(name) + 1), day or day_last or "0")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, rest: str) -> datetime | None:
    rest = rest.strip().removeprefix("t").removeprefix(",").strip()
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the office's zone is put on by whoever knows it
    if not rest:
        return moment
    found = _TIME.fullmatch(rest)
    if found is None:
        return None
    before, hour, minute, second, after, zone = found.groups()
    hours = int(hour)
    if (
        (before or after) in ("下午", "晚上", "晚", "pm", "中午")
        and hours < 12
        and not (before == "中午" and hours > 10)
    ):
        hours += 12
    elif (before or after) in ("上午", "凌晨", "早上", "am") and hours == 12:
        hours = 0
    minutes = 30 if "半" in rest and minute is None else int(minute or 0)
    try:
        moment = moment.replace(hour=hours, minute=minutes, second=int(second or 0))
        if zone:
            sign = "+00:00" if zone == "z" else zone
            return datetime.fromisoformat(f"{moment.isoformat()}{sign}")
    except ValueError:
        return None
    return moment
