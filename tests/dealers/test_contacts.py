"""The list of contacts: found by name, pinyin, number or dealer; whose birthday is near; in three orders."""

from datetime import date

import pytest

from app.china.lunar_days import Birthday
from app.dealers import contacts, removing, service
from app.dealers.contacts import ContactQuery
from app.dealers.rules import NewContact, NewDealer
from app.office.desk import Desk
from app.store.errors import UserError


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """Five contacts of two dealers, and one of a dealer in the bin; the dealers by name."""
    today = desk.today()
    made = {}
    for name, province, folk in (
        ("京乐坊酒业有限公司", "山东", (
            NewContact(name="张伟", title="采购", phone="13953106688", birthday=_in(today, 3, year=1980)),
            NewContact(name="李娜", title="财务", wechat="lina"),
            NewContact(name="王强", phone="0531-82661234", birthday=_in(today, 0)),
        )),
        ("阿城酒行", "河南", (
            NewContact(name="陈静", phone="13800138000", birthday=_in(today, 20)),
            NewContact(name="艾青", birthday=Birthday(8, 15, lunar=True)),
        )),
        ("解约酒行", "河南", (NewContact(name="周没", phone="13700137000"),)),
    ):  # fmt: skip
        made[name] = service.add(desk, NewDealer(name=name, province=province, contacts=folk)).id
    removing.remove(desk, [made["解约酒行"]])
    return made


def _in(today: date, days: int, year: int | None = None) -> Birthday:
    on = date.fromordinal(today.toordinal() + days)
    return Birthday(on.month, on.day, year)


def listed(desk: Desk, **asked: object) -> list[str]:
    ids = contacts.find(desk, ContactQuery(**asked))  # type: ignore[arg-type]
    return [row.name for row in contacts.rows(desk, ids) if row is not None]


def test_all_of_them_by_dealer_name_or_next_birthday(desk: Desk, people: dict[str, int]) -> None:
    assert listed(desk) == ["陈静", "艾青", "张伟", "李娜", "王强"]
    assert listed(desk, descending=True) == ["王强", "李娜", "张伟", "艾青", "陈静"]
    assert listed(desk, sort="name") == ["艾青", "陈静", "李娜", "王强", "张伟"]
    by_day = listed(desk, sort="birthday")
    assert by_day[:2] == ["王强", "张伟"] and by_day[-1] == "李娜", "who has none told comes last"
    assert listed(desk, sort="birthday", descending=True)[-1] == "李娜"
    assert len(contacts.find(desk, ContactQuery(sort="name"), limit=2)) == 2
    with pytest.raises(UserError):
        contacts.find(desk, ContactQuery(sort="phone"))


def test_found_by_anything_one_remembers(desk: Desk, people: dict[str, int]) -> None:
    for text in ("张伟", "zhangwei", "zw", "6688", "139531"):
        assert listed(desk, text=text) == ["张伟"], text
    assert listed(desk, text="jlf") == ["张伟", "李娜", "王强"], "by the dealer they are at"
    assert listed(desk, text="13700137000") == [], "their dealer lies in the bin"


def test_narrowed_and_counted(desk: Desk, people: dict[str, int]) -> None:
    assert listed(desk, filters={"birthday": ["7"]}) == ["张伟", "王强"]
    assert listed(desk, filters={"birthday": ["0"]}) == ["王强"]
    assert listed(desk, filters={"phone": False}) == ["艾青", "李娜"]
    assert listed(desk, filters={"province": ["山东"], "title": "采"}) == ["张伟"]
    asked = ContactQuery(filters={"province": ["山东"]})
    assert contacts.counts(desk, asked, "birthday")["7"] == 2
    assert contacts.counts(desk, asked, "province") == {"山东": 3, "河南": 2}
    assert {field.key for field in contacts.fields(desk)} == set(contacts.MEANINGS)


def test_a_row_tells_whom_it_belongs_to(desk: Desk, people: dict[str, int]) -> None:
    (row,) = contacts.rows(desk, contacts.find(desk, ContactQuery(text="王强")))
    assert row is not None
    assert (row.dealer_id, row.dealer, row.province) == (
        people["京乐坊酒业有限公司"],
        "京乐坊酒业有限公司",
        "山东",
    )
    assert row.next_birthday == desk.today() and row.phone_norm == "053182661234"
