"""The record table on a million rows of a database: its figures."""

import time
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelection, Qt
from PySide6.QtGui import QGuiApplication
from sqlcipher3 import dbapi2

from app.store.errors import Interrupted
from tests.ui.kit.tables import COLUMNS, wait_rows
from tests.ui.pulse import Pulse, slower
from ui.kit.rows import Cell, Row, Sort
from ui.kit.table import RecordTable

MILLION = 1_000_000


class SqlSource:
    """A million calls in SQLite, asked as the program asks: ids by the driver's cursor, rows by id."""

    def __init__(self, file: Path, *, where: str = "", bound: tuple[object, ...] = ()) -> None:
        self.file, self.where, self.bound = file, where, bound
        self.running: dict[object, object] = {}
        self.stopped: set[object] = set()

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        order = f"{sort.key} {'DESC' if sort.descending else 'ASC'}, id" if sort else "id DESC"
        database = dbapi2.connect(self.file)
        self.running[token] = database
        try:
            if token in self.stopped:  # told to stop before there was anything that could be
                raise Interrupted
            asked = f"SELECT id FROM call {self.where} ORDER BY {order} LIMIT {limit or -1}"
            return array("q", chain.from_iterable(database.execute(asked, self.bound)))
        finally:
            del self.running[token]
            database.close()

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        marks = ",".join("?" * len(ids))
        with closing(dbapi2.connect(self.file)) as database:
            found = {
                id: Row(id, (Cell(at), Cell(who), Cell(what), Cell(str(id))), title=Cell(who))
                for id, at, who, what in database.execute(
                    f"SELECT id, at, who, what FROM call WHERE id IN ({marks})", tuple(ids)
                )
            }
        return [found.get(id) for id in ids]

    def interrupt(self, token: object) -> None:
        self.stopped.add(token)
        database = self.running.get(token)
        if database is not None:
            database.interrupt()


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("million") / "calls.sqlite"
    with closing(dbapi2.connect(file)) as database:
        database.executescript(f"""
            CREATE TABLE call (id INTEGER PRIMARY KEY, at TEXT, who TEXT, what TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MILLION})
            INSERT INTO call SELECT i, printf('%02d:%02d', i % 24, i % 60), printf('caller %d', i * 7919 % 999983),
                printf('matter %d', i) FROM n;
            CREATE INDEX call_who ON call (who);
        """)
    return file


@contextmanager
def figure(pulse: Pulse, what: str, *, limit: float) -> Iterator[None]:
    """Print how long the block took and how long the window was deaf meanwhile; fail over `limit` ms of work."""
    pulse.since()
    start, work = time.perf_counter(), time.process_time()
    yield
    took, worked = (
        (now() - then) * 1000 for now, then in ((time.perf_counter, start), (time.process_time, work))
    )
    print(
        f"{what:<52}{took:8.1f} ms, work {worked:6.1f} (limit {limit:.0f}), longest gap {pulse.longest * 1000:5.1f} ms"
    )
    assert min(took, worked) < limit * slower()


def test_a_million_rows(qtbot, jobs, million: Path):
    """Limits are generous; the figures printed are what counts."""
    view = RecordTable(COLUMNS, jobs=jobs, name="Calls")
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitExposed(view)
    pulse = Pulse(beat=1)
    with closing(dbapi2.connect(million)) as database:
        start = time.perf_counter()
        bare = array("q", chain.from_iterable(database.execute("SELECT id FROM call ORDER BY id DESC")))
        print(f"\n{'the bare SQL of the whole list':<52}{(time.perf_counter() - start) * 1000:8.1f} ms")
    source = SqlSource(million)
    start = time.perf_counter()
    with figure(pulse, "first 200 rows on screen", limit=400), qtbot.waitSignal(view.searched):
        view.show_source(source)
    with figure(pulse, "then the whole list", limit=5000):
        qtbot.waitUntil(lambda: view.complete() and view.count() == MILLION, timeout=10_000)
    assert view.model().ids == bare
    view.setFocus()
    for place in (0.5, 0.9, 0.1):
        with figure(pulse, f"jump to {place:.0%}, real rows", limit=600):
            bar = view.verticalScrollBar()
            bar.setValue(int(bar.maximum() * place))
            wait_rows(qtbot, view)
    with (
        figure(pulse, "indexed sort by a header click, first rows", limit=1000),
        qtbot.waitSignal(view.searched),
    ):
        view._on_header(1)
    qtbot.waitUntil(view.complete, timeout=10_000)
    with figure(pulse, "Ctrl+A and the repaint after it", limit=1000):
        qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        view.grab()
    with figure(pulse, "ids of the selection, by ranges", limit=500):
        assert len(view.selected_ids()) == MILLION
    refused = []
    view.told.connect(refused.append)
    view.copy()
    assert refused == ["At most 100,000 rows can be copied. Export the list instead."]
    kept = view.model().ids[10]
    view.clearSelection()
    view.set_current(kept)
    with closing(dbapi2.connect(million)) as database:
        database.execute("INSERT INTO call VALUES (?, '09:00', 'another', 'matter')", (MILLION + 1,))
        database.commit()
    with figure(pulse, "one record came: selection and place kept", limit=2500):
        view.heard(came_or_went=True)
        qtbot.waitUntil(lambda: view.count() == MILLION + 1, timeout=10_000)
    assert view.current_id() == kept
    with figure(pulse, "typing 6 letters, the last search's first rows", limit=2000):
        for n in range(1, 7):
            view.show_source(SqlSource(million, where="WHERE what LIKE ?", bound=("%" + "matter"[:n] + "%",)))
            qtbot.wait(10)
        last = SqlSource(million, where="WHERE who LIKE ?", bound=("%r 7919%",))
        with qtbot.waitSignal(view.searched):
            view.show_source(last)
    qtbot.waitUntil(view.complete, timeout=10_000)
    view.show_source(source)
    qtbot.waitUntil(lambda: view.complete() and view.count() > MILLION, timeout=10_000)
    view.selectionModel().select(
        _range(view.model(), 0, 19_999), view.selectionModel().SelectionFlag.ClearAndSelect
    )
    with figure(pulse, "copy 20,000 rows", limit=5000), qtbot.waitSignal(view.told, timeout=20_000):
        view.copy()
    assert QGuiApplication.clipboard().mimeData().text().count("\n") == 19_999


def _range(model: QAbstractItemModel, first: int, last: int) -> QItemSelection:
    return QItemSelection(model.index(first, 0), model.index(last, model.columnCount() - 1))
