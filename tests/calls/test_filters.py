"""Calls narrowed by fields: each kind of field, several at once, and how many each choice has."""

from datetime import timedelta

import pytest

from app.calls import filters, finding, foremost, promises, service
from app.calls.finding import CallQuery
from app.calls.rules import NewPromise
from app.office.desk import Desk
from app.people import service as people
from tests.conftest import Clock, LogCall


@pytest.fixture
def calls(desk: Desk, log_call: LogCall, clock: Clock) -> dict[str, int]:
    """Five calls that differ in everything one can ask for."""
    he = next(row.id for row in people.find(desk) if row.name == "何芳")
    made = {
        "old": log_call(started_at=clock.now - timedelta(days=40), category="order", matter="要100%的青花"),
        "promised": log_call(number="02085512345", caller_name="李敏", company="广州南粤商行", outcome="promised",
                             answer="查一下", promise=NewPromise()),
        "missed": log_call(direction="missed", number="05368226170", caller_name="", company="", matter="",
                           category="other", outcome="none"),
        "passed": log_call(outcome="transferred", transfer_to_id=he, category="transfer", tone="rude"),
        "usual": log_call(confirmed=True, agent_id=he),
    }  # fmt: skip
    return {name: logged.id for name, logged in made.items()}


def found(desk: Desk, calls: dict[str, int], **values: object) -> list[str]:
    ids = finding.find(desk, CallQuery(filters=values, descending=False))
    for sort in finding.SORTS:
        first = finding.find(desk, CallQuery(filters=values, sort=sort), limit=200)
        assert sorted(first) == sorted(ids)  # the quick first step finds the same
    return [name for name, id in calls.items() if id in set(ids)]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"category": ["order"]}, ["old"]),
        ({"category": ["order", "transfer"]}, ["old", "passed"]),
        ({"outcome": ["promised"]}, ["promised"]),
        ({"direction": ["missed"]}, ["missed"]),
        ({"promise": ["open"]}, ["promised"]),
        ({"promise": ["called"]}, []),
        ({"promise": ["called", "open"]}, ["promised"]),
        ({"province": ["广东"]}, ["promised"]),
        ({"who": "南粤"}, ["promised"]),
        ({"who": "李敏"}, ["promised"]),
        ({"number": "0536"}, ["missed"]),
        ({"number": "139 5310"}, ["old", "passed", "usual"]),
        ({"matter": "100%"}, ["old"]),
        ({"matter": "青花"}, ["old", "promised", "passed", "usual"]),
        ({"answer": "查一下"}, ["promised"]),
        ({"answer": "青花"}, []),
        ({"tone": ["rude"]}, ["passed"]),
        ({"confirmed": True}, ["usual"]),
        ({"started_at": {"span": "today"}}, ["promised", "missed", "passed", "usual"]),
        ({"started_at": {"first": None, "last": "2026-09-30"}}, ["old"]),
        ({"category": ["shipment"], "confirmed": False}, ["promised"]),
        ({"gone": ["x"]}, ["old", "promised", "missed", "passed", "usual"]),
    ],
)  # fmt: skip
def test_fields_narrow(
    desk: Desk, calls: dict[str, int], values: dict[str, object], names: list[str]
) -> None:
    assert found(desk, calls, **values) == names


def test_people_narrow_too_when_they_have_left(desk: Desk, calls: dict[str, int]) -> None:
    he = next(row.id for row in people.find(desk) if row.name == "何芳")
    assert found(desk, calls, agent=[he]) == ["usual"]
    assert found(desk, calls, transfer_to=[he]) == ["passed"]


def test_every_field_has_a_meaning_and_every_choice_a_word(desk: Desk) -> None:
    fields = filters.fields(desk)
    assert {field.key for field in fields} == set(filters.meanings())
    assert all(choice.label for field in fields for choice in field.choices)


def test_choices_are_counted_among_what_the_other_fields_leave(desk: Desk, calls: dict[str, int]) -> None:
    query = CallQuery(filters={"tone": ["normal"], "category": ["order"]})
    assert finding.counts(desk, query, "category") == {"order": 1, "shipment": 2, "other": 1}
    assert finding.counts(desk, query, "tone") == {"normal": 1}
    assert finding.counts(desk, query, "matter") == {}


def test_the_bin_tells_who_put_a_call_there_and_when(desk: Desk, calls: dict[str, int], clock: Clock) -> None:
    clock.forward(minutes=3)
    service.remove(desk, [calls["usual"]])
    clock.forward(minutes=1)
    service.remove(desk, [calls["old"]])
    ids = finding.find(desk, CallQuery(in_bin=True, sort="deleted_at"))
    rows = [row for row in finding.rows(desk, ids) if row is not None]
    assert [row.id for row in rows] == [calls["old"], calls["usual"]]
    assert [row.deleted_by for row in rows] == ["前台", "前台"]
    assert rows[0].deleted_at == clock.now
    service.restore(desk, list(ids))
    assert finding.count(desk, CallQuery(in_bin=True)) == 0
    assert promises.owed(desk)[0].call_id == calls["promised"]


def test_the_first_rows_are_those_of_the_whole_list(
    desk: Desk, log_call: LogCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foremost, "WINDOWS", (4, 6))
    for n in range(12):
        log_call(company=f"{'乙甲丙'[n % 3]}公司", caller_name="", category=("order", "other")[n % 2])
    for sort in finding.SORTS:
        for descending in (True, False):
            query = CallQuery(filters={"category": ["order"]}, sort=sort, descending=descending)
            whole = finding.find(desk, query)
            for limit in (1, 2, 3, 5):
                assert finding.find(desk, query, limit=limit) == whole[:limit]
