"""Python's cycle collector, kept on the GUI thread: elsewhere it would destroy widgets in the wrong thread."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY = 250  # ms between two looks
WHOLE = 20.0  # seconds at least between two collections of everything
USUAL = (700, 10, 10)  # objects, and collections of the younger, after which a generation is looked through


class Garbage(QObject):
    """Turns automatic collection off and collects by timer, while it lives.

    A widget in a reference cycle is destroyed by whichever thread happens to collect; when that is a job's thread,
    the process dies (seen in 6.11.3: "Timers cannot be stopped from another thread", then a segmentation fault).
    What is there at its start, and when `set_aside` is called, is left out of every collection until it ends: to
    look through the two hundred thousand objects of the libraries takes the window 100 ms each time.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last_whole = time.monotonic()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()
        gc.disable()
        gc.set_threshold(*USUAL)
        self.set_aside()

    def set_aside(self) -> None:
        """Leave out of collections what has been loaded so far: libraries, classes, translations."""
        gc.freeze()

    def collect_due(self) -> None:
        """Collect the generations whose turn it is, by its usual thresholds."""
        counts, limits = gc.get_count(), gc.get_threshold()
        now = time.monotonic()
        if counts[2] > limits[2] and now - self._last_whole > WHOLE:
            self._last_whole = now
            gc.collect(2)
        elif counts[1] > limits[1]:
            gc.collect(1)
        elif counts[0] > limits[0]:
            gc.collect(0)

    def end(self) -> None:
        """Leave collecting to Python again: no job thread is left."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
