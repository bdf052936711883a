"""The main window: rail and pages, the keys that work everywhere, and how it was left and comes back."""

import logging
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app import words
from app.transfer.grid import ENDINGS
from app.words import _, pgettext
from ui.crash import Crashes, screen_facts
from ui.frame import Frame
from ui.kit.changes import Burst
from ui.kit.jobs import Jobs
from ui.kit.key_sheet import KeySheet, gathered
from ui.kit.keys import ActionMap, Shown
from ui.kit.looks import USUAL, dress
from ui.kit.offers import Offer
from ui.kit.panes import Panes
from ui.kit.paper_panel import PaperPanel
from ui.kit.rail import Tab
from ui.kit.seat import Seat

if TYPE_CHECKING:  # it imports the database
    from ui.room import RoomWatch

log = logging.getLogger("frontdesk.window")
TABS = ("today", "calls", "dealers", "roster", "reports")
SETTINGS, GUIDE = "settings", "guide"  # places in front of the tabs, none of them
AFTER = 60  # ms until the next page is made beside the one in front: two at once would be felt


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged, if it may be a list."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None


class Page(Protocol):
    """What the window expects of the page behind a tab, which is a QWidget."""

    keys: ActionMap
    panes: Panes

    def focus_start(self) -> None:
        """Put the focus where one begins."""

    def state(self) -> dict[str, Any]:
        """What is remembered of the page until the next start, as JSON."""

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""

    def put_aside(self) -> None:
        """Keep what is typed and not saved: the page is about to go."""


class MainWindow(Frame):
    """The frame is painted at once; `show_office` fills it when the office is open.

    started() -- the office is on screen. leaving() -- the window closes. restore_wanted(file) -- a backup is to take
    the office's place.
    """

    started = Signal()
    leaving = Signal()
    restore_wanted = Signal(object)

    def __init__(self, *, jobs: Jobs, remembered: Callable[[str, Any], Any]) -> None:
        super().__init__(jobs=jobs, remembered=remembered)
        self.pages: dict[str, Any] = {}
        self._waiting_call: tuple[str, str] | None = None
        self._waiting_events: list[Any] = []
        self.bell: Any = None
        self._labels: deque[str] = deque(maxlen=30)  # of the last writes, for diagnostics
        self.crashes = Crashes(self, jobs, keep=self._keep_typed, facts=self._facts)
        self.crashes.writes = lambda: list(self._labels)
        self._room: RoomWatch | None = None
        self._back_to = ""
        self._side = "calls"
        """Which list the tab of calls shows."""
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._each_minute)
        self.setAcceptDrops(True)
        self._dress_frame()

    # The frame

    def _dress_frame(self) -> None:
        """Rail and keys in the language in use."""
        rail = self.put_rail([
            Tab("today", pgettext("tab", "Today"), "sun"), Tab("calls", _("Calls"), "phone"),
            Tab("dealers", _("Dealers"), "store"), Tab("roster", _("Roster"), "calendar-days"),
            Tab("reports", _("Reports"), "chart-no-axes-column"),
        ])  # fmt: skip
        rail.call_pressed.connect(self.take_call)
        rail.tab_chosen.connect(self.go)
        rail.find_pressed.connect(self.find)
        rail.keys_pressed.connect(self.show_keys)
        rail.settings_pressed.connect(self.show_settings)
        rail.person_pressed.connect(self.choose_person)
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self.keys = ActionMap(self, section=_("Everywhere"), everywhere=True)
        self._bind()

    def _bind(self) -> None:
        add = self.keys.add
        add("call", "F2", _("Take a call"), self.take_call)
        add("find", "F3", _("Find anything"), self.find)
        add("keys", "F1", _("This sheet"), self.show_keys)
        add("import", "Ctrl+I", _("Import a list"), self.show_import)
        for at, key in enumerate(TABS):
            add(f"tab {key}", f"Ctrl+{at + 1}", "", lambda key=key: self.go(key), shown=False)
        self.keys.note(f"Ctrl 1…{len(TABS)}", _("The tabs"))
        add("pane", "F6", _("Next pane"), lambda: self._next_pane(1))
        add("pane back", "Shift+F6", "", lambda: self._next_pane(-1), shown=False)
        add("alarms", "Ctrl+R", _("What is late"), self.show_alarms)
        add("undo", "Alt+U", _("Undo the last step"), self.undo)
        add("undo too", "Ctrl+Z", "", self.undo, shown=False)
        add("fetch", "F5", _("Fetch again"), self.fetch)
        add("full", "F11", _("Full screen"), self._full_screen)
        add("close", "Alt+F4", "", self.close, shown=False)
        add("settings", (), _("Settings"), self.show_settings, shown=False)
        add("person", (), _("Somebody else sits at the desk"), self.choose_person, shown=False)
        add("backups", (), _("Go back to a backup…"), self.show_backups, shown=False)
        add("guide", (), _("First-start guide"), self.show_guide, shown=False)
        add("light", (), _("Light theme"), lambda: self.look({"theme": "light"}), shown=False)
        add("dark", (), _("Dark theme"), lambda: self.look({"theme": "dark"}), shown=False)
        # Two shortcuts with one key fire neither: while a toast offers Alt+U, the key is the toast's.
        self.toasts.changed.connect(self._share_undo_key, Qt.ConnectionType.UniqueConnection)

    # The office

    def show_office(self, seat: Seat, *, new: bool = False) -> None:
        """Fill the frame with the pages of an opened office, where it was left; a `new` one begins with the guide."""
        self.seat = seat
        spoken, heard = self.rail.accessibleName(), _("Rail")
        if spoken != heard:  # the office speaks another language than the frame was painted in
            self._dress_frame()
        self.put_alone(QWidget())
        self.pages.clear()
        self.rail.person.set_person(seat.desk.person.name)
        seat.changes.changed.connect(self._heard)
        seat.changes.failed.connect(seat.tell)
        self._hang_bell(seat)
        self._side = "complaints" if self.kept("side", "") == "complaints" else "calls"
        self.go(self.kept("tab", "today"))
        self._entitle()
        self._note(seat)
        self._minute.start()
        if self._waiting_call is not None:
            (number, name), self._waiting_call = self._waiting_call, None
            self.take_call(number=number, name=name)
        elif new:
            self.show_guide()
        waiting, self._waiting_events = self._waiting_events, []
        for event in waiting:
            self.hear(event)
        self.started.emit()
        QTimer.singleShot(AFTER, self, lambda: self._make_rest(seat))

    def _make_rest(self, seat: Seat) -> None:
        """Make the pages that are needed whatever tab is in front, one a turn: together they would be felt."""
        if self.seat is not seat:
            return
        for key in ("today", "calls"):  # today counts what is late; the first call must not wait for its page
            if key not in self.pages:
                self.page(key)
                QTimer.singleShot(AFTER, self, lambda: self._make_rest(seat))
                return

    def _note(self, seat: Seat) -> None:
        """What has to be known as long as it is so: nothing can be saved, or the disk is nearly full."""
        if seat.desk.store.sealed:
            words = _(
                "You look at a copy: where the office lies nothing may be written, so nothing can be saved."
            )
            self.sealed_notice.say(words, icon="eye", stays=True)
            return
        self.sealed_notice.hide()
        if self._room is None:
            from ui.room import RoomWatch

            self._room = RoomWatch(seat, self.room_notice)

    def leave_office(self) -> None:
        """The office is about to be closed: keep what is typed, take the pages down, wait."""
        seat = self.seat
        assert seat is not None
        self._put_aside()
        self.close_overlay()
        self.keep(**self.left())
        self.show_running(None)
        self._minute.stop()
        seat.changes.changed.disconnect(self._heard)
        seat.changes.failed.disconnect(seat.tell)
        self.toasts.clear()  # what they offer to undo is of the office that goes
        if self._room is not None:
            self._room.deleteLater()
            self._room = None
        self.pages.clear()
        self.wait_for_office()
        self.seat = None

    def _hang_bell(self, seat: Seat) -> None:
        from ui.alarms.bell import Bell  # late: the database's libraries come with it

        if self.bell is not None:
            self.bell.close()
        self.bell = Bell(self, seat, {"promise": self.open_promise, "complaint": self.open_complaint})

    def page(self, key: str) -> Any:
        """The page of tab `key`, made on its first use."""
        assert self.seat is not None
        if key not in self.pages:
            made = self._make_page(key, self.seat)
            self.pages[key] = made
            self.stack.addWidget(made)
            self._offer_imports(made)
            left = self.kept("pages", {}).get(key)
            if isinstance(left, dict):
                self._restore(key, made, left)
        return self.pages[key]

    def _offer_imports(self, made: QWidget) -> None:
        """Every list of a page whose kind comes in from files asks for the import panel here."""
        from ui.kit.record_list import RecordList

        for one in made.findChildren(RecordList):
            one.import_wanted.connect(lambda kind: self.show_import(kind))

    def _restore(self, key: str, made: Page, left: dict[str, Any]) -> None:
        """How a page was left, as the seat remembers it; what makes no sense there is told and forgotten."""
        try:
            made.restore(left)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as problem:
            log.info("what was remembered of page %s makes no sense: %r", key, problem)
            self.toasts.error(_("How this page was left can't be read; it begins anew."))

    def _make_page(self, key: str, seat: Seat) -> QWidget:
        # Late, so that the frame is on screen before the database's libraries are read.
        if key == "today":
            from ui.overview.page import TodayPage

            today = TodayPage(seat)
            today.late_changed.connect(lambda late: self.rail.set_badge("today", late, late=True))
            today.call_wanted.connect(self.open_call)
            today.roster_wanted.connect(self.open_roster)
            today.complaint_wanted.connect(self.open_complaint)
            today.take_wanted.connect(self.take_call)
            today.backups_wanted.connect(self.show_backups)
            return today
        if key == "dealers":
            from ui.dealers.page import DealersPage

            dealers = DealersPage(seat)
            dealers.event_wanted.connect(self.open_record)
            return dealers
        if key == "roster":
            from ui.roster.page import RosterPage

            return RosterPage(seat)
        if key == "reports":
            from ui.reports.page import ReportsPage

            return ReportsPage(seat)
        if key in (SETTINGS, GUIDE):
            return self._make_settings(seat) if key == SETTINGS else self._make_guide(seat)
        if key == "complaints":
            from ui.complaints.page import ComplaintsPage

            complaints = ComplaintsPage(seat)
            complaints.call_wanted.connect(self.open_call)
            complaints.dealer_wanted.connect(self.open_dealer)
            complaints.switched.connect(self.switch_calls)
            return complaints
        from ui.calls.page import CallsPage

        calls = CallsPage(seat)
        calls.switched.connect(self.switch_calls)
        calls.complaint_wanted.connect(self.open_complaint)
        calls.running.connect(self.show_running)
        calls.dealer_wanted.connect(self.open_dealer)
        calls.running.connect(self.bell.set_calling)
        calls.phrases_wanted.connect(self.show_phrases)
        return calls

    def _make_settings(self, seat: Seat) -> QWidget:
        from ui.settings.page import SettingsPage

        place = SettingsPage(seat, looks=self.looks())
        place.left.connect(lambda: self.go(self.rail.chosen()))
        place.looks_changed.connect(self.look)
        place.made_anew.connect(self.remake)
        place.overlay_wanted.connect(self.open_overlay)
        place.guide_wanted.connect(self.show_guide)
        place.restore_wanted.connect(self.show_backups)
        place.phrases_wanted.connect(self.show_phrases)
        place.lines_wanted.connect(self.show_lines)
        return place

    def _make_guide(self, seat: Seat) -> QWidget:
        from ui.settings.guide import GuidePage

        guide = GuidePage(seat)
        guide.left.connect(lambda: self.go(self.rail.chosen()))
        guide.call_wanted.connect(self.take_call)
        guide.made_anew.connect(self.remake)
        return guide

    def show_guide(self) -> None:
        """The first-start guide in front of everything, from its first step."""
        self.close_overlay()
        if old := self.pages.pop(GUIDE, None):
            self.stack.removeWidget(old)
            old.deleteLater()
        self.rail.set_settings(True)
        self.stack.setCurrentWidget(self.page(GUIDE))
        self.pages[GUIDE].focus_start()

    def go(self, key: str) -> None:
        """Bring tab `key` to the front."""
        key = key if key in TABS else TABS[0]
        if self.rail.chosen() != key:
            self.rail.choose(key)  # comes back here by the rail's signal
            return
        if self.seat is None:
            return
        page = self.page(self._side if key == "calls" else key)
        self.rail.set_settings(False)
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            page.focus_start()

    def switch_calls(self, side: str) -> None:
        """The tab of calls shows its other list: "calls" or "complaints"."""
        self._side = side
        self.go("calls")

    # What works everywhere

    def hear(self, event: Any) -> None:
        """An event of a softphone (app.calls.softphone.Event): a ringing one brings the calls to the front."""
        if self.seat is None:
            self._waiting_events.append(event)
            return
        if event.kind == "ring":
            self.come_forward()
            self.close_overlay()
            self.switch_calls("calls")
        self.page("calls").hear(event)

    def take_call(self, *, number: str = "", name: str = "", withheld: bool = False) -> None:
        """F2, or a number handed over: to the running call, else to a new one. withheld -- they show no number."""
        if self.seat is None:
            self._waiting_call = (number, name)
            return
        self.close_overlay()
        self.switch_calls("calls")
        more = {"withheld": True} if withheld else {}
        self.page("calls").take_call(number, name, **more)

    def open_call(self, call_id: int) -> None:
        """Show one call on the calls page."""
        self.switch_calls("calls")
        self.page("calls").open_call(call_id)

    def open_dealer(self, dealer_id: int) -> None:
        """Show one dealer on its page."""
        self.go("dealers")
        self.page("dealers").open_dealer(dealer_id)

    def _open_contact(self, contact_id: int) -> None:
        self.go("dealers")
        self.page("dealers").open_contact(contact_id)

    def open_roster(self) -> None:
        """Show today in the roster."""
        self.go("roster")
        self.page("roster").go_today()

    def open_complaint(self, complaint_id: int) -> None:
        """Show one complaint, ready for its next step."""
        self.switch_calls("complaints")
        self.page("complaints").open_complaint(complaint_id)

    def open_promise(self, promise_id: int) -> None:
        """Open one promise in place on today's board."""
        self.go("today")
        self.page("today").open_promise(promise_id)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show one record that has a page of its own; one without a page yet is left alone."""
        ways = {
            "call": self.open_call, "promise": self.open_promise, "complaint": self.open_complaint,
            "dealer": self.open_dealer, "contact": self._open_contact,
        }  # fmt: skip
        if kind in ways:
            ways[kind](record_id)

    def find(self) -> None:
        """F3: search over everything; once more closes it."""
        if self.seat is None or self.closed_same("find"):
            return
        from ui.overview.find import FindPanel

        panel = FindPanel(self, self.seat, offers=self.offers())
        panel.call_chosen.connect(self.open_call)
        panel.promise_chosen.connect(self.open_promise)
        panel.record_chosen.connect(self.open_record)
        panel.number_chosen.connect(lambda number, name: self.take_call(number=number, name=name))
        self.open_overlay(panel, "find")

    def show_import(self, kind: str = "", path: Path | None = None) -> None:
        """Bring a list in: of `kind` when named, from the file `path` when one was dropped on the window."""
        if self.seat is None or (path is None and self.closed_same("import")):
            return
        from ui.transfer.panel import ImportPanel

        panel = ImportPanel(self, self.seat, kind=kind)
        self.open_overlay(panel, "import")
        if path is not None:
            panel.open_file(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.seat is not None and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.show_import(path=path)

    def show_phrases(self) -> None:
        """The office's phrases, to be changed."""
        if self.seat is None or self.closed_same("phrases"):
            return
        from ui.phrases.panel import PhrasesPanel

        self.open_overlay(PhrasesPanel(self, self.seat), "phrases")

    def show_lines(self) -> None:
        """The lines shown on the call form in each situation, to be changed."""
        if self.seat is None or self.closed_same("lines"):
            return
        from ui.phrases.lines import LinesPanel

        self.open_overlay(LinesPanel(self, self.seat), "lines")

    def show_alarms(self) -> None:
        """What is late, to be opened or put off; once more closes it."""
        if self.seat is not None and not self.closed_same("alarms"):
            self.bell.show_panel()

    def show_keys(self) -> None:
        """F1: the keys that work here."""
        if self.closed_same("keys"):
            return
        front = self.stack.currentWidget() if self._front() is not None else None
        sheet = KeySheet(self, gathered(self.keys, front))
        sheet.print_wanted.connect(self._print_keys)
        self.open_overlay(sheet, "keys")

    def _print_keys(self, lines: list[Shown]) -> None:
        """The keys on paper: the very page is shown, to be printed or saved."""
        seat = self.seat
        if seat is None:
            return
        from app.overview import key_paper

        keys = [(line.section, line.caps, line.words) for line in lines]

        def written(file: Path) -> None:
            self.open_overlay(PaperPanel(self, seat, file), "paper")

        seat.jobs.read(lambda _progress: key_paper.write(seat.desk, keys), done=written, failed=seat.tell)

    def offers(self) -> list[Offer]:
        """What can be done from anywhere, for F3: tabs, actions of the window and of the pages, every setting."""
        from ui.settings.groups import entries

        offers = [
            Offer(self.rail.words(key), lambda key=key: self.go(key), where=_("Tab"), caps=f"Ctrl {at}")
            for at, key in enumerate(TABS, 1)
        ]  # fmt: skip
        offers += self.keys.offers()
        for key, page in self.pages.items():
            if key in TABS:
                offers += page.keys.offers(first=lambda key=key: self.go(key))
        for entry in entries():
            offers.append(Offer(
                entry.words, lambda entry=entry: self.show_settings(entry.page, entry.part), where=_("Settings"),
                more=entry.more,
            ))  # fmt: skip
        return offers

    def show_settings(self, page: str = "", part: str = "") -> None:
        """The settings in front of the tab, at `part` of `page` when named; once more goes back to the tab."""
        if self.seat is None:
            return
        self.close_overlay()
        place = self.page(SETTINGS)
        if self.stack.currentWidget() is place and not page:
            self.go(self.rail.chosen())
            return
        self.rail.set_settings(True)
        self.stack.setCurrentWidget(place)
        if page:
            place.open(page, part)
        if not part:
            place.focus_start()

    def choose_person(self) -> None:
        """Who sits at the desk from now on."""
        if self.seat is None or self.closed_same("person"):
            return
        from ui.people.chooser import PersonChooser

        panel = PersonChooser(self, self.seat)
        panel.seated.connect(self.rail.person.set_person)
        panel.seated.connect(lambda _name: self._today_heard())
        self.open_overlay(panel, "person")

    def show_backups(self) -> None:
        """The backups there are, and the way back to one of them."""
        if self.seat is None or self.closed_same("backups"):
            return
        from app.overview import recovery

        desk = self.seat.desk
        self.choose_backup(
            lambda: recovery.backups(desk), lambda row: recovery.preview(desk, row), self.restore_wanted.emit
        )

    def choose_backup(
        self, read: Callable[[], Any], preview: Callable[[Any], Any], chosen: Callable[[Path], object]
    ) -> None:
        """Let one of the backups that `read` lists be chosen."""
        from ui.overview.backups import BackupsPanel

        panel = BackupsPanel(self, jobs=self.jobs, read=read, preview=preview)
        panel.chosen.connect(chosen)
        self.open_overlay(panel, "backups")

    def undo(self) -> None:
        """Take back the last change of a setting where settings are in front, else the last write of this seat."""
        front = self._front()
        if self.seat is None or (
            front is not None and front is self.pages.get(SETTINGS) and front.take_back()
        ):
            return
        self.seat.undo()

    def fetch(self) -> None:
        """Look at once for what others wrote, and count the board anew."""
        if self.seat is not None:
            self.seat.changes.look()
            self._each_minute()

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

    def come_forward(self) -> None:
        """To the front: somebody started the program once more, or a call rings."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

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
        seat = self.seat
        assert seat is not None
        front = self._front()
        self._back_to = next((key for key in (SETTINGS, GUIDE) if front is self.pages.get(key, self)), "")
        self._put_aside()
        self.close_overlay()
        self.keep(**self.left(), **looks)
        self.show_running(None)
        seat.changes.changed.disconnect(self._heard)
        seat.changes.failed.disconnect(seat.tell)
        self.put_alone(QWidget())
        self.pages.clear()
        QTimer.singleShot(0, self, self._dress_anew)

    def _dress_anew(self) -> None:
        dress(self.looks())
        self._dress_frame()
        QTimer.singleShot(0, self, self._back_again)

    def _back_again(self) -> None:
        assert self.seat is not None
        self.show_office(self.seat)
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

    def _heard(self, burst: Burst) -> None:
        self._labels.extend(write.label for write in burst.writes)
        if burst.touches("setting"):
            self._entitle()

    def _each_minute(self) -> None:
        self._today_heard()

    def _today_heard(self) -> None:
        if "today" in self.pages:
            self.pages["today"].refresh()

    def _share_undo_key(self) -> None:
        key = QKeySequence("Alt+U")
        taken = any(
            toast.shortcut is not None and toast.shortcut.key() == key for toast in self.toasts.shown()
        )
        self.keys["undo"].setEnabled(not taken)

    def _front(self) -> Page | None:
        """The page in front; None before the office is open."""
        return next((page for page in self.pages.values() if page is self.stack.currentWidget()), None)

    def _next_pane(self, step: int) -> None:
        page = self._front()
        if page is not None:
            page.panes.focus_next(step)

    def _full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    # Leaving

    def left(self) -> dict[str, Any]:
        """How the window is left, to be kept for the next start."""
        pages = {**self.kept("pages", {}), **{key: page.state() for key, page in self.pages.items()}}
        return {
            "geometry": self.geometry_kept(), "tab": self.rail.chosen(), "side": self._side, "pages": pages,
            "language": words.language(),
        }  # fmt: skip

    def _put_aside(self) -> None:
        for page in self.pages.values():
            page.put_aside()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and how everything stands; the composition root waits for the writes."""
        if self.seat is not None:
            self._put_aside()
            self.keep(**self.left())
        self._minute.stop()
        self._clock.stop()
        if self.bell is not None:
            self.bell.close()
            self.bell = None
        self.leaving.emit()
        super().closeEvent(event)
