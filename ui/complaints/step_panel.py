"""The foot of a complaint: which step comes next, its fields, and doing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.complaints.finding import ComplaintDetail
from app.words import _, language, pgettext
from ui.complaints.facts import Facts
from ui.complaints.steps import STEPS, StepFields, Values, fields_of, holder, offered
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import DateTimeField
from ui.kit.labels import Line, label
from ui.kit.options import Option, OptionGroup
from ui.kit.walked_pane import WalkedPane

Typed = dict[str, Values]
"""What was typed into steps, by step."""
AT = "at"
"""Among the values of a step: when it was done, as it was typed."""
FEW = 4  # steps that fill the width; fewer keep their size


class StepPanel(WalkedPane):
    """finished(step, values, moment or None) -- Ctrl+Enter. left() -- Esc. typed() -- something was typed."""

    finished = Signal(str, object, object)
    typed = Signal()

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        super().__init__("sunken", name=_("Next step"))
        self._detail: ComplaintDetail | None = None
        self._facts: Facts | None = None
        self._typed: Typed = {}
        self._touched = False
        self.step = ""
        self.fields: StepFields | None = None
        self.options: OptionGroup | None = None
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(theme.px(20), theme.px(10), theme.px(16), theme.px(10))
        self._inner.setSpacing(theme.px(8))
        self.body.addLayout(self._inner)
        self._top = QHBoxLayout()
        self._inner.addLayout(self._top)
        self._middle = QVBoxLayout()
        self._inner.addLayout(self._middle)
        self.at = DateTimeField(name=_("When"), now=now, past=True)
        self.at.setPlaceholderText(_("now"))
        self.at.setFixedWidth(theme.px(150))
        self.at.changed.connect(self._on_typed)
        self.wrong = Line("", size=12, tone="red")
        self.done = Button(_("Write down"), kind="primary", key="Ctrl ↵", tall=True)
        self.done.clicked.connect(self.finish)
        last = QHBoxLayout()
        last.setSpacing(theme.px(10))
        when = label(_("When"), "label")
        when.setBuddy(self.at)
        when.setFixedWidth(theme.label_width())
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part, share in ((when, 0), (self.at, 0), (self.wrong, 1), (self.done, 0)):
            last.addWidget(part, share)
        self._inner.addLayout(last)

    # What the page says

    def show_for(
        self, detail: ComplaintDetail, facts: Facts, *, step: str = "", typed: Typed | None = None
    ) -> None:
        """Offer the steps of a complaint; `step` is the one to begin with, `typed` what was begun before.

        What is being typed stays, caret and all, while it is the same complaint with the same steps to choose from.
        """
        same = self._detail is not None and self._detail.row.id == detail.row.id
        steps, before, begun = offered(detail), self._offered(), self.begun() if same else None
        self._detail, self._facts = detail, facts
        if begun and self._touched and steps == before and step in ("", self.step) and not self.isHidden():
            return
        self._typed = {**(typed or {}), **(begun[1] if begun else {})}
        self._touched = False
        self.setVisible(bool(steps) and not detail.row.deleted)
        _clear(self._top)
        self.options = None
        if not steps:
            return
        group = OptionGroup(
            [Option(word, pgettext(*STEPS[word]), str(at)) for at, word in enumerate(steps, start=1)],
            name=_("Next step"), sunken=True, columns=_columns(len(steps)),
        )  # fmt: skip
        group.picked.connect(lambda word: self._choose(str(word)))
        group.keyed.connect(lambda _word: self.start())
        group.returned.connect(self.start)
        self.options = group
        self._top.addWidget(group, len(steps))
        if len(steps) < FEW:
            self._top.addStretch(FEW - len(steps))
        self._choose(step if step in steps else steps[0])

    def start(self) -> None:
        """Into the fields of the step, or on the button when there are none."""
        first = self.fields.start if self.fields is not None else None
        (first or self.done).setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, step: str) -> bool:
        """Choose a step as by hand; False when it is not offered now."""
        if self.options is None or step not in self._offered():
            return False
        self._choose(step)
        self.start()
        return True

    def finish(self) -> None:
        """Check what can be checked here, then let the page save it."""
        if not self.done.isEnabled() or self.fields is None or not self.isVisible():
            return
        if self.at.problem():
            self.refuse("at", self.at.problem())
            return
        if problem := self.fields.problem():
            self.refuse(*problem)
            return
        self._say("")
        self.finished.emit(self.step, self.fields.values(), self.at.value())

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong at its field, the caret there."""
        if name == "at":
            self.at.set_error(sentence)
            self.at.setFocus()
            self._say(sentence)
        elif self.fields is None or not self.fields.refuse(name, sentence):
            self._say(sentence)

    def set_working(self, working: bool) -> None:
        """While it is saved nothing is pressed twice."""
        self.done.set_working(_("Saving…") if working else None)

    def begun(self) -> tuple[str, Typed] | None:
        """The step that is open, and what was typed into it and into others before; None when nothing was."""
        typed = dict(self._typed)
        if self._touched and self.fields is not None:
            typed[self.step] = {**self.fields.values(), AT: self.at.value()}
        return (self.step, typed) if typed else None

    def settle(self, step: str, values: Values) -> None:
        """`step` is written down with `values`; what was typed since then is not."""
        self._typed.pop(step, None)
        if self.step == step and self.fields is not None and self.fields.values() == values:
            self._touched = False

    # Within

    def _offered(self) -> tuple[str, ...]:
        return offered(self._detail) if self._detail is not None else ()

    def _choose(self, step: str) -> None:
        """Open the fields of a step; what was typed into the one before waits for it."""
        assert self._detail is not None and self._facts is not None and self.options is not None
        if begun := self.begun():
            self._typed = begun[1]
        self.step = step
        self.options.set_value(step)
        self._say("")
        _clear(self._middle)
        self.fields = fields_of(step, self._detail, self._facts)
        values = self._typed.get(step, {})
        self.fields.form.set_values(values)
        self.at.set_value(values.get(AT))
        self._touched = bool(values)
        self.fields.form.changed.connect(self._on_typed)
        shown = holder(self.fields.form)
        self._middle.addWidget(shown)
        shown.show()  # at once: Tab goes only where there is something to be seen
        self.go_on_from(self.fields.form.findChildren(QWidget))

    def _on_typed(self) -> None:
        self._touched = True
        self.typed.emit()

    def _say(self, sentence: str) -> None:
        self.wrong.set_text(sentence)

    def stops(self) -> list[QWidget]:
        """The fields of the step in their order, the time, the button, the choice of the step."""
        fields = self.fields.stops() if self.fields is not None else []
        return [*fields, self.at, self.done, *([self.options] if self.options is not None else [])]


def _columns(count: int) -> int:
    """One row of steps while it fits; the English words are longer."""
    most = 6 if language() == "zh" else 4
    return count if count <= most else -(-count // 2)


def _clear(layout: Any) -> None:
    while layout.count():
        widget: QWidget | None = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
