"""The one row an outcome needs: to whom a call went and whether they answered, or who finds out and until when."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.words import _, pgettext
from ui.calls import speech
from ui.calls.facts import Facts
from ui.kit import theme
from ui.kit.fields import DateTimeField
from ui.kit.labels import label
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane
from ui.kit.person_field import PersonField


class Needs(Pane):
    """A soft band with fields side by side. error_changed(sentence) -- of whichever of its fields is wrong."""

    error_changed = Signal(str)
    changed = Signal()

    def __init__(self, tone: str, *, name: str) -> None:
        super().__init__(tone, name=name)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        self._row.setSpacing(theme.px(10))
        self.body.addLayout(self._row)
        self.hide()

    def _add(self, words: str, field: QWidget, share: int) -> None:
        if self._row.count():
            self._row.addSpacing(theme.px(6))
        caption = label(words, "label")
        caption.setBuddy(field)
        self._row.addWidget(caption)
        self._row.addWidget(field, share)
        field.changed.connect(self.changed) if hasattr(field, "changed") else None
        if hasattr(field, "error_changed"):
            field.error_changed.connect(self.error_changed)


class Transfer(Needs):
    """To whom, and reached or not (R1)."""

    def __init__(self) -> None:
        super().__init__("box", name=_("Transfer"))
        self.whom = PersonField(name=_("To whom"), hint=_("Name, initials"))
        self.reached = Segment(
            [Option(True, _("Reached")), Option(False, _("Nobody there"))], name=_("Reached")
        )
        self.reached.set_value(True)
        self.reached.picked.connect(lambda _value: self.changed.emit())
        self._add(_("To whom"), self.whom, 1)
        self._row.addWidget(self.reached)


class Promised(Needs):
    """Who finds the answer, and when they call back at the latest (R8)."""

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        super().__init__("amber", name=_("Promise"))
        self._facts: Facts | None = None
        self._start = now()
        self.finder = PersonField(name=_("Finds out"), hint=_("Name, initials"))
        self.due = DateTimeField(name=_("Promised for"), now=now, explain=self._explain)
        self._add(_("Finds out"), self.finder, 4)
        self._add(pgettext("call.form", "Due"), self.due, 7)
        self._usual_finder: int | None = None

    def set_facts(self, facts: Facts, *, start: datetime) -> None:
        """The calendar, and when the call began: from there working time is counted."""
        self._facts, self._start = facts, start.astimezone(facts.zone)

    def suggest_due(self) -> None:
        """The usual time, unless one is there."""
        if self._facts is not None and self.due.value() is None and not self.due.text():
            self.due.set_value(self._facts.usual_due(self._start))
            self.due.setModified(False)

    def suggest_finder(self, staff_id: int | None) -> None:
        """Who usually finds out; gives way only to what somebody chose."""
        if self.finder.value() in (None, self._usual_finder) and not self.finder.isModified():
            self._usual_finder = staff_id
            self.finder.set_value(staff_id)

    def _explain(self, moment: datetime) -> str:
        return "" if self._facts is None else speech.working(self._facts.calendar, self._start, moment)
