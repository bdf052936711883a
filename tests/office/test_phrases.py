"""Phrases: ours in a new office, the office's own, found by key and pinyin, typed out by abbreviation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calls import rules, situations
from app.office import abbreviations, phrases
from app.office.desk import Desk
from app.office.phrases import NewPhrase
from app.store.errors import Conflict, FieldError


def test_a_new_office_has_ours_and_they_are_no_step_to_undo(desk: Desk) -> None:
    assert {row.key for row in phrases.rows(desk)} == {each.key for each in phrases.ours("zh")}
    assert desk.store.undoable() is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ours_are_sound_in_both_languages(language: str) -> None:
    ours = phrases.ours(language)
    occasions = {"", *rules.CATEGORIES, *situations.LABELS}
    assert len(ours) >= 30
    for each in ours:
        assert abbreviations.problem(each.key) is None
        assert each.title and each.text and each.occasion in occasions
    assert [each.key for each in ours] == [each.key for each in phrases.ours("zh")]


def test_saving_changing_and_refusing(desk: Desk) -> None:
    made = phrases.save(desk, NewPhrase(key="/YHJ", title="优惠卷", text="凭券九折", occasion="order"))
    row = next(row for row in phrases.rows(desk) if row.id == made)
    assert row.key == "yhj"
    for key, field in (("yhj", "key"), ("1a", "key"), ("", "key"), ("优惠", "key")):
        with pytest.raises(FieldError) as refused:
            phrases.save(desk, NewPhrase(key=key, title="另一条", text="字"))
        assert refused.value.field == field
    with pytest.raises(FieldError, match="正文"):
        phrases.save(desk, NewPhrase(key="leer", title="空", text="  "))
    changed = NewPhrase(key="yhj", title="优惠券", text="凭券九折")
    phrases.save(desk, changed, phrase_id=made, row_version=row.row_version)
    with pytest.raises(Conflict):
        phrases.save(desk, changed, phrase_id=made, row_version=row.row_version)


def test_the_bin_frees_a_key_and_ours_come_back_only_where_they_are_missing(desk: Desk) -> None:
    everyone = phrases.rows(desk)
    assert phrases.remove(desk, [row.id for row in everyone[:3]]) == 3
    assert len(phrases.rows(desk)) == len(everyone) - 3
    phrases.save(desk, NewPhrase(key=everyone[0].key, title="自己的", text="自己写的"))
    assert phrases.add_ours(desk) == 2
    assert phrases.add_ours(desk) == 0


def test_found_by_key_title_pinyin_and_text_the_occasion_first(desk: Desk) -> None:
    known = phrases.rows(desk)
    assert phrases.fitting(known, "/ys")[0].title == "破损拒收"
    assert phrases.fitting(known, "posun")[0].key == "ys"
    assert "ys" in [row.key for row in phrases.fitting(known, "外箱")]
    assert phrases.fitting(known, "", occasion="order")[0].occasion == "order"
    assert phrases.fitting(known, "nothing of the kind") == []


@pytest.mark.parametrize(
    ("text", "letters", "length", "led"),
    [
        ("青花30箱 fh", "fh", 2, False), ("/", "", 1, True), ("货/f", None, 0, False), ("已/fh", None, 0, False),
        ("到了/ /fh", "fh", 3, True), ("500ml", None, 0, False), ("f", None, 0, False), ("请稍等sd", "sd", 2, False),
        ("A/fh", None, 0, False), ("", None, 0, False),
    ],
)  # fmt: skip
def test_what_may_be_an_abbreviation(text: str, letters: str | None, length: int, led: bool) -> None:
    found = abbreviations.before(text)
    if letters is None:
        assert found is None or found.led
        return
    assert found is not None
    assert (found.letters, found.length, found.led) == (letters, length, led)


@given(st.text(max_size=40))
def test_an_abbreviation_is_always_the_end_of_the_text(text: str) -> None:
    found = abbreviations.before(text)
    if found is not None:
        assert text.endswith(text[len(text) - found.length :])
        assert text[len(text) - found.length :].lower().endswith(found.letters)


def test_slots_are_filled_and_unknown_braces_stay() -> None:
    said = abbreviations.fill("您好{name}，{due}前回电 {what} {}", {"name": "王先生", "due": "14:10"})
    assert said == "您好王先生，14:10前回电 {what} {}"
