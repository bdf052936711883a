"""Where a number is from (归属地): mobiles by the blocks of phone.dat, landlines by their area code.

Unknown rather than wrong: None for a block that the table lacks and for the city of a code that cities share.
phone.dat comes with the `phone` package (data/NOTICE.md says what is known of its licence) and can be replaced
by another file of the same format. The carrier is the one the block was given to, not one it was ported to.
"""

import importlib.util
import mmap
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app.china import numbering
from app.china.areas import area_codes, area_of
from app.china.regions import MUNICIPALITIES

_CARRIERS = {1: "移动", 2: "联通", 3: "电信", 4: "电信", 5: "联通", 6: "移动", 7: "广电", 8: "广电"}
_BEYOND = {"00852": "香港", "00853": "澳门", "00886": "台湾"}
# What the table calls a city and is a part of one, was merged into one, or is the seat of a prefecture.
_PART_OF = {
    "海拉尔": "呼伦贝尔", "集宁": "乌兰察布", "临河": "巴彦淖尔", "乌兰浩特": "兴安", "锡林郭勒盟": "锡林郭勒",
    "西昌": "凉山", "博乐": "博州", "海晏": "海北", "库尔勒": "巴州", "潢川": "信阳", "珲春": "延边",
    "吉首": "湘西", "巢湖": "合肥", "莱芜": "济南",
}  # fmt: skip
_NOT_A_CITY = frozenset({"江汉"})  # an oil field across 仙桃, 潜江 and 天门


class Place(NamedTuple):
    """Short Chinese names (山东, 济南, 移动); None is unknown."""

    province: str | None = None
    city: str | None = None
    carrier: str | None = None


UNKNOWN = Place()


class Block(NamedTuple):
    """Ten thousand numbers that begin with the same seven digits."""

    prefix: int
    province: str
    city: str | None
    area_code: str
    carrier: str | None


class NumberBlocks:
    """The table of number blocks in a file of phone.dat's format, read in place.

    Format: 4 bytes version, offset of the index; texts "province|city|postcode|area code" that end in NUL;
    the index of 9 bytes each (prefix, offset of its text, kind of carrier), by prefix, little-endian.
    Raises OSError where the file cannot be read and ValueError where it is of another format.
    """

    _HEAD = struct.Struct("<4si")
    _ENTRY = struct.Struct("<iiB")

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._bytes)
        if size < self._HEAD.size:
            raise ValueError(f"{path} is not a table of number blocks")
        version, self._first = self._HEAD.unpack_from(self._bytes)
        self._count, rest = divmod(size - self._first, self._ENTRY.size)
        if not self._HEAD.size <= self._first <= size or rest or not version.isdigit():
            raise ValueError(f"{path} is not a table of number blocks")

    def find(self, prefix: int) -> Block | None:
        """The block of the seven digits `prefix`, or None where the table does not have it."""
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._entry(middle)[0] < prefix:
                low = middle + 1
            else:
                high = middle
        return self._block(low) if low < self._count and self._entry(low)[0] == prefix else None

    def records(self) -> Iterator[Block]:
        """Every block, in order."""
        return map(self._block, range(self._count))

    def _entry(self, index: int) -> tuple[int, int, int]:
        prefix, text, kind = self._ENTRY.unpack_from(self._bytes, self._first + index * self._ENTRY.size)
        return prefix, text, kind

    def _block(self, index: int) -> Block:
        prefix, start, kind = self._entry(index)
        text = self._bytes[start : self._bytes.find(b"\0", start)].decode("utf-8")
        province, city, _postcode, area_code = text.split("|")
        return Block(prefix, province, _city(province, city), area_code, _CARRIERS.get(kind))


def _city(province: str, city: str) -> str | None:
    if province in MUNICIPALITIES:
        return province
    return None if city in _NOT_A_CITY else _PART_OF.get(city, city) or None


def shipped_blocks() -> Path:
    """Where the `phone` package keeps phone.dat; FileNotFoundError when it is not installed."""
    found = importlib.util.find_spec("phone")
    for folder in (found.submodule_search_locations if found else None) or ():
        path = Path(folder) / "phone.dat"
        if path.is_file():
            return path
    raise FileNotFoundError("phone.dat")


@cache
def _blocks(path: Path | None) -> NumberBlocks | None:
    if path is not None:
        return NumberBlocks(path)
    try:
        return NumberBlocks(shipped_blocks())
    except FileNotFoundError:  # the licence may keep it out of an edition: then mobiles are of unknown place
        return None


def place(number: str, *, table: Path | None = None) -> Place:
    """Where `number` (normal form, see phones.Phone) is from; whatever is not known for sure is None.

    `table` is a file of phone.dat's format to use in place of the shipped one; OSError, ValueError if it is none.
    """
    if len(number) == 11 and number.startswith("1") and number.isdecimal():
        blocks = _blocks(table)
        block = blocks.find(int(number[:7])) if blocks else None
        return Place(block.province, block.city, block.carrier) if block else UNKNOWN
    if number[:5] in _BEYOND:
        return Place(_BEYOND[number[:5]])
    code = area_of(number) or ""
    known = code in area_codes() and numbering.with_area(number)  # of half a number nothing is said
    return Place(*area_codes()[code]) if known else UNKNOWN
