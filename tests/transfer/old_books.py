"""Workbooks as Excel 5.0 and 95 wrote them in China: BIFF5 in code page 936, in a compound file ([MS-CFB])."""

import struct
from collections.abc import Collection, Sequence
from pathlib import Path

SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_GLOBALS, _SHEET = 0x0005, 0x0010


def biff5(
    path: Path,
    rows: Sequence[Sequence[str | float]],
    *,
    name: str = "名单",
    stream: str = "Book",
    hidden: Collection[int] = (),
) -> Path:
    """Write one sheet; texts in GBK, as such files have them. `hidden` are rows that are not shown, from 0."""
    path.write_bytes(_compound(stream, _book(rows, name, hidden)))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _start(of: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHH", 0x0500, of, 0x096C, 0x07C9))


def _book(rows: Sequence[Sequence[str | float]], name: str, hidden: Collection[int]) -> bytes:
    title = name.encode("gbk")
    head = _start(_GLOBALS) + _record(0x0042, struct.pack("<H", 936))
    sheet_at = len(head) + 4 + 7 + len(title) + 4
    told = _record(0x0085, struct.pack("<IHB", sheet_at, 0, len(title)) + title)
    sheet = _start(_SHEET)
    sheet += _record(0x0200, struct.pack("<HHHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for at in hidden:
        sheet += _record(0x0208, struct.pack("<HHHHHHI", at, 0, len(rows[at]), 0x00FF, 0, 0, 0x0120))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("gbk")
                sheet += _record(0x0204, struct.pack("<HHHH", at, column, 0, len(text)) + text)
            else:
                sheet += _record(0x0203, struct.pack("<HHHd", at, column, 0, cell))
    end = _record(0x000A, b"")
    return head + told + end + sheet + end


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, long enough to have sectors of its own."""
    stream += bytes(max(4096, -(-len(stream) // SECTOR) * SECTOR) - len(stream))
    count = len(stream) // SECTOR
    chain = [_TABLE, _END, *range(3, 2 + count), _END]
    assert len(chain) <= SECTOR // 4, "one sector of table is enough for a test"
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[_FREE] * (SECTOR // 4 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0)
    folder += _entry(name, 2, child=_FREE, start=2, size=len(stream)) + _entry("", 0) * 2
    return head + table + folder + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, _FREE, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip
