"""Whose complaint it is and of which product: told or found by itself, shown, searched, filtered."""

from pathlib import Path

import openpyxl
import pytest

from app.calls import service as calls
from app.calls.rules import NewCall
from app.complaints import choosing, finding, handling, service, sheets
from app.complaints.finding import ComplaintQuery, ComplaintRow
from app.complaints.rules import NewComplaint
from app.dealers import handing_over, merging
from app.dealers import service as dealers
from app.dealers.rules import NewContact, NewDealer
from app.office.desk import Desk
from app.overview import timeline
from app.overview.answers import who
from app.overview.search import search
from app.overview.tables import KINDS, export
from app.people import service as people
from app.products import service as products
from app.products.rules import NewProduct
from app.store.errors import UserError
from app.transfer import importing
from tests.complaints.conftest import FULL, Register


@pytest.fixture
def jingyuan(desk: Desk) -> int:
    """A dealer of 赵明, with a bookkeeper; and two products."""
    products.add(desk, NewProduct(code="QH53", name="青花53度", spec="500ml×6", aliases="小青花"))
    products.add(desk, NewProduct(code="QH42", name="青花42度", spec="500ml×6"))
    salesman = next(row.id for row in people.find(desk) if row.name == "赵明")
    return dealers.add(
        desk,
        NewDealer(
            name="济南京源酒业有限公司", province="山东省", city="济南市", county="历下区", address="工业南路68号",
            principal="王建国", mobile="13953106688", salesman_id=salesman,
            contacts=(NewContact(name="李敏", title="财务", phone="18660102245"),),
        ),
    ).id  # fmt: skip


def one(desk: Desk, complaint_id: int) -> ComplaintRow:
    row = finding.rows(desk, [complaint_id])[0]
    assert row is not None
    return row


def test_the_number_tells_the_dealer_and_the_words_the_product(
    desk: Desk, jingyuan: int, register: Register
) -> None:
    row = one(desk, register(phone="18660102245", product="小青花", company=""))
    assert (row.dealer_id, row.dealer, row.company) == (
        jingyuan,
        "济南京源酒业有限公司",
        "济南京源酒业有限公司",
    )
    assert (row.product_code, row.product, row.spec) == ("QH53", "小青花", "500ml×6")
    assert row.salesman == "赵明", "the dealer's own, not the province's"
    stranger = one(desk, register(phone="13800000000", company="", product="别家的酒"))
    assert (stranger.dealer_id, stranger.product_id, stranger.salesman) == (None, None, "刘洋")


def test_a_call_hands_its_dealer_on(desk: Desk, jingyuan: int) -> None:
    logged = calls.log(
        desk,
        NewCall(
            started_at=desk.now(), number="18660102245", caller_name="李敏", category="complaint", outcome="complaint",
            matter="少发两箱", complaint=NewComplaint(province="山东", address="工业南路68号", product="QH42"),
        ),
    )  # fmt: skip
    assert logged.complaint_id is not None
    row = one(desk, logged.complaint_id)
    assert (row.dealer_id, row.product_code) == (jingyuan, "QH42")
    assert who(desk, "13953106688")["open"]["complaints"] == 1, (
        "the principal's number shows the bookkeeper's"
    )


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (None, ("山东", "济南")),
        (NewComplaint(lenient=True, province="河北"), ("河北", "")),
        (NewComplaint(lenient=True, province="山东"), ("山东", "济南")),
    ],
)
def test_a_call_from_afar_complains_where_its_dealer_is(
    desk: Desk, jingyuan: int, told: NewComplaint | None, place: tuple[str, str]
) -> None:
    logged = calls.log(
        desk,
        NewCall(
            started_at=desk.now(), number="13012345678", dealer_id=jingyuan, category="complaint",
            outcome="complaint", matter="少两箱", complaint=told,
        ),
    )  # fmt: skip
    assert logged.complaint_id is not None
    row = one(desk, logged.complaint_id)
    assert (row.dealer_id, (row.province, row.city)) == (jingyuan, place)


def test_a_dealer_abroad_keeps_no_call_from_becoming_a_complaint(desk: Desk) -> None:
    dealers.add(desk, NewDealer(name="海外酒行", mobile="13953106688", province="国外"))
    call = NewCall(started_at=desk.now(), number="13953106688", outcome="complaint", matter="少两箱")
    logged = calls.log(desk, call)
    assert logged.complaint_id is not None
    assert one(desk, logged.complaint_id).province == "山东", "as the number says"


def test_saving_anew_keeps_what_is_linked_while_the_words_stay(
    desk: Desk, jingyuan: int, register: Register
) -> None:
    number = register(product="青花53度")
    product = next(row for row in products.find(desk) if row.code == "QH53")
    products.change(
        desk,
        product.id,
        NewProduct(code="QH53", name="青花五十三", spec="500ml×6"),
        row_version=product.row_version,
    )
    detail = finding.detail(desk, number)
    from dataclasses import replace

    service.change(desk, number, replace(detail.typed, demand="退款"), row_version=detail.row.row_version)
    assert one(desk, number).product_id == product.id
    detail = finding.detail(desk, number)
    other = replace(detail.typed, product="青花42度", product_id=None)
    service.change(desk, number, other, row_version=detail.row.row_version)
    assert one(desk, number).product_code == "QH42"


@pytest.mark.parametrize("asked", ["京源", "jyjy", "2245", "limin", "13953106688"])
def test_the_form_finds_dealers_and_their_people(desk: Desk, jingyuan: int, asked: str) -> None:
    assert jingyuan in [party.dealer_id for party in choosing.parties(desk, asked)]


def test_whose_number_it_is(desk: Desk, jingyuan: int) -> None:
    party = choosing.whose(desk, "186 6010 2245")
    assert party is not None
    assert (party.dealer_id, party.name, party.salesman) == (jingyuan, "李敏", "赵明")
    assert choosing.whose(desk, "13800000000") is None
    assert choosing.whose(desk, "anonymous") is None


def test_filters_search_and_timeline_know_them(desk: Desk, jingyuan: int, register: Register) -> None:
    mine = register(phone="18660102245", product="青花53度")
    other = register(phone="13800000000", company="", product="礼盒")

    def found(**values: object) -> list[int]:
        return list(finding.find(desk, ComplaintQuery(filters=values)))  # type: ignore[arg-type]

    assert found(dealer="jyjy") == [mine] and found(dealer="没有的") == []
    assert found(of_dealer=False) == [other] and found(of_dealer=True) == [mine]
    assert found(product="qh") == [mine] and found(product="礼") == [other]
    code = one(desk, mine).dealer_code
    assert [hit.id for hit in search(desk, code).hits if hit.kind == "complaint"] == [mine]
    told = timeline.timeline(desk, jingyuan, kinds=("complaint",))
    assert [each.id for each in told.happenings] == [mine]


def test_a_merge_and_a_hand_over_take_complaints_along(desk: Desk, jingyuan: int, register: Register) -> None:
    kept = dealers.add(
        desk, NewDealer(name="京源总店", province="山东", city="济南", mobile="13700000000")
    ).id
    number = register(phone="13953106688")
    row = one(desk, number)
    assert row.salesman_id is not None
    handling.notify(desk, number, row.salesman_id, by="phone", row_version=row.row_version)
    handling.acked(desk, number, row_version=one(desk, number).row_version)
    taker = next(row.id for row in people.find(desk) if row.name == "何芳")
    assert handing_over.outlook(desk, row.salesman_id)["complaint"] == 1
    handing_over.hand_over(desk, row.salesman_id, taker)
    handed = one(desk, number)
    assert (handed.salesman, handed.acked_at, handed.first_owner) == ("何芳", None, "前台")
    merging.merge(desk, kept, jingyuan)
    assert one(desk, number).dealer_id == kept
    desk.store.undo()
    desk.store.undo()
    assert (one(desk, number).dealer_id, one(desk, number).salesman) == (jingyuan, "赵明")
    assert one(desk, number).acked_at is not None


def test_the_ledger_names_dealer_and_product(desk: Desk, jingyuan: int, register: Register) -> None:
    register(phone="18660102245", company="", product="小青花")
    (sheet,), _totals = sheets.register(desk, desk.today())
    line = sheet.blocks[0].rows[0]  # type: ignore[union-attr]
    assert (line["place"], line["product"]) == ("济南京源酒业有限公司", "小青花 500ml×6")


def test_out_and_in_again_changes_nothing_and_an_unknown_dealer_is_an_error(
    desk: Desk, jingyuan: int, register: Register, tmp_path: Path
) -> None:
    number = register(phone="18660102245", product="青花53度")
    path = tmp_path / "out.xlsx"
    assert export(desk, "complaints", path, where=["dealer=济南京源酒业有限公司", "product=QH53"]) == 1
    again = importing.apply(desk, importing.opened(desk, KINDS["complaints"], path)).plan.document(
        applied=True
    )
    assert (again["new"], again["changed"], again["same"], again["errors"]) == (0, 0, 1, [])
    book = openpyxl.Workbook()
    book.active.append(["投诉日期", "投诉人", "投诉内容", "经销商", "产品"])  # type: ignore[union-attr]
    book.active.append(["2026-08-03", "李强", "瓶盖渗漏", "泰安酒行", "QH42"])  # type: ignore[union-attr]
    book.active.append(["2026-08-04", "李敏", "少发两箱", one(desk, number).dealer_code, "杂牌"])  # type: ignore[union-attr]
    book.save(tmp_path / "in.xlsx")
    opened = importing.opened(desk, KINDS["complaints"], tmp_path / "in.xlsx")
    refused = importing.preview(desk, opened).document(applied=False)["errors"]
    assert [(each["row"], each["column"]) for each in refused] == [(2, "经销商")]
    assert "泰安酒行" in refused[0]["message"]
    with pytest.raises(UserError):
        importing.apply(desk, opened)
    assert finding.count(desk, ComplaintQuery()) == 1, "nothing is written"
    book.active.cell(2, 4).value = None  # type: ignore[union-attr]
    book.active.insert_cols(5)  # type: ignore[union-attr]
    book.active["E1"], book.active["E2"] = "公司名称", "泰安酒行"  # type: ignore[index]
    book.save(tmp_path / "in.xlsx")
    done = importing.apply(desk, importing.opened(desk, KINDS["complaints"], tmp_path / "in.xlsx"))
    document = done.plan.document(applied=True)
    assert (document["new"], document["errors"]) == (2, [])
    rows = {
        row.complainant: row for row in finding.rows(desk, list(finding.find(desk, ComplaintQuery()))) if row
    }
    assert rows["李强"].product == "青花42度", "told by its code, written as it is called"
    assert (rows["李强"].company, rows["李强"].dealer_id, rows["李强"].product_code) == (
        "泰安酒行",
        None,
        "QH42",
    )
    assert (rows["李敏"].dealer_id, rows["李敏"].product_id) == (jingyuan, None)


def test_a_chosen_dealer_is_kept_though_the_number_is_anothers(desk: Desk, jingyuan: int) -> None:
    other = dealers.add(desk, NewDealer(name="别家", province="河南", city="郑州", mobile="13800000009")).id
    made = service.register(desk, NewComplaint(**(FULL | {"phone": "13800000009", "dealer_id": jingyuan})))  # type: ignore[arg-type]
    assert one(desk, made.id).dealer_id == jingyuan != other
