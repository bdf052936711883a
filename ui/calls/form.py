"""The call form: number, who, category by one digit, matter, answer, outcome and the one row it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls.rules import Categories, outcome_label, tone_label
from app.china.workdays import WorkCalendar
from app.overview.card import Card
from app.people.service import StaffRow
from app.words import _, pgettext
from ui.calls.person_field import PersonField
from ui.calls.values import Values
from ui.kit import theme
from ui.kit.fields import CheckField, DateTimeField, TextField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.options import Option, OptionGroup, Segment
from ui.kit.overlay import Picture
from ui.kit.panes import Pane

OUTCOME_KEYS = {"transferred": "F7", "promised": "F8"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form needs of the office, read by a job before it is shown."""

    staff: Sequence[StaffRow]
    categories: Categories
    scripts: dict[str, str]
    greeting: str
    closing: str
    rings: int
    hold_limit: int
    calendar: WorkCalendar
    zone: Any


class CallForm(QWidget):
    """The fields of one call. It knows nothing of the database: the page saves what values() gives."""

    changed = Signal()
    saved = Signal()  # Enter on the outcome
    category_chosen = Signal(str)
    outcome_chosen = Signal(str)
    took_number = Signal()  # Enter in the number box

    def __init__(self, facts: Facts, *, now: Any) -> None:
        super().__init__()
        self._facts, self._now = facts, now
        self.form = Form()
        self.form.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(16))
        column.addWidget(self._greeting())
        column.addWidget(self.form, 1)
        self._make_who()
        self._make_what()
        self._make_outcome()
        self._make_rest()
        self._needs(None)

    # Parts

    def _greeting(self) -> Pane:
        band = Pane("accent", name=_("Greeting"))
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(Picture("message-square-quote", size=20, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        said = label(self._facts.greeting, "pane", tone="accent", wrap=True)
        self.script = label("", "meta", tone="text2", wrap=True)
        self.script.hide()
        words.addWidget(said)
        words.addWidget(self.script)
        row.addLayout(words, 1)
        band.body.addLayout(row)
        return band

    def _make_who(self) -> None:
        self.started = DateTimeField(name=_("Time"), now=self._now, past=True)
        self.form.join("started_at", self.started)
        self._started_row = self.form.add_row(_("Time"), self.started)
        self.started.hide()
        self._started_row.hide()
        self.number = LineField(name=_("Phone"), hint=_("Number, last four, initials or name"), big=True)
        self.form.add_field("number", _("Phone"), self.number)
        self.caller = LineField(name=_("Caller"), hint=_("Name"))
        self.company = LineField(name=_("Company"), hint=_("Company"))
        self.form.join("caller_name", self.caller)
        self.form.join("company", self.company)
        self.form.add_row(_("Caller"), self.caller, self.company, stretch=(160, 365))
        self.number.returnPressed.connect(self.took_number)
        self.caller.returnPressed.connect(self.company.setFocus)
        self.company.returnPressed.connect(lambda: self.category.setFocus())

    def _make_what(self) -> None:
        words = self._facts.categories
        self.category = OptionGroup(
            [Option(word, words.label(word), str(n) if n < 10 else "") for n, word in enumerate(words.words, 1)],
            name=_("Category"), columns=4,
        )  # fmt: skip
        self.form.add_field("category", _("Category"), self.category)
        self.category.picked.connect(self._category)
        self.category.keyed.connect(lambda _word: self.matter.setFocus())
        self.category.returned.connect(lambda: self.matter.setFocus())
        self.matter = TextField(name=_("Matter"), hint=_("What they want to know or have done"), lines=3)
        self.form.add_field("matter", _("Matter"), self.matter, grow=3)
        self.answer = TextField(name=pgettext("call", "Answer"), hint=_("What you told them"), lines=3)
        self.form.add_field("answer", pgettext("call", "Answer"), self.answer, grow=4)

    def _make_outcome(self) -> None:
        shown = ["answered", "transferred", "promised", "none"]
        self.outcome = OptionGroup(
            [Option(word, outcome_label(word), OUTCOME_KEYS.get(word, "")) for word in shown],
            name=_("Handling"),
        )
        self.form.add_field("outcome", _("Handling"), self.outcome)
        self.outcome.picked.connect(self._outcome)
        self.outcome.returned.connect(self.saved)
        self.outcome.keyed.connect(self._enter_need)
        self.outcome.bind_keys(self)

        self.transfer = PersonField(name=_("To whom"), hint=_("Name or initials"))
        self.reached = CheckField(_("Reached"))
        self.reached.set_value(True)
        self.transfer.set_staff(self._facts.staff)
        self.form.join("transfer_to", self.transfer)
        self.form.join("transfer_reached", self.reached)
        self._transfer_row = self.form.add_row(_("To whom"), self.transfer, self.reached, stretch=(1, 0))

        self.finder = PersonField(name=_("Finds out"), hint=_("Name or initials"))
        self.finder.set_staff(self._facts.staff)
        self.due = DateTimeField(name=_("Promised for"), now=self._now, explain=self._explain)
        self.form.join("finder", self.finder)
        self.form.join("due_at", self.due)
        self._promise_row = self.form.add_row(_("Finds out"), self.finder, self.due, stretch=(2, 3))
        for field in (self.transfer, self.finder, self.due):
            field.returnPressed.connect(self.saved)

    def _make_rest(self) -> None:
        self.tone = Segment(
            [Option(word, tone_label(word)) for word in ("normal", "tough", "rude")], name=_("Tone")
        )
        self.direction = Segment(
            [
                Option("in", pgettext("call.direction", "Incoming")),
                Option("out", pgettext("call.direction", "Outgoing")),
                Option("missed", pgettext("call.direction", "Missed")),
            ],
            name=_("Direction"),
        )
        self.confirmed = CheckField(_("Read back"))
        self.form.join("tone", self.tone)
        self.form.join("direction", self.direction)
        self.form.join("confirmed", self.confirmed)
        gap = QHBoxLayout()
        gap.addStretch(1)
        self.form.add_row(_("Tone"), self.tone, self.direction, gap, self.confirmed, stretch=(0, 0, 1, 0))
        self.tone.set_value("normal")
        self.direction.set_value("in")

    # What the page does

    def values(self) -> Values:
        """What stands in the fields."""
        return self.form.values()

    def set_values(self, values: Values) -> None:
        """Put values in, and show the row that their outcome needs."""
        self.form.set_values(
            {key: value for key, value in values.items() if key != "outcome" or value != "complaint"}
        )
        self._needs(values.get("outcome"))
        self._show_script(values.get("category"))

    def show_time(self) -> None:
        """Let the time of the call be changed too."""
        self.started.show()
        self._started_row.show()

    def set_staff(self, staff: Sequence[StaffRow]) -> None:
        """The staff list changed."""
        for field in (self.transfer, self.finder):
            field.set_staff(staff)

    def show_place(self, card: Card | None) -> None:
        """Say at the number's right edge where it is from."""
        if card is None or card.kind == "invalid":
            self.number.set_note("")
            return
        place = "·".join(
            part for part in (" ".join(p for p in (card.province, card.city) if p), card.carrier) if part
        )
        said = place or (_("unknown place") if card.kind in ("mobile", "landline") else "")
        self.number.set_note(said, icon="map-pin" if place else "")

    def fill_from(self, card: Card) -> bool:
        """Fill in who a known number is, without touching what was typed; whether it is known."""
        if card.name and not self.caller.value():
            self.caller.set_value(card.name)
        if card.company and not self.company.value():
            self.company.set_value(card.company)
        self.company.set_note(
            _("known") if card.matches else _("new"), tone="accent" if card.matches else "text3"
        )
        return bool(card.matches)

    def to_category(self) -> None:
        """The caret's next stop once it is known who calls."""
        self.category.setFocus()

    # Within

    def _category(self, word: Any) -> None:
        self._show_script(word)
        self.category_chosen.emit(str(word))

    def _show_script(self, word: Any) -> None:
        line = self._facts.scripts.get(str(word), "") if word else ""
        name = self._facts.categories.label(str(word)) if word else ""
        self.script.setText(_("{category}: {script}").format(category=name, script=line) if line else "")
        self.script.setVisible(bool(line))

    def _outcome(self, word: Any) -> None:
        self._needs(word)
        self.outcome_chosen.emit(str(word))

    def _enter_need(self, word: Any) -> None:
        if word == "transferred":
            self.transfer.setFocus()

    def _needs(self, word: Any) -> None:
        for wanted, row, fields in (
            ("transferred", self._transfer_row, (self.transfer, self.reached)),
            ("promised", self._promise_row, (self.finder, self.due)),
        ):
            row.setVisible(word == wanted)
            for field in fields:
                field.setVisible(word == wanted)

    def _explain(self, moment: datetime) -> str:
        hours = self._facts.calendar.between(self._now(), moment).total_seconds() / 3600
        if hours <= 0:
            return _("outside working hours")
        return _("{hours} working hours").format(hours=f"{hours:.1f}".removesuffix(".0"))
