"""Every list of the program has the same strength: filters as chips, saved views, columns that stay as they were
left, the bin and the way out of it, one field of many changed and taken back, cells on the clipboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.dealers import service as dealers
from app.dealers.rules import NewContact, NewDealer
from app.office import views
from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.products import service as products
from app.products.rules import NewProduct
from tests.conftest import Clock, LogCall
from tests.ui.program import opened, press, settled
from ui.kit.column_chooser import ColumnChooser
from ui.kit.record_list import RecordList
from ui.window.main_window import MainWindow

WIDE = (1920, 1080)
CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def _page(key: str) -> Callable[[MainWindow], RecordList]:
    def there(window: MainWindow) -> RecordList:
        window.show_place(key)
        made: RecordList = window.page(key).list.list
        return made

    return there


def _settings(key: str) -> Callable[[MainWindow], RecordList]:
    def there(window: MainWindow) -> RecordList:
        window.show_settings(key)
        made: RecordList = window.page("settings").panel(key).list
        return made

    return there


def _contacts(window: MainWindow) -> RecordList:
    window.go("dealers")
    window.page("dealers").switch("contacts")
    made: RecordList = window.page("dealers").lists.contacts.list
    return made


LISTS: dict[str, tuple[Callable[[MainWindow], RecordList], dict[str, Any], tuple[str, Any]]] = {
    "calls": (_page("calls"), {"category": ["order"]}, ("category", "other")),
    "complaints": (_page("complaints"), {"province": ["河南"]}, ("grade", "major")),
    "dealers": (_page("dealers"), {"province": ["河南"]}, ("tier", "county")),
    "contacts": (_contacts, {"province": ["河南"]}, ("", "")),
    "staff": (_settings("staff"), {"department": ["物流部"]}, ("department", "客户管理部")),
    "products": (_settings("products"), {"series": ["窖藏"]}, ("series", "青花系列")),
}
"""Where each list is, a filter that one record of three fits, and a field that many can be given."""


@pytest.fixture
def filled(office: Path, desk: Desk, log_call: LogCall, clock: Clock) -> Path:
    """Three records of every kind, of which one fits the filter."""
    for category in ("shipment", "order", "inquiry"):
        log_call(category=category, number=f"0531-866{clock.now:%M%S}{len(category)}")
        clock.forward(minutes=1)
    whole = {
        "complainant": "王建国",
        "phone": "13953106688",
        "address": "泺源大街2号",
        "content": "外箱压瘪2箱",
    }
    for province in ("山东", "河南", "江苏"):
        complaints.register(desk, NewComplaint(**whole, province=province))
        people_there = (NewContact(name=f"{province}老张", phone="13012345681"),)
        dealers.add(desk, NewDealer(name=f"{province}顺和酒行", province=province, mobile="13012345680",
                                    contacts=people_there))  # fmt: skip
    people.add(desk, NewStaff(code="005", name="罗军"))
    for code, series in (("QH53", "青花"), ("JC10", "窖藏"), ("CN42", "陈酿")):
        products.add(desk, NewProduct(code=code, name=f"{series}酒", series=series))
    desk.close()
    return office


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_can_all_that_lists_can(filled: Path, qtbot: QtBot, clock: Clock, kind: str) -> None:
    there, values, (field, value) = LISTS[kind]
    with opened(filled, qtbot, clock, lang="zh") as program:
        window = program.window
        window.resize(*WIDE)
        shown = there(window)
        settled(program, qtbot)
        all_of = shown.spec.presets[-1][0] if kind in ("calls", "complaints") else shown.asked.preset
        shown.ask(shown.asked.__class__(preset=all_of))
        settled(program, qtbot)
        first = shown.table.count()
        assert first >= 3, kind
        seat = window.seat
        assert seat is not None

        # filters are chips; they narrow, and go by Esc
        assert len(shown.spec.fields() if shown.spec.fields else ()) >= 3
        shown.bar._set(values)
        settled(program, qtbot)
        assert shown.table.count() == 1
        assert shown.bar.isVisible() and not shown.bar.empty()

        # a view keeps them
        view = views.save(seat.desk, shown.spec.key, "只看这些", shown.content())
        settled(program, qtbot)
        shown.clear()
        settled(program, qtbot)
        assert shown.table.count() == first
        named = next(
            action for action in shown.views.menu().actions() if action.text().startswith("只看这些")
        )
        named.trigger()
        settled(program, qtbot)
        assert shown.table.count() == 1 and shown.views.on().id == view
        shown._leave_lead("view")
        shown.ask(shown.asked.__class__(preset=all_of))
        settled(program, qtbot)

        # columns are chosen, and lie as they were left
        shown.to_list()
        shown.choose_columns()
        (chooser,) = window.findChildren(ColumnChooser)
        chooser.close_up()
        table = shown.table
        moved = [column.key for column, on in table.choosable() if on][1]
        table.move_column(moved, 1)
        wide = table.horizontalHeader().sectionSize(0) + 30
        table.horizontalHeader().resizeSection(0, wide)
        left = table.arrangement()
        state = shown.state()
        table.reset_columns()
        assert table.arrangement() != left
        shown.restore(state)
        settled(program, qtbot)
        assert table.arrangement()["order"] == left["order"]

        # cells as a table
        shown.to_list()
        table.selectAll()
        QApplication.clipboard().clear()
        press(KEY.Key_C, CONTROL)
        settled(program, qtbot)
        lines = QApplication.clipboard().text().strip().splitlines()
        assert len(lines) >= first and "\t" in lines[-1]

        # one field of many, taken back in one step
        bulk = shown.spec.bulk
        if kind == "contacts":  # they are changed and put away with their dealer
            assert bulk is None and shown.spec.remove is None
            return
        assert bulk is not None
        ids = shown.selected()
        outlook = bulk.preview(ids, field, value, lambda _done, _all: None)
        assert outlook.changing >= 1, (kind, outlook)
        done = bulk.change(ids, field, value, lambda _done, _all: None)
        assert done.changing == outlook.changing
        settled(program, qtbot)
        assert bulk.preview(ids, field, value, lambda _done, _all: None).changing == 0
        seat.desk.store.undo()
        settled(program, qtbot)
        assert bulk.preview(ids, field, value, lambda _done, _all: None).changing == outlook.changing

        # the bin, and out of it
        table.clearSelection()
        there_id = ids[-1]
        assert table.set_current(there_id)
        shown.to_list()
        press(KEY.Key_Delete)
        settled(program, qtbot)
        if kind == "complaints":  # R52: it is never deleted, only taking it in can be taken back
            assert table.count() == first
            assert "投诉不能删除" in window.toasts.shown()[-1].words
            return
        assert table.count() == first - 1
        shown.show_bin(True)
        settled(program, qtbot)
        assert table.count() == 1
        table.go_first()
        shown.to_list()
        press(KEY.Key_Insert)
        settled(program, qtbot)
        assert table.count() == 0
        shown.show_bin(False)
        shown.ask(shown.asked.__class__(preset=all_of))
        settled(program, qtbot)
        assert table.count() == first
