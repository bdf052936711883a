"""How long the window does not answer: the work of its own thread, and the clock; and what of both is too long."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

BUSY, DEAF = 0.25, 1.0
"""Seconds the window may not answer: of work of its own thread, and by the clock, for a thread that waits.

The work is counted on the processor, so that a busy machine fails no test; on a slower one than that of the figures
the limit is in proportion.
"""
ROOM = 1.6
"""How much more work passes: late in a process of thousands of tests, whose modules are compiled on their first import,
the same page costs half as much again as in a window of its own (272 ms seen for what is 160 alone).
"""
SPIN, SPUN = 300_000, 0.0134
"""So many rounds of plain Python took so many seconds on that machine."""
BEAT = 5  # ms


def stalled(busy: float, deaf: float) -> bool:
    """Whether so many seconds of work, or by the clock, are too long."""
    return (deaf > DEAF and deaf > DEAF * crowded()) or (busy > BUSY * ROOM and busy > BUSY * ROOM * slower())


def crowded() -> float:
    """How many programs want each processor, at least 1: the thread that is waited for stands in the queue too."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 1.0
    return max(1.0, load / (os.cpu_count() or 1))


def slower() -> float:
    """How many times slower than the machine of the limit this one is just now, at least 1."""

    def spin() -> float:
        began = time.thread_time()
        sum(n * n for n in range(SPIN))
        return time.thread_time() - began

    return max(1.0, sorted(spin() for _try in range(5))[2] / SPUN)


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock, less what a thread stood in the queue for a processor, and the work it has done, in seconds."""

    clock: float
    work: float


class Clocks:
    """Tells of the thread that makes it, to any thread."""

    def __init__(self) -> None:
        self._queue = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._work = None
        if hasattr(time, "pthread_getcpuclockid"):
            self._work = time.pthread_getcpuclockid(threading.get_ident())

    def now(self) -> Moment:
        """This moment. Where a system does not tell a thread's work, it is taken for the clock."""
        clock = time.monotonic()
        queued = int(self._queue.read_text().split()[1]) / 1e9 if self._queue.exists() else 0.0
        return Moment(clock - queued, clock if self._work is None else time.clock_gettime(self._work))


class Pulse:
    """`longest` and `work`: the most seconds by the clock, and of work, between two beats of a timer."""

    def __init__(self, beat: int = BEAT) -> None:
        """`beat` in milliseconds."""
        self._clocks = Clocks()
        self._timer = QTimer(interval=beat)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self.since()

    def since(self) -> None:
        """Measure anew."""
        self.longest = self.work = 0.0
        self._last = self._clocks.now()

    def stalled(self) -> bool:
        """Whether the window did not answer for too long."""
        return stalled(self.work, self.longest)

    def _beat(self) -> None:
        now = self._clocks.now()
        self.longest = max(self.longest, now.clock - self._last.clock)
        self.work = max(self.work, now.work - self._last.work)
        self._last = now
