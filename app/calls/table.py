"""Calls as a table, in and out: every field of records.md under its label, with the promise given in the call."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.calls import finding, rules, service
from app.calls.asking import CallQuery
from app.calls.intake import CallIntake, stored
from app.china import phones
from app.dealers.links import DEALER
from app.office import settings
from app.office.desk import Desk
from app.office.periods import month_bounds, month_of
from app.people import service as people
from app.people.links import PERSON
from app.store.errors import UserError
from app.transfer.conditions import taken_apart
from app.transfer.fields import Choice, Field, Table
from app.words import NP_, _

CONDITIONS = ("month", "direction", "category", "outcome", "agent", "number", "text")


def find(desk: Desk, where: Sequence[str]) -> Sequence[int]:
    """The calls that `--where FIELD=VALUE` conditions leave, the oldest first. UserError for one not understood.

    Fields: month (2026-10), direction, category, outcome, agent, number, text.
    """
    return finding.find(desk, chosen(desk, where))


def chosen(desk: Desk, where: Sequence[str]) -> CallQuery:
    """The query that `--where FIELD=VALUE` conditions make. UserError for one that is not understood."""
    query = CallQuery(descending=False)
    for name, value in taken_apart(where, CONDITIONS):
        query = _narrowed(desk, query, name, value)
    return query


def _narrowed(desk: Desk, query: CallQuery, name: str, value: str) -> CallQuery:
    if name == "month":
        start, end = month_bounds(desk, month_of(value))
        return replace(query, start=start, end=end)
    if name == "agent":
        with desk.store.read() as session:
            return replace(query, agent_id=people.named(session, value).id)
    if name == "number":
        number = phones.parse(value, area=desk.settings.get(settings.AREA_CODE) or None).number
        return replace(query, number_norm=number or value)
    known: Mapping[str, Container[str]] = {
        "direction": rules.DIRECTIONS, "outcome": rules.OUTCOMES, "category": service.categories(desk).words,
    }  # fmt: skip
    if name in known and value not in known[name]:
        raise UserError(_("{word} is no {name}.").format(word=value, name=name))
    narrowed: dict[str, Any] = {name: value}
    return replace(query, **narrowed)


def _categories(desk: Desk) -> Mapping[str, tuple[str, str] | str]:
    own = service.categories(desk)
    return {
        word: own.label(word) if own.renamed(word) or word not in rules.CATEGORIES else rules.CATEGORIES[word]
        for word in own.words
    }


CALLS = Table(
    kind="calls",
    record=service.KIND,
    title=NP_("table", "Calls"),
    fields=(
        Field("code", NP_("call", "Code"), longest=20, aliases=("编号", "来电编号")),
        Field("started_at", NP_("call", "Time"), "datetime", required=True,
              aliases=("日期时间", "时间", "来电日期", "日期", "通话时间")),
        Field("direction", NP_("call", "Direction"), "choice", required=True, choice=Choice.of(rules.DIRECTIONS),
              aliases=("呼叫方向", "类型", "来去电")),
        Field("number", NP_("call", "Number"), "phone", longest=40, any_phone=True, aliases=("号码", "来电号码")),
        Field("area_province", NP_("call", "Province"), imported=False),
        Field("area_city", NP_("call", "City"), imported=False),
        Field("caller_name", NP_("call", "Caller"), longest=50,
              aliases=("姓名", "联系人", "客户姓名", "来电单位/姓名", "来电人姓名")),
        Field("company", NP_("call", "Company"), longest=100, aliases=("单位", "公司", "公司名称", "单位名称")),
        Field("dealer", NP_("call", "Dealer"), "link", link=DEALER, aliases=("经销商名称", "经销商编号", "dealer_id")),
        Field("category", NP_("call", "Category"), "choice", choice=Choice(_categories), aliases=("来电类别", "分类")),
        Field("matter", NP_("call", "Matter"), aliases=("来电内容", "内容", "事项", "事宜", "咨询内容")),
        Field("confirmed", NP_("call", "Read back"), "flag", aliases=("复述确认",)),
        Field("answer", NP_("call", "Answer"), aliases=("答复内容", "答复/处理", "回复")),
        Field("outcome", NP_("call", "Outcome"), "choice", choice=Choice.of(rules.OUTCOMES),
              aliases=("处理", "处理结果")),
        Field("transfer_to", NP_("call", "Transferred to"), "link", link=PERSON, aliases=("转办人", "转给")),
        Field("transfer_reached", NP_("call", "Reached"), "flag", aliases=("接通",)),
        Field("rings", NP_("call", "Rings"), "int", aliases=("铃响", "响铃次数")),
        Field("hold_seconds", NP_("call", "Hold seconds"), "int", aliases=("等待时长", "等待时长(秒)")),
        Field("talk_seconds", NP_("call", "Talk seconds"), "int", aliases=("通话时长", "通话时长(秒)", "时长")),
        Field("agent", NP_("call", "Taken by"), "link", link=PERSON, aliases=("接听", "接线员", "登记人", "agent_id")),
        Field("tone", NP_("call", "Tone"), "choice", choice=Choice.of(rules.TONES), aliases=("对方态度",)),
        Field("promise_due_at", NP_("call", "Promised for"), "datetime", aliases=("承诺回复", "承诺回电时间")),
        Field("promise_finder", NP_("call", "Finds the answer"), "link", link=PERSON, aliases=("落实",)),
        Field("promise_matter", NP_("call", "Promised matter"), aliases=("承诺事项",)),
        Field("promise_answer", NP_("call", "Answer found"), aliases=("落实答案",)),
        Field("promise_called_at", NP_("call", "Called back at"), "datetime", aliases=("回复时间",)),
        Field("promise_attempts", NP_("call", "Attempts"), "int", aliases=("回电次数",)),
        Field("promise_result", NP_("call", "Promise"), "choice", choice=Choice.of(rules.RESULTS),
              aliases=("回电情况",)),
        Field("complaint", NP_("call", "Complaint code"), longest=20, aliases=("投诉编号", "投诉单号")),
        Field("handled_at", NP_("call", "Seen to at"), "datetime", aliases=("处理时间", "未接处理时间")),
        Field("remark", NP_("call", "Remark"), aliases=("说明", "note", "notes")),
    ),
    find=find,
    stored=stored,
    intake=CallIntake,
)  # fmt: skip


def label_of(name: str) -> tuple[str, str] | None:
    """The label of a call's field for other lists, such as its history; None when the table has no such field."""
    return next((each.label for each in CALLS.fields if each.name == name), None)
