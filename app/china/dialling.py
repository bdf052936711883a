"""Numbers on their way to and from a telephone: tel: links (RFC 3966), and what a softphone hands over as a number."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from app.china import phones

HOME = "86"
_WITHHELD = frozenset(
    ("anonymous", "anonym", "private", "privatenumber", "restricted", "unavailable", "unknown", "unknownnumber",
     "withheld", "blocked", "hidden", "invalid", "noid", "nonumber", "匿名", "未知", "未知号码", "私人号码",
     "号码隐藏", "无号码")
)  # fmt: skip
_SCHEME = re.compile(r"^\s*(?:sips?|tel|callto|frontdesk):(?://)?", re.I)
_NAMED = re.compile(r'^\s*(?:"([^"]*)"|([^<"]*?))\s*<([^>]*)>')


def tel_uri(number: str, *, extension: str = "", national: bool = False, prefix: str = "") -> str:
    """The tel: link of a normal number (`phones.parse(…).number`), "" when there is none to dial.

    Global form (+86…) unless `national`, a `prefix` (to get a line) is to be dialled first, or the number exists
    inside the country only (95588, 400…); these are local numbers with their context (RFC 3966 5.1.5).
    """
    digits = re.sub(r"[^0-9]", "", number)  # RFC 3966 knows no others
    if not digits:
        return ""
    end = f";ext={extension}" if extension else ""
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}{end}" if not prefix else f"tel:{prefix}{digits}{end};phone-context=+{HOME}"
    kind = phones.parse(digits).kind
    if national or prefix or kind not in ("mobile", "landline") or _without_area(digits, kind):
        return f"tel:{prefix}{digits}{end};phone-context=+{HOME}"
    return f"tel:+{HOME}{digits.removeprefix('0')}{end}"


def _without_area(digits: str, kind: str) -> bool:
    return kind == "landline" and not digits.startswith("0")


class CallerId(NamedTuple):
    """Who a softphone says is calling: the number as it came, a name if it gave one, or that it is withheld."""

    number: str
    name: str = ""
    withheld: bool = False


def caller_id(text: str) -> CallerId:
    """What a softphone handed over, in any writing: 139…, +86…, sip:139…@host, "Wang" <sip:…>, tel:…, anonymous.

    A withheld number is `withheld`, without number. What is no number at all is the name of somebody.
    """
    named = _NAMED.match(text)
    name = ((named.group(1) or named.group(2) or "") if named else "").strip()
    address = named.group(3) if named else text
    user = unquote(_SCHEME.sub("", address).split(";")[0].split("?")[0].strip())
    user, _at, host = user.partition("@")
    user = user.strip(" \t/'\"")
    if name and _is_withheld(name):
        name = ""
    if not user or _is_withheld(user) or host.lower() == "anonymous.invalid":
        return CallerId("", name, withheld=True)
    if not any(character.isdigit() for character in user):
        return CallerId("", name or user)
    return CallerId(user[:40], name[:50])


def _is_withheld(word: str) -> bool:
    return re.sub(r"[\s_.\-]", "", word).lower() in _WITHHELD
