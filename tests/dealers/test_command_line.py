"""The archive from the command line: imported, found, linked to calls, printed, told who changed what."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

CSV = (
    "经销商名称,经销商代码,省份,城市,地址,销售电话,服务电话,传真,邮箱\r\n"
    "京乐坊酒业有限公司,JL001,山东省,济南市,工业南路68号,13953106688,0531-82957710/82957711,0531-82957712,a@b.cn\r\n"
    "青岛远航商贸有限公司,QD001,山东省,青岛市,港口路1号,13012345555,,,\r\n"
)


class Run:
    def __init__(self, office: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.office, self.capsys, self.patch = office, capsys, patch

    def __call__(self, *words: str, stdin: str = "", code: int = 0) -> Any:
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        self.capsys.readouterr()
        assert main(["--data", str(self.office), *words, "--json"]) == code
        out = self.capsys.readouterr().out
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(office, capsys, monkeypatch)


def test_from_a_file_to_the_card(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_bytes(CSV.encode("gb18030"))
    (told,) = run("import", "dealers", str(file))
    assert (told["rows"], told["new"], told["applied"]) == (2, 2, True)
    for text in ("jlf", "jyf", "京乐", "jingyuefang", "jinglefang", "6688", "7711", "JL001"):
        (found,) = run("search", text)
        assert (found["hits"][0]["kind"], found["hits"][0]["title"]) == ("dealer", "京乐坊酒业有限公司"), text
    (who,) = run("who", "0531 8295 7711")
    assert (who["matches"][0]["kind"], who["matches"][0]["company"]) == ("dealer", "京乐坊酒业有限公司")
    calls = [
        {"started_at": "2026-09-01T09:00:00", "direction": "in", "number": "13953106688", "matter": "青花到没到"},
        {"started_at": "2026-09-01T10:00:00", "direction": "in", "number": "13700000000", "matter": "替人问价",
         "dealer": "QD001"},
        {"started_at": "2026-09-01T11:00:00", "direction": "in", "number": "13700000001", "matter": "问价",
         "dealer": "没有这家"},
    ]  # fmt: skip
    answers = run("calls", "log", stdin="\n".join(map(json.dumps, calls)), code=1)
    assert ["error" in each for each in answers] == [False, False, True]
    (printed,) = run("report", "dealer-card", "--dealer", "京乐坊酒业", "--out", str(tmp_path / "papers"))
    pdf, book = map(Path, printed["files"])
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "青花到没到" in text and "0531 8295 7711" in text and text.count("\f") == 1 and book.exists()
    (refused,) = run("report", "dealer-card", code=1)
    assert "--dealer" in refused["error"]
    (listed,) = run("report", "list")
    assert {"dealer-card", "dealer-list", "dealer-labels", "hand-over"} <= {
        each["name"] for each in listed["reports"]
    }
    changes = run("audit", "--record", "dealer:1")
    assert any(line["field"] == "name" and line["new"] == "京乐坊酒业有限公司" for line in changes)
