"""The frozen program: `python -m tests.frozen` builds it and runs self-test, calls log, report and check from it.

`--keep DIR` leaves the folder of the program there.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CALL = {
    "started_at": "2026-11-02T09:00:00+08:00", "direction": "in", "number": "13953106688", "rings": 2,
    "caller_name": "王建国", "matter": "青花30箱到没到", "category": "shipment", "outcome": "answered",
}  # fmt: skip


def build(folder: Path) -> Path:
    """Build into `folder`; the program. CalledProcessError with PyInstaller's words on standard error."""
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
            "--distpath", str(folder / "dist"), "--workpath", str(folder / "build"), str(ROOT / "build.spec"),
        ],
        check=True, cwd=folder,
    )  # fmt: skip
    return folder / "dist" / "frontdesk" / ("frontdesk.exe" if sys.platform == "win32" else "frontdesk")


def run(program: Path, *arguments: str, stdin: str = "") -> dict[str, object]:
    """What a command of the frozen program answers as JSON. Nothing of this checkout or its Python is in reach."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(program), *arguments, "--json"],
        input=stdin.encode(), capture_output=True, check=False, env=clean, timeout=300, cwd=program.parent,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(
            f"{arguments}: exit {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()}"
        )
    return dict(json.loads(done.stdout.decode().splitlines()[-1]))


def tried(program: Path, folder: Path) -> list[str]:
    """Try the commands on a new office in `folder`; a line of what came of each."""
    proved = run(program, "self-test")
    assert proved["ok"], proved
    office = ("--data", str(folder / "office"))
    logged = run(program, *office, "calls", "log", stdin=json.dumps(CALL, ensure_ascii=False) + "\n")
    papers = run(program, *office, "report", "month", "--month", "2026-11")
    files = [Path(str(name)) for name in papers["files"]]  # type: ignore[attr-defined]
    assert {file.suffix for file in files} == {".pdf", ".xlsx"} and all(file.stat().st_size for file in files)
    checked = run(program, *office, "check")
    assert checked["ok"], checked
    steps = ", ".join(f"{step['name']} {step['seconds']:.1f} s" for step in proved["steps"])  # type: ignore[attr-defined]
    return [
        f"self-test: {steps}", f"calls log: {logged['code']}", f"report: {len(files)} files",
        f"check: {checked['sqlite_version']}, nothing found",
    ]  # fmt: skip


def main() -> None:
    """Build, try, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, default=None)
    keep: Path | None = parser.parse_args().keep
    with tempfile.TemporaryDirectory(prefix="frontdesk-frozen-") as name:
        folder = Path(name)
        began = time.monotonic()
        program = build(folder)
        size = sum(
            path.stat().st_size
            for path in program.parent.rglob("*")
            if path.is_file() and not path.is_symlink()
        )
        print(f"built in {time.monotonic() - began:.0f} s, {size / 1e6:.0f} MB")
        for line in tried(program, folder):
            print(line)
        if keep is not None:
            shutil.copytree(program.parent, keep, symlinks=True, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
