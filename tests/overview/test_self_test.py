"""What the installed program proves about itself: every step, what comes of a broken one, and the command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.overview import papers, self_test

ROOT = Path(__file__).resolve().parent.parent.parent


def drawn(_desk: object, folder: Path) -> str:
    return f"into {folder.name}"


def test_every_step_is_tried_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    test = self_test.run(drawn)
    assert test.ok and tuple(step.name for step in test.steps) == self_test.STEPS
    assert all(step.detail and step.seconds >= 0 for step in test.steps)
    assert not list(tmp_path.iterdir())


def test_a_step_that_does_not_hold_is_told_and_the_rest_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_more: object) -> None:
        raise ValueError("no font")

    monkeypatch.setattr(papers, "write", fails)
    test = self_test.run(drawn)
    assert not test.ok
    assert [(step.name, step.ok) for step in test.steps] == [
        ("office", True), ("call", True), ("pdf", False), ("backup", False), ("window", False),
    ]  # fmt: skip
    assert test.steps[2].detail == "ValueError: no font"


def test_an_empty_picture_does_not_hold() -> None:
    def empty(_desk: object, _folder: Path) -> str:
        raise ValueError("today.png is nearly empty")

    assert [step.ok for step in self_test.run(empty).steps] == [True] * 4 + [False]


def command(**environment: str) -> tuple[int, dict[str, object], str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "self-test", "--json"],
        capture_output=True, text=True, check=False, env=kept | environment, timeout=120, cwd=ROOT,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout), done.stderr


def test_the_command_answers_as_promised_without_a_screen() -> None:
    code, document, _said = command(QT_QPA_PLATFORM="")
    assert code == 0 and document["ok"] is True
    steps = document["steps"]
    assert isinstance(steps, list) and all(set(step) == {"name", "ok", "seconds", "detail"} for step in steps)
    assert "pictures" in steps[-1]["detail"]


def test_a_screen_that_does_not_answer_is_a_step_that_does_not_hold() -> None:
    code, document, said = command(QT_QPA_PLATFORM="xcb", DISPLAY=":987")
    assert code == 1 and document["ok"] is False
    assert [step["ok"] for step in document["steps"]] == [True] * 4 + [False]  # type: ignore[attr-defined]
    assert "Traceback" not in said
