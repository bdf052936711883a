"""Going back to a backup in the window, damaged and read-only offices at start, and the line about a full disk."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.calls import finding
from app.office.desk import Desk
from app.overview import care, room
from app.overview.opening import open_desk
from app.store import faults, inspection
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui.kit.buttons import Button
from ui.main import Program
from ui.overview.backups import BackupsPanel

CONTROL = Qt.KeyboardModifier.ControlModifier


def count(office: Path) -> int:
    with open_desk(office) as desk:
        return finding.count(desk, finding.CallQuery())


def button(program: Program, words: str) -> Button:
    found = [b for b in program.window.findChildren(Button) if b.text().startswith(words) and b.isVisible()]
    assert found, [b.text() for b in program.window.findChildren(Button) if b.isVisible()]
    return found[0]


def two_states(desk: Desk, clock: Clock, log_call: LogCall) -> str:
    """A backup with one call, then one more call; the backup's file."""
    log_call()
    made = care.back_up(desk)
    clock.forward(minutes=1)
    log_call(outcome="promised", answer="")
    desk.close()
    return str(made["file"])


def panel_of(program: Program, qtbot: QtBot) -> BackupsPanel:
    panel = program.window.findChild(BackupsPanel)
    qtbot.waitUntil(lambda: panel.restore.isEnabled())
    return panel


def test_going_back_tells_what_is_lost_and_can_be_taken_back(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, qtbot: QtBot
) -> None:
    two_states(desk, clock, log_call)
    with opened(office, qtbot, clock) as program:
        window = program.window
        press(Qt.Key.Key_F2)
        qtbot.waitUntil(lambda: window.rail.call.accessibleName() == "Back to the call")
        quiet(program, qtbot)
        type_text("66881234")
        window.show_backups()
        panel = panel_of(program, qtbot)

        def told() -> set[str]:
            return {one.text() for one in panel.findChildren(type(panel._note)) if one.isVisible()}

        qtbot.waitUntil(lambda: {"1 write since", "Calls: 1 new"} <= told())
        press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: window.seat is None)
        qtbot.waitUntil(lambda: window.seat is not None, timeout=20_000)
        quiet(program, qtbot)
        qtbot.waitUntil(lambda: len(window.toasts.shown()) == 2)  # the draft is offered too
        assert "Went back to the backup." in [toast.words for toast in window.toasts.shown()]
        assert finding.count(window.seat.desk, finding.CallQuery()) == 1
        window.toasts.clear()
        # what was typed is still offered, and the state before is one of the backups
        assert list((office / "drafts").glob("*.json"))
        window.show_backups()
        panel = panel_of(program, qtbot)
        assert [row.calls for row in panel._source.known.values()] == [2, 1]
        assert panel._shown is not None and panel._shown.replaced
        press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: window.seat is None)
        qtbot.waitUntil(lambda: window.seat is not None, timeout=20_000)
        quiet(program, qtbot)
    assert count(office) == 2


def test_an_office_that_is_open_elsewhere_stays_and_says_so(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, qtbot: QtBot
) -> None:
    file = two_states(desk, clock, log_call)
    with opened(office, qtbot, clock) as program:
        window = program.window
        with open_desk(office):
            window.restore_wanted.emit(Path(file))
            qtbot.waitUntil(lambda: bool(window.toasts.shown()), timeout=20_000)
            assert "open elsewhere" in window.toasts.shown()[0].words
        quiet(program, qtbot)
        assert finding.count(window.seat.desk, finding.CallQuery()) == 2
        window.toasts.clear()


def test_a_damaged_office_proposes_the_newest_good_backup(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, qtbot: QtBot, tmp_path: Path
) -> None:
    file = Path(two_states(desk, clock, log_call))
    clock.forward(minutes=1)
    with open_desk(office, clock=clock) as again:
        newer = Path(care.back_up(again)["file"])
    broken = bytearray(newer.read_bytes())
    broken[-3000] ^= 1
    newer.write_bytes(broken)
    database = office / "office.db"
    whole = database.read_bytes()
    damaged = whole[:100] + bytes(3996) + whole[4096:]
    database.write_bytes(damaged)
    with opened(office, qtbot, clock, wait=False) as program:
        qtbot.waitUntil(lambda: program.code == 1, timeout=10_000)
        quiet(program, qtbot)
        assert "damaged" in program.window.stack.currentWidget().accessibleName()
        button(program, "Other backups…").click()
        panel = panel_of_rows(program, qtbot)
        assert len(panel._source.known) == 2
        qtbot.waitUntil(lambda: bool(panel._about.count() > 4))
        assert not panel.restore.isEnabled(), "the newest is not what it was"
        press(Qt.Key.Key_Escape)
        program._refusal.rescue(tmp_path)
        quiet(program, qtbot)
        assert database.read_bytes() == damaged
        button(program, "Go back to").click()
        qtbot.waitUntil(lambda: program.window.seat is not None, timeout=20_000)
        quiet(program, qtbot)
        assert program.code == 0
        assert finding.count(program.window.seat.desk, finding.CallQuery()) == 1
        assert (office / "backups" / file.name).exists()
        kept = list((office / "backups").glob("*.damaged"))
        assert len(kept) == 1 and kept[0].read_bytes() == damaged


def panel_of_rows(program: Program, qtbot: QtBot) -> BackupsPanel:
    panel = program.window.findChild(BackupsPanel)
    qtbot.waitUntil(lambda: bool(panel._source.known))
    return panel


def test_a_damaged_office_without_backup_can_still_save_what_is_readable(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, qtbot: QtBot, tmp_path: Path
) -> None:
    log_call()
    desk.close()
    shutil.rmtree(office / "backups", ignore_errors=True)
    database = office / "office.db"
    whole = bytearray(database.read_bytes())
    (office / "office.db-journal").write_bytes(b"not ours" * 100)
    with opened(office, qtbot, clock, wait=False) as program:
        qtbot.waitUntil(lambda: program.code == 1, timeout=10_000)
        quiet(program, qtbot)
        button(program, "Save what can be read…")
        program._refusal.rescue(tmp_path / "out")
        quiet(program, qtbot)
        folder = next((tmp_path / "out").iterdir())
        assert "青花30箱到没到" in (folder / "call.csv").read_text("utf-8-sig")
        assert database.read_bytes() == whole


def test_where_nothing_may_be_written_a_copy_can_be_looked_at(
    desk: Desk, office: Path, clock: Clock, log_call: LogCall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_call()
    desk.close()
    before = (office / "office.db").read_bytes()

    def refuse(folder: Path, file: Path) -> None:
        if folder == office:  # the tests may run as root, whom no mode stops
            raise faults.read_only(str(folder))

    monkeypatch.setattr(inspection, "writable", refuse)
    with opened(office, qtbot, clock, wait=False) as program:
        window = program.window
        qtbot.waitUntil(lambda: program.code == 1, timeout=10_000)
        button(program, "Only look at it").click()
        qtbot.waitUntil(lambda: window.seat is not None, timeout=20_000)
        quiet(program, qtbot)
        assert window.sealed_notice.isVisible() and "copy" in window.sealed_notice.words()
        assert window.seat.desk.store.sealed
        assert finding.count(window.seat.desk, finding.CallQuery()) == 1
        assert not window.toasts.shown()
        window.go("calls")
        quiet(program, qtbot)
        scratch = window.seat.desk.folder
        assert scratch != office
    assert not scratch.exists()
    assert (office / "office.db").read_bytes() == before
    assert not (office / "logs").exists() and not (office / "drafts").exists()


Usage = namedtuple("Usage", "total used free")


def test_too_little_room_is_one_line_that_can_be_closed_and_goes_by_itself(
    desk: Desk, office: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    free = 120 * 1024 * 1024
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _folder: Usage(10**12, 10**12 - free, free))
    with opened(office, qtbot, clock) as program:
        notice, watch = program.window.room_notice, program.window._room
        assert notice.isVisible() and "120 MB" in notice.words() and str(office) in notice.words()

        def look() -> bool:
            watch.look()
            quiet(program, qtbot)
            return notice.isVisible()

        notice.cross.click()
        assert not look(), "it was read today"
        free = 50 * 1024 * 1024
        assert look(), "it has become much worse"
        notice.cross.click()
        clock.forward(days=1)
        assert look(), "another day"
        free = 10**12
        assert not look(), "there is room again"
