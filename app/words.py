"""The words of the program: one gettext catalogue, English source, Chinese complete.

The language is one for a whole process, as it is for the person in front of it, so it is kept here.
"""

import struct
from functools import cache

from app import shipped

DOMAIN = "frontdesk"
LANGUAGES = ("zh", "en")
_LOCALES = {"zh": "zh_CN"}  # English, the source, needs no catalogue


class Catalogue:
    """A compiled catalogue (.mo), searched where it lies: to take it apart costs a start more than all it says there.

    For a language with one form for every number, as Chinese. An empty `compiled` has no translations. ValueError
    when it is no such file.
    """

    def __init__(self, compiled: bytes) -> None:
        magic, self._count, self._ids, self._texts = 0x950412DE, 0, 0, 0
        if compiled:
            magic, _revision, self._count, self._ids, self._texts = struct.unpack_from("<5I", compiled)
        if magic != 0x950412DE:
            raise ValueError("this is no compiled catalogue")
        self._compiled = compiled
        self._found: dict[str, str] = {}

    def text(self, message: str) -> str | None:
        """The translation of `message` (with its context before \\x04, its plural after \\0), None without one."""
        known = self._found.get(message)
        if known is None:
            found = self._searched(message.encode())
            if found is None:
                return None
            known = self._found[message] = found.decode()
        return known

    def _searched(self, wanted: bytes) -> bytes | None:
        low, high = 0, self._count  # the messages lie in order
        while low < high:
            middle = (low + high) // 2
            if self._at(self._ids, middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low == self._count or self._at(self._ids, low) != wanted:
            return None
        return self._at(self._texts, low)

    def _at(self, table: int, place: int) -> bytes:
        length, start = struct.unpack_from("<2I", self._compiled, table + 8 * place)
        return self._compiled[start : start + length]


class _Current:
    language = "zh"


@cache
def _catalogue(language: str) -> Catalogue:
    if language not in _LOCALES:
        return Catalogue(b"")
    file = shipped.resources() / "locale" / _LOCALES[language] / "LC_MESSAGES" / f"{DOMAIN}.mo"
    return Catalogue(file.read_bytes())


def use(language: str) -> None:
    """Speak `language` ("zh" or "en") from now on, in the whole process. ValueError for any other word."""
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: one of {', '.join(LANGUAGES)}")
    _catalogue(language)  # a catalogue that is missing is told now, not in the middle of a sentence
    _Current.language = language


def language() -> str:
    """The language in use: "zh" or "en"."""
    return _Current.language


def _(message: str) -> str:
    """`message` in the language in use."""
    return _catalogue(_Current.language).text(message) or message


def pgettext(context: str, message: str) -> str:
    """`message` as it is said in `context`: 'complaint' is 投诉 as a category and 转投诉 as an outcome."""
    return pgettext_in(_Current.language, context, message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a counted sentence that fits `n`."""
    return _catalogue(_Current.language).text(f"{singular}\0{plural}") or (singular if n == 1 else plural)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark `message` for the catalogue and return it as it is."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802
    """Mark `message` in `context` for the catalogue; `pgettext(*pair)` says it later."""
    return context, message


def pgettext_in(language: str, context: str, message: str) -> str:
    """`message` as it is said in `context`, in a language that need not be the one in use."""
    return _catalogue(language).text(f"{context}\x04{message}") or message
