"""The fonts of the paper: one text face in two weights, and one for the names that those cannot write."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from app import shipped
from app.sheets.form import FontMissing
from app.words import _

REGULAR, BOLD, RARE = "N", "NB", "Rare"
FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf", RARE: "FrontDeskRare.ttf"}
UNKNOWN = "〓"  # printers' mark for a character that the type case does not hold
_lock = Lock()
cutting = Lock()
"""Held while a document's subsets are cut out of the fonts: reportlab reads a font from one place at a time."""


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts that a weight is written with, in order of preference, and all their characters."""

    fonts: tuple[tuple[str, frozenset[str]], ...]
    first: frozenset[str]
    widths: dict[str, float]
    """Advance of each character at 1 pt."""

    def plain(self, text: str) -> str:
        """`text` with 〓 for every character that no font has."""
        if self.first.issuperset(text):
            return text
        return "".join(mark if mark in self.widths or mark == "\n" else UNKNOWN for mark in text)

    def width(self, text: str, size: float) -> float:
        """Width in points of a `text` that has gone through `plain`."""
        return sum(map(self.widths.__getitem__, text)) * size

    def runs(self, text: str) -> list[tuple[str, str]]:
        """`text` (gone through `plain`) in pieces: (font name, piece)."""
        if self.first.issuperset(text):
            return [(self.fonts[0][0], text)] if text else []
        pieces: list[tuple[str, str]] = []
        for mark in text:
            font = next(name for name, marks in self.fonts if mark in marks)
            if pieces and pieces[-1][0] == font:
                pieces[-1] = (font, pieces[-1][1] + mark)
            else:
                pieces.append((font, mark))
        return pieces


class _Loaded:
    """reportlab knows fonts by name, one set for a whole process, so they are read once."""

    faces: tuple[Face, Face] | None = None


def face(*, bold: bool = False) -> Face:
    """The regular or the bold face; the fonts are read and registered the first time. FontMissing."""
    faces = _Loaded.faces
    if faces is None:
        with _lock:
            faces = _Loaded.faces = _Loaded.faces or _read(shipped.resources() / "fonts")
    return faces[bold]


def _read(folder: Path) -> tuple[Face, Face]:
    fonts = {name: _load(name, folder / file) for name, file in FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    marks = {name: frozenset(_marks(font)) for name, font in fonts.items()}

    def made(*names: str) -> Face:
        widths: dict[str, float] = {}
        for name in reversed(names):
            advance = fonts[name].face.charWidths
            widths.update((mark, advance[ord(mark)] / 1000) for mark in marks[name])
        return Face(tuple((name, marks[name]) for name in names), marks[names[0]], widths)

    return made(REGULAR, RARE), made(BOLD, REGULAR, RARE)


def _load(name: str, path: Path) -> "_Font":
    try:
        font = _Font(name, str(path))
        end = max(table["offset"] + table["length"] for table in font.face.table.values())
        if end > path.stat().st_size:
            raise EOFError(f"{path} ends before {end}")
        return font
    except (
        OSError,
        EOFError,
        TTFError,
        struct.error,
        LookupError,
        ValueError,
    ) as error:  # as it happens to break
        raise FontMissing(
            _("The font {name} is missing or damaged. Install the program again, then print.").format(
                name=path.name
            )
        ) from error


def _marks(font: "_Font") -> Iterator[str]:
    return (chr(code) for code in font.face.charToGlyph if code >= 32)


class _Font(TTFont):  # type: ignore[misc, unused-ignore]
    """reportlab's font, with characters beyond plane 0 told to readers as what they are.

    reportlab 5.1 writes U+20BB7 as <20BB7> into the ToUnicode map; readers take that for another
    character, and search and copy fail. The map wants UTF-16, and at most 100 entries a block.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            tag = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            name = tag.decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    codes = [f"<{at:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for at, code in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
