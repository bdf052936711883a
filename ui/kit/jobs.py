"""Work off the GUI thread: one writer, two readers, four for the network, and one queued signal back."""

import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from ui.kit.garbage import Garbage

LANES = {"write": 1, "read": 2, "network": 4}
BESIDE = 40
"""Milliseconds that a job waits which nobody looks for yet, while what was asked for before is painted."""
TURN = 0.001
"""Seconds after which a lane lets the window have the interpreter. The window asks for it after every call into Qt,
dozens of times for one repaint: at Python's usual 5 ms a busy lane makes it deaf for 0.2 to 0.4 s, at 1 ms for 0.1."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person changed their mind
    """Raised inside a work function by Progress.check once its job has been cancelled."""


class Progress:
    """What a work function reports to and asks: Qt-free, safe from any thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.text = ""
        self._cancelled = threading.Event()
        self._hooks: list[Callable[[], object]] = []
        self._lock = threading.Lock()

    def set(self, done: int | None = None, total: int | None = None, text: str | None = None) -> None:
        """Say how far the work is; `total` 0 means unknown. Raises Cancelled, so a loop that reports can be stopped."""
        self.check()
        if done is not None:
            self.done = done
        if total is not None:
            self.total = total
        if text is not None:
            self.text = text

    @property
    def cancelled(self) -> bool:
        """Whether the job was cancelled."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled when the job was cancelled."""
        if self.cancelled:
            raise Cancelled

    def on_cancel(self, hook: Callable[[], object]) -> None:
        """Call `hook` on cancelling, from the cancelling thread: a running SQL statement is interrupted this way.

        Called at once when the job is cancelled already.
        """
        with self._lock:
            if not self.cancelled:
                self._hooks.append(hook)
                return
        hook()

    def cancel(self) -> None:
        """Mark as cancelled and call the hooks, once."""
        with self._lock:
            if self.cancelled:
                return
            self._cancelled.set()
            hooks, self._hooks = self._hooks, []
        for hook in hooks:
            hook()


class Job:
    """One piece of work on a lane. `finished` is true once its answer was delivered or dropped."""

    def __init__(
        self, work: Callable[[Progress], Any], *, lane: str, title: str, owner: QObject | None,
        done: Callable[[Any], object] | None, failed: Callable[[Exception], object] | None,
        progress: Callable[[Progress], object] | None, stopped: Callable[[], object] | None, latest: str, whole: bool,
    ) -> None:  # fmt: skip
        self.work, self.lane, self.title, self.owner, self.latest = work, lane, title, owner, latest
        self.done, self.failed, self.stopped, self.reports = done, failed, stopped, progress
        self.whole = whole
        self.progress = Progress()
        self.since = time.monotonic()
        self.finished = False
        self.result: Any = None
        self.error: Exception | None = None

    def cancel(self) -> None:
        """Stop: a waiting job never starts, a running one is interrupted, and no answer arrives any more."""
        self.progress.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether cancel was called."""
        return self.progress.cancelled

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits for the answer: not cancelled, and the owner is alive."""
        return not self.cancelled and self.heard

    @property
    def heard(self) -> bool:
        """Whether the owner is alive."""
        return self.owner is None or shiboken6.isValid(self.owner)

    def empty(self) -> None:
        """Let go of everything, on the GUI thread: the lane may hold the last reference to the job, and widgets
        that its callbacks hold must not be destroyed over there.
        """
        self.work = self.done = self.failed = self.stopped = self.reports = self.owner = None
        self.result = self.error = None


class Jobs(QObject):
    """The lanes. Built once by the composition root and handed to whoever starts work.

    expected -- exception types that are part of normal life (UserError): `failed` alone hears them. Any other
    exception also goes to sys.excepthook on the GUI thread, as a bug should.

    unheard(error) -- an expected error that nobody asked to hear of, or of a write whose owner has gone meanwhile:
    somebody should tell it.
    """

    unheard = Signal(object)
    started = Signal(object)  # a Job with a title: the progress panel listens
    ended = Signal(object)
    _arrived = Signal(object)

    def __init__(self, *, expected: tuple[type[Exception], ...] = (), parent: QObject | None = None) -> None:
        # Owned by the application: a thread that ends last must not destroy a QObject.
        super().__init__(parent or QCoreApplication.instance())
        sys.setswitchinterval(TURN)
        self._garbage = Garbage(self)
        self._expected = expected
        self._open: set[Job] = set()
        self._queues: dict[str, queue.SimpleQueue[Job | None]] = {lane: queue.SimpleQueue() for lane in LANES}
        self._threads: dict[str, list[threading.Thread]] = {lane: [] for lane in LANES}
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[Progress], Any], **how: Any) -> Job:
        """Run `work(progress)` beside at most one other reader. Keywords as for `start`."""
        return self.start(work, lane="read", **how)

    def write(self, work: Callable[[Progress], Any], **how: Any) -> Job:
        """Run `work(progress)` on the one writer lane, after every write asked for before. Keywords as `start`."""
        return self.start(work, lane="write", **how)

    def network(self, work: Callable[[Progress], Any], **how: Any) -> Job:
        """Run `work(progress)` that waits for other machines. Keywords as for `start`."""
        return self.start(work, lane="network", **how)

    def start(
        self, work: Callable[[Progress], Any], *, lane: str, done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None, progress: Callable[[Progress], object] | None = None,
        stopped: Callable[[], object] | None = None, owner: QObject | None = None, title: str = "", latest: str = "",
        after: int = 0, whole: bool = False,
    ) -> Job:  # fmt: skip
        """Queue `work`. `done(result)` and `failed(error)` come on the GUI thread, and not after `cancel`, which lets
        `stopped()` come instead; a write that was done nevertheless is told as done.

        owner -- a QObject; when it is destroyed its jobs are cancelled, but for writes: what somebody saved is saved,
        also when the page is left before its turn comes. Its callbacks are not called any more.
        title -- what the progress panel shows after half a second; without one the job stays unseen. progress --
        called with the Progress while the panel polls. latest -- names the question: what `owner` asked under this
        name before is cancelled, for two readers may answer in any order and an older answer must not come last.
        after -- milliseconds until it is queued; it counts as waiting meanwhile. whole -- it can't be stopped half-way,
        so no way to do that is offered where progress is shown.
        """
        job = Job(
            work,
            lane=lane,
            title=title,
            owner=owner,
            done=done,
            failed=failed,
            progress=progress,
            stopped=stopped,
            latest=latest,
            whole=whole,
        )
        if self._closed:
            job.cancel()
            return job
        if latest:
            for before in [each for each in self._open if each.latest == latest and each.owner is owner]:
                before.cancel()
        self._open.add(job)
        self._man(lane)
        if owner is not None and not owner.property("hasJobs"):
            owner.setProperty("hasJobs", True)  # one connection an owner, however many rows it fetches
            number = id(owner)
            owner.destroyed.connect(lambda: self._owner_gone(number))
        if title:
            self.started.emit(job)
        if after:
            QTimer.singleShot(after, self, lambda: self._queues[lane].put(job))
        else:
            self._queues[lane].put(job)
        return job

    def loaded(self) -> None:
        """The libraries are read: the collector of garbage need not look at them again."""
        self._garbage.set_aside()

    def cancel_for(self, owner: QObject) -> None:
        """Cancel every job of `owner` (a page that closes)."""
        for job in [j for j in self._open if j.owner is owner]:
            job.cancel()

    def busy(self, lane: str | None = None) -> bool:
        """Whether any job (of `lane`) waits, runs or has not been delivered."""
        return any(lane in (None, job.lane) and not job.cancelled for job in self._open)

    def shutdown(self) -> None:
        """Close: reads and network are cancelled, every write that was asked for is carried out first."""
        if self._closed:
            return
        self._closed = True
        for job in list(self._open):
            if job.lane != "write":
                job.cancel()
        for lane, threads in self._threads.items():
            for _ in threads:
                self._queues[lane].put(None)
        for thread in self._threads["write"]:
            thread.join()
        for lane, patience in (("read", 2.0), ("network", 0.2)):
            for thread in self._threads[
                lane
            ]:  # a reader is interruptible; a socket may not be, and is left behind
                thread.join(timeout=patience)
        for job in self._open:
            job.empty()
        self._open.clear()
        if not any(thread.is_alive() for threads in self._threads.values() for thread in threads):
            self._garbage.end()

    def _owner_gone(self, number: int) -> None:
        if not shiboken6.isValid(self):
            return
        for job in list(self._open):
            if job.owner is not None and id(job.owner) == number and job.lane != "write":
                job.cancel()

    def _man(self, lane: str) -> None:
        """One thread more for `lane` while it has fewer than jobs: most starts never use the network."""
        threads = self._threads[lane]
        if len(threads) < min(LANES[lane], sum(job.lane == lane for job in self._open)):
            name = f"{lane}-{len(threads)}"
            threads.append(
                threading.Thread(target=self._run, args=(self._queues[lane],), name=name, daemon=True)
            )
            threads[-1].start()

    def _run(self, waiting: "queue.SimpleQueue[Job | None]") -> None:
        while (job := waiting.get()) is not None:
            try:
                job.progress.check()
                job.result = job.work(job.progress)
            except Exception as error:  # noqa: BLE001 - carried to the GUI thread, none is lost
                job.error = error
            if shiboken6.isValid(self):
                self._arrived.emit(job)

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        self._open.discard(job)
        job.finished = True
        if job.title:
            self.ended.emit(job)
        written = job.lane == "write" and job.error is None
        cancelled = isinstance(job.error, Cancelled) or (job.cancelled and not written)
        heard, wanted, lane = job.heard, job.heard and not cancelled, job.lane
        done, failed, stopped, result, error = job.done, job.failed, job.stopped, job.result, job.error
        job.empty()
        if cancelled and stopped is not None and heard:
            stopped()
        if cancelled or not (wanted or lane == "write"):
            return
        if error is None:
            if done is not None and wanted:
                done(result)
            return
        expected = isinstance(error, self._expected)
        if wanted and failed is not None:
            failed(error)
        elif expected:
            self.unheard.emit(error)
        if not expected:
            sys.excepthook(type(error), error, error.__traceback__)
