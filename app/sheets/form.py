"""A printed form as pure data: what stands on the paper, before anything is drawn.

The paper conventions are those of Chinese offices: company, spaced title, a sub-line of three, a framed
table whose header repeats, totals, a signature line, and 第X页 共X页 at the foot.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

Value = str | int | float | Decimal | date | datetime | time | timedelta | None
Kind = Literal[
    "text", "int", "mean", "money", "number", "percent", "date", "time", "datetime", "phone", "duration"
]
Align = Literal["left", "center", "right"]
Tone = Literal["subtotal", "section", "total"]
Row = Mapping[str, Value] | Sequence[Value]
"""Cells by column key, or one for each column in order."""
Progress = Callable[[int, int], None]
"""Called with done and total (0: unknown). To cancel, raise from it: nothing is left on the disk."""


class FontMissing(Exception):  # noqa: N818 - said as it is, like the other errors of the program
    """A shipped font is not where it should be; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is in millimetres on paper; the widths of a table are fitted to the page.

    Kinds and what their values are: text, phone: str · int: int · mean: one decimal, always, as int
    writes a float · number: up to 3 decimals · money: two
    decimals, 元 · percent: a share, 0.25 is 25.0% · date, datetime, time: of those types, in the
    office's zone (a zone that is still on them is dropped, not converted) · duration: seconds or
    timedelta, shown as minutes:seconds. None is an empty cell. A str in any kind is printed as it is.
    `total="sum"` puts the column's sum into the table's total row.
    """

    key: str
    title: str
    width: float
    kind: Kind = "text"
    align: Align | None = None
    total: Literal["sum"] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A bold line on grey: `label` runs over the leading cells up to the first of `cells`."""

    label: str
    cells: Mapping[str, Value] = field(default_factory=dict)
    tone: Tone = "subtotal"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stay on one page. The cells of `head` are written once, beside all rows of the group."""

    rows: Sequence[Row]
    head: Mapping[str, Value] = field(default_factory=dict)
    subtotal: Summary | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A line inside the frame, below the totals: 金额大写, facts of the month."""

    text: str
    right: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A framed table. The total row comes when a column has a `total` or `totals` is not empty.

    totals: cells of the total row that are no sums (shares, averages). foot: further lines under it.
    empty_lines: lines to be filled by hand; `fill` adds as many as the last page holds (PDF only).
    empty: what stands in the one row of a table without rows ("" says that there are no entries).
    """

    columns: Sequence[Column]
    rows: Sequence[Row | Group | Summary]
    title: str = ""
    totals: Mapping[str, Value] = field(default_factory=dict)
    total_label: str = ""
    foot: Sequence[Summary] = ()
    notes: Sequence[Note] = ()
    empty_lines: int = 0
    fill: bool = False
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a value for each label of its chart (None: no point)."""

    name: str
    values: Sequence[int | float | Decimal | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in black and grey, to be read from a plain printer. A pie takes its first series only.

    Two charts with `half` that follow each other stand side by side. `height` is in millimetres.
    """

    kind: Literal["bar", "line", "pie", "hbar"]
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    height: float = 55
    half: bool = False
    values: Literal["int", "number", "money", "percent"] = "int"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, one for each line; long ones wrap. `size` in points."""

    lines: Sequence[str]
    title: str = ""
    size: float = 9.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One box of a board: `lines` large in its middle, `corner` and `tag` small at its upper edge, `foot` below."""

    lines: Sequence[str] = ()
    corner: str = ""
    tag: str = ""
    foot: str = ""
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A grid of boxes to be read from afar, such as a month on the wall: `titles` above, rows of as many spots.

    `size` is that of the lines in points, made smaller for a line that is too wide; `height` is how many millimetres
    the rows fill together, more when their lines need it.
    """

    titles: Sequence[str]
    rows: Sequence[Sequence[Spot]]
    size: float = 16
    height: float = 120


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its name."""

    label: str
    value: Value
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures side by side in a grid: names above, values below. A pair is a Fact of kind int or text."""

    facts: Sequence[Fact | tuple[str, Value]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record: its label on grey and what stands beside it. `wide`: over the whole width."""

    label: str
    value: Value
    kind: Kind = "text"
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A record as a card: labels beside values, two to a line, wide ones alone. Empty values leave room to write."""

    entries: Sequence[Entry]
    title: str = ""


Block = Table | Chart | Text | Facts | Fields | Board


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: A4, margins of 20 mm.

    title: without spaces, the drawing spaces it. left, center, right: the sub-line (编制部门, period,
    unit). signatures: "制表：陈静", "审核：", … in one line. remark: small print below them. foot: left
    in the page foot (version and time of freezing). name: of the worksheet, when the title will not do.
    """

    title: str
    blocks: Sequence[Block]
    company: str = ""
    left: str = ""
    center: str = ""
    right: str = ""
    orientation: Literal["portrait", "landscape"] = "portrait"
    signatures: Sequence[str] = ()
    form_no: str = ""
    remark: str = ""
    foot: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Who prints and when (office zone). It stands in every page foot; the same gives the same bytes."""

    at: datetime
    by: str = ""
