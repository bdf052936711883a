"""When the telephone rings: which days are busy, and which hours."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from app.demo.days import DAY, lunar
from app.demo.dice import Dice

_HALF_HOURS = (
    ("08:00", 0.15), ("08:30", 2.6), ("09:00", 3.4), ("09:30", 3.6), ("10:00", 3.2), ("10:30", 2.6),
    ("11:00", 2.1), ("11:30", 1.5), ("12:00", 0.3), ("12:30", 0.2), ("13:00", 0.25), ("13:30", 1.6),
    ("14:00", 2.3), ("14:30", 3.0), ("15:00", 2.9), ("15:30", 2.5), ("16:00", 2.1), ("16:30", 1.8),
    ("17:00", 1.4), ("17:30", 0.25),
)  # fmt: skip
"""How busy the telephone is from each half hour on: two peaks, quiet at noon."""
_FIRST = 8 * 3600
_SUMS = list(accumulate(weight for _, weight in _HALF_HOURS))
_WEEKDAY = (1.25, 1.05, 1.0, 0.95, 0.95, 0.65, 0.6)
_LIVELY = 1.8
"""The last morning is busier than others, so that today's page has something to show."""
_GROWTH = 0.05
"""How much more is called each year."""
_SPARE = 240
"""Seconds before the last moment in which nobody calls any more."""


def day_weight(on: date, before: date | None) -> float:
    """How busy a working day is against others; `before` is the working day before it."""
    weight = _WEEKDAY[on.weekday()]
    gap = (on - before).days if before else 1
    if gap > 4:
        weight *= 1.35
    to_moon = (lunar(on.year, 8, 15) - on).days
    to_spring = (lunar(on.year, 1, 1) - on).days
    if to_spring < -300:
        to_spring = (lunar(on.year + 1, 1, 1) - on).days
    if 2 < to_moon <= 35:
        weight *= 1.0 + 0.45 * (36 - to_moon) / 33
    if 6 < to_spring <= 42:
        weight *= 1.0 + 0.6 * (43 - to_spring) / 36
    elif 0 < to_spring <= 6:
        weight *= 0.75
    elif -21 <= to_spring <= 0:
        weight *= 0.6
    if on.day >= 28:
        weight *= 1.1
    return weight * (0.9 if on.month in (7, 8) else 1.0)


def _reached(second: int) -> float:
    """How much of a day's weight lies before `second`."""
    place = min(max(second - _FIRST, 0), len(_HALF_HOURS) * 1800 - 1)
    half, rest = divmod(place, 1800)
    return (_SUMS[half - 1] if half else 0.0) + _HALF_HOURS[half][1] * rest / 1800


def counts(days: Sequence[date], total: int, *, until: date, now: int, dice: Dice) -> list[int]:
    """How many calls each of the working days has; they add up to `total`. `now` is a moment of days.py."""
    weights = []
    for i, on in enumerate(days):
        weight = day_weight(on, days[i - 1] if i else None) * (0.85 + 0.3 * dice.random())
        weight *= 1.0 + _GROWTH * i / 250
        if on == until:
            weight *= _LIVELY * _reached(now - on.toordinal() * DAY) / _SUMS[-1]
        weights.append(weight)
    whole = sum(weights)
    found, owed = [], 0.0
    for weight in weights:
        owed += weight * total / whole if whole else 0.0
        found.append(round(owed))
        owed -= found[-1]
    return found


def moments(on: date, count: int, *, until: date, now: int, dice: Dice) -> list[int]:
    """When the calls of a day come, in order."""
    midnight = on.toordinal() * DAY
    most = _reached(now - _SPARE - midnight) if on == until else _SUMS[-1]
    found = []
    for _ in range(count):
        weight = dice.random() * most
        half = bisect(_SUMS, weight, hi=len(_SUMS) - 1)
        rest = (weight - (_SUMS[half - 1] if half else 0.0)) / _HALF_HOURS[half][1]
        found.append(midnight + _FIRST + int((half + rest) * 1800))
    return sorted(found)
