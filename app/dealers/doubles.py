"""Whether a dealer is in the archive already, asked while it is typed: by name, any number, credit code (R29)."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.china import credit_code, phones
from app.dealers import names
from app.dealers.completing import KIND
from app.dealers.family import CONTACT, numbers_in
from app.dealers.model import Contact, Dealer
from app.dealers.service import area_code
from app.directory import service as directory
from app.office.desk import Desk

Why = Literal["uscc", "name", "number", "alike"]
LEAST = 4
"""So many characters of a name, without place and company words, before others are called alike."""
MOST = 8


class Double(NamedTuple):
    """A dealer that is, or may be, the one being typed.

    why: "uscc" and "name" are the same firm, "number" shares the number `detail`, "alike" has a name that holds, or
    is held by, the one typed.
    """

    id: int
    code: str
    name: str
    place: str
    why: Why
    detail: str = ""

    @property
    def sure(self) -> bool:
        """Whether it is the same firm, not one that shares something."""
        return self.why in ("uscc", "name")


def find(
    desk: Desk, *, name: str = "", numbers: str = "", uscc: str = "", but: int | None = None
) -> list[Double]:
    """The dealers that may be the one typed so far, the surest first; `but` is the one being edited itself.

    `numbers` is the text of every number field. Three reads along indexes: fast enough for each key.
    """
    with desk.store.read() as session:
        return find_in(
            session, name=name, numbers=numbers_in(numbers, area=area_code(desk)), uscc=uscc, but=but
        )


def find_in(
    session: Session, *, name: str = "", numbers: Iterable[str] = (), uscc: str = "", but: int | None = None
) -> list[Double]:
    """As `find`, with a session that is open already and normal numbers."""
    found: dict[int, Double] = {}

    def put(row: Dealer, why: Why, detail: str = "") -> None:
        if row.id != but and row.id not in found and row.deleted_at is None:
            place = "".join(dict.fromkeys((row.province, row.city)))
            found[row.id] = Double(row.id, row.code, row.name, place, why, detail)

    here = Dealer.deleted_at.is_(None)
    code = credit_code.tidy(uscc)
    if code:
        for row in session.scalars(select(Dealer).where(Dealer.uscc == code, here).limit(MOST)):
            put(row, "uscc", code)
    key = names.key(name) if name.strip() else ""
    if key:
        for row in session.scalars(select(Dealer).where(Dealer.name_key == key, here).limit(MOST)):
            put(row, "name")
    for number in numbers:
        for row in holders(session, number):
            put(row, "number", phones.display(number))
    core = names.core(name)
    # 海拉尔顺和 is as far as one has typed: the place goes along while what follows it is too short to tell anything
    part = core if len(core) >= LEAST else key if core else ""
    if len(part) >= LEAST:
        # both ways: 京源酒业 typed for 济南京源酒业, and 济南京源酒业 typed for 京源酒业
        alike = Dealer.name_key.contains(part, autoescape=True)
        for row in session.scalars(
            select(Dealer).where(here, alike).order_by(func.length(Dealer.name_key), Dealer.id).limit(MOST)
        ):
            put(row, "alike")
        for row in session.scalars(select(Dealer).where(here, Dealer.name_key == part).limit(MOST)):
            put(row, "alike")
    return list(found.values())


def holders(session: Session, number: str) -> list[Dealer]:
    """The dealers whose own, whose people's or whose warehouse's normal number is `number`."""
    ids: list[int] = []
    for kind, record_id in directory.who(session, number):
        if kind == KIND:
            ids.append(record_id)
        elif kind == CONTACT:
            home = session.scalar(select(Contact.dealer_id).where(Contact.id == record_id))
            ids += [home] if home is not None else []
    rows = (session.get(Dealer, each) for each in dict.fromkeys(ids))
    return [row for row in rows if row is not None and row.deleted_at is None]


def dealer_of(session: Session, number: str, company: str = "") -> int | None:
    """The one dealer whose normal number is `number`; of several the one called `company`, else None.

    Without a number the one dealer who is called just so.
    """
    key = names.key(company) if company else ""
    if not number:
        if not key:
            return None
        same = select(Dealer.id).where(Dealer.name_key == key, Dealer.deleted_at.is_(None)).limit(2)
        ids = session.scalars(same).all()
        return ids[0] if len(ids) == 1 else None
    rows = holders(session, number)
    if len(rows) > 1 and key:
        rows = [row for row in rows if key in (row.name_key, names.key(row.short_name))]
    return rows[0].id if len(rows) == 1 else None
