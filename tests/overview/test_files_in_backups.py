"""A backup holds the files of records: carried, counted before going back, brought back; what is lost is told."""

import shutil
from pathlib import Path

import pytest

from app.directory import attachments
from app.office import settings
from app.office.desk import Desk
from app.overview import care, recovery
from app.overview.opening import open_desk
from app.store import contents
from app.store.errors import UserError
from tests.conftest import Clock


@pytest.fixture
def scans(desk: Desk, tmp_path: Path) -> list[int]:
    """Two files of a record; the second was taken off again."""
    ids = []
    for name in ("合同.pdf", "照片.png"):
        (tmp_path / name).write_bytes(name.encode() * 50)
        ids.append(attachments.add(desk, "complaint", 1, tmp_path / name))
    attachments.remove(desk, ids[1:])
    return ids


def files_in(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def test_the_daily_backup_and_the_second_place_hold_the_files(
    desk: Desk, scans: list[int], tmp_path: Path
) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    desk.settings.set(settings.BACKUP_SECOND, str(second))
    assert care.daily(desk)
    assert files_in(desk.folder / "backups" / "files") == files_in(second / "files") == 2
    made = care.back_up(desk)
    assert (made["files"], made["files_missing"]) == (2, 0)
    assert files_in(second / "files") == 2


def test_moving_to_a_new_pc_with_one_file_and_the_folder_beside_it(
    desk: Desk, scans: list[int], tmp_path: Path, clock: Clock
) -> None:
    taken = tmp_path / "stick" / "office-backup.db"
    made = care.back_up(desk, taken)
    assert made["files_folder"] == f"{taken}.files" and files_in(Path(made["files_folder"])) == 2
    done = care.restore(tmp_path / "new pc", None, taken)
    assert (done["files"], done["files_brought"], done["files_missing"]) == (2, 2, 0)
    assert care.check(tmp_path / "new pc", None)["findings"] == []
    with open_desk(tmp_path / "new pc", clock=clock) as moved:
        out = attachments.copy_out(moved, scans[0], tmp_path / "out")
        assert out.read_bytes() == "合同.pdf".encode() * 50


def test_the_preview_counts_what_comes_and_what_is_nowhere(desk: Desk, scans: list[int]) -> None:
    care.back_up(desk)
    (row,) = recovery.backups(desk)
    files = recovery.preview(desk, row).files
    assert files is not None and (files.told, files.coming, files.missing) == (2, 0, ())
    shutil.rmtree(desk.folder / "files")
    files = recovery.preview(desk, row).files
    assert files is not None and (files.told, files.coming, files.missing) == (2, 2, ())
    shutil.rmtree(desk.folder / "backups" / "files")
    files = recovery.preview(desk, row).files
    assert files is not None and (files.coming, set(files.missing)) == (0, {"合同.pdf", "照片.png"})


def test_check_names_what_is_missing_and_what_is_damaged(desk: Desk, scans: list[int], office: Path) -> None:
    told = care.check(office, None)
    assert told["ok"] and any("2" in line for line in told["checked"])
    with desk.store.read() as session:
        digests = {name: digest for digest, name in contents.told(session).items()}
    contents.place(office / "files", digests["合同.pdf"]).write_bytes(b"x" * 100)
    contents.place(office / "files", digests["照片.png"]).unlink()
    told = care.check(office, None)
    assert not told["ok"] and len(told["findings"]) == 2
    assert any("合同.pdf" in line for line in told["findings"])
    assert any("照片.png" in line for line in told["findings"])


def test_a_damaged_file_comes_back_from_the_backups_when_it_is_opened(
    desk: Desk, scans: list[int], tmp_path: Path
) -> None:
    care.back_up(desk)
    with desk.store.read() as session:
        digests = {name: digest for digest, name in contents.told(session).items()}
    spoiled = contents.place(desk.folder / "files", digests["合同.pdf"])
    spoiled.write_bytes(b"x")
    assert attachments.copy_out(desk, scans[0], tmp_path / "out").stat().st_size > 100
    assert contents.whole(desk.folder / "files", digests["合同.pdf"])
    shutil.rmtree(desk.folder / "backups")
    spoiled.unlink()
    with pytest.raises(UserError, match=r"合同\.pdf"):
        attachments.copy_out(desk, scans[0], tmp_path / "out")


def test_a_backup_with_a_lost_file_is_good_and_says_so(desk: Desk, scans: list[int]) -> None:
    shutil.rmtree(desk.folder / "files")
    made = care.back_up(desk)
    assert (made["files"], made["files_missing"]) == (2, 2)
    assert care.newest(desk) is not None
