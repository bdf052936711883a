"""Two dealers become one, with everything that hangs on them; one step back and nothing has happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.calls import service as calls
from app.calls.model import Call, Promise
from app.calls.rules import NewCall, NewPromise
from app.china.lunar_days import Birthday
from app.complaints import service as complaints
from app.complaints.rules import NewComplaint
from app.dealers import callers, finding, merging, removing, service
from app.dealers.finding import DealerQuery
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.directory import attachments, links
from app.office.desk import Desk
from app.overview import answers
from app.store.errors import Conflict, UserError
from tests.conftest import LogCall
from tests.dealers.conftest import AddDealer

OF_THE_WRITE = {"row_version", "updated_at", "updated_by"}
UNTOLD = ("audit_write", "audit_change", "alembic_version", "sqlite_sequence")


def contents(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the audit trail, without what each write leaves of its own."""
    with desk.store.read() as session:
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'directory_text_%'")
        )
        found = {}
        for name in names:
            if name in UNTOLD:
                continue
            rows = session.execute(text(f'SELECT * FROM "{name}" ORDER BY 1')).mappings()
            found[name] = [{k: v for k, v in row.items() if k not in OF_THE_WRITE} for row in rows]
        return found


@contextmanager
def unchanged_after_undo(desk: Desk) -> Iterator[None]:
    before = contents(desk)
    yield
    assert contents(desk) != before
    desk.store.undo()
    after = contents(desk)
    for table, rows in before.items():
        assert after[table] == rows, table


def test_everything_of_both_is_the_kept_ones(desk: Desk, add_dealer: AddDealer, log_call: LogCall) -> None:
    kept = add_dealer(wechat_id="", mobile="13953106688", landline="")
    other = add_dealer(
        name="济南京源商贸", short_name="", mobile="13800138000", landline="0531-88881234", wechat_id="jy88", uscc="",
        products=(2, 3), regions=(Territory(province="山东", city="济南", county="市中区"),),
        contacts=(
            NewContact(name="李敏", title="财务", phone="18660102245"), NewContact(name="钱进", phone="13100001111"),
        ),
    )  # fmt: skip
    call = log_call(number="13800138000", outcome="promised", promise=NewPromise())
    with unchanged_after_undo(desk):
        assert merging.merge(desk, kept.id, other.id) >= 4
        typed = finding.detail(desk, kept.id).typed
        assert (typed.name, typed.wechat_id, typed.landline) == (
            "济南京源酒业有限公司",
            "jy88",
            "0531-88881234",
        )
        assert typed.mobile == "13953106688、13800138000"
        assert typed.products == (1, 2, 3)
        assert [each.county for each in typed.regions or ()] == ["历下区", "市中区"]
        assert [each.name for each in typed.contacts or ()] == ["李敏", "钱进"]
        assert len(typed.ship_addresses or ()) == 1
        with desk.store.read() as session:
            assert session.get_one(Call, call.id).dealer_id == kept.id
            assert session.get_one(Promise, call.promise_id).dealer_id == kept.id
        (match, *_callers) = answers.who(desk, "13800138000")["matches"]
        assert (match["kind"], match["id"]) == ("dealer", kept.id)
        assert list(finding.find(desk, DealerQuery())) == [kept.id]
        assert finding.detail(desk, other.id).merged_into_id == kept.id


def test_links_and_files_follow(desk: Desk, add_dealer: AddDealer, tmp_path: Path) -> None:
    kept, other = add_dealer(), add_dealer(name="另一家")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"licence")
    attachments.add(desk, "dealer", other.id, scan)
    links.link(desk, ("dealer", other.id), ("dealer", kept.id), why="同一家")
    links.link(desk, ("complaint", 5), ("dealer", other.id))
    with unchanged_after_undo(desk):
        merging.merge(desk, kept.id, other.id)
        assert [each.name for each in attachments.find(desk, "dealer", kept.id)] == ["scan.pdf"]
        assert [(each.kind, each.record_id) for each in links.links_of(desk, "dealer", kept.id)] == [
            ("complaint", 5)
        ]


def test_what_differs_is_chosen_field_by_field(desk: Desk, add_dealer: AddDealer) -> None:
    kept = add_dealer(tier="city", address="工业南路68号")
    other = add_dealer(name="京源新名", tier="province", address="经十路1号", contacts=(), ship_addresses=())
    told = {each.field: each for each in merging.differences(desk, kept.id, other.id)}
    assert set(told) == {"name", "tier", "address"}
    assert (told["tier"].kept, told["tier"].other, told["tier"].suggested) == ("city", "province", "city")
    merging.merge(desk, kept.id, other.id, choices={"name": "京源新名", "tier": "province"})
    typed = finding.detail(desk, kept.id).typed
    assert (typed.name, typed.tier, typed.address, typed.code) == (
        "京源新名",
        "province",
        "工业南路68号",
        kept.code,
    )


def test_not_with_itself_nor_with_one_that_is_gone(desk: Desk, add_dealer: AddDealer) -> None:
    one, two = add_dealer(), add_dealer(name="另一家")
    with pytest.raises(UserError):
        merging.merge(desk, one.id, one.id)
    merging.merge(desk, one.id, two.id)
    with pytest.raises(UserError):
        merging.merge(desk, one.id, two.id)


NUMBERS = st.sampled_from(["", "13953106688", "0531-82957710", "13800138000、0531 8888 1234", "没有号码"])
TEXTS = st.sampled_from(["", "甲", "乙"])
DEALERS = st.builds(
    NewDealer,
    name=st.sampled_from(["济南京源酒业", "京源", "青岛远航"]), mobile=NUMBERS, landline=NUMBERS, principal=TEXTS,
    notes=TEXTS, tier=st.sampled_from(["", "city"]), key_account=st.booleans(),
    products=st.lists(st.integers(1, 3), unique=True).map(tuple),
    regions=st.lists(
        st.builds(Territory, province=st.just("山东"), city=st.sampled_from(["", "济南"]), exclusive=st.booleans()),
        max_size=2,
    ).map(tuple),
    contacts=st.lists(
        st.builds(NewContact, name=st.sampled_from(["李敏", "赵强"]), phone=NUMBERS), max_size=2
    ).map(tuple),
    ship_addresses=st.lists(
        st.builds(NewShipAddress, receiver=st.just("赵强"), address=st.sampled_from(["一库", "二库"])), max_size=2
    ).map(tuple),
)  # fmt: skip


@dataclass(frozen=True)
class Hung:
    """What hangs on the two dealers before they are merged, each on the kept one or the other."""

    calls: tuple[tuple[bool, str], ...]
    complaints: tuple[bool, ...]
    files: tuple[bool, ...]
    links: tuple[tuple[bool, bool], ...]
    contacts: tuple[bool, ...]


SIDE = st.booleans()
HUNG = st.builds(
    Hung,
    calls=st.lists(
        st.tuples(SIDE, st.sampled_from(["answered", "promised"])), max_size=3
    ).map(tuple),
    complaints=st.lists(SIDE, max_size=2).map(tuple), files=st.lists(SIDE, max_size=2).map(tuple),
    links=st.lists(st.tuples(SIDE, SIDE), max_size=2).map(tuple), contacts=st.lists(SIDE, max_size=2).map(tuple),
)  # fmt: skip


FULL = {
    "content": "外箱压瘪", "complainant": "某人", "phone": "13700000000", "province": "山东", "city": "济南",
    "address": "历下区某路", "category": "packing",
}  # fmt: skip


def hang(desk: Desk, told: Hung, ids: tuple[int, int], folder: Path) -> None:
    """Put everything that can point at a dealer onto the two."""
    for at, (side, outcome) in enumerate(told.calls):
        calls.log(desk, NewCall(
            started_at=desk.now(), number=f"1370000000{at}", caller_name="某人", matter="问货", outcome=outcome,
            dealer_id=ids[side], promise=NewPromise() if outcome == "promised" else None,
        ))  # fmt: skip
    for side in told.complaints:
        complaints.register(desk, NewComplaint(**FULL, dealer_id=ids[side]))  # type: ignore[arg-type]
    for at, side in enumerate(told.files):
        scan = folder / f"{at}.pdf"
        scan.write_bytes(f"scan {at}".encode())
        attachments.add(desk, "dealer", ids[side], scan)
    for at, (side, back) in enumerate(told.links):
        pair = (("dealer", ids[side]), ("staff", 1 + at))
        links.link(desk, *(pair[::-1] if back else pair), why="同一家")
    for at, side in enumerate(told.contacts):
        callers.to_contact(desk, ids[side], name=f"会计{at}", number=f"1360000000{at}")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(DEALERS, DEALERS, HUNG, st.booleans())
def test_whatever_was_merged_undo_takes_back(
    desk: Desk, tmp_path: Path, one: NewDealer, two: NewDealer, hung: Hung, back: bool
) -> None:
    kept, other = service.add(desk, one).id, service.add(desk, two).id
    hang(desk, hung, (kept, other), tmp_path)
    if back:
        kept, other = other, kept
    with unchanged_after_undo(desk):
        merging.merge(desk, kept, other)
        with desk.store.read() as session:
            for table in ("call", "promise", "complaint", "contact"):
                left = session.scalar(
                    text(f'SELECT count(*) FROM "{table}" WHERE dealer_id = :id AND deleted_at IS NULL'),
                    {"id": other},
                )
                assert left == 0, table  # fmt: skip


def test_a_merge_is_not_taken_back_over_what_was_changed_since(desk: Desk, add_dealer: AddDealer) -> None:
    kept, other = add_dealer(), add_dealer(name="另一家", mobile="13800138000")
    merging.merge(desk, kept.id, other.id)
    merged = desk.store.undoable()
    assert merged == "dealer.merge"
    write = last_write(desk)
    service.change(desk, kept.id, replace(finding.detail(desk, kept.id).typed, address="经十路1号"))
    before = contents(desk)
    with pytest.raises(Conflict):
        desk.store.undo(write)
    after = contents(desk)
    assert after == before  # nothing is half undone
    assert finding.detail(desk, other.id).merged_into_id == kept.id


def test_steps_after_a_merge_are_taken_back_first_and_then_the_merge(
    desk: Desk, add_dealer: AddDealer
) -> None:
    kept, other = add_dealer(), add_dealer(name="另一家", mobile="13800138000")
    start = contents(desk)
    merging.merge(desk, kept.id, other.id)
    service.change(desk, kept.id, replace(finding.detail(desk, kept.id).typed, address="经十路1号"))
    desk.store.undo()
    desk.store.undo()
    assert contents(desk) == start


def test_a_call_that_came_after_a_merge_stays_where_it_was_put(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    kept, other = add_dealer(), add_dealer(name="另一家", mobile="13800138000")
    merging.merge(desk, kept.id, other.id)
    write = last_write(desk)
    late = log_call(number="13800138000")
    desk.store.undo(write)
    assert finding.detail(desk, other.id).merged_into_id is None
    with desk.store.read() as session:
        assert session.get_one(Call, late.id).dealer_id == kept.id
    matches = answers.who(desk, "13800138000")["matches"]
    assert [each["id"] for each in matches if each["kind"] == "dealer"] == [other.id], matches


def last_write(desk: Desk) -> int:
    with desk.store.read() as session:
        return session.scalar(text("SELECT max(id) FROM audit_write")) or 0


def test_out_of_the_bin_one_is_found_again_whatever_came_meanwhile(
    desk: Desk, add_dealer: AddDealer, log_call: LogCall
) -> None:
    """The directory's rows that come back may find their numbers taken by later ones."""
    saved = add_dealer()
    removing.remove(desk, [saved.id])
    write = last_write(desk)
    for number in ("13700000001", "13700000002"):
        log_call(number=number, company="")
    desk.store.undo(write)
    for text_ in ("京源", "jingyuan", "5310", "limin", "18660102245"):
        assert list(finding.find(desk, DealerQuery(text=text_))) == [saved.id], text_
    assert [each["kind"] for each in answers.who(desk, "18660102245")["matches"]] == ["contact"]


def test_nothing_that_only_the_other_tells_is_lost(desk: Desk, add_dealer: AddDealer) -> None:
    """An extension, a number of no form, an address of mail within another, what is known of one person."""
    half = Territory(province="山东", city="济南", to_on=date(2025, 12, 31))
    kept = add_dealer(
        landline="0531-88881234转801", mobile="没有号码", email="wang@jy.cn", regions=(half,),
        contacts=(NewContact(name="李敏", phone="186 6010 2245", title="财务"), NewContact(name="钱进", title="司机")),
        ship_addresses=(NewShipAddress(receiver="赵强", address="一库", receive_time="上午"),),
    )  # fmt: skip
    other = add_dealer(
        name="京源", code="", uscc="", landline="0531 8888 1234 转 802、0531-88881234转801",
        mobile="13800138000 晚上打", email="ang@jy.cn;WANG@jy.cn",
        regions=(Territory(province="山东", city="济南", exclusive=True), replace(half, exclusive=True)),
        contacts=(NewContact(name="李敏", phone="18660102245", birthday=Birthday(9, 6, lunar=True), wechat="lm"),
                  NewContact(name="钱进", title="会计")),
        ship_addresses=(NewShipAddress(receiver="赵强", address="一库", phone="13900000002"),
                        NewShipAddress(receiver="赵强", address="一库", receive_time="夜里")),
    )  # fmt: skip
    with unchanged_after_undo(desk):
        merging.merge(desk, kept.id, other.id)
        typed = finding.detail(desk, kept.id).typed
        assert typed.landline == "0531-88881234转801、0531 8888 1234 转 802"
        assert typed.mobile == "没有号码、13800138000 晚上打"
        assert typed.email == "wang@jy.cn、ang@jy.cn"
        assert [(each.to_on, each.exclusive) for each in typed.regions or ()] == [
            (half.to_on, True), (None, True)
        ]  # fmt: skip
        li, *others = typed.contacts or ()
        assert (li.title, li.wechat, li.birthday) == ("财务", "lm", Birthday(9, 6, lunar=True))
        assert [(each.name, each.title) for each in others] == [("钱进", "司机"), ("钱进", "会计")]
        assert [(each.phone, each.receive_time) for each in typed.ship_addresses or ()] == [
            ("13900000002", "上午"), ("", "夜里")
        ]  # fmt: skip


def test_what_belongs_together_is_not_mixed(desk: Desk, add_dealer: AddDealer) -> None:
    """No county of one city to another city, no reason of one grade to another, no date of another licence."""
    kept = add_dealer(
        province="山东", city="济南", county="", address="经十路1号", grade="A", licence_no="JY1",
        wechat_id="", wechat_name="",
    )  # fmt: skip
    told = {
        "province": "河南", "city": "郑州", "county": "金水区", "address": "花园路2号", "grade": "C",
        "grade_by_hand": True, "grade_reason": "欠款", "licence_no": "JY2", "licence_to": date(2030, 1, 1),
        "wechat_id": "zz", "wechat_name": "郑",
    }  # fmt: skip
    other = add_dealer(name="郑州京源", code="", uscc="", **told)
    suggested = {each.field: each.suggested for each in merging.differences(desk, kept.id, other.id)}
    assert (suggested["county"], suggested["grade_reason"], suggested["licence_to"]) == ("", "", None)
    with unchanged_after_undo(desk):
        merging.merge(desk, kept.id, other.id)
        typed = finding.detail(desk, kept.id).typed
        assert (typed.city, typed.county, typed.grade, typed.grade_by_hand, typed.grade_reason) == (
            "济南", "", "A", False, ""
        )  # fmt: skip
        assert (typed.licence_no, typed.licence_to, typed.wechat_id) == ("JY1", None, "zz")
    merging.merge(desk, kept.id, other.id, choices={"grade": "C"})
    typed = finding.detail(desk, kept.id).typed
    assert (typed.grade, typed.grade_by_hand, typed.grade_reason) == ("C", True, "欠款")
