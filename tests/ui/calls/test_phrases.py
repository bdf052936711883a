"""Phrases typed out by abbreviation in matter and answer, and picked from the list."""

from PySide6.QtWidgets import QApplication

from app.office import phrases
from app.office.phrases import NewPhrase
from tests.ui.calls.conftest import HELD, KEY, Hands
from ui.calls.phrases import PhrasePicker
from ui.kit.expansion import Expansion


def at_matter(hands: Hands) -> Expansion:
    """A call whose matter has the caret."""
    hands.take("13953106688")
    hands.press(KEY.Key_1)
    hands.qtbot.wait(20)
    return hands.form.phrases.expansions[hands.form.matter]


def typed(hands: Hands, text: str) -> None:
    hands.type(text)
    hands.qtbot.wait(30)


def test_a_key_and_enter_type_the_phrase_out_as_one_step(hands: Hands) -> None:
    expansion = at_matter(hands)
    typed(hands, "30 boxes ")
    assert not expansion.visible()
    typed(hands, "ys")
    assert [one.title for one in expansion.candidates()] == ["破损拒收"]
    hands.press(KEY.Key_Return)
    text = "30 boxes 卸货前请先验外箱，有破损请拍照并在回单上注明。"
    assert hands.form.matter.value() == text
    assert hands.form.matter.hasFocus(), "Enter was the candidate's, not the form's"
    hands.form.matter.undo()
    assert hands.form.matter.value() == "30 boxes ys"
    hands.form.matter.redo()
    hands.save()
    assert hands.rows()[-1].matter == text


def test_the_slash_shows_all_and_the_arrows_choose(hands: Hands) -> None:
    expansion = at_matter(hands)
    typed(hands, "/d")
    titles = [one.title for one in expansion.candidates()]
    assert len(titles) >= 4
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Tab)
    assert hands.form.matter.value() in {row.text for row in phrases.rows(hands.desk)}
    assert hands.form.matter.hasFocus()


def test_words_are_left_alone(hands: Hands) -> None:
    expansion = at_matter(hands)
    for words in ("price of the ys300", "hy", "500ml", "a/b"):
        hands.form.matter.setPlainText("")
        typed(hands, words)
        if words != "hy":
            assert not expansion.visible(), words
    hands.press(KEY.Key_Escape)
    assert hands.form.isVisible(), "Esc closed the candidates only"


def test_letters_that_only_begin_a_key_do_not_take_enter_from_the_form(hands: Hands) -> None:
    expansion = at_matter(hands)
    typed(hands, "bz")
    assert expansion.visible()
    hands.press(KEY.Key_Return)
    assert hands.form.matter.value() == "bz"
    assert hands.form.answer.hasFocus()


def test_slots_are_filled_from_the_call(hands: Hands) -> None:
    phrases.save(hands.desk, NewPhrase(key="probe", title="slots", text="{name}|{number}|{us}|{due}|{me}"))
    hands.settle()
    at_matter(hands)
    typed(hands, "probe")
    hands.press(KEY.Key_Tab)
    assert hands.form.matter.value() == "王建国|139 5310 6688|京乐坊酒业有限公司|14:12|前台"


def test_the_picker_finds_by_pinyin_and_types_where_the_caret_was(hands: Hands) -> None:
    at_matter(hands)
    typed(hands, "boxes: ")
    hands.press(KEY.Key_P, HELD.AltModifier)
    hands.settle()
    (picker,) = hands.program.window.findChildren(PhrasePicker)
    first = picker.table.current_row()
    assert first is not None and "Inquiry" in first.title.text, "phrases of the category come first"
    typed(hands, "posun")
    hands.settle()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert hands.form.matter.value().startswith("boxes: 卸货前")
    assert QApplication.focusWidget() is hands.form.matter
