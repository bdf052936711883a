"""Draw every part of ui/kit in its states into PNG files: python -m tests.ui.gallery FOLDER."""

import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

SCREEN = Path(__file__).with_name("screen.json")
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QEnterEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget  # noqa: E402

from ui.kit import theme  # noqa: E402
from ui.kit.buttons import Button, IconButton, LinkButton  # noqa: E402
from ui.kit.fields import CheckField, ComboField, DateTimeField, LineField, TextField  # noqa: E402
from ui.kit.forms import Form  # noqa: E402
from ui.kit.labels import Line, label  # noqa: E402
from ui.kit.options import Option, OptionGroup, Segment  # noqa: E402

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
    for words, kind in (("请稍候", "plain"), ("暂存", "ghost"), ("删除", "danger")):
        column.addWidget(row(Button(words, kind=kind), hovered(Button(words, kind=kind)),
                             pressed(Button(words, kind=kind)), off(Button(words, kind=kind))))  # fmt: skip
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


SHEETS = {"controls": controls}


def draw(folder: Path, *, only: str = "") -> list[Path]:
    """Every sheet, light and dark, as PNG in `folder`."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for look in ("light", "dark"):
        theme.apply(app, theme=look)
        for name, build in SHEETS.items():
            if only and only != name:
                continue
            page = build()
            page.show()
            QTest.qWait(40)
            file = folder / f"{name}-{look}.png"
            page.grab().save(str(file))
            made.append(file)
            page.close()
            page.deleteLater()
    return made


if __name__ == "__main__":
    for file in draw(Path(sys.argv[1]), only=sys.argv[2] if len(sys.argv) > 2 else ""):
        print(file)
