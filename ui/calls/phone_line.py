"""The softphone beside the form: its events open forms, start and stop their clocks, and log what was missed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.calls import service
from app.calls.softphone import Event, PhoneCall, heard, missed_call
from app.office import inbox
from app.words import _
from ui.calls import speech
from ui.calls.open_calls import OpenCalls
from ui.kit.jobs import Progress
from ui.kit.phone_events import event_of
from ui.kit.seat import Seat

LATE = 90.0  # s after which an event is history: nobody rings any more
LOOK = 60_000  # ms between two looks for what came while the window did not answer


class PhoneLine(QObject):
    """Hears events one by one, as they come or as they were left while the window was closed."""

    def __init__(self, seat: Seat, calls: OpenCalls, *, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._open = seat, calls
        self._calls: tuple[PhoneCall, ...] = ()
        self._rows: dict[str, int] = {}  # rows of forms by the identity of the telephone's call
        self._seen: set[str] = set()
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.take_in)

    def start(self) -> None:
        """From now on forms can be made: take in what was left."""
        self._look.start()
        self.take_in()

    def hear(self, event: Event) -> None:
        """An event as it happens; one that was heard already changes nothing."""
        for call in self._changed([event]):
            self._follow(call)

    def take_in(self) -> None:
        """What the softphone's programs left because no window answered."""
        folder = self._seat.desk.folder
        self._seat.jobs.read(
            lambda _progress: list(inbox.waiting(folder)),
            done=self._found,
            failed=self._seat.tell,
            owner=self,
        )

    # What was left

    def _found(self, left: list[tuple[Path, dict[str, Any]]]) -> None:
        if not left:
            return
        events = [event for _file, message in left if (event := event_of(message)) is not None]
        changed = {call.uuid: call for call in self._changed(sorted(events, key=lambda event: event.at))}
        now = self._seat.desk.now()
        missed = [call for call in changed.values() if call.missed]
        for call in changed.values():
            if not call.missed and (now - call.last).total_seconds() <= LATE:
                self._follow(call)
            elif not call.missed:
                self._open.found(call)
        self._log(missed, files=[file for file, _message in left])

    def _changed(self, events: Iterable[Event]) -> list[PhoneCall]:
        found: list[PhoneCall] = []
        for event in events:
            if event.uuid not in self._seen:
                self._seen.add(event.uuid)
                self._calls, changed = heard(self._calls, event)
                found += changed
        return found

    # What happens now

    def _follow(self, call: PhoneCall) -> None:
        row = self._rows.get(call.uuid)
        if call.ringing and row is None:
            self._rows[call.uuid] = self._open.rang(call)
        elif call.missed:
            self._rows.pop(call.uuid, None)
            if row is None or self._open.gave_up(row):
                self._log([call])
            else:
                self._open.hung_up(row, call)
        elif row is not None:
            self._open.hung_up(row, call) if call.over else self._open.picked_up(row, call)
            if call.over:
                del self._rows[call.uuid]

    def _log(self, missed: list[PhoneCall], *, files: Iterable[Path] = ()) -> None:
        """Write down what nobody answered, then take the events away: killed in between, nothing is doubled."""
        desk = self._seat.desk

        def write(_progress: Progress) -> int:
            for call in missed:
                service.log(desk, missed_call(call))
            for file in files:
                file.unlink(missing_ok=True)
            return len(missed)

        def said(count: int) -> str:
            if count == 1:
                who = missed[0].who
                name = who.name or speech.spoken(who.number) or _("withheld number")
                return _("Missed call: {who}").format(who=name)
            return _("{n} missed calls came while nobody was here").format(n=count)

        self._seat.save(write, owner=self, said=said if missed else "")
