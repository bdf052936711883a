"""Abbreviations typed into a text: which one stands before the caret, and what a phrase says in this moment. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.words import _

LEAD = "/"
"""Typed before a key it says that a phrase is meant, however short the key is."""
LEAST = 2
"""Letters that are typed before a key is looked for without the lead."""
_TYPED = re.compile(r"(?<![0-9A-Za-z/])(/?)([0-9A-Za-z]*)$")
_KEY = re.compile(r"[a-z][a-z0-9]{0,19}")
_SLOT = re.compile(r"\{(\w+)\}")


class Typed(NamedTuple):
    """What may be an abbreviation: its letters, how many characters it takes, and whether the lead was typed."""

    letters: str
    length: int
    led: bool


def before(text: str) -> Typed | None:
    """The abbreviation at the end of `text`, which ends at the caret; None when there is none.

    Letters after letters, digits or a slash of a date or an address are none.
    """
    found = _TYPED.search(text)
    if found is None:
        return None
    led, letters = bool(found.group(1)), found.group(2)
    if not led and (len(letters) < LEAST or not letters[0].isalpha()):
        return None
    return Typed(letters.lower(), len(found.group(0)), led)


def meant(typed: Typed, keys: Iterable[str]) -> list[str]:
    """The keys that begin as it was typed: the very one first, then the shorter ones."""
    found = [key for key in keys if key.startswith(typed.letters)]
    return sorted(found, key=lambda key: (len(key), key))


def sure(typed: Typed, key: str) -> bool:
    """Whether Enter and Tab shall take `key`: it was typed to its end, or the lead asked for it."""
    return typed.led or typed.letters == key


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with {name} replaced by `values["name"]`; a slot without a value goes, unknown braces stay."""
    said = _SLOT.sub(lambda slot: values.get(slot.group(1), slot.group(0)), text)
    return re.sub(r"[ \t]{2,}", " ", said)


def plain(key: str) -> str:
    """A key as it is kept: small letters and digits, without the lead."""
    return key.strip().lower().removeprefix(LEAD)


def problem(key: str) -> str | None:
    """Why `key` can't be one, or None."""
    if not key:
        return _("The key is missing: a few letters that are quick to type.")
    if not _KEY.fullmatch(key):
        return _("A key begins with a letter and has letters and digits only, 20 at most.")
    return None
