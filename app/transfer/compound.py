"""Old workbooks (.xls, .et) are small file systems: whether all of their sectors are there, and what lies in them."""

import struct
from collections.abc import Iterator
from pathlib import Path

_FREE = 0xFFFFFFFF
_HIGHEST = 0xFFFFFFFA  # from here on a number is a mark, not a sector
_MOST = 1000  # sectors of a directory that are looked at


_FOLDER = 128  # bytes of an entry of the directory


def names(path: Path) -> set[str]:
    """The names of the streams and folders in the file, in lower case; as far as they can be read."""
    found: set[str] = set()
    with path.open("rb") as file:
        head = file.read(512)
        if len(head) < 512 or (shift := struct.unpack_from("<H", head, 30)[0]) not in (9, 12):
            return found
        sector = 1 << shift
        place = struct.unpack_from("<I", head, 48)[0]
        tables = struct.unpack_from("<109I", head, 76)
        for _turn in range(_MOST):  # a chain that bites its tail has no end
            if place >= _HIGHEST:
                break
            file.seek((place + 1) * sector)
            found |= set(_named(file.read(sector)))
            table, entry = divmod(place, sector // 4)
            if table >= len(tables) or tables[table] >= _HIGHEST:
                break
            file.seek((tables[table] + 1) * sector + entry * 4)
            told = file.read(4)
            place = struct.unpack("<I", told)[0] if len(told) == 4 else _FREE
    return found


def _named(raw: bytes) -> Iterator[str]:
    for at in range(0, len(raw) - _FOLDER + 1, _FOLDER):
        length = struct.unpack_from("<H", raw, at + 64)[0]
        if 2 <= length <= 64:
            yield raw[at : at + length - 2].decode("utf-16-le", "replace").lower()


def is_whole(path: Path) -> bool:
    """Whether the file holds every sector that its table says is in use ([MS-CFB] 2.1–2.3): else it was cut off."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(512)
        if len(head) < 512:
            return False
        shift = struct.unpack_from("<H", head, 30)[0]
        if shift not in (9, 12):
            return False
        sector = 1 << shift
        tables = [number for number in struct.unpack_from("<109I", head, 76) if number < _HIGHEST]
        last = -1
        for place, number in enumerate(tables):
            file.seek((number + 1) * sector)
            raw = file.read(sector)
            if len(raw) < sector:
                return False
            entries = struct.unpack(f"<{sector // 4}I", raw)
            used = [at for at, entry in enumerate(entries) if entry != _FREE]
            if used:
                last = place * (sector // 4) + used[-1]
    needed: int = (last + 2) * sector
    return size >= needed
