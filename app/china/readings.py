"""How hanzi are read: the tables of data/pinyin, searched as they lie on the disk.

They are pypinyin's dictionaries (data/pinyin/make.py), without its 58 MB of objects in every process.
"""

import mmap
from functools import cache, lru_cache

from app import shipped

LONGEST = 10
"""Hanzi in the longest phrase of the table."""

# Hanzi that the tables do not know.
_RARE = {"𠮷": "ji2", "㐂": "xi3", "㬢": "xi1", "𠅘": "ting2"}


@cache
def _table(name: str) -> mmap.mmap:
    """A table as it lies on the disk, its lines in the order of their bytes, which is that of their code points."""
    with (shipped.data() / "pinyin" / name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _line_from(table: mmap.mmap, head: bytes) -> bytes:
    """The first line that is not before `head`; b"" behind the last."""
    low, high = 0, len(table)  # where that line begins; low is the beginning of a line always
    while low < high:
        start = max(low, table.rfind(b"\n", low, (low + high) // 2) + 1)
        end = table.find(b"\n", start)
        if table[start:end] < head:
            low = end + 1
        else:
            high = start
    return table[low : table.find(b"\n", low)]


def _found(name: str, text: str) -> list[str]:
    """What the table tells of `text`, parted at the blanks; [] when it does not know it."""
    head = f"{text} ".encode()
    line = _line_from(_table(name), head)
    return line[len(head) :].decode().split(" ") if line.startswith(head) else []


@lru_cache(maxsize=8192)
def of_hanzi(hanzi: str) -> tuple[str, ...]:
    """Every reading of one hanzi with its tone number, the usual first: 乐 → le4, yue4, lao4 …; () when unknown."""
    if hanzi in _RARE:
        return (_RARE[hanzi],)
    return tuple(reading for told in _found("characters.txt", hanzi) for reading in told.split(","))


@lru_cache(
    maxsize=4096
)  # initials, full pinyin and the sort key of one name are asked for one after the other
def of_run(run: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each hanzi of `run` as the words in it allow: 重庆 chong2 qing4, but 乐 alone le4, yue4.

    Words are the longest phrases of the table, from the left.
    """
    every: list[tuple[str, ...]] = []
    while len(every) < len(run):
        rest = run[len(every) : len(every) + LONGEST]
        word = _phrase(rest)
        every += word or [of_hanzi(rest[0])]
    return tuple(every)


def _phrase(text: str) -> list[tuple[str, ...]]:
    """The readings of the longest phrase that `text` begins with; [] when it begins with none."""
    head = text[:2].encode()
    if len(text) < 2 or not _line_from(_table("phrases.txt"), head).startswith(head):
        return []
    for length in range(len(text), 1, -1):
        if told := _found("phrases.txt", text[:length]):
            return [tuple(each.split(",")) for each in told]
    return []
