"""A new office has the table of every feature, whichever command opened it first."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_opening_an_office_knows_every_model() -> None:
    models = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for pattern in ("model.py", "models.py")
        for path in (ROOT / "app").rglob(pattern)
    }
    known = "import sys, app.overview.opening; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, check=True, cwd=ROOT)
    assert models - set(done.stdout.split()) == set()
