"""Old workbooks (.xls, .et) are small file systems: whether all of their sectors are there."""

import struct
from pathlib import Path

_FREE = 0xFFFFFFFF
_HIGHEST = 0xFFFFFFFA  # from here on a number is a mark, not a sector


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
