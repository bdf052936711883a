"""Forms as the month's papers have them, for the tests of the drawing."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.sheets import (
    Chart,
    Column,
    Fact,
    Facts,
    Group,
    Note,
    Printed,
    Series,
    Sheet,
    Summary,
    Table,
    Text,
)

PRINTED = Printed(at=datetime(2026, 10, 15, 10, 48), by="陈静")
RARE = "𠮷野家 㐂多 朱镕基 方堃"
COMPANIES = [
    "济南京源酒业有限公司",
    "单县聚福源酒行",
    "临沂沂蒙名酒有限责任公司",
    "𠮷野家酒行",
    "上海㐂多商贸有限公司",
]
NAMES = ["王建国", "李敏", "朱镕基", "方堃", "赵㐂"]
MATTERS = [
    "问青花53度 500ml×6 有没有货，要 30 箱，最好周五前到。",
    "催 9 月返利，说上次答应 10 号前到账，还没有收到；另外问陈酿42度什么时候调价，调价前的订单按老价还是新价。",
    "找刘洋。",
    "问发货单 FH-202609-0117 到哪里了，物流说已到菏泽，网点电话没人接。",
    "反映 3 瓶瓶盖松动，批号 20260811A，要求换货（已拍照，稍后微信发来）。",
]


def register(count: int = 40, *, empty_lines: int = 0, fill: bool = False) -> Sheet:
    """来电登记表: landscape, thirteen columns."""
    start = datetime(2026, 9, 1, 8, 31)
    rows = [
        (
            at + 1,
            start + timedelta(minutes=41 * at),
            f"{COMPANIES[at % 5]} {NAMES[at % 5]}",
            f"139{53100000 + at * 7:08d}",
            "山东 济南" if at % 3 else "河南 郑州",
            ("咨询", "投诉", "转接", "发货查询", "投诉")[at % 5],
            MATTERS[at % 5],
            "已答复" if at % 2 else "转刘洋，未接通，承诺回电",
            "刘洋" if at % 2 else "",
            start + timedelta(minutes=41 * at + 120) if at % 4 == 0 else None,
            start + timedelta(minutes=41 * at + 95) if at % 8 == 0 else None,
            "陈静",
            "",
        )
        for at in range(count)
    ]
    columns = [
        Column("no", "序号", 8, "int", align="center"),
        Column("at", "日期时间", 18, "datetime"),
        Column("who", "来电单位/姓名", 32),
        Column("phone", "电话", 22, "phone"),
        Column("place", "归属地", 16),
        Column("category", "类别", 13, align="center"),
        Column("matter", "来电内容", 58),
        Column("answer", "答复/处理", 34),
        Column("transfer", "转办人", 12, align="center"),
        Column("due", "承诺回复", 18, "datetime"),
        Column("called", "回复时间", 18, "datetime"),
        Column("agent", "接听人", 12, align="center"),
        Column("remark", "备注", 12),
    ]
    return Sheet(
        title="来电登记表",
        company="京乐坊酒业有限公司",
        left="编制部门：客户管理部",
        center="2026年09月",
        right="单位：次",
        form_no="JLF-KF-02",
        orientation="landscape",
        blocks=[Table(columns, rows, empty_lines=empty_lines, fill=fill)],
        signatures=["制表：陈静", "审核：", "日期：      年    月    日"],
    )


def summary() -> Sheet:
    """来电情况月汇总表: portrait, facts, days, charts, lists."""
    keys = ["consult", "order", "shipment", "complaint", "transfer", "other", "missed"]
    titles = ["咨询", "订货", "查货", "投诉", "转接", "其他", "未接"]
    columns = [
        Column("day", "日期", 14, "text", align="center"),
        Column("all", "来电总数", 11, "int", total="sum"),
        *(Column(key, title, 9, "int", total="sum") for key, title in zip(keys, titles, strict=True)),
        Column("rings", "三声内接听率", 14, "percent"),
        Column("talk", "平均通话", 12, "duration"),
        Column("promised", "待回电", 10, "int", total="sum"),
        Column("kept", "按时回电", 10, "int", total="sum"),
        Column("late", "超时", 9, "int", total="sum"),
    ]
    rows = []
    for day in range(1, 31):
        off = date(2026, 9, day).weekday() > 4
        counts = {key: 0 if off else (day * (at + 3)) % 7 for at, key in enumerate(keys)}
        rows.append(
            {
                "day": f"{day}日 {'一二三四五六日'[date(2026, 9, day).weekday()]}",
                "all": sum(counts.values()),
                **counts,
                "rings": None if off else Decimal("0.9") + Decimal(day % 10) / 100,
                "talk": None if off else timedelta(seconds=95 + day * 3),
                "promised": 0 if off else day % 4,
                "kept": 0 if off else day % 3,
                "late": 0 if off else day % 2,
            }
        )
    totals = {key: sum(row[key] for row in rows) for key in keys}
    return Sheet(
        title="来电情况月汇总表",
        company="京乐坊酒业有限公司",
        left="编制部门：客户管理部",
        center="2026年09月",
        right="单位：次",
        form_no="JLF-KF-03",
        foot="第 1 版  冻结 2026-10-08 17:20",
        blocks=[
            Facts(
                [
                    ("来电总数", sum(totals.values())),
                    Fact("环比", Decimal("0.083"), "percent"),
                    Fact("三声内接听率", Decimal("0.943"), "percent"),
                    Fact("平均通话", 134, "duration"),
                    ("峰值日", "9月14日"),
                    ("峰值时段", "9:00—10:00"),
                    ("承诺回电", 42),
                    Fact("按时回电率", Decimal("0.881"), "percent"),
                ]
            ),
            Table(
                columns,
                rows,
                title="一、每日来电",
                totals={"rings": Decimal("0.943"), "talk": 134},
                foot=[Summary("日均", {"all": Decimal("21.3"), "consult": Decimal("3.1")})],
                notes=[Note("峰值日 9月14日（31 次），峰值时段 9:00—10:00。")],
            ),
            Chart(
                "line",
                "每日来电",
                [str(at) for at in range(1, 31)],
                [
                    Series("来电", [row["all"] for row in rows]),
                    Series("未接", [row["missed"] for row in rows]),
                ],
            ),
            Chart("pie", "类别", titles, [Series("次数", [totals[key] for key in keys])], half=True),
            Chart(
                "bar",
                "类别与上月",
                titles,
                [
                    Series("本月", [totals[key] for key in keys]),
                    Series("上月", [totals[key] * 4 // 5 for key in keys]),
                ],
                half=True,
            ),
            Chart(
                "hbar",
                "按省份前十",
                ["山东", "河南", "河北", "江苏", "安徽", "𠮷林", "内蒙古", "辽宁", "湖北", "未知"],
                [Series("次数", [210, 120, 90, 66, 40, 31, 22, 12, 8, 3])],
            ),
            Table(
                [
                    Column("no", "序号", 8, "int", align="center"),
                    Column("who", "对方", 42),
                    Column("phone", "电话", 26, "phone"),
                    Column("matter", "事项", 60),
                    Column("due", "承诺时间", 20, "datetime"),
                    Column("finder", "落实人", 14, align="center"),
                ],
                [
                    (at + 1, company, "13953106688", MATTERS[at], datetime(2026, 9, 29, 17, 20), "刘洋")
                    for at, company in enumerate(COMPANIES)
                ],
                title="四、未完成回电清单",
            ),
            Text(
                ["本月来电比上月多，主要因为中秋、国庆订货。" * 4, "十月做好返利查询的标准答复。"],
                title="五、说明",
            ),
        ],
        signatures=["制表：陈静", "审核：", "日期：      年    月    日"],
        remark="三声内接听率：已接来电中响铃一至三声的份额；按时回电：在承诺时间以前回电。",
    )


def sales(dealers: int = 60) -> Sheet:
    """经销商月销售统计表: groups with merged heads, subtotals, sections, notes in the frame."""
    columns = [
        Column("no", "序号", 7, "int", align="center"),
        Column("code", "编号", 14, align="center"),
        Column("name", "经销商名称", 34),
        Column("area", "区域", 16, align="center"),
        Column("who", "业务员", 11, align="center"),
        Column("product", "品名", 22),
        Column("spec", "规格", 18),
        Column("packs", "箱数", 11, "int", total="sum"),
        Column("qty", "折合瓶数", 14, "int", total="sum"),
        Column("price", "单价", 14, "money"),
        Column("amount", "金额", 24, "money", total="sum"),
        Column("gift", "赠品\n(瓶)", 11, "int", total="sum"),
        Column("trend", "环比%", 13, "percent"),
        Column("remark", "备注", 15),
    ]
    rows: list[Group | Summary] = []
    for at in range(dealers):
        lines = [
            {
                "product": f"青花{50 + line}度",
                "spec": "500ml×6",
                "packs": 10 + at % 7 + line,
                "qty": (10 + at % 7 + line) * 6,
                "price": Decimal("268"),
                "amount": Decimal(268 * 6 * (10 + at % 7 + line)),
                "gift": -6 if at % 9 == 0 else None,
            }
            for line in range(1 + at % 4)
        ]
        rows.append(
            Group(
                lines,
                head={
                    "no": at + 1,
                    "code": f"JX-{142 + at:04d}",
                    "name": COMPANIES[at % 5],
                    "area": "山东 济南",
                    "who": "刘洋",
                },
                subtotal=Summary(
                    "小计",
                    {
                        "packs": sum(line["packs"] for line in lines),
                        "amount": sum(line["amount"] for line in lines),
                        "trend": Decimal("-0.052"),
                    },
                ),
            )
        )
    rows.append(Summary("山东省小计（60 家）", {"packs": 1286, "amount": Decimal("612480")}, "section"))
    return Sheet(
        title="经销商月销售统计表",
        company="京乐坊酒业有限公司",
        left="编制部门：客户管理部",
        center="统计期间：2026年09月01日—30日",
        right="单位：箱／瓶／元",
        form_no="JLF-KF-03",
        orientation="landscape",
        foot="第 1 版 冻结 2026-10-08 17:20",
        blocks=[
            Table(
                columns,
                rows,
                notes=[
                    Note("金额大写：叁佰贰拾捌万肆仟陆佰伍拾元整", right="小写：¥3,284,650.00", bold=True),
                    Note("本月发货经销商 218 家，未发货 100 家，新增 3 家；当月首发：单县聚福源酒行。"),
                ],
            )
        ],
        signatures=[
            "制表：陈静",
            "复核（物流）：何芳",
            "审核：",
            "主管经理签收：",
            "日期：      年    月    日",
        ],
        remark="说明：金额按发货单价计，含税；赠品不计金额；折合瓶数＝箱数×每箱瓶数＋瓶数。",
    )


def hostile() -> Sheet:
    """What comes from outside: formulas, control characters, very long and very wide things, rare names."""
    return Sheet(
        title="难表",
        company="京乐坊酒业有限公司",
        blocks=[
            Table(
                [
                    Column("text", "文字", 60),
                    Column("phone", "电话", 30, "phone"),
                    Column("money", "金额", 10, "money", total="sum"),
                    Column("share", "份额", 14, "percent"),
                    Column("at", "时间", 14, "time"),
                ],
                [
                    ("=1+1", "+8613953106688", Decimal("1234.5"), Decimal("0.25"), time(9, 30)),
                    (
                        "@SUM(A1)\x00\x0b坏",
                        "-139",
                        Decimal("-99999999999.99"),
                        0.5,
                        datetime(2026, 9, 1, 10, 42),
                    ),
                    (RARE + "😀\ud800", "010-12345678", "—", None, None),
                    ("长" * 4000, "", None, None, None),
                    ("w" * 700, "1" * 60, 1, 1, None),
                    ("#N/A", "+cmd|' /C calc'!A0", None, None, None),
                ],
            )
        ],
        signatures=["制表："],
    )
