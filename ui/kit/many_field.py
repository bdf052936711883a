"""A field for several of a list (products): each a chip with a cross, further ones typed and taken below."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.chips import Chip
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.flow import FlowLayout
from ui.kit.line_field import LineField


@dataclass(frozen=True, slots=True)
class Choosable:
    """One thing that may be chosen: what it stands for, its words, a note, and what it is found by when typed."""

    value: Hashable
    words: str
    note: str = ""
    keys: tuple[str, ...] = ()


class ManyField(QWidget):
    """value() is a tuple of what is chosen, in the order of choosing. Backspace in the empty line takes the last."""

    changed = Signal()
    error_changed = Signal(str)

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._choices: tuple[Choosable, ...] = ()
        self._chosen: list[Hashable] = []
        self._chips: list[Chip] = []
        self.line = _Line(name=name, hint=hint)
        self.line.setFixedWidth(220)
        self.line.backspaced.connect(lambda: self._drop(self._chosen[-1]) if self._chosen else None)
        self.line.error_changed.connect(self.error_changed)
        self.completion = Completion(self.line, self._ask, least=0)
        self.completion.taken.connect(self._taken)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)

    def set_choices(self, choices: Sequence[Choosable]) -> None:
        """What may be chosen. What is chosen stays, also where it is offered no more."""
        self._choices = tuple(choices)
        self._show()

    def value(self) -> tuple[Hashable, ...]:
        """What is chosen."""
        return tuple(self._chosen)

    def set_value(self, value: Sequence[Hashable] | None) -> None:
        """Choose without `changed`."""
        self._chosen = list(dict.fromkeys(value or ()))
        self._show()

    def set_error(self, sentence: str | None) -> None:
        """Mark as wrong and say why, or take the mark away."""
        self.line.set_error(sentence)

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        words = {each.value: each.words for each in self._choices}
        self._chips = []
        self._flow.removeWidget(self.line)
        for value in self._chosen:
            chip = Chip(words.get(value, str(value)), removable=True)
            chip.removed.connect(lambda value=value: self._drop(value))
            self._flow.addWidget(chip)
            self._chips.append(chip)
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def _drop(self, value: Hashable) -> None:
        self._chosen.remove(value)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _taken(self, candidate: Candidate) -> None:
        self._chosen.append(candidate.value)
        self.line.clear()
        self.line.set_error(None)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _ask(self, text: str, answer: Answer) -> None:
        wanted = text.strip().lower()
        left = [each for each in self._choices if each.value not in self._chosen]
        fitting = [
            each for each in left
            if not wanted or wanted in each.words.lower() or any(key.startswith(wanted) for key in each.keys)
        ]  # fmt: skip
        answer([Candidate(each.value, each.words, each.note) for each in fitting[:8]])


class _Line(LineField):
    backspaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backspaced.emit()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers():
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)
