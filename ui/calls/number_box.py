"""The number box: what is typed is looked up while one types, and keys pressed too early wait for the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.china import phones
from app.late import Module
from app.office.desk import Desk
from app.people import service as people
from app.words import _, ngettext
from ui.calls import speech
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.phone_field import PhoneField
from ui.kit.saying import joined

if TYPE_CHECKING:
    from app.overview.card import Card, Known

cards = Module("app.overview.card")

LONGEST = 40  # characters: a text that merely holds a number is none to call


class Look(NamedTuple):
    """What is known of a text in the number box. `card` is None as long as it is no whole number."""

    text: str
    known: "tuple[Known, ...]" = ()
    card: "Card | None" = None
    problem: str = ""


def look(desk: Desk, text: str, *, name: str = "", company: str = "") -> Look:
    """Who `text` may mean, and the card when it is a number. Reads the database: for a job."""
    if not text:
        found = cards.card(desk, "", name=name, company=company) if name else None
        return Look(text, card=found if found and found.matches else None)
    found = cards.card(desk, text)
    known = tuple(cards.candidates(desk, text))
    if found.kind != "invalid":
        return Look(text, known, found)
    return Look(text, known, None, phones.problem(text) or "")


Ask = Callable[[str, Callable[[Look], None]], object]


class NumberBox(PhoneField):
    """looked(Look) -- what stands in the box was looked up. taken(Known) -- a candidate was chosen. passed(Look) --
    Enter, and there is nobody to choose.

    ask -- looks a text up and answers with a Look, now or later; a failed look-up answers with an empty one.
    """

    looked = Signal(object)
    taken = Signal(object)
    passed = Signal(object)

    def __init__(self, ask: Ask, *, parent: QWidget | None = None) -> None:
        super().__init__(
            name=_("Phone"), hint=_("Number, last four, initials or name"), big=True, parent=parent
        )
        self._ask = ask
        self._last = Look("")
        self._waiting = False
        self._offered = ""
        self._early: list[QKeyEvent | Callable[[], object]] = []
        none = (_("None of these: a new number"), _("Type it to the end, its place comes by itself"))
        self.completion = Completion(self, self._asked, none=none)
        self.completion.taken.connect(lambda candidate: self.taken.emit(candidate.value))
        self.textEdited.connect(lambda _text: self._take_offer_back())
        self.note_pressed.connect(self._take_offered)
        self.installEventFilter(self)  # after the completion's own: this one sees the keys first

    def last(self) -> Look:
        """What was found for the text that was looked up last."""
        return self._last

    def look_up(self) -> None:
        """Look up what stands in the box though nobody typed it."""
        self._ask(self.value(), self._answered)

    def show_number(self, number: str) -> None:
        """Put in a normal number, in groups, as if it had been looked up already."""
        self.set_value(speech.number(number))

    def offer_clipboard(self) -> None:
        """Offer the number that lies on the clipboard, once; the down key, or a press, takes it."""
        text = QGuiApplication.clipboard().text().strip()
        if self.value() or not text or len(text) > LONGEST or text == NumberBox._taken:
            return
        found = phones.parse_all(text)
        if len(found) != 1 or found[0].kind == "invalid" or found[0].number == NumberBox._taken:
            return
        self._offered = found[0].number
        words = _("From the clipboard: {number} ↓").format(number=speech.number(found[0].number))
        self.set_note(words, icon="copy", link=True)

    _taken = ""
    """What was taken from the clipboard last is not offered again."""

    def offers(self) -> bool:
        """Whether a number from the clipboard is offered."""
        return bool(self._offered)

    def _take_offer_back(self) -> None:
        if self._offered:
            self._offered = ""
            self.set_note("")

    def _take_offered(self) -> None:
        number = self._offered
        if number:
            NumberBox._taken = number
            self._take_offer_back()
            self.show_number(number)
            self.changed.emit()
            self.look_up()

    def when_known(self, run: Callable[[], object]) -> bool:
        """Whether a key still waits for an answer; then `run` comes after the keys that wait too."""
        if self._waiting:
            self._early.append(run)
        return self._waiting

    def is_name(self) -> bool:
        """Whether letters stand in the box instead of a number."""
        return bool(self.value()) and not any(c.isdigit() for c in self.value())

    # Asking and answers

    def _asked(self, _shown: str, answer: Answer) -> None:
        self._ask(self.value(), lambda found: self._answered(found, answer))  # not in groups: as it is kept

    def _answered(self, found: Look, answer: Answer | None = None) -> None:
        if not shiboken6.isValid(self) or found.text != self.value():  # the form may be gone meanwhile
            return
        self._last = found
        if answer is not None:
            answer([_candidate(one, found.text) for one in found.known])
        self.looked.emit(found)
        if self._waiting:
            self._waiting = False
            self._enter()
            self._replay()

    def _enter(self) -> None:
        """What Enter does once it is known what the text means."""
        if self.completion.visible():
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QApplication.sendEvent(self, press)
        else:
            self.completion.close_up()
            self.passed.emit(self._last)

    def _replay(self) -> None:
        early, self._early = self._early, []
        for one in early:
            if isinstance(one, QKeyEvent):
                QApplication.sendEvent(QApplication.focusWidget() or self, one)
            else:
                one()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or watched is not self:
            return False
        if self._waiting:
            self._early.append(_copy(event))
            return True
        if event.key() == Qt.Key.Key_Down and self._offered and not self.value():
            self._take_offered()
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or held:
            return False
        if self.value() and self._last.text != self.value():
            self._waiting = True  # typed faster than looked up: the answer decides what this key means
            self.completion.offer()
            return True
        if self.completion.visible():
            return False
        self._enter()
        return True


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())


def _candidate(one: "Known", text: str) -> Candidate:
    title = one.company or one.name or one.seen
    name = one.name if one.company else ""
    who = " ".join(part for part in (name, one.seen if title != one.seen else "") if part)
    sales = _("sales {name}").format(name=one.responsible) if one.responsible else ""
    note = ngettext("{n} open", "{n} open", one.owed).format(n=one.owed) if one.owed else ""
    colleague = one.kind == people.KIND
    if colleague:
        title, who = one.name, joined(one.company, one.seen)
    sub = who if colleague else joined(who, speech.place(one.province, one.city), sales)
    at = title.lower().find(text.lower())
    return Candidate(
        one, title, sub, "user" if colleague or not one.company else "building-2",
        note=_("Colleague") if colleague else note, found=((at, len(text)),) if at >= 0 and text else (),
    )  # fmt: skip
