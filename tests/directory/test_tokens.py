"""The tokens both databases index, and that a phrase of a text always finds that text."""

from hypothesis import given
from hypothesis import strategies as st

from app.directory import service
from app.directory.tokens import is_hanzi, tokens
from app.office.desk import Desk

CHARACTERS = st.text(alphabet="京乐坊济南𠮷㐂镕aBé1２０ -，。()/\"'*:^", min_size=1, max_size=20)


def test_tokens_are_hanzi_and_runs() -> None:
    assert tokens("13日发的青花53度 30箱，ＡＢｃ-9 𠮷田") == [
        "13", "日", "发", "的", "青", "花", "53", "度", "30", "箱", "abc", "9", "𠮷", "田",
    ]  # fmt: skip
    assert is_hanzi("𠮷")
    assert not is_hanzi("a")


@given(CHARACTERS)
def test_tokens_of_joined_tokens_are_the_same(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once


def test_every_text_is_found_by_every_phrase_of_it(desk: Desk) -> None:
    texts = [
        "13日发的青花53度 30箱",
        'a "quoted" AND * word',
        "𠮷野家·㐂多",
        "冰镇到8℃喝",
        "NEAR(京 乐)",
        "é结束",
    ]
    with desk.store.write("test") as session:
        for number, text in enumerate(texts, 1):
            service.put(session, "call", number, words=[text], new=True)
    with desk.store.read() as session:
        for number, text in enumerate(texts, 1):
            for start in range(len(text)):
                for end in range(start + 1, len(text) + 1):
                    phrase = text[start:end]
                    inside_a_word = text[:start][-1:].isalnum() and phrase[0].isascii()
                    if not tokens(phrase) or inside_a_word:
                        continue  # from the middle of a word nothing is promised
                    assert number in service.find(session, "call", phrase, limit=9).ids, phrase


def test_a_phrase_does_not_run_from_one_field_into_the_next(desk: Desk) -> None:
    with desk.store.write("test") as session:
        service.put(session, "call", 1, words=["京乐", "坊酒"], new=True)
    with desk.store.read() as session:
        assert service.find(session, "call", "乐坊", limit=9).total == 0
        assert service.find(session, "promise", "京乐", limit=9).total == 0


def test_putting_again_replaces_names_and_removing_forgets(desk: Desk) -> None:
    with desk.store.write("test") as session:
        service.put(session, "caller", 7, names=["仇国栋"], numbers=["13800138000"], new=True)
    with desk.store.write("test") as session:
        service.put(session, "caller", 7, names=["单志强"], numbers=["13800138000"])
    with desk.store.read() as session:
        assert service.find(session, "caller", "qgd", limit=9).ids == ()
        assert service.find(session, "caller", "szq", limit=9).ids == (7,)
        assert service.who(session, "13800138000") == [("caller", 7)]
    with desk.store.write("test") as session:
        service.remove(session, "caller", 7)
    with desk.store.read() as session:
        assert service.who(session, "13800138000") == []
        assert service.find(session, "caller", "志强", limit=9).total == 0
