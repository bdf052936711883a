"""Pinyin of names for search and sorting: every reading, the right one first.

A name's surname is read by the table of surnames (单雄信 shan), a word by the table of phrases (单县);
all further readings follow, so that whoever types one of them finds the name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, product

from app.china import readings
from app.china.surnames import SURNAMES

CAP = 32
"""At most so many readings of one text; those nearest to the usual one stay."""

_HANZI = r"\u3007\u3400-\u9fff\U00020000-\U0003ffff"
# Short texts that end so are places, firms and offices, not people.
_NO_NAME = re.compile(r"[省市县区州镇乡村路店厂行司部楼号社所局院校处站馆坊港]$")
_COMPOUND = max(map(len, SURNAMES))


@cache  # late: all hanzi in a pattern take a millisecond or two
def _token() -> re.Pattern[str]:
    return re.compile(rf"[a-z0-9]+|[{_HANZI}]+")


@cache
def _name() -> re.Pattern[str]:
    compounds = "|".join(name for name in SURNAMES if len(name) > 1)
    return re.compile(rf"[{_HANZI}]{{2,3}}|(?:{compounds})[{_HANZI}]{{1,2}}")


def _surname(name: str) -> list[str]:
    """The readings of the surname that `name` begins with, if it is one of the special ones."""
    for length in range(min(_COMPOUND, len(name)), 0, -1):
        if name[:length] in SURNAMES:
            return SURNAMES[name[:length]].split()
    return []


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _tokens(text: str, person: bool | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each hanzi with its readings, the right one first; each run of letters and digits as its own reading."""
    plain = _plain(text).strip()
    if person is None:
        person = bool(_name().fullmatch(plain)) and not _NO_NAME.search(plain)
    for found in _token().finditer(plain):
        run = found.group()
        if run.isascii():
            yield run, (run,)
            continue
        words: Sequence[tuple[str, ...]] = readings.of_run(run)
        if person:  # a name is no word: 乐毅 may be called le as well
            surname = _surname(run) if found.start() == 0 else []
            usual = surname + [told[0] if told else "" for told in words[len(surname) :]]
            every = ((first, *readings.of_hanzi(hanzi)) for hanzi, first in zip(run, usual, strict=True))
            words = [tuple(dict.fromkeys(filter(None, told))) for told in every]
        yield from zip(run, words, strict=True)


@lru_cache(maxsize=256)  # initials and full pinyin of a name are asked for one after the other
def _told(text: str, person: bool | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_tokens(text, person))


def _forms(choices: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The texts that the choices make: the first of each, then those that differ in one place, in two …, up to CAP."""
    found = {"".join(choice[0] for choice in choices): None}
    open_places = [place for place, choice in enumerate(choices) if len(choice) > 1]
    for count in range(1, len(open_places) + 1):
        for places in combinations(open_places, count):
            for others in product(*(choices[place][1:] for place in places)):
                form = [choice[0] for choice in choices]
                for place, other in zip(places, others, strict=True):
                    form[place] = other
                found["".join(form)] = None
                if len(found) >= CAP:
                    return tuple(found)
    return tuple(found)


def _distinct(told: Sequence[str], *, initial: bool) -> list[str]:
    bare = (reading.rstrip("012345") for reading in told)
    return list(dict.fromkeys(reading[:1] if initial else reading for reading in bare))


def _spelled(text: str, person: bool | None, *, initial: bool) -> tuple[str, ...]:
    choices = [
        [token] if token.isascii() else _distinct(told, initial=initial)
        for token, told in _told(text, person)
        if told
    ]
    return _forms(choices) if choices else ()


def initials(text: str, *, person: bool | None = None) -> tuple[str, ...]:
    """The initials of `text` in every reading, the usual first: 京乐坊 → jlf, jyf. Letters and digits stay.

    `person` says whether it begins with a surname; None judges by its looks. () when nothing can be read.
    """
    return _spelled(text, person, initial=True)


def full(text: str, *, person: bool | None = None) -> tuple[str, ...]:
    """`text` in pinyin without tones in every reading, the usual first: 单雄信 → shanxiongxin, dan…; ü is v."""
    return _spelled(text, person, initial=False)


def sort_key(text: str, *, person: bool | None = None) -> str:
    """A key whose order, compared by code points, is that of a Chinese dictionary: 李 before 王, 张 all together.

    Letters stand among the hanzi by their spelling; a hanzi that nobody can read comes last.
    """
    parts = []
    for token, told in _tokens(text, person):
        parts.append(token if token.isascii() else (told[0] if told else "~") + token)
    return " ".join(parts)
