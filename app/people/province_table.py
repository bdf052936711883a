"""Who answers for which province as a table, in and out (records.md 省负责人)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import regions
from app.office.desk import Desk
from app.people.links import PERSON
from app.people.model import ProvinceOwner
from app.store.errors import UserError
from app.transfer.fields import Change, Field, Incoming, Index, Intake, Stored, Table, indexed
from app.words import NP_, _

KIND = "province_owner"


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """Every province that has an owner, in the official order. UserError for any condition: there is none."""
    if where:
        raise UserError(
            _("{condition} is no condition. Provinces are exported whole.").format(condition=where[0])
        )
    order = {name: place for place, name in enumerate(regions.PROVINCES)}
    with desk.store.read() as session:
        query = select(ProvinceOwner.id, ProvinceOwner.province).where(ProvinceOwner.deleted_at.is_(None))
        return [
            owner_id
            for owner_id, _name in sorted(session.execute(query), key=lambda row: order.get(row[1], 99))
        ]


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Owners of provinces by id."""
    return {
        row.id: Stored(
            row.id, row.uuid, row.row_version,
            {"province": row.province, "owner": row.owner_id, "deputy": row.deputy_id, "from_on": row.from_on,
             "remark": row.remark},
            row.deleted_at is not None,
        )
        for row in session.scalars(select(ProvinceOwner).where(ProvinceOwner.id.in_(list(ids))))
    }  # fmt: skip


class ProvinceIntake(Intake):
    """Rows that say who answers for a province; the province is what names a record."""

    code = "province"

    def index(self, rows: Sequence[Incoming]) -> Index:
        """All of them: 34 at most."""
        return indexed(
            (row.id, row.uuid, row.province, row.deleted_at is not None, {})
            for row in self.session.scalars(select(ProvinceOwner))
        )

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Owners of provinces by id."""
        return stored(self.session, self.desk, ids)

    def tidy(self, row: Incoming) -> None:
        """The short name of the province, however it was written."""
        if short := regions.province_of(str(row.get("province", ""))):
            row.values["province"] = short

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """It is one of the 34 provinces; nobody stands in for himself."""
        told = str(row.get("province", ""))
        if told and told not in regions.PROVINCES:
            row.refuse("province", _("{word} is no province.").format(word=told))
        owner = row.get("owner", stored.values["owner"] if stored else None)
        if owner is not None and row.get("deputy") == owner:
            row.warn("deputy", _("The deputy is the owner."))

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Give provinces their owners."""
        made = [
            ProvinceOwner(
                province=row.get("province"), owner_id=row.get("owner"), deputy_id=row.get("deputy"),
                from_on=row.get("from_on"), remark=row.get("remark"),
            )
            for row in rows
        ]  # fmt: skip
        for owner, row in zip(made, rows, strict=True):
            if row.uuid:
                owner.uuid = row.uuid
        self.session.add_all(made)
        self.session.flush()
        return [owner.id for owner in made]

    def change(self, changes: Sequence[Change]) -> None:
        """Change owners, deputies and days."""
        columns = {"owner": "owner_id", "deputy": "deputy_id"}
        for change in changes:
            row = self.session.get_one(ProvinceOwner, change.stored.id)
            row.deleted_at = None
            for name, value in change.values.items():
                setattr(row, columns.get(name, name), value)


PROVINCES = Table(
    kind="provinces",
    record=KIND,
    title=NP_("table", "Provinces"),
    fields=(
        Field("province", NP_("province_owner", "Province"), required=True, longest=20,
              aliases=("省份", "负责省份", "省市", "地区", "区域")),
        Field("owner", NP_("province_owner", "Owner"), "link", required=True, link=PERSON,
              aliases=("省负责人", "业务员", "业务人员", "负责人姓名", "owner_id")),
        Field("deputy", NP_("province_owner", "Deputy"), "link", link=PERSON, aliases=("代理", "代班人", "副手")),
        Field("from_on", NP_("province_owner", "Since"), "date", aliases=("起始日期", "开始日期", "起始", "自")),
        Field("remark", NP_("record", "Remark"), aliases=("说明", "note", "notes")),
    ),
    find=find,
    stored=stored,
    intake=ProvinceIntake,
)  # fmt: skip
