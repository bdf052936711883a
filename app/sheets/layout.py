"""A table measured for paper: column edges, wrapped cells, row heights, what stays together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

from app.sheets import fonts
from app.sheets.breaking import wrap
from app.sheets.form import Align, Column, Fact, Facts, Group, Note, Row, Summary, Table, Value
from app.sheets.values import ALIGN, NUMBERS, TIMES, clean, decimal, seconds, shown
from app.words import _

BODY, SMALLEST, HEAD = 8.0, 7.0, 8.5
PAD_X, PAD_Y = 3.0, 2.9
LEADING = 1.28
HAND = 23.0  # a line that a pen needs, 8 mm
GREY_HEAD, GREYS = 0.93, {"subtotal": 0.965, "section": 0.94, "total": 0.88}


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of text over the columns `first` to `last` (exclusive)."""

    first: int
    last: int
    lines: list[str]
    align: Align = "left"
    size: float = BODY
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One row as drawn, cells from left to right. `grey` is its ground, None for paper."""

    cells: list[Cell]
    height: float
    grey: float | None = None

    def split(self, room: float) -> "tuple[Band, Band] | None":
        """This row cut after the last line of text that fits into `room`; None when not one line fits."""
        size = max((cell.size for cell in self.cells), default=BODY)
        fits = int((room - 2 * PAD_Y) // (size * LEADING))
        if fits < 1 or all(len(cell.lines) <= fits for cell in self.cells):
            return None
        upper = [replace(cell, lines=cell.lines[:fits]) for cell in self.cells]
        lower = [replace(cell, lines=cell.lines[fits:]) for cell in self.cells]
        return (
            Band(upper, fits * size * LEADING + 2 * PAD_Y, self.grey),
            Band(lower, _height(lower), self.grey),
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows that stay on one page; the cells of `heads` run down beside the first `reach` of them."""

    bands: list[Band]
    heads: list[Cell] = field(default_factory=list)
    reach: int = 0

    @property
    def height(self) -> float:
        """Points."""
        return sum(band.height for band in self.bands)

    def split(self, room: float) -> "tuple[Unit, Unit] | None":
        """The part that fits into `room` and the rest; the heads stand in both. None when nothing fits."""
        used = 0.0
        for at, band in enumerate(self.bands):
            if used + band.height > room:
                parts = band.split(room - used) if band.height > 3 * HAND else None
                if not at and not parts:
                    return None
                above, below = ([parts[0]], [parts[1]]) if parts else ([], [band])
                upper = [*self.bands[:at], *above]
                lower = [*below, *self.bands[at + 1 :]]
                reached = min(self.reach, len(upper))
                left = self.reach - min(self.reach, at)
                return Unit(upper, self.heads, reached), Unit(lower, self.heads if left > 0 else [], left)
            used += band.height
        return None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be set: `edges` are the x of the column lines, from 0 to the printable width."""

    edges: list[float]
    header: Band | None
    units: list[Unit]
    last: Unit | None = None
    fill: bool = False


def table_grid(table: Table, width: float) -> Grid:
    """`table` set into `width` points. FontMissing."""
    shaper = _Shaper(table.columns, width, table)
    units = [shaper.unit(entry) for entry in table.rows]
    if not table.rows and not table.empty_lines and not table.fill:
        units.append(Unit([shaper.across(table.empty or _("No entries"), align="center", grey=None)]))
    units += [hand_line(len(table.columns)) for _line in range(table.empty_lines)]
    end = [shaper.summary(line) for line in closing(table)] + [shaper.note(note) for note in table.notes]
    last = Unit(end) if end else None
    if last and units and not table.empty_lines and not table.fill:  # a total never stands alone on a page
        unit = units.pop()
        last = Unit([*unit.bands, *last.bands], unit.heads, unit.reach)
    return Grid(shaper.edges, shaper.header(), units, last, table.fill)


def hand_line(columns: int) -> Unit:
    """An empty line to be filled by hand."""
    return Unit([Band([Cell(at, at + 1, []) for at in range(columns)], HAND)])


def facts_grid(facts: Facts, width: float, *, per_line: int) -> Grid:
    """`facts` in lines of at most `per_line`, as even as they go."""
    items = [as_fact(item) for item in facts.facts]
    count = -(-len(items) // (-(-len(items) // per_line))) if items else 1
    edges = [width * at / count for at in range(count + 1)]
    units = []
    for start in range(0, len(items), count):
        line = items[start : start + count]
        names = [_cell(at, at + 1, edges, item.label, "center", size=BODY) for at, item in enumerate(line)]
        values = [
            _cell(at, at + 1, edges, shown(item.value, item.kind), "center", size=10.5, bold=True)
            for at, item in enumerate(line)
        ]
        if len(line) < count:  # one blank cell to the right edge
            names.append(Cell(len(line), count, []))
            values.append(Cell(len(line), count, []))
        units.append(Unit([Band(names, _height(names), GREY_HEAD), Band(values, _height(values) + 3)]))
    return Grid(edges, None, units)


def as_fact(item: Fact | tuple[str, Value]) -> Fact:
    """A pair as the Fact that it stands for."""
    if isinstance(item, Fact):
        return item
    return Fact(item[0], item[1], "int" if isinstance(item[1], int) else "text")


def closing(table: Table) -> list[Summary]:
    """The lines under a table's rows: the total, if there is one, and the foot."""
    sums = {column.key: total(table, column) for column in table.columns if column.total}
    if not sums and not table.totals:
        return list(table.foot)
    label = table.total_label or _("Total")
    return [Summary(label, {**sums, **table.totals}, "total"), *table.foot]


def total(table: Table, column: Column) -> Value:
    """The exact sum of a column's numbers over all rows; summaries in between do not count."""
    at = list(table.columns).index(column)
    values = [cell_of(row, column.key, at) for row in plain_rows(table.rows)]
    if column.kind == "duration":
        lengths = [seconds(value) for value in values if isinstance(value, timedelta | int | float | Decimal)]
        return sum(lengths, start=0.0)
    exact = [decimal(value) for value in values if isinstance(value, int | float | Decimal)]
    result = sum((value for value in exact if value is not None), start=Decimal(0))
    return int(result) if column.kind == "int" else result


def plain_rows(entries: Sequence[Row | Group | Summary]) -> Iterator[Row]:
    """The rows of a table, those of groups too."""
    for entry in entries:
        if isinstance(entry, Group):
            yield from entry.rows
        elif not isinstance(entry, Summary):
            yield entry


def cell_of(row: Row, key: str, at: int) -> Value:
    """The value of column `key`, the `at`-th, in a row of either form; None when the row ends before it."""
    if isinstance(row, Mapping):
        return row.get(key)
    return row[at] if at < len(row) else None


class _Shaper:
    """Makes the bands of one table: knows its columns, their edges and how each is aligned."""

    def __init__(self, columns: Sequence[Column], width: float, table: Table) -> None:
        self.columns = columns
        self.aligns: list[Align] = [column.align or ALIGN[column.kind] for column in columns]
        self.spot = {column.key: at for at, column in enumerate(columns)}
        self.edges = _edges(columns, width, table)

    def header(self) -> Band:
        cells = []
        for at, column in enumerate(self.columns):
            room = self.edges[at + 1] - self.edges[at] - 3
            cells.append(Cell(at, at + 1, _balanced(clean(column.title), room), "center", HEAD, True))
        return Band(cells, max(_height(cells), 20), GREY_HEAD)

    def unit(self, entry: Row | Group | Summary) -> Unit:
        if isinstance(entry, Summary):
            return Unit([self.summary(entry)])
        if not isinstance(entry, Group):
            return Unit([self.row(entry)])
        taken = {self.spot[key] for key in entry.head}
        bands = [self.row(row, without=taken) for row in entry.rows]
        if entry.subtotal:
            bands.append(self.summary(entry.subtotal, without=taken))
        heads = [self.cell(self.spot[key], value) for key, value in entry.head.items()]
        lack = _height(heads) - sum(band.height for band in bands)
        if bands and lack > 0:  # the names beside need more room than the rows
            bands[-1] = replace(bands[-1], height=bands[-1].height + lack)
        return Unit(bands, heads, len(bands))

    def row(self, row: Row, *, without: set[int] | frozenset[int] = frozenset()) -> Band:
        cells = [
            self.cell(at, cell_of(row, column.key, at))
            for at, column in enumerate(self.columns)
            if at not in without
        ]
        return Band(cells, _height(cells))

    def cell(self, at: int, value: Value, *, bold: bool = False) -> Cell:
        column = self.columns[at]
        text = shown(value, column.kind)
        align: Align = "left" if isinstance(value, str) and column.kind in NUMBERS else self.aligns[at]
        if text in ("—", "－", "-"):
            align = self.aligns[at]
        return _cell(at, at + 1, self.edges, text, align, bold=bold, rigid=column.kind in NUMBERS)

    def summary(self, line: Summary, *, without: set[int] | frozenset[int] = frozenset()) -> Band:
        free = [at for at in range(len(self.columns)) if at not in without]
        valued = [at for at in free if line.cells.get(self.columns[at].key) is not None]
        upto = valued[0] if valued else len(self.columns)
        cells = []
        if free and upto > free[0]:
            align: Align = "left" if line.tone == "subtotal" else "center"
            cells.append(_cell(free[0], upto, self.edges, clean(line.label), align, bold=True))
        for at in free:
            if at >= upto:
                cells.append(self.cell(at, line.cells.get(self.columns[at].key), bold=True))
        return Band(cells, _height(cells) + (2 if line.tone == "total" else 0), GREYS[line.tone])

    def note(self, note: Note) -> Band:
        size = 9.5 if note.bold else BODY + 0.5
        band = self.across(note.text, align="left", grey=None, size=size, bold=note.bold, right=note.right)
        return replace(band, height=band.height + 4)

    def across(
        self,
        text: str,
        *,
        align: Align,
        grey: float | None,
        size: float = BODY,
        bold: bool = False,
        right: str = "",
    ) -> Band:
        wide = fonts.face(bold=True).width(fonts.face(bold=True).plain(clean(text + right)), size)
        if right and wide > self.edges[-1] - 6 * PAD_X:  # not both in one line: one after the other
            text, right = f"{text}  {right}", ""
        cells = [_cell(0, len(self.columns), self.edges, clean(text), align, size=size, bold=bold)]
        height = _height(cells)
        if right:
            cells.append(_cell(0, len(self.columns), self.edges, clean(right), "right", size=size))
        return Band(cells, height, grey)


def _cell(
    first: int,
    last: int,
    edges: Sequence[float],
    text: str,
    align: Align,
    *,
    size: float = BODY,
    bold: bool = False,
    rigid: bool = False,
) -> Cell:
    """Text set into a cell; a number (`rigid`) that is too wide is set smaller before it is cut."""
    if not text:
        return Cell(first, last, [], align, size, bold)
    room = edges[last] - edges[first] - 2 * PAD_X
    face = fonts.face(bold=bold)
    text = face.plain(text)
    if rigid:
        wide = face.width(text, 1)
        if wide * size > room:
            size = max(SMALLEST, min(size, room / wide))
            room += 1e-6
    return Cell(first, last, wrap(text, room / size, face.widths), align, size, bold)


def _height(cells: Sequence[Cell]) -> float:
    tallest = max((len(cell.lines) * cell.size for cell in cells), default=BODY)
    return max(tallest, BODY) * LEADING + 2 * PAD_Y


@cache
def _balanced(title: str, room: float) -> list[str]:
    """A column title in as few lines as `room` allows, of about equal length."""
    face = fonts.face(bold=True)
    title = face.plain(title)
    best = wrap(title, room / HEAD, face.widths)
    if "\n" in title or len(best) == 1:
        return best
    for tenth in range(1, 10):
        tried = wrap(title, room / HEAD * tenth / 10, face.widths)
        if len(tried) == len(best):
            return tried
    return best


def _edges(columns: Sequence[Column], width: float, table: Table) -> list[float]:
    """Column edges: the wished widths fitted to `width`, but wide enough for what must not be cut."""
    wished = sum(column.width for column in columns)
    fitted = [column.width * width / wished for column in columns]
    needed = [_needed(column, at, table) for at, column in enumerate(columns)]
    slack = [max(0.0, has - need) for has, need in zip(fitted, needed, strict=True)]
    lack = sum(max(0.0, need - has) for has, need in zip(fitted, needed, strict=True))
    if lack and sum(slack):
        given = min(1.0, sum(slack) / lack)
        taken = min(1.0, lack / sum(slack))
        fitted = [
            has + (need - has) * given if need > has else has - free * taken
            for has, need, free in zip(fitted, needed, slack, strict=True)
        ]
    edges = [0.0]
    for has in fitted:
        edges.append(edges[-1] + has)
    edges[-1] = width
    return edges


def _needed(column: Column, at: int, table: Table) -> float:
    """Points that a column must have: its longest number, code or date; two hanzi for text."""
    regular, bold = fonts.face(), fonts.face(bold=True)
    least = bold.width(bold.plain(clean(column.title).replace("\n", ""))[:2], HEAD) + 4
    texts = {shown(cell_of(row, column.key, at), column.kind) for row in plain_rows(table.rows)}
    totals = {shown(line.cells.get(column.key), column.kind) for line in closing(table)}
    for entry in table.rows:
        if isinstance(entry, Group):
            texts.add(shown(entry.head.get(column.key), column.kind))
            if entry.subtotal:
                totals.add(shown(entry.subtotal.cells.get(column.key), column.kind))
        elif isinstance(entry, Summary):
            totals.add(shown(entry.cells.get(column.key), column.kind))
    if column.kind in TIMES:
        texts = {part for text in texts for part in text.split(" ")}
    elif column.kind == "text":
        texts = {text for text in texts if text.isascii() and len(text) <= 14 and " " not in text}
    widest = max((regular.width(regular.plain(text), BODY) for text in texts if "\n" not in text), default=0)
    bolder = max((bold.width(bold.plain(text), BODY) for text in totals if "\n" not in text), default=0)
    most = 90.0  # no column may starve the others
    return max(least, min(most, max(widest, bolder if column.kind != "text" else 0) + 2 * PAD_X + 0.2))
