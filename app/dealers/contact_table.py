"""Contacts of dealers as a table, in and out (records.md 联系人)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dealers import service
from app.dealers.birthdays import birthday_of, birthday_text
from app.dealers.family import CONTACT, as_contact, contact_columns, families, put_contact, told_contact
from app.dealers.links import DEALER
from app.dealers.model import Contact, Dealer
from app.dealers.rules import CHILD_LONGEST, NewContact
from app.dealers.table import CONDITIONS, condition
from app.dealers.words import FIELDS
from app.directory import service as directory
from app.office.desk import Desk
from app.store.many import insert_many
from app.transfer.conditions import taken_apart
from app.transfer.fields import Change, Field, Incoming, Index, Intake, Stored, Table, folded, indexed
from app.transfer.values import numbers_of
from app.words import NP_, _


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """The contacts of all dealers in the order of their dealers' names, or those that `--where` leaves.

    Fields: dealer (code or name), and the conditions of dealers. UserError for one that is not understood.
    """
    query = (
        select(Contact.id)
        .join(Dealer, Contact.dealer_id == Dealer.id)
        .where(Contact.deleted_at.is_(None), Dealer.deleted_at.is_(None))
        .order_by(Dealer.sort_key, Dealer.id, Contact.id)
    )
    with desk.store.read() as session:
        for name, value in taken_apart(where, ("dealer", *CONDITIONS)):
            if name == "dealer":
                query = query.where(Contact.dealer_id == service.named(session, value).id)
            else:
                query = query.where(condition(session, desk, name, value))
        return list(session.scalars(query))


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Contacts by id."""
    area = service.area_code(desk)
    found: dict[int, Stored] = {}
    for first in range(0, len(ids), 500):
        for row in session.scalars(select(Contact).where(Contact.id.in_(list(ids[first : first + 500])))):
            values = {
                "dealer": row.dealer_id, "name": row.name, "title": row.title, "wechat": row.wechat,
                "phone": numbers_of(row.phone, area=area), "birthday": birthday_text(as_contact(row).birthday),
                "remark": row.remark,
            }  # fmt: skip
            found[row.id] = Stored(row.id, row.uuid, row.row_version, values, row.deleted_at is not None)
    return found


class ContactIntake(Intake):
    """Rows of a list of contacts: the dealer and the name say who it is."""

    code = "name"

    def code_of(self, row: Incoming) -> str:
        """Dealer and name."""
        dealer, name = row.get("dealer"), folded(str(row.get("name", "")))
        return f"{dealer}|{name}" if isinstance(dealer, int) and name else ""

    def index(self, rows: Sequence[Incoming]) -> Index:
        """All contacts: some thousands at most."""
        told = self.session.execute(
            select(Contact.id, Contact.uuid, Contact.dealer_id, Contact.name, Contact.deleted_at).order_by(
                Contact.deleted_at.is_(None), Contact.id.desc()
            )
        )
        return indexed(
            (number, uuid, f"{dealer}|{folded(name)}", binned is not None, {})
            for number, uuid, dealer, name, binned in told
        )

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Contacts by id."""
        return stored(self.session, self.desk, ids)

    def tidy(self, row: Incoming) -> None:
        """The birthday in one writing."""
        if text := row.get("birthday"):
            born = birthday_of(str(text))
            if born is None:
                row.refuse("birthday", _("{text} is no birthday. Write it as 5-6, 1980-05-06 or 农历8-15.").format(
                    text=text))  # fmt: skip
            else:
                row.values["birthday"] = birthday_text(born)

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Put contacts to their dealers."""
        columns = []
        for row in rows:
            told = contact_columns(_new(row.values)) | {"dealer_id": row.get("dealer")}
            columns.append(told | ({"uuid": row.uuid} if row.uuid else {}))
        ids = insert_many(self.session, Contact, columns)
        shells = [Contact(id=number, **told) for number, told in zip(ids, columns, strict=True)]
        directory.put_many(self.session, CONTACT, [told_contact(each) for each in shells])
        self._finish({row.get("dealer") for row in rows})
        return ids

    def change(self, changes: Sequence[Change]) -> None:
        """Bring contacts up to date."""
        touched = set()
        for change in changes:
            row = self.session.get_one(Contact, change.stored.id)
            row.deleted_at = None
            for name, value in contact_columns(
                _new(dict(change.stored.values) | dict(change.values))
            ).items():
                setattr(row, name, value)
            touched.add(row.dealer_id)
            if change.values.get("dealer"):
                row.dealer_id = change.values["dealer"]
            touched.add(row.dealer_id)
            self.session.flush()
            put_contact(self.session, row)
        self._finish(touched)

    def _finish(self, ids: set[Any]) -> None:
        """A dealer with contacts is more complete than one without."""
        known = families(self.session, ids)
        for dealer in self.session.scalars(select(Dealer).where(Dealer.id.in_(list(ids)))):
            service.finish(self.session, self.desk, dealer, known[dealer.id])


def _new(values: Mapping[str, Any]) -> NewContact:
    return NewContact(
        name=values.get("name") or "", title=values.get("title") or "",
        phone=" / ".join(values.get("phone") or ()), wechat=values.get("wechat") or "",
        birthday=birthday_of(values.get("birthday") or ""), remark=values.get("remark"),
    )  # fmt: skip


CONTACTS = Table(
    kind="contacts",
    record=CONTACT,
    title=NP_("table", "Contacts"),
    fields=(
        Field("dealer", NP_("contact", "Dealer"), "link", link=DEALER, required=True,
              aliases=("经销商名称", "经销商编号", "经销商代码", "公司名称", "客户名称", "单位名称",
                       "公司", "单位", "dealer_id")),
        Field("name", NP_("contact", "Name"), required=True, longest=CHILD_LONGEST["name"],
              aliases=("联系人", "联系人姓名", "客户姓名")),
        Field("title", FIELDS["title"], longest=CHILD_LONGEST["title"], aliases=("岗位", "职位", "称呼")),
        Field("phone", FIELDS["phone"], "phones", any_phone=True, aliases=("手机", "移动电话", "号码")),
        Field("wechat", FIELDS["wechat"], longest=CHILD_LONGEST["wechat"], aliases=("微信号", "微信名")),
        Field("birthday", FIELDS["birthday"], aliases=("出生日期", "生日(公/农历)")),
        Field("remark", FIELDS["remark"], aliases=("说明", "note")),
    ),
    find=find,
    stored=stored,
    intake=ContactIntake,
    parties=(CONTACT, "staff"),
)  # fmt: skip
