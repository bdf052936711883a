"""Dealers as a table, in and out (records.md 经销商); the default shipping address stands in the same row."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.china import divisions
from app.dealers import service, words
from app.dealers.completing import KIND
from app.dealers.family import Family, families
from app.dealers.intake import DealerIntake, numbers, ship_text
from app.dealers.model import Dealer
from app.dealers.regions_text import region_text
from app.dealers.rules import LONGEST
from app.dealers.words import FIELDS
from app.office.desk import Desk
from app.people.links import PERSON
from app.people.service import named
from app.products.links import PRODUCT
from app.store.errors import UserError
from app.transfer.conditions import taken_apart
from app.transfer.fields import Choice, Field, Stored, Table
from app.transfer.values import Reader
from app.words import NP_, _

CONDITIONS = ("province", "city", "status", "tier", "grade", "salesman")
PLAIN = (
    "code", "name", "short_name", "province", "city", "county", "address", "principal", "wechat_id", "wechat_name",
    "qq", "email", "tier", "grade", "grade_by_hand", "grade_reason", "status", "since", "uscc", "licence_no",
    "licence_to", "invoice_info", "credit", "credit_days", "source", "key_account", "notes", "verified_on", "remark",
    "completeness",
)  # fmt: skip


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """The dealers that `--where FIELD=VALUE` conditions leave, by name. UserError for one that is not understood.

    Fields: province, city, status, tier, grade (words or labels), salesman (code or name).
    """
    query = select(Dealer.id).where(Dealer.deleted_at.is_(None)).order_by(Dealer.sort_key, Dealer.id)
    with desk.store.read() as session:
        told = [condition(session, desk, name, value) for name, value in taken_apart(where, CONDITIONS)]
        return list(session.scalars(query.where(*told)))


def condition(session: Session, desk: Desk, name: str, value: str) -> ColumnElement[bool]:
    """One of CONDITIONS. UserError when there is no such person or word: nothing found would say too little."""
    if name == "salesman":
        return Dealer.salesman_id == named(session, value, today=desk.today()).id
    if name in ("province", "city"):
        province, city, _county = divisions.tidy(
            value if name == "province" else "", value if name == "city" else "", ""
        )
        return Dealer.province == province if name == "province" else Dealer.city.in_((city, value))
    known = Reader(session, desk).words(DEALERS.field(name))
    word = known.get(value) or known.get(value.lower())
    if word is None:
        labels = _(", ").join(dict.fromkeys(known.values()))
        raise UserError(_("{word} is none of: {words}.").format(word=value, words=labels))
    return cast(ColumnElement[bool], getattr(Dealer, name) == word)


def stored(session: Session, desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Dealers by id, with what hangs on them as texts."""
    area = service.area_code(desk)
    found: dict[int, Stored] = {}
    for first in range(0, len(ids), 500):
        batch = list(ids[first : first + 500])
        kin = families(session, batch)
        for row in session.scalars(select(Dealer).where(Dealer.id.in_(batch))):
            found[row.id] = Stored(
                row.id, row.uuid, row.row_version, _values(row, kin[row.id], area), row.deleted_at is not None
            )
    return found


def _values(row: Dealer, family: Family, area: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    values["mobile"], values["landline"] = numbers(row.mobile, row.landline, area=area)
    values["fax"] = numbers("", row.fax, area=area)[1]
    values["salesman"] = row.salesman_id
    values["merged_into"] = row.merged_into_id
    values["products"] = tuple(link.product_id for link in family.products)
    values["regions"] = tuple(map(region_text, family.regions))
    place = next((each for each in family.ship_addresses if each.is_default), None)
    if place is not None:
        values |= {
            "receiver": place.receiver, "ship_phone": place.phone, "receive_time": place.receive_time,
            "ship_address": ship_text(place),
        }  # fmt: skip
    return values


def _grades(desk: Desk) -> Mapping[str, tuple[str, str] | str]:
    return {grade: grade for grade in words.GRADES}


def _text(name: str, *aliases: str, required: bool = False) -> Field:
    return Field(name, FIELDS[name], longest=LONGEST.get(name, 0), aliases=aliases, required=required)


DEALERS = Table(
    kind="dealers",
    record=KIND,
    title=NP_("table", "Dealers"),
    fields=(
        _text("code", "经销商编号", "经销商代码", "客户编号", "客户代码", "代码", "编码"),
        _text("name", "公司名称", "经销商名称", "经销商", "客户名称", "单位名称", "公司", "单位", "客户", "名称",
              "company", required=True),
        _text("short_name", "客户简称"),
        _text("province", "省份", "所属省份"),
        _text("city", "城市", "地市", "所在城市"),
        _text("county", "县", "区县", "区"),
        _text("address", "详细地址", "地址", "公司地址", "通讯地址", "联系地址"),
        _text("principal", "负责人姓名", "法人", "法人代表", "联系人", "老板"),
        Field("mobile", FIELDS["mobile"], "phones", aliases=("移动电话", "手机", "手机号", "手机号码")),
        Field("landline", FIELDS["landline"], "phones", aliases=("固定电话", "座机", "固话")),
        Field("phone", FIELDS["phone"], "phones", aliases=("电话号码", "联系电话"), any_phone=True, exported=False),
        Field("fax", FIELDS["fax"], "phones", aliases=("传真号", "传真号码")),
        _text("wechat_id", "微信", "微信账号"),
        _text("wechat_name", "微信昵称"),
        _text("qq", "QQ号", "QQ号码"),
        _text("email", "E-mail", "电子邮箱", "电子邮件", "邮件", "mail"),
        Field("products", FIELDS["products"], "list", link=PRODUCT, aliases=("代理产品", "经销品种")),
        Field("regions", FIELDS["regions"], "list", aliases=("经销区域", "代理地区")),
        Field("tier", FIELDS["tier"], "choice", choice=Choice.of(words.TIERS), aliases=("代理级别",)),
        Field("grade", FIELDS["grade"], "choice", choice=Choice(_grades), aliases=("客户等级",)),
        Field("grade_by_hand", NP_("dealer", "Grade set by hand"), "flag"),
        _text("grade_reason"),
        Field("salesman", FIELDS["salesman"], "link", link=PERSON, aliases=("业务员", "业务人员", "salesman_id")),
        Field("status", FIELDS["status"], "choice", choice=Choice.of(words.STATUSES), aliases=("合作状态",)),
        Field("since", FIELDS["since"], "date", aliases=("合作日期", "开始合作", "签约日期")),
        _text("uscc", "统一社会信用代码", "社会信用代码", "信用代码", "税号"),
        _text("licence_no", "食品经营许可证", "许可证号"),
        Field("licence_to", FIELDS["licence_to"], "date", aliases=("许可证有效期", "许可证到期")),
        _text("invoice_info", "开票资料"),
        Field("credit", FIELDS["credit"], "money", aliases=("信用额",)),
        Field("credit_days", FIELDS["credit_days"], "int", aliases=("账期天数",), units=("天", "日", "days")),
        Field("source", FIELDS["source"], "choice", choice=Choice.of(words.SOURCES), aliases=("客户来源",)),
        Field("key_account", FIELDS["key_account"], "flag", aliases=("大客户",)),
        Field("receiver", FIELDS["receiver"], longest=50, aliases=("收货联系人",)),
        Field("ship_phone", NP_("dealer", "Receiver's phone"), "phone", longest=200, aliases=("收货人电话",)),
        Field("ship_address", NP_("dealer", "Shipping address"), longest=280, aliases=("收货地址", "送货地址")),
        Field("receive_time", FIELDS["receive_time"], longest=100, aliases=("仓库时间",)),
        Field("notes", FIELDS["notes"], aliases=("喜好备注", "喜好")),
        Field("verified_on", FIELDS["verified_on"], "date", aliases=("核实日期",)),
        Field("completeness", FIELDS["completeness"], "int", imported=False),
        Field("remark", FIELDS["remark"], aliases=("说明", "note")),
    ),
    find=find,
    stored=stored,
    intake=DealerIntake,
    parties=(KIND, "staff"),
)  # fmt: skip
