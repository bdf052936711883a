"""The command line as people and programs use it: exit codes, one document, the same numbers everywhere."""

import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.cli import main

Run = Any


class Answer:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on this test's office."""

    def ran(*words: str, stdin: str | bytes = "") -> Answer:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        try:
            code = main(["--data", str(office), *words])
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return ran


def line(**fields: Any) -> dict[str, Any]:
    usual = {
        "started_at": "2026-09-01T09:00:00",
        "direction": "in",
        "number": "13800138000",
        "matter": "问代理条件",
    }
    return usual | fields


def lines(*calls: dict[str, Any]) -> str:
    return "".join(json.dumps(call, ensure_ascii=False) + "\n" for call in calls)


MONTH = [
    line(caller_name="仇国栋", company="单县聚福源酒行", category="inquiry", outcome="answered",
         rings=1, talk_seconds=60),
    line(started_at="2026-09-01T09:30:00+08:00", number="+86 138-0013-8000", category="订货",
         rings=3, talk_seconds=120),
    line(started_at="2026-09-02T10:00:00", number="0531-82661234", category="shipment", outcome="待回电", rings=4,
         promise={"due_at": "2026-09-02T12:00:00", "finder": "何芳", "matter": "查运单",
                  "result": "called", "answer": "已到", "called_at": "2026-09-02T11:00:00", "attempts": 1}),
    line(started_at="2026-09-03T10:00:00", number="0531-82661234", category="shipment", outcome="promised",
         promise={"due_at": "2026-09-03T12:00:00", "finder": "004"}),
    line(started_at="2026-09-30T23:59:59", direction="missed", number="95588", matter=""),
    line(started_at="2026-10-01T00:00:00", matter="这是十月的来电"),
]  # fmt: skip


def test_logged_calls_tell_the_same_numbers_everywhere(run: Run, tmp_path: Path) -> None:
    logged = run("calls", "log", stdin=lines(*MONTH))
    assert logged.code == 0
    assert [answer["code"] for answer in logged.lines] == [
        *(f"LD-202609-000{n}" for n in range(1, 6)), "LD-202610-0001",
    ]  # fmt: skip

    who = run("who", "8613800138000", "--json").json
    assert (who["number"], who["kind"]) == ("13800138000", "mobile")
    assert [(m["name"], m["company"]) for m in who["matches"]] == [("仇国栋", "单县聚福源酒行")]
    assert [call["matter"] for call in who["last_calls"]] == ["这是十月的来电", "问代理条件", "问代理条件"]
    assert run("who", "053182661234", "--json").json["open"] == {"promises": 1, "complaints": 0, "leads": 0}

    assert run("search", "十月的", "--json").json["total"] == 1
    assert run("search", "qgd", "--json").json["hits"][0]["title"] == "单县聚福源酒行"

    report = run("report", "calls", "--month", "2026-09", "--out", str(tmp_path), "--json").json
    counted = Counter(["inquiry", "order", "shipment", "shipment", "other"])
    assert report["totals"] == {
        "calls": 5, "by_category": dict(counted), "missed": 1, "within_three_rings": 2 / 3,
        "promises": 2, "promises_kept": 1, "average_talk_seconds": 90.0,
    }  # fmt: skip
    assert sorted(Path(file).suffix for file in report["files"]) == [".pdf", ".xlsx"]
    assert all(Path(file).parent == tmp_path for file in report["files"])

    exported = run("export", "calls", str(tmp_path / "all.xlsx"), "--json").json
    assert exported["rows"] == 6
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx").worksheets[0]
    assert sheet.max_row == 7
    heading = [cell.value for cell in sheet[1]]
    assert [sheet.cell(row, heading.index("电话号码") + 1).value for row in range(2, 8)][
        1
    ] == "+86 138-0013-8000"
    assert (
        run("export", "calls", str(tmp_path / "one.csv"), "--where", "month=2026-10", "--json").json["rows"]
        == 1
    )


def test_workbook_and_pdf_and_document_agree(run: Run, tmp_path: Path) -> None:
    run("calls", "log", stdin=lines(*MONTH))
    report = run("report", "calls", "--month", "2026-09", "--out", str(tmp_path), "--json").json
    pdf, xlsx = sorted(Path(file) for file in report["files"])
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    total = next(row.split() for row in text.splitlines() if row.split() and row.split()[0] == "合计")
    cells = [[c.value for c in row] for row in openpyxl.load_workbook(xlsx).worksheets[0].iter_rows()]
    totals = next(row for row in cells if row and row[0] == "合计")
    assert [str(value) for value in totals[1:9] if value is not None] == total[1:9]
    assert totals[1] == report["totals"]["calls"] == 5
    assert isinstance(totals[1], int)


@pytest.mark.parametrize(
    ("bad", "part"),
    [
        ("{broken", "JSON"),
        ('["a list"]', "JSON"),
        (json.dumps(line(matter="")), "事由"),
        (json.dumps(line(number="12345678901234567890")), ""),
        (json.dumps(line(started_at="2099-01-01T00:00:00")), "未来"),
        (json.dumps(line(started_at="yesterday")), "yesterday"),
        (json.dumps(line(category="八卦")), "八卦"),
        (json.dumps(line(agent="查无此人")), "查无此人"),
        (json.dumps(line(colour="red")), "colour"),
        (json.dumps({"number": "95588"}), "direction"),
        (json.dumps(line(rings="two")), "rings"),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(run: Run, bad: str, part: str) -> None:
    answer = run("calls", "log", stdin=lines(line()) + bad + "\n\n" + lines(line(matter="后面这条照记")))
    assert answer.code == 1
    first, refused, last = answer.lines
    assert (first["code"], last["code"]) == ("LD-202609-0001", "LD-202609-0002")
    assert refused["line"] == 2
    assert part in refused["error"]
    assert "\n" not in refused["error"]


def test_bytes_that_are_no_text_are_answered_too(run: Run) -> None:
    answer = run("calls", "log", stdin=b"\xff\xfe\x00\n" + lines(line()).encode())
    assert [set(each) for each in answer.lines] == [{"error", "line"}, {"id", "code"}]


def test_a_retry_with_the_same_uuid_answers_with_the_same_id(run: Run) -> None:
    told = lines(line(uuid="7d444840-9dc0-11d1-b245-5ffdce74fad2"))
    assert run("calls", "log", stdin=told).lines == run("calls", "log", stdin=told).lines


def test_refusals_are_one_sentence_and_one_document(run: Run, tmp_path: Path) -> None:
    for words in (
        ("report", "gossip", "--month", "2026-09"),
        ("report", "calls", "--month", "2026-13"),
        ("report", "calls"),
        ("export", "gossip", str(tmp_path / "x.xlsx")),
        ("export", "calls", str(tmp_path / "x.doc")),
        ("settings", "get", "no.such.key"),
        ("settings", "set", "calls.hold_limit", "soon"),
        ("who", "13800138000", "--by", "查无此人"),
        ("audit", "--record", "nothing"),
    ):
        answer = run(*words, "--json")
        assert answer.code == 1, words
        assert answer.json["error"] == answer.err.strip(), words
        assert "Traceback" not in answer.err


def test_wrong_usage_is_exit_2(run: Run) -> None:
    assert run("gossip").code == 2
    assert run("search", "x", "--limit", "0").code == 2


def test_a_folder_that_is_no_office_is_refused_and_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "holiday.txt").write_text("sea")
    answer = run("--data", str(tmp_path), "who", "95588", "--json")
    assert answer.code == 1
    assert [path.name for path in tmp_path.iterdir() if path.name != "office"] == ["holiday.txt"]


def test_people_and_settings(run: Run) -> None:
    added = run(
        "people",
        "add",
        "区小明",
        "--department",
        "销售部",
        "--role",
        "sales",
        "--province",
        "河南省",
        "--json",
    )
    assert added.json["code"] == "005"
    everybody = {p["name"]: p for p in run("people", "list", "--json").json["people"]}
    assert everybody["区小明"]["provinces"] == ["河南"]
    assert run("people", "password", "区小明", "--json", stdin="short\n").code == 1
    assert run("people", "password", "区小明", "--json", stdin="correct horse\n").code == 0
    assert run("settings", "set", "calls.hold_limit", "30", "--json").json == {
        "key": "calls.hold_limit",
        "value": 30,
    }
    assert run("settings", "get", "calls.hold_limit", "--json").json["value"] == 30
    trail = run("audit", "--json").lines
    assert any(
        entry["kind"] == "staff" and entry["new"] == "区小明" and entry["by"] == "前台" for entry in trail
    )
    assert not any("argon2" in json.dumps(entry) for entry in trail)


def test_settings_go_back_and_keep_what_looks_like_a_number_as_text(run: Run) -> None:
    assert run("settings", "set", "office.area_code", "0371", "--json").json["value"] == "0371"
    assert run("settings", "set", "company.name", '"360"', "--json").json["value"] == "360"
    assert run("settings", "set", "company.name", "360", "--json").json["value"] == "360"
    hours = '[["09:00", "18:00"]]'
    assert run("settings", "set", "office.hours", hours, "--json").json["value"] == [["09:00", "18:00"]]
    back = run("settings", "set", "office.hours", "--default", "--json").json
    assert back["value"] == [["08:30", "12:00"], ["13:30", "17:30"]]
    every = run("settings", "get", "--json").json
    assert every["office.area_code"] == "0371"
    assert "calls.hold_limit" in run("settings", "get", "calls.hold_limt", "--json").json["error"]
    assert run("settings", "set", "office.hours").code == 1


def test_people_are_changed_and_leave(run: Run) -> None:
    changed = run(
        "people", "edit", "何芳", "--extension", "807", "--resident", "no", "--province", "河南", "--json"
    )
    assert changed.json["code"] == "004"
    person = next(p for p in run("people", "list", "--json").json["people"] if p["name"] == "何芳")
    assert (person["extension"], person["resident"], person["provinces"]) == ("807", False, ["河南"])
    assert run("people", "edit", "何芳", "--code", "003", "--json").code == 1
    left = run("people", "leave", "刘洋", "--on", "2026-01-01", "--heir", "赵明", "--json").json
    assert (left["to_on"], left["provinces"]) == ("2026-01-01", 1)
    table = {p["province"]: p for p in run("people", "provinces", "--json").json["provinces"]}
    assert (table["山东"]["owner"], table["山东"]["deputy"], table["北京"]["owner"]) == ("赵明", "何芳", None)


def test_the_calendar_is_shown_and_filled(run: Run, tmp_path: Path) -> None:
    shown = run("calendar", "show", "2026", "--json").json
    assert shown["published"]
    assert {"date": "2026-10-10", "kind": "makeup", "name": "调休班", "source": "holidays"} in shown["days"]
    file = tmp_path / "2031.csv"
    file.write_text("2031-10-01,休,国庆节\n", "utf-8")
    assert run("calendar", "import", str(file), "--dry-run", "--json").json["applied"] is False
    taken = run("calendar", "import", str(file), "--json").json
    assert (taken["new"], taken["applied"], taken["years"]) == (1, True, [2031])
    assert run("calendar", "show", "2031", "--json").json["published"]
    file.write_text("2031-10-01,休,国庆节\n2031-10-01,班,国庆节\n", "utf-8")
    refused = run("calendar", "import", str(file), "--json")
    assert (refused.code, refused.json["applied"]) == (1, False)


def test_english(run: Run) -> None:
    assert "month" in run("report", "calls", "--month", "soon", "--lang", "en").err


def test_no_window_takes_the_number(run: Run) -> None:
    answer = run("call", "13800138000", "--json")
    assert (answer.code, answer.json["delivered"]) == (1, False)


def test_a_command_for_the_softphone_loads_neither_qt_nor_the_database(office: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "app.cli", "--data", str(office), "call", "95588"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert seen.returncode == 1
    loaded = {row.rpartition("|")[2].strip().split(".")[0] for row in seen.stderr.splitlines()}
    assert not loaded & {"sqlalchemy", "PySide6", "openpyxl", "reportlab"}
