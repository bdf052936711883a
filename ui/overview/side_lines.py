"""The lines of the pane at the right of the board: what is looked after, what was settled today."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.promises import PromiseRow
from app.calls.rules import result_label
from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.labels import Line
from ui.kit.overlay import Picture

DONE_SHOWN = 8


class CheckLine(QWidget):
    """One thing that is looked after: icon in its tone, what, when, and its own button."""

    pressed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Picture("database-backup", size=18)
        self._title, self._sub = Line(""), Line("", size=12, tone="text2")
        self._button = Button("")
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._title)
        text.addWidget(self._sub)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self._button)

    def say(self, icon: str, title: str, sub: str, *, tone: str, button: str = "") -> None:
        """Show it; without `button` nothing can be pressed."""
        self._icon.set_icon(icon, tone=tone)
        self._title.set_text(title)
        self._sub.set_text(sub)
        self._sub.setToolTip(sub)
        self._button.set_words(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title}. {sub}")


class DoneList(QWidget):
    """What was settled today: when, what, who."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_done(self, done: Sequence[PromiseRow]) -> None:
        """Show the newest of `done`."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        for at, row in enumerate(done[:DONE_SHOWN]):
            clock = f"{row.called_at:%H:%M}" if row.called_at else result_label(row.result)
            what = _("{kind}: {what}").format(kind=row.who, what=row.answer) if row.answer else row.who
            self._grid.addWidget(Line(clock, size=12, tone="text2"), at, 0)
            self._grid.addWidget(Line(what), at, 1)
            self._grid.addWidget(Line(row.finder, size=12, tone="text2"), at, 2)
