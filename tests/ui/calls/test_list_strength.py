"""The list of calls at full strength: filters, saved views, columns, many at once, the bin; by keys, a real office."""

from pathlib import Path

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.calls import finding
from app.calls.finding import CallQuery
from app.office import views
from app.people import service as people
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands
from tests.ui.calls.test_list import elsewhere, log
from ui.kit.bulk_panel import BulkPanel
from ui.kit.column_chooser import ColumnChooser
from ui.kit.filter_editors import ChoiceEditor
from ui.kit.record_list import RecordList
from ui.kit.views import ViewPanel


def list_of(hands: Hands) -> RecordList:
    made: RecordList = hands.page.list.list
    return made


def several(hands: Hands, clock: Clock) -> None:
    """Five calls more: two orders, a complaint, a nuisance without a matter, one missed."""
    for number, category in (("95511", "order"), ("95522", "order"), ("95533", "complaint")):
        log(hands.desk, clock, number=number, category=category)
    log(hands.desk, clock, number="95544", category="nuisance", matter="")
    log(hands.desk, clock, number="95555", direction="missed", matter="")
    hands.settle()


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == words).trigger()


def test_a_filter_narrows_counts_and_is_cleared_by_esc(hands: Hands, clock: Clock, qtbot: QtBot) -> None:
    several(hands, clock)
    hands.page.table.setFocus()
    hands.press(KEY.Key_L, HELD.ControlModifier)
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    (editor,) = hands.program.window.findChildren(ChoiceEditor)
    hands.settle()
    assert [tick.accessibleDescription() for tick in editor.ticks.values()][:2] == ["0", "2"]
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.listed() == ["95522", "95511"]
    assert list_of(hands).bar.isVisible()
    hands.page.table.setFocus()
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert len(hands.listed()) == 6
    assert not list_of(hands).bar.isVisible()


def test_nothing_fits_offers_the_way_back(hands: Hands, clock: Clock) -> None:
    list_of(hands).bar.set_values({})
    list_of(hands).bar._set({"category": ["supplier"]})
    hands.settle()
    assert hands.listed() == []
    empty = hands.page.table._empty
    assert empty is not None and empty.isVisible()
    assert "Nothing fits" in empty.accessibleName()
    hands.page.table.setFocus()
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.listed() == ["济南京源酒业"]


def test_a_view_is_saved_shown_and_kept_over_a_restart(hands: Hands, clock: Clock) -> None:
    several(hands, clock)
    shown = list_of(hands)
    shown.bar._set({"category": ["order"]})
    hands.settle()
    shown.views.ask_new()
    (panel,) = hands.program.window.findChildren(ViewPanel)
    hands.press(KEY.Key_Return)  # no name yet
    hands.settle()
    assert panel.isVisible()
    hands.type("orders")
    panel.usual.set_value(True)
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    assert shown.views.on() is not None
    assert [chip.text() for chip in shown.bar._chips] == ["orders", "Order"]
    hands.page.table.setFocus()
    hands.press(KEY.Key_Escape)  # out of the view
    hands.settle()
    assert len(hands.listed()) == 6
    assert shown.views.on() is None
    choose(shown.views.menu(), "orders  (usual)")
    hands.settle()
    assert hands.listed() == ["95522", "95511"]
    shown.bar._set({"category": ["complaint"]})
    hands.settle()
    assert shown.bar._chips[0].text() == "orders *"
    shown.views.keep_changes()
    hands.settle()
    assert shown.bar._chips[0].text() == "orders"
    hands.program.window.remake({})
    hands.settle()
    hands.settle()
    hands.program.window.go("calls")
    hands.settle()
    assert hands.listed() == ["95533"]


def test_a_shared_view_appears_at_another_seat_and_goes_there(
    hands: Hands, clock: Clock, office: Path, qtbot: QtBot
) -> None:
    with elsewhere(office, clock) as other:
        people.sit(other, next(row.id for row in people.find(other) if row.name == "赵明"))
        view = views.save(other, "calls", "theirs", {"preset": "all", "values": {}}, shared=True)
        hands.program.window.fetch()
        qtbot.waitUntil(lambda: [row.name for row in list_of(hands).views.rows] == ["theirs"])
        views.remove(other, view)
        hands.program.window.fetch()
        qtbot.waitUntil(lambda: list_of(hands).views.rows == [])


def test_a_view_put_away_is_brought_back_by_its_toast(hands: Hands) -> None:
    shown = list_of(hands)
    views.save(hands.desk, "calls", "mine", {"preset": "all", "values": {}})
    hands.settle()
    choose(shown.views.menu(), "mine")
    hands.settle()
    choose(shown.views.menu(), "Delete “mine”")
    hands.settle()
    assert shown.views.rows == []
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert [row.name for row in shown.views.rows] == ["mine"]


def test_many_are_changed_in_one_step_after_a_preview(hands: Hands, clock: Clock) -> None:
    several(hands, clock)
    hands.page.table.setFocus()
    hands.press(KEY.Key_A, HELD.ControlModifier)
    assert list_of(hands).picked.isVisible()
    hands.press(KEY.Key_B, HELD.ControlModifier)
    hands.settle()
    (panel,) = hands.program.window.findChildren(BulkPanel)
    assert not panel.go.isEnabled()
    panel.value_field().setFocus()
    for _each in range(2):
        hands.press(KEY.Key_Down)
    hands.settle()
    assert panel.chosen()[1] == "order"
    told = panel._told.text().splitlines()
    assert told[0] == "3 calls: Category → Order"
    assert "2 calls are so already." in told
    assert "1 call stay as they are:" in told
    assert "Its matter is missing" in panel._refusals._text.text()
    hands.press(KEY.Key_Return, HELD.ControlModifier)
    hands.settle()
    assert finding.count(hands.desk, CallQuery(category="order")) == 5
    assert hands.said() == ["3 calls: Category → Order"]
    hands.press(KEY.Key_U, HELD.AltModifier)
    hands.settle()
    assert finding.count(hands.desk, CallQuery(category="order")) == 2


def test_the_bin_says_who_and_when_and_gives_back_many(hands: Hands, clock: Clock) -> None:
    several(hands, clock)
    hands.program.window.resize(1920, 1000)
    hands.page.table.setFocus()
    hands.press(KEY.Key_A, HELD.ControlModifier)
    hands.press(KEY.Key_Delete)
    hands.settle()
    list_of(hands).show_bin(True)
    hands.settle()
    assert len(hands.listed()) == 6
    titles = [list_of(hands).spec.columns[at].title for at in hands.page.table.visible_columns()]
    assert titles[-2:] == ["Deleted", "By"]
    row = hands.page.table.model().row_at(0)
    assert row and [cell.text for cell in row.cells[-2:]] == ["Today 10:42", "前台"]
    hands.page.table.setFocus()
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert hands.said()[-1] == "It lies in the bin already. Ins restores it."
    hands.press(KEY.Key_A, HELD.ControlModifier)
    hands.press(KEY.Key_Insert)
    hands.settle()
    assert hands.listed() == []
    assert finding.count(hands.desk, CallQuery()) == 6
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert len(hands.listed()) == 6


def test_columns_are_chosen_moved_and_remembered_by_size(hands: Hands) -> None:
    hands.press(KEY.Key_M, HELD.ControlModifier)
    hands.settle()
    assert hands.said() == ["Columns are there in a wide window: make it wider."]
    hands.program.window.resize(1920, 1000)
    hands.settle()
    table = hands.page.table
    table.setFocus()
    hands.press(KEY.Key_M, HELD.ControlModifier)
    (chooser,) = hands.program.window.findChildren(ColumnChooser)
    assert chooser.ticks["started_at"].hasFocus()
    hands.press(KEY.Key_Down, HELD.AltModifier)
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Space)  # the category
    hands.press(KEY.Key_Return)
    keys = [list_of(hands).spec.columns[at].key for at in table.visible_columns()]
    assert keys == ["who", "started_at", "matter", "outcome"]
    hands.program.window.resize(1366, 768)
    hands.settle()
    state = hands.page.state()
    hands.page.restore(state)
    hands.program.window.resize(1920, 1000)
    hands.settle()
    assert [list_of(hands).spec.columns[at].key for at in table.visible_columns()] == keys
    table.reset_columns()
    keys = [list_of(hands).spec.columns[at].key for at in table.visible_columns()]
    assert keys == ["started_at", "who", "category", "matter", "outcome"]
