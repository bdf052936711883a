"""Files are whole or not there."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files import atomic_write, safe_name


def test_the_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "月报.pdf"
    with atomic_write(target) as part:
        part.write_bytes(b"new")
        assert part.parent == tmp_path and part.suffix == ".pdf"
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["月报.pdf"]
    assert target.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), atomic_write(target) as part:
        part.write_text("half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_no_folder_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "none" / "a.txt"):
        pass


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-10 来电登记表", "2026-10 来电登记表"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('单县:"聚福源"?', "单县__聚福源__"),
        ("CON.txt", "_CON.txt"),
        ("报表. ", "报表"),
        ("", "_"),
        ("...", "_"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name.replace("__", "_")


@given(st.text(max_size=300))
def test_every_safe_name_is_one_component(text: str) -> None:
    name = safe_name(text)
    assert name and name not in (".", "..")
    assert not set(name) & set('\\/:*?"<>|\x00')
    assert len(name.encode("utf-8")) <= 200


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
