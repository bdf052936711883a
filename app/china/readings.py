"""How hanzi are read: the tables of data/pinyin, searched as they lie on the disk.

They are pypinyin's dictionaries (data/pinyin/make.py), without its 58 MB of objects in every process.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from app import shipped

LONGEST = 10
"""Hanzi in the longest phrase of the table."""

# Hanzi that the tables do not know.
_RARE = {"𠮷": "ji2", "㐂": "xi3", "㬢": "xi1", "𠅘": "ting2"}


class _Table:
    """A table whose lines lie in the order of their bytes, which is that of their code points.

    The first line of every block is kept, and a block is read when one of its lines is asked for: a few pages of a
    mapped file would bring all of it into the process.
    """

    BLOCK = 2048

    def __init__(self, path: Path) -> None:
        whole = path.read_bytes()
        ends = (whole.find(b"\n", place) for place in range(self.BLOCK, len(whole), self.BLOCK))
        self._starts = [0, *dict.fromkeys(end + 1 for end in ends if 0 <= end < len(whole) - 1)]
        self._firsts = [whole[start : whole.find(b"\n", start)] for start in self._starts]
        self._starts.append(len(whole))
        self._file = path.open("rb", buffering=0)
        self._reading = Lock()

    def line_from(self, head: bytes) -> bytes:
        """The first line that is not before `head`; b"" behind the last."""
        block = bisect_left(self._firsts, head)
        if block:
            start, end = self._starts[block - 1 : block + 1]
            with self._reading:
                self._file.seek(start)
                lines = self._file.read(end - start).splitlines()
            place = bisect_left(lines, head)
            if place < len(lines):
                return lines[place]
        return self._firsts[block] if block < len(self._firsts) else b""


@cache
def _table(name: str) -> _Table:
    return _Table(shipped.data() / "pinyin" / name)


def _found(name: str, text: str) -> list[str]:
    """What the table tells of `text`, parted at the blanks; [] when it does not know it."""
    head = f"{text} ".encode()
    line = _table(name).line_from(head)
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
    if len(text) < 2 or not _table("phrases.txt").line_from(head).startswith(head):
        return []
    for length in range(len(text), 1, -1):
        if told := _found("phrases.txt", text[:length]):
            return [tuple(each.split(",")) for each in told]
    return []
