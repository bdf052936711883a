"""A caller becomes a dealer's contact or a dealer of its own, in one step from the call (R27)."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import phones
from app.dealers.family import families, numbers_in
from app.dealers.model import Contact, Dealer
from app.dealers.rules import NewContact, NewDealer
from app.dealers.service import Saved, add_in, as_typed, change_in, here
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import UserError
from app.words import _


def to_contact(desk: Desk, dealer_id: int, *, name: str, number: str, title: str = "") -> int:
    """Put a caller among the contacts of a dealer; the contact's id.

    Somebody of that name there gets the number added. UserError when the number is that contact's already.
    """
    with desk.store.write("dealer.contact") as session:
        row = here(session, dealer_id)
        dealer = as_typed(row, families(session, [dealer_id])[dealer_id])
        contacts = list(dealer.contacts or ())
        name = name.strip() or _("Unnamed")
        place = next((i for i, each in enumerate(contacts) if each.name == name), None)
        if place is None:
            contacts.append(NewContact(name=name, title=title, phone=phones.display(number)))
        else:
            known = contacts[place]
            if number in numbers_in(known.phone):
                raise UserError(
                    _("{name} is a contact of {dealer} with this number already.").format(
                        name=name, dealer=row.name
                    )
                )
            told = "、".join(filter(None, (known.phone, phones.display(number))))
            contacts[place] = replace(known, phone=told, title=known.title or title)
        change_in(session, desk, dealer_id, replace(dealer, contacts=tuple(contacts)))
        found = select(Contact.id).where(
            Contact.dealer_id == dealer_id, Contact.name == name, Contact.deleted_at.is_(None)
        )
        return session.scalars(found.order_by(Contact.id.desc())).first() or 0


def to_dealer(desk: Desk, *, name: str, company: str, number: str, new: NewDealer | None = None) -> Saved:
    """Put a caller's firm into the archive as a prospect: number, name, the number's province and who answers for it.

    `new` gives more fields, as from a form. FieldError when they do not fit.
    """
    with desk.store.write("dealer.add") as session:
        phone = phones.parse(number)
        place = phones.place(phone.number)
        owner = people.responsible(session, place.province, desk.today())
        told = new or NewDealer(name=company.strip() or name.strip(), status="prospect", source="call")
        shown = phones.display(phone.number) or number.strip()
        fresh = replace(
            told,
            principal=told.principal or name.strip(),
            province=told.province or place.province or "",
            city=told.city or place.city or "",
            mobile=told.mobile or (shown if phone.kind == "mobile" else ""),
            landline=told.landline or ("" if phone.kind == "mobile" else shown),
            salesman_id=told.salesman_id or (owner.id if owner else None),
        )
        return add_in(session, desk, fresh)


def fill(desk: Desk, dealer_id: int, field: str, text: str) -> None:
    """Fill one field of a dealer in place, as asked on the telephone (the card's own field to ask).

    Only fields of text that stand empty. UserError otherwise, FieldError when the text does not fit.
    """
    with desk.store.write("dealer.fill") as session:
        row = here(session, dealer_id)
        _fill(session, desk, row, field, text)


def _fill(session: Session, desk: Desk, row: Dealer, field: str, text: str) -> None:
    dealer = as_typed(row, families(session, [row.id])[row.id])
    if field == "phone":
        field = "mobile" if phones.parse(text).kind == "mobile" else "landline"
    if field == "receive_time":
        places = list(dealer.ship_addresses or ())
        if not places:
            raise UserError(_("{name} has no shipping address yet. Add one first.").format(name=row.name))
        first = next((i for i, each in enumerate(places) if each.is_default), 0)
        places[first] = replace(places[first], receive_time=text)
        change_in(session, desk, row.id, replace(dealer, ship_addresses=tuple(places)))
        return
    if not isinstance(getattr(dealer, field, None), str):
        raise UserError(_("This is filled in on the dealer's own page."))
    if getattr(dealer, field):
        raise UserError(_("It has been filled in meanwhile: {value}.").format(value=getattr(dealer, field)))
    told: dict[str, Any] = {field: text}
    change_in(session, desk, row.id, replace(dealer, **told))
