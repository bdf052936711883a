"""A list of 5,000 dealers in the window: looked at, imported, broken off, taken back, and work goes on meanwhile."""

import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.calls.model import Call
from app.dealers.model import Contact, Dealer
from app.office.desk import Desk
from app.store.models import Record
from tests.conftest import Clock
from tests.ui.program import opened, press, quiet, type_text
from tests.ui.pulse import Pulse
from ui.kit.buttons import Button
from ui.kit.progress import ProgressPanel
from ui.main import Program
from ui.transfer.panel import ImportPanel
from ui.transfer.preview import WARNED

CONTROL = Qt.KeyboardModifier.ControlModifier
ROWS, DOUBLES = 5_000, 500
WAIT = 30_000


@pytest.fixture
def program(office: Path, desk: Desk, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each tenth row says the dealer before it again; three have a number of no form."""
    names = islice(("".join(each) for each in product("京乐坊福源泰和兴盛瑞祥德隆昌永丰", repeat=4)), ROWS)
    lines, before = ["经销商名称,经销商代码,省份,城市,地址,销售电话,服务电话,邮箱"], ""
    for at, name in enumerate(names):
        whole = before.replace("有限公司", "有限责任公司") if at % 10 == 9 else f"济南{name}酒业有限公司"
        before = whole
        phone = "138001380" if at % 2000 == 5 else f"138{at:08d}"
        lines.append(
            f"{whole},P{at:05d},山东省,济南市,历下区中山路{at}号,{phone},0531-{82000000 + at}/{83000000 + at},"
            f"p{at}@example.com"
        )
    path = tmp_path_factory.mktemp("long") / "五千家.csv"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def count(program: Program, model: type[Record] = Dealer) -> int:
    """Records of the office that are not in the bin."""
    assert program.window.seat is not None
    with program.window.seat.desk.store.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(model.deleted_at.is_(None))) or 0


def looked_at(program: Program, qtbot: QtBot, path: Path) -> ImportPanel:
    """The panel with what would become of every row."""
    program.window.show_import(kind="dealers", path=path)
    panel = program.window._overlay
    assert isinstance(panel, ImportPanel)
    said = set()
    qtbot.waitUntil(lambda: said.add(panel.said.text()) or panel._plan is not None, timeout=WAIT)
    assert any("of 5,000" in words for words in said), said
    return panel


def progress_shown(program: Program, qtbot: QtBot) -> ProgressPanel:
    """The strip at the window's foot, once it tells how far the import is."""
    strip = program.window.findChild(ProgressPanel)
    assert strip is not None
    qtbot.waitUntil(lambda: strip.isVisible() and strip._bar.maximum() > 0, timeout=WAIT)
    return strip


def test_a_call_is_taken_while_five_thousand_dealers_come_in(
    program: Program, qtbot: QtBot, listed: Path
) -> None:
    pulse = Pulse()
    panel = looked_at(program, qtbot, listed)
    plan, table = panel._plan, panel._table
    assert plan is not None and table is not None
    assert (plan.count("new"), plan.count("duplicate"), plan.warnings) == (ROWS - DOUBLES, DOUBLES, 3)
    qtbot.waitUntil(lambda: table.count() == ROWS, timeout=WAIT)
    for key, at in ((Qt.Key.Key_End, ROWS), (Qt.Key.Key_PageUp, ROWS - 5), (Qt.Key.Key_Home, 1)):
        table.setFocus()
        press(key)
        qtbot.waitUntil(lambda: table.current_id() != 0, timeout=WAIT)
        assert abs(table.current_id() - at) < 20  # rows are named by their place in the file
    panel.states.set_value(WARNED)
    panel.states.picked.emit(WARNED)
    qtbot.waitUntil(lambda: table.count() == 3, timeout=WAIT)
    qtbot.waitUntil(lambda: table.model().row_at(0) is not None, timeout=WAIT)
    marked = [cell for cell in table.model().row_at(0).cells if cell.tone == "amber"]
    assert [cell.text for cell in marked] == ["138001380"]
    print(f"\n5,000 rows read, looked at and scrolled: deaf for {pulse.longest * 1000:.0f} ms at the longest")
    assert not pulse.stalled()

    pulse.since()
    began = time.monotonic()
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_F2)
    type_text("13953106688")
    page = program.window.page("calls")
    qtbot.waitUntil(lambda: page.stack.currentWidget().number.last().card is not None, timeout=WAIT)
    assert program.window.jobs.busy("write")  # the number was looked up beside it
    for key in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Tab,
        Qt.Key.Key_1,
    ):  # nobody's number: past the names
        press(key)
    qtbot.waitUntil(lambda: page.stack.currentWidget().matter.hasFocus(), timeout=WAIT)
    for letter in "price of the 53":
        type_text(letter)
        qtbot.wait(20)
    assert page.stack.currentWidget().matter.value() == "price of the 53"
    assert program.window.jobs.busy("write")
    press(Qt.Key.Key_Return, CONTROL)  # waits for its turn to be written
    qtbot.waitUntil(lambda: count(program, Call) == 1, timeout=WAIT)
    took = time.monotonic() - began
    assert count(program) == ROWS - DOUBLES
    print(f"written in {took:.1f} s: deaf for {pulse.longest * 1000:.0f} ms at the longest")
    assert not pulse.stalled()

    pulse.since()
    began = time.monotonic()
    program.window.undo()  # the call
    program.window.undo()  # the import, in one step
    qtbot.waitUntil(lambda: not program.window.jobs.busy("write"), timeout=WAIT)
    print(
        f"taken back in {time.monotonic() - began:.1f} s: deaf for {pulse.longest * 1000:.0f} ms at the longest"
    )
    assert (count(program), count(program, Call)) == (0, 0)
    assert not pulse.stalled()


def test_an_import_broken_off_leaves_nothing(program: Program, qtbot: QtBot, listed: Path) -> None:
    looked_at(program, qtbot, listed)
    press(Qt.Key.Key_Return, CONTROL)
    strip = progress_shown(program, qtbot)
    qtbot.waitUntil(lambda: strip._bar.value() > 1000, timeout=WAIT)
    [cancel] = strip.findChildren(Button)
    cancel.setFocus()
    press(Qt.Key.Key_Space)
    after: list[object] = []
    program.window.jobs.write(lambda _progress: None, done=after.append)  # the lane is free again
    qtbot.waitUntil(lambda: bool(after), timeout=WAIT)
    assert not strip.isVisible()
    assert (count(program), count(program, Contact)) == (0, 0)
    assert program.window.seat is not None
    assert program.window.seat.desk.store.undoable() is None


def test_looking_is_broken_off_by_esc(program: Program, qtbot: QtBot, listed: Path) -> None:
    program.window.show_import(kind="dealers", path=listed)
    panel: Any = program.window._overlay
    qtbot.waitUntil(lambda: "of 5,000" in panel.said.text(), timeout=WAIT)
    press(Qt.Key.Key_Escape)
    quiet(program, qtbot)
    assert program.window._overlay is None
