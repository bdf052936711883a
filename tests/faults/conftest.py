"""A small disk of the test's own, and an empty office."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import app.overview.opening  # noqa: F401 - every table
from app.store.store import Store
from tests.faults.table import PROPERTY


@pytest.fixture
def fault(record_property: Callable[[str, object], None]) -> Callable[[int, str], None]:
    """fault(times, figure): tell the table how often a fault was tried and the figure to report."""

    def told(times: int, figure: str) -> None:
        print(figure)
        record_property(PROPERTY, f"{times}\n{figure}")

    return told


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "office"
    Store.open(folder).close()
    return folder


@pytest.fixture
def folder(empty_folder: Path, tmp_path: Path) -> Path:
    """An empty office, this test's own."""
    shutil.copytree(empty_folder, tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB, where root may mount one."""
    point = tmp_path / "disk"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(point)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip(
            "a small disk needs root and the right to mount; the limit on file sizes is tried instead"
        )
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)
