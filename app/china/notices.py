"""The yearly table of days off and adjusted working days, read from what people have of it.

Three forms: the State Council's notice as text (关于…部分节假日安排的通知), a JSON file as holiday-cn publishes it, and
a table with a date, 休 or 班, and a name. What is odd in it is told as sentences, not guessed away.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from app.china.workdays import MAKEUP, Day
from app.words import _, language

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""What a year's notice always names (全国年节及纪念日放假办法)."""
LONGEST = 200_000
_WEEK = "一二三四五六日"
_HEAD = re.compile(r"(\d{4})\s*年\s*(?:部分)?节假日\s*(?:放假)?(?:安排|的通知)")
_ITEM = re.compile(
    r"(?:^|\n|[。；;])\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）]?\s*[、.．]\s*([^:：\n]{2,20})[:：]"
)
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?"
_SPAN = re.compile(rf"{_DATE}(?:\s*(?:至|到|—|–|-|~|～)\s*{_DATE})?")
_COUNT = re.compile(r"共\s*(\d{1,2})\s*天")
_OFF = frozenset({"休", "放假", "休息", "off", "true", "1", "是", "holiday"})
_ON = frozenset({"班", "上班", "补班", "调休", "work", "false", "0", "否", "workday"})


@dataclass(frozen=True, slots=True)
class Notice:
    """The days read, in order, and what is odd: `problems` keep it from being taken, `warnings` do not."""

    days: tuple[Day, ...]
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years it speaks of: those with National Day, else that of most days."""
        named = sorted({day.date.year for day in self.days if "国庆" in day.name})
        if named or not self.days:
            return tuple(named)
        years = [day.date.year for day in self.days]
        return (max(set(years), key=years.count),)

    def missing(self, year: int) -> list[str]:
        """The festivals that a whole notice of `year` would name and this one does not."""
        named = {day.name for day in self.days if day.date.year == year}
        return [each for each in FESTIVALS if not any(each[:2] in name for name in named)]


def read(text: str, *, year: int | None = None) -> Notice:
    """Read `text` in whatever form it comes. `year` is meant where the text does not say one itself.

    Never raises for odd text: what can't be understood is a problem, as one sentence.
    """
    text = text.lstrip("\ufeff").strip()
    if not text:
        return Notice((), (_("There is nothing to read: paste the notice or open a file."),))
    if len(text) > LONGEST:
        return Notice((), (_("This is far longer than a year's table. Paste only the notice."),))
    if text[0] in "{[":
        found, problems = _json(text)
    elif any(_table_day(cells) for cells in _cells(text)) or not re.search(r"放假|上班", text):
        found, problems = _rows(text)
    else:
        found, problems = _notice(text, year)
    return _judged(found, problems)


def _judged(found: list[Day], problems: list[str]) -> Notice:
    """Days twice and contrary are problems; gaps, missing festivals and odd weekdays are warnings."""
    known: dict[date, Day] = {}
    for day in found:
        before = known.setdefault(day.date, day)
        if before.off != day.off:
            said = _("{day} stands in it twice, once as a day off and once as a working day.")
            problems.append(said.format(day=said_day(day.date)))
    days = tuple(known[each] for each in sorted(known))
    if not days and not problems:
        problems.append(
            _("No day was found in it. Paste the whole notice, or a table with date, 休 or 班, and name.")
        )
    warnings = list(_gaps(days))
    twice = len(found) - len(known)
    if twice and not problems:
        warnings.append(_("{n} lines say the same day twice; each counts once.").format(n=twice))
    for year in Notice(days).years:
        missing = Notice(days).missing(year)
        if missing and days:
            said = _("{year} has no {names}: the table has a gap there.")
            warnings.append(said.format(year=year, names=_(", ").join(missing)))
    for day in days:
        if not day.off and day.date.weekday() < 5:
            said = _("{day} is a working day anyway; it is named as an adjusted one.")
            warnings.append(said.format(day=said_day(day.date)))
    return Notice(days, tuple(dict.fromkeys(problems)), tuple(warnings))


def _gaps(days: tuple[Day, ...]) -> Iterator[str]:
    """A day that is missing between two days off of the same festival."""
    off = [day for day in days if day.off]
    for one, next_one in pairwise(off):
        apart = (next_one.date - one.date).days
        if one.name == next_one.name and 1 < apart <= 10:
            lost = one.date + timedelta(days=1)
            if any(day.date == lost for day in days):
                continue
            said = _("{day} lies between two days off of {name} and is not named: a gap?")
            yield said.format(day=said_day(lost), name=one.name)


def said_day(day: date) -> str:
    """A day as sentences say it: 2026-10-10（周六）, or Sat 2026-10-10."""
    if language() == "zh":
        return f"{day:%Y-%m-%d}（周{_WEEK[day.weekday()]}）"
    return f"{day:%a %Y-%m-%d}"


# The notice as text


def _notice(text: str, year: int | None) -> tuple[list[Day], list[str]]:
    head = _HEAD.search(text)
    told = int(head.group(1)) if head else year
    if told is None:
        return [], [_("Which year is it? The text does not say 20XX年部分节假日安排; choose the year above.")]
    items = list(_ITEM.finditer(text))
    days: list[Day] = []
    problems: list[str] = []
    for at, item in enumerate(items):
        body = text[item.end() : items[at + 1].start() if at + 1 < len(items) else len(text)]
        _item(item.group(1).strip(), body, told, days, problems)
    if not items:
        problems.append(_("No numbered festivals (一、元旦：…) were found in the notice."))
    return days, problems


def _item(name: str, body: str, year: int, days: list[Day], problems: list[str]) -> None:
    """One festival: its sentence of days off, then its sentences of working days."""
    for sentence in re.split(r"[。\n；;]", body):
        off = "放假" in sentence and not re.search(r"上班|补班", sentence)
        if not off and not re.search(r"上班|补班", sentence):
            continue
        month, count = None, 0
        for span in _SPAN.finditer(sentence):
            first, month = _moment(span.groups()[:4], year, month, name, problems)
            last = first
            if span.group(7) is not None:
                last, month = _moment(span.groups()[4:], first.year if first else year, month, name, problems)
            if first is None or last is None:
                continue
            if last < first and span.group(5) is None:
                last = _year_on(last)
            if last is None or not 0 <= (last - first).days <= 30:
                problems.append(_("The span of {name} ends before it begins.").format(name=name))
                continue
            for step in range((last - first).days + 1):
                days.append(Day(first + timedelta(days=step), off, name if off else MAKEUP))
                count += 1
        said = _COUNT.search(sentence)
        if off and said and int(said.group(1)) != count:
            problems.append(
                _("{name}: the notice says {said} days, but names {count}.").format(
                    name=name, said=said.group(1), count=count
                )
            )


def _year_on(day: date) -> date | None:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else None


def _moment(
    parts: tuple[str | None, ...], year: int, month: int | None, name: str, problems: list[str]
) -> tuple[date | None, int | None]:
    """The date that year, month, day and the weekday in brackets tell; a month or year not said is the last one's."""
    own_year, own_month, own_day, bracket = parts
    month = int(own_month) if own_month else month
    try:
        day = date(int(own_year) if own_year else year, month or 0, int(own_day or 0))
    except ValueError:
        problems.append(_("{name}: {month}月{day}日 is no date.").format(name=name, month=month, day=own_day))
        return None, month
    week = re.search(r"(?:周|星期)([一二三四五六日天])", bracket or "")
    if week and week.group(1).replace("天", "日") != _WEEK[day.weekday()]:
        said = _("{name}: {day} is not a 周{told}. Is the year right?")
        problems.append(said.format(name=name, day=said_day(day), told=week.group(1)))
    return day, month


# JSON and tables


def _json(text: str) -> tuple[list[Day], list[str]]:
    try:
        told = json.loads(text)
    except ValueError as problem:
        return [], [_("This is no whole JSON file: {problem}.").format(problem=problem)]
    rows = told.get("days") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        return [], [_('The JSON file has no list "days" of holidays.')]
    if not rows:
        return [], [_("The file names no day: the State Council has not published that year yet.")]
    days, problems = [], []
    for number, row in enumerate(rows, 1):
        day = _json_day(row)
        if day is None:
            problems.append(
                _('Day {number} of the JSON file needs "date", "isOffDay" and "name".').format(number=number)
            )
        else:
            days.append(day)
    return days, problems[:5]


def _json_day(row: Any) -> Day | None:
    if not isinstance(row, dict) or not isinstance(row.get("isOffDay"), bool):
        return None
    try:
        on = date.fromisoformat(str(row.get("date")))
    except ValueError:
        return None
    name = str(row.get("name") or "").strip()
    return Day(on, True, name) if row["isOffDay"] else Day(on, False, MAKEUP)


def _cells(text: str) -> Iterator[list[str]]:
    """The filled cells of every line, parted by tabs, commas or blanks as the first line is."""
    lines = text.splitlines()
    mark = next((each for each in ("\t", ",", "，", ";") if each in lines[0]), "")
    for line in lines:
        cells = line.split(mark) if mark else line.split()
        yield [cell for each in cells if (cell := each.strip().strip('"').strip())]


def _rows(text: str) -> tuple[list[Day], list[str]]:
    """A table parted by tabs, commas or blanks; a first line without a date is its heading."""
    days: list[Day] = []
    problems: list[str] = []
    for number, cells in enumerate(_cells(text), 1):
        if not cells:
            continue
        day = _table_day(cells)
        if day is not None:
            days.append(day)
        elif number > 1 or _date_in(cells[0]) is not None:
            problems.append(
                _("Line {number}: {line} is no date with 休 or 班 and a name.").format(
                    number=number, line=" ".join(cells)[:40]
                )
            )
    return days, problems[:5]


def _table_day(cells: list[str]) -> Day | None:
    on = next((found for each in cells if (found := _date_in(each)) is not None), None)
    kind = next((word for each in cells if (word := each.lower()) in _OFF | _ON), None)
    if on is None or kind is None:
        return None
    rest = [each for each in cells if _date_in(each) is None and each.lower() != kind]
    name = next((each for each in rest if not re.fullmatch(r"(?:周|星期)?[一二三四五六日天]", each)), "")
    return Day(on, True, name) if kind in _OFF else Day(on, False, name or MAKEUP)


def _date_in(text: str) -> date | None:
    found = re.fullmatch(
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?", text
    )
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    parts = found or compact
    try:
        return date(*(int(each) for each in parts.groups())) if parts else None
    except ValueError:
        return None
