"""Lanes: order, answers on the GUI thread, cancelling, owners, errors, progress."""

import gc
import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer

from ui.kit import progress as progress_module
from ui.kit.jobs import Cancelled, Jobs, Progress
from ui.kit.progress import ProgressPanel


def test_the_answer_comes_on_the_gui_thread(jobs: Jobs, qtbot):
    where = []

    def work(_: Progress) -> str:
        where.append(threading.current_thread().name)
        return "found"

    got = []
    jobs.read(work, done=lambda r: got.append((r, threading.current_thread() is threading.main_thread())))
    qtbot.waitUntil(lambda: got != [])
    assert got == [("found", True)]
    assert where[0].startswith("read-")


def test_one_writer_in_order_and_two_readers_at_once(jobs: Jobs, qtbot):
    wrote, both = [], threading.Barrier(2, timeout=5)
    for n in range(20):
        jobs.write(lambda _, n=n: wrote.append(n))
    met = []
    for _n in range(2):
        jobs.read(lambda _: both.wait(), done=met.append)
    qtbot.waitUntil(lambda: len(met) == 2 and len(wrote) == 20)
    assert wrote == list(range(20))


def test_a_cancelled_job_tells_nobody_and_calls_its_hook(jobs: Jobs, qtbot):
    go, started, said, hooked = threading.Event(), threading.Event(), [], []

    def work(progress: Progress) -> None:
        progress.on_cancel(lambda: hooked.append("interrupted"))
        started.set()
        go.wait(5)
        progress.set(1, 2)

    job = jobs.read(work, done=said.append, failed=said.append)
    assert started.wait(5)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: job.finished)
    assert (said, hooked) == ([], ["interrupted"])


def test_a_hook_on_a_cancelled_job_is_called_at_once():
    progress, called = Progress(), []
    progress.cancel()
    progress.on_cancel(lambda: called.append(1))
    assert called == [1]
    with pytest.raises(Cancelled):
        progress.set(1)


def test_closing_the_owner_cancels_its_jobs(jobs: Jobs, qtbot):
    go, said = threading.Event(), []
    page, other = QObject(), QObject()
    job = jobs.read(lambda _: go.wait(5), done=said.append, owner=page)
    kept = jobs.read(lambda _: "kept", done=said.append, owner=other)
    page.deleteLater()
    qtbot.waitUntil(lambda: job.cancelled)
    go.set()
    qtbot.waitUntil(lambda: job.finished and kept.finished)
    assert said == ["kept"]


def test_only_the_latest_question_of_a_name_is_answered(jobs: Jobs, qtbot):
    go, said, page, other = threading.Event(), [], QObject(), QObject()
    old = jobs.read(lambda _: go.wait(5), done=lambda _: said.append("old"), owner=page, latest="facts")
    jobs.read(lambda _: "list", done=said.append, owner=page, latest="list")
    jobs.read(lambda _: "other", done=said.append, owner=other, latest="facts")
    new = jobs.read(lambda _: "new", done=said.append, owner=page, latest="facts")
    qtbot.waitUntil(lambda: new.finished)
    go.set()
    qtbot.waitUntil(lambda: old.finished)
    assert sorted(said) == ["list", "new", "other"]


def test_what_was_saved_is_saved_though_its_page_goes_before_its_turn(jobs: Jobs, qtbot):
    go, wrote, said, page = threading.Event(), [], [], QObject()
    jobs.write(lambda _: go.wait(5))
    job = jobs.write(lambda _: wrote.append("saved"), done=said.append, owner=page)
    page.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    go.set()
    qtbot.waitUntil(lambda: job.finished)
    assert (wrote, said) == (["saved"], []), "nobody is there to hear of it"


def test_a_write_that_fails_after_its_page_went_is_told_all_the_same(qtbot, monkeypatch):
    crashed, unheard, told = [], [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: crashed.append(kind))
    jobs = Jobs(expected=(PermissionError,))
    jobs.unheard.connect(unheard.append)
    go, page = threading.Event(), QObject()

    def fail(error: Exception):
        def work(_: Progress) -> None:
            raise error

        return work

    jobs.write(lambda _: go.wait(5))
    jobs.write(fail(PermissionError("no")), failed=told.append, owner=page)
    last = jobs.write(fail(ZeroDivisionError()), failed=told.append, owner=page)
    page.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    go.set()
    qtbot.waitUntil(lambda: last.finished)
    assert ([type(each) for each in unheard], crashed, told) == ([PermissionError], [ZeroDivisionError], [])
    jobs.shutdown()


def test_expected_errors_go_to_the_page_and_bugs_to_the_crash_dialog_too(qtbot, monkeypatch):
    crashed, told, unheard = [], [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: crashed.append(kind))
    jobs = Jobs(expected=(PermissionError,))
    jobs.unheard.connect(unheard.append)

    def fail(error: Exception):
        def work(_: Progress) -> None:
            raise error

        return work

    jobs.write(fail(PermissionError("no")), failed=told.append)
    jobs.write(fail(ZeroDivisionError()), failed=told.append)
    jobs.write(fail(PermissionError("nobody listens")))
    qtbot.waitUntil(lambda: bool(unheard))
    assert [type(e) for e in told] == [PermissionError, ZeroDivisionError]
    assert crashed == [ZeroDivisionError], "a server that is away is no fault of the program"
    jobs.shutdown()


def test_shutdown_carries_out_every_write_asked_for(qtbot):
    jobs, wrote, go = Jobs(), [], threading.Event()
    jobs.write(lambda _: go.wait(5))
    for n in range(5):
        jobs.write(lambda _, n=n: wrote.append(n))
    read = jobs.read(lambda progress: progress.check())
    threading.Timer(0.05, go.set).start()
    jobs.shutdown()
    assert wrote == [0, 1, 2, 3, 4]
    assert read.cancelled
    assert jobs.write(lambda _: wrote.append("late")).cancelled


def test_progress_shows_late_and_its_cancel_works(jobs: Jobs, qtbot, monkeypatch):
    monkeypatch.setattr(progress_module, "LATER", 0.05)
    monkeypatch.setattr(progress_module, "TICK", 10)
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    stopped, said = threading.Event(), []

    def work(progress: Progress) -> None:
        while True:
            try:
                progress.set(3, 10, "Qingdao")
            except Cancelled:
                stopped.set()
                raise
            stopped.wait(0.005)

    jobs.read(work, done=said.append, title="Copying")
    assert not panel.isVisible()
    qtbot.waitUntil(panel.isVisible)
    qtbot.waitUntil(lambda: panel._words.text() == "Copying · Qingdao")
    assert (panel._bar.value(), panel._bar.maximum()) == (3, 10)
    panel._cancel.click()
    assert stopped.wait(5)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert said == []


def test_who_waits_for_a_job_that_is_stopped_hears_of_it(jobs: Jobs, qtbot):
    told, going, go = [], threading.Event(), threading.Event()

    def work(_progress: Progress) -> str:
        going.set()
        go.wait(5)
        return "written"

    how = {"done": told.append, "failed": told.append, "stopped": lambda: told.append("stopped")}
    running, waiting = jobs.write(work, **how), jobs.write(work, **how)
    assert going.wait(5)
    running.cancel()
    waiting.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy() and len(told) == 2)
    assert told == ["written", "stopped"], "what was written all the same is told as written"
    going.clear()
    read = jobs.read(work, **how)
    assert going.wait(5)
    read.cancel()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2] == "stopped"


def test_what_can_not_be_stopped_half_way_offers_no_cancel(jobs: Jobs, qtbot, monkeypatch):
    monkeypatch.setattr(progress_module, "LATER", 0.0)
    panel, go = ProgressPanel(jobs), threading.Event()
    qtbot.addWidget(panel)
    for whole in (True, False):
        go.clear()
        jobs.write(lambda _: go.wait(5), title="Going back", whole=whole)
        panel.look()
        assert panel.isVisible() and panel._cancel.isHidden() == whole
        go.set()
        qtbot.waitUntil(lambda: not panel.isVisible())


def test_a_quick_job_is_never_shown(jobs: Jobs, qtbot):
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    got = []
    jobs.read(lambda _: 1, done=got.append, title="Quick")
    qtbot.waitUntil(lambda: got == [1])
    panel.look()
    assert not panel.isVisible()


def test_widgets_in_cycles_are_never_destroyed_by_a_job_thread(jobs: Jobs, qtbot):
    where = []

    class Page(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self
            self.timer = QTimer(self)
            self.timer.start(1000)

    def work(_: Progress) -> None:
        for _n in range(20_000):  # enough for several collections, were they left to Python
            cycle: list[object] = []
            cycle.append(cycle)

    page = Page()
    direct = Qt.ConnectionType.DirectConnection
    page.destroyed.connect(lambda: where.append(threading.current_thread().name), direct)
    del page
    for _n in range(4):
        jobs.read(work)
    qtbot.waitUntil(lambda: not jobs.busy())
    gc.collect()
    assert where == [threading.main_thread().name]


def test_callbacks_are_let_go_on_the_gui_thread(jobs: Jobs, qtbot):
    dropped = []

    class Held:
        def __del__(self) -> None:
            dropped.append(threading.current_thread() is threading.main_thread())

    def start() -> None:
        held = Held()
        jobs.read(lambda _: 1, done=lambda _: held)

    for _n in range(50):
        start()
    qtbot.waitUntil(lambda: len(dropped) == 50)
    assert all(dropped)


def test_a_lane_has_no_more_threads_than_it_ever_had_jobs_at_once(jobs: Jobs, qtbot):
    def lanes() -> list[str]:
        return sorted(
            t.name for t in threading.enumerate() if t.name.startswith(("read-", "write-", "network-"))
        )

    before = lanes()  # of windows that were closed: a socket may hold them
    for n in range(3):
        got = []
        jobs.network(lambda _, n=n: n, done=got.append)
        qtbot.waitUntil(lambda got=got: got != [])
    assert len(lanes()) - len(before) == 1
    go, ends = threading.Event(), []
    for _n in range(6):
        jobs.network(lambda _: go.wait(5), done=ends.append)
    assert len(lanes()) - len(before) == 4
    go.set()
    qtbot.waitUntil(lambda: len(ends) == 6)
