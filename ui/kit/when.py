"""Typed moments: "14:10", "明天 9:30", "10-15 9:00" read into a time, and a time said the short way. Qt-free."""

import re
from datetime import date, datetime, time, timedelta

from app.words import _

_CLOCK = re.compile(
    r"^(上午|早上|中午|下午|晚上|am|pm)?\s*(\d{1,2})(?:[:：.点时](\d{1,2}|半|一刻)?分?)?\s*(am|pm)?$", re.I
)
_DAYS = {
    "今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3, "昨天": -1, "前天": -2,
    "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
_WEEK = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
_WEEK_EN = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_DATE = re.compile(r"^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$")
_IN = re.compile(r"^\+?\s*(\d+(?:\.\d+)?|半)\s*(分钟|分|min|m|个?小时|h|天|d)(?:后|之后|later)?$", re.I)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：－．／＋", "0123456789:-./+")


def parse(text: str, now: datetime, *, past: bool = False) -> datetime | None:
    """The moment that `text` means, aware in the zone of `now`; None when it means none.

    A clock alone is the next such moment (with `past`, the last one); a date alone is 09:00 of that day; a date
    without year is the nearest in the wanted direction. 24-hour clock; 下午 and pm are understood.
    """
    text = re.sub(r"\s+", " ", text.translate(_FULL_WIDTH)).strip().lower()
    if not text:
        return None
    if (later := _IN.match(text)) and not past:
        return _after(later, now)
    day_words, clock_words = _split(text)
    clock = _clock(clock_words) if clock_words else time(9, 0)
    if clock is None:
        return None
    if not day_words:
        made = datetime.combine(now.date(), clock, now.tzinfo)
        if past and made > now:
            return made - timedelta(days=1)
        return made + timedelta(days=1) if not past and made <= now else made
    day = _day(day_words, now.date(), past=past)
    return None if day is None else datetime.combine(day, clock, now.tzinfo)


def say(moment: datetime, now: datetime) -> str:
    """`moment` the short way: "Today 14:10", "Tomorrow 9:30", "10-15 9:00", with the year when it is another."""
    moment = moment.astimezone(now.tzinfo)
    days = (moment.date() - now.date()).days
    clock = f"{moment.hour}:{moment:%M}"
    near = {0: _("Today {clock}"), 1: _("Tomorrow {clock}"), -1: _("Yesterday {clock}")}.get(days)
    if near:
        return near.format(clock=clock)
    pattern = "%m-%d" if moment.year == now.year else "%Y-%m-%d"
    return f"{moment:{pattern}} {clock}"


def within(moment: datetime, now: datetime) -> str:
    """As `say`, for the middle of a sentence: "by today 14:10"."""
    said = say(moment, now)
    return said[:1].lower() + said[1:]


def _after(match: re.Match[str], now: datetime) -> datetime:
    amount = 0.5 if match[1] == "半" else float(match[1])
    unit = match[2].lower()
    if unit in ("天", "d"):
        return now + timedelta(days=amount)
    minutes = amount if unit in ("分钟", "分", "min", "m") else amount * 60
    return (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)


def _split(text: str) -> tuple[str, str]:
    """The words for the day and those for the clock."""
    if _clock(text) is not None and not _DATE.match(text):
        return "", text
    if " " in text:
        first, rest = text.split(" ", 1)
        return first, rest
    for cut in range(len(text), 0, -1):  # "明天9:30", "周五下午3点": the longest day that leaves a clock
        if _day(text[:cut], date(2000, 1, 1), past=False) and (
            cut == len(text) or _clock(text[cut:]) is not None
        ):
            return text[:cut], text[cut:]
    return text, ""


def _clock(text: str) -> time | None:
    if re.fullmatch(r"\d{3,4}", text):  # 930, 1410
        text = f"{text[:-2]}:{text[-2:]}"
    match = _CLOCK.match(text.strip())
    if not match or re.fullmatch(r"\d{1,2}", text.strip()):  # a bare number is no clock
        return None
    hour = int(match[2])
    minute = {"半": 30, "一刻": 15, None: 0, "": 0}.get(match[3])
    minute = int(match[3]) if minute is None else minute
    half = match[1] or match[4] or ""
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    if half == "中午" and hour < 3:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, today: date, *, past: bool) -> date | None:
    if words in _DAYS:
        return today + timedelta(days=_DAYS[words])
    if match := re.fullmatch(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])", words):
        return _weekday(_WEEK[match[2]], today, next_week=bool(match[1]), past=past)
    if words[:3] in _WEEK_EN and words.isalpha():
        return _weekday(_WEEK_EN[words[:3]], today, next_week=False, past=past)
    if match := _DATE.match(words):
        year = int(match[1]) if match[1] else today.year
        try:
            day = date(year, int(match[2]), int(match[3]))
            if not match[1] and not past and day < today:
                day = day.replace(year=year + 1)
            if not match[1] and past and day > today:
                day = day.replace(year=year - 1)
        except ValueError:  # 2-30, or 2-29 in a common year
            return None
        return day
    return None


def _weekday(weekday: int, today: date, *, next_week: bool, past: bool) -> date:
    if next_week:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
    if past:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)
