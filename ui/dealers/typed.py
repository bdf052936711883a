"""A dealer as the form holds it: plain values by key, to and from NewDealer, and as a draft. Qt-free."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.dealers.birthdays import birthday_of, birthday_text
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.transfer import numbers
from app.words import _

Values = dict[str, Any]
PLAIN = (
    "name", "code", "short_name", "address", "principal", "landline", "mobile", "fax", "wechat_id", "wechat_name",
    "qq", "email", "tier", "grade", "grade_by_hand", "grade_reason", "salesman_id", "status", "since", "uscc",
    "licence_no", "licence_to", "invoice_info", "source", "key_account", "notes", "verified_on", "remark",
)  # fmt: skip
"""Fields that the form holds just as the record does."""


def values_of(new: NewDealer) -> Values:
    """What the form shows of a stored dealer."""
    values = {key: getattr(new, key) for key in PLAIN}
    values |= {
        "remark": new.remark or "",
        "place": (new.province, new.city, new.county),
        "credit": "" if new.credit is None else f"{new.credit:f}",
        "credit_days": "" if new.credit_days is None else str(new.credit_days),
        "products": tuple(new.products or ()),
        "regions": [
            {"id": each.id, "place": (each.province, each.city, each.county), "exclusive": each.exclusive,
             "from_on": each.from_on, "to_on": each.to_on}
            for each in new.regions or ()
        ],
        "contacts": [
            {"id": each.id, "name": each.name, "title": each.title, "phone": each.phone, "wechat": each.wechat,
             "birthday": birthday_text(each.birthday), "remark": each.remark}
            for each in new.contacts or ()
        ],
        "ship_addresses": [
            {"id": each.id, "receiver": each.receiver, "phone": each.phone,
             "place": (each.province, each.city, each.county), "address": each.address,
             "receive_time": each.receive_time, "is_default": each.is_default, "remark": each.remark}
            for each in new.ship_addresses or ()
        ],
    }  # fmt: skip
    return values


def dealer_of(values: Mapping[str, Any], *, uuid: str | None = None) -> tuple[NewDealer, dict[str, str]]:
    """The dealer that the form tells, and what could not be understood, by field.

    Remarks of children, which the form does not show, are kept by their ids in `values`.
    """
    wrong: dict[str, str] = {}
    told = {key: values.get(key) for key in PLAIN}
    told = {key: "" if value is None and key not in _MAY_BE_NONE else value for key, value in told.items()}
    province, city, county = values.get("place") or ("", "", "")
    credit = _amount(values.get("credit"), wrong)
    days = _whole(values.get("credit_days"), wrong)
    new = NewDealer(
        **told | {"province": province, "city": city, "county": county, "credit": credit, "credit_days": days,
                  "remark": told["remark"] or None, "uuid": uuid},
        products=tuple(values.get("products") or ()),
        regions=tuple(_region(each) for each in values.get("regions") or ()),
        contacts=tuple(
            _contact(at, each, wrong) for at, each in enumerate(values.get("contacts") or ())
        ),
        ship_addresses=tuple(_address(each) for each in values.get("ship_addresses") or ()),
    )  # fmt: skip
    return new, wrong


_MAY_BE_NONE = frozenset(("salesman_id", "since", "licence_to", "verified_on"))


def _amount(text: Any, wrong: dict[str, str]) -> Decimal | None:
    bare = str(text or "").strip()
    amount = numbers.read(bare, myriads=True) if bare else None
    if bare and amount is None:
        wrong["credit"] = _("This is no amount. Type a number such as 50000.")
    return None if amount is None else amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _whole(text: Any, wrong: dict[str, str]) -> int | None:
    bare = str(text or "").strip()
    days = numbers.read(bare, units=("天", "日")) if bare else None
    if bare and (days is None or days != days.to_integral_value()):
        wrong["credit_days"] = _("This is no number of days. Type a number such as 30.")
        return None
    return None if days is None else int(days)


def _region(told: Mapping[str, Any]) -> Territory:
    province, city, county = told.get("place") or ("", "", "")
    return Territory(
        province=province, city=city, county=county, exclusive=bool(told.get("exclusive")),
        from_on=told.get("from_on"), to_on=told.get("to_on"), id=told.get("id"),
    )  # fmt: skip


def _contact(at: int, told: Mapping[str, Any], wrong: dict[str, str]) -> NewContact:
    born = str(told.get("birthday") or "")
    birthday = birthday_of(born)
    if born.strip() and birthday is None:
        wrong[f"contacts.{at}.birthday"] = _("This is no birthday. Type 8-15, 1980-8-15 or lunar 8-15.")
    return NewContact(
        name=told.get("name") or "", title=told.get("title") or "", phone=told.get("phone") or "",
        wechat=told.get("wechat") or "", birthday=birthday, remark=told.get("remark"), id=told.get("id"),
    )  # fmt: skip


def _address(told: Mapping[str, Any]) -> NewShipAddress:
    province, city, county = told.get("place") or ("", "", "")
    return NewShipAddress(
        receiver=told.get("receiver") or "", phone=told.get("phone") or "", province=province, city=city,
        county=county, address=told.get("address") or "", receive_time=told.get("receive_time") or "",
        is_default=bool(told.get("is_default")), remark=told.get("remark"), id=told.get("id"),
    )  # fmt: skip


# Drafts


def from_draft(kept: Mapping[str, Any]) -> Values:
    """The values that a draft kept, where tuples became lists, read back from JSON."""
    values = dict(kept)
    values["place"] = tuple(values.get("place") or ("", "", ""))
    values["products"] = tuple(values.get("products") or ())
    for name in ("regions", "ship_addresses"):
        values[name] = [
            {**each, "place": tuple(each.get("place") or ("", "", ""))} for each in values.get(name) or ()
        ]
    return values


def differing(ours: NewDealer, theirs: NewDealer) -> list[str]:
    """The fields of records in which the two differ, in their order."""
    return [each.name for each in fields(NewDealer)
            if each.name != "uuid" and getattr(ours, each.name) != getattr(theirs, each.name)]  # fmt: skip


def plain(value: Any) -> Any:
    """A value of a record as JSON-like data, for comparing and saying."""
    if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
        return [asdict(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
