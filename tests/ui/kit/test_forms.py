"""What can be typed and chosen: buttons, options, fields, moments, completion, drafts."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit import when
from ui.kit.buttons import Button
from ui.kit.completion import Candidate, Completion
from ui.kit.drafts import Draft, Drafts
from ui.kit.fields import CheckField, ComboField, DateTimeField, LineField, TextField
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.options import Option, OptionGroup, Segment

NOW = datetime(2026, 10, 15, 12, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Thursday


def at(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:10", at(10, 15, 14, 10)), ("1410", at(10, 15, 14, 10)), ("9:30", at(10, 16, 9, 30)),
        ("１４：１０", at(10, 15, 14, 10)), ("下午3点", at(10, 15, 15)), ("3pm", at(10, 15, 15)),
        ("下午3点半", at(10, 15, 15, 30)), ("明天 9:30", at(10, 16, 9, 30)), ("明天9:30", at(10, 16, 9, 30)),
        ("明天下午2点", at(10, 16, 14)), ("tomorrow 9:30", at(10, 16, 9, 30)), ("后天", at(10, 17, 9)),
        ("10-15 9:00", at(10, 15, 9)), ("10-16", at(10, 16, 9)), ("10月20日 15:00", at(10, 20, 15)),
        ("2027-1-4 9:00", at(1, 4, 9, year=2027)), ("1-4 9:00", at(1, 4, 9, year=2027)),
        ("周五 10:00", at(10, 16, 10)), ("下周一 9:00", at(10, 19, 9)), ("周一9:00", at(10, 19, 9)),
        ("fri 10:00", at(10, 16, 10)), ("+2小时", at(10, 15, 14, 10)), ("半小时后", at(10, 15, 12, 40)),
        ("30分钟", at(10, 15, 12, 40)), ("+2h", at(10, 15, 14, 10)), ("3天后", at(10, 18, 12, 10)),
    ],
)  # fmt: skip
def test_moments_as_they_are_said(typed, meant):
    assert when.parse(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "12:60", "2-30 9:00", "13-1", "明天 abc", "9", "周八 9:00"]
)
def test_no_moment_is_guessed(typed):
    assert when.parse(typed, NOW) is None


def test_a_bare_clock_looks_back_when_it_tells_of_the_past():
    assert when.parse("9:30", NOW, past=True) == at(10, 15, 9, 30)
    assert when.parse("14:10", NOW, past=True) == at(10, 14, 14, 10)
    assert when.parse("12-1 9:00", NOW, past=True) == at(12, 1, 9, year=2025)
    assert when.parse("周五 9:00", NOW, past=True) == at(10, 9, 9)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_what_is_said_is_understood_again(naive):
    moment = naive.replace(second=0, microsecond=0, tzinfo=NOW.tzinfo)
    assert when.parse(when.say(moment, NOW), NOW, past=moment < NOW) == moment


@given(st.text(max_size=30))
def test_parsing_never_fails(text):
    when.parse(text, NOW)


def test_moments_are_said_the_short_way():
    assert when.say(at(10, 15, 14, 10), NOW) == "Today 14:10"
    assert when.say(at(10, 16, 9, 5), NOW) == "Tomorrow 9:05"
    assert when.say(at(10, 20, 9), NOW) == "10-20 9:00"
    assert when.say(at(1, 4, 9, year=2027), NOW) == "2027-01-04 9:00"


def test_a_button_works_late_and_only_once(qtbot):
    pressed = []
    button = Button("Save", kind="primary", key="Ctrl ↵")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    button.click()
    button.set_working("Saving…")
    button.click()
    assert (pressed, button.text()) == ([1], "Save")
    qtbot.waitUntil(lambda: button.text() == "Saving…", timeout=1500)
    button.set_working(None)
    assert (button.text(), button.isEnabled()) == ("Save", True)
    button.set_available(False, "The month is frozen")
    assert button.toolTip() == "The month is frozen"
    with pytest.raises(ValueError, match="no button kind"):
        Button("x", kind="huge")


@pytest.fixture
def category(qtbot) -> OptionGroup:
    group = OptionGroup(
        [Option(w, w, k) for w, k in (("ask", "1"), ("order", "2"), ("promise", "F8"))], name="Category"
    )
    qtbot.addWidget(group)
    group.show()
    return group


def test_digits_choose_and_say_that_the_form_may_go_on(category, qtbot):
    said = []
    category.picked.connect(lambda v: said.append(("picked", v)))
    category.keyed.connect(lambda v: said.append(("keyed", v)))
    category.returned.connect(lambda: said.append(("returned",)))
    assert category.value() is None
    qtbot.keyClick(category._buttons[0], "2")
    assert category.value() == "order"
    qtbot.keyClick(category._buttons[1], Qt.Key.Key_Return)
    assert said == [("picked", "order"), ("keyed", "order"), ("returned",)]
    qtbot.keyClick(category._buttons[1], "7")  # no such option
    category.set_value(None)
    assert category.value() is None
    with pytest.raises(ValueError, match="no option"):
        category.set_value("gossip")


def test_enter_on_an_unchosen_group_takes_what_has_the_focus(category, qtbot):
    category.activateWindow()
    category._buttons[1].setFocus()
    qtbot.waitUntil(category._buttons[1].hasFocus)
    qtbot.keyClick(category._buttons[1], Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert category.value() == "order"


def test_f_keys_choose_from_any_field_of_the_form(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field = TextField(name="Matter")
    group = OptionGroup([Option("none", "None"), Option("promise", "Call back", "F8")], name="Outcome")
    column.addWidget(field)
    column.addWidget(group)
    group.bind_keys(page)
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_F8)
    assert group.value() == "promise"


def test_arrows_move_in_a_segment(qtbot):
    tone = Segment([Option(n, n) for n in ("normal", "tough", "rude")], name="Tone")
    qtbot.addWidget(tone)
    tone.set_value("normal")
    tone.show()
    tone.activateWindow()
    tone._buttons[0].setFocus()
    qtbot.waitUntil(tone._buttons[0].hasFocus)
    qtbot.keyClick(tone._buttons[0], Qt.Key.Key_Right)
    assert tone.value() == "tough"


def test_a_form_gathers_values_and_takes_the_caret_to_the_first_mistake(qtbot):
    form = Form()
    qtbot.addWidget(form)
    number, matter, checked = LineField(name="Number"), TextField(name="Matter"), CheckField("Read back")
    who = ComboField([(1, "He Fang", "Logistics"), (2, "Liu Yang")], name="Who")
    form.add_field("number", "Number", number)
    form.add_field("matter", "Matter", matter)
    form.add_field("who", "Who", who)
    form.join("checked", checked)
    form.show()
    form.activateWindow()
    changed = []
    form.changed.connect(lambda: changed.append(1))
    form.set_values({"number": " 139 ", "matter": "a\nb", "who": 2, "checked": True, "unknown": 1})
    assert form.values() == {"number": "139", "matter": "a\nb", "who": 2, "checked": True}
    assert changed
    form.show_errors({"matter": "What did they want?", "who": "Who?"})
    qtbot.waitUntil(matter.hasFocus)
    assert matter.property("error") is True
    assert matter.accessibleDescription() == "What did they want?"
    matter.setPlainText("x")
    assert matter.property("error") is False
    form.show_errors({})
    assert not who._wrong


def test_a_wheel_over_a_choice_changes_nothing(qtbot):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    who = ComboField([(1, "A"), (2, "B")], name="Who")
    qtbot.addWidget(who)
    who.set_value(1)
    who.show()
    place = QPointF(5, 5)
    wheel = QWheelEvent(place, place, QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(who, wheel)
    assert who.value() == 1
    who.set_choices([(2, "B"), (3, "C")])
    assert who.value() is None


def test_a_moment_is_typed_shown_and_stepped(qtbot):
    due = DateTimeField(
        name="Due", now=lambda: NOW, explain=lambda m: f"{(m - NOW).total_seconds() / 3600:.0f} h"
    )
    qtbot.addWidget(due)
    due.show()
    qtbot.keyClicks(due, "14:10")
    assert due.value() == at(10, 15, 14, 10)
    assert due._note == "2 h"
    due.editingFinished.emit()
    assert due.text() == "Today 14:10"
    qtbot.keyClick(due, Qt.Key.Key_Up)
    assert due.value() == at(10, 15, 14, 20)
    due.clear()
    qtbot.keyClicks(due, "sometime")
    due.editingFinished.emit()
    assert due.value() is None
    assert due.property("error") is True


def test_tab_leaves_a_text(qtbot):
    assert TextField(name="x").tabChangesFocus()


def test_a_long_value_shows_its_beginning(qtbot):
    field = LineField(name="x")
    qtbot.addWidget(field)
    field.set_value("x" * 500)
    assert field.cursorPosition() == 0


def test_a_note_that_is_a_link_can_be_pressed(qtbot):
    field = LineField(name="x")
    qtbot.addWidget(field)
    field.resize(300, 34)
    field.set_note("dealer", icon="link", link=True)
    field.show()
    place = field._note_rect().center().toPoint()
    with qtbot.waitSignal(field.note_pressed):
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.assertNotEmitted(field.note_pressed):
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


class Asked:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.answers = []

    def __call__(self, text, answer) -> None:
        self.texts.append(text)
        self.answers.append(answer)


@pytest.fixture
def typed(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    column = QVBoxLayout(page)
    field = LineField(name="Number")
    column.addWidget(field)
    asked = Asked()
    completion = Completion(field, asked, none=("None of these", ""))
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    yield field, completion, asked
    page.close()


FOUND = [Candidate(1, "Jinan Jingyuan", "139"), Candidate(2, "Weifang")]


def test_candidates_are_taken_by_enter_and_moved_by_arrows(typed, qtbot):
    field, completion, asked = typed
    taken = []
    completion.taken.connect(lambda c: taken.append(c.value))
    qtbot.keyClicks(field, "66")
    qtbot.waitUntil(lambda: asked.texts == ["66"])
    asked.answers[0](FOUND)
    assert completion.visible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert taken == [2]
    assert not completion.visible()
    assert field.hasFocus()


def test_escape_takes_none(typed, qtbot):
    field, completion, asked = typed
    refused = []
    completion.refused.connect(lambda: refused.append(1))
    qtbot.keyClicks(field, "6")
    qtbot.waitUntil(lambda: asked.texts == ["6"])
    asked.answers[0](FOUND)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert refused == [1]
    assert field.text() == "6"


def test_a_late_answer_is_dropped(typed, qtbot):
    field, completion, asked = typed
    qtbot.keyClicks(field, "6")
    qtbot.waitUntil(lambda: asked.texts == ["6"])
    qtbot.keyClicks(field, "7")
    qtbot.waitUntil(lambda: len(asked.texts) == 2)
    asked.answers[1](FOUND)
    asked.answers[0]([Candidate(9, "old")])
    assert [c.value for c in completion.candidates()] == [1, 2]
    completion.close_up()
    asked.answers[1](FOUND)
    assert not completion.visible()


def test_drafts_are_kept_offered_and_dropped(tmp_path: Path, jobs: Jobs, qtbot):
    written = []

    def write(file: Path, data: bytes) -> None:
        written.append(file.name)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)

    drafts = Drafts(tmp_path / "drafts", jobs=jobs, write=write)
    form = {"number": "139", "due": NOW, "day": date(2026, 1, 2), "clock": time(9, 30), "who": None}
    draft = Draft(drafts, "call-1", lambda: form, every=20)
    draft.touch()
    with qtbot.waitSignal(draft.kept):
        pass
    qtbot.wait(60)
    assert written == ["call-1.json"]  # nothing changed since, nothing is written
    (tmp_path / "drafts" / "broken.json").write_text("{")
    (tmp_path / "drafts" / "other.json").write_text("[1]")
    (tmp_path / "drafts" / "saved.json").symlink_to(
        tmp_path / "gone"
    )  # it was there when the folder was listed
    offered = []
    drafts.offer(offered.append)
    qtbot.waitUntil(lambda: offered != [])
    assert offered == [{"call-1": form}]
    assert (tmp_path / "drafts" / "broken.unreadable").exists()
    assert (tmp_path / "drafts" / "other.unreadable").exists()
    draft.drop()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert not (tmp_path / "drafts" / "call-1.json").exists()


def test_a_draft_that_could_not_be_kept_is_tried_again(tmp_path: Path, qtbot, monkeypatch):
    jobs = Jobs(expected=(OSError,))
    full = [True]

    def write(file: Path, data: bytes) -> None:
        if full[0]:
            raise OSError("disk full")
        file.write_bytes(data)

    draft = Draft(Drafts(tmp_path, jobs=jobs, write=write), "call", lambda: {"a": 1}, every=10)
    draft.touch()
    with qtbot.waitSignal(draft.failed):
        pass
    full[0] = False
    with qtbot.waitSignal(draft.kept):
        pass
    assert json.loads((tmp_path / "call.json").read_bytes()) == {"a": 1}
    jobs.shutdown()


def test_durations_are_exact():
    assert when.parse("+2h", NOW) == NOW + timedelta(hours=2)


def test_what_is_wrong_stands_under_its_own_field_and_vanishes(qtbot):
    form = Form()
    code, tier = LineField(name="Code"), LineField(name="Tier")
    form.add_row("Code", code, tier)
    for key, field in (("code", code), ("tier", tier)):
        form.join(key, field)
    qtbot.addWidget(form)
    form.resize(600, 200)
    form.show()
    form.show_errors({"tier": "Tier is missing."})
    (said,) = [each for each in form.findChildren(QLabel) if each.text() == "Tier is missing."]
    assert said.isVisible()
    qtbot.waitUntil(lambda: said.mapTo(form, QPoint()).x() == tier.x())
    assert said.mapTo(form, QPoint()).y() >= tier.geometry().bottom()
    high = form.sizeHint().height()
    form.show_errors({})
    assert not said.isVisible()
    assert form.sizeHint().height() < high
