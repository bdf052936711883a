"""The bar under a list while several records are selected: how many, and what can be done with all of them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.labels import Line, hairline


class SelectionBar(QWidget):
    """Takes no room while at most one record is selected; in the bin it is there with the first one."""

    many_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, *, words: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._count, self._in_bin, self._can_change = words, 0, False, False
        self._told = Line("", size=12, tone="text2")
        self.many = Button(_("Change"), key="Ctrl B")
        self.restore = Button(_("Restore"), icon="undo-2", key="Ins")
        self.many.clicked.connect(self.many_wanted)
        self.restore.clicked.connect(self.restore_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(16, theme.px(6), 12, theme.px(6))
        row.setSpacing(8)
        row.addWidget(self._told, 1)
        row.addWidget(self.many)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(row)
        self.hide()

    def set_count(self, count: int, *, can_change: bool) -> None:
        """So many are selected; whether a list of this kind changes many at once."""
        self._count, self._can_change = count, can_change
        self._show()

    def set_bin(self, on: bool) -> None:
        """In the bin things are restored, nothing is changed."""
        self._in_bin = on
        self._show()

    def _show(self) -> None:
        self._told.set_text(_("{records} selected").format(records=self._words(self._count)))
        self.many.setVisible(not self._in_bin and self._can_change)
        self.restore.setVisible(self._in_bin)
        self.setVisible(self._count > (0 if self._in_bin else 1))
