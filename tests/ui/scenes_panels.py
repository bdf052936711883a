"""Scenes of complaints, roster, papers, transfer, notices and of the window that could not open its office."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest

from app.complaints import handling
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.directory import attachments
from app.office import settings
from app.office.desk import Desk
from app.people import service as people
from app.people.rules import NewStaff
from app.roster import making
from ui.kit.buttons import Button
from ui.kit.dialogs import ConflictDialog, Difference, Message
from ui.kit.key_sheet import gathered
from ui.kit.line_panel import LinePanel
from ui.kit.overlay import Overlay
from ui.overview.board import COMPLAINTS
from ui.window import MainWindow

Scene = tuple[str, Callable[[MainWindow], Any]]
SEVEN = ("李雪", "孙浩", "马丽", "周倩", "陈静", "王芳", "欧阳慧敏")


def fill_panels(desk: Desk, *, long: str, staff: bool = True) -> None:
    """Complaints in two states, one of them as long as it gets, and this month's roster."""
    full: dict[str, Any] = {
        "complainant": "王建国", "company": "济南京源酒业有限公司", "phone": "13953106688", "province": "山东",
        "city": "济南", "address": "历下区泺源大街2号", "category": "packing", "content": "外箱压瘪2箱，里面碎3瓶",
    }  # fmt: skip
    complaints.register(desk, NewComplaint(**full))
    complaints.register(desk, NewComplaint(**full | {
        "complainant": "欧阳慧敏阿依古丽", "company": long, "address": f"胜利大街128号{long}2306室", "grade": "major",
        "content": "青花53度瓶盖渗漏，" * 20,
        "demand": "换货并赔偿运费。" * 6, "explained": "先致歉，说明处理时限。" * 6,
        "product": "青花53度", "batch_no": "20260901A", "bought_at": long,
    }))  # fmt: skip
    asked = complaints.register(desk, NewComplaint(**full | {"complainant": "阿依古丽", "company": long})).id
    handling.handled(desk, asked, measure="换货", result="已签收", row_version=1)
    for each in ("瓶盖渗漏处的照片和外箱批号.png", f"{long}的情况说明，盖章扫描件.pdf", "破损清单.xlsx"):
        file = desk.folder / "附件"
        file.write_bytes(each.encode() * 300)
        for kind, number in (("complaint", asked), ("dealer", 1), ("call", 1)):
            attachments.add(desk, kind, number, file, name=each)
        file.unlink()
    for name in SEVEN if staff else ():
        people.add(desk, NewStaff(code=people.next_code(desk), name=name))
    making.make(desk, desk.today().replace(day=1), reason="whole")


def close_panels(window: MainWindow) -> None:
    """Whatever lies over the page goes."""
    for panel in window.findChildren(Overlay):
        if panel.isVisible():
            panel.close_up()


def on_page(key: str, do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    """`do` on the page `key`, in front and without a panel over it."""

    def show(window: MainWindow) -> None:
        close_panels(window)
        window.switch_calls(key) if key in ("calls", "complaints") else window.go(key)
        do(window.page(key))

    return show


def on_window(do: Callable[[MainWindow], Any]) -> Callable[[MainWindow], None]:
    """`do` without a panel over the page."""

    def show(window: MainWindow) -> None:
        close_panels(window)
        do(window)

    return show


def _complaints(do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    return on_page("complaints", do)


def _roster(do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    return on_page("roster", do)


def _board(kind: str, *, act: str = "") -> Callable[[MainWindow], None]:
    """The first row of `kind` on the today board opened in place, with `act` chosen."""

    def show(page: Any) -> None:
        groups = page.work.board.groups
        if kind == "promise":
            page.work.open_row(next(row.id for group in groups for row in group.promises), act=act)
            return
        dues = (due for group in groups for due in group.complaints)
        page.work.open_row(COMPLAINTS + next(due.id for due in dues if due.kind == kind), act=act)

    return on_page("today", show)


def _whole_board(page: Any) -> None:
    page.work.source.unfolded = {"late", "soon", "today", "week", "later"}
    page.work.narrow()


def _listed(page: Any, at: int) -> int:
    """The complaint in row `at`: the newest are asked, long, and still to be told."""
    ids = page.list.list.table.model().ids
    return int(ids[at])


def _files(page: Any) -> None:
    page.view.files.focus_first()


def _step(step: str) -> Scene:
    return f"complaint step {step}", _complaints(lambda page: page.open_complaint(_listed(page, 2), step))


def _import_calendar(window: MainWindow) -> None:
    window.show_settings("calendar")
    place = window.pages["settings"]
    place._import(2027)


def _import_rows(window: MainWindow) -> None:
    """A list with a row of every state."""
    assert window.seat is not None
    path: Path = window.seat.desk.folder / "经销商名单.csv"
    rows = (
        "经销商名称,省份,城市,销售电话,地址", "临沂沂蒙酒业有限公司,山东,临沂,0539-8221234,兰山区金雀山路1号",
        "海拉尔顺和酒行,内蒙古,呼伦贝尔,13012345680,", ",河南,郑州,0371-1,没有名字的一行",
        "徐州汉风酒业有限公司,江苏,徐州,1380013800,手机少一位",
    )  # fmt: skip
    path.write_text("\n".join(rows), "utf-8")
    window.show_import("dealers", path)


def _paper_of_keys(window: MainWindow) -> None:
    window._print_keys(gathered(window.keys, window.stack.currentWidget()))


def _message(window: MainWindow) -> None:
    Message(
        window,
        title="青花53度",
        text="今天 14:10 以前要有回音。",
        choices={"again": "再存", "leave": "先放着"},
    ).open()


def _line(window: MainWindow) -> None:
    panel = LinePanel(window, title="报价单 2026-10.pdf", name="说明", done="保存", sub="说清楚里面是什么。")
    panel.open()
    panel.line.set_value("")
    panel._enter()


def _conflict(window: MainWindow) -> None:
    differing = [
        Difference("company", "单位", "济南京源酒业有限公司", "济南京源酒业（集团）有限公司", True),
        Difference("matter", "事由", "青花53度瓶盖渗漏，" * 8, "青花30箱到没到", False),
    ]
    ConflictDialog(window, differing, title="2026-10-15 10:42", who="赵明").open()


def _notices(window: MainWindow) -> None:
    window.sealed_notice.say(
        "这里看的是副本：办公室所在的地方不能写，所以什么都存不了。", icon="eye", stays=True
    )
    window.room_notice.say("磁盘快满了：还剩 120 MB。", icon="database", action="备份…")


def _no_notices(window: MainWindow) -> None:
    window.sealed_notice.hide()
    window.room_notice.hide()


def _found(text: str) -> Scene:
    def show(window: MainWindow) -> None:
        window.find()
        panel = window._overlay
        panel.box.set_value(text)
        panel._ask(text)

    return f"found {text}", on_window(show)


def _every_key(window: MainWindow) -> None:
    window.show_keys()
    window._overlay.which.pick("whole")


def _typed(page: Any) -> None:
    form = page.front_form()
    form.number.set_value("")
    form.number.setFocus()
    QTest.keyClicks(form.number, "6688")


def _unknown(page: Any) -> None:
    """Somebody calls who was never heard of."""
    page.take_call()
    number = page.front_form().number
    number.set_value("13912345678")
    number.look_up()


def _hide_numbers(whom: str) -> Callable[[MainWindow], None]:
    """Whose numbers are covered is set; the page is shown."""

    def show(window: MainWindow) -> None:
        assert window.seat is not None
        desk = window.seat.desk
        window.show_settings("privacy")
        window.seat.save(lambda _progress: desk.settings.set(settings.MASKED, whom))

    return on_window(show)


COVERED_SCENES: tuple[Scene, ...] = (
    ("numbers hidden", _hide_numbers("others")),
    ("calls covered", on_page("calls", lambda page: page.open_call(1))),
    ("new call covered", on_page("calls", _unknown)),
    ("complaint covered", _complaints(lambda page: page.open_complaint(_listed(page, 2)))),
    ("board covered", _board("promise")), ("board asked covered", _board("followup")),
    ("numbers whole", _hide_numbers("nobody")),
)  # fmt: skip
"""Numbers are hidden from who sits here."""
PANEL_SCENES: tuple[Scene, ...] = (
    ("complaints", _complaints(lambda page: page.table.go_first())),
    *(_step(word) for word in ("notify", "note", "handled", "assign", "escalate", "withdraw")),
    ("complaint with files", _complaints(lambda page: page.open_complaint(_listed(page, 0)))),
    ("its files", _complaints(_files)),
    ("dealer opened", on_page("dealers", lambda page: page.open_dealer(1))),
    ("dealer files", on_page("dealers", lambda page: page.view.tabs.choose("files"))),
    ("board unfolded", on_page("today", _whole_board)),
    ("board salesperson", _board("complaint")), ("board asked", _board("followup", act="2")),
    ("board asked later", _board("followup", act="later")), ("board call back", _board("promise")),
    ("board call back later", _board("promise", act="later")),
    ("complaint history", _complaints(lambda page: page.show_history())),
    ("complaint slip", _complaints(lambda page: page.print_slip())),
    ("complaint edited", _complaints(lambda page: page.edit())),
    ("new complaint", _complaints(lambda page: (page._leave_form(), page.take_in()))),
    ("new complaint refused", _complaints(lambda page: page.save())),
    ("complaints filtered", _complaints(lambda page: page.list.list.offer_filters())),
    ("roster month", _roster(lambda page: page.go_today())),
    ("roster people", _roster(lambda page: page.room.view.pick("people"))),
    ("roster desks", _roster(lambda page: page.room.view.pick("desks"))),
    ("roster day", _roster(lambda page: (page.room.view.pick("month"), page.acting.open_day()))),
    ("roster stand in", _roster(lambda page: page.acting.stand_in())),
    ("roster absence", _roster(lambda page: page.ruling.note_absence())),
    ("roster pool", _roster(lambda page: page.ruling.open_pool())),
    ("roster month before", _roster(lambda page: page.turn(-1))),
    ("roster reason", _roster(lambda page: page.acting.make())),
    ("roster month after", _roster(lambda page: page.go_today())),
    ("roster preview", _roster(lambda page: page.show_preview())),
    ("report preview", on_page("reports", lambda page: page.show_preview())),
    ("print", on_page("reports", lambda page: page.ask_print())),
    ("reports again", on_page("reports", lambda page: page.close_preview())),
    ("import", on_window(lambda window: window.show_import("dealers"))),
    ("import rows", on_window(_import_rows)),
    ("import columns", lambda window: window._overlay.view.pick("columns")),
    ("calendar import", on_window(_import_calendar)),
    ("lines", on_window(lambda window: window.show_lines())),
    _found("瓶盖"), _found("没有谁说过的话"), ("every key", on_window(_every_key)),
    ("missed calls", on_page("calls", lambda page: page.list.list.ask(replace(page.list.list.asked, preset="missed")))),
    ("call opened", on_page("calls", lambda page: page.open_call(1))),
    ("call edited", on_page("calls", lambda page: page.edit())),
    ("on hold", on_page("calls", lambda page: (page.take_call("13012345678"), page.calls.hold()))),
    ("call to complaint", on_page("calls", lambda page: page.front_form().outcome.pick("complaint"))),
    ("number typed", on_page("calls", _typed)),
    *COVERED_SCENES,
    ("phrase picked", on_page("calls", lambda page: (page.take_call("13012345678"), page.pick_phrase()))),
    ("keys on complaints", _complaints(lambda page: page.window().show_keys())),
    ("paper of keys", on_window(_paper_of_keys)),
    ("message", on_window(_message)), ("line", on_window(_line)), ("conflict", on_window(_conflict)),
    ("notices", on_window(_notices)), ("no notices", on_window(_no_notices)),
)  # fmt: skip


def _opening(window: MainWindow) -> None:
    window.leave_office()


def _refused(window: MainWindow) -> None:
    window.refuse(
        "office.db 已损坏：第 17 页读不出来。文件原样没动。",
        ways=(Button("回到 10-15 08:30", kind="primary", icon="history"), Button("别的备份…"), Button("再试一次"),
              Button("把能读的存出来…")),
        foot="最近的好备份是 2026-10-15 08:30 做的，有 1,204 通来电。损坏的文件留在旁边。",
    )  # fmt: skip


LAST_SCENES: tuple[Scene, ...] = (
    ("opening", on_window(_opening)),
    ("refused", on_window(_refused)),
)
"""After these the office is not on screen any more."""
