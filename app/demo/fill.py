"""Filling an empty office with the demo office: people and rules first, then the calls in batches."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calls.model import Call, Caller, Promise
from app.china import phones
from app.complaints.model import Complaint
from app.dealers.adding import add_many
from app.dealers.family import numbers_in
from app.dealers.model import Contact, Dealer
from app.demo import texts
from app.demo.batches import BATCH, Batches, identities, mark_old_missed, settle_missed
from app.demo.dice import Dice
from app.demo.invented import Office
from app.demo.roster import fill_roster
from app.demo.staff import Member
from app.directory import service as directory
from app.directory.model import Entry, Key
from app.office import settings
from app.office.desk import Desk, Person
from app.office.model import CalendarDay
from app.people import service as people
from app.people.model import ProvinceOwner, Staff
from app.people.rules import NewStaff
from app.products import service as products
from app.products.model import Product
from app.products.rules import NewProduct
from app.roster.model import Turn
from app.store.errors import UserError
from app.store.many import go_on_behind
from app.store.models import every_table
from app.store.pouring import found_later
from app.words import _

SOURCE = "demo"
"""Stands as the source of a made-up calendar day."""

Progress = Callable[[int, int], None]
Row = dict[str, Any]


def fill(desk: Desk, office: Office, *, progress: Progress | None = None) -> dict[str, int]:
    """Fill the new office `desk` with `office` and seat its receptionist; how many rows of each kind there are.

    People, settings and calendar are recorded; the calls are not (design.md 4: demo filling keeps no images) and
    come in one write. `progress` hears of calls done and in all after each batch; raising from it stops there, and
    no call is left.
    UserError when the office holds calls or people of its own already.
    """
    _must_be_empty(desk)
    with desk.store.write("demo.office") as session:
        _calendar(session, office)
        ids = _people(session, desk, office)
        _products(session)
    desk.settings.set_many({settings.declared(key): value for key, value in office.settings.items()})
    receptionist = office.staff.desk[0]
    desk.sit(Person(ids[receptionist], receptionist))
    desk.memory.keep(person=ids[receptionist])
    fill_roster(desk, office, ids)
    with desk.store.write("demo.dealers", recorded=False) as session:
        homes = _dealers(session, desk, office, ids)
    with _no_collecting(), desk.store.write("demo.calls", recorded=False) as session:
        _calls(session, office, Batches(office, ids, homes), progress)
    return rows(desk)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Millions of rows come and go without a circle among them: a tenth of the time would go into looking for one."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _calls(session: Session, office: Office, batch: Batches, progress: Progress | None) -> None:
    """All calls and everybody who called."""
    _remember_more(session)
    done = 0
    lines = office.calls()
    with found_later(session, Call, Promise, Caller, Entry, Key):
        while chunk := list(islice(lines, BATCH)):
            batch.write(session, chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, office.total)
        batch.write_callers(session)
    settle_missed(session)
    mark_old_missed(session, now=office.now)
    go_on_behind(session, *(table for table in every_table().sorted_tables if "id" in table.c))


def rows(desk: Desk) -> dict[str, int]:
    """How many rows of each kind the office holds."""
    counted = {"staff": Staff, "provinces": ProvinceOwner, "calendar": CalendarDay, "calls": Call,
               "promises": Promise, "callers": Caller, "complaints": Complaint,
               "products": Product, "dealers": Dealer, "contacts": Contact, "roster": Turn}  # fmt: skip
    with desk.store.read() as session:
        return {
            kind: session.scalar(select(func.count()).select_from(model)) or 0
            for kind, model in counted.items()
        }


def _remember_more(session: Session) -> None:
    """Let SQLite keep the indexes in memory: their pages are written all over, and read again for each batch else."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-200000")  # KiB; this connection only


def _must_be_empty(desk: Desk) -> None:
    held = rows(desk)
    if held["calls"] or held["dealers"] or held["promises"] or held["provinces"] or held["staff"] > 1:
        raise UserError(
            _("The office in {folder} is in use. Choose an empty folder for the demo office.").format(
                folder=desk.folder
            )
        )


def _calendar(session: Session, office: Office) -> None:
    known = set(session.scalars(select(CalendarDay.on)))
    session.add_all(
        CalendarDay(on=day.date, off=day.off, name=day.name, source=SOURCE)
        for day in office.days
        if day.date not in known
    )


def _people(session: Session, desk: Desk, office: Office) -> dict[str, int]:
    """Staff and provinces; ids by name. The one person of a new office becomes the receptionist."""
    first, *others = office.staff.members
    row = session.scalars(select(Staff)).one()
    for name, value in _fields(first).items():
        setattr(row, name, value)
    session.flush()
    directory.put(
        session, people.KIND, row.id, names=[row.name], numbers=[phones.parse(row.mobile).number],
        words=[row.department, row.title, row.extension],
    )  # fmt: skip
    ids = {first.name: row.id}
    for member in others:
        ids[member.name] = people.add(desk, NewStaff(**_fields(member)))
    for province in office.staff.provinces:
        people.own_province(
            session, province.name, ids[province.owner], deputy_id=ids[province.deputy], since=office.first
        )
    return ids


def _dealers(session: Session, desk: Desk, office: Office, ids: dict[str, int]) -> dict[str, int]:
    """The archive; whose each normal number is, so that the calls know it."""
    start, _end = desk.day_bounds(office.first)
    by = ids[office.staff.desk[0]]
    stamp = {"created_at": start, "created_by": by, "updated_at": start, "updated_by": by}
    news = [replace(firm.dealer, salesman_id=ids[firm.salesman]) for firm in office.firms]
    dice = Dice(office.seed, office.size, "uuid of dealers", office.until)
    saved = add_many(session, desk, news, stamp=stamp, uuids=identities(dice, start))
    area = str(office.settings[settings.AREA_CODE.key])
    homes: dict[str, int] = {}
    for new, one in zip(news, saved, strict=True):
        told = [new.mobile, new.landline, *(each.phone for each in new.contacts or ())]
        homes |= dict.fromkeys(numbers_in(*told, area=area), one.id)
    return homes


def _products(session: Session) -> None:
    """What the company sells, in the order of the file: the dealers' products are counted so."""
    for each in texts.products():
        strength = re.search(r"(\d+)度", each.name)
        products.add_in(session, NewProduct(
            code=each.code, name=each.name, series=each.name[:2], spec=each.spec, price=Decimal(each.price),
            abv=Decimal(strength[1]) if strength else None,
        ))  # fmt: skip


def _fields(member: Member) -> dict[str, Any]:
    return {
        "code": member.code, "name": member.name, "department": member.department, "title": member.title,
        "mobile": member.mobile, "extension": member.extension, "email": member.email, "role": member.role,
        "resident": member.role != "sales",
    }  # fmt: skip
