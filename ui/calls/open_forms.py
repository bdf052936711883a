"""The calls that are not saved yet, each with its form and its draft: made, kept, offered after a start, forgotten."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.calls.finding import CallDetail, detail
from app.office import privacy
from ui.calls.facts import Facts
from ui.calls.number_box import Look, look
from ui.calls.open_rows import row_of
from ui.calls.opened import DRAFT, OpenCall, Values, from_draft
from ui.calls.rows import OPEN_ROWS
from ui.kit.drafts import Draft
from ui.kit.jobs import Progress
from ui.kit.rows import Row
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.calls.call_form import CallForm


class OpenForms(QObject):
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
        self._last_row = OPEN_ROWS

    # What there is

    def set_facts(self, facts: Facts) -> None:
        """Staff, settings or calendar are others now."""
        self._facts = facts
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

    def next_row(self) -> int:
        """What the row of a new call is called."""
        self._last_row += 1
        return self._last_row

    # Making

    def make(self, call: OpenCall) -> "CallForm":
        """The form of a call, with its draft."""
        from ui.calls.call_form import CallForm  # late: no list needs it

        assert self._facts is not None
        assert call.call_id is None or call.base is not None, "what no form shows is in the record behind it"
        row = call.row_id
        form = CallForm(call, self._facts, ask=lambda text, done: self._ask(row, text, done), now=self._now)
        self._calls[row], self._forms[row] = call, form
        draft = Draft(self._seat.drafts, call.draft, lambda: call.as_draft(self._now()), parent=self)
        draft.failed.connect(self._seat.tell)
        self._drafts[row] = draft
        form.changed.connect(draft.touch)
        form.changed.connect(self.changed)
        form.looked.connect(lambda _look: self.looked.emit(form))
        self._made(form)
        return form

    def _made(self, form: "CallForm") -> None:
        """A form was made: listen to what is pressed in it."""
        raise NotImplementedError

    def go_on(self, row_id: int) -> None:
        """Back to a call that was set aside, as soon as its form can be made."""
        raise NotImplementedError

    def _ask(self, row: int, text: str, done: Callable[[Look], None]) -> None:
        """Look up what stands in the number box of a form; only the latest question counts."""
        desk, form = self._seat.desk, self._forms.get(row)
        name = form.caller.value() if form is not None and not text else ""
        company = form.company.value() if form is not None and not text else ""

        def failed(error: Exception) -> None:
            done(Look(text))
            self._seat.tell(error)

        self._seat.jobs.read(
            lambda _progress: look(desk, text, name=name, company=company), done=done, failed=failed,
            owner=form or self, latest=f"look {row}",
        )  # fmt: skip

    # Keeping

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
        draft, form = self._drafts.pop(row, None), self._forms.pop(row, None)
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

    def take_back(self, call: OpenCall) -> None:
        """A call that was forgotten stands in the list again, with its draft."""
        self._calls[call.row_id] = call
        if call.call_id is None or call.base is not None:
            self.make(call)
            self.keep(call)
        else:  # left over from before, never looked at: its form waits for the record behind it
            self._seat.drafts.save(call.draft, call.as_draft(self._now()), failed=self._seat.tell)
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
