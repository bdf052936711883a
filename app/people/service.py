"""Staff: who there is, who sits at the desk, who answers for a province."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.china import phones, pinyin, regions
from app.directory import service as directory
from app.office import days, phrases
from app.office.desk import Desk, Person, open_store, utc_now
from app.office.filters import Choice
from app.people.model import ProvinceOwner, Staff
from app.people.rules import FIELDS, NewStaff, problems
from app.store.changes import Changes
from app.store.errors import FieldError, UserError
from app.words import _

KIND = "staff"
FIRST_PERSON = "前台"


class StaffRow(NamedTuple):
    """A member of staff as lists and choices show one."""

    id: int
    code: str
    name: str
    department: str
    title: str
    mobile: str
    extension: str
    email: str
    role: str
    provinces: tuple[str, ...] = ()
    active: bool = True
    resident: bool = True
    to_on: date | None = None
    keys: tuple[str, ...] = ()
    """What the name is found by when typed: initials and pinyin in every reading."""


def open_desk(
    data: Path | None = None,
    database: str | None = None,
    *,
    by: str | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """Open the office in folder `data` or at URL `database` and seat `by` (default: who sat there last).

    A new office gets one person, 前台, the official calendar of last year, this and the next, and our phrases.
    UserError or Unavailable, one sentence, when the office can't be opened or nobody is called `by`.
    """
    store, folder = open_store(data, database, clock=clock)
    try:
        desk = Desk(store, folder, clock=clock)
        with store.read() as session:
            empty = session.scalar(select(Staff.id).limit(1)) is None
        if empty:
            with store.write("office.new") as session:
                _add(session, NewStaff(code="001", name=FIRST_PERSON))
            year = desk.today().year
            days.fill(store, range(year - 1, year + 2))
            phrases.fill(store)
        _seat(desk, by)
        store.hub.subscribe(lambda changes: _sit_again(desk, changes))
    except BaseException:
        store.close()
        raise
    return desk


def _seat(desk: Desk, by: str | None) -> None:
    with desk.store.read() as session:
        if by is not None:
            row = named(session, by, today=desk.today())
        else:
            last = desk.memory.get("person")
            here = session.get(Staff, last) if isinstance(last, int) else None
            if here is None or not active(here, desk.today()):
                here = session.scalars(_present(desk.today()).order_by(Staff.id)).first()
            if here is None:
                raise UserError(
                    _("Nobody is on the staff list any more. Add somebody with `frontdesk people add`.")
                )
            row = here
        person = Person(row.id, row.name, row.role)
    desk.sit(person)


def _sit_again(desk: Desk, changes: Changes) -> None:
    """Whoever sits at the desk has the name and the rights of the staff list, whoever changed them and how."""
    if any(each.kind == KIND and each.id == desk.person.id for each in changes.touched):
        with desk.store.read() as session:
            row = session.get_one(Staff, desk.person.id)
            person = Person(row.id, row.name, row.role)
        desk.sit(person)


def sit(desk: Desk, staff_id: int) -> None:
    """Somebody else sits down at this desk; remembered for the next start."""
    with desk.store.read() as session:
        row = session.get_one(Staff, staff_id)
        person = Person(row.id, row.name, row.role)
    desk.sit(person)
    desk.memory.keep(person=person.id)


def _present(today: date) -> Select[Staff]:
    return select(Staff).where(Staff.deleted_at.is_(None), or_(Staff.to_on.is_(None), Staff.to_on >= today))


def active(row: Staff, today: date) -> bool:
    """Whether `row` works here on `today`."""
    return row.deleted_at is None and (row.to_on is None or row.to_on >= today)


def named(session: Session, wanted: str, *, today: date | None = None) -> Staff:
    """The one whose code or unique name is `wanted`; UserError that says what is wrong otherwise."""
    here = Staff.deleted_at.is_(None)
    by_code = session.scalar(select(Staff).where(here, Staff.code == wanted))
    if by_code is not None:
        return by_code
    rows = session.scalars(select(Staff).where(here, Staff.name == wanted)).all()
    if not rows:  # 刘　洋, spaced as in printed lists
        bare = "".join(wanted.split())
        rows = [
            row for row in session.scalars(select(Staff).where(here)) if "".join(row.name.split()) == bare
        ]
    if len(rows) > 1 and today is not None:
        rows = [row for row in rows if active(row, today)] or rows
    if len(rows) == 1:
        return rows[0]
    if rows:
        codes = ", ".join(row.code for row in rows)
        raise UserError(
            _("{count} people are called {name}. Give the code instead: {codes}.").format(
                count=len(rows), name=wanted, codes=codes
            )
        )
    raise UserError(_("Nobody on the staff list is called {name} or has that code.").format(name=wanted))


def find(desk: Desk, *, left_too: bool = False, binned: bool = False) -> list[StaffRow]:
    """The staff in order of their code; those who left only when asked for; or those taken off the list."""
    with desk.store.read() as session:
        query = select(Staff).where(Staff.deleted_at.is_(None)) if left_too else _present(desk.today())
        if binned:
            query = select(Staff).where(Staff.deleted_at.is_not(None))
        rows = session.scalars(query.order_by(Staff.code)).all()
        owned: dict[int, list[str]] = {}
        for province, owner in session.execute(
            select(ProvinceOwner.province, ProvinceOwner.owner_id).where(ProvinceOwner.deleted_at.is_(None))
        ):
            owned.setdefault(owner, []).append(province)
        today = desk.today()
        return [_row(row, owned.get(row.id, ()), today) for row in rows]


def choices(desk: Desk, *, left_too: bool = False) -> tuple[Choice, ...]:
    """The staff as choices of a list's field, by name, initials and pinyin. Reads them: for a job."""
    return tuple(Choice(row.id, row.name, row.department, row.keys) for row in find(desk, left_too=left_too))


def _row(row: Staff, provinces: Iterable[str], today: date) -> StaffRow:
    order = {name: i for i, name in enumerate(regions.PROVINCES)}
    return StaffRow(
        id=row.id, code=row.code, name=row.name, department=row.department, title=row.title,
        mobile=row.mobile, extension=row.extension, email=row.email, role=row.role,
        provinces=tuple(sorted(provinces, key=lambda name: order.get(name, 99))),
        active=active(row, today), resident=row.resident, to_on=row.to_on,
        keys=(*pinyin.initials(row.name), *pinyin.full(row.name)),
    )  # fmt: skip


def add(desk: Desk, new: NewStaff) -> int:
    """Put somebody on the staff list and return the id. UserError when a field does not fit."""
    with desk.store.write("staff.add") as session:
        return _add(session, new).id


def _add(session: Session, new: NewStaff) -> Staff:
    check(session, new)
    row = Staff(**{name: _stripped(getattr(new, name)) for name in FIELDS})
    session.add(row)
    session.flush()
    put(session, row, new=True)
    return row


def check(session: Session, new: NewStaff, *, own_id: int | None = None) -> None:
    """FieldError for the first field of `new` that does not fit; `own_id` is the record that is being changed."""
    for name, sentence in problems(new).items():
        raise FieldError(name, sentence)
    taken = session.scalar(select(Staff).where(Staff.code == new.code.strip()))
    if taken is not None and taken.id != own_id:
        raise FieldError(
            "code",
            _("The code {code} is taken already by {name}. Choose another.").format(
                code=new.code, name=taken.name
            ),
        )


def put(session: Session, row: Staff, *, new: bool = False) -> None:
    """Let `row` be found by name, number, department, title and extension."""
    directory.put(
        session, KIND, row.id,
        names=[row.name], numbers=_numbers(row), words=[row.department, row.title, row.extension], new=new,
    )  # fmt: skip


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _numbers(row: Staff) -> list[str]:
    return [phone.number for phone in phones.parse_all(row.mobile) if phone.kind != "invalid"]


def next_code(desk: Desk) -> str:
    """A free code for the next member of staff: one above the highest number, three digits at least."""
    with desk.store.read() as session:
        used = [int(code) for code in session.scalars(select(Staff.code)) if code.isdecimal()]
    return f"{max(used, default=0) + 1:03d}"


def own_province(
    session: Session, province: str, owner_id: int, *, deputy_id: int | None = None, since: date | None = None
) -> None:
    """Make `owner_id` responsible for `province` (its short name), with `deputy_id` standing in."""
    row = session.scalar(select(ProvinceOwner).where(ProvinceOwner.province == province))
    if row is None:
        session.add(ProvinceOwner(province=province, owner_id=owner_id, deputy_id=deputy_id, from_on=since))
    else:
        row.owner_id, row.deputy_id, row.from_on, row.deleted_at = owner_id, deputy_id, since, None


def responsible(session: Session, province: str | None, today: date) -> Staff | None:
    """Who answers for `province` today: its owner, else the deputy when the owner has left; None when unknown."""
    if not province:
        return None
    row = session.scalar(
        select(ProvinceOwner).where(ProvinceOwner.province == province, ProvinceOwner.deleted_at.is_(None))
    )
    if row is None:
        return None
    for staff_id in (row.owner_id, row.deputy_id):
        person = session.get(Staff, staff_id) if staff_id is not None else None
        if person is not None and active(person, today):
            return person
    return None


def here(session: Session, staff_id: int, today: date) -> Staff | None:
    """The member of staff `staff_id`, unless gone or in the bin."""
    person = session.get(Staff, staff_id)
    return person if person is not None and active(person, today) else None


def set_password(desk: Desk, staff_id: int, password: str) -> None:
    """Keep the argon2id hash of `password` (8 characters and more). UserError when it is too short."""
    from argon2 import PasswordHasher

    if len(password) < 8:
        raise UserError(_("The password is too short: it needs 8 characters or more."))
    with desk.store.write("staff.password") as session:
        session.get_one(Staff, staff_id).password_hash = PasswordHasher().hash(password)


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names by id, also of people who left or lie in the bin."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {staff_id: name for staff_id, name in rows}  # noqa: C416 - dict() loses the types


def titles(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of each for search results."""
    rows = session.scalars(select(Staff).where(Staff.id.in_(list(ids))))
    return {
        row.id: (
            row.name,
            " ".join(part for part in (row.department, row.title, row.mobile or row.extension) if part),
        )
        for row in rows
    }
