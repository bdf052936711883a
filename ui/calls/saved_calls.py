"""What is done with saved calls: into the bin and out, missed ones seen to, and rung back with a form for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.calls import finding, missed, service
from app.calls.finding import CallDetail
from app.china import phones
from app.words import ngettext
from ui.calls.open_calls import OpenCalls
from ui.calls.rows import is_open
from ui.kit.dialling import dial
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.calls.call_form import CallForm


class SavedCalls(QObject):
    """call_back(number, name) -- a call goes out: a form for what is said."""

    call_back = Signal(str, str)

    def __init__(self, seat: Seat, calls: OpenCalls, *, host: QWidget) -> None:
        super().__init__(host)
        self._seat, self._calls = seat, calls

    def remove(self, ids: Sequence[int]) -> None:
        """Into the bin; drafts among them are given up."""
        desk, saved = self._seat.desk, _saved(ids)
        self._calls.give_up([id for id in ids if is_open(id)])
        if saved:
            self._seat.save(
                lambda _progress: service.remove(desk, saved), owner=self,
                said=lambda n: ngettext("{n} call is in the bin", "{n} calls are in the bin", n).format(n=n),
            )  # fmt: skip

    def restore(self, ids: Sequence[int]) -> None:
        """Out of the bin."""
        desk, saved = self._seat.desk, _saved(ids)
        if saved:
            self._seat.save(
                lambda _progress: service.restore(desk, saved), owner=self,
                said=lambda n: ngettext("{n} call is back", "{n} calls are back", n).format(n=n),
            )  # fmt: skip

    def handle(self, ids: Sequence[int], handled: bool) -> None:
        """Space: missed calls are seen to, or wait again."""
        desk = self._seat.desk

        def said(count: int) -> str:
            if not handled:
                return ngettext("{n} missed call waits again", "{n} missed calls wait again", count).format(
                    n=count
                )
            return ngettext("{n} missed call seen to", "{n} missed calls seen to", count).format(n=count)

        self._seat.save(lambda _progress: missed.mark(desk, ids, handled=handled), owner=self, said=said)

    def dial(self, form: "CallForm | None", found: CallDetail | None) -> None:
        """Alt+D: ring who is on screen; a missed call is called back, with a form for what is said."""
        if form is not None and form.look.card is not None:
            dial(self._seat, form.look.card.number, extension=form.look.card.extension or "", owner=self)
        elif form is None and found is not None and found.row.direction == "missed":
            self.ring_back(found.row.id)
        elif form is None and found is not None:
            dial(self._seat, found.row.number_norm, extension=_extension(found), owner=self)

    def ring_back(self, call_id: int) -> None:
        """One key for a missed call: dial it, and open the form of the call that goes out; saving that settles it."""
        desk = self._seat.desk

        def got(found: CallDetail) -> None:
            row = found.row
            if row.number_norm:
                dial(self._seat, row.number_norm, extension=_extension(found), owner=self)
            self.call_back.emit(found.typed.number, row.caller_name)

        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, call_id), done=got, failed=self._seat.tell, owner=self
        )


def _extension(found: CallDetail) -> str:
    return phones.parse(found.typed.number).extension


def _saved(ids: Sequence[int]) -> list[int]:
    return [id for id in ids if id and not is_open(id)]
