"""Reading: ids by the driver's cursor, stopping a statement from another thread, hearing of other processes."""

import subprocess
import sys
import threading
import time
from array import array
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import literal, select, text, union_all

from app.office.model import CalendarDay
from app.store import reading
from app.store.errors import Interrupted
from app.store.feed import Feed
from app.store.store import Store
from tests.store.conftest import NOON

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def fill(store: Store, count: int) -> None:
    with store.write("fill", recorded=False) as session:
        session.add_all(
            CalendarDay(on=date(2000, 1, 1) + timedelta(days=n), off=n % 2 == 0) for n in range(count)
        )


def test_ids_come_in_order_with_bound_values(store: Store) -> None:
    fill(store, 500)
    statement = (
        select(CalendarDay.id)
        .where(CalendarDay.on.in_([date(2000, 1, 2), date(2000, 1, 4)]), CalendarDay.created_at > NOON)
        .order_by(CalendarDay.on.desc())
        .limit(10)
    )
    assert store.ids(statement) == array("q", [4, 2])
    assert len(store.ids(select(CalendarDay.id))) == 500
    assert store.ids(statement).itemsize == 4
    large = store.ids(union_all(select(literal(7)), select(literal(2**40))))
    assert (list(large), large.itemsize) == ([7, 2**40], 8)
    assert store.ids(select(CalendarDay.id).where(CalendarDay.name == "100%")) == array("q")


def test_a_reading_is_stopped_from_another_thread(store: Store) -> None:
    token = object()
    began = threading.Event()
    outcome: list[Exception] = []

    def read() -> None:
        try:
            with store.read(token) as session:
                began.set()
                session.execute(text(ENDLESS[store.readers.dialect.name]))
        except Exception as error:  # noqa: BLE001 - looked at below
            outcome.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert began.wait(5)
    until = time.monotonic() + 5
    while thread.is_alive() and time.monotonic() < until:
        store.interrupt(token)  # it may come before the statement has begun
        thread.join(0.05)
    assert [type(error) for error in outcome] == [Interrupted]
    store.interrupt(token)
    assert len(store.ids(select(CalendarDay.id))) == 0  # the connection goes on


def test_an_interrupt_between_two_statements_is_kept(store: Store) -> None:
    token = object()
    with pytest.raises(Interrupted), store.read(token) as session:
        assert len(reading.ids(session, select(CalendarDay.id))) == 0
        store.interrupt(token)
        reading.ids(session, select(CalendarDay.id))
    assert len(store.ids(select(CalendarDay.id), token=token)) == 0  # it was for that reading only


def test_an_interrupt_before_the_reading_is_kept_too(store: Store) -> None:
    fill(store, 3)
    token = object()
    store.interrupt(token)
    with pytest.raises(Interrupted):
        store.ids(select(CalendarDay.id), token=token)
    assert len(store.ids(select(CalendarDay.id), token=token)) == 3  # once
    for _ in range(1000):
        store.interrupt(object())  # of readings that ended long ago


def test_another_process_is_heard(folder: Path) -> None:
    code = (
        "import sys, datetime; from pathlib import Path; import app.overview.opening\n"
        "from app.store.store import Store, Actor; from app.office.model import CalendarDay\n"
        "with Store.open(Path(sys.argv[1])) as store, store.write('shell') as session:\n"
        "    session.add(CalendarDay(on=datetime.date(2026, 1, 1), off=True))\n"
    )
    with Store.open(folder) as store:
        assert store.poll() == []
        subprocess.run([sys.executable, "-c", code, folder], check=True)
        began = time.perf_counter()
        [told] = store.poll()
        assert told.label == "shell" and len(told.touched) == 1
        assert store.poll() == []
        took = min(timed(store) for _ in range(200))
        print(
            f"poll without news: {took * 1e6:.0f} µs; with one write {1e3 * (time.perf_counter() - began):.1f} ms"
        )


def test_news_that_could_not_be_read_are_told_by_the_next_look(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(folder) as store, Store.open(folder) as other:
        store.poll()
        fill(other, 3)
        with monkeypatch.context() as away:
            away.setattr(Feed, "_since", lambda _feed, session: session.execute(text("SELECT nothing")))
            with pytest.raises(Exception, match="nothing"):
                store.poll()
        assert len(store.poll()) == 1
        assert store.poll() == []


def timed(store: Store) -> float:
    began = time.perf_counter()
    store.poll()
    return time.perf_counter() - began


@pytest.mark.server
def test_a_lost_connection_is_told_and_made_anew(server: str) -> None:
    import psycopg

    from app.store.errors import Unavailable

    with psycopg.connect(server.format(database="template1"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE lost TEMPLATE postgres")
        with Store.open(server.format(database="lost")) as store:
            store.poll()
            fill(store, 3)
            kick = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost'"
            connection.execute(kick)
            with pytest.raises(Unavailable) as told:
                for _ in range(1000):  # the server takes a moment to end them
                    store.poll()
            assert told.value.kind == "gone"
            assert store.poll() == []
            with pytest.raises(Unavailable), store.write("x") as session:
                session.add(CalendarDay(on=date(2026, 1, 1), off=True))
                session.flush()
                connection.execute(kick)
            with store.write("x") as session:
                session.add(CalendarDay(on=date(2026, 1, 1), off=True))
            assert len(store.ids(select(CalendarDay.id))) == 4
