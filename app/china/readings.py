"""How hanzi are read: the tables of data/pinyin, searched as they lie in memory.

They are pypinyin's dictionaries (data/pinyin/make.py), without its 58 MB of objects in every process.
"""

from bisect import bisect_left
from functools import cache, lru_cache

from app import shipped

LONGEST = 10
"""Hanzi in the longest phrase of the table."""

# Hanzi that the tables do not know.
_RARE = {"𠮷": "ji2", "㐂": "xi3", "㬢": "xi1", "𠅘": "ting2"}


@cache
def _lines(name: str) -> list[bytes]:
    """The lines of a table in the order of their bytes, which is that of their code points."""
    return (shipped.data() / "pinyin" / name).read_bytes().split(b"\n")[:-1]


def _found(name: str, text: str) -> list[str]:
    """What the table tells of `text`, parted at the blanks; [] when it does not know it."""
    lines, head = _lines(name), f"{text} ".encode()
    at = bisect_left(lines, head)
    known = at < len(lines) and lines[at].startswith(head)
    return lines[at][len(head) :].decode().split(" ") if known else []


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
    lines, head = _lines("phrases.txt"), text[:2].encode()
    at = bisect_left(lines, head)
    if len(text) < 2 or at == len(lines) or not lines[at].startswith(head):
        return []
    for length in range(len(text), 1, -1):
        if told := _found("phrases.txt", text[:length]):
            return [tuple(each.split(",")) for each in told]
    return []
