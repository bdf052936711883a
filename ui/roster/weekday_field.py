"""A field for days of the week."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.roster.rules import WEEK
from ui.kit.chips import Chip
from ui.kit.saying import weekday

_MONDAY = date(2024, 1, 1)


class WeekdayField(QWidget):
    """Days of the week as seven small buttons; value() is their digits."""

    changed = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._chips: dict[str, Chip] = {}
        for digit in WEEK:
            chip = Chip(weekday(_MONDAY.replace(day=int(digit))))
            chip.setAccessibleDescription(name)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._chips[digit] = chip
            row.addWidget(chip)
        row.addStretch(1)

    def value(self) -> str:
        """The digits of the days that are on."""
        return "".join(digit for digit, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: str) -> None:
        """Switch exactly these days on."""
        self.blockSignals(True)
        for digit, chip in self._chips.items():
            chip.setChecked(digit in value)
        self.blockSignals(False)
