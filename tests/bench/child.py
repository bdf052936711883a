"""One process that starts something and tells, as JSON, how long that took and what it holds.

`python -m tests.bench.child KIND FOLDER STARTED`; nothing is imported but what that kind needs.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONGEST = 60.0  # seconds
NOW = "2026-10-15T10:42:00+08:00"  # the last day of the large office
TYPED = (
    "酒", "酒业", "酒业有", "到", "到货", "到货了", "王", "王建", "王建国", "w", "wj", "wjg", "zhang",
    "138", "1380", "13805", "6688", "053", "0531", "青花",
)  # fmt: skip


def _megabytes() -> float:
    """What the process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _spent() -> float:
    """Processor time of the process so far, in milliseconds: it tells of the program on a busy machine too."""
    return time.process_time() * 1000


def _desk(folder: Path, _since: Callable[[], float]) -> dict[str, float]:
    from app.calls import finding
    from app.overview.opening import open_desk

    with open_desk(folder) as desk:
        ids = finding.find(desk, finding.CallQuery())
        finding.rows(desk, ids[:200])
        return {"mb": _megabytes()}


def _bare_connection(folder: Path) -> Any:
    import sqlalchemy.orm  # noqa: F401
    import sqlcipher3.dbapi2

    connection = sqlcipher3.dbapi2.connect(str(folder / "office.db"))
    connection.execute("SELECT count(*) FROM staff").fetchall()
    return connection


def _bare_desk(folder: Path, _since: Callable[[], float]) -> dict[str, float]:
    connection = _bare_connection(folder)
    told = {"mb": _megabytes()}
    connection.close()
    return told


def _bare_window(_folder: Path, since: Callable[[], float], *, libraries: bool = False) -> dict[str, float]:
    if libraries:
        import sqlalchemy.orm  # noqa: F401
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    shown = QMainWindow()
    told: dict[str, float] = {}

    class Watch(QObject):
        def eventFilter(self, _watched: Any, event: Any) -> bool:
            if event.type() == QEvent.Type.Paint:
                told.setdefault("painted", since())
                told.setdefault("painted_cpu", _spent())
                application.quit()
            return False

    watch = Watch()
    shown.installEventFilter(watch)
    shown.resize(1366, 768)
    shown.show()
    application.exec()
    return told | {"mb": _megabytes()}


def _bare_libraries(folder: Path, since: Callable[[], float]) -> dict[str, float]:
    return _bare_window(folder, since, libraries=True)


def _bare_opened(folder: Path, since: Callable[[], float]) -> dict[str, float]:
    connection = _bare_connection(folder)
    told = _bare_window(folder, since, libraries=True)
    connection.close()
    return told


def _window(folder: Path, since: Callable[[], float]) -> dict[str, float]:
    """The window as it was left: starting.py leaves it at a list of calls."""
    from datetime import UTC, datetime

    import ui  # noqa: F401 - first, as the command does: Qt comes with it

    # isort: split
    from PySide6.QtCore import QEvent, QObject, QTimer

    from app.office.memory import Memory
    from ui.logs import Logs
    from ui.main import application as qt_application
    from ui.program import Program

    application = qt_application()

    def opened() -> Any:
        from app.overview.opening import open_desk

        return open_desk(folder, clock=lambda: datetime.fromisoformat(NOW).astimezone(UTC))

    program = Program(folder, Memory(folder), open_desk=opened, logs=Logs(hopeless=print))
    told: dict[str, float] = {}

    class Watch(QObject):
        def eventFilter(self, _watched: Any, event: Any) -> bool:
            if event.type() == QEvent.Type.Paint:
                told.setdefault("painted", since())
                told.setdefault("painted_cpu", _spent())
            return False

    class RowsWatch(QObject):
        """Tells when the rows on screen have been drawn."""

        def __init__(self, table: Any) -> None:
            super().__init__()
            self._table = table
            table.viewport().installEventFilter(self)

        def eventFilter(self, _watched: Any, event: Any) -> bool:
            if event.type() == QEvent.Type.Paint and _filled(self._table) and self._table.count():
                QTimer.singleShot(0, application.quit)
            return False

    watch = Watch()
    program.window.installEventFilter(watch)
    program.start()
    program.window.started.connect(lambda: QTimer.singleShot(0, application.quit))
    application.exec()
    rows = RowsWatch(program.window.page("calls").list.table)
    application.exec()
    told |= {"rows": since(), "rows_cpu": _spent()}
    from ui.pictures import wait_until_quiet

    rows.deleteLater()
    start = time.perf_counter()
    wait_until_quiet(program._jobs)
    quiet = 250  # ms in which nothing happened, waited for only to see that nothing does
    told["quiet"] = since() - min(quiet, (time.perf_counter() - start) * 1000)
    told |= {"quiet_cpu": _spent(), "mb": _megabytes()}
    program.end()
    return told


def _filled(table: Any) -> bool:
    """Whether every row that `table` shows is there."""
    if not table.count():
        return True
    first, last = table._visible_rows()
    return all(table.model().row_at(place) is not False for place in (first, last))


class _Beats:
    """The longest time between two beats of a window since `again`, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, (now - self._last) * 1000), now

    def again(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()


def _table(folder: Path, _since: Callable[[], float]) -> dict[str, float]:
    """The record table over every call: jumping, selecting all, a search; beside an empty window under that load."""
    from array import array
    from collections.abc import Sequence

    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QMainWindow

    from app.calls import finding
    from app.overview.opening import open_desk
    from ui.kit.jobs import Jobs
    from ui.kit.rows import Cell, Column, Row, Sort
    from ui.kit.table import RecordTable
    from ui.main import application as qt_application

    application = qt_application()
    desk, jobs = open_desk(folder), Jobs()

    class Calls:
        def __init__(self, text: str = "") -> None:
            self.query = finding.CallQuery(text=text)

        def find(self, limit: int | None, _sort: Sort | None, token: object) -> "array[int]":
            return finding.find(desk, self.query, limit=limit, token=token)

        def rows(self, ids: Sequence[int]) -> list[Row | None]:
            return [
                row and Row(row.id, (Cell(f"{row.started_at:%H:%M}"), Cell(row.who), Cell(row.matter)))
                for row in finding.rows(desk, ids)
            ]

        def interrupt(self, token: object) -> None:
            desk.store.interrupt(token)

    def until(reached: Callable[[], bool]) -> float:
        start = time.perf_counter()
        while not reached():
            if time.perf_counter() - start > LONGEST:
                raise TimeoutError("the table waits for something that does not come")
            application.processEvents()
            time.sleep(0.0005)  # the reader needs the interpreter too
        return (time.perf_counter() - start) * 1000

    beats = _Beats()
    empty = QMainWindow()
    empty.show()
    loads = [jobs.read(lambda _progress: finding.find(desk, finding.CallQuery())) for _ in range(3)]
    beats.again()
    until(lambda: not jobs.busy())
    told = {"empty_gap": beats.longest, "loads": len(loads)}
    empty.hide()

    columns = (
        Column("at", "Time", 70),
        Column("who", "Caller", 160),
        Column("what", "Matter", 200, stretch=1),
    )
    view = RecordTable(columns, jobs=jobs, name="Calls")
    view.resize(900, 700)
    view.show()

    def filled() -> bool:
        return _filled(view)

    beats.again()
    view.show_source(Calls())
    until(
        lambda: view.complete() and view.verticalScrollBar().maximum() >= view.count() - 200 > 0 and filled()
    )
    told["list_gap"] = beats.longest
    jumps = []
    beats.again()
    for share in (0.5, 0.99, 0.1, 0.73, 0.31, 0.87, 1.0, 0.0, 0.6, 0.2):
        view.verticalScrollBar().setValue(int(view.verticalScrollBar().maximum() * share))
        jumps.append(until(filled))
    told |= {"jump": sorted(jumps)[-2], "jump_gap": beats.longest}
    beats.again()
    start = time.perf_counter()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    application.processEvents()
    told |= {"select": (time.perf_counter() - start) * 1000, "select_gap": beats.longest}
    typed = []
    for text in [
        "酒",
        "酒业",
        "酒业有",
        "到",
        "到货",
        "到货了",
        "王",
        "王建",
        "王建国",
        "w",
        "wj",
        "wjg",
        "zhang",
        "138",
        "1380",
        "13805",
        "6688",
        "053",
        "0531",
        "青花",
    ]:
        shown: list[bool] = []
        view.searched.connect(lambda shown=shown: shown.append(True))
        view.show_source(Calls(text))
        typed.append(until(lambda shown=shown: bool(shown) and filled()))
    told["typed"] = sorted(typed)[-2]
    until(lambda: not jobs.busy())
    view.hide()
    jobs.shutdown()
    desk.close()
    return told


_KINDS = {
    "table": _table,
    "desk": _desk,
    "bare-desk": _bare_desk,
    "bare-window": _bare_window,
    "bare-libraries": _bare_libraries,
    "bare-opened": _bare_opened,
    "window": _window,
}

if __name__ == "__main__":
    started = float(sys.argv[3])
    print(json.dumps(_KINDS[sys.argv[1]](Path(sys.argv[2]), lambda: (time.time() - started) * 1000)))
