"""What a fill puts off: it is all there in the end, the same as row by row, and nothing of it when it is broken off."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from app.demo import batches
from app.demo import fill as filling
from app.demo.fill import fill, rows
from app.demo.invented import office
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.store.check import check
from tests.conftest import Clock

FEW = replace(office("small", seed=1, until=date(2026, 10, 15)), total=300)
TABLES = ("call", "promise", "caller", "complaint", "complaint_log", "followup", "directory_entry")


def found_by(desk: Desk) -> set[tuple[str, str, str]]:
    """Every index and trigger of the database."""
    with desk.store.read() as session:
        return {
            (kind, name, sql)
            for kind, name, sql in session.execute(
                text("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')")
            )
        }


def digests(desk: Desk) -> dict[str, str]:
    """Every column of every row of a fill, the keys by their entry."""
    asked = {name: f"SELECT * FROM {name} ORDER BY id" for name in TABLES}
    asked["directory_key"] = "SELECT entry_id, kind, key FROM directory_key ORDER BY 1, 2, 3"
    with desk.store.read() as session:
        return {
            name: hashlib.sha256(repr(session.execute(text(query)).all()).encode()).hexdigest()
            for name, query in asked.items()
        }


def test_what_was_put_off_is_there(tmp_path: Path) -> None:
    with open_desk(tmp_path / "new") as desk:
        usual = found_by(desk)
    with open_desk(tmp_path / "made", clock=Clock(FEW.now)) as desk:
        fill(desk, FEW)
        assert found_by(desk) == usual
        assert check(desk.folder).findings == []
        with desk.store.read() as session:
            held = "SELECT count(*) FROM directory_text WHERE directory_text MATCH '0kindcall'"
            assert session.scalar(text(held)) == 300


def test_it_is_the_same_by_whatever_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(tmp_path / "at-once", clock=Clock(FEW.now)) as desk:
        fill(desk, FEW)
        at_once = digests(desk)
    monkeypatch.setattr(filling, "BATCH", 37)
    monkeypatch.setattr(batches, "BATCH", 11)
    with open_desk(tmp_path / "by-bits", clock=Clock(FEW.now)) as desk:
        fill(desk, FEW)
        by_bits = digests(desk)
    # the directory numbers its entries in the order in which they come
    for name in set(TABLES) - {"directory_entry"}:
        assert by_bits[name] == at_once[name], name


def test_a_fill_broken_off_leaves_no_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "BATCH", 100)

    def stop(done: int, total: int) -> None:
        if done == 200:
            raise KeyboardInterrupt

    with open_desk(tmp_path / "office", clock=Clock(FEW.now)) as desk:
        usual = found_by(desk)
        with pytest.raises(KeyboardInterrupt):
            fill(desk, FEW, progress=stop)
        assert found_by(desk) == usual
        assert (rows(desk)["calls"], rows(desk)["callers"]) == (0, 0)
        assert check(desk.folder).findings == []
