"""Files by their content: kept once and whole, carried on, mended from another place, never outside their folder."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from app.store import contents


def kept(folder: Path, text: bytes) -> str:
    source = folder.parent / "source"
    source.write_bytes(text)
    return contents.keep(folder, source)


def test_the_same_content_lies_once_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    one, two, other = kept(folder, b"scan"), kept(folder, b"scan"), kept(folder, b"photo")
    assert one == two == hashlib.sha256(b"scan").hexdigest() != other
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted([one, other])
    assert contents.whole(folder, one) and contents.here(folder, one)


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_what_is_no_digest_leads_nowhere(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        contents.place(tmp_path, digest)
    assert not contents.here(tmp_path, digest) and not contents.whole(tmp_path, digest)


def test_a_second_carrying_copies_only_what_came_since(tmp_path: Path) -> None:
    home, away = tmp_path / "files", tmp_path / "stick"
    told = {kept(home, b"scan"): "scan.pdf"}
    assert contents.carry(told, [home], away).copied == 1
    told[kept(home, b"photo")] = "photo.png"
    again = contents.carry(told, [home], away)
    assert (again.wanted, again.copied, again.bytes, again.missing) == (2, 1, 5, [])


def test_a_damaged_source_is_not_carried_and_the_next_place_is_asked(tmp_path: Path) -> None:
    home, stick, away = tmp_path / "files", tmp_path / "stick", tmp_path / "away"
    digest = kept(home, b"scan of the licence")
    contents.carry({digest: "scan.pdf"}, [home], stick)
    contents.place(home, digest).write_bytes(b"scan of the licencE")
    assert contents.carry({digest: "scan.pdf"}, [home, stick], away).missing == []
    assert contents.whole(away, digest)
    assert contents.carry({digest: "scan.pdf"}, [home], tmp_path / "more").missing == ["scan.pdf"]
    assert not contents.here(tmp_path / "more", digest)
    mended = contents.carry({digest: "scan.pdf"}, [stick], home, mend=True)
    assert mended.copied == 1 and contents.whole(home, digest)


def test_what_a_killed_process_left_goes_after_a_while(tmp_path: Path) -> None:
    folder = tmp_path / "files" / "ab"
    folder.mkdir(parents=True)
    old, new = folder / ".1234.part", folder / ".5678.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * contents.ABANDONED,) * 2)
    contents.sweep(tmp_path / "files")
    assert [path.name for path in folder.iterdir()] == [".5678.part"]
