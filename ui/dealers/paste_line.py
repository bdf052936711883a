"""One line pasted from a chat (name, number, address in any order) into the fields of a dealer."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.china import pasted, phones
from app.words import _
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.labels import label
from ui.kit.line_field import LineField


class PasteLine(QWidget):
    """pasted(values) -- what the line told, by the form's keys. Enter, the button, or pasting itself takes it."""

    pasted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)
        column.setSpacing(theme.px(3))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.line = LineField(
            name=_("A line from a chat"), icon="message-square-text", quiet=True,
            hint=_("Paste name, phone and address from a chat, in any order"),
        )  # fmt: skip
        self.line.returnPressed.connect(self.take)
        self.take_button = Button(_("Fill in"), icon="sparkles")
        self.take_button.clicked.connect(self.take)
        row.addWidget(self.line, 1)
        row.addWidget(self.take_button)
        column.addLayout(row)
        self._wrong = label("", "meta", tone="red", wrap=True)
        self._wrong.setContentsMargins(theme.px(2), 0, 0, 0)
        self._wrong.hide()
        column.addWidget(self._wrong)
        self.line.error_changed.connect(self._say)

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def take(self) -> None:
        """Read the line and hand on what it told; what could not be placed stays in the line, to be seen."""
        text = self.line.value()
        if not text:
            return
        told = pasted.read(text)
        numbers: dict[str, list[str]] = {"mobile": [], "landline": []}
        for number in told.phones:
            numbers["mobile" if phones.parse(number).kind == "mobile" else "landline"].append(number)
        values: dict[str, Any] = {
            "name": told.company, "principal": told.name, "place": (told.province, told.city, told.county),
            "address": told.address, **{key: "、".join(found) for key, found in numbers.items()},
        }  # fmt: skip
        if not any(any(value) if isinstance(value, tuple) else value for value in values.values()):
            self.line.set_error(_("Nothing in it could be told apart. Type it into the fields below."))
            return
        self.line.set_error(None)
        self.line.set_value(told.left)
        self.pasted.emit(values)
