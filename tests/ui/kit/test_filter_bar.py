"""Filters as chips: offered, edited and removed by keys; what chips say; editors of every kind."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.office.filters import Choice, Field
from tests.conftest import MORNING
from ui.kit import filter_words
from ui.kit.filter_bar import FilterBar
from ui.kit.filter_editors import ChoiceEditor, DaysEditor, FieldsPopover, FlagEditor, TextEditor
from ui.kit.overlay import Overlay

KEY = Qt.Key
TODAY = MORNING.date()
PEOPLE = tuple(Choice(n, name, keys=(key,)) for n, (name, key) in enumerate(
    [("陈静", "cj"), ("刘洋", "ly"), ("何芳", "hf"), ("赵明", "zm"), ("周倩", "zq"), ("吴强", "wq"), ("李雪", "lx"),
     ("罗军", "lj"), ("马丽", "ml"), ("孙浩", "sh")]))  # fmt: skip
FIELDS = (
    Field("at", "Time", "days"),
    Field(
        "category",
        "Category",
        "choice",
        (Choice("order", "Order"), Choice("other", "Other"), Choice("x", "X")),
    ),
    Field("agent", "Taken by", "person", PEOPLE),
    Field("matter", "Matter", "text", hint="Words"),
    Field("confirmed", "Read back", "flag", yes="Read back", no="Not read back"),
)


class Bar:
    """A bar in a window, what it told, and keys for it."""

    def __init__(self, qtbot) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        column = QVBoxLayout(self.page)
        self.asked: list[str] = []
        self.answers: list[Any] = []
        self.bar = FilterBar(name="Filters", now=lambda: MORNING, counting=self._count)
        self.bar.set_fields(FIELDS)
        column.addWidget(self.bar)
        column.addStretch(1)
        self.page.resize(700, 600)
        self.page.show()
        self.page.activateWindow()
        self.told: list[dict[str, Any]] = []
        self.bar.changed.connect(self.told.append)
        self.bar.more.setFocus()

    def _count(self, key: str, answer: Any) -> None:
        self.asked.append(key)
        self.answers.append(answer)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def enter(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def open_(self, kind: type[Overlay]) -> Any:
        shown = [one for one in self.page.findChildren(kind) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def chips(self) -> list[str]:
        return [chip.text() for chip in self.bar._chips]


@pytest.fixture
def bar(qtbot) -> Iterator[Bar]:
    made = Bar(qtbot)
    qtbot.waitUntil(made.bar.more.hasFocus)
    return made


def test_a_filter_is_added_by_keys_alone(bar: Bar) -> None:
    bar.press(KEY.Key_Return)
    bar.open_(FieldsPopover)
    bar.press(KEY.Key_Down, KEY.Key_Return)
    editor = bar.open_(ChoiceEditor)
    assert editor.field.key == "category"
    bar.press(KEY.Key_Space, KEY.Key_Down, KEY.Key_Down, KEY.Key_Space, KEY.Key_Return)
    assert bar.told == [{"category": ["order", "x"]}]
    assert bar.chips() == ["Order, X"]
    assert bar.bar._chips[0].hasFocus()


def test_chips_are_walked_edited_and_removed_by_keys(bar: Bar) -> None:
    bar.bar.set_values({"at": {"span": "month"}, "category": ["order"], "confirmed": False})
    assert bar.chips() == ["This month", "Order", "Not read back"]
    bar.press(KEY.Key_Left, KEY.Key_Left)
    assert bar.bar._chips[1].hasFocus()
    bar.press(KEY.Key_Delete)
    assert bar.told[-1] == {"at": {"span": "month"}, "confirmed": False}
    assert bar.bar._chips[1].hasFocus()
    bar.press(KEY.Key_Return)
    bar.open_(FlagEditor)
    bar.press(KEY.Key_Escape)
    assert len(bar.told) == 1
    bar.press(KEY.Key_Backspace, KEY.Key_Left, KEY.Key_Delete)
    assert bar.told[-1] == {}
    assert bar.bar.empty()


def test_the_cross_removes_and_the_rest_edits(bar: Bar, qtbot) -> None:
    bar.bar.set_values({"category": ["order"]})
    chip = bar.bar._chips[0]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center() - chip.rect().center() / 2)
    bar.open_(ChoiceEditor).dismiss()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().topRight() - chip.rect().topLeft() +
                     type(chip.rect().center())(-10, 12))  # fmt: skip
    assert bar.told == [{}]
    assert not [one for one in bar.page.findChildren(Overlay) if one.isVisible()]


def test_many_choices_are_found_by_initials_and_the_only_hit_is_taken(bar: Bar) -> None:
    bar.bar.edit("agent")
    editor = bar.open_(ChoiceEditor)
    assert editor.search is not None and editor.search.hasFocus()
    bar.enter("hf")
    bar.press(KEY.Key_Return)
    assert bar.told == [{"agent": [2]}]
    bar.bar.edit("agent")
    editor = bar.open_(ChoiceEditor)
    bar.press(KEY.Key_Down, KEY.Key_Down)
    assert editor.ticks[1].hasFocus()
    bar.enter("z")  # letters typed on a choice go on searching
    assert [tick.text() for tick in editor._shown()] == ["赵明", "周倩"]


def test_counts_stand_behind_the_words_when_they_come(bar: Bar) -> None:
    bar.bar.edit("category")
    editor = bar.open_(ChoiceEditor)
    assert bar.asked == ["category"]
    bar.answers[0]({"order": 1204})
    said = [(tick.text(), tick.accessibleDescription()) for tick in editor.ticks.values()]
    assert said == [("Order", "1,204"), ("Other", "0"), ("X", "0")]
    editor.dismiss()
    bar.answers[0]({"order": 7})  # too late: nobody looks any more


def test_days_by_a_span_or_typed(bar: Bar) -> None:
    bar.bar.edit("at")
    editor = bar.open_(DaysEditor)
    editor.spans.pick("last_month")
    assert bar.told[-1] == {"at": {"span": "last_month"}}
    bar.bar.edit("at")
    editor = bar.open_(DaysEditor)
    editor.first.setFocus()
    bar.enter("10-9")
    bar.press(KEY.Key_Return)
    assert bar.told[-1] == {"at": {"first": "2026-10-09", "last": None}}
    bar.bar.edit("at")
    editor = bar.open_(DaysEditor)
    editor.last.setFocus()
    bar.enter("nonsense")
    bar.press(KEY.Key_Return)
    assert editor.isVisible() and editor.last.hasFocus()
    editor.last.set_value("10-1")
    bar.press(KEY.Key_Return)
    assert bar.told[-1] == {"at": {"first": "2026-10-01", "last": "2026-10-09"}}
    assert bar.chips() == ["10-01 – 10-09"]


def test_text_and_flag(bar: Bar) -> None:
    bar.bar.edit("matter")
    bar.open_(TextEditor)
    bar.enter("invoice of September")
    bar.press(KEY.Key_Return)
    assert bar.chips() == ["Matter “invoice of …”"]
    bar.bar.edit("matter")
    bar.open_(TextEditor).line.clear()
    bar.press(KEY.Key_Return)
    bar.bar.edit("confirmed")
    bar.open_(FlagEditor).options.pick(True)
    assert bar.told[-1] == {"confirmed": True}


def test_values_that_do_not_fit_are_not_shown(bar: Bar) -> None:
    bar.bar.set_values({"at": {"span": "no such"}, "category": "order", "gone": 1, "agent": [77]})
    assert bar.bar.values() == {"agent": [77]}
    assert bar.chips() == ["77"]
    assert bar.told == []


def test_lead_chips_go_by_their_cross(bar: Bar) -> None:
    gone: list[str] = []
    bar.bar.lead_removed.connect(gone.append)
    bar.bar.set_lead([("view", "Orders", "bookmark")])
    bar.bar.set_values({"category": ["order"]})
    assert bar.chips() == ["Orders", "Order"]
    bar.bar._chips[0].setFocus()
    bar.press(KEY.Key_Delete)
    assert gone == ["view"]


@pytest.mark.parametrize(
    ("key", "value", "short", "long"),
    [
        ("category", ["order", "other"], "Order, Other", "Category: Order, Other"),
        ("category", ["order", "other", "x"], "Order and 2 more", "Category: Order, Other, X"),
        ("at", {"span": "yesterday"}, "Yesterday", "Time: 2026-10-14"),
        ("at", {"first": "2025-12-30", "last": "2026-01-02"}, "2025-12-30 – 2026-01-02",
         "Time: 2025-12-30 – 2026-01-02"),
        ("at", {"first": None, "last": "2026-10-01"}, "until 10-01", "Time: until 2026-10-01"),
        ("matter", "flask", "Matter “flask”", "Matter: flask"),
        ("confirmed", False, "Not read back", "Read back: Not read back"),
    ],
)  # fmt: skip
def test_what_a_chip_says(key: str, value: Any, short: str, long: str) -> None:
    field = next(each for each in FIELDS if each.key == key)
    assert filter_words.said(field, value, TODAY) == short
    assert filter_words.whole(field, value, TODAY) == long


def test_the_bar_wraps_in_a_narrow_pane(bar: Bar) -> None:
    bar.bar.set_values({"at": {"span": "last_30"}, "category": ["order", "other"], "agent": [1, 2]})
    wide = bar.bar.heightForWidth(600)
    assert bar.bar.heightForWidth(260) > wide
