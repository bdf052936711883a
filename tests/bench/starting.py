"""Start-up time and memory, each in processes of their own; `python -m tests.bench.starting KIND …` is such a one."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Figure
from tests.bench.office import Bench

TIMES = 5


def command(bench: Bench) -> Figure:
    """`frontdesk who` from a shell, against a Python that imports SQLAlchemy and the driver."""
    main = "import sys; from app.cli import main; sys.exit(main())"
    ours = [sys.executable, "-c", main, "--data", str(bench.folder), "who", "13953106688", "--json"]
    bare = [sys.executable, "-c", "import sqlalchemy.orm, sqlcipher3.dbapi2"]
    pairs = [(_spent(ours), _spent(bare)) for _ in range(TIMES)]
    return Figure(median(a for a, _ in pairs), median(b for _, b in pairs))


def _spent(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def desk_memory(bench: Bench) -> Figure:
    """An opened office with its whole list in memory, against an imported SQLAlchemy and an open file."""
    return Figure(_child("desk", bench.folder)["mb"], _child("bare-desk", bench.folder)["mb"])


def window_memory(bench: Bench) -> Figure | None:
    """The window on the office, against a bare PySide6 window with SQLAlchemy imported."""
    if not _window_there():
        return None
    return Figure(_child("window", bench.folder)["mb"], _child("bare-libraries", bench.folder)["mb"])


def window_painted(bench: Bench) -> Figure | None:
    """From the start of the process to the first paint."""
    return _windows(bench, "painted", "bare-window") if _window_there() else None


def window_rows(bench: Bench) -> Figure | None:
    """From the start of the process to a window that has nothing left to fetch."""
    return _windows(bench, "rows", "bare-libraries") if _window_there() else None


def _window_there() -> bool:
    return find_spec("ui.main") is not None and find_spec("ui.calls.page") is not None


def _windows(bench: Bench, what: str, bare: str) -> Figure:
    pairs = [(_child("window", bench.folder), _child(bare, bench.folder)) for _ in range(TIMES)]
    return Figure(median(a[what] for a, _ in pairs), median(b["painted"] for _, b in pairs))


def _child(kind: str, folder: Path) -> dict[str, float]:
    """What the child of that kind tells, with times from just before it was started, in milliseconds."""
    environment = os.environ | ({} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": "offscreen"})
    arguments = [sys.executable, "-m", "tests.bench.starting", kind, str(folder), repr(time.time())]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, env=environment)
    told: dict[str, float] = json.loads(done.stdout)
    return told


# In the child


def _megabytes() -> float:
    """What the process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _desk(folder: Path, _since: Callable[[], float]) -> dict[str, float]:
    from app.calls import finding
    from app.overview.opening import open_desk

    with open_desk(folder) as desk:
        ids = finding.find(desk, finding.CallQuery())
        finding.rows(desk, ids[:200])
        return {"mb": _megabytes()}


def _bare_desk(folder: Path, _since: Callable[[], float]) -> dict[str, float]:
    import sqlalchemy.orm  # noqa: F401
    import sqlcipher3.dbapi2

    connection = sqlcipher3.dbapi2.connect(str(folder / "office.db"))
    connection.execute("SELECT count(*) FROM staff").fetchall()
    return {"mb": _megabytes()}


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


def _window(folder: Path, since: Callable[[], float]) -> dict[str, float]:
    from PySide6.QtCore import QEvent, QObject

    from app.office.memory import Memory
    from ui.main import Program, _application, wait_until_quiet

    application = _application()

    def opened() -> Any:
        from app.overview.opening import open_desk

        return open_desk(folder)

    program = Program(folder, Memory(folder), open_desk=opened)
    told: dict[str, float] = {}

    class Watch(QObject):
        def eventFilter(self, _watched: Any, event: Any) -> bool:
            if event.type() == QEvent.Type.Paint:
                told.setdefault("painted", since())
            return False

    watch = Watch()
    program.window.installEventFilter(watch)
    program.start()
    while program._seat is None and not program.code:
        application.processEvents()
    program.window.go("calls")
    start = time.perf_counter()
    wait_until_quiet(program._jobs)
    quiet = 250  # ms in which nothing happened, waited for only to see that nothing does
    told["rows"] = since() - min(quiet, (time.perf_counter() - start) * 1000)
    told["mb"] = _megabytes()
    program.end()
    return told


_KINDS = {
    "desk": _desk,
    "bare-desk": _bare_desk,
    "bare-window": _bare_window,
    "bare-libraries": _bare_libraries,
    "window": _window,
}

if __name__ == "__main__":
    started = float(sys.argv[3])
    print(json.dumps(_KINDS[sys.argv[1]](Path(sys.argv[2]), lambda: (time.time() - started) * 1000)))
