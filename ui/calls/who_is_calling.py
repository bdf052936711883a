"""Who is calling: the card beside the form or the saved call, what to ask by the way, and what comes of the answer."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.calls import finding
from app.calls import service as calls
from app.calls.finding import CallDetail
from app.words import _
from ui.calls.caller_card import OF_DEALER, CallerCard
from ui.calls.facts import Facts
from ui.calls.open_calls import OpenCalls
from ui.calls.to_dealer import ToDealer
from ui.kit.seat import Seat
from ui.kit.uncovering import uncover

if TYPE_CHECKING:
    from app.overview.card import Card
    from ui.calls.call_form import CallForm

ASKABLE = (
    "phone", "principal", "address", "wechat_id", "email", "uscc", "receive_time", "invoice_info", "licence_no",
)  # fmt: skip
"""Fields of a dealer's record that one line of text fills."""
NUISANCE = "nuisance"


class WhoIsCalling(QObject):
    """known_anew() -- the directory knows more of the saved call on screen now.

    form() -- the form in front; found() -- the saved call on screen.
    """

    known_anew = Signal()

    def __init__(
        self, seat: Seat, card: CallerCard, calls: OpenCalls, *, host: QWidget,
        form: "Callable[[], CallForm | None]", found: Callable[[], CallDetail | None],
    ) -> None:  # fmt: skip
        super().__init__(host)
        self._seat, self.card, self._calls, self._host = seat, card, calls, host
        self._form, self._found = form, found
        self._hard_script = ""
        self._folded = False
        self._came_from: QWidget | None = None
        self._dealing = ToDealer(seat, parent=host)
        self._dealing.done.connect(self._card_again)
        calls.looked.connect(self.show_for)
        card.go_on_wanted.connect(self._go_on_with)
        card.to_dealer_wanted.connect(self.to_dealer)
        card.said.connect(self._said)
        card.answered.connect(self._answered)

    def set_facts(self, facts: Facts) -> None:
        """What is said to somebody difficult may be another line now."""
        self._hard_script = facts.hard_caller

    # The card

    def show_for(self, form: "CallForm") -> None:
        """Who the number in `form` is, when it is in front."""
        if self._form() is not form:
            return
        who = form.look.card
        if who is None:
            self.card.clear(
                "" if form.number.value() else _("Who it is stands here once the number is typed.")
            )
            return
        self._folded = form.category.value() == NUISANCE
        self.card.show_card(
            who, now=self._seat.desk.now(), hard_script=self._hard_script, asking=asking(form),
            folded=self._folded, name=form.caller.value(), company=form.company.value(),
            running_since=form.opened.clock.started_at if form.opened.call_id is None else None,
            but=form.opened.call_id or 0,
        )  # fmt: skip

    def show_saved(self, found: CallDetail, who: "Card | None", *, now: datetime) -> None:
        """Who the number of a saved call is."""
        if who is None:
            self.card.clear()
            return
        row = found.row
        self.card.show_card(
            who, now=now, hard_script=self._hard_script, but=row.id, folded=row.category == NUISANCE,
            name=row.caller_name, company=row.company,
        )  # fmt: skip

    def form_changed(self) -> None:
        """Something was typed: the card folds for nuisance, and asks for what is still missing."""
        form = self._form()
        if form is None or form.look.card is None:
            return
        if (form.category.value() == NUISANCE) != self._folded:
            self.show_for(form)
        else:
            self.card.offer(asking(form))

    # What is asked by the way

    def ask(self) -> None:
        """Alt+Q: to the field to ask for; once more back to where the caret was."""
        if self.card.ask.hasFocus():
            self.back_from_asking()
        elif self.card.can_ask():
            self._came_from = self._host.focusWidget()
            self.card.ask.setFocus()

    def back_from_asking(self) -> None:
        """Back to where the caret was."""
        form, back = self._form(), self._came_from
        if back is not None and back.isVisible():
            back.setFocus()
        elif form is not None:
            form.start()
        if form is not None:
            self.card.offer(asking(form))

    def _said(self, field: str, text: str) -> None:
        form = self._form()
        if form is not None and field and not field.startswith(OF_DEALER):
            form.say(field, text)

    def _answered(self) -> None:
        """Enter in the field asked for: a field of the dealer's record is saved at once, the form's are there."""
        form, field, text = self._form(), self.card.asked(), self.card.ask.value()
        who = form.look.card if form is not None else None
        if field.startswith(OF_DEALER) and who is not None and who.dealer is not None and text:
            self._dealing.fill(who.dealer.id, field.removeprefix(OF_DEALER), text)
            self.card.ask.set_value("")
        self.back_from_asking()

    # What is hidden

    def uncover(self) -> None:
        """Alt+V in a call: the number of the card whole, where it is hidden (R64); the log keeps who looked.

        The box of the form shows what was typed into it or handed over: a number that is to be put right has to be
        seen.
        """
        form = self._form()
        who = form.look.card if form is not None else None
        if form is None or who is None or not self.card.hides:
            return

        def shown() -> None:
            self.card.show_whole(who.number)
            self.show_for(form)

        kind, id = _record(form, who)
        uncover(self._seat, kind, id, owner=form, done=shown)

    # What comes of it

    def to_dealer(self) -> None:
        """Alt+X: the caller on screen becomes a contact of a dealer."""
        form, found = self._form(), self._found()
        if form is not None and form.look.card is not None:
            self._dealing.ask(form.look.card, name=form.caller.value(), company=form.company.value())
        elif form is None and found is not None and self.card.shown() is not None:
            self._dealing.ask(self.card.shown(), name=found.row.caller_name, company=found.row.company)

    def _card_again(self) -> None:
        """The directory knows more of the caller now."""
        form = self._form()
        if form is not None:
            form.number.look_up()
        else:
            self.known_anew.emit()

    def _go_on_with(self, call_id: int) -> None:
        """The same caller as a moment ago: this call is no new one, the last goes on instead."""
        form, desk = self._form(), self._seat.desk
        if form is None:
            return
        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, call_id), failed=self._seat.tell, owner=form,
            done=lambda saved: self._calls.go_on_with(form, saved),
        )  # fmt: skip

    def go_on(self) -> None:
        """Alt+L: with the call that the card offers."""
        form = self._form()
        last = form.again() if form is not None else None
        if last is not None:
            self._go_on_with(last.id)


def _record(form: "CallForm", who: "Card") -> tuple[str, int | None]:
    """What is looked at: the saved call that is changed, else the dealer, else a call that is not saved yet."""
    from app.dealers.completing import KIND as DEALER  # late: the list reads no archive

    if form.opened.call_id is None and who.dealer is not None:
        return DEALER, who.dealer.id
    return calls.KIND, form.opened.call_id


def asking(form: "CallForm") -> str:
    """What to ask by the way: what the form lacks, else what the dealer's record lacks and can be told in a line."""
    lacks = form.missing()
    dealer = form.look.card.dealer if form.look.card is not None else None
    if lacks or dealer is None or form.opened.call_id is not None:
        return lacks
    return next((f"{OF_DEALER}{gap}" for gap in dealer.gaps if gap in ASKABLE), "")
