"""How long the window was deaf: a timer's beats, and the longest time between two of them."""

import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer

BEAT = 5  # ms


class Pulse:
    """`longest` -- seconds the GUI thread did not answer, less what it stood in the queue for a processor."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def since(self) -> None:
        """Measure anew."""
        self.longest, self._last = 0.0, self._now()

    def _now(self) -> float:
        queued = int(self._task.read_text().split()[1]) / 1e9 if self._task.exists() else 0.0
        return time.monotonic() - queued

    def _beat(self) -> None:
        now = self._now()
        self.longest, self._last = max(self.longest, now - self._last), now
