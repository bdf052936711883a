"""Address labels on A4 sheets of stickers: what stands on one, and which sheets there are. label_pdf.py draws them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One sticker: `name` large, `lines` below it, `foot` at its lower edge (a code that finds the record)."""

    name: str
    lines: tuple[str, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of stickers; all in millimetres. `left` and `top` are the margins, `across` and `down` the gaps."""

    key: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float = 0.0
    down: float = 0.0

    @property
    def count(self) -> int:
        """Stickers on a sheet."""
        return self.columns * self.rows


LAYOUTS = {
    each.key: each
    for each in (
        Layout("3x8", 3, 8, 70.0, 37.0, 0.0, 0.5),
        Layout("2x7", 2, 7, 99.1, 38.1, 4.65, 15.15, across=2.5),
        Layout("2x8", 2, 8, 105.0, 37.0, 0.0, 0.5),
        Layout("3x7", 3, 7, 63.5, 38.1, 7.25, 15.15, across=2.5),
    )
}
"""Usual sheets of stickers; 3x8 is what most shops sell as 70×37."""
