"""The dealer card: everything about one dealer on one page (R25, R70; records.md 经销商档案卡)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.dealers import finding, words
from app.dealers.birthdays import birthday_text
from app.dealers.finding import DealerDetail
from app.dealers.rules import NewContact, NewShipAddress
from app.dealers.sheets import covered, day_text, postal, shown_numbers, territory_text, where
from app.office.desk import Desk
from app.office.letterhead import headed, signatures
from app.sheets.form import Block, Column, Entry, Fields, Row, Sheet, Table, Text
from app.words import _


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of what hangs on a dealer stand on its card, so that it keeps to one page."""

    history: int = 8
    contacts: int = 6
    places: int = 4
    notes: int = 6


ROOMS = (
    Room(), Room(6), Room(4), Room(3, 5, 3, 4), Room(2, 4, 3, 3), Room(1, 4, 2, 2), Room(0, 3, 2, 2), Room(0, 2, 1, 1),
)  # fmt: skip
"""From the fullest card to the shortest."""


def card(desk: Desk, dealer_id: int, *, products: dict[int, str], history: Sequence[Row] = ()) -> Sheet:
    """The record of one dealer on one page, A4 portrait (R25, R70). `history` are its last dealings, newest first:
    date, kind, what; the older ones give way where a page would not hold them.
    """
    from app.sheets.pdf import page_count  # reportlab is heavy

    sheet = Sheet(title="", blocks=())
    for room in ROOMS:
        sheet = _card(desk, dealer_id, products, history, room)
        if page_count(sheet) == 1:
            break
    return sheet


def _card(desk: Desk, dealer_id: int, products: dict[int, str], history: Sequence[Row], room: Room) -> Sheet:
    detail = finding.detail(desk, dealer_id)
    detail = detail._replace(typed=covered(desk, detail.typed))
    typed, row = detail.typed, detail.row
    blocks: list[Block] = [
        Fields(_who(detail)),
        Fields(_trade(detail, products), title=_("Territory and trade")),
    ]
    people = [_contact(each) for each in typed.contacts or ()]
    blocks.append(
        Table(
            [
                Column("name", _("Name"), 24),
                Column("title", words.field_label("title"), 24),
                Column("phone", words.field_label("phone"), 50, "phone"),
                Column("wechat", words.field_label("wechat"), 36),
                Column("birthday", words.field_label("birthday"), 30),
            ],
            people[: room.contacts],
            title=_part(words.field_label("contacts"), room.contacts, len(people)),
            empty=_("None yet"),
        )
    )
    blocks.append(
        Table(
            [
                Column("receiver", words.field_label("receiver"), 22),
                Column("phone", words.field_label("phone"), 34, "phone"),
                Column("address", words.field_label("address"), 80),
                Column("receive_time", words.field_label("receive_time"), 34),
            ],
            [_shipping(each) for each in (typed.ship_addresses or ())[: room.places]],
            title=_part(words.field_label("ship_addresses"), room.places, len(typed.ship_addresses or ())),
            empty=_("None yet"),
        )
    )
    if typed.notes or typed.remark:
        told = [line for text in (typed.notes, typed.remark or "") if text for line in text.splitlines()]
        blocks.append(Text(told[: room.notes], title=words.field_label("notes")))
    if room.history:
        blocks.append(
            Table(
                [
                    Column("on", _("Date"), 24, "date", align="center"),
                    Column("kind", _("Kind"), 22),
                    Column("what", _("What"), 124),
                ],
                list(history)[: room.history],
                title=_("Last dealings"),
                empty=_("None yet"),
            )
        )
    verified = day_text(typed.verified_on) or _("never")
    return headed(
        desk, "01",
        title=_("Dealer Card"),
        center=_("Code: {code}").format(code=row.code),
        right=_("Completeness {n} %").format(n=row.completeness),
        blocks=blocks,
        signatures=signatures(desk, _("Salesperson:"), _("Manager:")),
        remark=_("Entered {on} by {name} · last verified {verified}").format(
            on=day_text(detail.created_at.date()), name=detail.created_by or "—", verified=verified
        ),
        name=f"{row.code} {row.name}"[:31],
    )  # fmt: skip


def _part(title: str, room: int, count: int) -> str:
    """The title of a table that may hold a part only."""
    return (
        title if count <= room else _("{title}: {shown} of {all}").format(title=title, shown=room, all=count)
    )


def _who(detail: DealerDetail) -> list[Entry]:
    typed, row, label = detail.typed, detail.row, words.field_label
    return [
        Entry(label("name"), typed.name, wide=True),
        Entry(label("short_name"), typed.short_name),
        Entry(label("principal"), typed.principal),
        Entry(label("mobile"), shown_numbers(typed.mobile), "phone"),
        Entry(label("landline"), shown_numbers(typed.landline), "phone"),
        Entry(label("wechat_id"), _(" · ").join(filter(None, (typed.wechat_id, typed.wechat_name)))),
        Entry(label("email"), typed.email or (f"QQ {typed.qq}" if typed.qq else "")),
        Entry(label("address"), postal(typed.province, typed.city, typed.county, typed.address), wide=True),
        Entry(label("tier"), row.tier_label),
        Entry(label("grade"), f"{typed.grade} {typed.grade_reason}".strip()),
        Entry(label("status"), row.status_label),
        Entry(label("salesman"), row.salesman),
        Entry(label("since"), typed.since, "date"),
        Entry(label("source"), words.source_label(typed.source)),
        Entry(label("uscc"), typed.uscc),
        Entry(label("licence_no"), typed.licence_no),
        Entry(label("licence_to"), typed.licence_to, "date"),
        Entry(label("credit"), _credit(detail)),
        Entry(label("invoice_info"), typed.invoice_info, wide=True),
    ]


def _credit(detail: DealerDetail) -> str:
    typed = detail.typed
    parts = [f"{typed.credit:,.2f}" if typed.credit is not None else ""]
    parts.append(_("{n} days").format(n=typed.credit_days) if typed.credit_days is not None else "")
    return _(" · ").join(filter(None, parts))


def _trade(detail: DealerDetail, products: dict[int, str]) -> list[Entry]:
    typed = detail.typed
    named = [products.get(each, "") for each in typed.products or ()]
    regions = [territory_text(each) for each in typed.regions or ()]
    entries = [
        Entry(words.field_label("products"), _(", ").join(filter(None, named)), wide=True),
        Entry(words.field_label("regions"), _("; ").join(regions), wide=True),
    ]
    if detail.clashes:
        told = [
            _("{name} also holds {place}").format(
                name=clash.other_name, place=where(clash.province, clash.city, clash.county)
            )
            for clash in detail.clashes[:3]
        ]
        entries.append(Entry(_("Overlapping"), _("; ").join(told), wide=True))
    return entries


def _contact(contact: NewContact) -> Row:
    return {
        "name": contact.name, "title": contact.title, "phone": shown_numbers(contact.phone), "wechat": contact.wechat,
        "birthday": birthday_text(contact.birthday),
    }  # fmt: skip


def _shipping(place: NewShipAddress) -> Row:
    told = postal(place.province, place.city, place.county, place.address)
    if place.is_default:
        told = _("{text} ({note})").format(text=told, note=words.field_label("is_default"))
    return {
        "receiver": place.receiver, "phone": shown_numbers(place.phone),
        "address": told,
        "receive_time": place.receive_time,
    }  # fmt: skip
