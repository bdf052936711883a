"""The archive on PostgreSQL: the same services, the same answers."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from app.calls import service as calls
from app.calls.rules import NewCall
from app.china.lunar_days import Birthday
from app.dealers import adding, bulk, contacts, doubles, finding, handing_over, merging, removing, service
from app.dealers.contacts import ContactQuery
from app.dealers.finding import DealerQuery
from app.dealers.rules import NewContact
from app.directory import ranking
from app.office.desk import Desk
from app.overview import answers, search
from app.overview.opening import open_desk
from app.overview.timeline import timeline
from app.people import service as people
from app.people.rules import NewStaff
from tests.conftest import Clock
from tests.dealers.conftest import new_dealer
from tests.store import postgres

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture
def desk(server: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    name = f"office_{uuid4().hex[:12]}"
    with psycopg.connect(server.format(database="template1"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_desk(database=server.format(database=name), clock=clock) as opened:
        people.add(opened, NewStaff(code="003", name="刘洋", role="sales"))
        people.add(opened, NewStaff(code="004", name="何芳"))
        yield opened


def test_everything_the_archive_does(desk: Desk) -> None:
    staff = {row.name: row.id for row in people.find(desk)}
    one = service.add(desk, new_dealer(salesman_id=staff["刘洋"]))
    with desk.store.write("test.many") as session:
        many = adding.add_many(
            session,
            desk,
            [new_dealer(name=f"第{n}家酒行", mobile=f"1395310{n:04d}", uscc="") for n in range(30)],
        )
    after = service.add(desk, new_dealer(name="京乐坊酒业", mobile="13900001234", landline="", uscc=""))
    assert len({one.id, after.id, *(each.id for each in many)}) == 32
    assert search.search(desk, "jlf").hits[0].id == after.id
    assert answers.who(desk, "13900001234")["matches"][0]["id"] == after.id
    for text in ("jingle", "京乐", "0000123", "1234", "京乐坊"):
        assert finding.find(desk, DealerQuery(text=text))[0] == after.id
    for sort in finding.SORTS:
        assert len(finding.find(desk, DealerQuery(sort=sort, descending=True), limit=5)) == 5
    asked = DealerQuery(filters={"gap": ["uscc"], "salesman": [0], "clash": True, "city": "济"})
    assert len(finding.find(desk, asked)) == 31
    assert finding.counts(desk, DealerQuery(), "salesman")[0] == 31
    assert [each.why for each in doubles.find(desk, name="京乐坊酒业有限公司")] == ["name"]
    call = calls.log(
        desk, NewCall(started_at=desk.now(), number="13900001234", caller_name="王", matter="到货")
    )
    assert merging.merge(desk, one.id, after.id) > 0
    assert timeline(desk, one.id).counts["call"] == 1
    desk.store.undo()
    assert timeline(desk, after.id).counts["call"] == 1 and call.id
    assert bulk.change(desk, [one.id, after.id], "status", "suspended").changing == 2
    assert handing_over.give(desk, [one.id, after.id], staff["何芳"]).counts == {"dealer": 2}
    assert removing.remove(desk, [one.id]) == 1 and removing.restore(desk, [one.id]) == 1


def test_the_ways_to_a_phrase_lead_to_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folk = (NewContact(name="张伟", phone="13953106688", birthday=Birthday(8, 15, lunar=True)),)
    made = service.add(
        desk, new_dealer(name="京乐坊酒业有限公司", mobile="13900001234", uscc="", contacts=folk)
    )
    texts = ("京乐", "jlf", "139", "1", "酒业有限公司", "京乐坊酒业有限公司", "zhang")
    usual = {text: search.search(desk, text) for text in texts}
    assert usual["京乐坊酒业有限公司"].hits[0].id == made.id and usual["zhang"].total == 1
    monkeypatch.setattr(ranking, "_FEW", 0)
    assert {text: search.search(desk, text) for text in texts} == usual
    for sort in contacts.SORTS:
        for text in ("zhangwei", "6688", "jlf"):
            asked = ContactQuery(text=text, sort=sort, filters={"phone": True})
            (row,) = contacts.rows(desk, contacts.find(desk, asked))
            assert row is not None and (row.name, row.dealer_id) == ("张伟", made.id)


def test_what_is_longer_than_a_column_is_cut_where_it_is_only_for_finding(desk: Desk, clock: Clock) -> None:
    call = NewCall(
        started_at=clock.now, number="13800138000", company="某" * 60, matter="问货", outcome="promised"
    )
    assert calls.log(desk, call).promise_id is not None
    odd = calls.columns(desk, NewCall(started_at=clock.now, number="1" * 25))
    assert (odd["number"], odd["number_norm"]) == ("1" * 25, "1" * 20)
