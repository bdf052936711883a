"""The dealers page on the whole window and a real office with three dealers, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.china.lunar_days import Birthday
from app.dealers import finding, service
from app.dealers.finding import DealerQuery, DealerRow
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.office.desk import Desk
from app.people import service as people
from app.products import service as products
from app.products.rules import NewProduct
from tests.conftest import Clock, LogCall
from tests.ui import hands as hands_of
from tests.ui.hands import HELD
from tests.ui.program import opened
from ui.dealers.editor import DealerEditor
from ui.dealers.page import DealersPage
from ui.main import Program

__all__ = ["HELD", "Hands"]


class Hands(hands_of.Hands):
    """At the dealers page."""

    PAGE = "dealers"
    page: DealersPage

    @property
    def editor(self) -> DealerEditor:
        """The form in front."""
        assert isinstance(self.front, DealerEditor)
        return self.front

    def write(self, key: str, text: str) -> None:
        """Text into the field `key` of the form, as if typed there."""
        self.editor.form.field(key).setFocus()
        self.editor.form.field(key).selectAll()
        self.type(text)

    def rows(self) -> list[DealerRow]:
        """All dealers of the office by name."""
        ids = finding.find(self.desk, DealerQuery())
        return [row for row in finding.rows(self.desk, list(ids)) if row is not None]

    def errors(self) -> list[str]:
        """The sentences that stand under fields of the form."""
        return self.sentences(self.editor.form)


@dataclass(frozen=True)
class Known:
    """The dealers of the test office by their ids."""

    jyf: int
    lu: int
    shop: int


@pytest.fixture
def known(desk: Desk) -> Known:
    """京乐坊 complete but for a few fields, 鲁泉 that holds the same county, and a prospect."""
    with desk.store.read() as session:
        seller = people.named(session, "刘洋").id
    cup, old = (
        products.add(desk, NewProduct(code=code, name=name))
        for code, name in (("QH53", "青花53度"), ("JC10", "窖藏10年"))
    )
    region = Territory(province="山东", city="济南", county="历下区", exclusive=True)
    jyf = service.add(desk, NewDealer(
        name="济南京乐坊酒业有限公司", short_name="京乐坊", province="山东", city="济南", county="历下区",
        address="工业南路68号", principal="王建国", mobile="139 5310 6688", landline="0531-82957710", tier="city",
        salesman_id=seller, since=date(2019, 3, 1), products=(cup, old), regions=(region,),
        contacts=(NewContact(name="李敏", title="财务", phone="0531-82957711", remark="只认盖章件",
                             birthday=Birthday(9, 10, lunar=True)),),
        ship_addresses=(NewShipAddress(receiver="赵强", phone="186 6010 2245", province="山东", city="济南",
                                       county="历下区", address="工业南路68号3库"),),
    )).id  # fmt: skip
    lu = service.add(desk, NewDealer(
        name="济南鲁泉商贸有限公司", province="山东", city="济南", address="二环南路1号", principal="孙丽",
        mobile="138 5310 0099", tier="county", salesman_id=seller, products=(old,), regions=(region,),
    )).id  # fmt: skip
    shop = service.add(desk, NewDealer(name="单县王记烟酒店", status="prospect", mobile="137 9310 0001",
                                       province="山东", city="菏泽")).id  # fmt: skip
    return Known(jyf, lu, shop)


@pytest.fixture
def program(
    known: Known, desk: Desk, office: Path, qtbot: QtBot, clock: Clock, log_call: LogCall
) -> Iterator[Program]:
    """A window on that office; 王建国 called from 京乐坊's number half an hour ago."""
    clock.forward(minutes=-30)
    log_call(company="济南京乐坊酒业有限公司")
    clock.forward(minutes=30)
    desk.close()
    with opened(office, qtbot, clock) as running:
        yield running


@pytest.fixture
def hands(program: Program, qtbot: QtBot) -> Hands:
    """Somebody at the keyboard, with the dealers page in front."""
    return Hands(program, qtbot)
