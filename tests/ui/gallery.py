"""Draw every part of ui/kit in its states into PNG files: python -m tests.ui.gallery FOLDER."""

import os
import sys
import tempfile
import time
from array import array
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

SCREEN = Path(__file__).with_name("screen.json")
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QEnterEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget  # noqa: E402
from reportlab.pdfgen import canvas  # noqa: E402

from app import words  # noqa: E402
from ui.kit import theme  # noqa: E402
from ui.kit.buttons import Button, IconButton, LinkButton  # noqa: E402
from ui.kit.charts import Bar, BarChart, ChartBox, Donut, HBarChart, Ring, Spark  # noqa: E402
from ui.kit.chips import Badge, Chip, ChipRow, KeyCap, Tag  # noqa: E402
from ui.kit.completion import Candidate, Completion  # noqa: E402
from ui.kit.dialogs import ConflictDialog, Difference, Message  # noqa: E402
from ui.kit.empty import Empty  # noqa: E402
from ui.kit.fields import CheckField, ComboField, DateTimeField, LineField, TextField  # noqa: E402
from ui.kit.figures import Figure  # noqa: E402
from ui.kit.forms import Form  # noqa: E402
from ui.kit.jobs import Jobs  # noqa: E402
from ui.kit.key_sheet import KeySheet  # noqa: E402
from ui.kit.keys import Shown  # noqa: E402
from ui.kit.labels import Line, hairline, label  # noqa: E402
from ui.kit.options import Option, OptionGroup, Segment  # noqa: E402
from ui.kit.panes import Pane, Panes  # noqa: E402
from ui.kit.preview import PdfPreview  # noqa: E402
from ui.kit.rail import Rail  # noqa: E402
from ui.kit.rail_tabs import Tab  # noqa: E402
from ui.kit.rows import Cell, Column, Row, Sort  # noqa: E402
from ui.kit.search import SearchBox  # noqa: E402
from ui.kit.table import RecordTable  # noqa: E402
from ui.kit.toasts import Toasts  # noqa: E402

NOW = datetime(2026, 10, 15, 12, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def row(*parts: QWidget | int, gap: int = 8) -> QWidget:
    """Parts side by side."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for part in parts:
        line.addSpacing(part) if isinstance(part, int) else line.addWidget(part)
    line.addStretch(1)
    return box


def hovered(widget: QWidget) -> QWidget:
    """The widget as if the mouse lay on it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(widget, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
    return widget


def pressed(button: Button) -> Button:
    """The button as if it were held down."""
    button.setDown(True)
    return button


def off(widget: QWidget) -> QWidget:
    """The widget disabled."""
    widget.setEnabled(False)
    return widget


def controls() -> QWidget:
    """Buttons, fields, options, in the states of the reference."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(8)
    column.addWidget(label("按钮", "section"))
    save = {"kind": "primary", "key": "Ctrl ↵"}
    column.addWidget(row(Button("保存通话", **save), hovered(Button("保存通话", **save)),
                         pressed(Button("保存通话", **save)), off(Button("保存通话", **save))))  # fmt: skip
    for verb, kind in (("请稍候", "plain"), ("暂存", "ghost"), ("删除", "danger")):
        column.addWidget(row(Button(verb, kind=kind), hovered(Button(verb, kind=kind)),
                             pressed(Button(verb, kind=kind)), off(Button(verb, kind=kind))))  # fmt: skip
    column.addWidget(row(Button("请稍候", icon="hourglass", key="F12"), Button("编辑", icon="pencil", key="F4"),
                         IconButton("printer", "打印", kind="plain"), IconButton("ellipsis", "更多"),
                         LinkButton("导出"), LinkButton("经销商", icon="link")))  # fmt: skip
    column.addWidget(label("输入框", "section"))
    number = LineField(name="电话", big=True)
    number.set_value("139 5310 6688")
    number.set_note("山东 济南·移动", icon="map-pin")
    caller, company = LineField(name="来电人"), LineField(name="单位")
    caller.set_value("王建国")
    caller.set_note("负责人")
    company.set_value("济南京源酒业有限公司")
    company.set_note("经销商", icon="link", link=True)
    wrong, frozen = LineField(name="手机"), LineField(name="单位")
    wrong.set_value("139 5310 66")
    frozen.set_value("济南京源酒业有限公司")
    frozen.setReadOnly(True)
    form = Form()
    form.add_field("number", "电话", number)
    form.add_row("来电人", caller, company, stretch=(3, 7))
    form.add_row("手机", wrong, frozen)
    wrong.set_error("手机号少 1 位")
    kinds = [("咨询", "1"), ("订货", "2"), ("发货查询", "3"), ("投诉", "4"), ("找人转接", "5"), ("供应商", "6"),
             ("骚扰", "7"), ("其他", "8")]  # fmt: skip
    category = OptionGroup([Option(w, w, k) for w, k in kinds], name="类别", columns=4)
    category.set_value("发货查询")
    form.add_field("category", "类别", category)
    matter = TextField(name="事由", hint="对方要什么", lines=2)
    form.add_field("matter", "事由", matter)
    ends = [("当场答复", ""), ("转接", "F7"), ("待回电", "F8"), ("转投诉", "F9"), ("无需处理", "")]
    outcome = OptionGroup([Option(w, w, k) for w, k in ends], name="处理")
    outcome.set_value("待回电")
    form.add_field("outcome", "处理", outcome)
    finder = ComboField([(1, "何芳", "物流部"), (2, "刘洋", "业务部")], name="落实人")
    finder.set_value(1)
    due = DateTimeField(name="承诺时间", now=lambda: NOW, explain=lambda _: "2 个工作小时")
    due.set_value(NOW.replace(hour=14))
    form.add_row("落实人", finder, due, stretch=(2, 3))
    tone = Segment([Option(w, w) for w in ("正常", "强硬", "不礼貌")], name="态度")
    tone.set_value("正常")
    read_back, slip = CheckField("已复述确认"), CheckField("打派发单")
    read_back.set_value(True)
    form.add_row("态度", tone, read_back, slip)
    column.addWidget(form)
    line = Line("一行放不下的时候自己省略，鼠标停上去看全文，布局不会被它撑开", size=12, tone="text2")
    line.setFixedWidth(300)
    column.addWidget(line)
    column.addStretch(1)
    page.resize(720, 760)
    return page


class Calls:
    """A morning's calls as a source."""

    MADE = (
        ("10:42", "济南京源酒业", "王建国·发货查询·正在通话", "发货查询", "青花53度 30箱能否到济南", "通话中", "green"),
        ("10:31", "郑州豫泉酒业", "郑海燕·订货·陈酿42度 60箱", "订货", "陈酿42度 60箱，走老地址", "当场答复", ""),
        ("10:18", "0536 822 6170", "山东 潍坊·未接，响 6 声", "未接", "响 6 声；归属地 山东 潍坊", "未接", "red"),
        ("10:05", "徐州汉风酒业", "解永刚·投诉·青花53度瓶盖渗漏", "投诉", "青花53度瓶盖渗漏 4 瓶", "转投诉", "red"),
        ("09:56", "沂蒙名酒（临沂）", "查文斌·咨询·有没有礼盒装", "咨询", "窖藏10年有没有礼盒装", "当场答复", ""),
        ("09:47", "单县聚福源酒行", "单志强·咨询·县级代理条件", "咨询", "县级代理条件", "14:30 回电", "amber"),
        ("09:38", "顺丰速运", "供应商·上门取件改到 15 点", "供应商", "上门取件改到 15 点", "当场答复", ""),
    )  # fmt: skip

    def __init__(self, *ids: int) -> None:
        self.ids = array("q", ids or range(1, 8))

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        return self.ids

    def interrupt(self, token: object) -> None:
        """Nothing runs long here."""

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        return [self.row(id) for id in ids]

    def row(self, id: int) -> Row:
        if id < 0:
            return Row(id, title=Cell("已超时", tone="red"), sub=Cell("4"))
        at, who, sub, kind, what, end, tone = self.MADE[id - 1]
        red = "red" if kind in ("未接", "投诉") else ""
        ending = Cell(end, tone=tone, tag=bool(tone))
        found = ((2, 2),) if id == 1 else ()
        cells = (Cell(at), Cell(who, found=found), Cell(kind, tone=red), Cell(what), ending)
        tag = Cell(end, tone=tone, tag=True) if tone in ("green", "red") else Cell()
        mark = (
            Cell("14:30", tone="amber", icon="history")
            if tone == "amber"
            else Cell(icon="check", tone="green")
        )
        return Row(id, cells, lead=Cell(at), title=cells[1], sub=Cell(sub), mark=tag,
                   end=Cell() if tag.text else mark, deleted=id == 7)  # fmt: skip


CALL_COLUMNS = (
    Column("at", "时间", 64, size=12, tone="text2"), Column("who", "来电人", 140),
    Column("kind", "类别", 80, size=12, tone="text2"), Column("what", "事由", 180, stretch=1, tone="text2"),
    Column("end", "处理", 96, size=12, tone="text2"),
)  # fmt: skip


def table(lanes: Jobs, *, lines: bool = False, ids: tuple[int, ...] = ()) -> RecordTable:
    """A list with a selected, a hovered, a changed and a deleted row."""
    made = RecordTable(CALL_COLUMNS, jobs=lanes, name="来电", row_height=36, lines=lines)
    made.show_source(Calls(*ids), sort=Sort("at", descending=True))
    return made


def lists() -> QWidget:
    """The record table in both forms, chips, tags, keys, charts."""
    lanes = Jobs()
    page = QWidget()
    across = QHBoxLayout(page)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    pane = Pane("sunken", name="来电")
    pane.setFixedWidth(296)
    pane.add_head(label("来电", "pane"), label("10月15日 星期四", "meta"), None, IconButton("sliders-horizontal", "列"),
                  height=52, line=False)  # fmt: skip
    held = QVBoxLayout()
    held.setContentsMargins(12, 0, 12, 8)
    held.setSpacing(10)
    held.addWidget(SearchBox(name="找来电", hint="拼音首字母、汉字、号码"))
    chips = ChipRow([("today", "今天"), ("missed", "未接"), ("due", "待回")], name="筛选")
    chips.set_counts({"today": 23, "missed": 2, "due": 3}, tones={"missed": "red", "due": "amber"})
    held.addWidget(chips)
    pane.body.addLayout(held)
    narrow = table(lanes, lines=True)
    pane.body.addWidget(narrow, 1)
    pane.add_foot(label("三声内 96%　·　平均通话 1:52", "meta", tone="text2"), height=36)
    across.addWidget(pane)
    across.addWidget(hairline(upright=True))
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    wide = table(lanes, ids=(-1, 1, 2, 3, 4, 5, 6, 7))
    wide.setFixedHeight(340)
    column.addWidget(wide)
    today, gone = Chip("今天"), Chip("山东", removable=True)
    today.setChecked(True)
    today.set_count(23)
    column.addWidget(row(today, gone, Chip("筛选", icon="plus"), 12, Tag("市代"), Tag("通话中", tone="green"),
                         Tag("待通知", tone="red"), Tag("调休", tone="amber"), Tag("独家", tone="accent"),
                         12, count(4, late=True), count(12), KeyCap("F2"), KeyCap("Ctrl ↵")))  # fmt: skip
    column.addWidget(row(Figure("今天", "23"), Figure("三声内接起", "96%"), Figure("平均通话", "1:52"),
                         Figure("按时回电", "5/6", tone="amber", sub="比 8月 +2", sub_tone="red")))  # fmt: skip
    bars = BarChart(name="发货金额", height=150)
    this, last = (
        (9, 12.3, 10, 14.8, 3.2, 8.8, 9.6, 11, 8.4, 12, 14.2, 9.8),
        (8, 11, 9.5, 13, 4.4, 7.8, 10, 9.2, 9, 10, 13, 11.5),
    )
    months = ("11", "12", "1月", "2", "3", "4", "5", "6", "7", "8", "9", "10月")
    bars.set_bars(
        [Bar(m, a, "c1" if m == "10月" else "c2", b) for m, a, b in zip(months, this, last, strict=True)]
    )
    column.addWidget(
        ChartBox("柱图：本月深，其余浅，去年同月一道短线", bars, legend=(("c2", "今年"), ("c3", "去年同月")))
    )
    lying = HBarChart(name="来电类别")
    lying.set_bars([Bar("发货查询", 196, "c1", note="+11%"), Bar("订货", 172, "c2", note="+6%"),
                    Bar("投诉", 9, "c6", note="+2 件"), Bar("其他", 50, "c5", note="0")])  # fmt: skip
    ring, spark, donut = Ring(name="档案完整"), Spark(name="近况"), Donut(name="地区", size=96)
    ring.set_share(0.86)
    spark.set_bars([Bar(str(n), v) for n, v in enumerate((3, 5, 4, 8, 6, 9))])
    donut.set_bars(
        [Bar("山东", 120, "c1"), Bar("河南", 60, "c2"), Bar("江苏", 30, "c4"), Bar("其他", 20, "c5")]
    )
    below = QHBoxLayout()
    for part in (lying, ring, spark, donut):
        below.addWidget(part)
    column.addLayout(below)
    column.addStretch(1)
    across.addWidget(work, 1)
    page.resize(1180, 900)

    def settle() -> None:
        wide.setFocus()
        wide.set_current(2)
        narrow.set_current(1)
        wide.hovered = 4
        wide.model().changed_at[5] = time.monotonic() + 60
        narrow.model().changed_at[5] = time.monotonic() + 60

    QTimer.singleShot(120, page, settle)
    page.destroyed.connect(lanes.shutdown)
    return page


def count(number: int, *, late: bool = False) -> Badge:
    """A badge with a number."""
    made = Badge(late=late)
    made.set_count(number)
    return made


def window() -> QWidget:
    """Rail, panes, completion, toasts: the frame of the window."""
    page = QWidget()
    across = QHBoxLayout(page)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    names = (("today", "今日", "sun"), ("calls", "来电", "phone"), ("mail", "邮件", "mail"),
             ("dealers", "经销商", "store"), ("leads", "展会客户", "contact"), ("roster", "值日", "calendar-days"),
             ("books", "登记簿", "notebook-tabs"), ("reports", "报表", "chart-no-axes-column"))  # fmt: skip
    rail = Rail([Tab(*n) for n in names])
    rail.set_badge("today", 4, late=True)
    rail.set_badge("mail", 12)
    rail.set_badge("leads", 7)
    rail.choose("calls")
    rail.call.set_clock("01:24")
    rail.person.set_person("陈静")
    work, know = Pane("surface", name="通话"), Pane("sunken", name="来电人")
    listed = Pane("sunken", name="列表")
    listed.add_head(label("来电", "pane"), None, line=False)
    empty = Empty(icon="phone", title="今天还没有来电", text="电话一响按 F2，号码打完就知道是谁。",
                  buttons=(Button("接电话", kind="primary", icon="phone-incoming", key="F2"),
                           Button("导入以前的登记表", icon="file-spreadsheet")),
                  foot="支持 .xlsx .xls .csv，先预览再导入，导错了可以整批撤销")  # fmt: skip
    work.add_head(label("通话中", "strong", tone="green"), label("01:24", "page"), None,
                  Button("请稍候", icon="hourglass", key="F12"))  # fmt: skip
    field = LineField(name="电话", big=True)
    form = Form()
    form.add_field("number", "电话", field)
    form.setContentsMargins(20, 16, 20, 0)
    work.body.addWidget(form)
    work.body.addWidget(empty, 1)
    work.add_foot(label("等对方先挂机，再轻轻放下话筒", "meta", tone="text2"), None,
                  Button("暂存", kind="ghost", key="Esc"),
                  Button("保存通话", kind="primary", key="Ctrl ↵", tall=True))  # fmt: skip
    know.body.addStretch(1)
    panes = Panes(work=work, list=listed, know=know)
    across.addWidget(rail)
    across.addWidget(panes, 1)
    found = [
        Candidate(
            1,
            "济南京源酒业有限公司",
            "王建国 139 5310 6688·山东 济南·业务员 刘洋",
            "store",
            "未了 2 件",
            ((2, 2),),
        ),
        Candidate(
            2, "潍坊鸿运商贸有限公司", "赵会计 0536-822 6688·山东 潍坊·业务员 刘洋", "store", "本月未发"
        ),
        Candidate(3, "德邦物流济南营业部", "供应商 0531-8826 6688", "truck"),
    ]
    completion = Completion(field, lambda text, answer: answer(found),
                            none=("都不是，按新号码记", "接着打完号码，归属地和所属省份会自己出来"))  # fmt: skip
    page.resize(1366, 768)
    toasts = Toasts(work)

    def settle() -> None:
        page.activateWindow()
        field.setFocus()
        QTest.keyClicks(field, "6688")
        field.set_note("后四位，找到 3 个")
        toasts.error("没存上：磁盘满了", sub="内容还在表里，一个字没丢。", action="再存", again=lambda: None)
        toasts.undo("徐州汉风的投诉转给了吴强，首问仍是陈静", lambda: None)
        assert completion is not None

    QTimer.singleShot(60, page, settle)
    return page


def dialogs(which: str) -> QWidget:
    """A panel over a dimmed page."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(label("编辑经销商", "pane"))
    column.addStretch(1)
    page.resize(900, 480)

    def conflict() -> None:
        made = [Difference("mobile", "移动电话", "139 5310 6688", "139 5310 6699", True),
                Difference("address", "详细地址", "工业南路 70 号", "工业南路 68 号 3 库", False),
                Difference("credit", "信用额度", "¥120,000", "¥150,000", False)]  # fmt: skip
        ConflictDialog(page, made, title="这份档案你打开后，周倩在 10:40 改过", who="周倩").open()

    def keys() -> None:
        lines = [Shown("随处", "F2", "接电话"), Shown("随处", "F3", "全局找"), Shown("随处", "Ctrl 1…8", "八个页签"),
                 Shown("随处", "Alt U", "撤销刚才那步"), Shown("来电表单", "↵", "下一项"),
                 Shown("来电表单", "1…8", "类别"), Shown("来电表单", "F7", "转接"), Shown("列表", "F4", "编辑"),
                 Shown("列表", "Ctrl C", "复制成表格")]  # fmt: skip
        KeySheet(page, lines).open()

    def message() -> None:
        Message(page, title="打不开这份数据", text="它是更新版本的前台通写的。装上新版本再打开，数据没有动过。",
                choices={"folder": "打开文件夹", "quit": "退出"}, icon="triangle-alert").open()  # fmt: skip

    QTimer.singleShot(20, page, {"conflict": conflict, "keys": keys, "message": message}[which])
    return page


def preview() -> QWidget:
    """A paper."""
    file = Path(tempfile.mkdtemp()) / "paper.pdf"
    paper = canvas.Canvas(str(file), pagesize=(595, 842))
    for page in range(3):
        paper.setFont("Helvetica", 20)
        paper.drawString(80, 760, f"Page {page + 1}")
        paper.grid([80, 200, 320, 440], [700 - 24 * n for n in range(12)])
        paper.showPage()
    paper.save()
    lanes = Jobs()
    made = PdfPreview(jobs=lanes, name="预览")
    made.show_file(file)
    made.resize(800, 600)
    made.destroyed.connect(lanes.shutdown)
    return made


SHEETS = {
    "controls": controls, "lists": lists, "window": window, "preview": preview,
    "conflict": partial(dialogs, "conflict"), "keys": partial(dialogs, "keys"),
    "message": partial(dialogs, "message"),
}  # fmt: skip


def settled(ms: int) -> None:
    """Let the window live for a while. QTest.qWait would hold the interpreter, and the job threads with it."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def draw(folder: Path, *, only: str = "", wait: int = 350) -> list[Path]:
    """Every sheet, or `only` one, light and dark, as PNG in `folder`; each lives `wait` ms before it is drawn."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    words.use("zh")
    made = []
    for look in ("light", "dark"):
        theme.apply(app, theme=look)
        for name, build in SHEETS.items():
            if only and only != name:
                continue
            page = build()
            page.show()
            settled(wait)
            file = folder / f"{name}-{look}.png"
            page.grab().save(str(file))
            made.append(file)
            page.close()
            page.deleteLater()
    return made


if __name__ == "__main__":
    for file in draw(Path(sys.argv[1]), only=sys.argv[2] if len(sys.argv) > 2 else ""):
        print(file)
