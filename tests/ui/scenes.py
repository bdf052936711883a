"""Every page, panel and dialog of the window, one state after the other: what the walks over all controls look at.

Whoever adds a page, a panel or a dialog adds its scene here; a new tab is visited by itself.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.calls.rules import NewPromise
from app.china.lunar_days import Birthday
from app.dealers import service as dealers
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.office.desk import Desk
from app.products import service as products
from app.products.rules import NewProduct
from tests.conftest import Clock, LogCall
from tests.ui.scenes_panels import PANEL_SCENES, close_panels
from ui.settings.groups import shown
from ui.settings.guide_later import STEPS
from ui.window import TABS, MainWindow

Scene = tuple[str, Callable[[MainWindow], Any]]
LONG = "内蒙古呼伦贝尔市海拉尔区草原情深酒业股份有限公司驻满洲里办事处"


def fill(log_call: LogCall, clock: Clock) -> None:
    """Calls for the scenes: ordinary ones, and one in which everything is as long as it gets."""
    for days in (40, 3, 1, 0):
        log_call(started_at=clock.now - timedelta(days=days, minutes=50))
    clock.forward(minutes=-40)
    log_call(direction="missed", number="05368226170", caller_name="", company="", matter="", outcome="none")
    log_call(category="nuisance", number="17188370705", caller_name="", company="", matter="", outcome="none")
    log_call(outcome="promised", number="95533", matter="什么时候到", promise=NewPromise())
    log_call(outcome="promised", number="13012345678", caller_name="欧阳慧敏阿依古丽", company=LONG, tone="rude",
             category="complaint", matter="青花53度瓶盖渗漏，" * 12, answer="先致歉，记下批号与数量，" * 10,
             promise=NewPromise(), confirmed=True)  # fmt: skip
    clock.forward(minutes=40)


def fill_dealers(desk: Desk) -> None:
    """Two dealers in each other's way: one with all there is, as long as it gets, and one with little."""
    region = Territory(
        province="内蒙古", city="呼伦贝尔", county="新巴尔虎右旗", exclusive=True, from_on=date(2024, 5, 1)
    )
    cup = products.add(desk, NewProduct(code="QH53", name="青花53度"))
    dealers.add(desk, NewDealer(
        name=LONG, short_name="草原情深", province="内蒙古", city="呼伦贝尔", county="海拉尔区", tier="province",
        address="胜利大街128号草原情深大厦B座2306室", principal="欧阳慧敏阿依古丽", mobile="130 1234 5678",
        landline="0470-8221234、0470-8221235", email="caoyuanqingshen@example.com", grade="A", grade_by_hand=True,
        grade_reason="集团客户", products=(cup,), regions=(region,), key_account=True, notes="周五下午方便通话。" * 6,
        licence_to=date(2025, 1, 1), credit=Decimal(500_000), credit_days=60,
        contacts=(NewContact(name="阿依古丽", title="财务", phone="0470-8221236", wechat="ayigul",
                             birthday=Birthday(9, 6, lunar=True)),),
        ship_addresses=(NewShipAddress(receiver="巴特尔", phone="13012345679", province="内蒙古", city="呼伦贝尔",
                                       county="海拉尔区", address="物流园C区12号库"),),
    ))  # fmt: skip
    dealers.add(
        desk, NewDealer(name="海拉尔顺和酒行", mobile="13012345680", products=(cup,), regions=(region,))
    )


def _tab(key: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        close_panels(window)
        window.go(key)

    return show


def _then(*steps: Callable[[MainWindow], Any]) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        close_panels(window)
        for step in steps:
            step(window)

    return show


def _calls(do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    """`do` on the calls page, in front."""
    return _then(lambda window: window.go("calls"), lambda window: do(window.page("calls")))


def _list(do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    """`do` on the list of calls."""
    return _calls(lambda page: do(page.list.list))


def _edit(key: str) -> Scene:
    return f"filter {key}", _list(lambda shown: shown.bar.edit(key, shown.filter_button))


def _all_chips(shown: Any) -> None:
    values = {"started_at": {"span": "last_30"}, "category": ["shipment", "complaint"], "matter": "青花"}
    shown.ask(replace(shown.asked, preset="all", values=values))


def _many(shown: Any) -> None:
    shown.table.selectAll()
    shown.change_many()


def _dealers(do: Callable[[Any], Any]) -> Callable[[MainWindow], None]:
    """`do` on the dealers page, in front."""
    return _then(lambda window: window.go("dealers"), lambda window: do(window.page("dealers")))


def _settings(key: str) -> Scene:
    return f"settings {key}", _then(lambda window: window.show_settings(key))


def _step(at: int) -> Scene:
    def show(window: MainWindow) -> None:
        if at == 0:
            window.show_guide()
        window.pages["guide"]._show_step(at)

    return f"guide step {at + 1}", _then(show)


def _outcome(word: str) -> Callable[[Any], None]:
    return lambda page: page.front_form().outcome.pick(word)


def _view(shown: Any) -> None:
    shown.show_bin(False)
    shown.views.ask_new()


SCENES: tuple[Scene, ...] = (
    *((f"tab {key}", _tab(key)) for key in TABS),
    ("find", _then(lambda window: window.find())),
    ("keys on calls", _calls(lambda page: page.window().show_keys())),
    *(_settings(group.key) for group in shown()), *(_step(at) for at in range(len(STEPS))),
    ("backups", _then(lambda window: window.show_backups())),
    ("phrases", _then(lambda window: window.show_phrases())),
    ("exports", _then(lambda window: window.show_exports())),
    ("alarms", _then(lambda window: window.show_alarms())),
    ("person", _then(lambda window: window.choose_person())),
    ("crash", _then(lambda window: window.crashed(ValueError("x")))),
    ("call chosen", _calls(lambda page: page.list.list.ask(replace(page.list.list.asked, preset="all")))),
    ("fields", _list(lambda shown: shown.bar.offer(shown.filter_button))),
    _edit("started_at"), _edit("category"), _edit("agent"), _edit("province"), _edit("matter"), _edit("confirmed"),
    ("chips", _list(_all_chips)),
    ("nothing fits", _list(lambda shown: shown.ask(replace(shown.asked, values={"matter": "没人说过的话"})))),
    ("many", _list(lambda shown: shown.clear())),
    ("many at once", _list(_many)),
    ("bin", _list(lambda shown: shown.show_bin(True))),
    ("view", _list(_view)),
    ("history", _calls(lambda page: page.show_history())),
    ("new call", _calls(lambda page: page.take_call("13012345678"))),
    ("transferred", _calls(_outcome("transferred"))),
    ("promised", _calls(_outcome("promised"))),
    ("dealer chosen", _dealers(lambda page: page.table.go_first())),
    ("dealer events", _dealers(lambda page: page.view.tabs.choose("events"))),
    ("dealer changes", _dealers(lambda page: page.view.tabs.choose("changes"))),
    ("contacts", _dealers(lambda page: page.switch("contacts"))),
    ("dealers again", _dealers(lambda page: page.switch("dealers"))),
    ("dealer merged", _dealers(lambda page: page.doings.merge())),
    ("dealers handed over", _dealers(lambda page: page.doings.hand_over(None))),
    ("dealer changed", _dealers(lambda page: page.edit())),
    ("new dealer", _dealers(lambda page: page.add())),
    ("new dealer refused", _dealers(lambda page: page.save())),
    ("caller to dealer", _calls(lambda page: page.asking.to_dealer())),
    ("toasts", _then(
        lambda window: window.toasts.undo("1 通来电进了回收站", lambda: None),
        lambda window: window.toasts.error("没存上：磁盘满了。", sub="内容还在表里。", again=lambda: None),
    )),
    *PANEL_SCENES,
)  # fmt: skip


WIDE_SCENES: tuple[Scene, ...] = (
    ("columns", _list(lambda shown: shown.choose_columns())),
    ("bin in columns", _list(lambda shown: shown.show_bin(True))),
)
"""What is there in a wide window only."""
