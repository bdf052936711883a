"""One field of many calls: preview, one write, one undo, and who refuses why."""

import pytest

from app.calls import bulk, finding, service
from app.calls.rules import NewPromise
from app.office import bulk as limits
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import UserError
from tests.conftest import LogCall


def values(desk: Desk, ids: list[int], name: str) -> list[object]:
    return [getattr(row, name) for row in finding.rows(desk, ids) if row is not None]


@pytest.fixture
def ids(log_call: LogCall) -> list[int]:
    """Three inquiries, one order, and a nuisance of which nobody wrote down the matter."""
    made = [log_call(category="inquiry") for _ in range(3)]
    made += [log_call(category="order"), log_call(category="nuisance", matter="", outcome="none")]
    return [one.id for one in made]


def test_a_preview_says_what_changes_and_changes_nothing(desk: Desk, ids: list[int]) -> None:
    last = desk.store.undoable()
    told = bulk.preview(desk, ids, "category", "order")
    assert (told.changing, told.same, told.before) == (3, 1, (("咨询", 3),))
    assert [(one.id, one.reason) for one in told.refused] == [
        (ids[4], "没有事由：只有骚扰和未接来电可以不写。")
    ]
    assert told.refused[0].title.startswith("LD-202610-0005")
    assert values(desk, ids, "category") == ["inquiry"] * 3 + ["order", "nuisance"]
    assert desk.store.undoable() == last


def test_all_change_in_one_write_and_come_back_in_one_step(desk: Desk, ids: list[int]) -> None:
    heard = []
    desk.store.hub.subscribe(heard.append)
    done = bulk.change(desk, ids, "category", "order")
    assert (done.changing, done.same, len(done.refused)) == (3, 1, 1)
    assert values(desk, ids, "category") == ["order"] * 4 + ["nuisance"]
    (changes,) = heard
    assert changes.label == "call.change_many"
    assert {(one.id, one.op) for one in changes.touched} == {(id, "changed") for id in ids[:3]}
    entries = [one for one in finding.history(desk, ids[0]) if one.label == "call.change_many"]
    assert [(one.field, one.old, one.new) for one in entries] == [("category", "inquiry", "order")]
    desk.store.undo()
    assert values(desk, ids, "category") == ["inquiry"] * 3 + ["order", "nuisance"]


def test_versions_move_on_so_that_an_open_form_hears_of_it(desk: Desk, ids: list[int]) -> None:
    before = finding.detail(desk, ids[0])
    bulk.change(desk, ids, "tone", "rude")
    after = finding.detail(desk, ids[0])
    assert after.row.row_version == before.row.row_version + 1
    assert after.typed.tone == "rude"


def test_another_agent_and_another_answer_to_read_back(desk: Desk, ids: list[int]) -> None:
    he = next(row.id for row in people.find(desk) if row.name == "何芳")
    assert bulk.preview(desk, ids, "agent", he).before == (("前台", 5),)
    bulk.change(desk, ids, "agent", he)
    assert values(desk, ids, "agent") == ["何芳"] * 5
    assert bulk.preview(desk, ids, "confirmed", True).before == (("未复述", 5),)


def test_an_outcome_is_refused_while_something_is_owed(desk: Desk, log_call: LogCall) -> None:
    owed = log_call(outcome="promised", promise=NewPromise())
    free = log_call(outcome="none")
    done = bulk.change(desk, [owed.id, free.id], "outcome", "answered")
    assert done.changing == 1
    assert "HD-202610-0001" in done.refused[0].reason
    assert values(desk, [owed.id, free.id], "outcome") == ["promised", "answered"]


def test_what_lies_in_the_bin_stays_as_it_is(desk: Desk, ids: list[int]) -> None:
    service.remove(desk, ids[:1])
    done = bulk.change(desk, ids[:2], "category", "other")
    assert (done.changing, [one.id for one in done.refused]) == (1, ids[:1])


@pytest.mark.parametrize(
    ("key", "value"),
    [("matter", "x"), ("category", "no such"), ("outcome", "promised"), ("agent", 99), ("confirmed", "yes")],
)
def test_what_can_t_be_given_is_refused_as_a_whole(
    desk: Desk, ids: list[int], key: str, value: object
) -> None:
    with pytest.raises(UserError):
        bulk.preview(desk, ids, key, value)
    with pytest.raises(UserError):
        bulk.change(desk, ids, key, value)


def test_too_many_are_refused_before_anything_is_read(desk: Desk) -> None:
    with pytest.raises(UserError, match="20,000"):
        bulk.change(desk, range(limits.MOST + 1), "category", "order")


def test_a_change_stopped_half_way_changes_nothing(
    desk: Desk, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BATCH", 2)

    def stop(done: int, _all: int) -> None:
        if done >= 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        bulk.change(desk, ids, "category", "order", told=stop)
    assert values(desk, ids, "category") == ["inquiry"] * 3 + ["order", "nuisance"]
