"""Start-up time and memory, each in processes of their own (child.py), with their byte code at hand as an installed
program has it.
"""

import json
import os
import resource
import subprocess
import sys
import time
from importlib.util import find_spec
from statistics import median
from typing import NamedTuple

from app.office.memory import Memory
from app.overview import care
from app.overview.opening import open_desk
from tests.bench.measure import Figure
from tests.bench.office import NOW, Bench

TIMES = 5


def command(bench: Bench) -> Figure:
    """`frontdesk who` from a shell, against a Python that imports SQLAlchemy and the driver."""
    main = "import sys; from app.cli import main; sys.exit(main())"
    ours = [sys.executable, "-c", main, "--data", str(bench.folder), "who", "13953106688", "--json"]
    bare = [sys.executable, "-c", "import sqlalchemy.orm, sqlcipher3.dbapi2"]
    environment = _installed(bench)
    pairs = [(_spent(ours, environment), _spent(bare, environment)) for _ in range(TIMES + 1)][1:]
    spent = median(a.cpu for a, _ in pairs) / median(b.cpu for _, b in pairs)
    return Figure(
        median(a.wall for a, _ in pairs), median(b.wall for _, b in pairs),
        note=f"{spent:.2f} × in processor time",
    )  # fmt: skip


def _installed(bench: Bench) -> dict[str, str]:
    """The environment of a child: what is compiled once stays compiled, whatever the caller's habit is."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(bench.cache / "bytecode"), "QT_QPA_PLATFORM": "offscreen"}


class _Spent(NamedTuple):
    """What a process took, in milliseconds."""

    wall: float
    cpu: float


def _spent(arguments: list[str], environment: dict[str, str]) -> _Spent:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return _Spent(wall * 1000, cpu * 1000)


def desk_memory(bench: Bench) -> Figure:
    """An opened office with its whole list in memory, against an imported SQLAlchemy and an open file."""
    return Figure(_child("desk", bench)["mb"], _child("bare-desk", bench)["mb"])


def window_memory(bench: Bench) -> Figure | None:
    """The window on the office, against a bare PySide6 window with SQLAlchemy imported; the note tells of one that has
    the office's file open besides, as the bare desk has.
    """
    if not _window_there():
        return None
    _backed_up(bench)
    _left(bench)
    ours, opened = _child("window", bench)["mb"], _child("bare-opened", bench)["mb"]
    note = f"{ours / opened:.2f} × one with the file open"
    return Figure(ours, _child("bare-libraries", bench)["mb"], note=note)


def window_memory_all(bench: Bench) -> Figure | None:
    """The same with every call of the office in the list."""
    if not _window_there():
        return None
    _backed_up(bench)
    _left(bench, preset="all")
    return Figure(_child("window", bench)["mb"], _child("bare-libraries", bench)["mb"])


def window_painted(bench: Bench) -> Figure | None:
    """From the start of the process to the first paint."""
    return _windows(bench, "painted", "bare-window") if _window_there() else None


def window_rows(bench: Bench) -> Figure | None:
    """From the start of the process to the first rows drawn, in a window that was left at the list of calls."""
    return _windows(bench, "rows", "bare-libraries") if _window_there() else None


def window_quiet(bench: Bench) -> Figure | None:
    """From the start of the process to a window that has nothing left to fetch: every id, alarms, checks."""
    return _windows(bench, "quiet", "bare-libraries") if _window_there() else None


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
        bench.table = _child("table", bench)
    return bench.table


def _backed_up(bench: Bench) -> None:
    """Make the copy of the day's first start beforehand: it goes on long after the rows are there."""
    with open_desk(bench.folder, clock=lambda: NOW) as desk:
        care.daily(desk)


def _left(bench: Bench, *, preset: str = "today") -> None:
    """Leave the window at the list of calls: those of the day, as it opens there the first time, or all of them."""
    asked = {"asked": {"preset": preset, "values": {}}}
    Memory(bench.folder).keep(tab="calls", side="calls", pages={"calls": {"list": asked}})


def _window_there() -> bool:
    return find_spec("ui.main") is not None and find_spec("ui.calls.page") is not None


def _windows(bench: Bench, what: str, bare: str) -> Figure:
    _backed_up(bench)
    pairs = []
    for _ in range(TIMES + 1):
        _left(bench)
        pairs.append((_child("window", bench), _child(bare, bench)))
    pairs = pairs[1:]
    spent = median(a[f"{what}_cpu"] for a, _ in pairs) / median(b["painted_cpu"] for _, b in pairs)
    return Figure(
        median(a[what] for a, _ in pairs), median(b["painted"] for _, b in pairs),
        note=f"{spent:.2f} × in processor time",
    )  # fmt: skip


def _child(kind: str, bench: Bench) -> dict[str, float]:
    """What the child of that kind tells, with times from just before it was started, in milliseconds."""
    arguments = [sys.executable, "-m", "tests.bench.child", kind, str(bench.folder), repr(time.time())]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, env=_installed(bench))
    if done.returncode:
        raise RuntimeError(f"{kind}: {done.stderr}")
    told: dict[str, float] = json.loads(done.stdout)
    return told
