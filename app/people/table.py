"""Staff as a table, in and out (records.md 人员)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import phones
from app.directory import service as directory
from app.office.desk import Desk
from app.people import service
from app.people.links import SUPERIOR
from app.people.model import ProvinceOwner, Staff
from app.people.rules import LABELS, ROLES
from app.store.errors import UserError
from app.transfer.fields import (
    Change,
    Choice,
    Field,
    Incoming,
    Index,
    Intake,
    Stored,
    Table,
    Within,
    folded,
    indexed,
)
from app.words import NP_, _

_PLAIN = ("code", "name", "department", "title", "mobile", "extension", "email", "wechat", "resident", "from_on",
          "to_on", "role")  # fmt: skip
_EMPTY: Mapping[str, Any] = {"resident": True, "from_on": None, "to_on": None, "superior": None, "remark": None,
                             "role": "receptionist"}  # fmt: skip


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """Everybody who is not in the bin, in order of their code. UserError for any condition: there is none yet."""
    if where:
        raise UserError(
            _("{condition} is no condition. Staff are exported whole.").format(condition=where[0])
        )
    with desk.store.read() as session:
        return list(session.scalars(select(Staff.id).where(Staff.deleted_at.is_(None)).order_by(Staff.code)))


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Staff by id."""
    provinces: dict[int, list[str]] = {}
    for province, owner in session.execute(
        select(ProvinceOwner.province, ProvinceOwner.owner_id).where(ProvinceOwner.deleted_at.is_(None))
    ):
        provinces.setdefault(owner, []).append(province)
    return {
        row.id: Stored(
            row.id, row.uuid, row.row_version,
            {name: getattr(row, name) for name in _PLAIN}
            | {"superior": row.superior_id, "remark": row.remark,
               "provinces": tuple(sorted(provinces.get(row.id, ())))},
            row.deleted_at is not None,
        )
        for row in session.scalars(select(Staff).where(Staff.id.in_(list(ids))))
    }  # fmt: skip


class StaffIntake(Intake):
    """Rows of a staff list."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._superiors: list[tuple[int, str]] = []

    def index(self, rows: Sequence[Incoming]) -> Index:
        """The whole staff: never more than some hundreds."""
        return indexed(
            (row.id, row.uuid, row.code, row.deleted_at is not None, {"name": folded(row.name)})
            for row in self.session.scalars(select(Staff))
        )

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Staff by id."""
        return stored(self.session, self.desk, ids)

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """Two of one name are taken for one person."""
        return {"name": folded(str(row.get("name", "")))}

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """The last day at work lies after the first."""
        told = dict(stored.values if stored else {}) | {k: v for k, v in row.values.items() if v is not None}
        first, last = told.get("from_on"), told.get("to_on")
        if first and last and last < first:
            row.refuse("to_on", _("The last day at work lies before the first."))

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Put people on the staff list; who has no code gets the next free one."""
        taken = set(self.session.scalars(select(Staff.code)))
        taken |= {str(row.get("code")) for row in rows if row.get("code")}
        highest = max((int(code) for code in taken if code.isdecimal()), default=0)
        made = []
        for row in rows:
            code = row.get("code", "")
            if not code:
                highest += 1
                code = f"{highest:03d}"
            person = Staff(code=code)
            if row.uuid:
                person.uuid = row.uuid
            _set(person, {name: row.get(name, _EMPTY.get(name, "")) for name in (*_PLAIN[1:], "remark")})
            made.append(person)
        self.session.add_all(made)
        self.session.flush()
        directory.put_many(
            self.session, service.KIND,
            [directory.Told(person.id, [person.name], _numbers(person), _words(person)) for person in made],
        )  # fmt: skip
        for person, row in zip(made, rows, strict=True):
            self._superior(person, row.values.get("superior"))
        return [person.id for person in made]

    def change(self, changes: Sequence[Change]) -> None:
        """Bring people up to date."""
        for change in changes:
            person = self.session.get_one(Staff, change.stored.id)
            person.deleted_at = None
            _set(person, {name: value if value is not None else _EMPTY.get(name, "")
                          for name, value in change.values.items() if name != "superior"})  # fmt: skip
            if "superior" in change.values:
                self._superior(person, change.values["superior"])
            self.session.flush()
            directory.put(
                self.session, service.KIND, person.id,
                names=[person.name], numbers=_numbers(person), words=_words(person),
            )  # fmt: skip

    def _superior(self, person: Staff, value: Any) -> None:
        if isinstance(value, Within):
            self._superiors.append((person.id, value.text))
        else:
            person.superior_id = value

    def finish(self) -> None:
        """Superiors that are rows of the same file."""
        self.session.flush()
        for staff_id, text in self._superiors:
            superior = service.named(self.session, text, today=self.desk.today())
            self.session.get_one(Staff, staff_id).superior_id = superior.id


def _set(person: Staff, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(person, name, value)


def _numbers(person: Staff) -> list[str]:
    return [phone.number for phone in phones.parse_all(person.mobile) if phone.kind != "invalid"]


def _words(person: Staff) -> list[str]:
    return [person.department, person.title, person.extension]


STAFF = Table(
    kind="staff",
    record=service.KIND,
    title=NP_("table", "Staff"),
    fields=(
        Field("code", LABELS["code"], longest=20, aliases=("工号", "员工编号", "员工号", "职工号", "代码")),
        Field("name", LABELS["name"], required=True, longest=50, aliases=("员工姓名", "员工", "职员", "人员")),
        Field("department", LABELS["department"], longest=50, aliases=("所属部门", "科室", "dept")),
        Field("title", LABELS["title"], longest=50, aliases=("岗位", "职务", "职位", "岗位名称", "position", "job")),
        Field("mobile", LABELS["mobile"], "phone", longest=20, any_phone=True, aliases=("移动电话", "手机号")),
        Field("extension", LABELS["extension"], longest=10, aliases=("分机号", "内线", "短号", "ext")),
        Field("email", LABELS["email"], longest=100, aliases=("邮箱", "邮件", "电子邮箱", "电子邮件", "mail", "信箱")),
        Field("wechat", LABELS["wechat"], longest=50, aliases=("微信号", "微信账号")),
        Field("superior", LABELS["superior_id"], "link", link=SUPERIOR, aliases=("上司", "直属上级", "主管")),
        Field("resident", LABELS["resident"], "flag", aliases=("常驻办公室", "常驻", "是否常驻")),
        Field("from_on", LABELS["from_on"], "date", aliases=("入职", "入职日期", "入职时间", "到岗日期")),
        Field("to_on", LABELS["to_on"], "date", aliases=("离职", "离职日期", "离职时间")),
        Field("role", LABELS["role"], "choice", choice=Choice.of(ROLES), aliases=("权限",)),
        Field("provinces", NP_("staff", "Provinces"), "list", imported=False),
        Field("remark", NP_("record", "Remark"), aliases=("说明", "备考", "note", "notes")),
    ),
    find=find,
    stored=stored,
    intake=StaffIntake,
    parties=(service.KIND,),
)  # fmt: skip
