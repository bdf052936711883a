"""Text as the full-text index sees it: every hanzi a token, every run of other letters and digits a token."""

import re
import unicodedata
from functools import cache

_HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BARE = "[\x00-\x7f\u3000-\u3029\u4e00-\u9fff]*"  # ascii, Chinese punctuation and common hanzi


@cache  # late: all hanzi in a pattern take a millisecond or two
def _token() -> re.Pattern[str]:
    return re.compile(rf"[{_HANZI}]|[^\W_{_HANZI}]+")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(_BARE)


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order: full-width forms folded, lower case, no punctuation."""
    if text.isascii():
        return _token().findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).lower()
    if not _bare().fullmatch(
        folded
    ):  # nearly every text of an office is, and is spared the look at each letter
        # what NFKC leaves of combining marks would part a word differently here and in the database
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return _token().findall(folded)


def is_hanzi(token: str) -> bool:
    """Whether `token` is one hanzi, so whole: a run of letters and digits may be the beginning of a longer one."""
    return re.fullmatch(f"[{_HANZI}]", token) is not None
