"""Which digits are a number: the Chinese numbering plan (工信部《电信网编号计划》), and numbers abroad."""

import re
from typing import Literal

from app.china.areas import area_codes, area_of

Kind = Literal["mobile", "landline", "service", "foreign", "invalid"]

MOBILE = re.compile(r"1[3-9]\d{9}")
TOLL = re.compile(r"[48]00\d{7}")
_SHORT = r"11[024790]|12[0-2]|1[012]\d{3}|9[56]\d{3}|96\d{4}"
_SERVICE = re.compile(rf"{_SHORT}|116114|118114|1010\d{{4}}|95\d{{4,6}}|106(?:\d{{5,6}}|\d{{8,17}})")
_AREA_SERVICE = re.compile(_SHORT)
LOCAL = re.compile(r"[2-8]\d{6,7}")  # without its area code, 9… is a service
LOCAL_OF_AREA = re.compile(r"[2-9]\d{6,7}")
_AREA = re.compile(r"010|02\d|0[3-9]\d\d")
_IP_PREFIX = re.compile(r"(?:17951|17911|17909|17901|12593|10193)(?=1[3-9]\d{9}$|0\d{9,11}$)")


def number(parts: list[str], *, plus: bool) -> tuple[Kind, str] | None:
    """The kind and normal form of one number written in `parts`, or None when there is no such number."""
    digits = "".join(parts)
    if plus or digits.startswith("00"):
        abroad = digits.removeprefix("00")
        if not abroad.startswith("86"):
            return _foreign(abroad)
        return _from_abroad(abroad[2:])
    if found := _domestic(digits, first=parts[0]):
        return found
    if digits.startswith(("86", "086")):
        found = _from_abroad(digits.removeprefix("0")[2:])
        return found if found and len(found[1]) >= 10 else None
    return None


def _from_abroad(digits: str) -> tuple[Kind, str] | None:
    found = _domestic(digits, first=digits)
    return None if found and found[0] == "landline" and not found[1].startswith("0") else found


def _domestic(digits: str, *, first: str) -> tuple[Kind, str] | None:
    digits = _IP_PREFIX.sub("", digits)
    if MOBILE.fullmatch(digits):
        return "mobile", digits
    if digits.startswith("0") and MOBILE.fullmatch(
        digits[1:]
    ):  # 0 was dialled before mobiles of another town
        return "mobile", digits[1:]
    if TOLL.fullmatch(digits):
        return "service", digits
    if _SERVICE.fullmatch(digits):
        split = first != digits and _SERVICE.fullmatch(first)  # 95588-123 is 95588 and an extension
        return None if split else ("service", digits)
    if digits.startswith("0"):
        return with_area(digits)
    if LOCAL.fullmatch(digits):
        return "landline", digits
    code = area_of("0" + digits) or ""
    # Written without its 0, the code must stand alone: 8266-1234-801 is no number of 0826.
    known = code in area_codes() and first in (digits, code[1:])
    return with_area("0" + digits) if known else None


def with_area(digits: str) -> tuple[Kind, str] | None:
    code = area_of(digits) or ""
    if not _AREA.fullmatch(code) or code in ("0400", "0800"):
        return None
    local = digits[len(code) :]
    if LOCAL_OF_AREA.fullmatch(local) and (
        len(local) == 8 or len(code) == 4
    ):  # 010 and 02x: 8 digits everywhere
        return "landline", digits
    return ("service", digits) if code in area_codes() and _AREA_SERVICE.fullmatch(local) else None


def _foreign(digits: str) -> tuple[Kind, str] | None:
    if not 7 <= len(digits) <= 17 or digits.startswith("0"):
        return None
    import phonenumbers  # 0.15 s that only a foreign number shall cost

    try:
        parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return "foreign", "00" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)[1:]
