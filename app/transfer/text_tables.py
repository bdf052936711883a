"""Text files as tables: which encoding, which separator, and the cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from app.sheets.bulk import RECKONED
from app.store.errors import UserError
from app.transfer.grid import MOST_AT_ONCE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid
from app.words import _

MOST_BYTES = 80_000_000
"""The largest text that is looked at."""
_SEPARATORS = ",\t;|"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SAMPLE = 400_000  # characters that decide encoding and separator


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of `raw` and the encoding's name: byte order mark, UTF-16 by its zeros, UTF-8, GB18030, Big5.

    Short GBK text is often valid UTF-8 by chance, but then without a single hanzi: so UTF-8 is believed only when
    more than half of what is not ASCII are characters of three bytes and more. UserError when it is no text.
    """
    for mark, codec, name in _BOMS:
        if raw.startswith(mark):
            return _strict(raw, codec, name), name
    if codec := _utf16(raw):
        return _strict(raw, codec, "UTF-16"), "UTF-16"
    if b"\x00" in raw[:4096]:
        raise UserError(_("This is no table: the file holds bytes that no text has."))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and _believable(text):
        return text, "UTF-8"
    found = [
        (_common(text, level), name, text)
        for codec, name, level in (("gb18030", "GB18030", _GB_LEVEL), ("big5hkscs", "Big5", _BIG5_LEVEL))
        if (text := _tried(raw, codec)) is not None
    ]
    if not found:
        raise UserError(
            _("The text is in no encoding that is known (UTF-8, GB18030, Big5, UTF-16), or the file is cut off."
              " Save it as .xlsx and try again.")
        )  # fmt: skip
    best = max(found, key=lambda each: each[0])
    return best[2], best[1]


def _strict(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        raise UserError(
            _(
                "The file says it is {encoding} and is not, or it is cut off. Save it once more and try again."
            ).format(encoding=name)
        ) from None


def _utf16(raw: bytes) -> str:
    """The byte order of UTF-16 without a mark: every comma, digit and line end has a zero beside it."""
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) * 10 < len(head) // 2 or min(even, odd) * 20 > len(head):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _believable(text: str) -> bool:
    sample = text[:_SAMPLE]
    narrow = sum(1 for mark in sample if "\x80" <= mark <= "\u07ff")
    return narrow == 0 or sum(1 for mark in sample if mark > "\u07ff") > narrow


def _tried(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _common(text: str, level: tuple[str, int, int]) -> float:
    """The share of hanzi that stand in the first, frequent level of a national character set."""
    codec, low, high = level
    seen = good = 0
    for mark, count in Counter(text[:_SAMPLE]).items():
        if mark > "\u2e7f":
            seen += count
            raw = mark.encode(codec, "ignore")
            good += count * (len(raw) == 2 and low <= raw[0] <= high)
    return good / seen if seen else 1.0


_GB_LEVEL = ("gb2312", 0xA1, 0xD7)  # signs and the 3,755 frequent hanzi
_BIG5_LEVEL = ("big5", 0xA1, 0xC6)


def table(raw: bytes, name: str) -> tuple[Grid, str]:
    """The cells of a text file and the name of its encoding. UserError when it is no table."""
    text, encoding = decoded(raw)
    separator = ""
    if text[:4].lower() == "sep=":
        first, _line, text = text.partition("\n")
        separator = first.strip()[4:5]
    separator = separator or _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    limit = csv.field_size_limit(1_000_000)
    try:
        rows = _rows(reader)
    except csv.Error:
        raise UserError(
            _("Row {row} can't be read: a quotation mark is open, or a cell is longer than any text.").format(
                row=reader.line_num
            )
        ) from None
    finally:
        csv.field_size_limit(limit)
    return Grid(name, rows), encoding


def _rows(reader: Iterable[list[str]]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for line in reader:
        row = trimmed(unguarded(cell) for cell in line)
        cells += len(row)
        if len(rows) >= MOST_ROWS or cells > MOST_CELLS or len(row) > MOST_COLUMNS:
            raise too_much()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def trimmed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells with blanks as None and without the empty ones at the end."""
    row = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def too_much() -> UserError:
    """The refusal of a sheet that is larger than any list."""
    return UserError(
        _(
            "This sheet is larger than a list can be ({rows} rows at most). Split it and import the parts."
        ).format(rows=f"{MOST_AT_ONCE:,}")
    )


def unguarded(text: str) -> str:
    """A CSV field without the apostrophe that keeps a spreadsheet from calculating it (app.sheets.bulk adds it)."""
    if text[:1] == "'" and text.lstrip("'")[:1] in RECKONED and text.lstrip("'"):
        return text[1:]
    return text


def _separator(text: str) -> str:
    """The separator that parts most of the first lines into the same number of cells."""
    sample = text[:20_000]
    best, score = ",", (0, 0.0)
    for mark in _SEPARATORS:
        counts: list[int] = []
        try:
            for line in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
                if line:
                    counts.append(len(line))
        except csv.Error:
            continue
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        usual, times = Counter(wide).most_common(1)[0]
        rated = (times, usual + len(wide) / len(counts))
        if rated > score:
            best, score = mark, rated
    return best
