"""T5 to T8: full and read-only disks and another program that writes: one sentence, nothing lost, on it goes."""

import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.directory import attachments
from app.office.desk import Desk
from app.office.model import CalendarDay
from app.overview import care, papers, tables
from app.overview.opening import open_desk
from app.store import backup
from app.store.check import check
from app.store.errors import Unavailable, UserError
from app.store.store import Store
from tests.conftest import LogCall

Told = Callable[[int, str], None]

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DAYS = (date(2000, 1, 1) + timedelta(days=n) for n in range(100_000))


def add(store: Store) -> None:
    with store.write("calendar.add") as session:
        session.add(CalendarDay(on=next(DAYS), off=True, name="full", source="x" * 100, remark="字" * 2000))


def count(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(CalendarDay)) or 0


@contextmanager
def full_disk(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    yield
    ballast.unlink()


@contextmanager
def limited_files(_disk: Path) -> Iterator[None]:
    """No file may grow beyond 2.5 MB: SQLite calls it a failed write instead of a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.fault("T5")
@pytest.mark.parametrize("kind", ["full", "limited"])
def test_a_full_disk_loses_nothing_and_work_goes_on(
    kind: str, empty_folder: Path, tmp_path: Path, request: pytest.FixtureRequest, fault: Told
) -> None:
    disk: Path = request.getfixturevalue("small_disk") if kind == "full" else tmp_path
    shutil.copytree(empty_folder, disk / "office")
    broken: Callable[[Path], object] = full_disk if kind == "full" else limited_files
    with Store.open(disk / "office") as store:
        committed = 0
        for _ in range(20):
            add(store)
            committed += 1
        with broken(disk):  # type: ignore[attr-defined]
            with pytest.raises(Unavailable) as told:
                while committed < 5000:
                    add(store)
                    committed += 1
            began = time.perf_counter()
            with pytest.raises(Unavailable):
                add(store)
            took = time.perf_counter() - began
            assert count(store) == committed  # reading still works
        assert told.value.kind == "full"
        assert str(disk) in told.value.sentence
        add(store)  # room again, no restart
        assert count(store) == committed + 1
    assert check(disk / "office").ok
    fault(1, f"{kind}: {committed} committed = found, {took * 1000:.0f} ms to the sentence")


@pytest.mark.fault("T6")
def test_no_half_backup_on_a_full_disk(folder: Path, small_disk: Path, fault: Told) -> None:
    with Store.open(folder) as store:
        for _ in range(20):
            add(store)
        target = small_disk / "copy.db"
        made = backup.back_up(store, now=NOW, folder=small_disk, target=target)
        before = made.file.read_bytes()
        with full_disk(small_disk), pytest.raises(Unavailable) as told:
            backup.back_up(store, now=NOW, folder=small_disk, target=target)
        assert told.value.kind == "full"
        with full_disk(small_disk), pytest.raises(Unavailable):
            backup.second_copy(made, small_disk / "second")
        assert target.read_bytes() == before
        left = sorted(str(p.relative_to(small_disk)) for p in small_disk.rglob("*") if p.is_file())
        assert left == ["copy.db", "copy.db.json"]
    fault(2, "backup and second copy: 0 leftovers, the old one equal byte for byte")


@pytest.mark.fault("T6")
def test_no_good_backup_is_thinned_away_when_todays_fails(
    folder: Path, small_disk: Path, fault: Told
) -> None:
    shutil.copytree(folder, small_disk / "office")
    with open_desk(small_disk / "office", clock=lambda: NOW - timedelta(days=40)) as desk:
        first = Path(care.back_up(desk)["file"])
    with open_desk(small_disk / "office", clock=lambda: NOW) as desk:
        with full_disk(small_disk), pytest.raises(Unavailable):
            care.daily(desk)
        assert first.exists() and care.newest(desk) is not None
    with open_desk(small_disk / "office", clock=lambda: NOW) as desk:
        assert care.daily(desk), "made up for as soon as there is room"
    fault(1, "daily backup: the last good one stays")


@pytest.mark.fault("T6")
@pytest.mark.parametrize("what", ["export.csv", "export.xlsx", "papers"])
def test_no_half_export_or_paper_on_a_full_disk(
    office: Path, small_disk: Path, what: str, log_call: LogCall, desk: Desk, fault: Told
) -> None:
    for number in range(30):
        log_call(matter=f"青花{number}箱" + "到没到" * 20)

    def write() -> None:
        if what == "papers":
            papers.write(desk, papers.MONTH, date(2026, 10, 1), folder=small_disk / "papers")
        else:
            tables.export(desk, "calls", small_disk / what)

    (small_disk / "papers").mkdir()
    write()
    kept = {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()}
    log_call()
    with full_disk(small_disk), pytest.raises(UserError) as told:
        write()
    gc.collect()  # a workbook left half-written would fail here, in whoever's hands
    assert "Traceback" not in str(told.value)
    assert {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()} == kept
    write()
    fault(1, f"{what}: 0 leftovers")


@pytest.mark.fault("T6")
def test_no_half_file_of_a_record_on_a_full_disk(
    folder: Path, small_disk: Path, tmp_path: Path, fault: Told
) -> None:
    shutil.copytree(folder, small_disk / "office")
    (tmp_path / "scan.pdf").write_bytes(b"scan" * 50_000)
    with open_desk(small_disk / "office", clock=lambda: NOW) as desk:
        with full_disk(small_disk), pytest.raises(UserError) as told:
            attachments.add(desk, "complaint", 1, tmp_path / "scan.pdf")
        assert "scan.pdf" in told.value.sentence or "full" in told.value.sentence
        assert attachments.find(desk, "complaint", 1) == []
        assert [path for path in (small_disk / "office" / "files").rglob("*") if path.is_file()] == []
        attachments.add(desk, "complaint", 1, tmp_path / "scan.pdf")
        copy = small_disk / "copy.db"
        with full_disk(small_disk), pytest.raises(UserError):
            care.back_up(desk, copy)
        assert not any(path.suffix == ".part" for path in small_disk.rglob("*"))
        assert care.back_up(desk, copy)["files_missing"] == 0
    fault(2, "file of a record, files of a backup: 0 leftovers")


@pytest.mark.fault("T6")
def test_a_new_office_on_a_full_disk_leaves_no_half_office(small_disk: Path, fault: Told) -> None:
    with full_disk(small_disk), pytest.raises(Unavailable) as told:
        Store.open(small_disk / "office")
    assert told.value.kind == "full"
    Store.open(small_disk / "office").close()
    fault(1, "new office: nothing left behind")


AS_NOBODY = """
import os, sys
from pathlib import Path
import app.overview.opening
from app.store.store import Store
from app.store.errors import UserError
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    with Store.open(Path(sys.argv[1])):
        print("opened")
except UserError as error:
    print(type(error).__name__, getattr(error, "kind", ""), error)
"""


@pytest.mark.fault("T7")
@pytest.mark.parametrize("what", ["folder", "file", "new"])
def test_what_may_only_be_read_is_told(what: str, empty_folder: Path, fault: Told) -> None:
    """T7. Root ignores modes, so it is tried as nobody."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        office = Path(name) / "office"
        shutil.copytree(empty_folder, office)
        modes = {"folder": (0o555, 0o644), "file": (0o777, 0o444), "new": (0o555, 0o644)}[what]
        for path in office.iterdir():
            path.chmod(0o666)
        (office / "office.db").chmod(modes[1])
        office.chmod(modes[0])
        before = (office / "office.db").read_bytes()
        target = office / "sub" if what == "new" else office
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, target], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("Unavailable readonly"), done.stdout + done.stderr
        assert str(office) in done.stdout
        assert (office / "office.db").read_bytes() == before
        if what == "folder":
            looked = subprocess.run(
                [sys.executable, "-c", LOOKS, office], capture_output=True, text=True, check=True
            )
            assert looked.stdout == "looked at\n", looked.stdout + looked.stderr
            assert (office / "office.db").read_bytes() == before
        office.chmod(0o755)
    fault(1, f"{what}: told" + (", looked at" if what == "folder" else ""))


LOOKS = """
import os, sys
from pathlib import Path
import tempfile
from app.overview import recovery
from app.overview.opening import open_desk
with tempfile.TemporaryDirectory() as scratch:  # what is imported late may lie where nobody can read
    open_desk(Path(scratch)).close()
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with recovery.looking(Path(sys.argv[1])) as desk:
    print("looked at" if desk.store.sealed else "open")
"""


HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


@pytest.mark.fault("T8")
def test_another_program_that_writes(folder: Path, fault: Told) -> None:
    """T8: the sentence comes after the timeout, reading goes on, and afterwards so does writing."""
    with Store.open(folder, busy_timeout=0.3) as store:
        add(store)
        with subprocess.Popen(
            [sys.executable, "-c", HOLDER, folder / "office.db"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            began = time.perf_counter()
            with pytest.raises(Unavailable) as told:
                add(store)
            took = time.perf_counter() - began
            assert told.value.kind == "locked" and 0.2 < took < 2
            assert count(store) == 1
            holder.communicate(b"")
        add(store)
        assert count(store) == 2
    fault(1, f"told after {took * 1000:.0f} ms (timeout 300), reading went on")


@pytest.mark.fault("T9")
@pytest.mark.parametrize("rounds", [250, pytest.param(2500, marks=pytest.mark.long)])
def test_read_then_write_never_shows_a_lock(folder: Path, rounds: int, fault: Told) -> None:
    """T9: 4 threads of two seats read, then write; F12 would answer at once with an error."""
    errors: list[Exception] = []
    with Store.open(folder) as one, Store.open(folder) as two:
        with one.write("x") as session:
            session.add(CalendarDay(on=date(1999, 1, 1), off=True, name="0"))

        def work(store: Store) -> None:
            try:
                for number in range(rounds):
                    if number % 2:
                        count(store)
                    else:
                        with store.write("x") as session:
                            row = session.scalars(select(CalendarDay)).one()
                            row.name = str(int(row.name) + 1)
            except Exception as error:  # noqa: BLE001 - counted below
                errors.append(error)

        threads = [threading.Thread(target=work, args=(store,)) for store in (one, one, two, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with one.read() as session:
            assert session.scalars(select(CalendarDay.name)).one() == str(4 * (rounds // 2))
    assert errors == []
    fault(4 * rounds, f"0 of {4 * rounds} transactions showed a lock")
