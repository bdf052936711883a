"""Rows of labels and fields: labels right-aligned in their column, the error of a field in red under it."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QPlainTextEdit, QWidget

from ui.kit import theme
from ui.kit.fields import CheckField
from ui.kit.labels import label
from ui.kit.options import OptionGroup, Segment


class Form(QWidget):
    """A grid of rows. Fields added under a key take part in values(), set_values() and show_errors().

    labels -- widths of the column of labels in Chinese and in English, where the usual ones are too narrow.
    """

    changed = Signal()  # some field of the form changed

    def __init__(self, *, labels: tuple[int, int] = (60, 76), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_widths = labels
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._fields: dict[str, Any] = {}
        self._labels: list[QLabel] = []
        self._rows = 0

    def add_row(
        self, words: str, *parts: QWidget | QLayout, stretch: Iterable[int] = (), grow: int = 0
    ) -> QLabel:
        """Add `parts` side by side behind the label `words`; `stretch` shares the width, `grow` the height.

        Gives back the label. Parts that are fields get a place for their error under the row.
        """
        at = self._rows * 2
        caption = label(words, "label")
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        caption.setFixedWidth(theme.label_width(*self._label_widths))
        beside = [part for part in parts if isinstance(part, QWidget)]
        texts = [part for part in beside if isinstance(part, QPlainTextEdit)]
        # what is lower than its neighbour stands in the middle beside it, and so does the label
        drops = [_drop(part) for part in (texts or beside)] or [_drop(None)]
        caption.setContentsMargins(0, max(drops), 0, 0)
        self._labels.append(caption)
        row = QHBoxLayout()
        row.setSpacing(8)
        shares = list(stretch) or [_share(part) for part in parts]
        for n, part in enumerate(parts):
            share = shares[n] if n < len(shares) else 0
            if isinstance(part, QWidget):
                row.addWidget(part, share)
                if not caption.buddy() and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    caption.setBuddy(part)
            else:
                row.addLayout(part, share)
        if not any(shares):
            row.addStretch(1)
        if self._rows:
            self._grid.setRowMinimumHeight(at - 1, 9)
        self._grid.addWidget(caption, at, 0)
        self._grid.addLayout(row, at, 1)
        self._grid.setRowStretch(at, grow)
        wrong = [part for part in beside if hasattr(part, "error_changed")]
        if wrong:
            self._grid.addWidget(_Errors(wrong), at + 1, 1)
        self._rows += 1
        return caption

    def add_field(self, key: str, words: str, field: QWidget, *beside: QWidget, **how: Any) -> QWidget:
        """Add one row for `field` and let it take part in values() under `key`. Gives back the field."""
        self.join(key, field)
        self.add_row(words, field, *beside, **how)
        return field

    def join(self, key: str, field: Any) -> None:
        """Let a field that stands somewhere else in the form take part in values() under `key`."""
        self._fields[key] = field
        signal = getattr(field, "changed", None) or field.picked
        signal.connect(lambda *_: self.changed.emit())

    def field(self, key: str) -> Any:
        """The field joined under `key`. KeyError when there is none."""
        return self._fields[key]

    def fields(self) -> list[QWidget]:
        """The joined fields, in the order in which they were joined."""
        return list(self._fields.values())

    def values(self) -> dict[str, Any]:
        """Every joined field's value by key."""
        return {key: field.value() for key, field in self._fields.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put values in; keys that the form does not have are left out."""
        for key in values.keys() & self._fields.keys():
            self._fields[key].set_value(values[key])

    def show_errors(self, errors: dict[str, str]) -> None:
        """Mark exactly the fields of `errors` (key: sentence) and put the caret into the first, in form order."""
        first = None
        for key, field in self._fields.items():
            if hasattr(field, "set_error"):
                field.set_error(errors.get(key))
            if key in errors and first is None:
                first = field
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for caption in self._labels:
                caption.setFixedWidth(theme.label_width(*self._label_widths))


class _Errors(QWidget):
    """What is wrong in a row, each sentence under its field and as wide as up to the next one."""

    def __init__(self, fields: Iterable[Any]) -> None:
        super().__init__()
        self._places = [(field, self._place(field)) for field in fields]
        self.hide()

    def _place(self, field: Any) -> QLabel:
        place = label("", "meta", tone="red", wrap=True)
        place.setParent(self)
        place.setContentsMargins(2, 3, 0, 8)
        place.hide()

        def show(sentence: str) -> None:
            place.setText(sentence)
            place.setVisible(bool(sentence))
            field.setAccessibleDescription(sentence)
            self.setVisible(any(not each.isHidden() for _field, each in self._places))
            self._lay()

        field.error_changed.connect(show)
        return place

    def _lay(self) -> None:
        shown = [(field.x() - self.x(), each) for field, each in self._places if not each.isHidden()]
        high = 0
        for at, (left, each) in enumerate(shown):
            right = shown[at + 1][0] - theme.px(8) if at + 1 < len(shown) else self.width()
            wide = max(theme.px(40), right - left)
            tall = each.heightForWidth(wide)
            each.setGeometry(left, 0, wide, tall)
            high = max(high, tall)
        self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay()


def _drop(part: QWidget | None) -> int:
    """How far a label stands below the top of its row to be level with the first line of `part`."""
    if part is None:
        return theme.px(7)
    if isinstance(part, QPlainTextEdit):
        return theme.px(6)
    rows = {OptionGroup: 30, Segment: 28, CheckField: 30}
    part.ensurePolished()
    high = next((theme.px(h) for kind, h in rows.items() if isinstance(part, kind)), part.sizeHint().height())
    return max(0, (high - theme.px(20)) // 2)


def _share(part: QWidget | QLayout) -> int:
    if not isinstance(part, QWidget):
        return 0
    return 1 if part.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal else 0
