"""T4: the power goes and every write since the last flush is lost. A C compiler is needed to play it."""

import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store.check import check
from app.store.store import Store

Told = Callable[[int, str], None]
SOURCE = Path(__file__).with_name("unflushed.c")
WRITER = """
import sys
from datetime import date, timedelta
from pathlib import Path
import app.overview.opening
from app.office.model import CalendarDay
from app.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[2]), 100000):
        with store.write("x") as session:
            session.add(CalendarDay(on=date(1900, 1, 1) + timedelta(days=number), off=True))
        print(number + 1, flush=True)
"""
CARELESS = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1] + "/office.db", isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("PRAGMA synchronous=NORMAL")
connection.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, x TEXT)")
for number in range(100000):
    connection.execute("INSERT INTO t (x) VALUES (?)", ("x" * 300,))
    print(number + 1, flush=True)
"""


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler on Linux: apt-get install gcc libc6-dev")
    made = tmp_path_factory.mktemp("shim") / "unflushed.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], check=True)
    return made


def cut_off(shim: Path, folder: Path, script: str, *arguments: str, dice: random.Random) -> int:
    """Run the writer, kill it, and take back what was not flushed; the last number it has acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder), *arguments],
        stdout=subprocess.PIPE, env=os.environ | {"LD_PRELOAD": str(shim)},
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        first = writer.stdout.readline()
        assert first
        time.sleep(dice.uniform(0.05, 0.3))
        writer.kill()
        told = first + writer.stdout.read()
    for name in ("office.db", "office.db-wal"):
        take_back(folder / name)
    (folder / "office.db-shm").unlink(missing_ok=True)  # memory, which does not outlive the power
    return int(told[: told.rfind(b"\n")].splitlines()[-1])


def take_back(file: Path) -> None:
    """Undo the writes that the shim has kept, the last one first."""
    undo = file.with_name(file.name + ".undo")
    if not undo.exists():
        return
    kept, records, at = undo.read_bytes(), [], 0
    while at + 24 <= len(kept):
        offset, length, size = struct.unpack_from("<3q", kept, at)
        records.append((offset, kept[at + 24 : at + 24 + length], size))
        at += 24 + length
    if file.exists():
        with file.open("r+b") as stream:
            for offset, data, size in reversed(records):
                stream.seek(offset)
                stream.write(data)
                stream.truncate(size)
    undo.unlink()


def careless(shim: Path, folder: Path, dice: random.Random) -> tuple[int, int]:
    """The rows that are left, and that were acknowledged, after a cut with synchronous=NORMAL."""
    import sqlcipher3.dbapi2 as sqlite

    folder.mkdir()
    told = cut_off(shim, folder, CARELESS, dice=dice)
    connection = sqlite.connect(folder / "office.db")
    there = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 't'").fetchone()[0]
    left = connection.execute("SELECT count(*) FROM t").fetchone()[0] if there else 0
    connection.close()
    return left, told


@pytest.mark.fault("T4")
@pytest.mark.parametrize("cuts", [6, pytest.param(60, marks=pytest.mark.long)])
def test_no_acknowledged_commit_is_lost_with_the_unflushed_writes(
    shim: Path, folder: Path, tmp_path: Path, cuts: int, fault: Told
) -> None:
    dice = random.Random(20261126)
    acknowledged = 0
    for _cut in range(cuts):
        acknowledged = cut_off(shim, folder, WRITER, str(acknowledged + 1), dice=dice)
        with Store.open(folder) as store, store.read() as session:
            numbers = session.scalar(
                text(
                    "SELECT CAST(julianday(max(\"on\")) - julianday('1900-01-01') AS INTEGER) + 1 FROM calendar_day"
                )
            )
        assert numbers >= acknowledged, "an acknowledged commit is gone"
        acknowledged = int(numbers)
    assert check(folder).findings == []
    left = told = 0
    for cut in range(5):  # one that falls just behind a checkpoint loses nothing
        left, told = careless(shim, tmp_path / f"careless{cut}", dice)
        if left < told:
            break
    assert left < told, "the shim keeps nothing back"
    fault(
        cuts, f"0 acknowledged commits lost in {cuts} cuts; the same cut with synchronous=NORMAL, which this program "
        f"refuses: {told - left} of {told} lost",
    )  # fmt: skip
