"""What a list shows, Qt-free: cells, rows, columns, where they come from, and the pages kept of them."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

PAGE = 200  # rows fetched at a time
KEPT = 50  # pages remembered


class Cell(NamedTuple):
    """One formatted value. `tone` as in Tokens.tone; `tag` draws it as a soft tag; `found` are lit (start, length)."""

    text: str = ""
    tone: str = ""
    tag: bool = False
    icon: str = ""
    bold: bool = False
    tip: str = ""
    found: tuple[tuple[int, int], ...] = ()
    kept: bool = False
    """Not struck out though the record lies in the bin: who put it there, and when."""


def lit(shown: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Where `wanted` stands in `shown`, letters large or small; nowhere when it was found by pinyin or by number."""
    wanted = wanted.strip().lower()
    at = shown.lower().find(wanted) if wanted else -1
    return ((at, len(wanted)),) if at >= 0 else ()


class Row(NamedTuple):
    """One record, formatted by the reader thread.

    cells -- one for each column of the table. For narrow panes: `lead` (the time), `title`, `sub` under it,
    `mark` at the right of the first line, `end` at the right of the second.
    """

    id: int
    cells: tuple[Cell, ...] = ()
    lead: Cell = Cell()
    title: Cell = Cell()
    sub: Cell = Cell()
    mark: Cell = Cell()
    end: Cell = Cell()
    deleted: bool = False

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = [c.text for c in (self.lead, self.title, self.sub, self.mark, self.end) if c.text]
        return ", ".join(parts or [c.text for c in self.cells if c.text])


class Column(NamedTuple):
    """A column: `stretch` shares what width is left; `sorts` when a click on its header may sort by `key`."""

    key: str
    title: str
    width: int = 96
    align: str = "left"
    stretch: int = 0
    sorts: bool = True
    size: int = 14
    tone: str = "text"
    hidden: bool = False
    bin: bool = False
    """Shown in the bin only, and always there: who put the record away, and when."""


class Sort(NamedTuple):
    """The column that sorts and its direction."""

    key: str
    descending: bool = False


class Source(Protocol):
    """Where a list comes from. Both calls run on a reader thread; ids below zero are headings."""

    def find(self, limit: int | None, sort: Sort | None, token: object) -> "array[int]":
        """Ids in order, at most `limit`; `token` names the statement for `interrupt`."""

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """A row for every id, in the order asked; None for one that is gone."""

    def interrupt(self, token: object) -> None:
        """Stop the `find` that runs under `token`, from another thread. Nothing when none does."""


class Pages:
    """The rows known of a list, by page; the longest unused page is forgotten."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept = kept
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, page: int) -> bool:
        return page in self._pages

    def __iter__(self) -> Iterator[int]:
        return iter(self._pages)

    def put(self, page: int, rows: list[Row | None]) -> None:
        """Keep `rows` as `page`."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)

    def touch(self, page: int) -> None:
        """`page` is on screen: forget it last."""
        if page in self._pages:
            self._pages.move_to_end(page)

    def at(self, position: int) -> "Row | bool | None":
        """The row at `position`; None when it is gone, False when it is not known yet."""
        page = self._pages.get(position // PAGE)
        if page is None or position % PAGE >= len(page):
            return False
        return page[position % PAGE]

    def replace(self, position: int, row: Row | None) -> None:
        """Put a fresh row where one is known."""
        page = self._pages.get(position // PAGE)
        if page is not None and position % PAGE < len(page):
            page[position % PAGE] = row

    def clear(self) -> None:
        """Forget all."""
        self._pages.clear()


class Edit(NamedTuple):
    """How one id list becomes another: `removed` rows from `start`, then `added` rows in their place."""

    start: int
    removed: int
    added: int


def edit_between(old: "array[int]", new: "array[int]") -> Edit:
    """The smallest single replacement that turns `old` into `new` (common head and tail stay)."""
    most = min(len(old), len(new))
    head = _alike(old, new, most)
    tail = _alike(old, new, most - head, from_end=True)
    return Edit(head, len(old) - head - tail, len(new) - head - tail)


_BLOCK = 4096


def _alike(old: "array[int]", new: "array[int]", most: int, *, from_end: bool = False) -> int:
    """How many ids, at most `most`, the lists share at one end. By blocks of bytes: a million in 5 ms, and the
    interpreter lock is never held for long.
    """
    shared = 0
    while shared < most:
        size = min(_BLOCK, most - shared)
        if from_end:
            one, other = (
                old[len(old) - shared - size : len(old) - shared],
                new[len(new) - shared - size : len(new) - shared],
            )
        else:
            one, other = old[shared : shared + size], new[shared : shared + size]
        alike = one.typecode == other.typecode  # ids of four bytes and of eight are compared one by one
        if one.tobytes() != other.tobytes() if alike else one != other:
            pairs = (
                zip(reversed(one), reversed(other), strict=True) if from_end else zip(one, other, strict=True)
            )
            return shared + next(n for n, (a, b) in enumerate(pairs) if a != b)
        shared += size
    return shared


def same_records(old: "array[int]", new: "array[int]") -> bool:
    """Whether both lists hold the same ids, in whatever order."""
    return len(old) == len(new) and (old == new or sorted(old) == sorted(new))
