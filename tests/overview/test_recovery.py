"""Going back to a backup: the list, what would be lost, the newest good one, rescued rows, a copy to look at."""

import csv
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.calls import finding
from app.calls.rules import NewCall
from app.calls.service import log
from app.office.desk import Desk
from app.overview import care, recovery
from app.overview.opening import open_desk
from app.store import faults
from app.store.engines import connect_sqlite
from app.store.errors import Damaged, Unavailable
from tests.conftest import Clock, LogCall


def test_the_list_and_what_going_back_would_lose(desk: Desk, clock: Clock, log_call: LogCall) -> None:
    first = log_call()
    care.back_up(desk)
    clock.forward(hours=2)
    log_call(outcome="promised", answer="")
    with desk.store.write("call.change") as session:
        from app.calls.model import Call

        session.get_one(Call, first.id).remark = "later"
    clock.forward(days=1)
    care.back_up(desk)
    newest, oldest = recovery.backups(desk)
    assert (newest.calls, oldest.calls) == (2, 1)
    assert oldest.at.date() == clock.now.date().replace(day=15)
    nothing = recovery.preview(desk, newest)
    assert (nothing.problem, nothing.writes, nothing.lost, nothing.other_way) == ("", 0, (), False)
    told = recovery.preview(desk, oldest)
    assert told.writes == 2 and not told.other_way
    assert [(one.kind, one.new, one.changed) for one in told.lost][:2] == [("来电", 1, 1), ("待回电", 1, 0)]
    assert [one.label for one in told.last] == ["call.change", "call.log"]


def test_an_office_that_went_another_way_is_told(desk: Desk, office: Path, log_call: LogCall) -> None:
    made = care.back_up(desk)
    log_call()
    care.back_up(desk)
    desk.close()
    care.restore(office, None, Path(made["file"]))
    with open_desk(office) as again:
        log(again, NewCall(started_at=again.now(), direction="in", number="95588", matter="对账"))
        rows = recovery.backups(again)
        other = [row for row in rows if recovery.preview(again, row).other_way]
        assert len(rows) == 3 and {row.calls for row in other} == {1}
        assert sum(row.replaced for row in rows) == 1


def test_a_backup_that_is_no_longer_what_it_was_is_not_proposed(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall
) -> None:
    log_call()
    good = care.back_up(desk)
    clock.forward(minutes=5)
    log_call()
    newest = Path(care.back_up(desk)["file"])
    whole = bytearray(newest.read_bytes())
    whole[len(whole) // 2] ^= 1
    newest.write_bytes(whole)
    assert newest.name in recovery.preview(desk, recovery.backups(desk)[0]).problem
    desk.close()
    proposed = recovery.newest_good(office, None)
    assert proposed is not None and str(proposed.kept.file) == good["file"]


def page_of(table: str, rowid: int, file: Path) -> int:
    """The number, from 1, of the leaf page that holds row `rowid` of `table`: found by zeroing page after page."""
    whole = file.read_bytes()
    for page in range(2, len(whole) // 4096 + 1):
        copy = file.with_name("copy")
        copy.write_bytes(whole[: (page - 1) * 4096] + bytes(4096) + whole[page * 4096 :])
        connection = connect_sqlite(copy, mode="immutable=1", busy_timeout=0)
        try:
            connection.execute(f"SELECT * FROM {table} WHERE rowid = 1").fetchone()
            connection.execute(f"SELECT * FROM {table} WHERE rowid = 200").fetchone()
            connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
            continue
        except sqlite.DatabaseError:
            with suppress(sqlite.DatabaseError):
                connection.execute(f"SELECT * FROM {table} WHERE rowid = 1").fetchone()
                connection.execute(f"SELECT * FROM {table} WHERE rowid = 200").fetchone()
                return page
        finally:
            connection.close()
            copy.unlink()
    raise AssertionError("no such page")


def test_rows_around_a_broken_page_are_rescued(
    desk: Desk, office: Path, log_call: LogCall, tmp_path: Path
) -> None:
    for number in range(200):
        log_call(matter=f"青花{number}箱" + "酒" * 60, number="", caller_name=f"客{number}")
    desk.close()
    file = office / "office.db"
    whole = bytearray(file.read_bytes())
    page = page_of("call", 100, file)
    whole[(page - 1) * 4096 : page * 4096] = bytes(4096)
    file.write_bytes(whole)
    done = recovery.rescue(office, tmp_path / "rescued")
    assert file.read_bytes() == whole
    with (tmp_path / "rescued" / "call.csv").open(encoding="utf-8-sig", newline="") as stream:
        matters = [row["matter"] for row in csv.DictReader(stream)]
    assert "call" in done.broken and done.rows["call"] == len(matters) == len(set(matters))
    assert 150 < len(matters) < 200
    assert matters[0].startswith("青花0箱") and matters[-1].startswith("青花199箱")
    assert done.rows["staff"] == 4 and "staff" not in done.broken


def test_an_office_whose_first_page_is_gone_says_so(desk: Desk, office: Path, tmp_path: Path) -> None:
    desk.close()
    whole = bytearray((office / "office.db").read_bytes())
    whole[100:4096] = bytes(3996)
    (office / "office.db").write_bytes(whole)
    with pytest.raises(Damaged):
        recovery.rescue(office, tmp_path / "rescued")


def test_a_copy_to_look_at_takes_no_writes_and_leaves_nothing(
    desk: Desk, office: Path, log_call: LogCall, clock: Clock
) -> None:
    log_call()
    before = {path: path.read_bytes() for path in office.iterdir() if path.suffix == ".db"}
    with recovery.looking(office, clock=clock) as copy:
        assert finding.count(copy, finding.CallQuery()) == 1
        with pytest.raises(Unavailable) as told:
            log(copy, NewCall(started_at=copy.now(), direction="in", number="95588", matter="对账"))
        assert told.value.kind == "readonly"
        assert told.value.sentence == faults.read_only(str(office)).sentence
        assert not care.daily(copy)
        scratch = copy.folder.parent
    assert not scratch.exists()
    assert before == {path: path.read_bytes() for path in before}
    shutil.rmtree(office / "backups", ignore_errors=True)
