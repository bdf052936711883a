"""The record table under the hand: keys, copying, columns, rows opened in place, headings, two lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.ui.kit.tables import COLUMNS, Source, shown
from ui.kit.table import RecordTable


def test_keys_say_what_they_mean(table, qtbot):
    shown(table, Source(30), qtbot)
    table.set_current(3)
    said = []
    table.opened.connect(lambda id: said.append(("open", id)))
    table.edited.connect(lambda id: said.append(("edit", id)))
    table.ticked.connect(lambda ids: said.append(("tick", list(ids))))
    table.removed.connect(lambda ids: said.append(("bin", list(ids))))
    table.undone.connect(lambda: said.append(("undo",)))
    table.left.connect(lambda: said.append(("esc",)))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F4, Qt.Key.Key_Space):
        qtbot.keyClick(table, key)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert said == [("open", 3), ("edit", 3), ("tick", [3]), ("bin", [3, 4]), ("undo",), ("esc",)]
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 30
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1


def test_copy_gives_a_table_as_text_and_html_of_the_columns_in_sight(table, qtbot):
    source = Source(400)
    source.words = "a\tb <i>"
    shown(table, source, qtbot)
    table.set_current(2)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.show_column("at", False)
    table.horizontalHeader().moveSection(3, 0)
    with qtbot.waitSignal(table.told) as told:
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "2\tcaller 2\ta b <i> 2\n3\tcaller 3\ta b <i> 3"
    assert "a\tb &lt;i&gt; 2</td>" in data.html()
    assert told.args == ["2 rows copied"]


def test_columns_move_hide_and_stay_so(table, qtbot, jobs):
    shown(table, Source(5), qtbot)
    table.horizontalHeader().moveSection(2, 0)
    table.show_column("n", False)
    table.setColumnWidth(1, 222)
    table._on_header(0)
    other = RecordTable(COLUMNS, jobs=jobs, name="Calls")
    qtbot.addWidget(other)
    other.restore(table.state())
    assert other.state() == table.state()
    assert [COLUMNS[at].key for at in other.visible_columns()] == ["what", "at", "who"]
    other.restore({"order": ["gone", "who"], "hidden": ["at", "who", "what", "n"], "widths": {"gone": 3}})
    assert len(other.visible_columns()) == 4  # never a table without columns


def test_the_last_column_cannot_be_hidden(table):
    for action in table.column_menu().actions()[:3]:
        action.trigger()
    assert [a.isEnabled() for a in table.column_menu().actions()[:4]] == [True, True, True, False]


def test_a_row_opens_in_place_and_closes(table, qtbot):
    shown(table, Source(400), qtbot)
    editor = QLineEdit()
    assert table.open_row(4, editor, height=170)
    qtbot.wait(20)
    assert table.rowHeight(3) == 170
    assert editor.width() == table.viewport().width()
    table.close_row()
    assert table.rowHeight(3) == 36
    assert not table.open_row(5000, QLineEdit())


def test_headings_are_neither_selected_nor_opened(table, qtbot):
    shown(table, Source(ids=[-1, 1, 2, -2, 3]), qtbot)
    table.go_first()
    assert table.current_id() == 1
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_id() == 3
    table.selectAll()
    assert list(table.selected_ids()) == [1, 2, 3]


def test_two_lines_in_a_narrow_pane(table, qtbot):
    shown(table, Source(50), qtbot)
    table.set_form(lines=True)
    assert table.rowHeight(0) == 56
    assert sum(not table.isColumnHidden(at) for at in range(4)) == 1
    table.set_form(lines=False)
    assert sum(not table.isColumnHidden(at) for at in range(4)) == 4
