"""Two dealers become one, with everything that hangs on them; one step back and nothing has happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.calls.model import Call, Promise
from app.calls.rules import NewPromise
from app.dealers import finding, merging, service
from app.dealers.finding import DealerQuery
from app.dealers.rules import NewContact, NewDealer, NewShipAddress, Territory
from app.directory import attachments, links
from app.office.desk import Desk
from app.overview import answers
from app.store.errors import UserError
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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEALERS, DEALERS, st.booleans())
def test_whatever_was_merged_undo_takes_back(desk: Desk, one: NewDealer, two: NewDealer, back: bool) -> None:
    kept, other = service.add(desk, one), service.add(desk, two)
    if back:
        kept, other = other, kept
    with unchanged_after_undo(desk):
        merging.merge(desk, kept.id, other.id)
