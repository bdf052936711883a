"""How cells of a printed workbook look: black, grey grounds, thin lines, medium frame."""

from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from app.sheets.form import Align

FACE = "宋体"  # on every Windows and WPS in China; others take their own
GREYS = {"head": "EDEDED", "subtotal": "F6F6F6", "section": "F0F0F0", "total": "E0E0E0"}
NO_LINES = (False, False, False, False)


class Look(NamedTuple):
    """One way for a cell to look. `frame`: whether its left, right, top, bottom is the table's frame."""

    size: float = 9
    bold: bool = False
    align: Align = "left"
    grey: str = ""
    number_format: str = "@"
    lines: bool = True
    frame: tuple[bool, bool, bool, bool] = NO_LINES
    indent: int = 0
    bare: str = ""  # "top" or "bottom": the side without a line
    shrink: bool = False  # smaller letters rather than #### where a figure or a time has too little room


class Styles:
    """Gives cells their looks. Setting five style objects on a cell costs more than writing it, so the
    finished style of the first cell of a look is handed on to the others."""

    def __init__(self) -> None:
        self._made: dict[Look, Any] = {}

    def give(self, cell: Any, look: Look) -> None:
        """Make `cell` look like `look`."""
        made = self._made.get(look)
        if made is None:
            _dress(cell, look)
            self._made[look] = cell._style
        else:
            cell._style = made


def _dress(cell: Any, look: Look) -> None:
    cell.font = Font(name=FACE, size=look.size, bold=look.bold)
    cell.alignment = Alignment(
        horizontal=look.align, vertical="center", wrap_text=not look.shrink, shrink_to_fit=look.shrink or None,
        indent=look.indent,
    )  # fmt: skip
    cell.number_format = look.number_format
    if look.grey:
        cell.fill = PatternFill("solid", fgColor=GREYS[look.grey])
    if look.lines:
        left, right, top, bottom = (
            Side(style="medium" if thick else None if side == look.bare else "thin")
            for side, thick in zip(("left", "right", "top", "bottom"), look.frame, strict=True)
        )
        cell.border = Border(left=left, right=right, top=top, bottom=bottom)
