"""The papers of many dealers: the list, the hand-over list, what stands on address labels (R71; records.md 3.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.china import divisions, phones
from app.dealers import finding, words
from app.dealers.handing_over import Handed
from app.dealers.rules import NewDealer, NewShipAddress, Territory
from app.office import privacy
from app.office.desk import Desk
from app.office.letterhead import blank_date, headed, signatures
from app.sheets.form import Column, Sheet, Table
from app.words import _, language, pgettext


def day_text(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def territory_text(region: Territory) -> str:
    """A region as it is said: 山东济南历下区（独家，2024-05-01 起）."""
    told = where(region.province, region.city, region.county)
    more = [words.field_label("exclusive") if region.exclusive else ""]
    first, last = day_text(region.from_on), day_text(region.to_on)
    if first and last:
        more.append(f"{first}—{last}")
    elif first:
        more.append(_("from {day}").format(day=first))
    elif last:
        more.append(pgettext("region", "until {day}").format(day=last))
    more = [each for each in more if each]
    if not more:
        return told
    return _("{text} ({note})").format(text=told, note=_(", ").join(more))


def where(province: str, city: str, county: str) -> str:
    """A region in one line, short; a city that is its province is said once."""
    parts = [province, city if city != province else "", county]
    return ("" if language() == "zh" else " ").join(filter(None, parts))


def postal(province: str, city: str, county: str, address: str) -> str:
    """An address as an envelope wants it: with the whole names of the places."""
    return f"{divisions.written(province, city, county)}{address}"


def shown_numbers(text: str) -> str:
    """The numbers of a field as they are shown; what is no number as it was typed."""
    found = phones.parse_all(text) if text and not phones.is_masked(text) else []
    if not found or any(each.kind == "invalid" for each in found):
        return text
    return "、".join(_number(each) for each in found)


def _number(phone: phones.Phone) -> str:
    shown = phones.display(phone.number)
    return (
        _("{number} ext. {extension}").format(number=shown, extension=phone.extension)
        if phone.extension
        else shown
    )


def covered(desk: Desk, typed: NewDealer) -> NewDealer:
    """`typed` with its numbers as they may be seen at this desk (R64); never to be stored."""
    if not privacy.masks(desk):
        return typed
    return replace(
        typed, mobile=phones.masked(typed.mobile), landline=phones.masked(typed.landline),
        fax=phones.masked(typed.fax),
        contacts=tuple(replace(each, phone=phones.masked(each.phone)) for each in typed.contacts or ()),
        ship_addresses=tuple(replace(each, phone=phones.masked(each.phone)) for each in typed.ship_addresses or ()),
    )  # fmt: skip


def listed(desk: Desk, ids: Sequence[int], *, about: str = "") -> Sheet:
    """The dealers `ids` in their order, A4 landscape. `about` says which they are."""
    rows = [row for row in finding.rows(desk, ids) if row is not None]
    table = Table(
        [
            Column("no", _("No."), 9, "int", align="center"),
            Column("code", words.field_label("code"), 20),
            Column("name", words.field_label("name"), 48),
            Column("place", _("Region"), 32),
            Column("principal", words.field_label("principal"), 18),
            Column("mobile", words.field_label("mobile"), 28, "phone"),
            Column("landline", words.field_label("landline"), 30, "phone"),
            Column("tier", words.field_label("tier"), _tier(), align="center"),
            Column("grade", words.field_label("grade"), 11, align="center"),
            Column("status", words.field_label("status"), 14, align="center"),
            Column("salesman", pgettext("column", "Sales"), 16),
            Column("completeness", pgettext("column", "Filled"), 13, "int"),
            Column("remark", words.field_label("remark"), 16),
        ],
        [
            {
                "no": number, "code": row.code, "name": row.name, "place": where(row.province, row.city, row.county),
                "principal": row.principal, "mobile": shown_numbers(row.mobile),
                "landline": shown_numbers(row.landline), "tier": row.tier_label, "grade": row.grade,
                "status": row.status_label, "salesman": row.salesman, "completeness": row.completeness,
            }
            for number, row in enumerate(rows, start=1)
        ],
        empty=_("No dealers"),
    )  # fmt: skip
    return headed(
        desk, "11", title=_("List of Dealers"),
        center=about or f"{desk.today():%Y-%m-%d}",
        right=_("{n} dealers").format(n=len(rows)),
        orientation="landscape",
        blocks=[table],
        signatures=signatures(desk, _("Checked by:"), _("Manager:")),
    )  # fmt: skip


def _tier() -> float:
    """Millimetres of a tier in one line: 县代, County agent."""
    return 14 if language() == "zh" else 24


def handed_over(desk: Desk, handed: Handed) -> Sheet:
    """The list both sides sign when dealers change hands (R71), A4 landscape with room for notes."""
    rows = [row for row in finding.rows(desk, handed.dealer_ids) if row is not None]
    table = Table(
        [
            Column("no", _("No."), 9, "int", align="center"),
            Column("code", words.field_label("code"), 20),
            Column("name", words.field_label("name"), 52),
            Column("place", _("Region"), 32),
            Column("principal", words.field_label("principal"), 18),
            Column("phone", words.field_label("phone"), 28, "phone"),
            Column("tier", words.field_label("tier"), _tier(), align="center"),
            Column("grade", words.field_label("grade"), 11, align="center"),
            Column("status", words.field_label("status"), 14, align="center"),
            Column("told", _("Handed over by word"), 40),
            Column("sign", _("Taken over ✓"), 20),
        ],
        [
            {
                "no": number, "code": row.code, "name": row.name, "place": where(row.province, row.city, row.county),
                "principal": row.principal, "phone": row.phone, "tier": row.tier_label, "grade": row.grade,
                "status": row.status_label,
            }
            for number, row in enumerate(rows, start=1)
        ],
        empty=_("No dealers"),
    )  # fmt: skip
    counts = [f"{_kind(kind)} {count}" for kind, count in handed.counts.items() if count]
    return headed(
        desk, "12", title=_("Hand-Over List of Dealers"),
        center=_("{giver} → {taker}, {on}").format(
            giver=handed.from_name, taker=handed.to_name, on=f"{handed.on:%Y-%m-%d}"
        ),
        right="  ".join(counts),
        orientation="landscape",
        blocks=[table],
        signatures=[
            _("Handed over by: {name}").format(name=handed.from_name),
            _("Taken over by: {name}").format(name=handed.to_name),
            _("Manager:"),
            blank_date(),
        ],
    )  # fmt: skip


def _kind(kind: str) -> str:
    names = {
        "dealer": _("Dealers"), "promise": _("Call backs"), "province_owner": _("Provinces"), "lead": _("Leads"),
        "complaint": _("Complaints"), "task": _("Tasks"),
    }  # fmt: skip
    return names.get(kind, kind)


def label_rows(desk: Desk, ids: Iterable[int]) -> list[tuple[str, str, str, str]]:
    """Receiver, phone, address and code for the label of each dealer: its usual shipping address, else its own.

    Dealers without any address are left out.
    """
    found = []
    for dealer_id in ids:
        detail = finding.detail(desk, dealer_id)
        typed = covered(desk, detail.typed)
        places = typed.ship_addresses or ()
        place = next((each for each in places if each.is_default and each.address), None)
        if place is None and typed.address:
            place = NewShipAddress(
                receiver=typed.principal, phone=detail.row.phone, province=typed.province, city=typed.city,
                county=typed.county, address=typed.address,
            )  # fmt: skip
        if place is None:
            continue
        receiver = f"{place.receiver or typed.principal}　{typed.name}"
        address = postal(place.province, place.city, place.county, place.address)
        found.append((receiver, shown_numbers(place.phone) or detail.row.phone, address, typed.code))
    return found
