"""A new office has the table of every feature, though an office that is there is opened without reading them all."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_table_is_that_of_every_model() -> None:
    models = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for pattern in ("model.py", "models.py")
        for path in (ROOT / "app").rglob(pattern)
    }
    known = "import sys, app.store.models as models; models.every_table(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, check=True, cwd=ROOT)
    assert models - set(done.stdout.split()) == set()
