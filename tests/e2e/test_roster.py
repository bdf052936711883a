"""A month of the roster by real keys: made, locked, made again around leave, swapped, ticked, printed."""

import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.cli import main
from tests.conftest import CHINA
from tests.e2e.desktop import INSTALL, Desktop, Program, desktop, missing, program
from tests.printer import INSTALL as PRINTER
from tests.printer import PrintServer, print_server
from tests.printer import missing as printer_missing
from tests.servers import need
from ui.window import TABS

SEVEN = ("李雪", "孙浩", "马丽", "周倩", "陈静", "王芳", "吴强")


def command(office: Path, *words: str) -> dict[str, Any]:
    """What the command answers; in this process, as it is asked dozens of times beside the window's own."""
    with redirect_stdout(io.StringIO()) as told:
        main(["--data", str(office), *words, "--json"])
    answer: dict[str, Any] = json.loads(told.getvalue())
    return answer


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    need(not missing(), f"needs a screen: {INSTALL}")
    with desktop() as opened:
        yield opened


@pytest.fixture
def printer() -> Iterator[PrintServer]:
    need(not printer_missing(), f"needs a print server: {PRINTER}")
    with print_server() as opened:
        yield opened


@pytest.fixture
def running(screen: Desktop, printer: PrintServer, desk: Any, office: Path) -> Iterator[Program]:
    screen.environment |= printer.environment
    desk.close()
    for name in ("前台", "赵明", "刘洋", "何芳"):
        command(office, "roster", "pool", name, "--out")
    for name in SEVEN:
        command(office, "people", "add", name)
    with program(screen, office) as opened:
        yield opened


class Month:
    """The month as the command line tells it."""

    def __init__(self, office: Path, month: date) -> None:
        self._office, self.name = office, f"{month:%Y-%m}"

    def read(self) -> dict[str, Any]:
        return command(self._office, "roster", "show", self.name)

    def days(self) -> list[dict[str, Any]]:
        return [day for day in self.read()["days"] if day["people"]]

    def cell(self, on: str, place: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = next(day for day in self.read()["days"] if day["date"] == on)["cells"][place]
        return found


def pressed(screen: Desktop, key: str, works: Callable[[], object]) -> None:
    """Press `key` until what it does can be seen: the window may still be reading when it comes."""
    for _try in range(6):
        screen.press(key)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            if works():
                return
            time.sleep(0.1)  # another process is waited for
    raise AssertionError(f"{key} did nothing")


def walk(screen: Desktop, start: str, to: str) -> str:
    """From one day to another of the month by arrow keys; where one is then."""
    steps = (date.fromisoformat(to) - date.fromisoformat(start)).days
    for _step in range(abs(steps)):
        screen.press("Right" if steps > 0 else "Left")
    return to


@pytest.mark.long
@pytest.mark.ci
def test_a_month_from_making_to_printing(
    screen: Desktop, running: Program, printer: PrintServer, office: Path
) -> None:
    today = datetime.now(CHINA).date()  # as the office counts
    this = today.replace(day=1)
    after = date(this.year + this.month // 12, this.month % 12 + 1, 1)
    following, current = Month(office, after), Month(office, this)
    screen.window("京乐坊酒业有限公司")
    screen.press(f"ctrl+{TABS.index('roster') + 1}")
    screen.press("Home", "Next")

    pressed(screen, "ctrl+g", lambda: following.read()["made"])
    days = following.days()
    first = days[0]["date"]
    pressed(screen, "F8", lambda: following.cell(first)["locked"])
    locked = following.cell(first)["person"]

    here = walk(screen, first, days[4]["date"])
    away = following.cell(here)["person"]
    screen.press("ctrl+n")
    pressed(screen, "ctrl+Return", lambda: any(away in words for words in following.read()["warnings"]))
    pressed(screen, "ctrl+g", lambda: not any(away in words for words in following.read()["warnings"]))
    assert following.cell(first)["person"] == locked, "what is locked stayed"
    again = next(day for day in following.days() if day["date"] == here)
    assert away not in again["people"], "who is away is not on duty"

    days = following.days()
    one = days[5]
    other = next(day for day in days[7:] if not set(day["people"]) & set(one["people"]))
    here = walk(screen, here, one["date"])
    screen.press("ctrl+x")
    here = walk(screen, here, other["date"])
    pressed(screen, "ctrl+v", lambda: following.cell(one["date"])["swapped_from"] == one["people"][0])
    assert following.cell(other["date"])["person"] == one["people"][0]

    screen.press("Home")
    pressed(screen, "ctrl+g", lambda: current.read()["made"])
    over = [day["date"] for day in current.days() if day["date"] <= today.isoformat()]
    if over:  # none before the first working day of a month
        walk(screen, today.isoformat(), over[-1])
        pressed(screen, "space", lambda: current.cell(over[-1])["done"])

    screen.press("ctrl+p")
    screen.settle()
    screen.press("ctrl+p")
    screen.settle()
    pressed(screen, "ctrl+Return", printer.printed)
    sheets = list(pypdfium2.PdfDocument(printer.printed()[0].read_bytes()))
    assert len(sheets) == 2, "the wall sheet and the grid of persons"
    for sheet in sheets:
        page = sheet.render(scale=1, grayscale=True).to_pil()
        width, height = page.size
        assert {width, height} == {595, 842}, "A4"
        assert 0.01 < sum(page.histogram()[:128]) / (width * height) < 0.5, "something is on it"
    screen.press("Escape")
    assert running.close() == 0
