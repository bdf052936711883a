"""A day, typed as one says it: 2026-10-15, 10-15, today. The note tells the weekday."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.words import _
from ui.kit.fields import LineField
from ui.kit.saying import weekday

_NEAR = {
    "今天": 0, "今日": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2, "today": 0, "yesterday": -1, "tomorrow": 1,
}  # fmt: skip
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")


def parse_day(text: str, today: date) -> date | None:
    """The day that `text` means, of this year when it says none; None when it means no day."""
    text = re.sub(r"\s", "", text).lower()
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    found = compact or _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year) if year else today.year, int(month), int(day))
    except ValueError:
        return None


class DateField(LineField):
    """value() is the date, None when empty or not understood (then problem() says so); up and down step a day."""

    def __init__(self, *, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint="2026-10-15", parent=parent)
        self._today = today
        self._day: date | None = None
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def value(self) -> date | None:  # type: ignore[override]
        """The day."""
        return self._day

    def set_value(self, value: date | None) -> None:  # type: ignore[override]
        """Show a day."""
        self._day = value
        self.setText(value.isoformat() if value else "")
        self.setCursorPosition(0)
        self.set_note(weekday(value) if value else "")

    def problem(self) -> str:
        """What is wrong with the text, empty when nothing is."""
        if self.text().strip() and self._day is None:
            return _("This is no day. Type 2026-10-15 or 10-15.")
        return ""

    def _typed(self, text: str) -> None:
        self._day = parse_day(text, self._today())
        said = "" if self._day is None else weekday(self._day)
        whole = self._day is not None and text.strip() == self._day.isoformat()
        self.set_note(said if whole or self._day is None else f"{self._day.isoformat()} {said}")
        self.changed.emit()

    def _settle(self) -> None:
        if self.problem():
            self.set_error(self.problem())
        elif self._day is not None and self.isModified():
            self.set_value(self._day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.set_value(
                (self._day or self._today()) + (timedelta(days=step) if self._day else timedelta())
            )
            self.set_error(None)
            self.changed.emit()
            return
        super().keyPressEvent(event)
