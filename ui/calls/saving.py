"""Saving a call that is open: checked, written, refused in its field; compared when somebody else was faster."""

from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.calls import service
from app.calls.service import Logged
from app.store.errors import Conflict, FieldError, Unavailable, UserError
from app.words import _
from ui.calls import conflict, speech
from ui.calls.conflict import Theirs
from ui.calls.facts import Facts
from ui.calls.opened import OpenCall, Values, call_of, texts
from ui.kit.dialogs import ConflictDialog
from ui.kit.jobs import Progress
from ui.kit.saying import joined
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.calls.call_form import CallForm


class Saving(QObject):
    """shown(CallForm) -- bring it to the front: something is wrong in it. written(OpenCall, call id) -- it is in the
    office. typed_on(call id, values) -- so much was typed while it was written. given_up(OpenCall) -- the other side
    of a conflict was taken.
    """

    shown = Signal(object)
    written = Signal(object, int)
    typed_on = Signal(int, object)
    given_up = Signal(object)

    def __init__(self, seat: Seat, *, host: QObject) -> None:
        super().__init__(host)
        self._seat, self._host = seat, host
        self._facts: Facts | None = None
        self._busy: set[int] = set()

    def set_facts(self, facts: Facts) -> None:
        """Staff or settings are others now."""
        self._facts = facts

    def busy(self, row_id: int) -> bool:
        """Whether the call behind a row is being written down."""
        return row_id in self._busy

    def end(self, row_id: int) -> None:
        """The call behind a row is done with."""
        self._busy.discard(row_id)

    def save(self, form: "CallForm") -> None:
        """Ctrl+Enter: check what can be checked here, then write. What was typed stays until the answer is there."""
        if self.busy(form.opened.row_id):
            return
        if form.number.when_known(lambda: self.save(form)):
            return
        form.settle()
        if wrong := form.problem():
            self.shown.emit(form)
            form.refuse(*wrong)
            return
        call = form.opened
        call.values = form.values()
        now, desk = self._seat.desk.now(), self._seat.desk
        made, call_id, said = call_of(call, now), call.call_id, texts(call.values)
        self._busy.add(call.row_id)
        form.set_saving(True)

        def write(_progress: Progress) -> Logged:
            if call_id is None:
                return service.log(desk, made)
            service.change(desk, call_id, made, row_version=call.row_version)
            return Logged(call_id, call.code)

        self._seat.save(
            write, owner=self, said=lambda logged: said_of(logged, call, now),
            done=lambda logged: self._written(form, said, logged), failed=lambda error: self._refused(form, error),
        )  # fmt: skip

    def _written(self, form: "CallForm", said: Values, logged: Logged) -> None:
        now = (
            texts(form.values()) if shiboken6.isValid(form) else said
        )  # its draft may have been given up meanwhile
        later = {name: text for name, text in now.items() if text != said[name]}
        self.written.emit(form.opened, logged.id)
        if later:
            self.typed_on.emit(logged.id, later)

    def _refused(self, form: "CallForm", error: Exception) -> None:
        self._busy.discard(form.opened.row_id)
        form.set_saving(False)
        if isinstance(error, FieldError):
            self.shown.emit(form)
            if not form.refuse(error.field, error.sentence):
                self._seat.tell(error)
        elif isinstance(error, Conflict):
            self._compare(form)
        elif isinstance(error, Unavailable):
            self._seat.toasts.error(
                error.sentence, sub=_("It is all still in the form."), again=lambda: self.save(form),
                action=_("Save again"),
            )  # fmt: skip
        elif isinstance(error, UserError):
            self._seat.tell(error)

    # Somebody else was faster

    def _compare(self, form: "CallForm") -> None:
        desk, call_id = self._seat.desk, form.opened.call_id
        assert call_id is not None
        self._seat.jobs.read(
            lambda _progress: conflict.read(desk, call_id), done=lambda theirs: self._choose(form, theirs),
            failed=self._seat.tell, owner=form,
        )  # fmt: skip

    def _choose(self, form: "CallForm", theirs: Theirs) -> None:
        assert self._facts is not None
        call = form.opened
        differing = conflict.differences(call, theirs.detail, self._facts, self._seat.desk.now())
        if not differing:
            self._merge(form, theirs, {})
            return
        title = _("{code} was changed while you were at it").format(code=theirs.detail.row.code)
        dialog = ConflictDialog(self._host.window(), differing, title=title, who=theirs.who or _("The other"))
        dialog.saved.connect(lambda choice: self._merge(form, theirs, choice))
        dialog.dropped.connect(lambda: self._drop_mine(form))
        dialog.open()

    def _merge(self, form: "CallForm", theirs: Theirs, choice: dict[str, str]) -> None:
        call = form.opened
        merged = conflict.chosen(call, theirs.detail, choice)
        call.base, call.row_version = theirs.detail, theirs.detail.row.row_version
        form.set_values(merged)
        self.save(form)

    def _drop_mine(self, form: "CallForm") -> None:
        self.given_up.emit(form.opened)


def said_of(logged: Logged, call: OpenCall, now: datetime) -> str:
    code = _("Logged {code}") if call.call_id is None else _("Saved {code}")
    said = code.format(code=logged.code)
    due = call.values.get("due_at")
    if call.values.get("outcome") == "promised" and due is not None:
        local = due.astimezone(now.tzinfo)
        said = joined(said, _("call back by {moment}").format(moment=speech.due(local, now)))
    if logged.complaint_code:
        said = joined(said, _("complaint {code}").format(code=logged.complaint_code))
    return said
