"""What a row of the table is, and how time is taken: ours and the bare baseline by turns, in one run."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: ours and the bare one, in the row's unit. `ratio` when it is not simply their quotient."""

    ours: float
    bare: float | None = None
    ratio: float | None = None
    note: str = ""

    @property
    def times(self) -> float | None:
        """Ours against the bare one."""
        if self.ratio is not None or self.bare is None:
            return self.ratio
        return self.ours / self.bare


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: `run` measures in `unit`; `ratio` and `most` are limits, None where there is none."""

    name: str
    run: Callable[[Any], Figure | None]
    """Takes the Bench; None when what it measures is not there yet."""
    ratio: float | None = None
    most: float | None = None
    unit: str = "ms"

    def verdict(self, figure: Figure) -> str:
        """Whether the figure keeps both limits."""
        over = (self.most is not None and figure.ours > self.most) or (
            self.ratio is not None and figure.times is not None and figure.times > self.ratio
        )
        return "over" if over else "ok"


def took(work: Callable[[], Any]) -> float:
    """Milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def by_turns(ours: Callable[[], Any], bare: Callable[[], Any], *, times: int) -> tuple[float, float]:
    """The middle times of both in milliseconds, after one unmeasured turn."""
    ours(), bare()
    pairs = [(took(ours), took(bare)) for _ in range(times)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 keep."""
    return sorted(times)[int((len(times) - 1) * 0.95)]
