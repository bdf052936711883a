"""The today page: what is owed, done in place by keys, undone, and heard of when others write."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.calls import promises
from app.calls.rules import NewPromise
from app.office.desk import Desk
from app.overview.opening import open_desk
from app.store.errors import Conflict, Unavailable
from tests.conftest import CHINA, Clock, LogCall
from tests.ui.program import opened, press, quiet, type_text
from ui.kit.saying import late
from ui.main import Program
from ui.overview.board import due, matches, short
from ui.overview.page import TodayPage

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def owed(log_call: LogCall, clock: Clock, desk: Desk) -> list[int]:
    """Promises late, soon, today, and two days on."""
    made = []
    for company, after in (
        ("济南京源酒业有限公司", -1),
        ("沧州运河糖酒", 1),
        ("单县聚福源酒行", 4),
        ("聊城东昌酒水", 48),
    ):
        logged = log_call(
            started_at=clock.now - timedelta(hours=3), company=company, outcome="promised", answer="",
            matter=f"{company}的对账单", promise=NewPromise(due_at=clock.now + timedelta(hours=after)),
        )  # fmt: skip
        assert logged.promise_id is not None
        made.append(logged.promise_id)
    desk.close()
    return made


@pytest.fixture
def program(owed: list[int], office: Path, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def page(program: Program) -> TodayPage:
    return program.window.page("today")


def promise(program: Program, promise_id: int) -> promises.PromiseRow:
    assert program.window.seat is not None
    return promises.one(program.window.seat.desk, promise_id)


def listed(page: TodayPage) -> list[int]:
    return [id for id in page.table.model().ids if 0 < id < 10**9]


def open_first(page: TodayPage, program: Program, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.doing.editor is not None)
    quiet(program, qtbot)


def test_what_is_owed_stands_in_groups_and_what_is_late_in_the_badge(
    page: TodayPage, program: Program, owed: list[int]
) -> None:
    assert listed(page) == owed[:3]  # the rest of the week is folded
    assert page.table.current_id() == owed[0]
    assert program.window.rail.tabs.accessibleTabName(0) == "Today 1"
    titles = [
        row.title.text
        for row in page.work.source.rows([id for id in page.table.model().ids if id not in owed])
    ]
    assert titles == ["Late", "Next two hours", "Today", "This week"]


def test_a_call_back_is_done_by_keys_and_taken_back(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    open_first(page, program, qtbot)
    type_text("盖章件今早顺丰寄出")
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: owed[0] not in listed(page))
    done = promise(program, owed[0])
    assert (done.result, done.answer, done.attempts) == ("called", "盖章件今早顺丰寄出", 1)
    assert page.table.current_id() == owed[1], "the next one is ready for Enter"
    qtbot.waitUntil(lambda: program.window.rail.tabs.accessibleTabName(0) == "Today")
    press(Qt.Key.Key_U, ALT)
    qtbot.waitUntil(lambda: owed[0] in listed(page))
    assert promise(program, owed[0]).result == "open"


def test_an_answer_is_asked_for_where_it_is_missing(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    open_first(page, program, qtbot)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.doing.editor.wrong.text() != "")
    assert page.doing.editor.text.hasFocus()
    assert promise(program, owed[0]).result == "open"


def test_three_times_unreached_goes_to_the_manager(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    for attempt in (1, 2, 3):
        page.table.set_current(owed[0])
        open_first(page, program, qtbot)
        page.doing.editor.options.setFocus()
        press(Qt.Key.Key_2)
        press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda attempt=attempt: promise(program, owed[0]).attempts == attempt)
        quiet(program, qtbot)
        qtbot.waitUntil(lambda attempt=attempt: page.work.source.promise(owed[0]).attempts == attempt)
    note = page.work.source.rows([owed[0]])[0].cells[5]
    assert (note.text, note.tag) == ("Ask manager", True)


def test_a_new_time_is_typed_the_short_way(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int], clock: Clock
) -> None:
    open_first(page, program, qtbot)
    editor = page.doing.editor
    editor.options.setFocus()
    press(Qt.Key.Key_3)
    assert editor.due.hasFocus()
    assert editor.due.value() == datetime(2026, 10, 15, 14, 12, tzinfo=CHINA), "two working hours on"
    editor.due.selectAll()
    type_text("16:30")
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: promise(program, owed[0]).result == "postponed")
    assert promise(program, owed[0]).due_at == clock.now.replace(hour=16, minute=30)


def test_a_promise_that_moved_on_is_told_and_saved_over_only_once_more(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int], office: Path
) -> None:
    open_first(page, program, qtbot)
    type_text("ours")
    with open_desk(office) as other:
        promises.unreached(other, owed[0], row_version=promises.one(other, owed[0]).row_version)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "Not reached" in page.doing.editor.wrong.text())
    assert page.doing.editor.text.value() == "ours"
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: promise(program, owed[0]).result == "called")


def test_what_another_process_logs_appears_within_a_second(
    page: TodayPage, program: Program, qtbot: QtBot, office: Path, clock: Clock
) -> None:
    line = {
        "started_at": (clock.now - timedelta(minutes=5)).isoformat(), "direction": "in", "number": "053182661234",
        "matter": "新价格表", "outcome": "promised",
        "promise": {"due_at": (clock.now + timedelta(hours=1)).isoformat(), "finder": "刘洋"},
    }  # fmt: skip
    before = len(listed(page))
    said = subprocess.run(
        [sys.executable, "-m", "app.cli", "--data", str(office), "calls", "log"],
        input=json.dumps(line).encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert json.loads(said.stdout)["code"]
    began = time.monotonic()
    qtbot.waitUntil(lambda: len(listed(page)) == before + 1, timeout=2000)
    assert time.monotonic() - began <= 1.0


def test_typing_finds_by_initials_and_escape_gives_the_list_back(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    page.table.setFocus()
    type_text("lc")
    qtbot.waitUntil(lambda: listed(page) == [owed[3]])  # folded groups open for a search
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listed(page) == owed[:3])


def test_where_nothing_fits_the_way_back_is_offered(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    page.work.search.setText("nobody")
    qtbot.waitUntil(lambda: not page.table.model().ids)
    assert page.table._empty.accessibleName().startswith("Nothing fits")
    page.table.setFocus()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listed(page) == owed[:3])


def test_folded_groups_unfold_by_enter(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int]
) -> None:
    page.table.set_current(page.table.model().ids[-1])
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(page) == owed)


def test_the_backup_of_the_day_is_made_and_told(
    page: TodayPage, program: Program, qtbot: QtBot, office: Path
) -> None:
    qtbot.waitUntil(lambda: page.side.backup.accessibleName() == "Backup 10:42. verified, 1 kept")
    assert len(list((office / "backups").glob("*.db"))) == 1


def test_trying_again_saves_the_row_it_was_typed_into(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_what: object, **_how: object) -> None:
        raise Unavailable("Another program is writing just now.", kind="locked")

    open_first(page, program, qtbot)
    type_text("盖章件今早顺丰寄出")
    with monkeypatch.context() as busy:
        busy.setattr("ui.overview.acting.carry_out", locked)
        press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: any("just now" in one.words for one in program.window.toasts.shown()))
    press(Qt.Key.Key_Escape)
    page.table.set_current(owed[1])
    open_first(page, program, qtbot)
    press(Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: promise(program, owed[0]).result == "called")
    assert promise(program, owed[0]).answer == "盖章件今早顺丰寄出"
    assert promise(program, owed[1]).result == "open"


def test_a_row_that_moved_on_before_it_was_tried_again_leaves_the_one_open_by_now(
    page: TodayPage, program: Program, qtbot: QtBot, owed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(error: Exception, words: str) -> None:
        def fails(*_what: object, **_how: object) -> None:
            raise error

        monkeypatch.setattr("ui.overview.acting.carry_out", fails)
        press(Qt.Key.Key_R, ALT) if page.doing.editor.row_id == owed[1] else press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: any(words in one.words for one in program.window.toasts.shown()))

    open_first(page, program, qtbot)
    type_text("盖章件今早顺丰寄出")
    told(Unavailable("Another program is writing just now.", kind="locked"), "just now")
    press(Qt.Key.Key_Escape)
    page.table.set_current(owed[1])
    open_first(page, program, qtbot)
    told(Conflict("It has moved on.", kind="promise", id=owed[0], ours={}, theirs=None), "moved on")
    assert page.doing.editor is not None and page.doing.editor.row_id == owed[1]
    assert page.doing.editor.isAncestorOf(QApplication.focusWidget())


def test_a_window_that_stays_open_over_night_backs_up_the_next_day_too(
    page: TodayPage, program: Program, qtbot: QtBot, office: Path, clock: Clock
) -> None:
    qtbot.waitUntil(lambda: "1 kept" in page.side.backup.accessibleName())
    clock.forward(hours=14)
    program.window._each_minute()
    qtbot.waitUntil(lambda: page.side.backup.accessibleName() == "Backup 00:42. verified, 2 kept")
    assert len(list((office / "backups").glob("*.db"))) == 2


def test_a_backup_that_is_stopped_leaves_what_there_was(
    page: TodayPage, program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: "1 kept" in page.side.backup.accessibleName())

    def endless(_desk: Desk, *, progress: Callable[[int, int], None]) -> None:
        while True:
            progress(1, 2)

    monkeypatch.setattr("app.overview.care.back_up", endless)
    with qtbot.waitSignal(program.window.jobs.started) as began:
        page.side.back_up.emit()
    assert "Backing up" in page.side.backup.accessibleName()
    began.args[0].cancel()
    qtbot.waitUntil(lambda: page.side.backup.accessibleName() == "Backup 10:42. verified, 1 kept")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "超时 0 分"), (42, "超时 42 分"), (60, "超时 1 小时"), (102, "超时 1 小时 42 分"), (1440, "超时 1 天"),
     (4000, "超时 2 天")],
)  # fmt: skip
def test_late_is_said_in_minutes_hours_and_days(minutes: int, said: str) -> None:
    assert late(timedelta(minutes=minutes)) == said


def test_due_is_a_clock_today_a_weekday_this_week_and_a_date_later() -> None:
    now = datetime(2026, 10, 15, 10, 42, tzinfo=CHINA)
    assert due(now.replace(hour=14, minute=5), now, "today") == "14:05"
    assert due(now + timedelta(days=1), now, "week") == "星期五 10:42"
    assert due(now + timedelta(days=13), now, "later") == "10-28 10:42"


def test_companies_lose_only_their_legal_form() -> None:
    assert short("济南京源酒业有限公司") == "济南京源酒业"
    assert short("有限公司") == "有限公司"
    assert short("徐州汉风酒行") == "徐州汉风酒行"


def test_a_promise_is_found_by_name_pinyin_and_digits(owed: list[int], office: Path) -> None:
    with open_desk(office) as desk:
        row = promises.one(desk, owed[0])
    assert all(matches(row, text) for text in ("京源", "jnjy", "jinan", "6688", "王建国"))
    assert not matches(row, "xyz")


@pytest.mark.parametrize(("wide", "code"), [(1366, False), (1600, False), (1920, True)])
def test_the_matter_keeps_room_in_every_width(
    page: TodayPage, program: Program, qtbot: QtBot, wide: int, code: bool
) -> None:
    program.window.resize(wide, 900)
    quiet(program, qtbot)
    qtbot.waitUntil(lambda: program.window.width() == wide)
    table = page.table
    keys = [column.key for column in table.model().columns]
    assert table.horizontalScrollBar().maximum() == 0, "nothing is pushed out of sight"
    assert table.columnWidth(keys.index("matter")) >= 120
    assert table.isColumnHidden(keys.index("code")) is not code
