"""Every row of the speed table still measures what it says, on an office too small to tell anything else."""

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import dealing, keeping, roster, starting, writing


@pytest.mark.long
def test_every_row_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starting, "TIMES", 1)
    monkeypatch.setattr(writing, "SAVES", 30)
    monkeypatch.setattr(dealing, "ROWS", 100)
    monkeypatch.setattr(roster, "TIMES", 1)
    monkeypatch.setattr(keeping, "FILES", 20)
    own_process = {
        starting.window_memory,
        starting.window_memory_all,
        starting.window_painted,
        starting.window_rows,
        starting.window_quiet,
        starting.desk_memory,
    }
    monkeypatch.setattr(bench, "ROWS", [row for row in bench.ROWS if row.run not in own_process])
    bench.main(["--rows", "400", "--office", str(tmp_path), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in told] == [row.name for row in bench.ROWS]
    for each in told:
        assert each["verdict"] in ("ok", "over"), each
        assert each["ours"] >= 0 or "deaf" in each["name"], each
        limited = each["ratio_limit"] is not None
        assert not limited or each["ratio"] is not None or "XlsxWriter" in each["note"], each
