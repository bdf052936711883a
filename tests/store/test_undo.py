"""Undo: what was before is there again, or a Conflict and nothing is half-undone."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from app.directory.model import Entry, Key
from app.office.model import CalendarDay
from app.people.model import ProvinceOwner, Staff
from app.store.changes import Change
from app.store.errors import Conflict, UserError
from app.store.recorder import stored_images
from app.store.store import Actor, Store, update_where
from app.store.undo import DEPTH
from tests.store.conftest import Opens, Ticking

MODELS: tuple[type[Any], ...] = (Staff, ProvinceOwner, CalendarDay, Entry, Key)
MOVING = {"row_version", "updated_at", "updated_by"}


def add_day(store: Store, number: int, name: str = "") -> int:
    with store.write("calendar.add") as session:
        session.add(row := CalendarDay(on=date(2026, 10, number), off=True, name=name))
    return row.id


def rename(store: Store, id: int, name: str) -> None:
    with store.write("calendar.rename") as session:
        session.get_one(CalendarDay, id).name = name


def state(store: Store) -> dict[tuple[str, int], dict[str, Any]]:
    """Every row that is not in the bin, without what moves with each write."""
    with store.read() as session:
        return {
            (model.__tablename__, image["id"]): {k: v for k, v in image.items() if k not in MOVING}
            for model in MODELS
            for image in stored_images(session, model)
            if image.get("deleted_at") is None
        }


def test_changes_go_back_one_by_one(store: Store) -> None:
    id = add_day(store, 1, "a")
    rename(store, id, "b")
    rename(store, id, "c")
    assert store.undo().touched == (Change("calendar_day", id, "changed"),)
    assert state(store)["calendar_day", id]["name"] == "b"
    assert store.undoable() == "calendar.rename"
    store.undo()
    assert state(store)["calendar_day", id]["name"] == "a"
    assert store.undo().touched == (Change("calendar_day", id, "gone"),)
    assert state(store) == {}
    assert store.undoable() is None
    with pytest.raises(UserError):
        store.undo()
    with store.read() as session:  # in the bin, not gone: its code stays taken
        assert session.get_one(CalendarDay, id).deleted_at is not None


def test_from_the_bin_and_back(store: Store) -> None:
    id = add_day(store, 1)
    with store.write("calendar.remove") as session:
        session.get_one(CalendarDay, id).deleted_at = session.info["recorder"].now
    assert state(store) == {}
    assert store.undo().touched == (Change("calendar_day", id, "new"),)
    assert len(state(store)) == 1


def test_a_row_that_moved_on_is_a_conflict_and_nothing_is_undone(opens: Opens) -> None:
    one, two = opens(), opens()
    first, second = add_day(one, 1, "a"), add_day(one, 2, "a")
    with one.write("calendar.rename") as session:
        update_where(session, CalendarDay, values={"name": "b"})
    rename(two, second, "theirs")
    before = state(one)
    with pytest.raises(Conflict) as met:
        one.undo()
    assert (met.value.kind, met.value.id) == ("calendar_day", second)
    assert met.value.theirs is not None and met.value.theirs["name"] == "theirs"
    assert state(one) == before
    assert one.undoable() == "calendar.add"  # what can't be undone is not offered again
    assert state(one)["calendar_day", first]["name"] == "b"


def test_a_named_write_is_undone_past_later_ones(store: Store) -> None:
    told = []
    store.hub.subscribe(told.append)
    first, second = add_day(store, 1, "a"), add_day(store, 2, "a")
    store.undo(told[0].write_id)
    assert list(state(store)) == [("calendar_day", second)]
    with pytest.raises(UserError):
        store.undo(told[0].write_id)
    store.undo()
    assert state(store) == {}
    assert first != second


def test_derived_rows_follow_unless_they_moved_on(store: Store) -> None:
    with store.write("add") as session:
        session.add(entry := Entry(kind="x", record_id=1, text="a"))
        session.flush()
        session.add(Key(key="k", kind="x", entry_id=entry.id))
        session.add(CalendarDay(on=date(2026, 10, 1), off=True))
    with store.write("change") as session:
        session.get_one(Entry, entry.id).text = "b"
        session.scalars(select(CalendarDay)).one().name = "b"
    with store.write("remove") as session:
        session.delete(session.scalars(select(Key)).one())
        session.flush()
        session.delete(session.get_one(Entry, entry.id))
        session.scalars(select(CalendarDay)).one().name = "c"
    for expected in ({"b"}, {"a"}, set()):
        store.undo()
        assert {
            row["text"] for (table, _id), row in state(store).items() if table == "directory_entry"
        } == expected
    with store.write("add") as session:
        session.add(entry := Entry(kind="x", record_id=1, text="a"))
        session.add(CalendarDay(on=date(2026, 10, 2), off=True))
    other = add_day(store, 3)
    with store.write("later", recorded=False) as session:
        session.get_one(Entry, entry.id).text = "moved on"
    store.undo()
    store.undo()
    assert {row.get("text") for row in state(store).values()} == {"moved on"}
    assert other


def test_only_the_last_writes_are_kept(store: Store) -> None:
    for number in range(1, DEPTH + 2):
        with store.write("calendar.add") as session:
            session.add(CalendarDay(on=date.fromordinal(740000 + number), off=True))
    for _ in range(DEPTH):
        store.undo()
    assert store.undoable() is None and len(state(store)) == 1


class Undoing(RuleBasedStateMachine):
    """Any writes; then undo: the office is as it was before that write, and so on down to the first."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent)) / "office"
        shutil.copytree(self.template, self.folder)
        self.store = Store.open(self.folder, clock=Ticking())
        self.store.actor = Actor(1, "x")
        self.history: list[dict[tuple[str, int], dict[str, Any]]] = []
        self.codes = 0

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder.parent)

    @initialize()
    def someone(self) -> None:
        with self.store.write("setup", recorded=False) as session:
            session.add(Staff(code="000", name="one"))

    @rule(count=st.integers(1, 3), with_entry=st.booleans())
    def add(self, count: int, with_entry: bool) -> None:
        self.history.append(state(self.store))
        with self.store.write("add") as session:
            for _ in range(count):
                self.codes += 1
                session.add(row := Staff(code=str(self.codes), name="n"))
                session.flush()
                if with_entry:
                    session.add(entry := Entry(kind="staff", record_id=row.id, text="n"))
                    session.flush()
                    session.add(Key(key="n", kind="staff", entry_id=entry.id))

    @rule(pick=st.integers(0, 99), name=st.text("abc", max_size=3), again=st.booleans())
    def rename(self, pick: int, name: str, again: bool) -> None:
        before = state(self.store)
        with self.store.write("rename") as session:
            rows = session.scalars(select(Staff).where(Staff.deleted_at.is_(None)).order_by(Staff.id)).all()
            row = rows[pick % len(rows)]
            changed = row.name != name
            row.name = name
            for entry in session.scalars(select(Entry).where(Entry.record_id == row.id)):
                entry.text = name
            if again:
                session.flush()
                row.title = f"{row.title}x"
                changed = True
        if changed:
            self.history.append(before)

    @rule(pick=st.integers(0, 99))
    def remove(self, pick: int) -> None:
        before = state(self.store)
        with self.store.write("remove") as session:
            rows = session.scalars(select(Staff).where(Staff.deleted_at.is_(None)).order_by(Staff.id)).all()
            if len(rows) == 1:
                return
            row = rows[pick % len(rows)]
            row.deleted_at = session.info["recorder"].now
            for entry in session.scalars(select(Entry).where(Entry.record_id == row.id)):
                for key in session.scalars(select(Key).where(Key.entry_id == entry.id)):
                    session.delete(key)
                session.flush()
                session.delete(entry)
        self.history.append(before)

    @rule(title=st.text("abc", min_size=1, max_size=2))
    def retitle_all(self, title: str) -> None:
        before = state(self.store)
        with self.store.write("retitle") as session:
            touched = update_where(session, Staff, Staff.title != title, values={"title": title})
        if touched:
            self.history.append(before)

    @rule()
    def fail(self) -> None:
        before = state(self.store)
        with pytest.raises(ZeroDivisionError), self.store.write("fail") as session:
            session.add(Staff(code="fail", name="f"))
            session.flush()
            raise ZeroDivisionError
        assert state(self.store) == before

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        assert state(self.store) == self.history.pop()

    @invariant()
    def offered(self) -> None:
        assert (self.store.undoable() is not None) == bool(self.history)


@pytest.fixture
def machine(empty_folder: Path, tmp_path: Path) -> type[Undoing]:
    shutil.copytree(empty_folder, tmp_path / "template")
    return type("Machine", (Undoing,), {"template": tmp_path / "template"})


@pytest.mark.parametrize(("packed", "examples"), [(2_000, 25), (0, 10)], ids=["as_they_are", "packed"])
def test_any_order_of_writes_is_undone(
    packed: int, examples: int, machine: type[Undoing], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setattr("app.store.undo.PACKED", packed)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_large_steps_push_old_ones_out_but_the_newest_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.undo.MOST_ROWS", 3)
    ids = [add_day(store, number) for number in (1, 2, 3)]
    assert store.undoable() == "calendar.add"
    with store.write("calendar.all") as session:
        for row in session.scalars(select(CalendarDay).where(CalendarDay.id.in_(ids))):
            row.name = "休"
        session.add(CalendarDay(on=date(2026, 10, 4), off=True))
    store.undo()
    with store.read() as session:
        assert {row.name for row in session.scalars(select(CalendarDay).where(CalendarDay.id.in_(ids)))} == {
            ""
        }
    assert store.undoable() is None
