"""Saved views: whose they are, who sees them, which one a list opens with, and that undo leaves them alone."""

import pytest

from app.calls import service
from app.office import views
from app.office.desk import Desk
from app.people import service as people
from app.store.errors import Conflict, UserError
from tests.conftest import LogCall

CONTENT = {"filters": {"category": ["order"]}, "sort": ["started_at", True]}


def named(desk: Desk, name: str, key: str = "calls") -> views.ViewRow:
    return next(row for row in views.find(desk, key) if row.name == name)


def other_person(desk: Desk) -> None:
    people.sit(desk, next(row.id for row in people.find(desk) if row.name == "赵明"))


def test_a_view_is_kept_with_its_content_for_its_list(desk: Desk) -> None:
    views.save(desk, "calls", "  本月  订货 ", CONTENT)
    (row,) = views.find(desk, "calls")
    assert (row.name, row.content, row.mine, row.shared, row.usual) == (
        "本月 订货",
        CONTENT,
        True,
        False,
        False,
    )
    assert views.find(desk, "dealers") == []


def test_ones_own_views_are_unseen_by_others_until_they_are_shared(desk: Desk) -> None:
    views.save(desk, "calls", "订货", CONTENT)
    mine = named(desk, "订货")
    other_person(desk)
    assert views.find(desk, "calls") == []
    views.save(desk, "calls", "订货", {})  # a name is one's own until it is shared
    people.sit(desk, 1)
    views.change(desk, mine.id, row_version=mine.row_version, shared=True)
    other_person(desk)
    assert [(row.shared, row.mine) for row in views.find(desk, "calls")] == [(True, False), (False, True)]


def test_a_name_is_needed_and_stands_once(desk: Desk) -> None:
    views.save(desk, "calls", "订货", CONTENT)
    for name in ("", "   ", "长" * 41, "订货"):
        with pytest.raises(UserError):
            views.save(desk, "calls", name, CONTENT)
    views.save(desk, "dealers", "订货", CONTENT)
    row = named(desk, "订货")
    views.change(desk, row.id, row_version=row.row_version, name="订货")  # its own name is no clash
    assert len(views.find(desk, "calls")) == 1


def test_ones_own_usual_view_goes_before_the_offices(desk: Desk) -> None:
    assert views.usual(views.find(desk, "calls")) is None
    views.save(desk, "calls", "大家", CONTENT, shared=True, usual=True)
    assert views.usual(views.find(desk, "calls")) == named(desk, "大家")
    views.save(desk, "calls", "我的", CONTENT, usual=True)
    views.save(desk, "calls", "我的二", CONTENT, usual=True)
    assert [row.name for row in views.find(desk, "calls") if row.usual] == ["大家", "我的二"]
    assert views.usual(views.find(desk, "calls")) == named(desk, "我的二")
    other_person(desk)
    assert views.usual(views.find(desk, "calls")) == named(desk, "大家")


def test_a_stale_change_is_refused(desk: Desk) -> None:
    views.save(desk, "calls", "订货", CONTENT)
    row = named(desk, "订货")
    views.change(desk, row.id, row_version=row.row_version, content={"filters": {}})
    with pytest.raises(Conflict):
        views.change(desk, row.id, row_version=row.row_version, name="别的")
    assert named(desk, "订货").content == {"filters": {}}


def test_what_is_put_away_comes_back(desk: Desk) -> None:
    views.save(desk, "calls", "订货", CONTENT, usual=True)
    row = named(desk, "订货")
    views.remove(desk, row.id)
    assert views.find(desk, "calls") == []
    views.save(desk, "calls", "订货", {})
    with pytest.raises(UserError):
        views.restore(desk, row.id)
    views.remove(desk, named(desk, "订货").id)
    views.restore(desk, row.id)
    assert named(desk, "订货").content == CONTENT


def test_undo_passes_over_views(desk: Desk, log_call: LogCall) -> None:
    call = log_call()
    service.remove(desk, [call.id])
    views.save(desk, "calls", "订货", CONTENT)
    desk.store.undo()
    assert desk.store.undoable() == "call.log"
    assert [row.name for row in views.find(desk, "calls")] == ["订货"]
