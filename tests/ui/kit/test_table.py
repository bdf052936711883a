"""The record table: first rows and the whole list, fetching, sorting, and its place kept while records come and go."""

import threading
from array import array

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.kit.tables import Source, shown, wait_rows
from ui.kit.rows import PAGE, Column, Sort
from ui.kit.table import count_words
from ui.kit.table_columns import _shared


def test_first_rows_come_before_the_whole_list(long_table, qtbot):
    table, source = long_table, Source(5000)
    counts = []
    table.counted.connect(lambda n, complete: counts.append((n, complete)))
    shown(table, source, qtbot)
    assert counts == [(200, False), (5000, True)]
    assert [limit for limit, _ in source.finds] == [200, None]
    assert len(source.fetched) <= 3 * PAGE  # the first page and its neighbour, not the list
    assert table.model().index(0, 1).data() == "caller 1"


def test_a_row_not_fetched_yet_is_an_ellipsis_and_a_look_up(long_table, qtbot):
    table = long_table
    shown(table, Source(5000), qtbot)
    before = list(table.model().source().fetched)
    assert table.model().index(4000, 1).data() == "…"
    assert table.model().source().fetched == before


def test_scrolling_anywhere_fetches_what_is_visible(long_table, qtbot):
    table = long_table
    shown(table, Source(50_000), qtbot)
    table.scrollToBottom()
    wait_rows(qtbot, table)
    assert table.model().index(49_999, 1).data() == "caller 50000"
    assert len(table.model().source().fetched) < 10 * PAGE


def test_the_latest_search_wins_and_the_older_is_interrupted(table, qtbot, jobs):
    slow, quick = Source(300), Source(ids=[7, 8, 9])
    slow.gate = threading.Event()
    table.show_source(slow)
    qtbot.waitUntil(lambda: slow.finds != [])
    shown(table, quick, qtbot)
    assert slow.interrupted
    qtbot.waitUntil(lambda: not jobs.busy())
    assert list(table.model().ids) == [7, 8, 9]


def test_header_click_sorts_in_the_source_and_again_turns_round(table, qtbot):
    source = Source(20)
    shown(table, source, qtbot)
    table._on_header(1)
    qtbot.waitUntil(lambda: source.finds[-1][1] == Sort("who"))
    table._on_header(1)
    qtbot.waitUntil(lambda: table.model().ids[0] == 20)
    assert source.finds[-1][1] == Sort("who", descending=True)
    table._on_header(3)
    assert table.model().sort == Sort("who", descending=True)  # "No." does not sort


def test_changed_rows_are_fetched_again_and_light_up(table, qtbot):
    source = Source(400)
    shown(table, source, qtbot)
    table.set_current(5)
    source.words = "other"
    source.fetched.clear()
    table.heard(changed=[3, 900_000])
    qtbot.waitUntil(lambda: table.model().index(2, 2).data() == "other 3")
    assert source.fetched == [3]
    assert set(table.model().changed_at) == {3}
    assert table.current_id() == 5


def test_new_rows_keep_selection_and_place(table, qtbot):
    source = Source(ids=range(400, 0, -1))
    shown(table, source, qtbot)
    table.set_current(150)
    qtbot.wait(30)
    y = table.visualRect(table.currentIndex()).y()
    source.ids = array("q", range(403, 0, -1))
    table.heard(came_or_went=True)
    qtbot.waitUntil(lambda: table.count() == 403)
    assert table.current_id() == 150
    assert table.selected_ids() == array("q", [150])
    assert y == table.visualRect(table.currentIndex()).y()  # what came above pushes nothing
    table.scrollToTop()
    qtbot.waitUntil(lambda: table.model().index(0, 1).data() == "caller 403")


def test_nothing_is_reordered_while_no_row_came_or_went(table, qtbot):
    source = Source(ids=[1, 2, 3, 4])
    shown(table, source, qtbot)
    source.ids = array("q", [4, 3, 2, 1])
    table.heard(came_or_went=True)
    qtbot.waitUntil(lambda: len(source.finds) == 2)
    qtbot.wait(50)
    assert list(table.model().ids) == [1, 2, 3, 4]


def test_a_record_gone_leaves_the_others_selected(table, qtbot):
    source = Source(ids=[1, 2, 3, 4, 5])
    shown(table, source, qtbot)
    table.set_current(4)
    source.ids = array("q", [1, 3, 4, 5])
    table.heard(came_or_went=True)
    qtbot.waitUntil(lambda: table.count() == 4)
    assert table.current_id() == 4


def test_a_hidden_table_catches_up_when_shown(table, qtbot):
    source = Source(ids=[1, 2])
    shown(table, source, qtbot)
    table.hide()
    source.ids = array("q", [1, 2, 3])
    table.heard(came_or_went=True)
    qtbot.wait(20)
    assert len(source.finds) == 1
    table.show()
    qtbot.waitUntil(lambda: table.count() == 3)


def test_an_error_is_told(table, qtbot):
    class Broken(Source):
        def find(self, limit, sort, token):
            raise LookupError("no such view")

    with qtbot.captureExceptions() as raised, qtbot.waitSignal(table.failed) as failed:
        table.show_source(Broken())
    assert isinstance(failed.args[0], LookupError)
    assert raised[0][0] is LookupError  # not an expected kind: a bug, so the crash dialog hears of it too


def test_counts_in_words():
    assert count_words(1204, True) == "1,204 records"
    assert count_words(200, False) == "over 200 records"


def test_a_record_gone_to_by_the_program_is_the_only_one_chosen_whatever_key_is_held(table, qtbot):
    shown(table, Source(9), qtbot)
    table.set_current(3)
    QTest.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        table.set_current(7)
    finally:
        QTest.keyRelease(table, Qt.Key.Key_Control)
    assert list(table.selected_ids()) == [7] and table.current_id() == 7


def test_stretching_columns_together_take_just_what_is_left() -> None:
    loose = (
        Column("a", "a", 116, stretch=3),
        Column("b", "b", 72, stretch=1),
        Column("c", "c", 88, stretch=1),
    )
    least = {"a": 116, "b": 72, "c": 88}
    assert _shared(loose, least, 600) == {"a": 360, "b": 120, "c": 120}
    tight = _shared(loose, least, 330)
    assert tight == {"a": 170, "b": 72, "c": 88} and sum(tight.values()) == 330
    assert _shared(loose, least, 100) == least
