"""How many turns each is to have by the end of a month, so that the year comes out even for those who leave, too (R43).

Whoever leaves, or is away for the rest of the year, has no later month in which an odd turn could be made up for: their
account has to end where everybody's will. So the year is shared out first, with all that is known of the days to come,
and the month so that nobody can miss what the year asks of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

_SAME = 6
"""Decimals in which two accounts are told apart."""
_TURN_EVERY = 3
"""Days on which somebody can come for each turn that can still be given them without haste."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person at the end of a month: `fair` a share up to then and `year` up to the year's end, both in turns.

    `fixed`: turns that are certain, of other months or locked. `days`: days of the month on which the person could
    have another turn, `left`: days after it.
    """

    fair: float
    year: float
    fixed: int
    days: int
    left: int


def aims(
    people: Mapping[int, Standing], *, month: int, year: int, first: Mapping[int, tuple[float, float]]
) -> dict[int, int]:
    """Turns of each of `people` by the end of the month: `month` in all then, `year` in all at the end of the year.

    first -- who of two with the same account gets an odd turn: the one with the lower number.
    """
    last = _shared(
        {p: s.year for p, s in people.items()}, year,
        low={p: s.fixed for p, s in people.items()},
        high={p: s.fixed + s.days + s.left for p, s in people.items()}, first=first,
    )  # fmt: skip
    high = {p: max(s.fixed, min(last[p], s.fixed + s.days)) for p, s in people.items()}
    low = {p: min(high[p], max(s.fixed, last[p] - s.left // _TURN_EVERY)) for p, s in people.items()}
    return _shared({p: s.fair for p, s in people.items()}, month, low=low, high=high, first=first)


def _shared(
    fair: Mapping[int, float], total: int, *, low: Mapping[int, int], high: Mapping[int, int],
    first: Mapping[int, tuple[float, float]],
) -> dict[int, int]:  # fmt: skip
    """Whole turns that add up to `total` as far as the bounds let them, the accounts as close together as can be."""
    got = {p: min(high[p], max(low[p], floor(fair[p] + 1e-9))) for p in fair}
    missing = total - sum(got.values())
    step = 1 if missing > 0 else -1
    for _turn in range(abs(missing)):
        open_to = [p for p in got if (got[p] < high[p] if step > 0 else got[p] > low[p])]
        if not open_to:
            break
        choose = min if step > 0 else max
        got[choose(open_to, key=lambda p: (round(got[p] - fair[p], _SAME), first[p]))] += step
    return got
