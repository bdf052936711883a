"""What an entry of the directory is made of: its keys and the text that full-text search reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.china import pinyin
from app.directory.tokens import is_hanzi, tokens

FEWEST_DIGITS = 3
"""Fewer digits than these match half the archive, so they are read as text."""
KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What a record is found by."""

    record_id: int
    names: list[str]
    numbers: list[str]
    words: list[str]
    lesser_names: list[str] = field(default_factory=list)

    def text(self, kind: str) -> str:
        """The entry's column `text`; numbers are reached by their keys."""
        return search_text(kind, [*self.names, *self.lesser_names, *self.words])

    def keys(self) -> set[str]:
        """The entry's keys."""
        lesser = keys_of(self.lesser_names, ())
        return keys_of(self.names, self.numbers) | {f"{key} "[:KEY_LENGTH] for key in lesser}


def search_text(kind: str, parts: Iterable[str]) -> str:
    """The column `text` of an entry: its kind as a first token, then the tokens of all parts.

    Parts are parted by a token of their own, so that no phrase runs from one into the next.
    """
    return " ".join([kind_token(kind), *(" ".join([*tokens(part), "0x"]) for part in parts if part)])


def kind_token(kind: str) -> str:
    return f"0kind{kind}"


def keys_of(names: Iterable[str], numbers: Iterable[str]) -> set[str]:
    """Every key of an entry: names as written, initials and full pinyin in all readings, numbers both ways."""
    keys = {
        key[:KEY_LENGTH]
        for name in names
        for key in (written(name), *pinyin.initials(name), *pinyin.full(name))
        if key
    }
    for number in filter(None, numbers):
        keys |= {f"#{number}", f"~{number[::-1]}"}
    return keys


def written(name: str) -> str:
    """A name's own key, if it begins with a hanzi: without blanks and signs."""
    found = tokens(name)
    return "".join(found) if found and is_hanzi(found[0]) else ""


def parts_of(number: str) -> Iterable[str]:
    """The ends of a normal number, three digits and longer: as words they let any part of it be found."""
    return (number[start:] for start in range(1, len(number) - FEWEST_DIGITS + 1))
