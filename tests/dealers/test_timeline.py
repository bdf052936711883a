"""A dealer's dealings, read across the features."""

from dataclasses import replace

from app.calls.rules import NewPromise
from app.china.lunar_days import Birthday
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.dealers import bulk, callers, finding, history, model, service
from app.office.desk import Desk
from app.overview.timeline import timeline
from app.products import service as products
from app.products.rules import NewProduct
from app.store import recorder
from tests.conftest import Clock, LogCall
from tests.dealers.conftest import AddDealer

COMPLAINT = {
    "content": "外箱压瘪", "complainant": "某人", "phone": "13700000000", "province": "山东", "city": "济南",
    "address": "历下区某路", "category": "packing",
}  # fmt: skip


def test_calls_before_and_after_promises_and_changes(desk: Desk, log_call: LogCall, clock: Clock) -> None:
    log_call(number="13953106688", matter="还不是客户时打来的")
    clock.forward(minutes=5)
    saved = callers.to_dealer(desk, name="王建国", company="济南京源酒业", number="13953106688")
    clock.forward(minutes=5)
    log_call(number="13953106688", matter="问到货", outcome="promised", answer="", promise=NewPromise())
    log_call(number="13811112222", matter="别人的电话", company="")
    clock.forward(hours=30)
    told = timeline(desk, saved.id)
    assert [(each.kind, each.title) for each in told.happenings] == [
        ("call", "问到货"), ("change", "建档"), ("call", "还不是客户时打来的"),
    ]  # fmt: skip
    assert (told.happenings[0].note, told.happenings[0].late) == ("已超时", True)
    assert told.counts == {"call": 2, "promise": 0, "complaint": 0, "change": 1}
    assert [each.kind for each in timeline(desk, saved.id, kinds=("change",)).happenings] == ["change"]
    older = timeline(desk, saved.id, before=told.happenings[0].at)
    assert len(older.happenings) == 2


def test_a_call_linked_to_another_dealer_is_not_ones_own(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    one = add_dealer()
    two = add_dealer(name="另一家", mobile="13000001111", landline="", contacts=(), ship_addresses=())
    log_call(number="13953106688", dealer_id=two.id, matter="替另一家打的")
    assert timeline(desk, one.id).counts["call"] == 0
    assert timeline(desk, two.id, kinds=("call",)).happenings[0].title == "替另一家打的"


def test_changes_are_told_field_by_field_in_words(desk: Desk, add_dealer: AddDealer, clock: Clock) -> None:
    saved = add_dealer()
    typed = finding.detail(desk, saved.id).typed
    clock.forward(minutes=1)
    contacts = tuple(replace(each, phone="18660109999") for each in typed.contacts or ())
    service.change(desk, saved.id, replace(typed, tier="county", address="经十路1号", contacts=contacts))
    newest = history.changes(desk, saved.id)[0]
    told = {each.label: (each.old, each.new) for each in newest.fields}
    assert told == {
        "级别": ("市代", "县代"), "详细地址": ("工业南路68号", "经十路1号"), "电话": ("18660102245", "18660109999"),
    }  # fmt: skip
    assert (newest.what, newest.by) == ("修改", "前台")


def test_what_hangs_on_a_dealer_is_told_by_name(desk: Desk, add_dealer: AddDealer, clock: Clock) -> None:
    cup = products.add(desk, NewProduct(code="QH53", name="青花53度"))
    saved = add_dealer()
    typed = finding.detail(desk, saved.id).typed
    clock.forward(minutes=1)
    contacts = tuple(
        replace(each, birthday=Birthday(9, 6, year=1980, lunar=True)) for each in typed.contacts or ()
    )
    service.change(desk, saved.id, replace(typed, products=(cup,), contacts=contacts))
    told = {each.label: each.new for each in history.changes(desk, saved.id)[0].fields}
    assert told == {"代理产品": "青花53度", "出生年": "1980", "出生月": "9", "出生日": "6"}


def test_every_column_of_a_dealer_has_a_name_in_its_history() -> None:
    models = (model.Dealer, model.Contact, model.ShipAddress, model.DealerRegion, model.DealerProduct)
    columns = {column.key for each in models for column in each.__table__.columns}
    assert columns - recorder._UNTOLD - history._UNTOLD - history._FIELDS.keys() == set()


def test_one_that_was_verified_is_not_told_as_changed_with_others(
    desk: Desk, add_dealer: AddDealer, clock: Clock
) -> None:
    saved = add_dealer()
    clock.forward(minutes=1)
    bulk.change(desk, [saved.id], "verified_on", bulk.TODAY)
    clock.forward(minutes=1)
    bulk.change(desk, [saved.id], "status", "suspended")
    assert [each.what for each in history.changes(desk, saved.id)[:2]] == ["批量修改", "核实"]


def test_products_are_told_when_they_go_and_never_another_dealer_s(
    desk: Desk, add_dealer: AddDealer, clock: Clock
) -> None:
    """A link that goes leaves its number to the next one: the history is the dealer's all the same."""
    cup, jar = (
        products.add(desk, NewProduct(code=code, name=name)) for code, name in (("Q", "青花"), ("J", "窖藏"))
    )
    one = add_dealer(products=(cup,))
    clock.forward(minutes=1)
    service.change(desk, one.id, replace(finding.detail(desk, one.id).typed, products=()))
    clock.forward(minutes=1)
    two = add_dealer(name="另一家", code="", uscc="", products=(jar,))
    told = [(each.label, each.old, each.new) for change in history.changes(desk, one.id) for each in change.fields
            if each.field == "product_id"]  # fmt: skip
    assert told == [("代理产品", "青花", ""), ("代理产品", "", "青花")]
    theirs = [each.new for each in history.changes(desk, two.id)[-1].fields if each.field == "product_id"]
    assert theirs == ["窖藏"]
    assert len(history.changes(desk, two.id)) == 1


def test_what_is_rare_is_not_pushed_out_by_what_is_not(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall, clock: Clock
) -> None:
    saved = add_dealer()
    complaints.register(desk, NewComplaint(**COMPLAINT, dealer_id=saved.id))  # type: ignore[arg-type]
    for at in range(4):
        clock.forward(minutes=5)
        log_call(number="13953106688", matter=f"问货{at}")
    told = timeline(desk, saved.id, kinds=("call", "complaint"), limit=2, each=1)
    assert [each.kind for each in told.happenings] == ["call", "call", "complaint"]
    assert told.counts["call"] == 4
