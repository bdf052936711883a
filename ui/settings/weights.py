"""Which fields of a dealer count towards completeness, and how much: a number a field, 0 for none."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.dealers import completing
from app.dealers.words import field_label
from app.office import settings
from app.office.chosen import UNSET
from app.office.setting_checks import Whole
from app.office.settings import Declared
from app.words import _
from ui.kit import theme
from ui.kit.labels import label
from ui.kit.seat import Seat
from ui.settings.keeping import Keeper
from ui.settings.line_editors import WholeEditor

COLUMNS = 3
MOST = 100


class WeightsTable(QWidget):
    """The fields side by side, each with its weight; a change is kept at once."""

    def __init__(self, seat: Seat, keeper: Keeper) -> None:
        super().__init__()
        self._seat, self._keeper = seat, keeper
        self.editors: dict[str, WholeEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_(settings.REQUIRED_FIELDS.label), "section"))
        told = _("The score of a dealer is the share of these points it has. 0: the field is not asked for.")
        column.addWidget(label(told, "meta", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        names = completing.fields()
        down = -(-len(names) // COLUMNS)
        check = Whole(0, MOST)
        for at, name in enumerate(names):
            row, side = at % down, at // down * 3
            editor = WholeEditor(name=field_label(name), check=check, unit="")
            editor.setFixedWidth(theme.px(72))
            editor.committed.connect(partial(self._commit, name, check))
            self.editors[name] = editor
            words = label(field_label(name), "label")
            words.setMinimumWidth(theme.px(120))
            words.setBuddy(editor)
            grid.addWidget(words, row, side, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, side + 1)
        for side in range(1, COLUMNS):
            grid.setColumnMinimumWidth(side * 3 - 1, theme.px(28))
        grid.setColumnStretch(COLUMNS * 3, 1)
        column.addLayout(grid)
        self._wrong = label("", "meta", tone="red", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now; what is being typed is left alone."""
        held = completing.weights(self._seat.desk)
        for name, editor in self.editors.items():
            if not editor.hasFocus():
                editor.set_value(held.get(name, 0))

    def _commit(self, name: str, check: Whole) -> None:
        value: Any = self.editors[name].value()
        wrong = check(value)
        self._wrong.setText(f"{field_label(name)}: {wrong}" if wrong else "")
        self._wrong.setVisible(bool(wrong))
        self.editors[name].set_error(wrong)
        if wrong:
            return
        desk, names = self._seat.desk, list(self.editors)

        def wanted() -> dict[Declared[Any], Any]:
            """Dealers are scored anew with each change, and the next one is typed meanwhile."""
            held = dict(completing.weights(desk))
            if held.get(name, 0) == value:
                return {}
            whole = {each: int(held.get(each, 0)) for each in names} | {name: value}
            kept = {key: weight for key, weight in whole.items() if weight}
            others = dict(desk.settings.get(settings.REQUIRED_FIELDS))
            others[completing.KIND] = kept
            return {settings.REQUIRED_FIELDS: others if kept else UNSET}

        self._keeper.keep(wanted, _("{label} is changed.").format(label=field_label(name)))
