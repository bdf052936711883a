"""Saving dealers, one or many, and the bin."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import credit_code, divisions, pinyin
from app.dealers import names, rules
from app.dealers.completing import KIND, score
from app.dealers.family import (
    Family,
    as_contact,
    as_ship_address,
    families,
    numbers_in,
    put_family,
    territory,
)
from app.dealers.model import Dealer
from app.dealers.rules import NewDealer
from app.directory import service as directory
from app.office import settings
from app.office.desk import Desk
from app.office.series import take
from app.store.errors import Conflict, FieldError, UserError
from app.words import _

SERIES = "JX"
"""Codes are JX-0001, JX-0002, …: a dealer keeps its number for years, so no month stands in it."""
_CODE_DIGITS = 4
_TYPED = (
    "name", "code", "short_name", "province", "city", "county", "address", "principal", "landline", "mobile", "fax",
    "wechat_id", "wechat_name", "qq", "email", "tier", "grade", "grade_by_hand", "grade_reason", "salesman_id",
    "status", "since", "uscc", "licence_no", "licence_to", "invoice_info", "credit", "credit_days", "source",
    "key_account", "notes", "verified_on", "remark",
)  # fmt: skip
"""The fields of NewDealer that are columns of their own."""


class Saved(NamedTuple):
    """A stored dealer."""

    id: int
    code: str


def add(desk: Desk, new: NewDealer, *, demand: bool = False) -> Saved:
    """Put a dealer into the archive (R25). `demand` asks for every starred field, as the form does.

    A dealer whose uuid is stored already is not saved again (a retry is harmless). FieldError for the first field
    that does not fit.
    """
    with desk.store.write("dealer.add") as session:
        return add_in(session, desk, new, demand=demand)


def add_in(session: Session, desk: Desk, new: NewDealer, *, demand: bool = False) -> Saved:
    """As `add`, inside a write that is open already."""
    if new.uuid is not None:
        known = session.scalar(select(Dealer).where(Dealer.uuid == new.uuid))
        if known is not None:
            return Saved(known.id, known.code)
    check(desk, new, demand=demand)
    row = Dealer(**columns(new) | {"code": _free_code(session, new.code)})
    if new.uuid is not None:
        row.uuid = new.uuid
    session.add(row)
    session.flush()
    family = put_family(session, row.id, new)
    finish(session, desk, row, family, new=True)
    return Saved(row.id, row.code)


def change(
    desk: Desk, dealer_id: int, new: NewDealer, *, row_version: int | None = None, demand: bool = False
) -> None:
    """Save a changed dealer. Conflict when somebody else saved it since `row_version`; FieldError as in `add`."""
    with desk.store.write("dealer.change") as session:
        change_in(session, desk, dealer_id, new, row_version=row_version, demand=demand)


def change_in(
    session: Session,
    desk: Desk,
    dealer_id: int,
    new: NewDealer,
    *,
    row_version: int | None = None,
    demand: bool = False,
) -> None:
    """As `change`, inside a write that is open already; without a version what is stored gives way."""
    row = here(session, dealer_id)
    if row_version is not None and row.row_version != row_version:
        stored = as_typed(row, families(session, [dealer_id])[dealer_id])
        raise Conflict(
            _("{code} was changed by somebody else while you were at it.").format(code=row.code),
            kind=KIND, id=dealer_id, ours=asdict(new), theirs=asdict(stored),
        )  # fmt: skip
    check(desk, new, demand=demand)
    told = columns(new)
    told["code"] = _free_code(session, new.code, own=row) if new.code.strip() else row.code
    for name, value in told.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    session.flush()
    finish(session, desk, row, put_family(session, row.id, new))


def here(session: Session, dealer_id: int) -> Dealer:
    """The dealer `dealer_id`; UserError when it lies in the bin or was merged into another."""
    row = session.get(Dealer, dealer_id)
    if row is None or row.deleted_at is not None:
        raise UserError(_("This dealer is in the bin. Take it out first, then change it."))
    return row


def check(desk: Desk, new: NewDealer, *, demand: bool) -> None:
    """FieldError for the first field that keeps `new` out of the archive, or with `demand` out of the form."""
    found = rules.problems(new, area=area_code(desk))
    wrong = [each for each in found if each.weight == "error" or (demand and each.weight == "missing")]
    if demand and not rules.errors(wrong):
        wrong = [*rules.demanded(new), *wrong]
    if wrong:
        raise FieldError(wrong[0].field, wrong[0].sentence)


def area_code(desk: Desk) -> str | None:
    """The office's own area code, for local numbers typed without one."""
    return desk.settings.get(settings.AREA_CODE) or None


def columns(new: NewDealer) -> dict[str, Any]:
    """The columns of `new` that are typed, tidied, with those worked out from them."""
    told: dict[str, Any] = {name: getattr(new, name) for name in _TYPED}
    told |= {name: value.strip() for name, value in told.items() if isinstance(value, str)}
    told["province"], told["city"], told["county"] = divisions.tidy(new.province, new.city, new.county)
    told["uscc"] = credit_code.tidy(new.uscc)
    told["name_key"] = names.key(told["name"])[:100]
    told["sort_key"] = pinyin.sort_key(told["name"], person=False)[:80]
    return told


def finish(session: Session, desk: Desk, row: Dealer, family: Family, *, new: bool = False) -> None:
    """Work out what follows from a dealer and what hangs on it: completeness, directory."""
    score(desk, row, family)
    session.flush()
    told = told_dealer(row, family, area=area_code(desk))
    directory.put(
        session, KIND, row.id, names=told.names, lesser_names=told.lesser_names, numbers=told.numbers,
        words=told.words, new=new,
    )  # fmt: skip


def told_dealer(row: Dealer, family: Family, *, area: str | None = None) -> directory.Told:
    """What a dealer is found by: names as they are spoken, every number and any part of it, and its texts."""
    numbers = numbers_in(
        row.mobile, row.landline, row.fax, *(each.phone for each in family.ship_addresses), area=area
    )
    parts = [part for number in numbers for part in directory.parts_of(number)]
    where = [f"{row.province}{row.city}{row.county}{row.address}"]
    where += [f"{each.province}{each.city}{each.county}{each.address}" for each in family.ship_addresses]
    return directory.Told(
        row.id,
        names.spoken(row.name, row.short_name),
        numbers,
        [row.code, *where, row.uscc, row.wechat_id, row.qq, row.email, row.notes, row.remark or "", *parts],
        [row.principal, row.wechat_name, *(each.receiver for each in family.ship_addresses)],
    )


def _free_code(session: Session, wanted: str, *, own: Dealer | None = None) -> str:
    wanted = wanted.strip()
    if not wanted:
        return next_code(session)
    holder = session.scalar(select(Dealer).where(Dealer.code == wanted))
    if holder is not None and holder is not own:
        raise FieldError(
            "code",
            _("The code {code} belongs to {name}. Choose another or leave it empty.").format(
                code=wanted, name=holder.name
            ),
        )
    return wanted


def next_code(session: Session) -> str:
    """The next code of the series that no import has taken."""
    while True:
        code = f"{SERIES}-{take(session, SERIES):0{_CODE_DIGITS}d}"
        if session.scalar(select(Dealer.id).where(Dealer.code == code)) is None:
            return code


def as_typed(row: Dealer, family: Family) -> NewDealer:
    """A stored dealer as it was typed, to be changed and saved again."""
    return NewDealer(
        **{name: getattr(row, name) for name in _TYPED},
        products=tuple(each.product_id for each in family.products),
        regions=tuple(map(territory, family.regions)),
        contacts=tuple(map(as_contact, family.contacts)),
        ship_addresses=tuple(map(as_ship_address, family.ship_addresses)),
        uuid=row.uuid,
    )


def named(session: Session, wanted: str) -> Dealer:
    """The dealer whose code, or unique name or short name, is `wanted`; UserError that says what is wrong."""
    present = Dealer.deleted_at.is_(None)
    by_code = session.scalar(select(Dealer).where(present, Dealer.code == wanted))
    if by_code is not None:
        return by_code
    for condition in (
        Dealer.name == wanted,
        Dealer.short_name == wanted,
        Dealer.name_key == names.key(wanted),
    ):
        rows: Sequence[Dealer] = session.scalars(select(Dealer).where(present, condition).limit(5)).all()
        if len(rows) == 1:
            return rows[0]
        if rows:
            raise UserError(
                _("Several dealers are called {name}. Give the code instead: {codes}.").format(
                    name=wanted, codes=", ".join(row.code for row in rows)
                )
            )
    raise UserError(_("No dealer is called {name} or has that code.").format(name=wanted))
