"""What an outcome needs: to whom a call went, who finds out and until when, or what a complaint has to tell."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.china.regions import PROVINCES
from app.complaints.words import GRADES
from app.words import _, pgettext
from ui.calls import speech
from ui.calls.facts import Facts
from ui.kit import theme
from ui.kit.fields import CheckField, ComboField, DateTimeField
from ui.kit.labels import label
from ui.kit.line_field import LineField
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


class Complained(Needs):
    """What a call that becomes a complaint has to tell: apology, thanks, grade, place, what was offered (R11–R13)."""

    def __init__(self) -> None:
        super().__init__("amber", name=pgettext("call.outcome", "Complaint"))
        self.apologised = CheckField(pgettext("complaint", "Apologised"))
        self.thanked = CheckField(pgettext("complaint", "Thanked"))
        self.solved = CheckField(_("Solved at once"))
        self.grade = Segment(
            [Option(word, pgettext(*said)) for word, said in GRADES.items()],
            name=pgettext("complaint", "Grade"),
        )
        self.grade.set_value("normal")
        self.province = ComboField(
            [(each, each) for each in PROVINCES], name=pgettext("complaint", "Province"),
            hint=pgettext("complaint", "Province"),
        )  # fmt: skip
        self.address = LineField(
            name=pgettext("complaint", "Address"), hint=_("Address: town, street and number")
        )
        self.offered = LineField(name=pgettext("complaint", "Offered"), hint=_("What you offer them"))
        self._filled: str | None = None
        for part in (self.apologised, self.thanked):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.grade)
        for pair in (((self.province, 3), (self.address, 8)), ((self.offered, 1), (self.solved, 0))):
            line = QHBoxLayout()
            line.setContentsMargins(theme.px(12), 0, theme.px(8), theme.px(6))
            line.setSpacing(theme.px(8))
            for field, share in pair:
                line.addWidget(field, share)
            self.body.addLayout(line)
        for field in (self.province, self.address, self.offered):
            field.error_changed.connect(self.error_changed)

    def suggest_province(self, province: str | None) -> None:
        """Where the number is from, unless somebody chose another."""
        if province and self.province.value() in (None, self._filled):
            self.province.set_value(province)
            self._filled = province
