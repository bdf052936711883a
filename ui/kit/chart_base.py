"""What charts share: bars as data, round grid lines, a name and a tooltip for everybody."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.words import _

Say = Callable[[float], str]


def say_number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `colour` is a token (c1 this, c2 others, c5 rest, c6 bad); `before` last year; `note` at the right."""

    label: str
    value: float
    colour: str = "c2"
    before: float | None = None
    note: str = ""
    rest_day: bool = False


def steps(most: float, *, count: int = 3) -> list[float]:
    """Round numbers from 0 to at least `most` for grid lines, about `count` of them beside 0."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / count
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= raw * 0.999)
    if most >= 1 and step < 1:
        step = 1.0
    return [step * n for n in range(math.ceil(most / step - 1e-9) + 1)]


class Chart(QWidget):
    """What charts share: a name and numbers for screen readers, a tooltip with the value under the mouse."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.bars: tuple[Bar, ...] = ()
        self.say: Say = say_number
        self._places: list[QRectF] = []

    def set_bars(self, bars: Sequence[Bar], *, say: Say = say_number) -> None:
        """Show `bars`; `say` puts a value into words."""
        self.bars, self.say = tuple(bars), say
        told = ", ".join(f"{b.label} {say(b.value)}" for b in self.bars)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = next((n for n, place in enumerate(self._places) if place.contains(event.pos())), -1)
            words = ""
            if at >= 0:
                bar = self.bars[at]
                words = f"{bar.label} {self.say(bar.value)}"
                if bar.before is not None:
                    words += "\n" + _("last year {value}").format(value=self.say(bar.before))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
