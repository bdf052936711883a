"""What a dealer's name comes down to: the key that tells doubles, and the shorter names it goes by."""

import re
import unicodedata
from collections.abc import Collection

from app.china import divisions

_COMPANY = re.compile(r"(?:有限责任公司|有限公司)")
_MARKS = re.compile(r"[\W_]+")
_TRADE = re.compile(
    r"(?:有限责任|有限|股份|集团|公司|分公司|酒业|酒水|名酒|糖酒|烟酒|酒类|酒|商贸|贸易|商务|经贸|工贸|商行|酒行|食品|副食品|副食"
    r"|供应链|实业|科技|经营部|批发部|销售部|经销处|营销|销售|批发|总汇|商店|超市|专卖店|专卖|连锁|店|行|部|中心)+$"
)
_LEAST = 2


def key(name: str) -> str:
    """The key by which two names are the same firm: without 有限(责任)公司, brackets, blanks and signs.

    Half-width and small (records.md 公司名称); "" only for a name without any letter.
    """
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", name).lower())
    return _COMPANY.sub("", folded) or folded


def core(name: str) -> str:
    """The name without the place before it: 济南京源酒业有限公司 → 京源酒业; "" when that is all of it."""
    bare = key(name)
    rest = bare.removeprefix(divisions.leading_place(bare))
    rest = re.sub(r"^(?:市|县|区|省)", "", rest) if rest != bare else rest
    return rest if len(rest) >= _LEAST else ""


def brand(name: str) -> str:
    """What people say on the telephone: 济南京源酒业有限公司 → 京源; "" when too little is left."""
    rest = _TRADE.sub("", core(name) or key(name))
    return rest if len(rest) >= _LEAST else ""


def spoken(name: str, short_name: str = "") -> list[str]:
    """Every way to say the name, for the directory; each once."""
    return list(dict.fromkeys(filter(None, (name.strip(), short_name.strip(), core(name), brand(name)))))


def alike(one: str, others: Collection[str]) -> list[str]:
    """Those keys of `others` that hold the key `one`, or are held by it, with four characters or more in common."""
    return [other for other in others if min(len(one), len(other)) >= 4 and (one in other or other in one)]
