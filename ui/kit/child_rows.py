"""Rows of small fields inside a form, one a child record: added, filled in, taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.words import _
from ui.kit import theme
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.labels import label


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a row: its key, its words over the first row, how it is made, its share of the width; one that has
    no share is as wide as it is by itself.
    """

    key: str
    words: str
    make: Callable[[], Any]
    share: int = 1


class ChildRows(QWidget):
    """value() is a list of dicts by the parts' keys, and whatever else a child came with (its id). Empty rows are left
    out.

    blank -- whether what a row holds is nothing (default: every value is empty).
    """

    changed = Signal()
    error_changed = Signal(str)

    def __init__(
        self, parts: Sequence[Part], *, name: str, add: str, blank: Callable[[Mapping[str, Any]], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._parts = tuple(parts)
        self._blank = blank or (lambda values: not any(_told(values[part.key]) for part in self._parts))
        self._rows: list[tuple[QWidget, dict[str, Any], dict[str, Any]]] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._head = QWidget()
        grid = QGridLayout(self._head)
        grid.setContentsMargins(0, 0, theme.px(32 + 6), 0)
        grid.setHorizontalSpacing(theme.px(6))
        for at, part in enumerate(self._parts):
            caption = label(part.words, "meta")
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(caption, 0, at)
            grid.setColumnStretch(at, part.share)
        self._titles = grid
        column.addWidget(self._head)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(6))
        column.addLayout(self._column)
        self.adding = LinkButton(add, icon="plus", size=14)
        self.adding.clicked.connect(lambda: self.add_row(focus=True))
        column.addWidget(self.adding, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.hide()

    def value(self) -> list[dict[str, Any]]:
        """What the rows hold, in order."""
        told = [
            kept | {key: field.value() for key, field in fields.items()} for _row, fields, kept in self._rows
        ]
        return [values for values in told if not self._blank(values)]

    def set_value(self, value: Sequence[Mapping[str, Any]] | None) -> None:
        """Show these children; without `changed`."""
        for row, _fields, _kept in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for values in value or ():
            self.add_row(values)
        self._head.setVisible(bool(self._rows))

    def set_error(self, sentence: str | None) -> None:
        """A sentence about all of them."""
        self.error_changed.emit(sentence or "")

    def set_row_error(self, at: int, key: str, sentence: str) -> None:
        """Mark one field of the row that is number `at` in `value()`, with the caret in it."""
        shown = [fields for _row, fields, _kept in self._rows
                 if not self._blank({name: field.value() for name, field in fields.items()})]  # fmt: skip
        if 0 <= at < len(shown) and key in shown[at]:
            shown[at][key].set_error(sentence)
            shown[at][key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.error_changed.emit(sentence)

    def add_row(self, values: Mapping[str, Any] | None = None, *, focus: bool = False) -> dict[str, Any]:
        """One more row; its fields by key."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        fields: dict[str, Any] = {}
        for part in self._parts:
            field = part.make()
            if part.share:
                field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            else:
                field.setFixedWidth(field.sizeHint().width())
                self._titles.setColumnMinimumWidth(self._parts.index(part), field.width())
            if values is not None and part.key in values:
                field.set_value(values[part.key])
            signal = getattr(field, "changed", None) or field.picked
            signal.connect(lambda *_: self._touched())
            fields[part.key] = field
            line.addWidget(field, part.share)
        kept = {key: value for key, value in (values or {}).items() if key not in fields}
        entry = (row, fields, kept)
        away = IconButton("x", _("Take this row away"))
        away.clicked.connect(lambda: self._drop(entry))
        line.addWidget(away)
        self._rows.append(entry)
        self._column.addWidget(row)
        self._head.show()
        if focus:
            fields[self._parts[0].key].setFocus(Qt.FocusReason.OtherFocusReason)
        return fields

    def start(self) -> None:
        """The caret into the first row, which is made when there is none."""
        if self._rows:
            self._rows[0][1][self._parts[0].key].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_row(focus=True)

    def _touched(self) -> None:
        self.error_changed.emit("")
        self.changed.emit()

    def _drop(self, entry: tuple[QWidget, dict[str, Any], dict[str, Any]]) -> None:
        self._rows.remove(entry)
        entry[0].hide()
        entry[0].deleteLater()
        self._head.setVisible(bool(self._rows))
        self.adding.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()


def _told(value: Any) -> bool:
    """Whether a value says something: a tick or an empty place does not."""
    if isinstance(value, tuple):
        return any(value)
    return not isinstance(value, bool) and value not in (None, "")
