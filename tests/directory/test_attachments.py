"""Files of records: whole or not kept, names that nobody can misuse, what may be opened, one step back."""

from pathlib import Path

import pytest

from app.directory import attachments
from app.directory.model import Attachment
from app.files import safe_name
from app.office.desk import Desk
from app.store.errors import UserError


def made(folder: Path, name: str, content: bytes = b"scan") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"), ("C:\\Windows\\x.pdf", "C_Windows_x.pdf"), ("CON.txt", "_CON.txt"),
        ("a\x00b.pdf", "a_b.pdf"), ("rechnung\u202efdp.exe", "rechnung_fdp.exe"), ("  .  ", "_"),
        ("字" * 300 + ".pdf", "字" * 58 + ".pdf"), ("x.pdf ", "x.pdf"), ("nul", "_nul"),
    ],
)  # fmt: skip
def test_names_from_outside_are_made_harmless(desk: Desk, tmp_path: Path, hostile: str, kept: str) -> None:
    number = attachments.add(desk, "complaint", 1, made(tmp_path, "source"), name=hostile)
    (row,) = attachments.find(desk, "complaint", 1)
    assert row.name == kept == safe_name(hostile)
    out = attachments.copy_out(desk, number, tmp_path / "out")
    assert out.parent == tmp_path / "out" and out.read_bytes() == b"scan"


def test_two_of_one_name_are_both_kept_and_copied_side_by_side(desk: Desk, tmp_path: Path) -> None:
    ids = [
        attachments.add(desk, "call", 3, made(tmp_path / str(n), "照片.png", bytes([n]) * 9)) for n in (1, 2)
    ]
    out = [attachments.copy_out(desk, each, tmp_path / "out").name for each in [*ids, ids[0]]]
    assert out == ["照片.png", "照片 (2).png", "照片.png"]


def test_several_at_once_are_one_step_and_all_or_none(desk: Desk, tmp_path: Path) -> None:
    good = [(made(tmp_path, f"{n}.pdf", b"%d" % n), "") for n in range(3)]
    with pytest.raises(UserError, match=r"leer\.pdf"):
        attachments.add_many(desk, "complaint", 1, [*good, (made(tmp_path, "leer.pdf", b""), "")])
    with pytest.raises(UserError, match=r"gibt\.pdf"):
        attachments.add_many(desk, "complaint", 1, [*good, (tmp_path / "gibt.pdf", "")])
    assert attachments.find(desk, "complaint", 1) == []
    attachments.add_many(desk, "complaint", 1, good)
    assert len(attachments.find(desk, "complaint", 1)) == 3
    desk.store.undo()
    assert attachments.find(desk, "complaint", 1) == []


def test_what_is_too_large_is_refused_with_its_size(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST", 2**20)
    with (tmp_path / "film.mp4").open("wb") as file:
        file.truncate(5 * 2**20)
    with pytest.raises(UserError, match="5 MB"):
        attachments.add(desk, "complaint", 1, tmp_path / "film.mp4")
    assert not list((desk.folder / "files").rglob("*.part"))


def test_taking_off_keeps_the_bytes_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    number = attachments.add(desk, "complaint", 1, made(tmp_path, "scan.pdf"))
    assert attachments.remove(desk, [number]) == 1
    assert attachments.find(desk, "complaint", 1) == []
    assert len([path for path in (desk.folder / "files").rglob("*") if path.is_file()]) == 1
    desk.store.undo()
    assert [row.id for row in attachments.find(desk, "complaint", 1)] == [number]


@pytest.mark.parametrize(
    "name", ["rechnung.exe", "x.bat", "x.lnk", "x.js", "x.html", "x.svg", "x.xlsm", "ohne"]
)
def test_what_might_do_something_is_saved_never_opened(desk: Desk, tmp_path: Path, name: str) -> None:
    number = attachments.add(desk, "complaint", 1, made(tmp_path, "source"), name=name)
    with pytest.raises(UserError, match=name):
        attachments.to_look_at(desk, number, tmp_path / "look")
    assert not (tmp_path / "look").exists()
    attachments.save_as(desk, number, tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"scan"


def test_what_is_looked_at_is_a_copy_that_can_not_be_changed_by_mistake(desk: Desk, tmp_path: Path) -> None:
    number = attachments.add(desk, "complaint", 1, made(tmp_path, "scan.pdf"))
    look = attachments.to_look_at(desk, number, tmp_path / "look")
    assert look.name == "scan.pdf" and not look.stat().st_mode & 0o222
    assert attachments.to_look_at(desk, number, tmp_path / "look") == look


def test_a_new_name_keeps_the_ending(desk: Desk, tmp_path: Path) -> None:
    number = attachments.add(desk, "complaint", 1, made(tmp_path, "scan.pdf"))
    for told, kept in (("合同", "合同.pdf"), ("合同.PDF", "合同.PDF"), ("a/b", "a_b.PDF")):
        attachments.rename(desk, number, told)
        assert attachments.find(desk, "complaint", 1)[0].name == kept
    with pytest.raises(UserError):
        attachments.rename(desk, number, "  ")


def test_a_digest_of_a_foreign_database_leads_nowhere(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write("test") as session:
        session.add(
            Attachment(kind="complaint", record_id=1, name="x.pdf", sha256="../../../etc/passwd", size=1)
        )
    (row,) = attachments.find(desk, "complaint", 1)
    assert row.missing
    with pytest.raises(UserError, match=r"x\.pdf"):
        attachments.copy_out(desk, row.id, tmp_path)
