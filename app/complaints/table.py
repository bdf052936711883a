"""Complaints as a table: every field of records.md under its label, out and in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.china import phones
from app.complaints import finding, service, words
from app.complaints.finding import ComplaintQuery
from app.complaints.intake import ComplaintIntake, stored
from app.dealers import service as dealers
from app.dealers.links import DEALER
from app.office import settings
from app.office.desk import Desk
from app.office.periods import month_bounds, month_of
from app.people import service as people
from app.people.links import PERSON
from app.products import service as products
from app.store.errors import UserError
from app.transfer.conditions import taken_apart
from app.transfer.fields import Choice, Field, Table
from app.words import NP_, _

CONDITIONS = ("month", "status", "kind", "category", "grade", "number", "owner", "dealer", "product", "text")
_WORDS: dict[str, Mapping[str, Any]] = {
    "status": words.STATUSES, "kind": words.KINDS, "category": words.CATEGORIES, "grade": words.GRADES,
}  # fmt: skip


def find(desk: Desk, where: Sequence[str]) -> Sequence[int]:
    """The complaints that `--where FIELD=VALUE` conditions leave, by code. UserError for one not understood.

    Fields: month (2026-10), status, kind, category, grade, number, owner, dealer, product, text.
    """
    query = ComplaintQuery(sort="code", descending=False)
    for name, value in taken_apart(where, CONDITIONS):
        query = _narrowed(desk, query, name, value)
    return finding.find(desk, query)


def _narrowed(desk: Desk, query: ComplaintQuery, name: str, value: str) -> ComplaintQuery:
    if name == "month":
        start, end = month_bounds(desk, month_of(value))
        return replace(query, start=start, end=end)
    if name == "owner":
        with desk.store.read() as session:
            return replace(query, owner_id=people.named(session, value).id)
    if name == "dealer":
        with desk.store.read() as session:
            return replace(query, dealer_id=dealers.named(session, value).id)
    if name == "product":
        with desk.store.read() as session:
            return replace(query, product_id=products.named(session, value).id)
    if name == "number":
        number = phones.parse(value, area=desk.settings.get(settings.AREA_CODE) or None).number
        return replace(query, phone_norm=number or value)
    if name in _WORDS:
        if value not in _WORDS[name]:
            raise UserError(_("{word} is no {name}.").format(word=value, name=name))
        narrowed: dict[str, Any] = {"statuses": (value,)} if name == "status" else {name: value}
        return replace(query, **narrowed)
    return replace(query, text=value)


SCORES = {str(score): label for score, label in words.SCORES.items()}
COMPLAINTS = Table(
    kind="complaints",
    record=service.KIND,
    title=NP_("table", "Complaints"),
    fields=(
        Field("code", NP_("complaint", "Code"), longest=20, aliases=("编号", "投诉单号")),
        Field("received_at", NP_("complaint", "Received"), "datetime", required=True,
              aliases=("投诉日期", "日期", "受理时间", "受理日期")),
        Field("channel", NP_("complaint", "Channel"), "choice", choice=Choice.of(words.CHANNELS),
              aliases=("投诉渠道", "投诉途径", "来源")),
        Field("kind", NP_("complaint", "Kind"), "choice", choice=Choice.of(words.KINDS), aliases=("类型",)),
        Field("grade", NP_("complaint", "Grade"), "choice", choice=Choice.of(words.GRADES), aliases=("投诉等级",)),
        Field("complainant", NP_("complaint", "Complainant"), required=True, longest=50,
              aliases=("姓名", "客户姓名", "联系人")),
        Field("phone", NP_("complaint", "Phone"), "phone", longest=40, any_phone=True, aliases=("号码",)),
        Field("company", NP_("complaint", "Company"), longest=100, aliases=("公司", "公司名称", "单位", "单位名称")),
        Field("dealer", NP_("complaint", "Dealer"), "link", link=DEALER,
              aliases=("经销商名称", "经销商编号", "客户编号", "dealer_id")),
        Field("province", NP_("complaint", "Province"), longest=20, aliases=("省份",)),
        Field("city", NP_("complaint", "City"), longest=40, aliases=("城市",)),
        Field("address", NP_("complaint", "Address"), longest=200, aliases=("详细地址", "联系地址")),
        Field("product", NP_("complaint", "Product"), longest=100,
              aliases=("品名", "产品名称", "产品编码", "product_id")),
        Field("spec", NP_("complaint", "Packing"), longest=50),
        Field("batch_no", NP_("complaint", "Batch number"), longest=40, aliases=("产品批号",)),
        Field("made_on", NP_("complaint", "Made on"), "date"),
        Field("qty", NP_("complaint", "Quantity"), "number"),
        Field("bought_at", NP_("complaint", "Bought at"), longest=100),
        Field("bought_on", NP_("complaint", "Bought on"), "date"),
        Field("category", NP_("complaint", "Category"), "choice", choice=Choice.of(words.CATEGORIES),
              aliases=("投诉类别", "分类")),
        Field("content", NP_("complaint", "Matter"), required=True,
              aliases=("投诉内容", "具体问题描述", "事由", "问题描述")),
        Field("demand", NP_("complaint", "Demand"), aliases=("客户诉求",)),
        Field("apologised", NP_("complaint", "Apologised"), "flag", aliases=("致歉",)),
        Field("thanked", NP_("complaint", "Thanked"), "flag", aliases=("致谢",)),
        Field("explained", NP_("complaint", "Explanation")),
        Field("offered", NP_("complaint", "Offered")),
        Field("solved_on_call", NP_("complaint", "Solved at once"), "flag"),
        Field("first_owner", NP_("complaint", "First receiver"), "link", link=PERSON,
              aliases=("接待人", "受理人", "首问")),
        Field("owner", NP_("complaint", "Owner"), "link", link=PERSON, aliases=("责任人",)),
        Field("salesman", NP_("complaint", "Salesperson"), "link", link=PERSON, aliases=("业务员",)),
        Field("notify_by", NP_("complaint", "Told by"), "choice", choice=Choice.of(words.WAYS)),
        Field("notified_at", NP_("complaint", "Told at"), "datetime"),
        Field("acked_at", NP_("complaint", "Confirmed at"), "datetime"),
        Field("responded_at", NP_("complaint", "First answer"), "datetime"),
        Field("investigation", NP_("complaint", "Looked into")),
        Field("measure", NP_("complaint", "Measure"), aliases=("措施",)),
        Field("result", NP_("complaint", "Result"), aliases=("受理结果", "结果")),
        Field("compensation", NP_("complaint", "Compensation"), "money", aliases=("赔付",)),
        Field("valid", NP_("complaint", "Justified"), "flag"),
        Field("closed_at", NP_("complaint", "Closed"), "datetime", aliases=("办结日", "完成时间", "办结日期")),
        Field("status", NP_("complaint", "Status"), "choice", choice=Choice.of(words.STATUSES), aliases=("处理状态",)),
        Field("asked_at", NP_("complaint", "Asked"), "datetime", aliases=("回访日", "回访日期")),
        Field("score", NP_("complaint", "Satisfaction"), "choice", choice=Choice.of(SCORES),
              aliases=("是否满意", "评价")),
        Field("attempts", NP_("complaint", "Not reached"), "int", aliases=("未接通",)),
        Field("remark", NP_("complaint", "Remark"), aliases=("说明",)),
    ),
    find=find,
    stored=stored,
    intake=ComplaintIntake,
)  # fmt: skip
