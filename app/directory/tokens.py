"""Text as the full-text index sees it: every hanzi a token, every run of other letters and digits a token."""

import re
import unicodedata

_HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_TOKEN = re.compile(rf"[{_HANZI}]|[^\W_{_HANZI}]+")


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order: full-width forms folded, lower case, no punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    # what NFKC leaves of combining marks would part a word differently here and in the database
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return _TOKEN.findall(bare)


def is_hanzi(token: str) -> bool:
    """Whether `token` is one hanzi, so whole: a run of letters and digits may be the beginning of a longer one."""
    return re.fullmatch(f"[{_HANZI}]", token) is not None
