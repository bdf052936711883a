"""Opening: new, existing, foreign, damaged, newer, remote; what is refused stays byte for byte as it was (T11)."""

import hashlib
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from app.office.model import CalendarDay
from app.store import schema
from app.store.errors import (
    Damaged,
    ForeignDatabase,
    NewerSchema,
    OlderSchema,
    Unavailable,
    UserError,
)
from app.store.opening import is_remote
from app.store.presence import alone_in, others
from app.store.store import Store


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "office.lock"
    }


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.mkdir(), lambda p: (p.mkdir(), (p / "window.lock").touch())]
)
def test_a_missing_or_empty_folder_becomes_an_office(tmp_path: Path, make: Callable[[Path], object]) -> None:
    folder = tmp_path / "新 office #1%?"
    make(folder)
    with Store.open(folder) as store, store.read() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    with Store.open(folder, create=False):
        pass


def test_a_missing_office_is_not_made_when_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(ForeignDatabase):
        Store.open(tmp_path / "no", create=False)
    assert not (tmp_path / "no").exists()


def test_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ForeignDatabase) as refused:
        Store.open(tmp_path)
    assert str(tmp_path) in refused.value.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(ForeignDatabase):
        Store.open(tmp_path / "letter.txt")


def other_program(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE cards (id); INSERT INTO cards VALUES (1)")
    connection.close()


def journal_left(file: Path) -> None:
    file.with_name("office.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 + 100])


def broken_header(file: Path) -> None:
    file.write_bytes(b"\0" * 20 + file.read_bytes()[20:])


def broken_schema(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[100:4096] = os.urandom(3996)
    file.write_bytes(whole)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        pytest.param(lambda file: file.write_bytes(b""), Damaged, id="empty"),
        pytest.param(lambda file: file.write_text("我们的电话本\n" * 50), Damaged, id="text"),
        pytest.param(lambda file: file.write_bytes(b"SQLite format 3\0"), Damaged, id="only-magic"),
        pytest.param(other_program, ForeignDatabase, id="other-program"),
        pytest.param(journal_left, Damaged, id="journal"),
        pytest.param(broken_header, Damaged, id="header"),
        pytest.param(broken_schema, Damaged, id="schema"),
    ],
)
def test_a_wrong_file_is_refused_and_left_as_it_is(
    folder: Path, spoil: Callable[[Path], object], error: type[UserError]
) -> None:
    if error is ForeignDatabase:
        (folder / "office.db").unlink()
    spoil(folder / "office.db")
    before = hashes(folder)
    with pytest.raises(error) as refused:
        Store.open(folder)
    assert str(folder) in refused.value.sentence
    assert hashes(folder) == before


def test_a_cut_file_is_never_a_traceback(folder: Path) -> None:
    cut(folder / "office.db")
    before = hashes(folder)
    with pytest.raises(Damaged):
        Store.open(folder)
    assert hashes(folder) == before


def leave_log(folder: Path, name: str) -> None:
    """Leave a log behind as a killed process does."""
    code = (
        "import os, sys, datetime; from pathlib import Path; import app.overview.opening\n"
        "from app.store.store import Store; from app.office.model import CalendarDay\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "with store.write('x') as s: s.add(CalendarDay(on=datetime.date(2026, 10, 31), off=True, name=sys.argv[2]))\n"
        "os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, folder, name], check=False)
    assert done.returncode == 9
    assert (folder / "office.db-wal").stat().st_size > 0


def test_the_log_of_a_killed_process_is_played_back(folder: Path) -> None:
    leave_log(folder, "kept")
    with Store.open(folder) as store, store.read() as session:
        assert session.scalars(text("SELECT name FROM calendar_day")).all() == ["kept"]


def test_a_frame_that_a_kill_left_without_its_page_ends_the_log(folder: Path) -> None:
    leave_log(folder, "kept")
    with (folder / "office.db-wal").open("r+b") as log:
        salts = log.read(24)[16:]
        log.seek(0, os.SEEK_END)
        log.write(struct.pack(">2I", 1, 0) + salts + bytes(8) + b"what stood there before".ljust(4096, b"."))
    with Store.open(folder) as store, store.read() as session:
        assert session.scalars(text("SELECT name FROM calendar_day")).all() == ["kept"]


def test_the_log_of_another_office_is_not(folder: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "other").close()
    with Store.open(tmp_path / "other") as store:  # grow it, so that its pages fit nothing in the first
        for month in range(1, 13):
            with store.write("x") as session:
                session.add_all(
                    CalendarDay(on=date(2026, month, d), off=True, name="x" * 40) for d in range(1, 28)
                )
    leave_log(tmp_path / "other", "foreign")
    shutil.copy(tmp_path / "other" / "office.db-wal", folder / "office.db-wal")
    before = hashes(folder)
    with pytest.raises(Damaged) as refused:
        Store.open(folder)
    assert "office.db-wal" in refused.value.sentence
    assert hashes(folder) == before


@pytest.mark.parametrize(("revision", "error"), [("9999", NewerSchema), ("0000", OlderSchema)])
def test_other_schemas_are_refused(
    folder: Path, revision: str, error: type[UserError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "REVISIONS", ("0000", *schema.REVISIONS))
    with Store.open(folder) as store, store.write("x", recorded=False) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    before = hashes(folder)
    with pytest.raises(error):
        Store.open(folder)
    assert hashes(folder)["office.db"] == before["office.db"]
    with pytest.raises(error):
        Store.open(folder)


def test_a_network_drive_is_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nnas:/share {tmp_path}/my\\040share nfs4 rw 0 0\n")
    assert is_remote(tmp_path / "my share" / "deep" / "office", mounts=mounts)
    assert not is_remote(tmp_path / "my", mounts=mounts)
    assert not is_remote(tmp_path)


def test_everybody_else_must_be_out_and_is_named(folder: Path) -> None:
    with Store.open(folder), Store.open(folder):
        with pytest.raises(Unavailable) as refused, alone_in(folder):
            pass
        assert refused.value.kind == "locked" and str(os.getpid()) in refused.value.sentence
    with alone_in(folder), pytest.raises(Unavailable):
        Store.open(folder, busy_timeout=0.1)
    assert others(folder) == []
    Store.open(folder).close()


@pytest.mark.parametrize("address", ["mysql://host/x", "nonsense://", "postgresql+nothing://x/y"])
def test_an_unknown_address_is_refused(address: str) -> None:
    with pytest.raises(UserError):
        Store.open(address)


def test_an_unreachable_server_is_told_soon() -> None:
    with pytest.raises(Unavailable) as refused:
        Store.open("postgresql://someone:secret@127.0.0.1:9/office")
    assert refused.value.kind == "gone"
    assert "127.0.0.1/office" in refused.value.sentence and "secret" not in refused.value.sentence
