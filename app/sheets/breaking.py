"""Where a line of Chinese text may end (the common subset of JIS X 4051 / CLREQ that office paper needs)."""

import re
from collections.abc import Mapping
from itertools import pairwise
from string import ascii_letters, digits

# characters that may not start a line, and those that may not end one
NOT_FIRST = frozenset("、。，．：；！？）】》」』〕〉〗〞”’…—～％℃‰·,.:;!?)]}%°−\u00a0")
NOT_LAST = frozenset("（【《「『〔〈〖〝“‘([{￥¥$#＃№\u00a0")
_COMPANY = re.compile(r"^(.{2,}?)(有限(?:责任)?公司[^ ]{0,6})(?: (.{1,12}))?$")
_PERSON = re.compile(r"^(.+) ([^ -~]{2,4})$")  # two to four hanzi behind a blank
# stay together: numbers, codes, addresses, foreign words
_WORD = frozenset(f"{ascii_letters}{digits}_.@/:+,%'’&×~-")


def wrap(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    """`text` in lines of at most `width`; at least one line, and at least one character in each.

    widths: the advance of each character of `text`, in the unit of `width`. Line ends in `text` stay. A
    company's name is cut before 有限 when the parts fit. Blanks at a line's end go.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if sum(map(widths.__getitem__, paragraph)) <= width:
            lines.append(paragraph)
            continue
        lines.extend(_named(paragraph, width, widths) or _settled(paragraph, width, widths))
    return lines


def evenly(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    """As `wrap`, and the lines of about equal length: for column titles and short centred texts."""
    best = wrap(text, width, widths)
    if len(best) == 1 or "\n" in text:
        return best
    for tenth in range(2, 10):
        tried = wrap(text, width * tenth / 10, widths)
        if len(tried) == len(best) and not any(_torn(*pair) for pair in pairwise(tried)):
            return tried
    return best


def _torn(above: str, below: str) -> bool:
    return above[-1:] in _WORD and below[:1] in _WORD and bool(above and below)


def _named(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    """A company's name, and perhaps a person's after it, cut where people would; [] for anything else."""
    cuts: list[list[str]] = []
    person = _PERSON.match(text)
    if person:
        cuts.append([person[1], person[2]])
    company = _COMPANY.match(text)
    if company:
        name, form, after = company.groups()
        cuts.append([name, form if after is None else f"{form} {after}"])
        if after is not None:
            cuts.append([name, form, after])
    fits = (cut for cut in cuts if all(sum(map(widths.__getitem__, part)) <= width for part in cut))
    return next(fits, [])


def _settled(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    """Lines of a text of which the last holds more than one or two characters, when that costs no line."""
    lines = _broken(text, width, widths)
    if len(lines[-1]) <= 2:
        tried = _broken(text, width * 0.85, widths)
        if len(tried) == len(lines) and not any(_torn(*pair) for pair in pairwise(tried)):
            return tried
    return lines


def _broken(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    lines: list[str] = []
    start, end = 0, len(text)
    while start < end:
        used, at = 0.0, start
        while at < end and (used + widths[text[at]] <= width or at == start):
            used += widths[text[at]]
            at += 1
        cut = at if at >= end else _cut(text, start, at)
        lines.append(text[start:cut].rstrip(" ") or text[start:cut])
        start = cut
        while start < end and text[start] == " ":
            start += 1
    return lines


def _cut(text: str, start: int, at: int) -> int:
    """The last place in (start, at] where a line may end; `at` when there is none."""
    for cut in range(at, start, -1):
        before, after = text[cut - 1], text[cut]
        if after == " ":
            return cut
        if after in NOT_FIRST or before in NOT_LAST:
            continue
        if before in _WORD and after in _WORD:
            continue
        return cut
    return at
