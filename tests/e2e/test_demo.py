"""The README's first command on a machine without a screen: papers and pictures, the same each time."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.overview import papers
from ui.window import TABS

MOST_SECONDS = 20 * 2
"""cli.md gives small 20 s; twice that here, since a test machine is shared."""


def demo(folder: Path, *words: str) -> dict[str, Any]:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "demo", "--data", str(folder), "--until", "2026-10-15", "--json", *words],
        capture_output=True, env=environment, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def size_of(picture: Path) -> tuple[int, int]:
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


@pytest.mark.long
@pytest.mark.ci
def test_the_demo_office_leaves_papers_and_pictures_and_is_opened_as_it_is_afterwards(tmp_path: Path) -> None:
    began = time.monotonic()
    made = demo(tmp_path / "demo")
    assert time.monotonic() - began < MOST_SECONDS
    assert made["rows"]["calls"] > 7000
    assert len(made["reports"]) == 2 * len(papers.PAPERS)
    assert {Path(file).suffix for file in made["reports"]} == {".pdf", ".xlsx"}
    assert all(Path(file).parent == tmp_path / "demo" / "reports" for file in made["reports"])
    assert len(made["screens"]) == len(TABS) + 1  # the tabs and the new-call form
    assert {size_of(Path(file)) for file in made["screens"]} == {(1366, 768)}
    again = demo(tmp_path / "demo", "--screens", str(tmp_path / "again"))
    assert again["rows"] == made["rows"]
    assert [Path(file).parent for file in again["screens"]] == [tmp_path / "again"] * (len(TABS) + 1)


def test_the_demo_never_fills_a_real_office(office: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "demo", str(office), "--no-window", "--json"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "演示" in json.loads(done.stdout)["error"]
