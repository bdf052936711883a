"""The frame of the window: rail, panes, toasts, chips, search, panels, keys, charts, changes."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTabBar, QVBoxLayout, QWidget

from app.store.changes import Change, Changes, Hub
from ui.kit.changes import ChangeFeed
from ui.kit.charts import Bar, BarChart, ChartBox, HBarChart, steps
from ui.kit.chips import Badge, Chip, ChipRow
from ui.kit.dialogs import ConflictDialog, Difference, Message
from ui.kit.jobs import Jobs
from ui.kit.key_sheet import KeySheet
from ui.kit.keys import ActionMap, Shown, caption
from ui.kit.panes import Pane, Panes
from ui.kit.rail import Rail
from ui.kit.rail_buttons import initial
from ui.kit.rail_tabs import Tab
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.toasts import Toasts

TABS = [Tab("today", "Today", "sun"), Tab("calls", "Calls", "phone"), Tab("reports", "Reports", "list")]


@pytest.fixture
def rail(qtbot) -> Rail:
    made = Rail(TABS)
    qtbot.addWidget(made)
    made.resize(76, 700)
    made.show()
    return made


def test_the_rail_is_a_tab_bar_to_keyboard_and_screen_reader(rail: Rail, qtbot):
    assert isinstance(rail.tabs, QTabBar)
    chosen = []
    rail.tab_chosen.connect(chosen.append)
    qtbot.keyClick(rail.tabs, Qt.Key.Key_Down)
    qtbot.keyClick(rail.tabs, Qt.Key.Key_Down)
    qtbot.keyClick(rail.tabs, Qt.Key.Key_Down)
    qtbot.keyClick(rail.tabs, Qt.Key.Key_Up)
    assert chosen == ["calls", "reports", "calls"]
    rail.set_badge("today", 4, late=True)
    spoken = QAccessible.queryAccessibleInterface(rail.tabs)
    assert spoken.role() == QAccessible.Role.PageTabList
    assert rail.tabs.accessibleTabName(0) == "Today 4"
    rail.set_badge("today", 0)
    assert rail.tabs.accessibleTabName(0) == "Today"


def test_the_call_button_becomes_the_clock(rail: Rail, qtbot):
    assert rail.call.accessibleName() == "Take a call"
    rail.call.set_clock("00:01")
    assert rail.call.accessibleName() == "Back to the call"
    with qtbot.waitSignal(rail.call_pressed):
        rail.call.click()


def test_a_low_rail_drops_its_words_and_keeps_tooltips(rail: Rail, qtbot):
    high = rail.tabs.tabSizeHint(0).height()
    rail.resize(76, 300)
    qtbot.waitUntil(lambda: rail.tabs.tabSizeHint(0).height() < high)
    assert "Ctrl+2" in rail.tabs.tabToolTip(1)


@pytest.mark.parametrize(("name", "shown"), [("陈静", "陈"), ("Chen Jing", "CJ"), ("", ""), ("Ann", "A")])
def test_a_person_in_a_disc(name, shown):
    assert initial(name) == shown


@pytest.fixture
def panes(qtbot) -> Panes:
    parts = [Pane(tone, name=tone) for tone in ("sunken", "surface", "sunken")]
    for part in parts:
        part.body.addWidget(QLineEdit())
    made = Panes(list=parts[0], work=parts[1], know=parts[2])
    qtbot.addWidget(made)
    made.resize(1290, 700)
    made.show()
    made.activateWindow()
    return made


def test_panes_have_their_widths_and_remember_dragged_ones(panes: Panes, qtbot):
    assert panes.size_class() == "design"
    assert panes._split.sizes()[0] == 296
    assert panes._split.sizes()[2] == 352
    panes._split.moveSplitter(340, 1)
    assert panes.state() == {"design": [340, 352]}
    other = Panes(list=Pane(name="a"), work=Pane(name="b"), know=Pane(name="c"))
    qtbot.addWidget(other)
    other.restore(panes.state())
    other.resize(1366, 700)
    other.show()
    assert other._split.sizes()[0] == 340


def test_a_narrow_window_folds_the_list_into_a_drawer(panes: Panes, qtbot):
    panes.resize(1200, 700)
    qtbot.waitUntil(lambda: panes.size_class() == "narrow")
    assert panes._list is not None
    assert panes._list.isHidden()
    panes.toggle_list()
    assert panes._list.isVisible()
    panes.toggle_list()
    assert panes._list.isHidden()
    panes.resize(1700, 700)
    qtbot.waitUntil(lambda: panes.size_class() == "wide")
    assert panes._list.isVisible()
    assert panes._split.sizes()[0] == 600


def test_the_middle_pane_keeps_its_room_in_a_window_that_is_hardly_wide(panes: Panes, qtbot):
    for width, work in ((1610, 638), (1844, 1844 - 600 - 460 - 2)):
        panes.resize(width, 700)
        qtbot.waitUntil(lambda width=width: panes.width() == width and panes.size_class() == "wide")
        assert abs(panes._split.sizes()[1] - work) <= 3
    panes.resize(1610, 700)
    qtbot.waitUntil(lambda: panes.width() == 1610)
    assert panes._split.sizes()[1] >= 637


def test_f6_goes_round_the_panes(panes: Panes, qtbot):
    order = []
    panes.panes()[0].findChild(QLineEdit).setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for step in (1, 1, 1, -1):
        panes.focus_next(step)
        order.append(
            next(n for n, p in enumerate(panes.panes()) if p.isAncestorOf(QApplication.focusWidget()))
        )
    assert order == [1, 2, 0, 2]


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    made.show()
    made.activateWindow()
    return made


def test_toasts_stack_by_two_and_go(host, qtbot):
    toasts = Toasts(host)
    first = toasts.undo("one", lambda: None)
    toasts.undo("two", lambda: None)
    third = toasts.show("three")
    assert [t.words for t in toasts.shown()] == ["two", "three"]
    assert third.y() >= toasts.shown()[0].y() + toasts.shown()[0].height() - 40
    assert not first._timer.isActive()
    third._timer.timeout.emit()
    assert [t.words for t in toasts.shown()] == ["two"]


def test_a_toast_waits_under_the_mouse_and_an_error_stays(host, qtbot):
    toasts = Toasts(host)
    toast = toasts.show("saved")
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Enter)) if False else toast.enterEvent(None)
    assert not toast._timer.isActive()
    toast.leaveEvent(None)
    assert toast._timer.isActive()
    error = toasts.error("Not saved: the disk is full", again=lambda: None)
    assert not error._timer.isActive()
    toasts.show("a")
    toasts.show("b")
    assert error in toasts.shown()  # what is fine goes first


def test_alt_u_undoes_what_was_said_last(host, qtbot):
    undone = []
    toasts = Toasts(host)
    toasts.undo("one", lambda: undone.append(1))
    toasts.undo("two", lambda: undone.append(2))
    field = host.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert undone == [2]
    assert [t.words for t in toasts.shown()] == ["one"]
    qtbot.keyClick(field, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert undone == [2, 1]


def test_filters_are_one_of_several_and_speak_their_count(qtbot):
    row = ChipRow([("today", "Today"), ("missed", "Missed")], name="Filter")
    qtbot.addWidget(row)
    row.show()
    row.set_counts({"missed": 2})
    assert row.value() == "today"
    with qtbot.waitSignal(row.picked) as picked:
        row._chips["missed"].click()
    assert picked.args == ["missed"]
    assert row._chips["missed"].accessibleName() == "Missed 2"
    row.set_value("today")
    badge = Badge(late=True)
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() == 0


def test_a_filter_is_removed_by_its_cross_or_del(qtbot):
    chip = Chip("Shandong", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.show()
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 13))
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 13))
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_typing_asks_once_it_is_quiet_and_escape_empties(host, qtbot):
    box = SearchBox(name="Find", hint="Name")
    host.layout().addWidget(box)
    asked = []
    box.asked.connect(asked.append)
    qtbot.keyClicks(box, "jy")
    qtbot.waitUntil(lambda: asked == ["jy"])
    with qtbot.waitSignal(box.to_list):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert asked == ["jy", ""]
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_typing_in_a_list_searches_but_its_own_keys_do_not(host, qtbot):
    box, view = SearchBox(name="Find", hint="Name"), QListView()
    host.layout().addWidget(box)
    host.layout().addWidget(view)
    TypeToFind(view, box)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_F4)
    assert box.text() == ""
    qtbot.keyClick(view, "j")
    assert box.text() == "j"
    assert box.hasFocus()


def test_a_message_focuses_the_way_on_and_escape_chooses_nothing(host, qtbot):
    message = Message(
        host, title="Newer file", text="Open it with the newer program.", choices={"go": "Open", "no": "Quit"}
    )
    chosen = []
    message.chosen.connect(chosen.append)
    message.open()
    assert QApplication.focusWidget() is message._first
    qtbot.keyClick(message._first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in message._stops()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert chosen == [""]
    assert (
        QApplication.focusWidget() is host.findChild(QLineEdit) or not host.findChild(QLineEdit).isVisible()
    )


def test_keys_of_the_window_are_silent_under_a_panel(host, qtbot):
    calls = []
    keys = ActionMap(host, section="Everywhere", everywhere=True)
    keys.add("call", "F2", "Take a call", lambda: calls.append(1))
    field = host.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_F2)
    assert calls == [1]
    sheet = KeySheet(host, keys.sheet())
    sheet.open()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert calls == [1]
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)


def test_both_versions_side_by_side(host, qtbot):
    made = [
        Difference("mobile", "Mobile", "139", "138", True),
        Difference("credit", "Credit", "", "150", False),
    ]
    dialog = ConflictDialog(host, made, title="Zhou Qian saved this at 10:40", who="Zhou Qian")
    saved = []
    dialog.saved.connect(saved.append)
    dialog.open()
    assert dialog.choice() == {"mobile": "ours", "credit": "theirs"}
    cell = QApplication.focusWidget()
    assert cell.accessibleName() == "Mobile, Yours: 139"
    qtbot.keyClick(cell, Qt.Key.Key_Right)
    assert dialog.choice()["mobile"] == "theirs"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [{"mobile": "theirs", "credit": "theirs"}]


def test_keys_are_declared_once_and_shown_everywhere(host, qtbot):
    done = []
    keys = ActionMap(host, section="Call form")
    keys.add("save", "Ctrl+Return", "Save call", lambda: done.append("saved"))
    keys.note("1…8", "Category")
    button = keys.button("save", kind="primary")
    qtbot.addWidget(button)
    field = host.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    button.click()
    assert done == ["saved"] * 3
    assert keys.sheet() == [Shown("Call form", "Ctrl ↵", "Save call"), Shown("Call form", "1…8", "Category")]
    keys["save"].setEnabled(False)
    assert not button.isEnabled()
    with pytest.raises(ValueError, match="can't be bound"):
        keys.add("again", "Ctrl+Return", "Twice", lambda: None)
    with pytest.raises(ValueError, match="can't be bound"):
        keys.add("shot", "Alt+A", "Chat programs own this", lambda: None)


def test_caps_are_short():
    assert [caption(k) for k in ("Ctrl+Return", "Alt+U", "F2", "Up")] == ["Ctrl ↵", "Alt U", "F2", "↑"]


@pytest.mark.parametrize(
    ("most", "grid"),
    [
        (14.8, [0, 5, 10, 15]),
        (22.3, [0, 10, 20, 30]),
        (0, [0, 1]),
        (1, [0, 1]),
        (196, [0, 100, 200]),
        (3, [0, 1, 2, 3]),
    ],
)
def test_grid_lines_are_round(most, grid):
    assert steps(most) == grid


def test_a_chart_tells_its_numbers_to_everybody(qtbot, monkeypatch):
    chart = BarChart(name="Calls a day")
    chart.set_bars([Bar("1", 4), Bar("2", 9, "c1", before=7)])
    box = ChartBox("Calls a day", chart, legend=(("c2", "This year"), ("c3", "Last year")))
    qtbot.addWidget(box)
    box.resize(400, 220)
    box.show()
    qtbot.waitExposed(box)
    box.grab()
    assert chart.accessibleDescription() == "1 4, 2 9"
    said = []
    monkeypatch.setattr("ui.kit.chart_base.QToolTip.showText", lambda *args: said.append(args[1]))
    place = chart._places[1].center().toPoint()
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    assert said == ["2 9\nlast year 7"]
    box._switch.click()
    table = box._numbers
    cells = [[table.item(r, c).text() for c in range(3)] for r in range(2)]
    assert cells == [["1", "4", ""], ["2", "9", "7"]]
    assert box._switch.accessibleName() == "Show chart"


def test_charts_without_numbers_are_drawn_too(qtbot):
    for chart in (BarChart(name="a"), HBarChart(name="b")):
        qtbot.addWidget(chart)
        chart.show()
        chart.grab()
        chart.set_bars([Bar("none", 0)])
        chart.grab()


@dataclass
class Others:
    """Another seat that writes."""

    hub: Hub
    left: int = 1

    def poll(self) -> None:
        if self.left:
            self.left -= 1
            self.hub.publish(Changes("call.log", (Change("call", 7, "new"),), "elsewhere", 9))


def test_bursts_become_one_signal(jobs: Jobs, qtbot):
    hub = Hub()
    feed = ChangeFeed(hub, jobs=jobs)
    heard = []
    feed.changed.connect(heard.append)
    for n in range(50):
        jobs.write(
            lambda _, n=n: hub.publish(Changes("call.edit", (Change("call", n, "changed"),), "here", n))
        )
    qtbot.waitUntil(lambda: heard != [])
    qtbot.wait(150)
    assert len(heard) == 1
    assert heard[0].ids("call") == set(range(50))
    assert heard[0].ids("person") == set()
    assert not heard[0].came_or_went("call")
    assert not heard[0].from_elsewhere("here")
    feed.stop()
    hub.publish(Changes("call.edit", (), "here", 99))
    qtbot.wait(150)
    assert len(heard) == 1


def test_writes_of_others_are_heard_within_a_second(jobs: Jobs, qtbot):
    hub = Hub()
    feed = ChangeFeed(hub, jobs=jobs, poll=Others(hub).poll)
    with qtbot.waitSignal(feed.changed, timeout=1000) as heard:
        pass
    burst = heard.args[0]
    assert burst.came_or_went("call")
    assert burst.from_elsewhere("here")
    assert not burst.touches("person")
    feed.stop()


def test_a_write_without_images_may_have_touched_anything(jobs: Jobs, qtbot):
    hub = Hub()
    feed = ChangeFeed(hub, jobs=jobs)
    with qtbot.waitSignal(feed.changed) as heard:
        hub.publish(Changes("demo.fill", (), "here", 1))
    assert heard.args[0].came_or_went("call")
    assert heard.args[0].touches("person")
    feed.stop()
