"""The panels that open over a page: search, import, phrases, keys, people, backups; each read when asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.words import _
from ui.kit.keys import ActionMap, Shown, said
from ui.kit.offers import Offer
from ui.window.paged import PagedFrame
from ui.window.places import PLACES, TABS, Place

READY, PATIENCE = 30, 3000
"""ms: how often a new page is asked whether it shows all it has to, and when it is not waited for any more."""


class PanelledFrame(PagedFrame):
    """The pages with the panels over them. The key that opened a panel closes it again.

    restore_wanted(file) -- a backup is to take the office's place.
    """

    restore_wanted = Signal(object)

    keys: ActionMap
    bell: Any

    def find(self) -> None:
        """F3: search over everything; once more closes it."""
        if self.seat is None or self.closed_same("find"):
            return
        from ui.overview.find import FindPanel

        panel = FindPanel(self, self.seat, offers=self.offers(), first=self._first_offers())
        panel.call_chosen.connect(self.open_call)
        panel.promise_chosen.connect(self.open_promise)
        panel.record_chosen.connect(self.open_record)
        panel.number_chosen.connect(lambda number, name: self.take_call(number=number, name=name))
        self.open_overlay(panel, "find")

    def offers(self) -> list[Offer]:
        """What can be done from anywhere, for F3: tabs, actions of the window and of the pages, every setting."""
        from ui.settings.groups import entries

        offers = [
            Offer(self.rail.words(key), lambda key=key: self.go(key), where=_("Tab"), caps=f"Ctrl {at}")
            for at, key in enumerate(TABS, 1)
        ]  # fmt: skip
        offers += self.keys.offers()
        for place in PLACES.values():
            offers += self._offers_of(place)
        for entry in entries():
            offers.append(Offer(
                entry.words, lambda entry=entry: self.show_settings(entry.page, entry.part, do=entry.done),
                where=_("Settings"), more=entry.more,
            ))  # fmt: skip
        return offers

    def _first_offers(self) -> list[Offer]:
        """What F3 shows before anything is typed: what can be done everywhere, then on the page in front."""
        own = getattr(self.stack.currentWidget(), "keys", None)
        offers = [*self.keys.offers(), *(own.offers() if isinstance(own, ActionMap) else ())]
        return [offer for offer in offers if offer.caps not in ("", "F3")]

    def _offers_of(self, place: Place) -> list[Offer]:
        """What can be done on the page of `place`; one that is not made yet is made when something is chosen."""
        declared = place.declared()
        if declared is None:
            return []
        where = said(declared.section)
        return [
            action.offer(lambda name=action.name: self._do(place.key, name), where=where)
            for action in declared.offered()
        ]

    def _do(self, key: str, name: str) -> None:
        """Bring the page `key` to the front and do the action `name` there, once it shows what it is about."""
        new = key not in self.pages
        self.show_place(key)
        page = self.page(key)
        if not new:
            page.keys[name].trigger()
            return
        ready = QTimer(page, interval=READY)
        asked = 0

        def look() -> None:
            nonlocal asked
            asked += 1
            if asked * READY >= PATIENCE or not self.jobs.busy():
                ready.stop()
                ready.deleteLater()
                if self.in_front(key):
                    page.keys[name].trigger()

        ready.timeout.connect(look)
        ready.start()

    def show_import(self, kind: str = "", path: Path | None = None) -> None:
        """Bring a list in: of `kind` when named, from the file `path` when one was dropped on the window."""
        if self.seat is None or (path is None and self.closed_same("import")):
            return
        from ui.transfer.panel import ImportPanel

        panel = ImportPanel(self, self.seat, kind=kind)
        self.open_overlay(panel, "import")
        if path is not None:
            panel.open_file(path)

    def show_exports(self) -> None:
        """Who took lists out, and who had hidden numbers shown."""
        if self.seat is None or self.closed_same("exports"):
            return
        from ui.transfer.log_panel import LogPanel

        self.open_overlay(LogPanel(self, self.seat), "exports")

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
        if self.bell is not None and not self.closed_same("alarms"):
            self.bell.show_panel()

    def show_keys(self) -> None:
        """F1: the keys that work here."""
        if self.closed_same("keys"):
            return
        from ui.kit.key_sheet import KeySheet, gathered

        front = self.stack.currentWidget() if self.front() is not None else None
        sheet = KeySheet(self, gathered(self.keys, front), whole=self._every_key)
        sheet.print_wanted.connect(self._print_keys)
        self.open_overlay(sheet, "keys")

    def _every_key(self) -> list[Shown]:
        """The keys of the whole program: everywhere, then page by page, whether one was made or not."""
        lines = list(self.keys.sheet())
        for place in PLACES.values():
            declared = place.declared()
            lines += declared.sheet() if declared is not None else []
        return lines

    def _print_keys(self, lines: list[Shown]) -> None:
        """The keys on paper: the very page is shown, to be printed or saved."""
        seat = self.seat
        if seat is None:
            return
        from app.overview import key_paper
        from ui.kit.paper_panel import PaperPanel

        keys = [(line.section, line.caps, line.words) for line in lines]

        def written(file: Path) -> None:
            self.open_overlay(PaperPanel(self, seat, file), "paper")

        seat.jobs.read(lambda _progress: key_paper.write(seat.desk, keys), done=written, failed=seat.tell)

    def choose_person(self) -> None:
        """Who sits at the desk from now on."""
        if self.seat is None or self.closed_same("person"):
            return
        from ui.people.chooser import PersonChooser

        panel = PersonChooser(self, self.seat)
        panel.picked.connect(self._seat_person)
        self.open_overlay(panel, "person")

    def _seat_person(self, row: Any) -> None:
        from app.people.service import sit

        seat = self.seat

        def sat(_none: object) -> None:
            seat.toasts.show(_("{name} is at the desk.").format(name=row.name))
            self.rail.person.set_person(row.name)
            self.count_today()

        seat.jobs.write(lambda _progress: sit(seat.desk, row.id), done=sat, failed=seat.tell, owner=self)

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


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged, if it may be a list."""
    from app.transfer.grid import ENDINGS

    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None
