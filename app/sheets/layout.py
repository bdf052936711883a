"""A table measured for paper: column edges, wrapped cells, row heights, what stays together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.sheets import fonts
from app.sheets.breaking import evenly, wrap
from app.sheets.columns import BODY, HEAD, PAD_X, edges_of, longest_word
from app.sheets.form import Align, Column, Entry, Fact, Facts, Fields, Group, Note, Row, Summary, Table, Value
from app.sheets.totals import cell_of, closing
from app.sheets.values import ALIGN, NUMBERS, clean, shown
from app.words import _

SMALLEST = 7.0
PAD_Y = 2.3
LEADING = 1.28
_RECORD_LINE = 17.0
_SHORT = 10  # characters; so short a text is cut into even lines
HAND = 23.0  # a line that a pen needs, 8 mm
HEAD_LEAST = 0.75
"""Share of its size that the head of a table keeps when its words are long."""
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
    grey: float | None = None


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


def table_grid(table: Table, width: float, *, tick: Callable[[], None] | None = None) -> Grid:
    """`table` set into `width` points. `tick` is called now and then and may raise to stop. FontMissing."""
    shaper = _Shaper(table.columns, width, table)
    units: list[Unit] = []
    for at, entry in enumerate(table.rows):
        if tick and at % 100 == 0:
            tick()
        unit = shaper.unit(entry)
        if isinstance(entry, Summary) and units:  # a subtotal never stands alone on a page
            above = units.pop()
            unit = Unit([*above.bands, *unit.bands], above.heads, above.reach)
        units.append(unit)
    if not table.rows and not table.empty_lines and not table.fill:
        units.append(Unit([shaper.across(table.empty or _("No entries"), align="center", grey=None)]))
    if table.empty_lines:  # lines for the hand stay together, and with the row above them
        above = units.pop() if units else Unit([])
        hand = [band for _line in range(table.empty_lines) for band in hand_line(len(table.columns)).bands]
        units.append(Unit([*above.bands, *hand], above.heads, above.reach))
    end = [shaper.summary(line) for line in closing(table)] + [shaper.note(note) for note in table.notes]
    last = Unit(end) if end else None
    if last and units and not table.fill:  # a total never stands alone on a page
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


LABEL = 0.145
"""Share of a record's line that each of its labels takes."""


def fields_grid(fields: Fields, width: float) -> Grid:
    """`fields` as lines of label and value twice, or once over the whole width. FontMissing."""
    edges = [0.0, width * LABEL, width / 2, width * (0.5 + LABEL), width]
    units = []
    for line in field_lines(fields.entries):
        cells = []
        for at, entry in enumerate(line):
            first = 2 * at
            last = 4 if entry.wide or (len(line) == 1 and not at) else first + 2
            cells.append(_cell(first, first + 1, edges, entry.label, "center", grey=GREY_HEAD))
            cells.append(
                _cell(first + 1, last, edges, shown(entry.value, entry.kind), "left", size=BODY + 0.5)
            )
        units.append(Unit([Band(cells, max(_height(cells) + 2, _RECORD_LINE))]))
    return Grid(edges, None, units)


def field_lines(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of a record line by line: two beside each other, a wide one alone."""
    lines: list[list[Entry]] = []
    for entry in entries:
        if not entry.wide and lines and len(lines[-1]) == 1 and not lines[-1][0].wide:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return lines


def as_fact(item: Fact | tuple[str, Value]) -> Fact:
    """A pair as the Fact that it stands for."""
    if isinstance(item, Fact):
        return item
    return Fact(item[0], item[1], "int" if isinstance(item[1], int) else "text")


class _Shaper:
    """Makes the bands of one table: knows its columns, their edges and how each is aligned."""

    def __init__(self, columns: Sequence[Column], width: float, table: Table) -> None:
        self.columns = columns
        self.aligns: list[Align] = [column.align or ALIGN[column.kind] for column in columns]
        self.spot = {column.key: at for at, column in enumerate(columns)}
        self.edges = edges_of(columns, width, table)

    def header(self) -> Band:
        """The titles, all in one size: a smaller one where a word would be broken otherwise."""
        face = fonts.face(bold=True)
        titles = [face.plain(clean(column.title)) for column in self.columns]
        rooms = [self.edges[at + 1] - self.edges[at] - 3 for at in range(len(titles))]
        tight = [
            room / longest_word(title)
            for title, room in zip(titles, rooms, strict=True)
            if longest_word(title)
        ]
        size = HEAD * max(HEAD_LEAST, min([1.0, *tight]))
        cells = [
            Cell(at, at + 1, evenly(title, room / size, face.widths), "center", size, True)
            for at, (title, room) in enumerate(zip(titles, rooms, strict=True))
        ]
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
    grey: float | None = None,
) -> Cell:
    """Text set into a cell; a number (`rigid`) that is too wide is set smaller before it is cut."""
    if not text:
        return Cell(first, last, [], align, size, bold, grey)
    room = edges[last] - edges[first] - 2 * PAD_X
    face = fonts.face(bold=bold)
    text = face.plain(text)
    if rigid:
        wide = face.width(text, 1)
        if wide * size > room:
            size = max(SMALLEST, min(size, room / wide))
            room += 1e-6
    cut = evenly if len(text) <= _SHORT else wrap
    return Cell(first, last, cut(text, room / size, face.widths), align, size, bold, grey)


def _height(cells: Sequence[Cell]) -> float:
    tallest = max((len(cell.lines) * cell.size for cell in cells), default=BODY)
    return max(tallest, BODY) * LEADING + 2 * PAD_Y
