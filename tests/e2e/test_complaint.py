"""A complaint from the telephone to the ledger's PDF, at the real window on a real screen, by real key events."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.complaints import finding
from app.complaints.finding import ComplaintDetail, ComplaintQuery
from app.overview.opening import open_desk
from tests.e2e.desktop import Desktop, Program, program, until

MATTER = "two boxes crushed, three bottles broken"


@pytest.fixture
def running(screen: Desktop, desk, office: Path) -> Iterator[Program]:  # type: ignore[no-untyped-def]
    desk.close()
    with program(screen, office) as opened:
        yield opened


def test_by_phone_told_handled_unsatisfied_reopened_satisfied_closed_and_in_the_ledger(
    screen: Desktop, running: Program, office: Path, tmp_path: Path
) -> None:
    screen.window("京乐坊酒业有限公司")
    with open_desk(office) as desk:

        def found() -> ComplaintDetail | None:
            ids = list(finding.find(desk, ComplaintQuery()))
            return finding.detail(desk, ids[0]) if ids else None

        def reached(what: Callable[[ComplaintDetail], bool], why: str) -> ComplaintDetail:
            return until(lambda: one if (one := found()) is not None and what(one) else None, why=why)

        # by phone: F2, the number, the name, 4 = complaint, the matter, F9: sorry, thanks, address
        screen.press("F2")
        screen.type("13953106688")
        screen.press("Return")
        screen.type("Wang Jianguo")
        screen.press("Return", "Return", "4")
        screen.type(MATTER)
        screen.press("F9", "space", "Tab", "space", "Tab", "Tab", "Tab")
        screen.type("Luoyuan Street 2")
        screen.press("ctrl+Return")
        first = reached(lambda one: True, "the complaint was not taken in")
        assert first.row.content == MATTER
        assert (first.row.complainant, first.row.address) == ("Wang Jianguo", "Luoyuan Street 2")
        assert (first.typed.apologised, first.typed.thanked, first.row.province) == (True, True, "山东")

        # the salesperson: to the complaints, Enter goes to the next step, Ctrl+Enter writes it down
        screen.press("ctrl+j")
        screen.settle()
        screen.press("Return")
        screen.settle()
        screen.press("ctrl+Return")
        told_ = reached(lambda one: one.row.status == "working", "the salesperson was not told")
        assert (told_.row.salesman, told_.row.notify_by) == ("刘洋", "wechat")
        text = screen.clipboard()
        assert first.row.code in text and MATTER in text and "Luoyuan Street 2" in text

        screen.settle()
        screen.press("Return")
        screen.settle()
        screen.press("ctrl+Return")
        reached(lambda one: one.row.acked_at is not None, "nobody confirmed")

        def handled(measure: str, result: str, rounds: str) -> None:
            screen.settle()
            screen.press("Return")
            screen.settle()
            screen.type(measure)
            screen.press("Tab")
            screen.type(result)
            screen.press("ctrl+Return")
            reached(lambda one: one.row.status == "followup" and one.row.measure == measure, rounds)

        def asked(score: str, status: str) -> None:
            screen.settle()
            screen.press("Return")
            screen.settle()
            screen.press(score)
            screen.settle()
            screen.press("ctrl+Return")
            reached(lambda one: one.row.status == status, f"{score} did not lead to {status}")

        handled("exchanged", "signed for", "not handled")
        asked("2", "working")
        handled("went there", "made up", "not handled again")
        asked("5", "closed")
        last = found()
        assert last is not None
        month = f"{last.row.received_at:%Y-%m}"
    answer = running.run("report", "complaint-register", "--month", month, "--out", str(tmp_path), "--json")[
        0
    ]
    pdf = next(Path(str(name)) for name in answer["files"] if str(name).endswith(".pdf"))  # type: ignore[attr-defined]
    paper = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = paper.split()  # a cell may break between any two of them
    for said in (first.row.code, "Wang", "Jianguo", "刘洋", "很满意", "crushed,"):
        assert said in words, said
    assert running.close() == 0
