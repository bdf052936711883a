"""What is done with the calls that are not saved yet: taken, set aside, gone on with, given up, saved."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.calls.finding import CallDetail, detail
from app.office import privacy
from app.words import _
from ui.calls import opened, speech
from ui.calls.facts import Facts
from ui.calls.open_forms import OpenForms
from ui.calls.opened import STILL_TALKING, Clock, OpenCall, Values
from ui.calls.saving import Saving
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.calls.call_form import CallForm


class OpenCalls(OpenForms):
    """What is done with them: a call is taken, waits, is set aside, gone on with, given up, saved."""

    def __init__(self, seat: Seat, *, parent: QObject) -> None:
        super().__init__(seat, parent=parent)
        self.saving = Saving(seat, host=parent)
        self.saving.shown.connect(self.shown)
        self.saving.written.connect(self._written)
        self.saving.typed_on.connect(self._typed_on)
        self.saving.given_up.connect(self._given_up)

    def set_facts(self, facts: Facts) -> None:
        """Staff, settings or calendar are others now."""
        super().set_facts(facts)
        self.saving.set_facts(facts)

    def is_saving(self, row_id: int) -> bool:
        """Whether it is being written down for good."""
        return self.saving.busy(row_id)

    def forget(self, call: OpenCall) -> None:
        """The form goes, and its draft."""
        self.saving.end(call.row_id)
        super().forget(call)

    def _made(self, form: "CallForm") -> None:
        form.saved.connect(lambda: self.save(form))
        form.left.connect(lambda: self.leave(form))
        form.hold_pressed.connect(lambda: self.hold(form))

    # Beginning

    def take(
        self, number: str = "", name: str = "", *, at: datetime | None = None, withheld: bool = False,
        direction: str = "in",
    ) -> None:  # fmt: skip
        """F2, or a number handed over: back to the call that runs, else a new one begins, now or at `at`.

        F2 while the telephone rings for somebody who waits at the top of the list takes that call.
        withheld -- they show no number. direction -- "out" for a call that is made here.
        """
        form = self.running_call()
        waiting = next((row for row, call in self._calls.items() if call.clock.ringing), None)
        if waiting is not None and form is None and not number:
            self.go_on(waiting)
            return
        if form is not None:
            if not number or not form.number.value() or form.number.value() == speech.number(number):
                if number and not form.number.value():
                    hand_over(form, number, name)
                self.shown.emit(form)
                return
            if form.opened.began():
                self._ring(number, name)
                return
            self.set_aside(form)
        call = OpenCall(self.next_row(), Clock(at or self._now()), running=True, withheld=withheld)
        self.begin(call, number, name, direction=direction)

    def begin(self, call: OpenCall, number: str, name: str, *, direction: str = "in") -> None:
        """A call begins: its form comes to the front, with what is known of who it is."""
        form = self.make(call)
        self.running.emit(call.clock.started_at)
        self.changed.emit()
        self.shown.emit(form)
        if direction != "in":
            form.direction.set_value(direction)
            form.set_direction()
        if number or name or call.withheld:
            hand_over(form, number, name)

    def writing(self) -> bool:
        """Whether somebody is writing a call down: what comes then must not take the caret away."""
        return any(
            form.opened.began() and (form.opened.running or form.isVisible()) for form in self._forms.values()
        )

    def _ring(self, number: str, name: str) -> None:
        """Another call comes while one is being written down."""
        self.wait(OpenCall(self.next_row(), Clock(self._now())), number, name)

    def wait(self, call: OpenCall, number: str, name: str) -> None:
        """It waits at the top of the list, nothing is overwritten."""
        form = self.make(call)
        fill_in(form, number, name)
        self.keep(call)
        self.changed.emit()
        who = name or privacy.shown(self._seat.desk, speech.number(number)) or _("withheld number")
        self._seat.toasts.note(
            _("{who} is calling too; the call waits at the top of the list.").format(who=who),
            action=_("Take it"), run=lambda: self.go_on(call.row_id),
        )  # fmt: skip

    def change(self, saved: CallDetail) -> None:
        """Change a saved call; a change that was begun already is gone on with."""
        begun = next((call for call in self._calls.values() if call.call_id == saved.row.id), None)
        if begun is not None:
            self.go_on(begun.row_id)
            return
        self.shown.emit(self.make(opened.of(saved, row_id=self.next_row())))

    def go_on_with(self, form: "CallForm", saved: CallDetail) -> None:
        """They called a moment ago: this is that call going on, in its record; what was typed goes along."""
        new = form.opened
        new.values = form.values()
        call = opened.going_on(saved, new)
        running, new.running = new.running, False
        self.forget(new)
        made = self.make(call)
        if running:
            self.running.emit(call.clock.answered_at or call.clock.started_at)
        self.changed.emit()
        self.shown.emit(made)

    # The wait

    def hold(self, form: "CallForm | None" = None) -> None:
        """F12: the caller waits, or waits no more."""
        form = form or self.running_call()
        if form is not None and form.head is not None and form.opened.clock.stopped is None:
            form.opened.clock.hold(self._now())
            form.head.tick()
            self._drafts[form.opened.row_id].touch()

    # Setting aside and going on

    def leave(self, form: "CallForm") -> None:
        """Esc: set the call aside; a form in which nothing was typed is no loss."""
        if self.saving.busy(form.opened.row_id):
            return
        kept = form.opened.touched()
        self.dropped.emit(form.opened, kept)
        self.set_aside(form) if kept else self.forget(form.opened)

    def set_aside(self, form: "CallForm") -> None:
        """Keep the call as a draft at the top of the list and stop its clock."""
        call = form.opened
        ran, call.running = call.running, False
        call.clock.stop(self._now())
        call.aside_at = self._now()
        self.keep(call)
        if ran:
            self.running.emit(None)
        self.changed.emit()

    def go_on(self, row_id: int) -> None:
        """Back to a call that was set aside; its clock runs on when it is likely to be going on still."""
        form = self.form(row_id)
        if form is None:
            return
        call, other = form.opened, self.running_call()
        if other is not None and other is not form:
            self.set_aside(other) if other.opened.touched() else self.forget(other.opened)
        if (call.call_id is None or call.going_on_since is not None) and not call.running:
            now = self._now()
            if call.aside_at is not None and not call.clock.ended and now - call.aside_at <= STILL_TALKING:
                call.clock.stopped = None
            call.running = call.clock.stopped is None
            if call.running:
                self.running.emit(now - timedelta(seconds=call.clock.seconds(now)))
            if form.head is not None:
                form.head.show_direction()
        self.changed.emit()
        self.shown.emit(form)

    def give_up(self, row_ids: list[int]) -> None:
        """Del on drafts: they go, and come back when that is taken back."""
        gone = [self._calls[row] for row in row_ids if row in self._calls and not self._calls[row].running]
        if not gone:
            return
        for call in gone:
            self.dropped.emit(call, False)
            self.forget(call)

        def back() -> None:
            for call in gone:
                self.take_back(call)

        self._seat.toasts.undo(_("Draft given up"), back)

    # Saving

    def _written(self, call: OpenCall, call_id: int) -> None:
        self.saved.emit(call, call_id)
        self.forget(call)

    def _typed_on(self, call_id: int, later: Values) -> None:
        """What was typed while the call was written down stands in a change of it."""
        desk = self._seat.desk

        def got(saved: CallDetail) -> None:
            call = opened.of(saved, row_id=self.next_row())
            call.values = {**call.values, **later}
            form = self.make(call)
            self.keep(call)
            self.changed.emit()
            self.shown.emit(form)
            self._seat.toasts.note(_("What you typed meanwhile is still to be saved."))

        self._seat.jobs.read(
            lambda _progress: detail(desk, call_id), done=got, failed=self._seat.tell, owner=self
        )

    def _given_up(self, call: OpenCall) -> None:
        self.dropped.emit(call, False)
        self.forget(call)

    def save(self, form: "CallForm | None" = None) -> None:
        """Ctrl+Enter: check what can be checked here, then write. What was typed stays until the answer is there."""
        form = form or self.running_call()
        if form is not None:
            self.saving.save(form)


def hand_over(form: "CallForm", number: str, name: str) -> None:
    """A number came from the softphone, or from a list: it is filled in, and the caret is where one goes on."""
    fill_in(form, number, name)
    form.start()


def fill_in(form: "CallForm", number: str, name: str) -> None:
    """Put in what a softphone says, without the caret."""
    if number:
        form.number.show_number(number)
    if name and not form.caller.value():
        form.caller.set_value(name)
    form.number.look_up()
    form.tell_changed()
