"""The softphone beside the form: its events open forms, start and stop their clocks, and log what was missed."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.calls import service
from app.calls.softphone import Event, PhoneCall, heard, missed_call
from app.office import inbox, privacy
from app.words import _
from ui.calls import speech
from ui.calls.open_calls import OpenCalls, fill_in, hand_over
from ui.calls.opened import MANY_RINGS, Clock, OpenCall
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
                self._answered_elsewhere(call)
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
            self._rows[call.uuid] = self._rang(call)
        elif call.missed:
            self._rows.pop(call.uuid, None)
            if row is None or self._gave_up(row):
                self._log([call])
            else:
                self._hung_up(row, call)
        elif row is not None:
            self._hung_up(row, call) if call.over else self._picked_up(row, call)
            if call.over:
                del self._rows[call.uuid]

    # The forms

    def _rang(self, told: PhoneCall) -> int:
        """The telephone rings: a form of its own, in front unless somebody is writing one down; its row."""
        number, name = speech.spoken(told.who.number), told.who.name
        clock = Clock(told.rang_at.astimezone(self._now().tzinfo), ringing=told.ringing)
        form = self._open.running_call()
        if form is not None and not form.opened.began() and form.number.value() in ("", number):
            form.opened.clock, form.opened.withheld = clock, told.who.withheld
            form.use_clock(clock)
            hand_over(form, number, name)
            self._open.shown.emit(form)
            return form.opened.row_id
        call = OpenCall(self._open.next_row(), clock, key=told.uuid, running=True, withheld=told.who.withheld)
        if self._open.writing():
            call.running = False
            self._open.wait(call, number, name)
        else:
            if form is not None:
                self._open.set_aside(form)
            self._open.begin(call, number, name)
        return call.row_id

    def _picked_up(self, row_id: int, told: PhoneCall) -> None:
        """Answered: rings are known, talk begins to count."""
        call, form = self._open.call(row_id), self._open.made(row_id)
        if call is None or told.answered_at is None:
            return
        call.clock.pick_up(told.answered_at.astimezone(self._now().tzinfo))
        call.rung = told.rings
        if form is not None:
            form.rings.set_value(min(told.rings, MANY_RINGS))
            form.tell_changed()
        if not call.running and call.clock.stopped is None and not self._open.writing():
            self._open.go_on(row_id)
        elif call.running:
            self._open.running.emit(call.clock.answered_at)
        self._open.changed.emit()

    def _hung_up(self, row_id: int, told: PhoneCall) -> None:
        """Ended: what was talked stands still; the form stays to be finished."""
        call, form = self._open.call(row_id), self._open.made(row_id)
        if call is None or told.ended_at is None:
            return
        if told.answered_at is not None and call.clock.answered_at is None:
            self._picked_up(row_id, told)
        call.clock.hang_up(told.ended_at.astimezone(self._now().tzinfo))
        ran, call.running = call.running, False
        self._open.keep(call)
        if form is not None and form.head is not None:
            form.head.show_direction()
        if ran:
            self._open.running.emit(None)
        self._open.changed.emit()

    def _gave_up(self, row_id: int) -> bool:
        """They hung up before anybody answered: a form in which nothing was written goes; whether it went."""
        call = self._open.call(row_id)
        if call is None:
            return False
        if call.began() or self._open.is_saving(row_id):
            return False
        self._open.dropped.emit(call, False)
        self._open.forget(call)
        return True

    def _answered_elsewhere(self, told: PhoneCall) -> None:
        """A call that was answered while no window was open: it waits as a draft, to be written down."""
        if self._open.by_key(told.uuid) is not None:
            return
        zone = self._now().tzinfo
        call = OpenCall(
            self._open.next_row(), Clock(told.rang_at.astimezone(zone)), key=told.uuid, withheld=told.who.withheld,
            rung=told.rings,
        )  # fmt: skip
        if told.answered_at is not None:
            call.clock.pick_up(told.answered_at.astimezone(zone))
        call.clock.hang_up((told.ended_at or told.last).astimezone(zone))
        form = self._open.make(call)
        form.rings.set_value(min(told.rings, MANY_RINGS))
        fill_in(form, speech.spoken(told.who.number), told.who.name)
        self._open.keep(call)
        self._open.changed.emit()

    def _now(self) -> datetime:
        return self._seat.desk.now()

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
                name = who.name or privacy.shown(desk, speech.spoken(who.number)) or _("withheld number")
                return _("Missed call: {who}").format(who=name)
            return _("{n} missed calls came while nobody was here").format(n=count)

        self._seat.save(write, owner=self, said=said if missed else "")
