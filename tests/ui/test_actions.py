"""F3 finds what can be done, and F1 tells every key, both from the actions themselves."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.calls.rules import NewCall, NewPromise
from app.calls.service import log
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.dealers import service as dealers
from app.dealers.model import Contact
from app.dealers.rules import NewContact, NewDealer
from app.office.desk import Desk
from app.overview import key_paper, search
from app.people import service as people
from app.people.rules import NewStaff
from app.products import service as products
from app.products.rules import NewProduct
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, quiet, settled, type_text
from ui.kit import theme
from ui.kit.filter_editors import FieldsPopover
from ui.kit.key_sheet import gathered
from ui.kit.keys import Action, ActionMap, Actions, Note, caption, said
from ui.kit.offers import Offer, found, matches
from ui.kit.print_panel import PrintPanel
from ui.main import Program
from ui.overview import find
from ui.roster.panels import LeavePanel
from ui.window import TABS
from ui.window.places import PLACES

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(office: Path, desk: Desk, log_call: LogCall, qtbot: QtBot, clock: Clock) -> Iterator[Program]:
    log_call()
    desk.close()
    with opened(office, qtbot, clock, lang="zh") as running:
        qtbot.waitUntil(lambda: "calls" in running.window.pages)  # made behind the page in front
        yield running
    theme.apply(QApplication.instance(), theme="light")


def typed(program: Program, qtbot: QtBot, text: str) -> list[str]:
    """What F3 offers for `text`, in order, without the records."""
    press(KEY.Key_F3)
    panel: Any = program.window._overlay
    type_text(text)
    settled(program, qtbot)
    return [offer.words for offer in panel._source.offers.values()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("报表", "报表"), ("bb", "报表"), ("问候", "问候语"), ("whycz", "问候语"), ("备份", "现在备份"),
        ("导出", "导出列出的内容…"), ("jdh", "接电话"), ("深色", "深色外观"), ("省份", "省份与负责人"),
        ("calls.hold_limit", "请对方稍候"), ("放假", "导入放假安排"), ("登记投诉", "登记投诉"),
        ("标签", "地址标签…"), ("谁顶班", "来不了：谁顶班"),
    ],
)  # fmt: skip
def test_actions_tabs_and_settings_are_found_by_characters_and_initials(
    program: Program, qtbot: QtBot, text: str, wanted: str
) -> None:
    if text == "whycz":  # no such initials: nothing is guessed
        assert typed(program, qtbot, text) == []
    elif text == "导出":
        assert any(words.startswith("导出") for words in typed(program, qtbot, text))
    elif wanted:
        assert wanted in typed(program, qtbot, text)


def test_enter_does_it(program: Program, qtbot: QtBot) -> None:
    typed(program, qtbot, "深色外观")
    press(KEY.Key_Return)
    assert theme.tokens().dark
    assert program.window._overlay is None
    typed(program, qtbot, "问候语")
    press(KEY.Key_Return)
    quiet(program, qtbot)
    assert program.window.pages["settings"].page() == "company"
    assert QApplication.focusWidget().accessibleName() == "问候语"
    typed(program, qtbot, "报表")
    press(KEY.Key_Return)
    quiet(program, qtbot)
    assert program.window.rail.chosen() == "reports"


def test_every_action_of_the_program_is_offered_though_no_page_was_opened(program: Program) -> None:
    window = program.window
    assert set(window.pages) == {"today", "calls"}
    offered = {(offer.where, offer.words) for offer in window.offers()}
    for place in PLACES.values():
        declared = place.declared()
        if declared is not None:
            for action in declared.offered():
                assert (said(declared.section), said(action.words)) in offered
    assert set(window.pages) == {"today", "calls"}  # telling made nothing


@pytest.mark.parametrize(
    ("text", "key", "done"),
    [
        ("登记投诉", "complaints", lambda page: page.front_form() is not None),
        ("新建经销商", "dealers", lambda page: page.front_form() is not None),
        ("记请假", "roster", lambda page: isinstance(page.acting.panel, LeavePanel)),
        ("预览选中的表", "reports", lambda page: page.previewing()),
        ("筛选", "calls", lambda page: page.window().findChild(FieldsPopover) is not None),
        ("添加人员", "settings", lambda page: page.panels["staff"].form.isVisible()),
    ],
)  # fmt: skip
def test_an_action_of_a_page_never_opened_opens_it_and_is_done(
    program: Program, qtbot: QtBot, text: str, key: str, done: Callable[[Any], bool]
) -> None:
    assert text in typed(program, qtbot, text)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: program.window.in_front(key))
    qtbot.waitUntil(lambda: done(program.window.pages[key]))
    quiet(program, qtbot)


def test_names_of_what_is_declared_and_done_must_agree(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    keys = ActionMap(holder, section="Calls")
    declared = Actions("Calls", (Note("F7", "Transfer"), Action("save", "Ctrl+S", "Save call")))
    with pytest.raises(ValueError, match="save"):
        keys.bind(declared, {})
    with pytest.raises(ValueError, match="more"):
        keys.bind(declared, {"save": print, "more": print})
    keys.bind(declared, {"save": print})
    assert keys.sheet() == declared.sheet()


def test_f1_tells_the_keys_of_the_whole_program_too(program: Program, qtbot: QtBot) -> None:
    press(KEY.Key_F1)
    sheet: Any = program.window._overlay
    here = {(line.section, line.caps) for line in sheet.lines}
    sheet.which.pick("whole")
    whole = {(line.section, line.caps) for line in sheet.lines}
    assert {("经销商", "Ctrl N"), ("值日", "Ctrl G"), ("报表", "Ctrl ↵"), ("投诉", "F8")} <= whole - here
    assert sheet.panel.height() <= program.window.height()


def test_records_come_first_unless_an_action_is_called_just_so(program: Program, qtbot: QtBot) -> None:
    typed(program, qtbot, "zm")
    panel: Any = program.window._overlay
    ids = [id for id in panel.table.model().ids if id > 0]
    assert panel._source.hits[ids[0]].title == "赵明"


def test_every_kind_that_is_found_has_its_heading() -> None:
    assert set(search.KINDS) <= set(find.KINDS)


def _record_of_every_kind(desk: Desk, clock: Clock) -> dict[str, int]:
    """One record a kind, all to be found by the letters zhpt or 钟平涛."""
    call = log(desk, NewCall(
        started_at=clock.now, number="13953106688", caller_name="钟平涛", category="order", matter="钟平涛要货",
        outcome="promised", promise=NewPromise(),
    ))  # fmt: skip
    assert call.promise_id is not None
    whole = NewDealer(
        name="钟平涛酒行", province="山东", mobile="13012345680", contacts=(NewContact(name="钟平涛"),)
    )
    dealer = dealers.add(desk, whole).id
    with desk.store.read() as session:
        contact = session.scalar(select(Contact.id).where(Contact.dealer_id == dealer))
    return {
        "call": call.id, "promise": call.promise_id, "dealer": dealer, "contact": contact or 0,
        "staff": people.add(desk, NewStaff(code="077", name="钟平涛")),
        "product": products.add(desk, NewProduct(code="ZPT", name="钟平涛特酿")),
        "complaint": complaints.register(desk, NewComplaint(
            complainant="钟平涛", phone="13953106688", province="山东", address="泺源大街2号", content="外箱压瘪2箱",
        )).id,
    }  # fmt: skip


SHOWN: dict[str, Callable[[Any, int], bool]] = {
    "call": lambda window, id: window.pages["calls"].view.detail.row.id == id,
    "promise": lambda window, id: window.in_front("today"),
    "dealer": lambda window, id: window.pages["dealers"].view.whole.detail.row.id == id,
    "contact": lambda window, id: window.in_front("dealers"),
    "staff": lambda window, id: window.pages["settings"].panel("staff")._card.id == id,
    "product": lambda window, id: window.pages["settings"].panel("products")._card.id == id,
    "complaint": lambda window, id: window.pages["complaints"].view.detail.row.id == id,
    "caller": lambda window, id: window.pages["calls"].front_form() is not None,
}
"""Whether the window shows the record of a kind; a caller has none: a call with their number begins."""


@pytest.mark.parametrize("kind", search.KINDS)
def test_a_record_of_every_kind_is_found_and_opened(
    office: Path, desk: Desk, qtbot: QtBot, clock: Clock, kind: str
) -> None:
    ids = _record_of_every_kind(desk, clock)
    desk.close()
    with opened(office, qtbot, clock, lang="zh") as program:
        qtbot.waitUntil(lambda: "calls" in program.window.pages)
        typed(program, qtbot, "钟平涛")
        panel: Any = program.window._overlay
        hits = {hit.kind: number for number, hit in panel._source.hits.items()}
        assert set(hits) == set(search.KINDS)
        assert panel.table.set_current(hits[kind])
        press(KEY.Key_Return)

        def shows() -> bool:
            try:
                return SHOWN[kind](program.window, ids.get(kind, 0))
            except (AttributeError, KeyError):
                return False

        qtbot.waitUntil(shows)
        quiet(program, qtbot)
        if kind == "caller":
            calls = program.window.page("calls").calls
            calls.give_up([row.id for row in calls.rows()])


def test_offers_are_ranked_and_never_twice() -> None:
    offers = [
        Offer("打印", print, caps="Ctrl P"),
        Offer("打印机", print),
        Offer("现在打印", print),
        Offer("打印", print, caps="Ctrl P"),
    ]
    assert [each.words for each in found(offers, "打印", most=9)] == ["打印", "打印机", "现在打印"]
    assert found(offers, "", most=9) == []
    assert matches("dyj", "打印机")
    assert not matches("y", "打印机")


@pytest.mark.parametrize("tab", [*TABS, "settings"])
def test_the_sheet_tells_every_action_that_has_a_key_and_words(
    program: Program, qtbot: QtBot, tab: str
) -> None:
    window = program.window
    window.show_settings() if tab == "settings" else window.go(tab)
    quiet(program, qtbot)
    page = window.stack.currentWidget()
    told = {(line.caps, line.words) for line in gathered(window.keys, page)}
    for owner in (window, page):
        for action in owner.actions():
            assert isinstance(action, QAction)
            if action.text() and not action.shortcut().isEmpty():
                caps = caption(action.shortcut().toString())
                assert (caps, action.text()) in told, action.text()
    assert any(caps == "Ctrl C" for caps, _words in told) == (tab != "settings")


def test_a_list_tells_only_the_keys_that_do_something(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.show_settings("staff")
    quiet(program, qtbot)
    lines = [line for line in gathered(window.keys, window.stack.currentWidget()) if line.section == "列表"]
    caps = [line.caps for line in lines]
    assert {"F4", "Del", "↵", "Ctrl C"} <= set(caps)
    assert "空格" not in caps  # nobody listens to it there


def test_f1_shows_it_and_prints_it(program: Program, qtbot: QtBot) -> None:
    press(KEY.Key_F1)
    sheet: Any = program.window._overlay
    assert {"接电话", "全局找"} & {line.words for line in sheet.lines}
    press(KEY.Key_P, CONTROL)
    qtbot.waitUntil(lambda: getattr(program.window._overlay, "preview", None) is not None, timeout=10_000)
    quiet(program, qtbot)
    shown: Any = program.window._overlay
    assert shown.preview.pages() >= 1
    assert program.window.seat is not None
    program.window.seat.desk.memory.keep(copies=3)
    shown.preview.ask_print()
    asked = program.window.findChild(PrintPanel)
    assert asked.copies.value() == "3"
    asked.dismiss()
    shown.preview.print_button.setFocus()
    press(KEY.Key_Escape)
    assert program.window._overlay is None


def test_the_paper_holds_every_line(desk: Desk, tmp_path: Path) -> None:
    keys = [("随处", "F2", "接电话"), ("随处", "F3", "全局找"), ("列表", "Ctrl C", "复制成表格")]
    file = key_paper.write(desk, keys, folder=tmp_path / "keys")
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    for section, caps, told in keys:
        assert section in text
        assert caps in text
        assert told in text
