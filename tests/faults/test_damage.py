"""T10, T11: damaged, cut, empty, foreign and newer files: a sentence each time, not a byte changed, the way out."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.office.desk import Desk
from app.overview import care, recovery
from app.overview.opening import open_desk
from app.store.backup import connect_sqlite
from app.store.check import check
from app.store.errors import UserError
from tests.conftest import LogCall

Told = Callable[[int, str], None]


@pytest.mark.fault("T10")
@pytest.mark.parametrize("copies", [60, pytest.param(200, marks=pytest.mark.long)])
def test_flipped_bytes_are_told_and_the_newest_good_backup_proposed(
    desk: Desk, office: Path, log_call: LogCall, tmp_path: Path, copies: int, fault: Told
) -> None:
    for number in range(40):
        log_call(matter=f"青花{number}箱到没到", caller_name=f"客{number}", number="")
    made = care.back_up(desk)
    desk.close()
    whole = (office / "office.db").read_bytes()
    sound = contents(office / "office.db")
    dice = random.Random(20261126)
    found = harmful = missed = at_start = proposed = 0
    for number in range(copies):
        damaged = bytearray(whole)
        header = number % 10 == 9
        for _ in range((1, 4, 64)[number % 3]):
            damaged[dice.randrange(100 if header else len(damaged))] ^= 1 << dice.randrange(8)
        target = tmp_path / f"copy{number}"
        target.mkdir()
        (target / "office.db").write_bytes(damaged)
        shutil.copytree(office / "backups", target / "backups")
        hurts = contents(target / "office.db") != sound
        told = check(target).findings  # whatever it is, never an exception
        assert (target / "office.db").read_bytes() == damaged
        found, harmful, missed = found + bool(told), harmful + hurts, missed + (hurts and not told)
        try:
            open_desk(target).close()
        except UserError as problem:
            at_start += 1
            assert problem.sentence
            newest = recovery.newest_good(target, None)
            assert newest is not None and newest.kept.sha256 == made["sha256"]
            proposed += 1
    assert missed <= harmful // 5
    fault(
        copies,
        f"{found} of {copies} found by check, {harmful} with other rows of which {missed} missed, {at_start} told at "
        f"the start, {proposed} with the newest good backup; 0 tracebacks",
    )


def contents(file: Path) -> dict[str, list[object]] | None:
    """Every row of every table, or None when they can't all be read."""
    try:
        connection = connect_sqlite(file, mode="immutable=1", busy_timeout=0)
        try:
            names = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
        finally:
            connection.close()
    except Exception:  # noqa: BLE001 - whatever the driver makes of it
        return None


def newer(file: Path) -> None:
    connection = connect_sqlite(file, mode="mode=rw", busy_timeout=0)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def foreign(file: Path) -> None:
    file.unlink()
    connection = connect_sqlite(file, mode="mode=rwc", busy_timeout=0)
    connection.execute("CREATE TABLE letters (id INTEGER PRIMARY KEY)")
    connection.close()


def strange_log(file: Path) -> None:
    file.with_name("office.db-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(4000))


ODD: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("Dear all, " * 500),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "cut in the header": lambda file: file.write_bytes(file.read_bytes()[:50]),
    "foreign database": foreign,
    "newer schema": newer,
    "log of another file": strange_log,
    "journal left": lambda file: file.with_name("office.db-journal").write_bytes(b"\xd9\xd5\x05\xf9" * 200),
}


@pytest.mark.fault("T11")
def test_odd_files_are_told_and_left_as_they_are(
    desk: Desk, office: Path, log_call: LogCall, tmp_path: Path, fault: Told
) -> None:
    log_call()
    desk.close()
    tried = 0
    for name, make in ODD.items():
        target = tmp_path / name
        shutil.copytree(office, target)
        make(target / "office.db")
        before = {path.name: path.read_bytes() for path in target.glob("office.db*")}
        for way in (lambda: open_desk(target), lambda: care.migrate(target, None)):  # noqa: B023 - called at once
            with pytest.raises(UserError) as told:
                way()
            assert told.value.sentence
            assert {path.name: path.read_bytes() for path in target.glob("office.db*")} == before, name
            tried += 1
        assert not check(target).ok
        assert {path.name: path.read_bytes() for path in target.glob("office.db*")} == before, name
    fault(tried, f"{', '.join(ODD)}: 0 bytes changed")
