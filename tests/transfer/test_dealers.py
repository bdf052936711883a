"""Dealers and their contacts in and out: the list a company has, exactly as it has it."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from app.china.lunar_days import Birthday
from app.dealers import service
from app.dealers.birthdays import birthday_of, birthday_text
from app.dealers.family import families
from app.dealers.model import Contact, Dealer
from app.dealers.regions_text import region_of, region_text
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.directory import service as directory
from app.office.desk import Desk
from app.overview.tables import KINDS, export
from app.products import service as products
from app.products.rules import NewProduct
from app.store.errors import UserError
from app.transfer import importing
from tests.transfer.conftest import MakeBook

HEADINGS = "经销商名称,经销商代码,省份,城市,地址,销售电话,服务电话,传真,邮箱"
PLACES = [("山东省", "济南市", "历下区"), ("陕西", "西安", "浐灞生态区"), ("江苏省", "徐州", "云龙区"),
          ("上海", "上海", "嘉定区"), ("河南", "郑州市", "金水区"), ("湖北省", "襄樊市", "樊城区")]  # fmt: skip


def imported(desk: Desk, kind: str, path: Path, **options: Any) -> importing.Applied:
    return importing.apply(desk, importing.opened(desk, KINDS[kind], path), **options)


def gbk_list(path: Path, count: int) -> Path:
    """A csv as an office saves it: GBK, several numbers in a cell, names said twice, numbers of no form."""
    dice = random.Random(7)
    lines = [HEADINGS]
    for at in range(count):
        province, city, county = PLACES[at % len(PLACES)]
        sales = dice.choice([
            f"021-{51330000 + at}/{51340000 + at}", f"0516-{8387000 + at:07d}/", f"138{at:08d}",
            f"0531{82660000 + at} 转{dice.randint(10, 99)}", f"1{at}", f"139{at:08d}、0371-{6555000 + at}",
        ])  # fmt: skip
        service = dice.choice(["", f"029-{81230000 + at}", "400-800-1234", f"'010-{61230000 + at}"])
        name = f"{city}浐灞酒业{at}号有限公司" if at % 50 else f"京乐坊 ({at // 100})有限责任公司"
        lines.append(
            f"{name},D{at:04d},{province},{city},{county}中山路{at}号,{sales},{service},,a{at}@example.com"
        )
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


def test_the_list_of_several_hundred_dealers(desk: Desk, tmp_path: Path) -> None:
    path = gbk_list(tmp_path / "经销商.csv", 400)
    done = imported(desk, "dealers", path)
    document = done.plan.document(applied=True)
    assert not document["errors"] and not document["ignored"]
    assert document["rows"] == 400
    assert document["new"] + len(document["duplicates"]) == 400
    assert [(each["row"], each["of"], each["why"]) for each in document["duplicates"]] == [
        (2 + 50 * at, 2 + 50 * (at - 1), "公司名称") for at in (1, 3, 5, 7)
    ]  # fmt: skip
    with desk.store.read() as session:
        row = session.scalars(select(Dealer).where(Dealer.code == "D0001")).one()
        assert (row.name, row.province, row.city) == ("西安浐灞酒业1号有限公司", "陕西", "西安")
        both = [r for r in session.scalars(select(Dealer)) if r.landline.startswith("021-")]
        assert both
        assert all(" / 02151" in r.landline for r in both)
        number = both[0].landline[-8:]
        assert directory.who(session, f"021{number}") == [("dealer", both[0].id)]
    assert all(
        any(mark in each["message"] for mark in ("按原样保留", "也有")) for each in document["warnings"]
    )
    again = imported(desk, "dealers", path).plan
    assert (again.count("new"), again.count("changed")) == (0, 0)
    assert again.count("same") == document["new"]
    desk.store.undo(done.write_id)
    with desk.store.read() as session:
        assert not session.scalars(select(Dealer.id).where(Dealer.deleted_at.is_(None))).all()
    third = imported(desk, "dealers", path)  # out of the bin again
    assert third.plan.count("new") == document["new"]


PRODUCTS = (("QH53", "青花53度"), ("JC10", "窖藏10年"))


@pytest.fixture
def archive(desk: Desk) -> int:
    """A dealer with everything that hangs on one."""
    first, second = (products.add(desk, NewProduct(code=code, name=name)) for code, name in PRODUCTS)
    new = NewDealer(
        products=(second, first), name="济南京源酒业有限公司", code="JX-0900",
        short_name="京源", province="山东", city="济南", county="历下区",
        address="泉城路1号", principal="王建国", mobile="13953106688, 13953106689", landline="0531-8266 1234转801",
        email="a@b.cn", tier="city", status="suspended", since=date(2020, 5, 6), uscc="91370100MA3C0XXXXX",
        credit=None, credit_days=30, salesman_id=3, grade="B", grade_by_hand=True, grade_reason="老客户",
        remark="=1+1", notes="喜欢\n喝茶",
        regions=(Territory(province="山东", city="济南", exclusive=True, from_on=date(2026, 1, 1)),
                 Territory(province="山东", city="德州", county="齐河县")),
        contacts=(NewContact(name="李娜", phone="13900000001", birthday=Birthday(8, 15, lunar=True)),
                  NewContact(name="张伟", title="仓库", birthday=Birthday(2, 29, 1980))),
        ship_addresses=(NewShipAddress(receiver="库管", phone="13900000002", province="山东", city="济南",
                                       county="历城区", address="物流园3号", receive_time="9-17点"),
                        NewShipAddress(receiver="二库", phone="1", province="山东", address="别处")),
    )  # fmt: skip
    return service.add(desk, new).id


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["dealers", "contacts"])
def test_an_unedited_file_changes_nothing(
    kind: str, suffix: str, archive: int, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / f"{kind}.{suffix}"
    rows = export(desk, kind, path)
    plan = imported(desk, kind, path).plan
    assert (plan.count("same"), len(plan.rows)) == (rows, {"dealers": 1, "contacts": 2}[kind])
    assert archive


def test_an_edited_dealer_keeps_what_the_file_does_not_tell(archive: int, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    export(desk, "dealers", path)
    book = openpyxl.load_workbook(path)
    page = book.active
    columns = {cell.value: cell.column for cell in page[1]}
    page.cell(2, columns["简称"]).value = "新京源"
    page.cell(2, columns["代理区域"]).value = "山东省济南市、河南"
    page.cell(2, columns["收货人"]).value = "新库管"
    page.cell(2, columns["代理品种"]).value = "QH53"
    page.cell(2, columns["账期"]).value = None
    book.save(path)
    before = desk.store.read
    done = imported(desk, "dealers", path)
    assert (done.created, done.changed) == (0, 1)
    with before() as session:
        row = session.get_one(Dealer, archive)
        assert (row.short_name, row.credit_days) == ("新京源", None)
        family = families(session, [archive])[archive]
        assert [(each.city, each.exclusive) for each in family.regions] == [("济南", False), ("", False)]
        assert [each.receiver for each in family.ship_addresses] == ["新库管", "二库"]
        assert family.ship_addresses[0].receive_time == "9-17点"
        assert len(family.contacts) == 2
        assert len(family.products) == 1
    desk.store.undo(done.write_id)
    with before() as session:
        assert session.get_one(Dealer, archive).short_name == "京源"


def test_two_header_rows_name_numbers_by_both(desk: Desk, book: MakeBook) -> None:
    path = book([
        ["经销商", None, "联系方式", None, None],
        ["名称", "代码", "固定", "移动", "邮箱"],
        ["甲酒业有限公司", "A1", 53182661234.0, 13800000001.0, "a@b.cn"],
        ["乙酒业有限公司", "A2", "400-800-1234", "021-51330126、13800000002", None],
    ], change=lambda book: (book.active.merge_cells("A1:B1"), book.active.merge_cells("C1:E1")))  # fmt: skip
    opened = importing.opened(desk, KINDS["dealers"], path)
    assert opened.layout.depth in (1, 2)
    chosen = importing.with_map(
        desk, opened,
        {column.name: field for column, field in zip(
            opened.layout.columns, ["name", "code", "phone", "phone", "email"], strict=True)},
    )  # fmt: skip
    importing.apply(desk, chosen)
    with desk.store.read() as session:
        rows = session.scalars(select(Dealer).order_by(Dealer.code)).all()
        assert [(row.landline, row.mobile) for row in rows] == [
            ("053182661234", "13800000001"), ("400-800-1234 / 021-51330126", "13800000002"),
        ]  # fmt: skip


def test_contacts_need_a_dealer_that_is_known(archive: int, desk: Desk, book: MakeBook) -> None:
    path = book([
        ["公司名称", "姓名", "手机", "生日"],
        ["济南京源酒业", "王芳", "13900000003", "农历八月十五"],
        ["JX-0900", "李娜", 13900000001.0, "农历8-15"],
    ])  # fmt: skip
    plan = imported(desk, "contacts", path).plan
    assert [row.state for row in plan.rows] == ["new", "same"]
    with desk.store.read() as session:
        row = session.scalars(select(Contact).where(Contact.name == "王芳")).one()
        assert (row.dealer_id, row.birth_month, row.birth_lunar) == (archive, 8, True)
        assert directory.find(session, "contact", "wangfang", limit=2).ids == (row.id,)
    with pytest.raises(UserError, match="查无此商"):
        imported(desk, "contacts", book([["公司名称", "姓名"], ["查无此商", "某"]], name="x.xlsx"))


@pytest.mark.parametrize(
    ("text", "born"),
    [("5-6", Birthday(5, 6)), ("1980-05-06", Birthday(5, 6, 1980)), ("5月6日", Birthday(5, 6)),
     ("农历8-15", Birthday(8, 15, lunar=True)), ("农历腊月三十", Birthday(12, 30, lunar=True)),
     ("正月初一", Birthday(1, 1, lunar=True)), ("农历1980年闰4月1日", Birthday(4, 1, 1980, True, True)),
     ("十一月廿三", Birthday(11, 23, lunar=True)), ("2-30", None), ("生日", None),
     ("1987年闰6月初一", Birthday(6, 1, 1987, True, True)),
     ("Lunar 1987-leap month 6-1", Birthday(6, 1, 1987, True, True))],
)  # fmt: skip
def test_birthdays_by_either_calendar(text: str, born: Birthday | None) -> None:
    assert birthday_of(text) == born
    if born is not None:
        assert birthday_of(birthday_text(born)) == born


@pytest.mark.parametrize(
    "region",
    [Territory(province="山东"), Territory(province="山东", city="济南", county="历下区", exclusive=True),
     Territory(province="北京", city="北京", county="东城区", from_on=date(2026, 1, 1), to_on=date(2026, 12, 31)),
     Territory(province="新疆", city="伊犁", exclusive=True, to_on=date(2026, 12, 31))],
    ids=str,
)  # fmt: skip
def test_regions_are_read_back(region: Territory) -> None:
    assert region_of(region_text(region)) == region


def test_the_same_list_again_changes_nothing_of_its_addresses(desk: Desk, book: MakeBook) -> None:
    """Addresses are taken apart on the way in; what comes again in the list's own words is no change."""
    path = book([
        ["客户名称", "客户代码", "地址", "收货人", "收货地址"],
        ["某商行", "002", "山东省青岛市市南区香港中路1号", "王五", "山东省济南市历下区工业南路１００号"],
    ])  # fmt: skip
    imported(desk, "dealers", path)
    plan = imported(desk, "dealers", path).plan
    assert [(row.state, dict(row.changes)) for row in plan.rows] == [("same", {})]
    moved = book(
        [["客户代码", "客户名称", "地址", "收货人"], ["002", "某商行", "济南市历下区泺源大街2号", "赵六"]]
    )
    imported(desk, "dealers", moved)
    with desk.store.read() as session:
        row = session.scalars(select(Dealer)).one()
        assert (row.city, row.county, row.address) == ("济南", "历下区", "泺源大街2号")
        place = families(session, [row.id])[row.id].ship_addresses[0]
        assert (place.receiver, place.city, place.address) == ("赵六", "济南", "工业南路100号")


def test_two_of_one_name_are_two_in_our_own_file(desk: Desk, tmp_path: Path) -> None:
    """Two firms, and two people at a firm, may be called alike: what is mended in the second is not left out."""
    people = tuple(NewContact(name="李总", phone=phone) for phone in ("13800138001", "13800138002"))
    for code in ("A1", "A2"):
        service.add(desk, NewDealer(name="济南京源", code=code, contacts=people))
    for kind, heading, rows in (("dealers", "详细地址", 2), ("contacts", "职务", 4)):
        path = tmp_path / f"{kind}.xlsx"
        assert export(desk, kind, path) == rows
        workbook = openpyxl.load_workbook(path)
        page = workbook.active
        column = next(cell.column for cell in page[1] if cell.value == heading)
        page.cell(rows + 1, column).value = "改过了"
        workbook.save(path)
        states = [row.state for row in imported(desk, kind, path).plan.rows]
        assert states == ["same"] * (rows - 1) + ["changed"]


def test_a_row_copied_in_our_own_file_begins_a_dealer(desk: Desk, tmp_path: Path) -> None:
    """Hidden columns are copied along: the one that has its code still is the dealer, wherever it stands."""
    kept = service.add(desk, NewDealer(name="济南京源", code="A1"))
    path = tmp_path / "d.xlsx"
    export(desk, "dealers", path)
    workbook = openpyxl.load_workbook(path)
    page = workbook.active
    columns = {cell.value: cell.column for cell in page[1]}
    page.insert_rows(2)
    for cell in page[3]:
        page.cell(2, cell.column).value = cell.value
    page.cell(2, columns["编号"]).value, page.cell(2, columns["公司名称"]).value = None, "青岛远航"
    workbook.save(path)
    done = imported(desk, "dealers", path)
    assert [row.state for row in done.plan.rows] == ["new", "same"]
    with desk.store.read() as session:
        assert session.get_one(Dealer, kept.id).name == "济南京源"
        assert session.scalars(select(Dealer.name).where(Dealer.id != kept.id)).all() == ["青岛远航"]


def test_people_and_products_are_known_however_they_are_spaced(desk: Desk, book: MakeBook) -> None:
    products.add(desk, NewProduct(code="JC10", name="窖藏 10 年", aliases="老窖，十年/窖十"))
    path = book(
        [["客户名称", "业务员", "代理品种"], ["甲商行", "刘　洋", "窖藏10年"], ["乙商行", "刘洋", "十年"]]
    )
    imported(desk, "dealers", path)
    with desk.store.read() as session:
        rows = session.scalars(select(Dealer)).all()
        assert [row.salesman_id for row in rows] == [3, 3]
        assert all(families(session, [row.id])[row.id].products for row in rows)


def test_conditions_take_words_and_labels_and_refuse_what_nobody_has(desk: Desk) -> None:
    places = (("甲", "山东", "济南", "active"), ("乙", "河南", "郑州", "ended"))
    for name, province, city, status in places:
        told = NewContact(name=f"{name}总")
        service.add(desk, NewDealer(name=name, province=province, city=city, status=status, contacts=(told,)))
    for where in ("status=合作", "status=Active", "province=山东省", "city=济南市"):
        for kind in ("dealers", "contacts"):
            assert len(KINDS[kind].find(desk, [where])) == 1, (kind, where)
    for where in ("status=不知道", "salesman=没有这人", "grade=E"):
        with pytest.raises(UserError):
            KINDS["contacts"].find(desk, [where])


def test_a_column_chosen_by_hand_takes_the_place_of_the_guessed_one(desk: Desk, book: MakeBook) -> None:
    path = book([["名称", "牌匾名称", "备注名"], ["旧名", "新名", "别名"], ["合计", 1, None]])
    opened = importing.opened(desk, KINDS["dealers"], path)
    plan = importing.preview(desk, importing.with_map(desk, opened, {"牌匾名称": "name"}))
    assert [row.row.values["name"] for row in plan.rows] == ["新名"]
    assert plan.ignored == ["名称", "备注名"]
    assert importing.apart(plan) == ["1 行合计或重复的表头不导入。"]
    with pytest.raises(UserError, match=r"牌匾名称.*备注名"):
        importing.with_map(desk, opened, {"牌匾名称": "name", "备注名": "name"})


@pytest.mark.parametrize(
    ("told", "place"),
    [("河南省花园路2号", ("河南", "郑州", "金水区", "花园路2号")),
     ("河南省洛阳市中州路9号", ("河南", "洛阳", "", "中州路9号")),
     ("山东省花园路2号", ("山东", "", "", "花园路2号"))],
)  # fmt: skip
def test_an_address_that_tells_no_town_empties_none(
    desk: Desk, book: MakeBook, told: str, place: tuple[str, ...]
) -> None:
    service.add(
        desk,
        NewDealer(
            name="豫泉酒业", code="D1", province="河南", city="郑州", county="金水区", address="花园路1号"
        ),
    )
    path = book([["编号", "名称", "地址"], ["D1", "豫泉酒业", told]])
    importing.apply(desk, importing.opened(desk, KINDS["dealers"], path))
    with desk.store.read() as session:
        row = session.scalars(select(Dealer)).one()
        assert (row.province, row.city, row.county, row.address) == place
