"""Start-up time and memory, each in processes of their own (child.py)."""

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

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


def table_jump(bench: Bench) -> Figure:
    """Jumping anywhere in the list of all calls, until its rows are there."""
    return Figure(_table(bench)["jump"])


def table_typed(bench: Bench) -> Figure:
    """Search texts given to the table, until their first rows are drawn, of which 19 of 20 keep."""
    return Figure(_table(bench)["typed"])


def table_select(bench: Bench) -> Figure:
    """Ctrl+A in the list of all calls."""
    return Figure(_table(bench)["select"])


def table_gap(bench: Bench) -> Figure:
    """How much longer the window is deaf than an empty one whose reader works as hard."""
    told = _table(bench)
    longest = max(told[gap] for gap in ("list_gap", "jump_gap", "select_gap"))
    return Figure(longest - told["empty_gap"], note=f"{longest:.0f} against {told['empty_gap']:.0f}")


def _table(bench: Bench) -> dict[str, float]:
    if not bench.table:
        bench.table = _child("table", bench.folder)
    return bench.table


def _window_there() -> bool:
    return find_spec("ui.main") is not None and find_spec("ui.calls.page") is not None


def _windows(bench: Bench, what: str, bare: str) -> Figure:
    pairs = [(_child("window", bench.folder), _child(bare, bench.folder)) for _ in range(TIMES)]
    return Figure(median(a[what] for a, _ in pairs), median(b["painted"] for _, b in pairs))


def _child(kind: str, folder: Path) -> dict[str, float]:
    """What the child of that kind tells, with times from just before it was started, in milliseconds."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    arguments = [sys.executable, "-m", "tests.bench.child", kind, str(folder), repr(time.time())]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise RuntimeError(f"{kind}: {done.stderr}")
    told: dict[str, float] = json.loads(done.stdout)
    return told
