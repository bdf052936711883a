"""frontdesk roster: the documents of cli.md, the other words, and what is refused with one sentence."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.office.desk import Desk
from tests.roster.conftest import SEVEN, Ids

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(desk: Desk, ids: Ids, office: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `frontdesk roster WORDS --json` on this test's office; exit code and document."""
    desk.close()

    def ran(*typed: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = main(["--data", str(office), "roster", *typed, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return ran


@pytest.fixture
def month() -> str:
    """A month that lies ahead of the real clock, and is published: none is sure to be, so weekdays will do."""
    from datetime import datetime

    now = datetime.now().astimezone()
    return f"{now.year + now.month // 12}-{now.month % 12 + 1:02d}"


def working(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [day for day in document["days"] if day["kind"] != "rest"]


def test_make_and_show_answer_with_the_month(run: Run, month: str) -> None:
    code, made = run("make", month)
    assert code == 0
    assert {"month", "days", "counts", "year_counts", "warnings"} <= set(made)
    assert made["month"] == month
    for day in made["days"]:
        assert {"date", "kind", "holiday", "people", "tasks"} <= set(day)
        assert day["kind"] in ("work", "rest", "makeup")
        assert len(day["people"]) == len(day["tasks"]) == (0 if day["kind"] == "rest" else 2)
    assert set(made["counts"]) == set(made["year_counts"]) == set(SEVEN)
    assert sum(made["counts"].values()) == 2 * len(working(made))
    assert run("show", month) == (0, made)
    assert run("make", month, "--seed", "3")[1] != made
    assert run("make", month, "--seed", "1") == (0, made), "the same seed gives the same month"


def test_a_past_month_wants_a_reason(run: Run) -> None:
    code, refused = run("make", "2024-03")
    assert code == 1 and refused == {"error": "这个月已经过去，要重排请写明原因。"}
    assert run("make", "2024-03", "--reason", "补录")[0] == 0


def test_swap_lock_put_sick_and_leave(run: Run, month: str) -> None:
    _code, made = run("make", month)
    days = working(made)
    one = days[0]
    other = next(day for day in days[3:] if not set(day["people"]) & set(one["people"]))
    swapped = run(
        "swap", one["date"], one["people"][0], other["date"], other["people"][1], "--reason", "家里有事"
    )
    assert swapped[0] == 0
    cells = next(day for day in swapped[1]["days"] if day["date"] == one["date"])["cells"]
    assert (cells[0]["person"], cells[0]["swapped_from"]) == (other["people"][1], one["people"][0])
    code, _locked = run("lock", one["date"], other["people"][1])
    assert code == 0
    again = run("make", month, "--seed", "9")[1]
    kept = next(day for day in again["days"] if day["date"] == one["date"])
    assert kept["cells"][0]["person"] == other["people"][1] and kept["cells"][0]["locked"]
    ill = working(again)[8]
    code, sick = run("sick", ill["date"], ill["people"][0])
    assert code == 0
    cell = next(day for day in sick["days"] if day["date"] == ill["date"])["cells"][0]
    assert (cell["how"], cell["swapped_from"]) == ("substitute", ill["people"][0])
    code, _left = run("leave", "李雪", days[5]["date"], days[6]["date"], "--reason", "出差")
    assert code == 0 and all(
        "李雪" not in day["people"]
        for day in run("make", month)[1]["days"]
        if days[5]["date"] <= day["date"] <= days[6]["date"]
    )
    assert run("leave", "李雪", days[5]["date"], days[6]["date"], "--remove")[0] == 0


def test_done_and_scores_of_a_day_that_is_over(run: Run) -> None:
    _code, made = run("make", "2024-03", "--reason", "补录")
    day = working(made)[0]
    code, done = run("done", day["date"])
    assert code == 0 and all(
        c["done"] for c in next(d for d in done["days"] if d["date"] == day["date"])["cells"]
    )
    code, scored = run("done", day["date"], day["people"][0], "--score", "8")
    assert next(d for d in scored["days"] if d["date"] == day["date"])["cells"][0]["score"] == 8
    assert run("done", day["date"], day["people"][0], "--score", "80")[0] == 1
    assert run("desk", day["date"], "李雪", "9")[1]["scores"]["李雪"].count(9) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("make", "2026-13"), "不是月份"),
        (("make",), "请写成"),
        (("make", "2090-01"), "还太早"),
        (("swap", "2024-03-04", "2024-03-05"), "没有人值日"),
        (("swap", "李雪", "孙浩"), "--month"),
        (("done", "下周一"), "不是日期"),
        (("leave", "没这人", "2026-10-01"), "没有"),
        (("pool", "李雪", "--share", "500"), "百分之"),
        (("pool", "李雪", "--avoid", "8"), "星期"),
        (("apart", "李雪", "李雪"), "两个不同的人"),
        (("tasks", "地面:x"), "任务请写成"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, typed: tuple[str, ...], sentence: str) -> None:
    code, answer = run(*typed)
    assert code == 1
    assert sentence in answer["error"]


def test_the_pool_and_the_tasks_are_set_and_listed(run: Run) -> None:
    assert run("pool", "李雪", "--avoid", "5", "--share", "50")[0] == 0
    assert run("apart", "李雪", "孙浩")[1]["apart"] == [["李雪", "孙浩"]]
    code, found = run("tasks", "地面:3:2", "大扫除:5:1:5")
    assert code == 0
    assert found["tasks"] == [
        {"name": "地面", "effort": 3, "people": 2, "weekdays": ""},
        {"name": "大扫除", "effort": 5, "people": 1, "weekdays": "5"},
    ]
    rows = {row["name"]: row for row in found["pool"]}
    assert (rows["李雪"]["avoid"], rows["李雪"]["share"], rows["前台"]["resident"]) == ("5", 50, False)


def test_wrong_usage_is_two(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["frontdesk"])
    with pytest.raises(SystemExit) as end:
        main(["--data", str(office), "roster", "polish"])
    assert end.value.code == 2
