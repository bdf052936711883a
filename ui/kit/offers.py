"""What can be done, found by typing: an action's words, where it belongs, its key, and how it is run."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Offer(NamedTuple):  # no dataclass: nothing else that is painted first needs that library
    """One thing to do. `where` names its page; `more` are further words it is found by."""

    words: str
    run: Callable[[], object]
    where: str = ""
    caps: str = ""
    more: str = ""

    def fits(self, text: str) -> bool:
        """Whether what was typed leads here."""
        return matches(text, self.words, f"{self.more} {self.where}")


def found(offers: Sequence[Offer], text: str, *, most: int) -> list[Offer]:
    """The offers that fit `text`: those that say it first, then by initials and pinyin; doubles once."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    once: dict[tuple[str, ...], Offer] = {}
    for offer in offers:
        once.setdefault((offer.words, offer.where, offer.caps, offer.more), offer)
    fitting = [offer for offer in once.values() if offer.fits(text)]
    fitting.sort(
        key=lambda offer: (wanted not in offer.words.lower(), not offer.words.lower().startswith(wanted))
    )
    return fitting[:most]


def matches(text: str, words: str, more: str = "") -> bool:
    """Whether `text` leads to `words`: as a part of them or of `more`, or as the beginning of their initials or of
    their full pinyin; three letters and more also from the middle.
    """
    wanted = text.strip().lower()
    if not wanted:
        return True
    if wanted in words.lower() or (len(wanted) > 1 and wanted in more.lower()):
        return True
    squeezed = wanted.replace(" ", "").replace("'", "")
    if not squeezed.isascii():
        return False
    middle = len(squeezed) > 2
    return any(key.startswith(squeezed) or (middle and squeezed in key) for key in _keys(words))


@lru_cache(maxsize=2048)
def _keys(words: str) -> tuple[str, ...]:
    from app.china import (
        pinyin,  # late: the keys are declared with the frame, and searched through much later
    )

    return (*pinyin.initials(words, person=False), *pinyin.full(words, person=False))
