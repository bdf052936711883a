"""Files are whole or not there."""

import errno
import os
import resource
import signal
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


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """RLIMIT_FSIZE stands for the disk: the write fails in the middle."""
    child = os.fork()
    if child == 0:  # pragma: no cover - measured in the parent
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            with atomic_write(tmp_path / "a.bin") as part:
                part.write_bytes(b"x" * 5000)
        except OSError as error:
            os._exit(error.errno or 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == errno.EFBIG
    assert [path.name for path in tmp_path.iterdir()] == []


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
