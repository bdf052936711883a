"""Adding many dealers at once: an import or the demo office; every row recorded, a hundredth of the time each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.dealers.completing import KIND, score
from app.dealers.family import (
    CONTACT,
    Family,
    contact_columns,
    one_default,
    region_columns,
    ship_columns,
    told_contact,
)
from app.dealers.model import Contact, Dealer, DealerProduct, DealerRegion, ShipAddress
from app.dealers.rules import NewDealer
from app.dealers.service import SERIES, Saved, area_code, check, columns, told_dealer
from app.directory import service as directory
from app.office.desk import Desk
from app.office.series import take
from app.store.errors import FieldError
from app.store.many import insert_many
from app.words import _

_DIGITS = 4


def add_many(
    session: Session,
    desk: Desk,
    news: Sequence[NewDealer],
    *,
    stamp: Mapping[str, Any] | None = None,
    uuids: Iterator[str] | None = None,
) -> list[Saved]:
    """Put `news` into the archive in their order, inside a write that is open already; FieldError as in service.add.

    The codes given must be free and different from each other. `stamp` are further columns of every row, such as
    created_at; `uuids` gives an identity to each row that has none (a demo office is the same each time).
    """
    for new in news:
        check(desk, new, demand=False)
    codes = _codes(session, news)
    rows = [columns(new) | {"code": code} | dict(stamp or {}) for new, code in zip(news, codes, strict=True)]
    first = _next(session)
    kin = [_family(first + place, new, stamp or {}) for place, new in enumerate(news)]
    shells = [Dealer(id=first + place, **row) for place, row in enumerate(rows)]
    for shell, family, row in zip(shells, kin, rows, strict=True):
        score(desk, shell, family)
        row["completeness"], row["gaps"] = shell.completeness, shell.gaps
        if news[shell.id - first].uuid is not None:
            row["uuid"] = news[shell.id - first].uuid
    ids = insert_many(session, Dealer, [_named(row, uuids) for row in rows])
    assert not ids or ids[0] == first
    for model, children in (
        (DealerProduct, [link for family in kin for link in family.products]),
        (DealerRegion, [region for family in kin for region in family.regions]),
        (ShipAddress, [place for family in kin for place in family.ship_addresses]),
    ):
        insert_many(session, model, [_named(_given(child), uuids) for child in children])
    people = [contact for family in kin for contact in family.contacts]
    for contact, number in zip(
        people, insert_many(session, Contact, [_named(_given(each), uuids) for each in people]), strict=True
    ):
        contact.id = number
    area = area_code(desk)
    directory.put_many(
        session,
        KIND,
        [told_dealer(shell, family, area=area) for shell, family in zip(shells, kin, strict=True)],
    )
    directory.put_many(session, CONTACT, [told_contact(each) for each in people])
    return [Saved(number, code) for number, code in zip(ids, codes, strict=True)]


def _named(row: dict[str, Any], uuids: Iterator[str] | None) -> dict[str, Any]:
    if uuids is not None and "product_id" not in row:  # a link has no identity of its own
        row.setdefault("uuid", next(uuids))
    return row


def _next(session: Session) -> int:
    return (session.scalar(select(func.max(Dealer.id))) or 0) + 1


def _codes(session: Session, news: Sequence[NewDealer]) -> list[str]:
    told = [new.code.strip() for new in news]
    named = [code for code in told if code]
    if len(set(named)) != len(named):
        twice = next(code for code in named if named.count(code) > 1)
        raise FieldError("code", _("The code {code} stands there twice.").format(code=twice))
    taken = set(_taken(session, named))
    if taken:
        raise FieldError("code", _("The code {code} is taken already.").format(code=min(taken)))
    found = []
    series = set(session.scalars(select(Dealer.code).where(Dealer.code.startswith(f"{SERIES}-")))) | set(
        named
    )
    for code in told:
        while not code:
            free = f"{SERIES}-{take(session, SERIES):0{_DIGITS}d}"
            code = "" if free in series else free
        found.append(code)
    return found


def _taken(session: Session, codes: Sequence[str]) -> Iterable[str]:
    for start in range(0, len(codes), 5_000):
        yield from session.scalars(select(Dealer.code).where(Dealer.code.in_(codes[start : start + 5_000])))


def _family(dealer_id: int, new: NewDealer, stamp: Mapping[str, Any]) -> Family:
    """What hangs on a dealer as objects that no session knows."""
    return Family(
        [DealerProduct(dealer_id=dealer_id, product_id=each) for each in dict.fromkeys(new.products or ())],
        [DealerRegion(dealer_id=dealer_id, **region_columns(each), **stamp) for each in new.regions or ()],
        [Contact(dealer_id=dealer_id, **contact_columns(each), **stamp) for each in new.contacts or ()],
        [
            ShipAddress(dealer_id=dealer_id, **ship_columns(each), **stamp)
            for each in (one_default(new.ship_addresses) if new.ship_addresses else ())
        ],
    )


def _given(child: Any) -> dict[str, Any]:
    """The columns of an object that were given."""
    return {key: value for key, value in vars(child).items() if not key.startswith("_")}
