"""A page of declared settings and nothing else."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.office import settings
from app.words import _
from ui.kit.buttons import Button
from ui.kit.seat import Seat
from ui.settings.categories import CategoriesTable
from ui.settings.keeping import Keeper
from ui.settings.rows import SettingRows, SettingsBody
from ui.settings.weights import WeightsTable


class DeclaredPanel(SettingsBody):
    """A page of declared settings and nothing else; the categories have their table.

    phrases_wanted(), lines_wanted() -- their panels shall be opened.
    """

    phrases_wanted = Signal()
    lines_wanted = Signal()

    def __init__(self, seat: Seat, keeper: Keeper, declared: Any) -> None:
        super().__init__()
        self.rows = SettingRows(seat, keeper, declared)
        self.column.addWidget(self.rows)
        self.by_part = dict(self.rows.by_part)
        self.table: CategoriesTable | None = None
        if settings.OWN_CATEGORIES in declared:
            self.table = CategoriesTable(seat, keeper)
            self.column.addWidget(self.table)
            self.by_part |= {settings.OWN_CATEGORIES.key: self.table, settings.SCRIPTS.key: self.table}
            self._offer_panels()
        self.weights: WeightsTable | None = None
        if settings.REQUIRED_FIELDS in declared:
            self.weights = WeightsTable(seat, keeper)
            self.column.addWidget(self.weights)
            self.by_part[settings.REQUIRED_FIELDS.key] = self.weights

    def _offer_panels(self) -> None:
        """What is said in a call and has a panel of its own."""
        phrases = Button(_("Phrases…"), icon="message-square-text")
        lines = Button(_("Lines for situations…"), icon="message-square-quote")
        phrases.clicked.connect(self.phrases_wanted)
        lines.clicked.connect(self.lines_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(phrases)
        row.addWidget(lines)
        row.addStretch(1)
        self.column.addLayout(row)
        self.by_part |= {settings.SITUATIONS.key: lines, "phrases": phrases, "lines": lines}

    def refresh(self) -> None:
        """Show what holds now."""
        self.rows.refresh()
        for part in (self.table, self.weights):
            if part is not None:
                part.refresh()

    def flush(self) -> None:
        """Keep what stands under the caret."""
        self.rows.flush()
