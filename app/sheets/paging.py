"""Which piece of a form stands on which page, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from app.sheets.layout import HAND, Grid, Unit, hand_line
from app.sheets.pen import Part, Pen

Draw = Callable[[Pen, float, float], None]
"""Draws a piece; x and upper edge are given."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on its page; `down` is its distance from the top of the text area, in points."""

    down: float
    draw: Draw


class Flow:
    """Fills pages of one form from top to bottom. `height` is that of the text area, in points."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.pages: list[list[Placed]] = [[]]
        self.used = 0.0

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.height - self.used

    @property
    def fresh(self) -> bool:
        """Nothing stands on this page yet."""
        return not self.pages[-1]

    def turn(self) -> None:
        """Go on on a new page."""
        self.pages.append([])
        self.used = 0.0

    def put(self, height: float, draw: Draw, *, gap: float = 0.0, keep: float = 0.0) -> None:
        """Place a piece that is not cut, after `gap`; on a new page if it and `keep` below do not fit."""
        if not self.fresh and gap + height + keep > self.room:
            self.turn()
        if not self.fresh:
            self.used += gap
        self.pages[-1].append(Placed(self.used, draw))
        self.used += height

    def grid(self, grid: Grid, *, tail: float = 0.0) -> None:
        """Place a table over as many pages as it takes, `tail` points left under its end."""
        head = grid.header.height if grid.header else 0.0
        units: list[Unit] = []
        used = head  # by the part that is being gathered

        def close() -> None:
            nonlocal units, used
            if units:
                part = Part(grid.edges, grid.header, units)
                self.put(part.height, lambda pen, x, top: pen.part(part, x, top))
            units, used = [], head

        def add(unit: Unit, keep: float) -> None:
            nonlocal used
            rest: Unit | None = unit
            while rest:
                if used + rest.height + keep <= self.room:
                    units.append(rest)
                    used += rest.height
                    return
                whole = head + rest.height + keep <= self.height
                parts = None if whole else rest.split(self.room - used)
                if parts:
                    units.append(parts[0])
                    rest = parts[1]
                elif self.fresh and not units:  # nothing smaller to be made of it
                    units.append(rest)
                    rest = None
                elif not whole and keep and head + rest.height <= self.height:
                    keep = 0.0  # the tail goes over on its own
                    continue
                close()
                self.turn()

        for at, unit in enumerate(grid.units):
            add(unit, tail if not grid.last and at == len(grid.units) - 1 else 0.0)
        if grid.last or grid.fill:
            bottom = (grid.last.height if grid.last else 0.0) + tail
            if grid.fill:
                for _line in range(int((self.room - used - bottom) // HAND)):
                    add(hand_line(len(grid.edges) - 1), 0.0)
            if grid.last:
                add(grid.last, tail)
        close()
