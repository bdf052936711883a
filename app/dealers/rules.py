"""What a dealer's record must hold, when it is complete, and when two dealers stand in each other's way."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from app.china import credit_code, phones
from app.china.lunar_days import Birthday, is_possible
from app.dealers import words
from app.words import _

Weight = Literal["error", "missing", "warning"]
"""error: can't be stored · missing: the form asks for it, imports take the row · warning: kept, but look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A region a dealer holds: a province, a city or a county ("": all of the city). `id` of a stored one."""

    province: str
    city: str = ""
    county: str = ""
    exclusive: bool = False
    from_on: date | None = None
    to_on: date | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """Somebody at a dealer's. `phone` may hold several numbers. `id` of a stored one."""

    name: str
    title: str = ""
    phone: str = ""
    wechat: str = ""
    birthday: Birthday | None = None
    remark: str | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShipAddress:
    """Where goods go. `phone` may hold several numbers. `id` of a stored one."""

    receiver: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    address: str = ""
    receive_time: str = ""
    is_default: bool = False
    remark: str | None = None
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDealer:
    """A dealer as typed or imported (records.md 经销商).

    `landline`, `mobile` and `fax` may hold several numbers each. Of `products` (ids), `regions`, `contacts` and
    `ship_addresses` None leaves what is stored as it is.
    """

    name: str
    code: str = ""
    short_name: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    address: str = ""
    principal: str = ""
    landline: str = ""
    mobile: str = ""
    fax: str = ""
    wechat_id: str = ""
    wechat_name: str = ""
    qq: str = ""
    email: str = ""
    tier: str = ""
    grade: str = ""
    grade_by_hand: bool = False
    grade_reason: str = ""
    salesman_id: int | None = None
    status: str = "active"
    since: date | None = None
    uscc: str = ""
    licence_no: str = ""
    licence_to: date | None = None
    invoice_info: str = ""
    credit: Decimal | None = None
    credit_days: int | None = None
    source: str = ""
    key_account: bool = False
    notes: str = ""
    verified_on: date | None = None
    remark: str | None = None
    products: tuple[int, ...] | None = None
    regions: tuple[Territory, ...] | None = None
    contacts: tuple[NewContact, ...] | None = None
    ship_addresses: tuple[NewShipAddress, ...] | None = None
    uuid: str | None = field(default=None, compare=False)


class Problem(NamedTuple):
    """What is wrong with which field, as one sentence that says what to do, and how much it weighs.

    `field` of a child is such as contacts.0.name.
    """

    field: str
    sentence: str
    weight: Weight = "error"


LONGEST = {
    "code": 20, "name": 100, "short_name": 50, "province": 20, "city": 40, "county": 40, "address": 200,
    "principal": 50, "landline": 300, "mobile": 300, "fax": 300, "wechat_id": 50, "wechat_name": 50, "qq": 20,
    "email": 200, "grade_reason": 200, "uscc": 30, "licence_no": 40,
}  # fmt: skip
CHILD_LONGEST = {
    "name": 50, "title": 50, "phone": 200, "wechat": 50, "receiver": 50, "province": 20, "city": 40,
    "county": 40, "address": 200, "receive_time": 100,
}  # fmt: skip
DEMANDED = (
    "name",
    "province",
    "city",
    "address",
    "principal",
    "salesman",
    "tier",
    "status",
    "regions",
    "products",
)
"""Starred in records.md, beside a number of one kind or the other."""
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


def problems(new: NewDealer, *, area: str | None = None, numbers: bool = True) -> list[Problem]:
    """Everything to be said about `new`, in the order of the form; those that weigh "error" keep it out.

    `area` is the office's own area code, for local numbers without one. `numbers` false: those of the dealer itself
    were looked at already.
    """
    wrong = _too_long(new) + _choices(new) + (_numbers(new, area) if numbers else [])
    wrong += _codes(new) + _amounts(new)
    for place, region in enumerate(new.regions or ()):
        wrong += _region_problems(f"regions.{place}", region)
    for place, contact in enumerate(new.contacts or ()):
        wrong += _contact_problems(f"contacts.{place}", contact, area)
    for place, address in enumerate(new.ship_addresses or ()):
        wrong += _ship_problems(f"ship_addresses.{place}", address, area)
    return wrong


def errors(found: Iterable[Problem]) -> list[Problem]:
    """Those that keep a record from being stored."""
    return [each for each in found if each.weight == "error"]


def demanded(new: NewDealer) -> list[Problem]:
    """What the form asks for before it saves a dealer; of a prospect a name and a number will do."""
    wanted: Sequence[str] = ("name",) if new.status == "prospect" else DEMANDED
    missing = [each for each in wanted if not _given(new, each)]
    if not new.mobile.strip() and not new.landline.strip():
        missing.insert(1 if "name" in missing else 0, "mobile")
    return [
        Problem(each, _("{field} is missing.").format(field=words.field_label(each)), "missing")
        for each in missing
    ]


def _given(new: NewDealer, name: str) -> bool:
    value = new.salesman_id if name == "salesman" else getattr(new, name)
    return bool(value.strip() if isinstance(value, str) else value)


def _too_long(new: NewDealer) -> list[Problem]:
    wrong = [] if new.name.strip() else [Problem("name", _("The company name is missing."))]
    for name, most in LONGEST.items():
        wrong += _length(name, getattr(new, name), most, name)
    return wrong


def _length(name: str, value: str, most: int, label: str) -> list[Problem]:
    if len(value.strip()) <= most:
        return []
    told = _("{field} is longer than {most} characters: shorten it, the rest fits into the remark.")
    return [Problem(name, told.format(field=words.field_label(label), most=most))]


def _choices(new: NewDealer) -> list[Problem]:
    wrong = []
    for name, known in (("status", words.STATUSES), ("tier", words.TIERS), ("source", words.SOURCES)):
        value = getattr(new, name)
        if value not in known and (value or name == "status"):
            wrong.append(Problem(name, _unknown(value, known)))
    if new.grade and new.grade not in words.GRADES:
        wrong.append(Problem("grade", _unknown(new.grade, words.GRADES)))
    if new.grade_by_hand and not new.grade:
        wrong.append(Problem("grade", _("Which grade? Choose one, or leave the grade to the rules.")))
    elif new.grade_by_hand and not new.grade_reason.strip():
        told = _("A grade set by hand needs a reason.")
        wrong.append(Problem("grade_reason", told, "missing"))
    return wrong


def _unknown(word: str, known: Collection[str]) -> str:
    return _("{word} is none of: {words}.").format(word=word or '""', words=", ".join(known))


def _numbers(new: NewDealer, area: str | None) -> list[Problem]:
    return [
        problem
        for name in ("mobile", "landline", "fax")
        for problem in _phone(name, getattr(new, name), area)
    ]


@lru_cache(maxsize=1024)  # a number is checked, looked for and put into the directory, one after the other
def parsed(text: str, area: str | None) -> tuple[phones.Phone, ...]:
    """The numbers in a field."""
    return tuple(phones.parse_all(text, area=area))


def _phone(name: str, text: str, area: str | None) -> list[Problem]:
    if not text.strip():
        return []
    found = parsed(text, area)
    bad = [each for each in found if each.kind == "invalid"]
    if found and not bad:
        return []
    reason = phones.problem(bad[0].raw if bad else text) or _("This is no phone number.")
    return [Problem(name, reason, "warning")]


def _codes(new: NewDealer) -> list[Problem]:
    wrong = []
    code = credit_code.tidy(new.uscc)
    if code and not credit_code.is_valid(code):
        told = (
            _("A credit code has 18 digits and letters; {count} are given.").format(count=len(code))
            if len(code) != 18
            else _("The check digit of the credit code does not fit: a character is mistyped.")
        )
        wrong.append(Problem("uscc", told, "warning"))
    if new.email.strip() and not all(
        _EMAIL.fullmatch(e) for e in re.split(r"[\s,;，；、]+", new.email.strip())
    ):
        wrong.append(Problem("email", _("This is no e-mail address."), "warning"))
    if new.qq.strip() and not re.fullmatch(r"[1-9]\d{4,11}", new.qq.strip()):
        wrong.append(Problem("qq", _("A QQ number has 5 to 12 digits."), "warning"))
    return wrong


def _amounts(new: NewDealer) -> list[Problem]:
    wrong = []
    if new.credit is not None and new.credit < 0:
        wrong.append(Problem("credit", _("The credit limit can't be less than 0.")))
    if new.credit_days is not None and new.credit_days < 0:
        wrong.append(Problem("credit_days", _("Days of credit can't be less than 0.")))
    if new.credit_days is not None and new.credit_days > 9_999:
        wrong.append(Problem("credit_days", _("Days of credit can't be more than 9,999.")))
    return wrong


def _region_problems(place: str, region: Territory) -> list[Problem]:
    if not region.province:
        return [Problem(f"{place}.province", _("Which province is the region in?"))]
    if region.county and not region.city:
        return [
            Problem(f"{place}.city", _("Which city is the county {county} in?").format(county=region.county))
        ]
    if region.from_on and region.to_on and region.to_on < region.from_on:
        return [Problem(f"{place}.to_on", _("The last day of the region lies before its first."))]
    return []


def _contact_problems(place: str, contact: NewContact, area: str | None) -> list[Problem]:
    wrong = [] if contact.name.strip() else [Problem(f"{place}.name", _("The contact's name is missing."))]
    wrong += _child_lengths(place, contact, ("name", "title", "phone", "wechat"))
    wrong += _phone(f"{place}.phone", contact.phone, area)
    if contact.birthday is not None and not is_possible(contact.birthday):
        wrong.append(Problem(f"{place}.birthday", _("There is no such day in that calendar.")))
    return wrong


def _ship_problems(place: str, told: NewShipAddress, area: str | None) -> list[Problem]:
    wrong = []
    if not any((told.address.strip(), told.receiver.strip(), told.city)):
        wrong.append(
            Problem(f"{place}.address", _("The shipping address is empty: fill it in or remove it."))
        )
    else:
        for name in ("receiver", "phone", "province", "address"):
            if not getattr(told, name).strip():
                sentence = _("{field} is missing.").format(field=words.field_label(name))
                wrong.append(Problem(f"{place}.{name}", sentence, "missing"))
    wrong += _child_lengths(
        place, told, ("receiver", "phone", "province", "city", "county", "address", "receive_time")
    )
    return wrong + _phone(f"{place}.phone", told.phone, area)


def _child_lengths(place: str, child: object, names: Iterable[str]) -> list[Problem]:
    wrong: list[Problem] = []
    for name in names:
        label = "contact" if name == "name" else name
        wrong += _length(f"{place}.{name}", getattr(child, name), CHILD_LONGEST[name], label)
    return wrong


# Completeness (R63, R65)


class Complete(NamedTuple):
    """How complete a record is: 0–100 and the fields that are missing, the weightiest first."""

    score: int
    gaps: tuple[str, ...]


def completeness(given: Mapping[str, bool], weights: Mapping[str, int]) -> Complete:
    """The share of the weights whose field is given, rounded down so that 100 means that nothing is missing."""
    total = sum(weights.values())
    missing = sorted((name for name in weights if not given.get(name)), key=lambda name: -weights[name])
    lost = sum(weights[name] for name in missing)
    return Complete((total - lost) * 100 // total if total else 100, tuple(missing))
