"""Where a line of Chinese text may end (the common subset of JIS X 4051 / CLREQ that office paper needs)."""

import re
from collections.abc import Mapping

# characters that may not start a line, and those that may not end one
NOT_FIRST = frozenset("、。，．：；！？）】》」』〕〉〗〞”’…—～％℃‰·,.:;!?)]}%°−")
NOT_LAST = frozenset("（【《「『〔〈〖〝“‘([{￥¥$#＃№")
_COMPANY = re.compile(r"^(?P<name>.{2,})(?P<form>有限(?:责任)?公司.{0,8})$")
_WORD = re.compile(r"[A-Za-z0-9_.@/:+,%'’&×~-]")  # stays together: numbers, codes, addresses, foreign words


def wrap(text: str, width: float, widths: Mapping[str, float]) -> list[str]:
    """`text` in lines of at most `width`; at least one line, and at least one character in each.

    widths: the advance of each character of `text`, in the unit of `width`. Line ends in `text` stay. A
    company's name is cut before 有限 when both parts fit. Blanks at a line's end go.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if sum(map(widths.__getitem__, paragraph)) <= width:
            lines.append(paragraph)
            continue
        company = _COMPANY.match(paragraph)
        if company and all(sum(map(widths.__getitem__, part)) <= width for part in company.groups()):
            lines.extend(company.groups())
            continue
        lines.extend(_broken(paragraph, width, widths))
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
        if _WORD.match(before) and _WORD.match(after):
            continue
        return cut
    return at
