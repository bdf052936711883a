"""Phone numbers: every writing of one number to one normal form, and back to how it is shown.

A cell or a field is cut into groups of digits, and the groups are put together to numbers that exist by the
numbering plan.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from app.china import numbering
from app.china.areas import area_codes, area_of
from app.china.numbering import Kind
from app.china.places import Place, place
from app.words import _, ngettext

__all__ = [
    "Kind",
    "Phone",
    "Place",
    "display",
    "is_masked",
    "masked",
    "masked_in",
    "parse",
    "parse_all",
    "place",
    "problem",
]


class Phone(NamedTuple):
    """One number as typed and in its normal form.

    `number` is digits only: mobile 13800138000; landline with its area code 053182661234 (82661234 where it is
    not known); service 4008001234, 95588, 053112345; foreign "00" + country code + number; of an invalid one
    the digits as typed, "" where even those are not sure. `extension` is digits or "".
    """

    raw: str
    kind: Kind
    number: str
    extension: str = ""


class _Group(NamedTuple):
    """A run of digits and what stood before it: "-" hyphen or bracket, " " blank, "x" 转, "|" another."""

    digits: str
    before: str
    plus: bool
    start: int
    end: int


_LOST = "\ue000"  # stands where a spreadsheet has rounded digits away
_INVISIBLE = re.compile(rf"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff{_LOST}]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2500]")
_NOT_PHONES = re.compile(
    r"(?:QQ|邮编)(?:号码?)?[\s:]{0,3}\d+|(?<![\w.+-])[\w.+-]+@[\w.-]+|https?://\S+", re.I
)
_SCIENTIFIC = re.compile(r"(?<![\w.])([1-9](?:\.\d+)?)E\+?(\d{1,2})(?!\w)", re.I)
_DECIMAL = re.compile(r"(?<![\d.])(\d{5,})\.0+(?![\d.])")
_GROUP = re.compile(r"(\+?)\s*([0-9]+)")
_EXTENSION = re.compile(r"[\s(,]*(?:转|分机号?|内线|extension|ext|x|#)[\s:.]*", re.I)
_CLOSE = re.compile(r"[\s\-().·•_'*\[\]]*")
_LABELS = re.compile(r"电话|传真|座机|固话|办公|直线|总机|[或和及与]")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _DASHES.sub("-", _NOT_PHONES.sub("|", text))
    return _DECIMAL.sub(r"\1", _SCIENTIFIC.sub(_unfloat, text))


def _unfloat(found: re.Match[str]) -> str:
    """1.3800138E+10 → 13800138000; but 1.38E+10 is what a narrow column shows: the other digits are lost."""
    digits, exponent = found.group(1), int(found.group(2))
    if len(digits) < 8 or exponent > 15 or exponent < len(digits) - 2:
        return _LOST
    return str(int(Decimal(digits).scaleb(exponent)))


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    end = 0
    for found in _GROUP.finditer(text):
        between = text[end : found.start()]
        plus = bool(found.group(1))
        if not groups or plus:
            before = "|"
        elif _EXTENSION.fullmatch(between):
            before = "x"
        elif _CLOSE.fullmatch(between):
            before = "-" if between.strip() else " "
        else:
            before = "|"
        groups.append(_Group(found.group(2), before, plus, found.start(), found.end()))
        end = found.end()
    return groups


def _one(groups: list[_Group], text: str) -> Phone | None:
    """All `groups` as one number, the last one possibly its extension; None when they are no number."""
    raw = text[groups[0].start : groups[-1].end]
    plus = groups[0].plus
    parts = [group.digits for group in groups]
    last = groups[-1]
    extension = ""
    if any(group.before == "x" for group in groups[1:-1]) or groups[0].before == "x":
        return None
    if len(groups) > 1 and last.before == "x":
        if len(last.digits) > 6:
            return None
        extension = parts.pop()
    found = numbering.number(parts, plus=plus)
    if not found and plus and len(parts) > 1 and parts[1].startswith("0") and groups[1].before == "-":
        parts[1] = parts[1][1:]  # +44 (0)20: the zero is not dialled from abroad
        found = numbering.number(parts, plus=True)
    if not found and not extension and len(parts) > 1 and last.before == "-" and len(last.digits) <= 5:
        extension = parts.pop()
        found = numbering.number(parts, plus=plus)
    return Phone(raw, *found, extension) if found else None


def _together(groups: list[_Group], text: str) -> list[Phone]:
    """The numbers in groups that stand close together: as few as possible, and nothing left over."""
    most = len(groups) - 1 if len(groups) <= 8 else 0
    for count in range(most + 1):
        for chosen in combinations(range(1, len(groups)), count):
            edges = (0, *chosen, len(groups))
            phones = [_one(groups[a:b], text) for a, b in pairwise(edges)]
            if None not in phones:
                return [phone for phone in phones if phone]
    return _leftovers(groups, text)


def _leftovers(groups: list[_Group], text: str) -> list[Phone]:
    """Groups that do not all make numbers: those that make a long one, and the rest as it was typed."""
    phones: list[Phone] = []
    rest: list[_Group] = []

    def typed() -> None:
        if rest:
            raw = text[rest[0].start : rest[-1].end]
            phones.append(Phone(raw, "invalid", "".join(group.digits for group in rest)))
            rest.clear()

    index = 0
    while index < len(groups):
        tries = (
            (stop, _one(groups[index:stop], text)) for stop in range(min(len(groups), index + 6), index, -1)
        )
        stop, phone = next(((s, p) for s, p in tries if p and len(p.number) >= 10), (index + 1, None))
        if phone:
            typed()
            phones.append(phone)
        else:
            rest.append(groups[index])
        index = stop
    typed()
    return phones


def parse_all(text: str, *, area: str | None = None) -> list[Phone]:
    """Every number in `text` (a cell may hold several, by any separator), in order; [] where no digit is.

    A number without area code takes that of the landline before it (021-51330126/51330122), else `area`, the
    office's own (0531), if given. One or two digits after a slash replace the end of the landline before.
    What is no number comes as kind "invalid". Never raises.
    """
    return list(_all(text, area))


@lru_cache(maxsize=32_768)  # an import of 5,000 dealers asks for their 15,000 cells a dozen times, in rounds
def _all(text: str, area: str | None) -> tuple[Phone, ...]:
    phones: list[Phone] = []
    near = area
    for at, piece in enumerate(_clean(text).split(_LOST)):
        if at:
            phones.append(Phone(text.strip(), "invalid", ""))
        groups = _groups(piece)
        starts = [i for i, group in enumerate(groups) if group.before == "|"]
        for start, stop in pairwise([*starts, len(groups)]):
            run = groups[start:stop]
            between = piece[groups[start - 1].end if start else 0 : run[0].start]
            if any(
                "\u3400" <= letter <= "\u9fff" for letter in _LABELS.sub("", between)
            ):  # may name another town
                near = area
            tail = _tail(run, between, phones[-1] if phones else None)
            for phone in [tail] if tail else _together(run, piece):
                phone = _in_area(phone, near)
                if phone.kind == "landline":
                    near = area_of(phone.number) or near
                phones.append(phone)
    return (phones[0]._replace(raw=text.strip()),) if len(phones) == 1 else tuple(phones)


def _in_area(phone: Phone, area: str | None) -> Phone:
    if phone.kind != "landline" or phone.number.startswith("0") or not area:
        return phone
    found = numbering.with_area(area + phone.number)
    return phone._replace(number=found[1]) if found else phone


def _tail(run: list[_Group], between: str, last: Phone | None) -> Phone | None:
    """82661234/35 is also 82661235; a longer tail may as well be an extension and is not guessed."""
    digits = run[0].digits
    if len(run) > 1 or len(digits) > 2 or last is None or last.kind != "landline" or last.extension:
        return None
    return (
        Phone(digits, "landline", last.number[: -len(digits)] + digits)
        if between.strip() in ("/", "、")
        else None
    )


def parse(text: str, *, area: str | None = None) -> Phone:
    """The (first) number in `text`, kind "invalid" if there is none. `area`: see parse_all. Never raises."""
    phones = parse_all(text, area=area)
    chosen = next((phone for phone in phones if phone.kind != "invalid"), phones[0] if phones else None)
    return chosen._replace(raw=text.strip()) if chosen else Phone(text.strip(), "invalid", "")


def display(number: str) -> str:
    """A normal form as it is shown: 139 5310 6688, 0531 8266 1234, 400 800 1234; anything else as it is."""
    if numbering.MOBILE.fullmatch(number):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if numbering.TOLL.fullmatch(number):
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    if number.startswith("00"):
        return _display_foreign(number)
    code = area_of(number) or ""
    local = number[len(code) :]
    if (numbering.LOCAL_OF_AREA if code else numbering.LOCAL).fullmatch(local):
        local = f"{local[:-4]} {local[-4:]}"
    return f"{code} {local}" if code and local else number if code else local


def told(typed: str, number: str) -> str:
    """A number that was `typed` and has the normal form `number`, as it is shown: in groups, its extension behind it.

    As typed when it is of no known form.
    """
    shown = display(number)
    if not shown:
        return typed
    # a list shows many, and few have an extension: what was typed ends with other digits than the number then
    extension = "" if number.endswith("".join(filter(str.isdigit, typed))) else parse(typed).extension
    return _("{number} ext. {extension}").format(number=shown, extension=extension) if extension else shown


_COVER = "****"
_MOBILES = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LANDLINES = re.compile(r"(?<!\d)(0\d{2,3})[ -]?\d{3,4}[ -]?(\d{4})(?!\d)")
_DIGITS = re.compile(r"\d(?=(?:\D*\d){4})")


def masked(text: str) -> str:
    """The numbers in a field so that nobody can ring them: 138****8000, 0531****1234, of others the last four digits.

    Service numbers (400, 95588) are nobody's and stay.
    """
    if not text or is_masked(text):
        return text
    told = []
    for phone in parse_all(text):
        shown = display(phone.number) if phone.number else phone.raw
        if phone.kind == "service":
            told.append(shown)
            continue
        covered = masked_in(shown)
        told.append(covered if covered != shown else _DIGITS.sub("*", phone.raw or shown))
    return " / ".join(told) if told else text


def masked_in(text: str) -> str:
    """Running text with its mobile numbers, and landlines with an area code, masked."""
    return _LANDLINES.sub(rf"\1{_COVER}\2", _MOBILES.sub(rf"\1{_COVER}\2", text))


def is_masked(text: str) -> bool:
    """Whether `text` holds a number as `masked` writes it, and so can't be stored."""
    return "**" in text and any(mark.isdigit() for mark in text)


def _display_foreign(number: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse("+" + number[2:])
    except phonenumbers.NumberParseException:
        return number
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown if re.sub(r"\D", "", shown) == number[2:] else "+" + number[2:]


def problem(text: str, *, area: str | None = None) -> str | None:
    """What a form says under a number that cannot be right ("手机号少 1 位"); None when blank or fine."""
    if not text.strip():
        return None
    phones = parse_all(text, area=area)
    if not phones:
        return _("A phone number needs digits.")
    wrong = next((phone for phone in phones if phone.kind == "invalid"), None)
    return _why(wrong.number) if wrong else None


def _why(digits: str) -> str:
    if not digits:
        return _("The spreadsheet cut this number short. Type it again.")
    digits = re.sub("^(?:00)?86(?=1[3-9]|0|[48]00)", "", digits)
    code = area_of(digits) or ""
    if re.match(r"1[3-9]", digits) and len(digits) > 7:
        over = len(digits) - 11
        if over > 0:
            return ngettext(
                "The mobile number has {n} digit too many.",
                "The mobile number has {n} digits too many.",
                over,
            ).format(n=over)
        return ngettext(
            "The mobile number is {n} digit short.", "The mobile number is {n} digits short.", -over
        ).format(n=-over)
    if re.match(r"[48]00", digits) and len(digits) > 5:
        least = most = 10
    elif code in area_codes() and len(digits) > len(code):
        least, most = len(code) + (8 if len(code) == 3 else 7), len(code) + 8
    else:
        return _("This is not a phone number.")
    if len(digits) > most:
        over = len(digits) - most
        return ngettext(
            "The number has {n} digit too many.", "The number has {n} digits too many.", over
        ).format(n=over)
    if len(digits) < least:
        short = least - len(digits)
        return ngettext("The number is {n} digit short.", "The number is {n} digits short.", short).format(
            n=short
        )
    return _("This is not a phone number.")
