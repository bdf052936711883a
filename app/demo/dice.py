"""Chance that repeats: the same seed throws the same dice on every Python and every machine."""

import math
import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    """Throws from one seed.

    Only `random.Random.random` is used: its sequence for a seed is promised to stay, that of `choice`,
    `shuffle` and the others is not.
    """

    def __init__(self, *seed: object) -> None:
        self.random = random.Random("/".join(map(str, seed))).random

    def chance(self, share: float) -> bool:
        """True in `share` (0…1) of all throws."""
        return self.random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def one(self, of: Sequence[T]) -> T:
        """One of `of`, each as likely."""
        return of[int(self.random() * len(of))]

    def shuffled(self, of: Sequence[T]) -> list[T]:
        """All of `of` in a new order."""
        rest = list(of)
        for last in range(len(rest) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            rest[last], rest[other] = rest[other], rest[last]
        return rest

    def about(self, middle: float, *, spread: float) -> float:
        """A length around `middle`, never negative, now and then much longer (log-normal, by Box and Muller)."""
        bell = math.sqrt(-2.0 * math.log(1.0 - self.random())) * math.cos(2.0 * math.pi * self.random())
        return middle * math.exp(spread * bell)


class Weighted(Generic[T]):
    """Things of which some come more often than others."""

    def __init__(self, things: Sequence[tuple[T, float]]) -> None:
        self._things = [thing for thing, _ in things]
        self._sums = list(accumulate(weight for _, weight in things))

    def __len__(self) -> int:
        return len(self._things)

    def one(self, dice: Dice) -> T:
        """One of them, by weight."""
        return self._things[bisect(self._sums, dice.random() * self._sums[-1], hi=len(self._things) - 1)]


class Deck(Generic[T]):
    """Cards drawn without putting back and shuffled anew when all are gone: nothing repeats too soon."""

    def __init__(self, cards: Sequence[T], dice: Dice) -> None:
        self._cards, self._dice = list(cards), dice
        self._left: list[T] = []

    def draw(self) -> T:
        """The next card."""
        if not self._left:
            self._left = self._dice.shuffled(self._cards)
        return self._left.pop()
