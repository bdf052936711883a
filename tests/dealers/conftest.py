"""Dealers for tests."""

from collections.abc import Callable

import pytest

from app.china.lunar_days import Birthday
from app.dealers import service
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.dealers.service import Saved
from app.office.desk import Desk
from app.people import service as people
from app.products import service as product
from app.products.rules import NewProduct

AddDealer = Callable[..., Saved]


def new_dealer(**fields: object) -> NewDealer:
    """A dealer with everything; any field may be given otherwise."""
    usual: dict[str, object] = {
        "name": "济南京源酒业有限公司", "short_name": "京源", "province": "山东省", "city": "济南市",
        "county": "历下区", "address": "工业南路68号", "principal": "王建国", "mobile": "139 5310 6688",
        "landline": "0531-82957710/82957711", "wechat_id": "jingyuan66", "tier": "city", "status": "active",
        "uscc": "91350100m000100y43", "notes": "周五下午方便通话",
        "products": (1, 2), "regions": (Territory(province="山东", city="济南", county="历下区", exclusive=True),),
        "contacts": (NewContact(name="李敏", title="财务", phone="18660102245", birthday=Birthday(8, 15, lunar=True)),),
        "ship_addresses": (
            NewShipAddress(receiver="赵强", phone="15053177777", province="山东", city="济南", county="历下区",
                           address="工业南路68号3库", receive_time="工作日9-17点"),
        ),
    }  # fmt: skip
    return NewDealer(**(usual | fields))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def products(request: pytest.FixtureRequest) -> None:
    """Nine products, for tests that open an office."""
    if "desk" in request.fixturenames:
        opened: Desk = request.getfixturevalue("desk")
        with opened.store.write("test.products") as session:
            for number in range(1, 10):
                product.add_in(session, NewProduct(code=f"P{number}", name=f"青花{number}号", spec="500ml×6"))


@pytest.fixture
def add_dealer(desk: Desk) -> AddDealer:
    """Put a dealer with everything into the archive; any field may be given otherwise."""

    def added(**fields: object) -> Saved:
        if "salesman_id" not in fields:
            fields["salesman_id"] = next(row.id for row in people.find(desk) if row.name == "刘洋")
        return service.add(desk, new_dealer(**fields))

    return added
