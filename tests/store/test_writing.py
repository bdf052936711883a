"""write(): all or nothing, recorded, stamped, told to everybody; and its trail."""

import logging
import threading
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from app.directory.model import Entry
from app.office.model import CalendarDay, Series, Setting
from app.store import trail
from app.store.changes import Change, Changes
from app.store.errors import Conflict, Unavailable
from app.store.models import AuditWrite
from app.store.store import Store, claim, find_by_uuid, update_where
from app.store.types import LocalDate, Money, Quantity, UtcDateTime
from tests.store.conftest import NOON, Opens


def day(number: int, name: str = "", **fields: object) -> CalendarDay:
    return CalendarDay(on=date(2026, 10, number), off=True, name=name, **fields)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(CalendarDay.name).order_by(CalendarDay.on)))


def test_a_write_is_stamped_told_and_audited(store: Store) -> None:
    heard: list[Changes] = []
    store.hub.subscribe(heard.append)
    with store.write("calendar.add") as session:
        row = day(1, "国庆节")
        session.add(row)
    with store.write("calendar.rename") as session:
        session.get_one(CalendarDay, row.id).name = "国庆"
    assert [(one.label, one.touched) for one in heard] == [
        ("calendar.add", (Change("calendar_day", row.id, "new"),)),
        ("calendar.rename", (Change("calendar_day", row.id, "changed"),)),
    ]
    with store.read() as session:
        kept = session.get_one(CalendarDay, row.id)
        assert (kept.created_by, kept.updated_by, kept.row_version) == (1, 1, 2)
        assert NOON < kept.created_at < kept.updated_at
        told = list(trail.entries(session, kind="calendar_day", id=row.id))
    assert [(e.label, e.by, e.op, e.field, e.old, e.new) for e in told[-1:]] == [
        ("calendar.rename", "王芳", "changed", "name", "国庆节", "国庆")
    ]
    assert {e.field for e in told if e.op == "new"} == {"on", "off", "name", "source"}


def test_what_fails_leaves_nothing_and_tells_nobody(store: Store) -> None:
    heard: list[Changes] = []
    store.hub.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError), store.write("calendar.add") as session:
        session.add(day(1))
        session.flush()
        raise ZeroDivisionError
    assert names(store) == [] and heard == [] and store.undoable() is None
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditWrite)) == 0


def test_a_write_without_changes_leaves_no_line(store: Store) -> None:
    with store.write("calendar.add") as session:
        session.add(day(1, "a"))
    with store.write("calendar.rename") as session:
        row = session.scalars(select(CalendarDay)).one()
        row.name = "b"
        row.name = "a"
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditWrite)) == 1
        assert session.scalars(select(CalendarDay)).one().row_version == 1


def test_several_flushes_are_one_change(store: Store) -> None:
    with store.write("calendar.add") as session:
        row, passing = day(1, "a"), day(2, "b")
        session.add_all([row, passing])
        session.flush()
        row.name = "c"
        session.delete(passing)
        session.flush()
    with store.read() as session:
        [told] = (trail.entries(session, kind="calendar_day", id=row.id),)
        assert {e.field: e.new for e in told}["name"] == "c"
        assert list(trail.entries(session, kind="calendar_day", id=passing.id)) == []


def test_nested_writes_are_one(store: Store) -> None:
    heard: list[Changes] = []
    store.hub.subscribe(heard.append)
    with store.write("outer") as outer:
        outer.add(day(1))
        with store.write("inner") as inner:
            assert inner is outer
            inner.add(day(2))
    assert [(one.label, len(one.touched)) for one in heard] == [("outer", 2)]
    store.undo()
    assert store.undoable() is None


def test_a_failed_inner_write_takes_the_outer_along(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write("outer") as session:
        session.add(day(1))
        try:
            with store.write("inner") as inner:
                inner.add(day(2))
                raise ValueError
        except ValueError:
            pass
    assert names(store) == []


def test_threads_take_turns(store: Store) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 5):
            with store.write("calendar.add") as session:
                session.add(day(number))

    threads = [threading.Thread(target=add, args=(first,)) for first in (1, 6, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(store)) == 15


def test_a_second_seat_waits_then_is_told(opens: Opens) -> None:
    one, two = opens(), opens(busy_timeout=0.2)
    with one.write("calendar.add") as session:
        session.add(day(1))
        session.flush()
        with pytest.raises(Unavailable) as refused, two.write("calendar.add"):
            pass
        assert refused.value.kind == "locked"
        assert names(two) == []
    with two.write("calendar.add") as session:
        session.add(day(2))
    assert len(names(one)) == 2


def test_a_broken_listener_is_reported_and_deafens_nobody(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Changes] = []

    def broken(_changes: Changes) -> None:
        raise ZeroDivisionError

    store.hub.subscribe(broken)
    end = store.hub.subscribe(heard.append)
    with caplog.at_level(logging.ERROR), store.write("calendar.add") as session:
        session.add(day(1))
    assert len(heard) == 1 and "calendar.add" in caplog.text
    caplog.clear()
    end()


def test_readers_see_one_state_and_can_not_write(store: Store) -> None:
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(CalendarDay)) == 0
        with store.write("calendar.add") as writing:
            writing.add(day(1))
        assert session.scalar(select(func.count()).select_from(CalendarDay)) == 0
    with pytest.raises(Unavailable) as refused, store.read() as session:
        session.add(day(2))
        session.flush()
    assert refused.value.kind == "readonly"


def test_a_stale_save_carries_both_sides(opens: Opens) -> None:
    one, two = opens(), opens()
    with one.write("calendar.add") as session:
        session.add(row := day(1, "a"))
    with two.write("calendar.rename") as session:
        claim(session, CalendarDay, row.id, row_version=1).name = "theirs"
    with pytest.raises(Conflict) as met, one.write("calendar.rename") as session:
        claim(session, CalendarDay, row.id, row_version=1, ours={"name": "ours"}).name = "ours"
    assert (met.value.kind, met.value.id, met.value.ours) == ("calendar_day", row.id, {"name": "ours"})
    assert met.value.theirs is not None and met.value.theirs["name"] == "theirs"
    with pytest.raises(Conflict) as met, one.write("calendar.rename") as session:
        claim(session, CalendarDay, 999, row_version=1)
    assert met.value.theirs is None


def test_a_detached_row_that_moved_on_is_a_conflict_too(store: Store) -> None:
    with store.write("calendar.add") as session:
        session.add(row := day(1, "a"))
    with store.write("calendar.rename") as session:
        session.get_one(CalendarDay, row.id).name = "b"
    with pytest.raises(Conflict), store.write("calendar.rename") as session:
        session.add(row)
        row.name = "c"


def test_a_retried_write_is_found_by_its_uuid(store: Store) -> None:
    with store.write("calendar.add") as session:
        session.add(row := day(1))
        session.flush()
        assert find_by_uuid(session, CalendarDay, row.uuid) is row
    with pytest.raises(IntegrityError), store.write("calendar.add") as session:
        session.add(day(2, uuid=row.uuid))


def test_update_where_is_recorded_row_by_row(store: Store) -> None:
    with store.write("calendar.add") as session:
        session.add_all([day(1, "a"), day(2, "a"), day(3, "b")])
    with store.write("calendar.rename") as session:
        assert update_where(session, CalendarDay, CalendarDay.name == "a", values={"name": "z"}) == 2
    assert names(store) == ["z", "z", "b"]
    with store.read() as session:
        assert set(session.scalars(select(CalendarDay.row_version))) == {1, 2}
    assert len(store.undo().touched) == 2
    assert names(store) == ["a", "a", "b"]


@pytest.mark.parametrize("statement", [update(CalendarDay).values(name="x"), delete(CalendarDay)])
def test_rows_can_not_change_unseen(store: Store, statement: object) -> None:
    with pytest.raises(RuntimeError, match="unseen"), store.write("calendar.rename") as session:
        session.execute(statement)  # type: ignore[call-overload]


def test_unrecorded_writes_keep_one_line(store: Store) -> None:
    heard: list[Changes] = []
    store.hub.subscribe(heard.append)
    with store.write("demo.fill", recorded=False) as session:
        session.add(day(1))
        session.execute(update(CalendarDay).values(name="demo"))
    assert names(store) == ["demo"] and store.undoable() is None
    assert [(one.label, one.touched) for one in heard] == [("demo.fill", ())]


def test_what_is_never_undone_is_still_told(store: Store) -> None:
    heard: list[Changes] = []
    store.hub.subscribe(heard.append)
    with store.write("settings.set") as session:
        session.add(Setting(key="a", value="1"))
        session.add(Series(name="LD", last=1))
    assert heard[0].touched == (Change("setting", 1, "new"),)
    assert store.undoable() is None


def test_the_other_seat_hears_of_it(opens: Opens) -> None:
    one, two = opens("王芳"), opens("赵明")
    heard: list[Changes] = []
    two.hub.subscribe(heard.append)
    assert two.poll() == []
    with one.write("calendar.add") as session:
        session.add(row := day(1))
        session.add(Entry(kind="x", record_id=1, text="a"))
    with two.write("calendar.add") as session:
        session.add(day(2))
    own = heard.pop()
    [told] = two.poll()
    assert told == heard[0] and told.origin == one.origin != own.origin
    assert (told.label, told.touched) == ("calendar.add", (Change("calendar_day", row.id, "new"),))
    assert two.poll() == [] and len(one.poll()) == 1


def test_types_keep_value_and_order(store: Store) -> None:
    dialect = store.readers.dialect
    assert Money().process_bind_param(Decimal("12.34"), dialect) == 1234
    assert Money().process_result_value(1230, dialect) == Decimal("12.30")
    assert Quantity().process_bind_param(Decimal("0.125"), dialect) == 125
    for wrong, error in ((1.5, TypeError), (True, TypeError), (Decimal("0.001"), ValueError)):
        with pytest.raises(error):
            Money().process_bind_param(wrong, dialect)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), dialect)
    with pytest.raises(TypeError):
        LocalDate().process_bind_param(NOON, dialect)
    with store.read() as session:
        assert session.scalar(select(func.count()).where(AuditWrite.at < NOON)) == 0
