"""Toasts can be read whole, cover nothing that is worked with, and give way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import words
from ui.kit import paint, theme
from ui.kit.overlay import Overlay
from ui.kit.panes import Pane, Panes
from ui.kit.toast import DONE, ERROR, NOTE, SHADE, Toast
from ui.kit.toasts import WIDEST, Toasts

ROOT = Path(__file__).parents[3]
NARROW = 336  # what the pane beside the form of a call leaves
SAYS = ("show", "note", "undo", "error")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A page with two panes, both empty."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1290, 700)
    work, know = Pane(name="Work"), Pane("sunken", name="Know")
    for pane in (work, know):
        pane.body.addStretch(1)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Panes(work=work, know=know))
    made.show()
    return made


def panes(host: QWidget) -> list[QWidget]:
    found = host.findChild(Panes)
    assert isinstance(found, Panes)
    return found.panes()


def put(pane: QWidget, widget: QWidget, *, stretch: int = 0) -> None:
    """`widget` at the foot of the pane, on screen."""
    pane.body.addWidget(widget, stretch)  # type: ignore[attr-defined]
    widget.show()
    pane.body.activate()  # type: ignore[attr-defined]


def within(widget: QWidget, host: QWidget) -> QRect:
    return QRect(widget.mapTo(host, QPoint(0, 0)), widget.size())


def test_a_long_sentence_stands_in_lines_of_like_length(host: QWidget) -> None:
    said = "There is nothing to ask yet: write down first what was done, and by whom it was done."
    toast = Toasts(host).note(said, sub="Then ask how satisfied they are.")
    title, sub = toast._texts
    assert len(title._lines) == 2 and " ".join(title._lines) == said
    assert sub._lines == ["Then ask how satisfied they are."]
    short, long = sorted(paint.width_of(line, title.font_of()) for line in title._lines)
    assert short > long / 2
    assert toast.bar().width() <= theme.px(WIDEST)
    assert toast.rect().adjusted(SHADE, SHADE, -SHADE, -SHADE).contains(within(title, toast))


def test_it_stands_low_in_the_widest_pane(host: QWidget) -> None:
    toast = Toasts(host).show("Saved")
    work = within(panes(host)[0], host)
    assert work.contains(toast.bar()) and toast.bar().bottom() > work.height() * 0.9
    assert abs(toast.bar().center().x() - work.center().x()) < 3


def test_it_stands_above_what_is_at_the_foot(host: QWidget) -> None:
    save = QPushButton("Save")
    put(panes(host)[0], save)
    toast = Toasts(host).show("Saved")
    assert within(panes(host)[0], host).contains(toast.bar())
    assert toast.bar().bottom() < within(save, host).top()


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLabel, QPushButton])
def test_in_a_full_page_it_stands_in_the_other_pane(host: QWidget, qtbot: QtBot, kind: type) -> None:
    full = kind("full " * 300)
    if isinstance(full, QLabel):
        full.setWordWrap(True)
    full.setFixedHeight(690)
    put(panes(host)[0], full, stretch=1)
    qtbot.waitUntil(lambda: full.visibleRegion().boundingRect().height() > 680)
    toasts = Toasts(host)
    toast = toasts.undo("The complaint of 内蒙古呼伦贝尔市海拉尔区草原情深酒业 went to 吴强", lambda: None)
    assert within(panes(host)[1], host).contains(toast.bar())
    assert len(toast._texts[0]._lines) > 1


def test_it_gives_way_when_the_page_changes_and_stays_when_it_need_not(host: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(host)
    toast = toasts.error("Not saved: the disk is full", again=lambda: None)
    qtbot.waitUntil(lambda: toast.rise.state() == toast.rise.State.Stopped)
    before = toast.bar()
    toasts._give_way()
    assert toast.bar() == before
    save = QPushButton("Save")
    put(panes(host)[0], save)
    toasts._give_way()
    assert not toast.bar().intersects(within(save, host))


class Full:
    """A window whose page is full from edge to edge, with a strip below it for messages."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window, self.page = QWidget(), Pane(name="Work")
        self.strip, self.text = Pane("window", name="Messages"), QPlainTextEdit("full")
        self.page.body.addWidget(self.text)
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.page, 1)
        column.addWidget(self.strip)
        self.toasts = Toasts(self.page, strip=self.strip)
        self.window.resize(1200, 600)
        self.window.show()
        self.whole = self.page.height()

    def stands_in(self, toast: Toast, pane: Pane) -> bool:
        return within(pane, self.window).contains(toast.bar())


@pytest.fixture
def full(qtbot: QtBot) -> Full:
    return Full(qtbot)


def test_a_page_full_from_edge_to_edge_gives_a_strip_and_takes_it_back(full: Full) -> None:
    first = full.toasts.undo("1 call went to the bin", lambda: None)
    second = full.toasts.error("Not saved: the disk is full", again=lambda: None)
    for toast in (first, second):
        assert full.stands_in(toast, full.strip)
        assert not toast.bar().intersects(within(full.page, full.window))
    full.toasts.clear()
    assert full.page.height() == full.whole and not full.strip.isVisible()


def test_the_strip_is_given_back_as_soon_as_the_page_has_room(full: Full) -> None:
    toast = full.toasts.error("Not saved: the disk is full", again=lambda: None)
    full.toasts._give_way()
    assert full.strip.isVisible(), "the page is as full as before"
    full.text.hide()
    full.toasts._give_way()
    assert not full.strip.isVisible() and full.page.height() == full.whole
    assert full.stands_in(toast, full.page)


def test_a_page_that_was_full_again_is_looked_at_anew_when_it_has_changed(full: Full, qtbot: QtBot) -> None:
    class Shy(QObject):
        """Hides the text while the page is smaller than it could be."""

        def eventFilter(self, _page: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Resize:
                full.text.setVisible(full.page.height() >= full.whole)
            return False

    shy = Shy()
    full.page.installEventFilter(shy)
    toast = full.toasts.error("Not saved: the disk is full", again=lambda: None)
    for _look in range(3):
        full.toasts._give_way()
        assert full.strip.isVisible(), "given back, the page is full again"
    full.page.removeEventFilter(shy)
    full.text.hide()
    full.page.body.addWidget(QLabel("nothing to do"))
    qtbot.waitUntil(lambda: not full.strip.isVisible())
    assert full.stands_in(toast, full.page)


def test_what_goes_on_failing_is_told_in_one_place_and_pushes_nothing_out(host: QWidget) -> None:
    toasts, again = Toasts(host), []
    toasts.undo("1 call went to the bin", lambda: None)
    for number in range(3):
        toasts.error("The database can't be reached.", again=lambda number=number: again.append(number))
    assert [toast.words for toast in toasts.shown()] == [
        "1 call went to the bin",
        "The database can't be reached.",
    ]
    toasts.shown()[1].action.click()
    assert again == [2]


def test_an_error_that_had_to_make_room_comes_back(host: QWidget) -> None:
    toasts = Toasts(host)
    for said in ("disk", "server", "printer"):
        toasts.error(said)
    note = toasts.note("Nothing to save")
    assert [toast.words for toast in toasts.shown()] == ["printer", "Nothing to save"]
    note.close_up()
    for left in (["printer", "server"], ["printer", "disk"], ["printer"]):
        assert [toast.words for toast in toasts.shown()] == left
        toasts.shown()[-1].close_up()
    assert toasts.shown() == []


def test_its_key_works_in_the_panel_it_stands_beside(host: QWidget, qtbot: QtBot) -> None:
    toasts, undone = Toasts(host), []
    toasts.show("before", action="Undo", key="Alt Z", run=lambda: undone.append("under the panel"))
    panel, line = Overlay(host, name="Panel"), QLineEdit()
    panel.body.addWidget(line)
    panel.open()
    host.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    toasts.undo("saved", lambda: undone.append("saved"))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_U):
        QTest.keyClick(line, key, Qt.KeyboardModifier.AltModifier)
    assert undone == ["saved"]
    assert not panel._through, "afterwards the keys of the window are silent again"


def test_over_a_panel_it_stands_beside_it(host: QWidget) -> None:
    panel = Overlay(host, name="Panel")
    panel.body.addWidget(QPushButton("Save"))
    panel.panel.setMinimumHeight(300)
    panel.open()
    toast = Toasts(host).show("Saved")
    assert not toast.bar().intersects(within(panel.panel, host))
    assert host.children().index(toast) > host.children().index(panel)


def test_a_panel_that_opens_later_lies_over_it_and_its_time_stands_still(host: QWidget) -> None:
    toasts = Toasts(host)
    before = toasts.undo("1 call went to the bin", lambda: None)
    panel = Overlay(host, name="Panel")
    panel.body.addWidget(QPushButton("Save"))
    panel.open()
    toasts._give_way()
    stood = before.bar()
    said = toasts.note("Nothing to save")
    toasts._give_way()
    order = host.children()
    assert order.index(before) < order.index(panel) < order.index(said)
    assert before.bar() == stood and not before._timer.isActive() and said._timer.isActive()
    panel.close_up()
    toasts._give_way()
    assert before._timer.isActive()
    assert before.bar().bottom() < said.bar().top(), "both stand on the page again"


def test_said_beside_a_panel_over_a_panel_it_stays_with_the_one_below(host: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(host)
    below, above = Overlay(host, name="Below"), Overlay(host, name="Above")
    for panel in (below, above):
        panel.body.addWidget(QPushButton("Save"))
        panel.open()
    said = toasts.note("Sent to the printer")
    above.close_up()
    toasts._give_way()
    assert said._timer.isActive(), "its time goes on"
    below.close_up()
    toasts._give_way()
    assert said._timer.isActive()


def test_two_of_them_are_of_one_width(host: QWidget) -> None:
    toasts = Toasts(host)
    toasts.undo("1 call went to the bin", lambda: None)
    toasts.error("Not saved: the disk is full, and it was full an hour ago.", again=lambda: None)
    above, below = (toast.bar() for toast in toasts.shown())
    assert (above.left(), above.width()) == (below.left(), below.width())
    assert above.bottom() < below.top()


def told() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every sentence that the window says as a toast: where, and the words of its message."""
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            of_toasts = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value).endswith(
                "toasts"
            )
            parts = [*node.args[:1], *(key.value for key in node.keywords if key.arg == "sub")]
            if not (of_toasts and name in SAYS):
                parts = [key.value for key in node.keywords if key.arg == "said" and name == "save"]
            for part in parts:
                for call in ast.walk(part):
                    name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
                    if name in ("_", "ngettext"):
                        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
                        yield f"{file.name}:{call.lineno}", tuple(str(text) for text in texts)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_is_two_lines_at_most(host: QWidget, lang: str) -> None:
    words.use(lang)
    found = list(told())
    assert len(found) > 60, "the sentences are looked for where they are not"
    wrong = []
    for where, texts in found:
        said = words.ngettext(*texts, 2) if len(texts) == 2 else words._(texts[0])
        toast = Toast(said, sub="", kind=NOTE, action="Undo", key="Alt U", parent=host)
        toast.fit(0, WIDEST)
        if len(toast._texts[0]._lines) > 2:
            wrong.append(f"{where} {said}")
        toast.fit(0, NARROW)
        assert "".join(toast._texts[0]._lines).replace(" ", "") == said.replace(" ", "")
        assert toast.bar_size(NARROW).width() <= NARROW
        toast.close_up()
    assert not wrong


def test_something_to_know_does_not_look_like_something_done(host: QWidget) -> None:
    toasts = Toasts(host)
    assert [toasts.show("a").kind, toasts.note("b").kind, toasts.error("c").kind] == [DONE, NOTE, ERROR]
