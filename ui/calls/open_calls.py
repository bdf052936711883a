"""The calls that are not saved yet: taken, set aside, gone on with, saved; each kept as a draft meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.calls.finding import CallDetail, detail
from app.office import privacy
from app.words import _
from ui.calls import opened, speech
from ui.calls.facts import Facts
from ui.calls.number_box import Look, look
from ui.calls.open_rows import row_of
from ui.calls.opened import DRAFT, STILL_TALKING, Clock, OpenCall, Values, from_draft
from ui.calls.rows import OPEN_ROWS
from ui.calls.saving import Saving
from ui.kit.drafts import Draft
from ui.kit.jobs import Job, Progress
from ui.kit.rows import Row
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.calls.call_form import CallForm


class OpenCalls(QObject):
    """shown(CallForm) -- bring a form to the front, with the caret. changed() -- rows() are others now.
    looked(CallForm) -- its number box knows more. running(moment or None) -- a call began or ended.
    saved(OpenCall, call id), dropped(OpenCall, kept) -- a form is done with, and about to go; kept: as a draft.
    """

    shown = Signal(object)
    changed = Signal()
    looked = Signal(object)
    running = Signal(object)
    saved = Signal(object, int)
    dropped = Signal(object, bool)

    def __init__(self, seat: Seat, *, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._facts: Facts | None = None
        self._calls: dict[int, OpenCall] = {}
        self._forms: dict[int, CallForm] = {}
        self._drafts: dict[int, Draft] = {}
        self._looks: dict[int, Job] = {}
        self._last_row = OPEN_ROWS
        self.saving = Saving(seat, host=parent)
        self.saving.shown.connect(self.shown)
        self.saving.written.connect(self._written)
        self.saving.given_up.connect(self._given_up)

    # What there is

    def set_facts(self, facts: Facts) -> None:
        """Staff, settings or calendar are others now."""
        self._facts = facts
        self.saving.set_facts(facts)
        for form in self._forms.values():
            form.set_facts(facts)

    def running_call(self) -> "CallForm | None":
        """The form of the call that runs."""
        return next((self._forms[row] for row, call in self._calls.items() if call.running), None)

    def form(self, row_id: int) -> "CallForm | None":
        """The form behind a row, made when it was not needed before. None while the record behind it is read."""
        call = self._calls.get(row_id)
        if call is None:
            return None
        if row_id not in self._forms and call.call_id is not None and call.base is None:
            self._read_base(call)
            return None
        return self._forms.get(row_id) or self.make(call)

    def rows(self) -> list[Row]:
        """A row for each, what runs first, then the latest."""
        today = self._now().date()
        listed = (
            call for call in self._calls.values()
            if call.call_id is None or call.going_on_since is not None or call.touched()
        )  # fmt: skip
        calls = sorted(listed, key=lambda call: (not call.running, -call.row_id))
        seen = partial(privacy.shown, self._seat.desk)
        return [row_of(call, today, self._facts, seen=seen) for call in calls]

    def _now(self) -> datetime:
        return self._seat.desk.now()

    def call(self, row_id: int) -> OpenCall | None:
        """The call behind a row."""
        return self._calls.get(row_id)

    def by_key(self, key: str) -> OpenCall | None:
        """The call of that identity."""
        return next((call for call in self._calls.values() if call.key == key), None)

    def made(self, row_id: int) -> "CallForm | None":
        """The form behind a row, if it was made."""
        return self._forms.get(row_id)

    def is_saving(self, row_id: int) -> bool:
        """Whether it is being written down for good."""
        return self.saving.busy(row_id)

    def next_row(self) -> int:
        """What the row of a new call is called."""
        self._last_row += 1
        return self._last_row

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

    def make(self, call: OpenCall) -> "CallForm":
        """The form of a call, with its draft."""
        assert self._facts is not None
        row = call.row_id
        from ui.calls.call_form import CallForm  # late: no list needs it

        form = CallForm(call, self._facts, ask=lambda text, done: self._ask(row, text, done), now=self._now)
        self._calls[row], self._forms[row] = call, form
        draft = Draft(self._seat.drafts, call.draft, lambda: call.as_draft(self._now()), parent=self)
        draft.failed.connect(self._seat.tell)
        self._drafts[row] = draft
        form.changed.connect(draft.touch)
        form.changed.connect(self.changed)
        form.saved.connect(lambda: self.save(form))
        form.left.connect(lambda: self.leave(form))
        form.looked.connect(lambda _look: self.looked.emit(form))
        form.hold_pressed.connect(lambda: self.hold(form))
        return form

    def _ask(self, row: int, text: str, done: Callable[[Look], None]) -> None:
        """Look up what stands in the number box of a form; only the latest question counts."""
        desk, form = self._seat.desk, self._forms.get(row)
        if row in self._looks:
            self._looks[row].cancel()
        name = form.caller.value() if form is not None and not text else ""
        company = form.company.value() if form is not None and not text else ""

        def failed(error: Exception) -> None:
            done(Look(text))
            self._seat.tell(error)

        self._looks[row] = self._seat.jobs.read(
            lambda _progress: look(desk, text, name=name, company=company), done=done, failed=failed, owner=form
        )  # fmt: skip

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
                self._calls[call.row_id] = call
                self.make(call)
                self.keep(call)
            self.changed.emit()

        self._seat.toasts.undo(_("Draft given up"), back)

    def keep_all(self) -> None:
        """The window closes: everything typed becomes a draft."""
        for call in self._calls.values():
            if call.touched():
                call.aside_at = self._now()
                self.keep(call)

    def offered(self, found: dict[str, Values]) -> int:
        """Drafts left over from before stand on top; how many."""
        known = {call.draft for call in self._calls.values()}
        count = 0
        for name, kept in found.items():
            if not name.startswith(DRAFT) or name in known:
                continue
            call = from_draft(name, kept, row_id=self.next_row(), now=self._now())
            if call is not None:
                self._calls[call.row_id] = call
                count += 1
        if count:
            self.changed.emit()
        return count

    def keep(self, call: OpenCall) -> None:
        """Keep it as a draft now."""
        draft = self._drafts.get(call.row_id)
        if draft is not None:
            draft.touch()
            draft.save_now()

    def forget(self, call: OpenCall) -> None:
        """The form goes, and its draft."""
        row = call.row_id
        self._calls.pop(row, None)
        self.saving.end(row)
        job, draft, form = self._looks.pop(row, None), self._drafts.pop(row, None), self._forms.pop(row, None)
        if job is not None:
            job.cancel()
        if draft is not None:
            draft.drop()
            draft.deleteLater()
        else:
            self._seat.drafts.drop(call.draft)
        if form is not None:
            form.number.completion.close_up()
            form.hide()
            form.deleteLater()
        if call.running:
            call.running = False
            self.running.emit(None)
        self.changed.emit()

    def _read_base(self, call: OpenCall) -> None:
        """The record that a change from before was made of."""
        desk, call_id = self._seat.desk, call.call_id
        assert call_id is not None

        def read(_progress: Progress) -> CallDetail:
            return detail(desk, call_id)

        def got(saved: CallDetail) -> None:
            call.base = saved
            self.go_on(call.row_id)

        self._seat.jobs.read(read, done=got, failed=self._seat.tell, owner=self)

    # Saving

    def _written(self, call: OpenCall, call_id: int) -> None:
        self.saved.emit(call, call_id)
        self.forget(call)

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
