"""The fields of one call, how they lie, and how the keys go through them; what follows from them is CallForm's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calls.rules import tone_label
from app.words import NP_, _, pgettext
from ui.calls.facts import Facts
from ui.calls.greeting import GreetingBand
from ui.calls.live_head import LiveHead, direction_segment, rings_segment
from ui.calls.needs import Complained, Promised, Transfer
from ui.calls.number_box import Ask, NumberBox
from ui.calls.opened import OpenCall, Values
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import CheckField, DateTimeField, TextField
from ui.kit.forms import Form
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.options import ChoiceField, Option, Segment
from ui.kit.panes import scrolled
from ui.kit.walked_pane import WalkedPane

OUTCOMES = {
    "answered": (NP_("call.outcome", "Answered"), ""), "transferred": (NP_("call.form", "Transfer"), "F7"),
    "promised": (NP_("call.outcome", "Call back"), "F8"), "complaint": (NP_("call.outcome", "Complaint"), "F9"),
    "none": (NP_("call.form", "None"), ""),
}  # fmt: skip
"""The outcomes a person may choose: the words of their buttons, and their keys."""
TALLEST = 640  # px of the form: in a higher window the texts do not grow on
_ERRORS = {
    "promise": "due_at", "finder_id": "finder", "transfer_to_id": "transfer_to", "result": "outcome",
    "complainant": "caller_name", "phone": "number", "content": "matter", "complaint": "outcome",
}  # fmt: skip


class CallFields(WalkedPane):
    """saved(), left() -- Enter on the outcome or the button, Esc. hold_pressed(), list_wanted() -- as the head says."""

    saved = Signal()
    hold_pressed = Signal()
    list_wanted = Signal()

    def __init__(self, opened: OpenCall, facts: Facts, *, ask: Ask, now: Callable[[], datetime]) -> None:
        super().__init__(name=_("Call being taken") if opened.call_id is None else _("Change of a call"))
        self.opened, self._facts, self._now = opened, facts, now
        self._make_who(ask)
        self._make_what()
        self._make_rest()
        self._lay_head()
        self._lay()
        self._bind()

    # Parts

    def _make_who(self, ask: Ask) -> None:
        self.number = NumberBox(ask)
        self.caller = LineField(name=pgettext("call", "Caller"), hint=_("Name"))
        self.company = LineField(name=pgettext("call", "Company"), hint=pgettext("call", "Company"))

    def _make_what(self) -> None:
        words = self._facts.categories
        before = self.opened.values.get("category")
        offered = [*words.offered, *(word for word in words.words if word == before and words.retired(word))]
        options = [
            Option(word, words.label(word), str(at) if at < 10 else "")
            for at, word in enumerate(offered, start=1)
        ]
        self.category = ChoiceField(options, name=pgettext("call", "Category"), columns=4)
        self.matter = TextField(
            name=pgettext("call", "Matter"), hint=_("What they want to know or have done"), lines=3
        )
        self.answer = TextField(name=pgettext("call", "Answer"), hint=_("What you told them"), lines=4)
        outcomes = [Option(word, pgettext(*words), key) for word, (words, key) in OUTCOMES.items()]
        self.outcome = ChoiceField(outcomes, name=pgettext("call.form", "Outcome"))

    def _make_rest(self) -> None:
        self.transfer = Transfer()
        self.promised = Promised(now=self._now)
        self.complained = Complained()
        self.tone = Segment([Option(word, tone_label(word)) for word in ("normal", "tough", "rude")],
                            name=pgettext("call", "Tone"))  # fmt: skip
        self.confirmed = CheckField(_("Read back and confirmed"))

    def _lay_head(self) -> None:
        self.started: DateTimeField | None = None
        self.head: LiveHead | None = None
        if self.opened.live():
            head = LiveHead(self.opened.clock, now=self._now, limit=self._facts.hold_limit)
            head.hold_pressed.connect(self.hold_pressed)
            head.list_wanted.connect(self.list_wanted)
            self.head, self.rings, self.direction, self.drawer = head, head.rings, head.direction, head.drawer
            self.body.addWidget(head)
        else:
            self.rings, self.direction = rings_segment(), direction_segment()
            self.started = DateTimeField(name=pgettext("call.form", "Time"), now=self._now, past=True)
            self.drawer = IconButton("panel-left", _("The list"))
            self.drawer.clicked.connect(self.list_wanted)
            self.drawer.hide()
            title = _("Change {code}").format(code=self.opened.code)
            self.add_head(self.drawer, label(title, "pane"), None, line=False)

    def _said_first(self) -> str:
        """The greeting; in a call that goes on, which record it goes on in."""
        if self.opened.going_on_since is None:
            return self._facts.greeting
        started = self.opened.values["started_at"].astimezone(self._facts.zone)
        return _("Going on with {code} of {time}").format(code=self.opened.code, time=f"{started:%H:%M}")

    def _lay(self) -> None:
        self.form = form = Form()
        self.band = GreetingBand(self._said_first(), hotline=self._facts.hotline)
        above = QHBoxLayout()
        if self.opened.live():
            above.setContentsMargins(theme.px(20), theme.px(10), theme.px(16), theme.px(4))
        else:  # nothing is said to anybody: the fields begin right under the head
            above.setContentsMargins(0, 0, 0, 0)
            self.band.hide()
        above.addWidget(self.band)
        # not in the area that scrolls: a wrapped text in it would keep the fields from shrinking
        self.body.addLayout(above)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(10), theme.px(16), theme.px(12))
        form.setMaximumHeight(theme.px(TALLEST))
        column.addWidget(form, 100)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.body.addWidget(self.area, 1)
        if self.started is not None:
            form.join("started_at", self.started)
            form.add_row(pgettext("call.form", "Time"), self.started, label(_("Rings"), "label"), self.rings,
                         self.direction, stretch=(1, 0, 0, 0))  # fmt: skip
        form.add_field("number", _("Phone"), self.number)
        form.join("caller_name", self.caller)
        form.join("company", self.company)
        form.add_row(pgettext("call", "Caller"), self.caller, self.company, stretch=(160, 365))
        form.add_field("category", pgettext("call", "Category"), self.category)
        form.add_field("matter", pgettext("call", "Matter"), self.matter, grow=3)
        form.add_field("answer", pgettext("call", "Answer"), self.answer, grow=4)
        form.add_field("outcome", pgettext("call.form", "Outcome"), self.outcome)
        form.add_row("", self.transfer, self.promised, self.complained, stretch=(1, 1, 1)).hide()
        for key, field in (
            ("transfer_to", self.transfer.whom), ("reached", self.transfer.reached),
            ("finder", self.promised.finder), ("due_at", self.promised.due),
            ("apologised", self.complained.apologised), ("thanked", self.complained.thanked),
            ("solved_on_call", self.complained.solved), ("grade", self.complained.grade),
            ("province", self.complained.province), ("address", self.complained.address),
            ("offered", self.complained.offered), ("tone", self.tone),
            ("confirmed", self.confirmed), ("rings", self.rings),
            ("direction", self.direction),
        ):  # fmt: skip
            form.join(key, field)
        last = QHBoxLayout()
        last.addStretch(1)
        form.add_row(pgettext("call", "Tone"), self.tone, last, self.confirmed, stretch=(0, 1, 0))
        closing = Line(self._facts.closing if self.opened.live() else "", size=12, tone="text2")
        self.aside = Button(_("Set aside") if self.opened.live() else _("Back"), kind="ghost", key="Esc",
                            tall=True)  # fmt: skip
        self.save = Button(_("Save call") if self.opened.live() else _("Save changes"), kind="primary",
                           key="Ctrl ↵", tall=True)  # fmt: skip
        self.add_foot(closing, None, self.aside, self.save)

    def _bind(self) -> None:
        self.category.keyed.connect(lambda _word: self.matter.setFocus())
        self.category.returned.connect(self.matter.setFocus)
        self.outcome.returned.connect(self.saved)
        self.outcome.bind_keys(self)
        self.aside.clicked.connect(self.left)
        self.save.clicked.connect(self.saved)
        self.go_on_from([
            self.caller, self.company, self.matter, self.answer, self.transfer.whom, self.promised.finder,
            self.promised.due, self.complained.address, self.complained.offered,
            *([] if self.started is None else [self.started]),
        ])  # fmt: skip

    # Values and what is wrong with them

    def values(self) -> Values:
        """What stands in the form."""
        found = self.form.values()
        found.setdefault("started_at", self.opened.clock.started_at)
        return found

    def problem(self) -> tuple[str, str] | None:
        """The first field that can't be saved, as far as the form can tell, and why."""
        if self.started is not None and (self.started.problem() or self.started.value() is None):
            return "started_at", self.started.problem() or _("When was it? Type a time.")
        if self.category.value() is None and self.direction.value() != "missed":
            return "category", _("What kind of call? Press 1 to {last}.").format(
                last=min(9, len(self._facts.categories.offered))
            )
        for name, field, outcome in (
            ("transfer_to", self.transfer.whom, "transferred"), ("finder", self.promised.finder, "promised"),
            ("due_at", self.promised.due, "promised"),
        ):  # fmt: skip
            if self.outcome.value() == outcome and field.problem():
                return name, field.problem()
        return None

    def refuse(self, field: str, sentence: str) -> bool:
        """Say what is wrong under its field and put the caret there; False when the form has no such field."""
        name = _ERRORS.get(field, field)
        fields: dict[str, Any] = {
            "number": self.number, "caller_name": self.caller, "company": self.company, "category": self.category,
            "matter": self.matter, "answer": self.answer, "outcome": self.outcome,
            "transfer_to": self.transfer.whom, "finder": self.promised.finder, "due_at": self.promised.due,
            "province": self.complained.province, "address": self.complained.address,
            "offered": self.complained.offered,
            "started_at": self.started,
        }  # fmt: skip
        wrong = fields.get(name)
        if wrong is None:
            return False
        wrong.set_error(sentence)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(wrong, 0, theme.px(24))
        return True

    def set_saving(self, saving: bool) -> None:
        """While it is saved the button says so; typing goes on."""
        self.save.set_working(_("Saving…") if saving else None)

    # Keys

    def stops(self) -> list[QWidget]:
        """Who calls, what about, what comes of it; how it rang stands last while a call runs."""
        stops: list[QWidget] = [
            self.number, self.caller, self.company, self.category, self.matter, self.answer, self.outcome,
            self.transfer.whom, self.transfer.reached, self.promised.finder, self.promised.due,
            self.complained.apologised, self.complained.thanked, self.complained.grade, self.complained.province,
            self.complained.address, self.complained.offered, self.complained.solved, self.tone,
            self.confirmed, self.save, self.aside,
        ]  # fmt: skip
        rang = [self.rings, self.direction]
        return [*stops, *rang] if self.started is None else [self.started, *rang, *stops]
