"""The main window: an office shown in its frame and taken out again, its looks, how it was left and comes back."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app import words
from app.late import named
from app.store.errors import UserError
from app.words import _
from ui.crash import Crashes, screen_facts
from ui.kit.jobs import Jobs
from ui.kit.looks import USUAL, dress
from ui.window.keyed import KeyedFrame
from ui.window.places import GUIDE, PLACES, SETTINGS, TABS

if TYPE_CHECKING:  # all of it comes when the frame is on screen
    from ui.alarms.bell import Bell
    from ui.kit.changes import Burst
    from ui.kit.seat import Seat
    from ui.window.room import RoomWatch

BELL, ROOM = "ui.alarms.bell:Bell", "ui.window.room:RoomWatch"
MORNING, CALL_FORM = "ui.overview.morning:Morning", "ui.calls.call_form:CallForm"
PATIENCE = 20  # turns of AFTER that what is in front may take for its answers
AFTER = 60  # ms until the next thing is made beside the page in front: two at once would be felt
NEEDED = ("calls",)
"""Made whatever is in front: the first call must not wait for its page, nor for what its form is made of."""


class MainWindow(KeyedFrame):
    """The frame is painted at once; `show_office` fills it when the office is open.

    started() -- the office is on screen. leaving() -- the window closes.
    """

    started = Signal()
    leaving = Signal()

    def __init__(self, *, jobs: Jobs, remembered: Callable[[str, Any], Any]) -> None:
        super().__init__(jobs=jobs, remembered=remembered)
        self.bell: Bell | None = None
        self._labels: deque[str] = deque(maxlen=30)  # of the last writes, for diagnostics
        self.crashes = Crashes(self, jobs, keep=self._keep_typed, facts=self._facts)
        self.crashes.writes = lambda: list(self._labels)
        self._room: RoomWatch | None = None
        self._morning: Any = None
        self._back_to = ""
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._each_minute)
        self._next = QTimer(self, singleShot=True, interval=AFTER)
        self._patience = PATIENCE
        self._next.timeout.connect(self._make_next)
        self.setAcceptDrops(True)
        self.put_keys()
        jobs.unheard.connect(self._tell)

    def _tell(self, error: Exception) -> None:
        """What failed and nobody hears of: saved from a page that has gone, looked up while somebody types."""
        if self.seat is not None:
            self.seat.tell(error)
        elif isinstance(error, UserError):
            self.toasts.error(error.sentence)

    # The office

    def first_places(self) -> list[str]:
        """The places whose pages `show_office` will make at once, as the window was left."""
        tab = self.kept("tab", "today")
        return [self._side_left() if tab == "calls" else tab if tab in TABS else TABS[0]]

    def _side_left(self) -> str:
        return "complaints" if self.kept("side", "") == "complaints" else "calls"

    def show_office(self, seat: "Seat", *, new: bool = False) -> None:
        """Fill the frame with the pages of an opened office, where it was left; a `new` one begins with the guide."""
        self.seat = seat
        spoken, heard = self.rail.accessibleName(), _("Rail")
        if spoken != heard:  # the office speaks another language than the frame was painted in
            self.put_keys()
        self.put_alone(QWidget())
        self.pages.clear()
        self.rail.person.set_person(seat.desk.person.name)
        seat.changes.changed.connect(self._heard)
        seat.changes.failed.connect(seat.tell)
        self._take_bell_down()
        self._side = self._side_left()
        self.go(self.kept("tab", "today"))
        self._entitle()
        self._note_sealed(seat)
        self._minute.start()
        if not self.take_waiting_call() and new:
            self.show_guide()
        self.hear_waiting()
        self.started.emit()
        self._patience = PATIENCE
        self._next.start()

    def _make_next(self) -> None:
        """When what is in front has its answers, make the bell, the pages that are NEEDED and the like, one a turn:
        together they would be felt. Then begin the day.
        """
        seat = self.seat
        if seat is None:
            return
        if self._patience and seat.jobs.busy("read"):
            self._patience -= 1
            self._next.start()
            return
        self._patience = 0
        where, make = self._missing(seat)

        def read(_module: object) -> None:
            if self.seat is not seat:
                return
            make()
            if where != MORNING:
                self._next.start()

        seat.jobs.read(lambda _progress: (named(where), named(CALL_FORM)), done=read, owner=self)

    def _missing(self, seat: "Seat") -> tuple[str, Callable[[], object]]:
        """Where the next thing is that has to be there and is not, and how it is made."""
        if self.bell is None:
            return BELL, lambda: self._hang_bell(seat)
        if self._room is None and not seat.desk.store.sealed:
            return ROOM, lambda: self._watch_room(seat)
        if key := next((key for key in NEEDED if key not in self.pages), ""):
            return PLACES[key].made_by, lambda: self.page(key)
        return MORNING, lambda: self.morning().begin()

    def morning(self) -> Any:
        """What looks after the day's beginning; the page of today shows how it goes."""
        if self._morning is None:
            self._morning = named(MORNING)(self.seat, parent=self)
            self._morning.roster_wanted.connect(self.open_roster)
        return self._morning

    def _each_minute(self) -> None:
        self.count_today()
        if self._morning is not None:
            self._morning.look()

    def _note_sealed(self, seat: "Seat") -> None:
        """What has to be known as long as it is so: nothing can be saved."""
        self.sealed_notice.setVisible(seat.desk.store.sealed)
        if seat.desk.store.sealed:
            words = _(
                "You look at a copy: where the office lies nothing may be written, so nothing can be saved."
            )
            self.sealed_notice.say(words, icon="eye", stays=True)

    def _watch_room(self, seat: "Seat") -> None:
        self._room = named(ROOM)(seat, self.room_notice)

    def leave_office(self) -> None:
        """The office is about to be closed: keep what is typed, take the pages down, wait."""
        seat = self.seat
        assert seat is not None
        self._take_down(seat, keeping={})
        self._minute.stop()
        self.toasts.clear()  # what they offer to undo is of the office that goes
        for each in (self._room, self._morning):
            if each is not None:
                each.deleteLater()
        self._room = self._morning = None
        self.wait_for_office()
        self.seat = None

    def _take_down(self, seat: "Seat", *, keeping: dict[str, Any]) -> None:
        """Keep what is typed and how everything stands, with `keeping`, and let go of the pages."""
        self.put_aside()
        self.close_overlay()
        self.keep(**self.left(), **keeping)
        self.show_running(None)
        seat.changes.changed.disconnect(self._heard)
        seat.changes.failed.disconnect(seat.tell)
        self.put_alone(QWidget())
        self.pages.clear()

    def _hang_bell(self, seat: "Seat") -> None:
        self.bell = named(BELL)(self, seat, {"promise": self.open_promise, "complaint": self.open_complaint})
        self.bell.set_calling(self._call_began)

    def _take_bell_down(self) -> None:
        if self.bell is not None:
            self.bell.close()
            self.bell = None

    # Faults

    def crashed(self, error: BaseException) -> None:
        """Something went wrong that should not: keep what is typed, say so, write it down, go on."""
        self.crashes.tell(error)

    def _keep_typed(self) -> None:
        if self.seat is not None:
            self.seat.drafts.keep_all()

    def _facts(self) -> dict[str, str]:
        facts = screen_facts(self) | {name: str(value) for name, value in self.looks().items()}
        facts["tab"] = self.rail.chosen()
        if self.seat is not None:
            facts["database"] = "sqlite" if self.seat.desk.store.file is not None else "postgresql"
        return facts

    # Looks

    def looks(self) -> dict[str, Any]:
        """Theme, text size and key hints as they are kept."""
        return {name: self.kept(name, usual) for name, usual in USUAL.items()}

    def look(self, looks: dict[str, Any]) -> None:
        """Wear `looks` at once and keep them."""
        if self.seat is None:
            return
        self.keep(**looks)
        dress(self.looks())
        for widget in self.findChildren(QWidget):
            widget.update()

    def remake(self, looks: dict[str, Any]) -> None:
        """Text size or language changed: every page is made anew, where it was, in `looks`.

        In steps with the event loop between them: together they would be felt.
        """
        assert self.seat is not None
        self._back_to = next((key for key in (SETTINGS, GUIDE) if self.in_front(key)), "")
        self._take_down(self.seat, keeping=looks)
        QTimer.singleShot(0, self, self._dress_anew)

    def _dress_anew(self) -> None:
        dress(self.looks())
        self.put_keys()
        QTimer.singleShot(0, self, self._back_again)

    def _back_again(self) -> None:
        assert self.seat is not None
        self.show_office(self.seat)
        if self._room is not None:
            self._room.look()  # what it says is said in another language now
        if self._back_to == SETTINGS:
            self.show_settings(self.page(SETTINGS).page())
        elif self._back_to == GUIDE:
            self.show_guide()

    # Hearing

    def _entitle(self) -> None:
        """Which office it is, in the title bar."""
        from app.office import settings

        assert self.seat is not None
        company = self.seat.desk.settings.get(settings.COMPANY)
        self.setWindowTitle(_("{company} · FrontDesk").format(company=company) if company else _("FrontDesk"))

    def _heard(self, burst: "Burst") -> None:
        self._labels.extend(write.label for write in burst.writes)
        if burst.touches("setting"):
            self._entitle()

    # Leaving

    def left(self) -> dict[str, Any]:
        """How the window is left, to be kept for the next start."""
        return {"geometry": self.geometry_kept(), "language": words.language()} | super().left()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and how everything stands; the composition root waits for the writes."""
        if self.seat is not None:
            self.put_aside()
            self.keep(**self.left())
        self._minute.stop()
        self._clock.stop()
        self._take_bell_down()
        self.leaving.emit()
        super().closeEvent(event)
