"""Derives the tables of readings from pypinyin's dictionaries: characters.txt and phrases.txt.

A line is the text, a blank, and its readings with tone numbers: those of a hanzi parted by commas, the usual first;
those of a phrase one for each hanzi, parted by blanks. Sorted by code point, so that they are searched as they lie.

pypinyin itself takes 58 MB of memory and a quarter of a second; these two take the pages that are looked at.

Run it after an update of pypinyin:  uv run python data/pinyin/make.py
"""

import re
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

HANZI = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")


def readings(text: str) -> list[list[str]]:
    """The readings of each hanzi of `text`, the usual first."""
    return pinyin(text, style=Style.TONE3, heteronym=True)


def write(name: str, lines: list[str]) -> None:
    path = Path(__file__).parent / name
    path.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    characters = [chr(code) for code in PINYIN_DICT]
    write("characters.txt", [f"{c} {','.join(readings(c)[0])}" for c in characters if HANZI.fullmatch(c)])
    phrases = [phrase for phrase in PHRASES_DICT if len(phrase) > 1 and HANZI.fullmatch(phrase)]
    write("phrases.txt", [" ".join([p, *(",".join(each) for each in readings(p))]) for p in phrases])
