"""What the tests of the record table show: numbered records from a source that can be told to wait."""

import threading
from array import array
from collections.abc import Sequence

from ui.kit.rows import Cell, Column, Row, Sort
from ui.kit.table import RecordTable

COLUMNS = (
    Column("at", "Time", 70, size=12, tone="text2"),
    Column("who", "Caller", 140),
    Column("what", "Matter", 160, stretch=1),
    Column("n", "No.", 60, align="right", sorts=False),
)


class Source:
    """Numbers 1 to `count` as records, newest first when sorted so; can be told to wait."""

    def __init__(self, count: int = 1000, *, ids: Sequence[int] | None = None) -> None:
        self.ids = array("q", ids if ids is not None else range(1, count + 1))
        self.gate: threading.Event | None = None
        self.finds: list[tuple[int | None, Sort | None]] = []
        self.fetched: list[int] = []
        self.interrupted: list[object] = []
        self.words = "matter"

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        self.finds.append((limit, sort))
        if self.gate is not None:
            self.gate.wait(5)
        ids = self.ids[::-1] if sort and sort.descending else self.ids
        return ids[:limit] if limit else ids[:]

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        self.fetched.extend(ids)
        return [self.row(id) for id in ids]

    def row(self, id: int) -> Row:
        cells = (Cell(f"{id % 24:02}:00"), Cell(f"caller {id}"), Cell(f"{self.words} {id}"), Cell(str(id)))
        return Row(id, cells, lead=cells[0], title=cells[1], sub=cells[2])

    def interrupt(self, token: object) -> None:
        self.interrupted.append(token)
        if self.gate is not None:
            self.gate.set()


def wait_rows(qtbot, view: RecordTable) -> None:
    def arrived() -> None:
        first, last = view._visible_rows()
        assert view.complete()
        assert view.model().row_at(first) is not False
        assert view.model().row_at(last) is not False

    qtbot.waitUntil(lambda: arrived() is None, timeout=5000)


def shown(view: RecordTable, source: Source, qtbot) -> None:
    with qtbot.waitSignal(view.counted, check_params_cb=lambda _, complete: complete, timeout=5000):
        view.show_source(source)
    wait_rows(qtbot, view)
