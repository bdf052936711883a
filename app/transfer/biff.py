"""What the records of an old workbook (.xls, .et) tell that its values do not: the rows it does not show."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path

_BOF, _EOF, _SHEET, _ROW, _CODEPAGE = 0x0809, 0x000A, 0x0085, 0x0208, 0x0042
_HIDDEN = 0x20  # of the options of a row ([MS-XLS] 2.4.221)
_STREAMS = ("Workbook", "Book")
_BIFF8 = 0x0600


def hidden_rows(path: Path) -> dict[str, frozenset[int]]:
    """Rows that are not shown, from 0, by the name of the sheet; {} when the file does not tell it plainly.

    The values are read by others; here only the heads of the records are looked at.
    """
    try:
        stream = _stream(path)
        return {name: frozenset(_hidden(stream, at)) for name, at in _sheets(stream)}
    except Exception:  # noqa: BLE001 - these facts are extra: the values are read, or refused, by another way
        return {}


def _stream(path: Path) -> memoryview:
    """The workbook's stream out of the compound file."""
    from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        document = CompDoc(path.read_bytes(), logfile=nowhere)
        for name in _STREAMS:
            whole, start, length = document.locate_named_stream(name)
            if whole:
                return memoryview(whole)[start : start + length]
    return memoryview(b"")


def _records(stream: memoryview, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record from `at` to the end of its part; parts within it are passed over."""
    deep = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOF:
            deep += 1
        elif kind == _EOF:
            deep -= 1
            if deep <= 0:
                return
        elif deep == 1:
            yield kind, at + 4, length
        at += 4 + length


def _sheets(stream: memoryview) -> Iterator[tuple[str, int]]:
    """Name and place of each sheet."""
    newest = struct.unpack_from("<H", stream, 4)[0] == _BIFF8
    page = "cp936"
    for kind, at, length in _records(stream, 0):
        if kind == _CODEPAGE and not newest:
            page = f"cp{struct.unpack_from('<H', stream, at)[0]}"
        if kind == _SHEET:
            place = struct.unpack_from("<I", stream, at)[0]
            text = bytes(stream[at + (8 if newest else 7) : at + length])
            wide = newest and stream[at + 7] & 1
            yield text.decode("utf-16-le" if wide else "latin-1" if newest else page), place


def _hidden(stream: memoryview, at: int) -> Iterator[int]:
    for kind, place, length in _records(stream, at):
        if kind == _ROW and length >= 14:
            row, options = struct.unpack_from("<H10xH", stream, place)
            if options & _HIDDEN:
                yield row
