"""What a product must hold (records.md 产品). Pure."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from app.words import NP_, _, pgettext

FIELDS = {
    "code": NP_("product", "Code"),
    "name": NP_("product", "Name"),
    "series": NP_("product", "Series"),
    "spec": NP_("product", "Specification"),
    "abv": NP_("product", "Alcohol, % vol"),
    "unit": NP_("product", "Unit"),
    "pack_unit": NP_("product", "Pack"),
    "pack_factor": NP_("product", "Units a pack"),
    "price": NP_("product", "Unit price"),
    "barcode": NP_("product", "Barcode"),
    "aliases": NP_("product", "Other names"),
    "discontinued": NP_("product", "Discontinued"),
    "remark": NP_("record", "Remark"),
}
LONGEST = {"code": 20, "name": 100, "series": 50, "spec": 50, "unit": 10, "pack_unit": 10, "aliases": 200}
UNIT, PACK = "瓶", "箱"
"""What products are counted in unless something else is said."""
ABV_UNITS = ("%vol", "% vol", "vol", "%", "度", "°")
"""What may stand behind a number of alcohol."""
_PACKED = re.compile(r"[×xX*＊]\s*(\d{1,4})\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product as typed or imported. `pack_factor` None: as the specification tells it (500ml×6 is 6), else 1."""

    code: str
    name: str
    series: str = ""
    spec: str = ""
    abv: Decimal | None = None
    unit: str = UNIT
    pack_unit: str = PACK
    pack_factor: int | None = None
    price: Decimal | None = None
    barcode: str = ""
    aliases: str = ""
    discontinued: bool = False
    remark: str | None = None
    uuid: str | None = field(default=None, compare=False)


def packed(spec: str) -> int:
    """How many base units a pack of `spec` holds: 500ml×6 is 6; 1 when it does not say."""
    found = _PACKED.search(spec.strip())
    return max(1, int(found[1])) if found else 1


def field_label(name: str) -> str:
    """What a field is called in the language in use."""
    return pgettext(*FIELDS[name])


def problems(new: NewProduct) -> list[tuple[str, str]]:
    """Everything that keeps a product from being stored, as (field, sentence)."""
    wrong = [
        (name, _("{field} is missing.").format(field=field_label(name)))
        for name in ("code", "name")
        if not getattr(new, name).strip()
    ]
    for name, most in LONGEST.items():
        if len(getattr(new, name).strip()) > most:
            told = _("{field} is longer than {most} characters: shorten it.")
            wrong.append((name, told.format(field=field_label(name), most=most)))
    if new.abv is not None and not 0 <= new.abv <= 75:
        wrong.append(("abv", _("Alcohol lies between 0 and 75 % vol.")))
    if new.pack_factor is not None and new.pack_factor < 1:
        wrong.append(("pack_factor", _("A pack holds at least 1 unit.")))
    if new.pack_factor is not None and new.pack_factor > 99_999:
        wrong.append(("pack_factor", _("A pack holds at most 99,999 units.")))
    if new.price is not None and new.price < 0:
        wrong.append(("price", _("The price can't be less than 0.")))
    if new.barcode.strip() and not is_ean13(new.barcode.strip()):
        wrong.append(("barcode", _("This is no EAN-13: 13 digits, of which the last is a check digit.")))
    return wrong


def is_ean13(text: str) -> bool:
    """Whether `text` is an EAN-13 (GS1 General Specifications 7.9: the check digit of odd ones and threefold even)."""
    if not re.fullmatch(r"\d{13}", text):
        return False
    digits = [int(each) for each in text]
    return (sum(digits[0:12:2]) + 3 * sum(digits[1:12:2]) + digits[12]) % 10 == 0
