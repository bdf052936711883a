"""The form of one call: number, who, category by one digit, matter, answer, outcome and the one row it needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.calls.rules import outcome_label, tone_label
from app.overview.card import Card, Known
from app.people import service as people
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.facts import Facts
from ui.calls.greeting import GreetingBand
from ui.calls.live_head import LiveHead, direction_segment, rings_segment
from ui.calls.needs import Promised, Transfer
from ui.calls.number_box import Ask, Look, NumberBox
from ui.calls.opened import MANY_RINGS, OpenCall, Values, usual_outcome
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import CheckField, DateTimeField, TextField
from ui.kit.forms import Form
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.options import Option, OptionGroup, Segment
from ui.kit.panes import Pane, scrolled

OUTCOMES = {"answered": "", "transferred": "F7", "promised": "F8", "none": ""}
"""The outcomes a person may choose, and their keys."""
_ERRORS = {"promise": "due_at", "finder_id": "finder", "transfer_to_id": "transfer_to", "result": "outcome"}


class ChoiceField(OptionGroup):
    """An option group that can say what is wrong with it."""

    error_changed = Signal(str)

    def set_error(self, sentence: str | None) -> None:
        """Say why, or take it back."""
        self.error_changed.emit(sentence or "")


class CallForm(Pane):
    """changed() -- something was typed. saved() and left() -- Ctrl+Enter, Esc. looked(Look) -- the number box knows
    more. hold_pressed(), list_wanted() -- as the head says.

    The form writes nothing: it fills `opened.values`, and whoever owns it saves.
    """

    changed = Signal()
    saved = Signal()
    left = Signal()
    looked = Signal(object)
    hold_pressed = Signal()
    list_wanted = Signal()

    def __init__(self, opened: OpenCall, facts: Facts, *, ask: Ask, now: Callable[[], datetime]) -> None:
        super().__init__(name=_("Call being taken") if opened.call_id is None else _("Change of a call"))
        self.opened, self._facts, self._now = opened, facts, now
        self.look = Look("")
        self._filled: dict[str, str] = {}  # what was filled in from the card: gives way to the next card
        self._chose_outcome = bool(opened.values.get("outcome"))
        self._filling = False
        self._make_who(ask)
        self._make_what()
        self._make_rest()
        self._lay_head()
        self._lay()
        self._listen()
        self.set_facts(facts)
        self.set_values(opened.values or _blank(facts))
        if not opened.values or opened.values == opened.before:
            opened.values = self.values()
            opened.before = dict(opened.values)

    # Parts

    def _make_who(self, ask: Ask) -> None:
        self.number = NumberBox(ask)
        self.caller = LineField(name=pgettext("call", "Caller"), hint=_("Name"))
        self.company = LineField(name=pgettext("call", "Company"), hint=pgettext("call", "Company"))

    def _make_what(self) -> None:
        words = self._facts.categories
        options = [
            Option(word, words.label(word), str(at) if at < 10 else "")
            for at, word in enumerate(words.words, start=1)
        ]
        self.category = ChoiceField(options, name=pgettext("call", "Category"), columns=4)
        self.matter = TextField(
            name=pgettext("call", "Matter"), hint=_("What they want to know or have done"), lines=3
        )
        self.answer = TextField(name=pgettext("call", "Answer"), hint=_("What you told them"), lines=4)
        outcomes = [Option(word, outcome_label(word), key) for word, key in OUTCOMES.items()]
        if self.opened.values.get("outcome") == "complaint":  # logged by another way: it stays what it is
            outcomes.append(Option("complaint", outcome_label("complaint")))
        self.outcome = ChoiceField(outcomes, name=pgettext("call.form", "Outcome"))
        self.outcome.picked.connect(self._on_outcome)  # before the form hears of it and settles what is usual

    def _make_rest(self) -> None:
        self.transfer = Transfer()
        self.promised = Promised(now=self._now)
        self.tone = Segment([Option(word, tone_label(word)) for word in ("normal", "tough", "rude")],
                            name=pgettext("call", "Tone"))  # fmt: skip
        self.confirmed = CheckField(_("Read back and confirmed"))

    def _lay_head(self) -> None:
        self.started: DateTimeField | None = None
        self.head: LiveHead | None = None
        if self.opened.call_id is None:
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

    def _lay(self) -> None:
        self.form = form = Form()
        self.band = GreetingBand(self._facts.greeting)
        if self.opened.call_id is not None:
            self.band.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(14))
        column.addWidget(self.band)
        column.addWidget(form, 1)
        self.area = scrolled(inner)
        self.body.addWidget(self.area, 1)
        if self.started is not None:
            form.join("started_at", self.started)
            form.add_row(pgettext("call.form", "Time"), self.started, label(_("Rings"), "meta"), self.rings,
                         self.direction, stretch=(1, 0, 0, 0))  # fmt: skip
        form.add_field("number", _("Phone"), self.number)
        form.join("caller_name", self.caller)
        form.join("company", self.company)
        form.add_row(pgettext("call", "Caller"), self.caller, self.company, stretch=(160, 365))
        form.add_field("category", pgettext("call", "Category"), self.category)
        form.add_field("matter", pgettext("call", "Matter"), self.matter, grow=3)
        form.add_field("answer", pgettext("call", "Answer"), self.answer, grow=4)
        form.add_field("outcome", pgettext("call.form", "Outcome"), self.outcome)
        form.add_row("", self.transfer, self.promised, stretch=(1, 1)).hide()
        for key, field in (
            ("transfer_to", self.transfer.whom), ("reached", self.transfer.reached),
            ("finder", self.promised.finder), ("due_at", self.promised.due),
            ("tone", self.tone), ("confirmed", self.confirmed), ("rings", self.rings), ("direction", self.direction),
        ):  # fmt: skip
            form.join(key, field)
        last = QHBoxLayout()
        last.addStretch(1)
        form.add_row(pgettext("call", "Tone"), self.tone, last, self.confirmed, stretch=(0, 1, 0))
        closing = Line(self._facts.closing if self.opened.call_id is None else "", size=12, tone="text2")
        self.aside = Button(_("Set aside") if self.opened.call_id is None else _("Back"), kind="ghost", key="Esc",
                            tall=True)  # fmt: skip
        self.save = Button(_("Save call") if self.opened.call_id is None else _("Save changes"), kind="primary",
                           key="Ctrl ↵", tall=True)  # fmt: skip
        self.add_foot(closing, None, self.aside, self.save)

    def _listen(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.number.looked.connect(self._on_looked)
        self.number.taken.connect(self.take)
        self.number.passed.connect(self._on_passed)
        self.category.picked.connect(lambda _word: self._on_category())
        self.category.keyed.connect(lambda _word: self.matter.setFocus())
        self.category.returned.connect(self.matter.setFocus)
        self.outcome.keyed.connect(self._on_outcome_key)
        self.outcome.returned.connect(self.saved)
        self.outcome.bind_keys(self)
        self.tone.picked.connect(lambda _word: self._show_script())
        self.direction.picked.connect(lambda _word: self._on_direction())
        self.aside.clicked.connect(self.left)
        self.save.clicked.connect(self.saved)
        for field in (self.caller, self.company, self.transfer.whom, self.promised.finder, self.promised.due):
            field.returnPressed.connect(lambda: self.focusNextPrevChild(True))
        if self.started is not None:
            self.started.returnPressed.connect(lambda: self.focusNextPrevChild(True))
        for text in (self.matter, self.answer):
            text.installEventFilter(self)

    # What its owner says and asks

    def values(self) -> Values:
        """What stands in the form."""
        found = self.form.values()
        found.setdefault("started_at", self.opened.clock.started_at)
        return found

    def set_values(self, values: Values) -> None:
        """Put values in, as they were read from a record or a draft."""
        self._filling = True
        kept = {
            name: value for name, value in values.items() if name != "started_at" or self.started is not None
        }
        if kept.get("outcome") not in (*OUTCOMES, "complaint"):
            kept["outcome"] = None
        self.form.set_values(kept)
        if kept.get("reached") is None:
            self.transfer.reached.set_value(True)
        self._filling = False
        self._show_needs()
        self._show_script()
        if self.head is not None:
            self.head.show_direction()

    def set_facts(self, facts: Facts) -> None:
        """Staff or settings changed."""
        self._facts = facts
        for field in (self.transfer.whom, self.promised.finder):
            field.set_staff(facts.staff)
        self.promised.set_facts(facts, start=self.opened.clock.started_at)

    def start(self) -> None:
        """Put the caret where one begins: the number, or the first thing still to be said."""
        if self.opened.call_id is not None:
            self.matter.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.number.value():
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.opened.began():
            first = next((f for f in (self.matter, self.answer) if not f.value()), self.answer)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number.end(False)

    def problem(self) -> tuple[str, str] | None:
        """The first field that can't be saved, as far as the form can tell, and why."""
        if self.started is not None and (self.started.problem() or self.started.value() is None):
            return "started_at", self.started.problem() or _("When was it? Type a time.")
        if self.category.value() is None and self.direction.value() != "missed":
            return "category", _("What kind of call? Press 1 to {last}.").format(
                last=min(9, len(self._facts.categories.words))
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
            "started_at": self.started,
        }  # fmt: skip
        wrong = fields.get(name)
        if wrong is None:
            return False
        wrong.set_error(sentence)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(wrong, 0, theme.px(24))
        return True

    def settle(self) -> None:
        """A name typed into the number box is a name."""
        if self.number.is_name() and not self.caller.value():
            self.caller.set_value(self.number.value())
            self.number.set_value("")

    def set_saving(self, saving: bool) -> None:
        """While it is saved the button says so; typing goes on."""
        self.save.set_working(_("Saving…") if saving else None)

    # Who calls

    def take(self, known: Known) -> None:
        """A candidate was chosen: number, caller and company are theirs, the category is next."""
        if known.number:
            self.number.show_number(known.number)
        else:
            self.number.set_value("")
        self._fill("caller_name", self.caller, known.name)
        self._fill("company", self.company, known.company)
        self.number.look_up()
        self.category.setFocus()

    def missing(self) -> str:
        """The one field still to be asked for: caller_name or company; "" when none is, or nobody is known yet."""
        card = self.look.card
        if card is None or self.opened.call_id is not None:
            return ""
        if any(match.kind == people.KIND for match in card.matches):
            return ""
        return "caller_name" if not self.caller.value() else "company" if not self.company.value() else ""

    def say(self, field: str, text: str) -> None:
        """The missing field, as it was asked for beside the form."""
        target = {"caller_name": self.caller, "company": self.company}[field]
        self._filled.pop(field, None)
        target.set_value(text)

    def _on_looked(self, look: Look) -> None:
        self.look = look
        self._show_place(look)
        if look.card is not None:
            self._fill_from(look.card)
            if look.text and not self.number.hasFocus():
                self._in_groups(look.card)
        self.looked.emit(look)

    def _on_passed(self, look: Look) -> None:
        """Enter in the number box with nobody to choose."""
        if self.number.is_name() and not self.caller.value():
            self.settle()
            self.number.set_note("")
            self.company.setFocus()
        elif look.card is None and look.problem and look.text == self.number.value():
            self.number.set_error(look.problem)
        elif look.card is not None and self.caller.value():
            self._in_groups(look.card)
            self.category.setFocus()
        else:
            self.caller.setFocus()

    def _in_groups(self, card: Card) -> None:
        """Show a new call's number as it is spoken; what was typed once is changed only by a person."""
        if self.opened.call_id is None and not card.extension:
            self.number.show_number(card.number)

    def _show_place(self, look: Look) -> None:
        if look.card is not None:
            place = speech.place_of(look.card) if look.text else ""
            known = bool(look.card.province)
            self.number.set_note(place, icon="map-pin" if known else "", tone="text2" if known else "text3")
        elif look.known:
            found = ngettext("{n} found", "{n} found", len(look.known)).format(n=len(look.known))
            self.number.set_note(found, tone="text3")
        else:
            self.number.set_note("")

    def _fill_from(self, card: Card) -> None:
        self._fill("caller_name", self.caller, card.name)
        self._fill("company", self.company, card.company)
        colleague = any(match.kind == people.KIND for match in card.matches)
        if colleague:
            self.company.set_note(_("Colleague"), tone="green")
        elif card.call_count:
            called = ngettext("{n} call so far", "{n} calls so far", card.call_count)
            self.company.set_note(called.format(n=card.call_count), tone="accent")
        else:
            self.company.set_note(pgettext("card", "New"), tone="text3")
        if card.responsible_id is not None:
            self.promised.suggest_finder(card.responsible_id)

    def _fill(self, name: str, field: LineField, text: str) -> None:
        """Fill in what is known; what somebody typed stays."""
        if field.value() in ("", self._filled.get(name)) and self.opened.call_id is None:
            field.set_value(text)
            self._filled[name] = text

    # What follows from what

    def _on_changed(self) -> None:
        if self._filling:
            return
        self._settle_outcome()
        self.opened.values = self.values()
        self.changed.emit()

    def _on_category(self) -> None:
        self.category.set_error(None)
        self._settle_outcome()
        self._show_script()

    def _on_outcome(self, _word: object) -> None:
        self._chose_outcome = True
        self.outcome.set_error(None)
        self._show_needs()

    def _on_outcome_key(self, word: object) -> None:
        """F7 asks at once to whom; F8 has answers for everything, pressed again it goes to the time."""
        if word == "transferred":
            self.transfer.whom.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._f8_again:
            self.promised.due.setFocus(Qt.FocusReason.TabFocusReason)
        self._f8_again = word == "promised"

    _f8_again = False

    def _on_direction(self) -> None:
        if self.head is not None:
            self.head.show_direction()
        self._settle_outcome()

    def _settle_outcome(self) -> None:
        """The usual outcome, until somebody chooses one."""
        if not self._chose_outcome:
            usual = usual_outcome(self.form.values()) or None
            if usual != self.outcome.value():
                self.outcome.set_value(usual)
                self._show_needs()

    def _show_needs(self) -> None:
        outcome = self.outcome.value()
        self.transfer.setVisible(outcome == "transferred")
        self.promised.setVisible(outcome == "promised")
        if outcome == "promised":
            self.promised.suggest_due()
            self.promised.suggest_finder(
                (self.look.card.responsible_id if self.look.card else None) or self._facts.me
            )
        else:
            self._f8_again = False

    def _show_script(self) -> None:
        word = self.category.value()
        if self.tone.value() in ("tough", "rude"):
            self.band.show_script("", self._facts.hard_caller, amber=True)
        elif word is None:
            self.band.show_script("", _("The number tells who it is; then one digit for the category."))
        else:
            name = self._facts.categories.label(str(word))
            self.band.show_script(name, self._facts.scripts.get(str(word), ""))

    # Keys

    def _stops(self) -> list[QWidget]:
        stops: list[QWidget] = [
            self.number, self.caller, self.company, self.category, self.matter, self.answer, self.outcome,
            self.transfer.whom, self.transfer.reached, self.promised.finder, self.promised.due, self.tone,
            self.confirmed, self.save, self.aside, self.rings, self.direction,
        ]  # fmt: skip
        if self.started is not None:
            stops = [self.started, self.rings, self.direction, *stops[:-2]]
        return [stop for stop in stops if stop.isVisible() and stop.isEnabled()]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: a group of options is one stop, wherever in it the focus is."""
        stops, focus = self._stops(), QApplication.focusWidget()
        if not stops:  # the form is being hidden
            return super().focusNextPrevChild(forward)
        at = next((n for n, s in enumerate(stops) if focus is s or (focus and s.isAncestorOf(focus))), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop = stops[(at + (1 if forward else -1)) % len(stops)]
        stop.setFocus(reason)
        self.area.ensureWidgetVisible(stop, 0, theme.px(12))
        return True

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Enter goes on from a text too; a new line is Shift+Enter."""
        enter = event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _blank(facts: Facts) -> Values:
    return {
        "direction": "in", "tone": "normal", "rings": min(facts.rings, MANY_RINGS), "number": "", "caller_name": "",
        "company": "", "category": None, "matter": "", "answer": "", "outcome": None, "transfer_to": None,
        "reached": True, "finder": None, "due_at": None, "confirmed": False,
    }  # fmt: skip
