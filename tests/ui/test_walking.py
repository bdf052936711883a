"""The walks themselves: each finds what it is there to find, and is silent about what is right."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui import walking
from ui.kit import paint, theme
from ui.kit.chips import Chip
from ui.kit.labels import Line, label


@pytest.fixture
def page(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(200, 200)
    made.show()
    return made


def put(page: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        page.layout().addWidget(widget)
    page.layout().activate()
    for widget in widgets:
        widget.show()


def test_a_control_without_a_name_is_found(page: QWidget) -> None:
    named, bare, told = QPushButton("Save"), QPushButton(), QLineEdit()
    told.setAccessibleName("Phone")
    put(page, named, bare, told, QLineEdit())
    found = walking.nameless(page)
    assert [each.split()[0] for each in found] == ["QPushButton", "QLineEdit"]


def test_a_label_that_is_cut_is_found(page: QWidget) -> None:
    narrow, low, fits = (
        QLabel("much too long for it"),
        label("one two three four five " * 4, wrap=True),
        QLabel("ok"),
    )
    narrow.setFixedWidth(40)
    low.setFixedHeight(20)
    put(page, narrow, low, fits)
    assert len(walking.cut(page)) == 2


def test_a_hint_that_is_cut_is_found(page: QWidget) -> None:
    line = QLineEdit()
    line.setPlaceholderText("as one says it: tomorrow 9:30")
    line.setFixedWidth(80)
    put(page, line)
    assert len(walking.cut(page)) == 1
    line.setText("10")
    assert walking.cut(page) == []


def test_what_a_painter_cuts_is_found_unless_it_gives_way(page: QWidget) -> None:
    chip, line, told = Chip("a filter with a long name"), Line("data " * 40), _Painted("told " * 40)
    chip.setFixedWidth(60)
    told.setToolTip("told " * 40)
    put(page, chip, line, told, _Painted("cut " * 40))
    with walking.watched_paint() as found:
        page.grab()
    assert sorted({each.split()[0] for each in found}) == ["Chip", "_Painted"]
    assert len(found) == 2


def test_what_is_pushed_out_of_sight_is_found(page: QWidget) -> None:
    inside, outside = QLabel("in"), QLabel("out")
    put(page, inside, outside)
    outside.move(190, 10)
    assert [each.split()[1] for each in walking.unplaced(page)] == ["'out'"]


class _Painted(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setFixedHeight(20)

    def paintEvent(self, event) -> None:
        paint.text(paint.painter_of(self), self.rect(), self._words, colour="#000000", font=theme.font(14))
