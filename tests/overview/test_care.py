"""Backup, restore, check and migrate as the command line offers them."""

import json
import shutil
from pathlib import Path

import pytest

from app.calls import finding
from app.office.desk import Desk
from app.overview import care
from app.overview.opening import open_desk
from app.store.errors import UserError
from tests.conftest import LogCall


def test_a_backup_put_back_holds_what_it_held(
    desk: Desk, office: Path, log_call: LogCall, tmp_path: Path
) -> None:
    log_call()
    made = care.back_up(desk, tmp_path / "kept.db")
    log_call()
    assert made["rows"]["call"] == 1
    with pytest.raises(UserError):  # the window is open still
        care.restore(office, None, tmp_path / "kept.db")
    desk.close()
    done = care.restore(office, None, tmp_path / "kept.db")
    assert done["replaced"] is not None
    with open_desk(office) as again:
        assert finding.count(again, finding.CallQuery()) == 1
    with open_desk(Path(shutil.copytree(office, tmp_path / "elsewhere"))) as moved:
        assert finding.count(moved, finding.CallQuery()) == 1


def test_the_daily_backup_is_made_once_and_also_in_the_second_place(desk: Desk, tmp_path: Path) -> None:
    from app.office import settings

    second = tmp_path / "second"
    second.mkdir()
    desk.settings.set(settings.BACKUP_SECOND, str(second))
    assert care.newest(desk) is None
    assert care.daily(desk)
    assert not care.daily(desk)
    kept = care.newest(desk)
    assert kept is not None
    assert (kept.count, kept.at.date()) == (1, desk.today())
    assert len(list(second.glob("*.db"))) == 1


def test_check_is_content_with_an_ordinary_day_and_finds_a_forged_record(
    desk: Desk, office: Path, log_call: LogCall
) -> None:
    call = log_call(outcome="promised", answer="")
    desk.store.undo()
    log_call()
    assert care.check(office, None)["findings"] == []
    with desk.store.write("forged", recorded=False) as session:
        session.connection().exec_driver_sql("UPDATE call SET matter = 'forged' WHERE id = ?", (call.id,))
    found = care.check(office, None)
    assert not found["ok"]
    assert json.dumps(found, ensure_ascii=False).count("matter") == 1
