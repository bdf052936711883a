"""The frame with its pages: each made on its first use and left as it is remembered, one of them in front."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.words import _
from ui.kit.jobs import Jobs
from ui.window.frame import Frame
from ui.window.places import GUIDE, PLACES, SETTINGS, TABS, Page

log = logging.getLogger("frontdesk.window")


class PagedFrame(Frame):
    """The pages of ui.window.places behind the tabs of the rail, and the two that stand in front of any tab."""

    def __init__(self, *, jobs: Jobs, remembered: Callable[[str, Any], Any]) -> None:
        super().__init__(jobs=jobs, remembered=remembered)
        self.pages: dict[str, Any] = {}
        """The pages that are made, by the key of their place."""
        self._side = "calls"
        """Which list the tab of calls shows."""

    def page(self, key: str) -> Any:
        """The page of place `key`, made on its first use."""
        if key not in self.pages:
            made = self._made(key)
            self.pages[key] = made
            self.stack.addWidget(made)
            self._offer_imports(made)
            left = self.kept("pages", {}).get(key)
            if isinstance(left, dict):
                self._restore(key, made, left)
        return self.pages[key]

    def _made(self, key: str) -> QWidget:
        assert self.seat is not None
        place = PLACES[key]
        made: QWidget = place.maker()(self.seat, **{name: getattr(self, name)() for name in place.given})
        for signal, way in place.ways.items():
            getattr(made, signal).connect(getattr(self, way))
        return made

    def _offer_imports(self, made: QWidget) -> None:
        """Every list of a page whose kind comes in from files asks for the import panel here."""
        from ui.kit.record_list import RecordList  # late: the frame is painted before

        for one in made.findChildren(RecordList):
            one.import_wanted.connect(lambda kind: self.show_import(kind))
            one.exports_wanted.connect(self.show_exports)

    def _restore(self, key: str, made: Page, left: dict[str, Any]) -> None:
        """How a page was left, as the seat remembers it; what makes no sense there is told and forgotten."""
        try:
            made.restore(left)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as problem:
            log.info("what was remembered of page %s makes no sense: %r", key, problem)
            self.toasts.error(_("How this page was left can't be read; it begins anew."))

    # Which one is in front

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

    def back_to_tab(self) -> None:
        """Bring the page behind the chosen tab to the front again."""
        self.go(self.rail.chosen())

    def switch_calls(self, side: str) -> None:
        """The tab of calls shows its other list: "calls" or "complaints"."""
        self._side = side
        self.go("calls")

    def show_place(self, key: str) -> None:
        """Bring the page of place `key` to the front, whatever it stands behind."""
        if key in ("calls", "complaints"):
            self.switch_calls(key)
        elif key == SETTINGS:
            if not self.in_front(SETTINGS):
                self.show_settings()
        else:
            self.go(key)

    def show_settings(self, page: str = "", part: str = "", *, do: bool = False) -> None:
        """The settings in front of the tab, at `part` of `page` when named; once more goes back to the tab.

        do -- a part that is a button is pressed, too.
        """
        if self.seat is None:
            return
        self.close_overlay()
        place = self.page(SETTINGS)
        if self.stack.currentWidget() is place and not page:
            self.back_to_tab()
            return
        self.rail.set_settings(True)
        self.stack.setCurrentWidget(place)
        if page:
            place.open(page, part, do=do)
        if not part:
            place.focus_start()

    def show_guide(self) -> None:
        """The first-start guide in front of everything, where it was left; one that is over begins anew.

        Its fields hold what the settings say now: what was set meanwhile must not be written over by going on.
        """
        self.close_overlay()
        if GUIDE in self.pages and not self.in_front(GUIDE):
            before = self.pages.pop(GUIDE)
            self.keep(pages={**self.kept("pages", {}), GUIDE: before.state()})
            self.stack.removeWidget(before)
            before.deleteLater()
        self.rail.set_settings(True)
        self.stack.setCurrentWidget(self.page(GUIDE))
        self.pages[GUIDE].focus_start()

    def front(self) -> Page | None:
        """The page in front; None before the office is open."""
        return next((page for page in self.pages.values() if page is self.stack.currentWidget()), None)

    def in_front(self, key: str) -> bool:
        """Whether the page of place `key` is the one in front."""
        return key in self.pages and self.pages[key] is self.stack.currentWidget()

    # How they are left

    def left(self) -> dict[str, Any]:
        """How the pages are left, to be kept for the next start."""
        pages = {**self.kept("pages", {}), **{key: page.state() for key, page in self.pages.items()}}
        return {"tab": self.rail.chosen(), "side": self._side, "pages": pages}

    def put_aside(self) -> None:
        """Every page keeps what is typed and not saved: they are about to go."""
        for page in self.pages.values():
            page.put_aside()
