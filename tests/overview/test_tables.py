"""The tables that go out and come in are named by their kind, and none is read before it is asked for."""

import subprocess
import sys

from app.overview.tables import KINDS


def test_every_table_stands_under_its_own_kind() -> None:
    assert [table.kind for table in KINDS.values()] == list(KINDS)
    assert "calls" in KINDS
    assert "letters" not in KINDS


def test_knowing_the_kinds_reads_no_feature() -> None:
    code = (
        "import sys; from app.overview.tables import KINDS; list(KINDS); print('app.roster' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
