"""The model of every list: all ids in memory, the rows of what is on screen fetched by reader jobs."""

import time
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.kit.jobs import Job, Jobs, Progress
from ui.kit.rows import PAGE, Column, Edit, Pages, Row, Sort, Source, edit_between, same_records

FIRST = 200  # hits shown before the whole list is known
_Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Answer:
    """What a find job brings: ids, the rows to show at once, and how to get there from the list on screen."""

    ids: "array[int]"
    pages: dict[int, list[Row | None]] = field(default_factory=dict)
    edit: Edit | None = None


class RecordModel(QAbstractTableModel):
    """Ids, pages of rows, and the jobs that fetch them. `data` is a look-up and never waits."""

    counted = Signal(int, bool)  # how many; whether that is all
    edited = Signal(object)  # the Edit that just turned the list into another
    searched = Signal()  # the answer to a new search is on screen (its first rows)
    failed = Signal(object)

    def __init__(self, columns: Sequence[Column], *, jobs: Jobs, parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.ids: array[int] = array("q")
        self.complete = True
        self.sort: Sort | None = None
        self.changed_at: dict[int, float] = {}
        self._jobs = jobs
        self._source: Source | None = None
        self._pages = Pages()
        self._find: Job | None = None
        self._token = 0
        self._fetching: dict[int, Job] = {}
        self._window = (0, 0)

    # Qt's questions

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ANSWERED:
            return None
        row = self._pages.at(index.row())
        if not isinstance(row, Row):
            return "…" if row is False and role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return row.spoken()
        column = index.column()
        if column >= len(row.cells):
            return row.title.text if column == 0 and role != Qt.ItemDataRole.ToolTipRole else None
        cell = row.cells[column]
        return (cell.tip or None) if role == Qt.ItemDataRole.ToolTipRole else cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.ids[index.row()] < 0:
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS

    # What the view asks

    def row_at(self, position: int) -> Row | bool | None:
        """The row at `position`; None when it is gone, False while it is being fetched."""
        return self._pages.at(position)

    def position_of(self, id: int) -> int:
        """Where record `id` stands, -1 when it is not in the list."""
        try:
            return self.ids.index(id)
        except ValueError:
            return -1

    def show(self, source: Source) -> None:
        """Show another source from its beginning. The latest wins; what still runs for an older one is interrupted."""
        self._source = source
        self.search()

    def search(self) -> None:
        """Ask the source anew: first FIRST ids with their rows, then all of them."""
        source, sort = self._source, self.sort
        if source is None:
            return
        token = self._begin()

        def first(progress: Progress) -> _Answer:
            ids = self._found(source, progress, FIRST, sort)
            return _Answer(ids, {0: source.rows(ids)} if ids else {})

        self._find = self._jobs.read(
            first, done=lambda a: self._first(token, a), failed=self._fail, owner=self
        )

    def reload(self) -> None:
        """Rows came or went: ask again, keep selection, scroll position and, while it is the same set, the order."""
        source, sort, old, window = self._source, self.sort, self.ids, self._window
        if source is None or (self._find is not None and not self._find.finished):
            self.search()  # the list on screen is not complete yet: there is nothing to keep
            return
        token = self._begin()

        def again(progress: Progress) -> _Answer:
            ids = self._found(source, progress, None, sort)
            if same_records(old, ids):
                ids = old
            progress.check()
            edit = edit_between(old, ids)
            return _Answer(ids, self._rows_of(source, ids, window, progress), edit)

        self._find = self._jobs.read(
            again, done=lambda a: self._again(token, a), failed=self._fail, owner=self
        )

    def refresh(self, changed: Iterable[int], *, lit: bool = True) -> None:
        """Fetch records again that changed; with `lit` their rows light up (another seat changed them)."""
        wanted = set(changed)
        places = {
            position: self.ids[position]
            for page in self._pages
            for position in range(page * PAGE, min((page + 1) * PAGE, len(self.ids)))
            if self.ids[position] in wanted
        }
        source, token = self._source, self._token
        if not places or source is None:
            return
        ids = list(places.values())

        def fetched(rows: list[Row | None]) -> None:
            if token != self._token:
                return
            for (position, id), row in zip(places.items(), rows, strict=True):
                if position >= len(self.ids) or self.ids[position] != id:
                    continue  # rows came or went meanwhile: the list was asked again and brings it itself
                self._pages.replace(position, row)
                if lit:
                    self.changed_at[self.ids[position]] = time.monotonic()
                self._repaint(position, position)

        self._jobs.read(lambda _: source.rows(ids), done=fetched, failed=self._fail, owner=self)

    def want(self, first: int, last: int) -> None:
        """Rows `first` to `last` are on screen: fetch what is missing of them and half a page around."""
        self._window = (first, last)
        if not self.ids or self._source is None:
            return
        low = max(0, first - PAGE // 2) // PAGE
        high = min(len(self.ids) - 1, last + PAGE // 2) // PAGE
        for page in [p for p in self._fetching if not low <= p <= high]:
            self._fetching.pop(page).cancel()
        middle = (first + last) // 2 // PAGE
        for page in sorted(range(low, high + 1), key=lambda p: abs(p - middle)):
            self._pages.touch(page)
            if page not in self._pages and page not in self._fetching:
                self._fetch(page)

    def set_sort(self, sort: Sort | None) -> None:
        """Sort by another column: a new search."""
        self.sort = sort
        self.search()

    def source(self) -> Source | None:
        """The source on screen."""
        return self._source

    # Jobs and their answers

    def _begin(self) -> int:
        if self._find is not None:
            self._find.cancel()
        for job in self._fetching.values():
            job.cancel()
        self._fetching.clear()
        self._token += 1
        return self._token

    def _found(self, source: Source, progress: Progress, limit: int | None, sort: Sort | None) -> Any:
        name = object()
        progress.check()
        progress.on_cancel(lambda: source.interrupt(name))
        return source.find(limit, sort, name)

    @staticmethod
    def _rows_of(
        source: Source, ids: "array[int]", window: tuple[int, int], progress: Progress
    ) -> dict[int, list]:
        """The pages of a window, so that a reloaded list appears in one paint."""
        last = min(window[1], len(ids) - 1)
        pages = {}
        for page in range(window[0] // PAGE, last // PAGE + 1 if ids else 0):
            progress.check()
            pages[page] = source.rows(ids[page * PAGE : (page + 1) * PAGE])
        return pages

    def _first(self, token: int, answer: _Answer) -> None:
        if token != self._token:
            return
        self.beginResetModel()
        self.ids = answer.ids
        self._pages.clear()
        self.changed_at.clear()
        for page, rows in answer.pages.items():
            self._pages.put(page, rows)
        self.complete = len(answer.ids) < FIRST
        self.endResetModel()
        self.counted.emit(len(self.ids), self.complete)
        self.searched.emit()
        source, sort = self._source, self.sort
        if self.complete or source is None:
            return

        def all_of(progress: Progress) -> _Answer:
            ids = self._found(source, progress, None, sort)
            return _Answer(ids, edit=edit_between(answer.ids, ids))

        self._find = self._jobs.read(
            all_of, done=lambda a: self._again(token, a), failed=self._fail, owner=self
        )

    def _again(self, token: int, answer: _Answer) -> None:
        if token != self._token or answer.edit is None:
            return
        edit, old = answer.edit, self.ids
        self._pages.clear() if edit.removed or edit.start < len(old) else None
        if edit.removed:
            self.beginRemoveRows(QModelIndex(), edit.start, edit.start + edit.removed - 1)
            self.ids = old[: edit.start] + old[edit.start + edit.removed :]
            self.endRemoveRows()
        if edit.added:
            self.beginInsertRows(QModelIndex(), edit.start, edit.start + edit.added - 1)
            self.ids = answer.ids
            self.endInsertRows()
        for page, rows in answer.pages.items():
            self._pages.put(page, rows)
        self.complete = True
        self.edited.emit(edit)
        if self.ids:
            self._repaint(self._window[0], min(self._window[1], len(self.ids) - 1))
        self.counted.emit(len(self.ids), True)
        self.want(*self._window)

    def _fetch(self, page: int) -> None:
        source, token = self._source, self._token
        ids = self.ids[page * PAGE : (page + 1) * PAGE]

        def fetched(rows: list[Row | None]) -> None:
            if token == self._token:
                self._fetching.pop(page, None)
                self._pages.put(page, rows)
                self._repaint(page * PAGE, min((page + 1) * PAGE, len(self.ids)) - 1)

        def lost(error: Exception) -> None:
            self._fetching.pop(page, None)
            self._fail(error)

        if source is not None:
            self._fetching[page] = self._jobs.read(
                lambda _: source.rows(ids), done=fetched, failed=lost, owner=self
            )

    def _repaint(self, first: int, last: int) -> None:
        if 0 <= first <= last < len(self.ids):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)


_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_ANSWERED = frozenset(
    (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
)
