"""The form of one call: its fields, and what follows from what is typed into them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor

from app.calls import situations
from app.calls.finding import CallRow
from app.calls.situations import Moment, fitting
from app.people import service as people
from app.words import _, ngettext, pgettext
from ui.calls import speech
from ui.calls.call_fields import OUTCOMES, CallFields
from ui.calls.caller_card import again as going_on
from ui.calls.facts import Facts
from ui.calls.number_box import Ask, Look
from ui.calls.opened import COMPLAINED, MANY_RINGS, Clock, OpenCall, Values, became, usual_outcome
from ui.calls.phrases import Phrases
from ui.kit import saying
from ui.kit.line_field import LineField

if TYPE_CHECKING:
    from app.overview.card import Card, Known


class CallForm(CallFields):
    """changed() -- something was typed. looked(Look) -- the number box knows more.

    The form writes nothing: it fills `opened.values`, and whoever owns it saves.
    """

    changed = Signal()
    looked = Signal(object)

    def __init__(self, opened: OpenCall, facts: Facts, *, ask: Ask, now: Callable[[], datetime]) -> None:
        self.look = Look("")
        self._filled: dict[str, str] = {}  # what was filled in from the card: gives way to the next card
        self._chose_outcome = bool(opened.values.get("outcome"))
        self._usual: str | None = None
        self._situation: str | None = None
        self._filling = self._f8_again = False
        super().__init__(opened, facts, ask=ask, now=now)
        # after the form's own filters: this one sees Enter and Tab first
        self.phrases = Phrases((self.matter, self.answer), facts.phrases, values=self._slots)
        self._listen()
        self.set_facts(facts)
        self.set_values(opened.values or _blank(facts))
        if not opened.values or opened.values == opened.before:
            opened.values = self.values()
            opened.before = dict(opened.values)

    def _listen(self) -> None:
        self.outcome.picked.connect(self._on_outcome)
        self.outcome.keyed.connect(self._on_outcome_key)
        self.form.changed.connect(self._on_changed)
        self.number.looked.connect(self._on_looked)
        self.number.taken.connect(self.take)
        self.number.passed.connect(self._on_passed)
        self.category.picked.connect(lambda _word: self._on_category())
        self.tone.picked.connect(lambda _word: self._show_script())
        self.direction.picked.connect(lambda _word: self._on_direction())
        self.caller.changed.connect(self._show_script)
        if self.head is not None:
            self.head.ticked.connect(self._show_script)

    # What its owner says and asks

    def set_values(self, values: Values) -> None:
        """Put values in, as they were read from a record or a draft."""
        self._filling = True
        kept = {
            name: value for name, value in values.items() if name != "started_at" or self.started is not None
        }
        if kept.get("outcome") not in OUTCOMES:
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
        self._facts, self._situation = facts, None
        self.phrases.known = facts.phrases
        for field in (self.transfer.whom, self.promised.finder):
            field.set_staff(facts.staff)
        self.promised.set_facts(facts, start=self.opened.clock.started_at)

    def start(self) -> None:
        """Put the caret where one begins: the number, or the first thing still to be said."""
        if self.opened.call_id is not None:
            self.matter.moveCursor(QTextCursor.MoveOperation.End)
            self.matter.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.opened.withheld and not self.caller.value():
            self.caller.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.number.value():
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number.offer_clipboard()
        elif self.opened.began():
            first = next((f for f in (self.matter, self.answer) if not f.value()), self.answer)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number.end(False)

    def _slots(self) -> dict[str, str]:
        """What the slots of a phrase stand for now."""
        now, facts = self._now().astimezone(self._facts.zone), self._facts
        due = self.promised.due.value() or facts.usual_due(self.opened.clock.started_at)
        return {
            "name": self.caller.value(), "number": self.number.value(), "us": facts.company, "me": facts.my_name,
            "greeting": facts.greeting, "today": saying.day(now), "time": f"{now.hour}:{now:%M}",
            "due": speech.due(due.astimezone(facts.zone), now),
        }  # fmt: skip

    def use_clock(self, clock: Clock) -> None:
        """A softphone's clock takes the place of ours."""
        self.opened.clock = clock
        if self.head is not None:
            self.head.set_clock(clock)

    def set_direction(self) -> None:
        """The direction was set from outside."""
        self._on_direction()
        self.tell_changed()

    def tell_changed(self) -> None:
        """Something was filled in from outside: it counts as what the form holds, and is kept as a draft."""
        self._on_changed()

    def again(self) -> CallRow | None:
        """The call of a moment ago that this one may be going on with."""
        card = self.look.card
        if card is None or self.opened.call_id is not None:
            return None
        return going_on(card, self.opened.clock.started_at)

    def settle(self) -> None:
        """A name typed into the number box is a name."""
        if self.number.is_name() and not self.caller.value():
            self.caller.set_value(self.number.value())
            self.number.set_value("")

    # Who calls

    def take(self, known: "Known") -> None:
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
        self._show_script()
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

    def _in_groups(self, card: "Card") -> None:
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
        elif self.opened.withheld and not look.text:
            self.number.set_note(_("no number shown"), icon="eye-off", tone="amber")
        elif not self.number.offers():
            self.number.set_note("")

    def _fill_from(self, card: "Card") -> None:
        self._fill("caller_name", self.caller, card.name)
        self._fill("company", self.company, card.company)
        colleague = any(match.kind == people.KIND for match in card.matches)
        if colleague:
            self.company.set_note(_("Colleague"), tone="green")
        elif card.dealer is not None:
            self.company.set_note(_("Dealer"), icon="store", tone="accent")
        elif card.call_count:
            called = ngettext("{n} call so far", "{n} calls so far", card.call_count)
            self.company.set_note(called.format(n=card.call_count), tone="accent")
        else:
            self.company.set_note(pgettext("card", "New"), tone="text3")
        if card.responsible_id is not None:
            self.promised.suggest_finder(card.responsible_id)
        if self.outcome.value() == "complaint":
            self.complained.suggest_province(_home(card))

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
        """F7 asks at once to whom, F9 what was said and where; F8 has answers for everything, pressed again it goes
        to the time.
        """
        if word == "transferred":
            self.transfer.whom.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif word == "complaint":
            self._become_complaint()
        elif self._f8_again:
            self.promised.due.setFocus(Qt.FocusReason.TabFocusReason)
        self._f8_again = word == "promised"

    def _become_complaint(self) -> None:
        """F9: the category follows when nobody chose one; the caret goes to what is to be told besides."""
        if self.category.value() is None and "complaint" in self._facts.categories.words:
            self.category.set_value("complaint")
            self._show_script()
            self._on_changed()
        if self.complained.isVisible():
            self.complained.apologised.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_direction(self) -> None:
        if self.head is not None:
            self.head.show_direction()
        self._settle_outcome()

    def _settle_outcome(self) -> None:
        """The usual outcome, until somebody chooses one."""
        self._chose_outcome = self._chose_outcome or self.outcome.value() != self._usual
        if self._chose_outcome:
            return
        self._usual = usual_outcome(self.form.values()) or None
        if self._usual != self.outcome.value():
            self.outcome.set_value(self._usual)
            self._show_needs()

    def _show_needs(self) -> None:
        outcome = self.outcome.value()
        self.transfer.setVisible(outcome == "transferred")
        self.promised.setVisible(outcome == "promised")
        self.complained.setVisible(outcome == "complaint" and not became(self.opened))
        if outcome == "complaint":
            self.complained.suggest_province(_home(self.look.card))
        if outcome == "promised":
            self.promised.suggest_due()
            self.promised.suggest_finder(
                (self.look.card.responsible_id if self.look.card else None) or self._facts.me
            )
        else:
            self._f8_again = False

    def _show_script(self) -> None:
        """The line that helps now: the caller's manner before the wait, the wait before the category (R3, R4, R7)."""
        clock, card = self.opened.clock, self.look.card
        category = self.category.value()
        word = fitting(
            Moment(
                category=str(category) if category is not None else None, direction=str(self.direction.value()),
                tone=str(self.tone.value() or "normal"), outcome=str(self.outcome.value()),
                waited=clock.waited(self._now()) if clock.holding_since is not None else None,
                hold_limit=self._facts.hold_limit, hard_before=card is not None and card.hard is not None,
                withheld=self.opened.withheld, named=bool(self.caller.value()),
                again=self.again() is not None, back=self._missed_before(),
            )
        )  # fmt: skip
        if word == self._situation:
            return
        self._situation = word
        if not word:
            self.band.show_script("", _("The number tells who it is; then one digit for the category."))
            return
        known = word in self._facts.categories.words
        name = self._facts.categories.label(word) if known else situations.label(word)
        self.band.show_script(name, self._facts.scripts.get(word, ""), amber=word in ("hard", "late"))

    def _missed_before(self) -> bool:
        last = next(iter(self.look.card.last_calls), None) if self.look.card is not None else None
        return last is not None and last.direction == "missed" and self.direction.value() == "out"


def _home(card: "Card | None") -> str | None:
    """The province whose salesperson is told: the dealer's, else the number's (R14)."""
    if card is None:
        return None
    return (card.dealer.province if card.dealer is not None else "") or card.province


def _blank(facts: Facts) -> Values:
    return {
        "direction": "in", "tone": "normal", "rings": min(facts.rings, MANY_RINGS), "number": "", "caller_name": "",
        "company": "", "category": None, "matter": "", "answer": "", "outcome": None, "transfer_to": None,
        "reached": True, "finder": None, "due_at": None, "confirmed": False, **COMPLAINED,
    }  # fmt: skip
