"""Toasts: a sentence and one key low in the page, where they cover nothing that is read or worked with."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from app.late import Module
from app.words import _
from ui.kit import theme
from ui.kit.overlay import Overlay
from ui.kit.panes import Panes, motion
from ui.kit.toast import DONE, ERROR, NOTE, SHADE, Toast

if TYPE_CHECKING:
    from ui.kit.free_place import Place, Taken

free_place = Module("ui.kit.free_place")

WATCHED = 300  # ms after which they look whether the page under them has changed
MOST = 2
WIDEST = 470
MARGIN, BETWEEN = 12, 8


class Toasts(QObject):
    """The toasts of one host widget: newest at the bottom, at most two.

    They stand where they cover nothing that is read or worked with: low in the middle of the widest pane, else of
    another one; and give way when the page under them changes. What is said while a panel lies over the page stands
    beside the panel; a panel that opens later lies over the toasts, and they wait until it closes.

    strip -- lies under the host; while a page is so full that they would cover something, they stand there.
    """

    changed = Signal()  # a toast came or went, and with it the key of its action

    def __init__(self, host: QWidget, *, strip: QWidget | None = None) -> None:
        super().__init__(host)
        self._host, self._strip = host, strip
        if strip is not None:
            strip.hide()
        self._shown: list[Toast] = []
        self._later: list[dict[str, Any]] = []  # errors that had to make room, as they were said
        self._making = False
        self._placing = False
        self._placed = (0, 0)
        self._tried: tuple[object, ...] = ()
        self._watch = QTimer(self, interval=WATCHED)
        self._watch.timeout.connect(self._give_way)
        host.installEventFilter(self)

    def show(
        self, words: str, *, sub: str = "", action: str = "", key: str = "", run: Callable[[], object] | None = None,
        error: bool = False, note: bool = False,
    ) -> Toast:  # fmt: skip
        """Say `words` (and `sub` under it). `action` is the verb that `run`s by mouse or by `key` ("Alt U").

        Goes after 8 s, later while the mouse is on it; an error stays until it is closed. A `note` is something to
        know where nothing was done.
        """
        told = {
            "words": words,
            "sub": sub,
            "action": action,
            "key": key,
            "run": run,
            "error": error,
            "note": note,
        }
        self._make_room(told)
        kind = ERROR if error else NOTE if note else DONE
        window = self._host.window()
        toast = Toast(words, sub=sub, kind=kind, action=action, key=key, parent=window)
        toast.panel, toast.told = self._panel(window), told
        toast.gone.connect(lambda: self._gone(toast))
        if toast.action is not None and run is not None:
            toast.action.clicked.connect(toast.close_up)
            toast.action.clicked.connect(lambda: run())
            if key:
                self._bind(toast, key)
        self._shown.append(toast)
        self._arm()
        self.changed.emit()
        self._place(rising=toast)
        toast.show()
        self._watch.start()
        return toast

    def _make_room(self, told: dict[str, Any]) -> None:
        """For what is `told` next. What goes on failing is told in one place; an error that has to go comes back."""
        same = [each for each in self._shown if told["error"] and each.error and each.says(told)]
        self._later = [
            each for each in self._later if (each["words"], each["sub"]) != (told["words"], told["sub"])
        ]
        self._making = True
        for each in same:
            each.close_up()
        while len(self._shown) >= MOST:
            oldest = next((t for t in self._shown if not t.error), self._shown[0])
            if oldest.error:
                self._later.append(oldest.told)
            oldest.close_up()
        self._making = False

    def note(
        self, words: str, *, sub: str = "", action: str = "", run: Callable[[], object] | None = None
    ) -> Toast:
        """Say something to know, where nothing was done: why a key does nothing here, what waits."""
        return self.show(words, sub=sub, action=action, run=run, note=True)

    def undo(self, words: str, run: Callable[[], object]) -> Toast:
        """Say what was done and offer to take it back by Alt+U."""
        return self.show(words, action=_("Undo"), key="Alt U", run=run)

    def error(
        self, words: str, *, sub: str = "", again: Callable[[], object] | None = None, action: str = ""
    ) -> Toast:
        """Say what failed; stays. `again` is offered as `action` (Try again) by Alt+R."""
        shown = (action or _("Try again")) if again else ""
        return self.show(words, sub=sub, action=shown, key="Alt R" if again else "", run=again, error=True)

    def shown(self) -> list[Toast]:
        """The toasts on screen, oldest first."""
        return list(self._shown)

    def clear(self) -> None:
        """Close all."""
        self._later.clear()
        for toast in list(self._shown):
            toast.close_up()

    def _bind(self, toast: Toast, key: str) -> None:
        toast.shortcut = QShortcut(QKeySequence(key.replace(" ", "+")), toast)
        toast.shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        if toast.action is not None:
            toast.shortcut.activated.connect(toast.action.click)

    def _arm(self) -> None:
        """A key belongs to the newest toast that has it: of two shortcuts with one key Qt would fire neither."""
        taken: set[str] = set()
        for toast in reversed(self._shown):
            if toast.shortcut is not None:
                key = toast.shortcut.key().toString()
                toast.shortcut.setEnabled(key not in taken)
                taken.add(key)
        for over in _overlays(self._host.window()):
            beside = [toast.shortcut for toast in self._shown if toast.panel is over.panel]
            over.let_through(each.key().toString() for each in beside if each is not None)

    def _gone(self, toast: Toast) -> None:
        if toast.shortcut is not None:
            toast.shortcut.setEnabled(False)
        if toast in self._shown:
            self._shown.remove(toast)
        self._arm()
        self.changed.emit()
        self._place()
        if self._later and not self._making:
            self.show(**self._later.pop())

    def _place(self, *, rising: Toast | None = None) -> None:
        if self._placing:  # the strip came or went, and with it the size of the host
            return
        self._placing = True
        try:
            self._find_place(rising)
        finally:
            self._placing = False

    def _find_place(self, rising: Toast | None) -> None:
        if not self._shown:
            self._watch.stop()
            self._give_strip_back()
            return
        window = self._host.window()
        panel = self._panel(window)
        for toast in self._shown:
            if toast.panel is not None and not (isValid(toast.panel) and toast.panel.isVisible()):
                toast.panel = panel  # the one it was said beside has closed; the one below is in front now
                self._arm()
        toasts = self._in_front(panel)
        for toast in self._shown:
            toast.wait(toast not in toasts)
        if not toasts:
            return
        for toast in toasts:
            toast.raise_()
        areas, busy = self._ground(window)
        if rising is None and self._placed == self._what() and self._still_free(toasts, areas, busy):
            return
        self._placed = self._what()
        place = self._best(toasts, areas, busy)
        if self._strip is not None and self._panel(window) is None:
            tried = (*self._what(), *((each.rect.getRect(), each.weight) for each in busy))
            if not place.covered and self._strip.isVisible() and self._tried != tried:
                self._tried = tried  # once as the page stands: grown back it may be full again
                self._give_strip_back()
                areas, busy = self._ground(window)
                place = self._best(toasts, areas, busy)
            if place.covered or self._strip.isVisible():
                areas, place = self._in_strip(toasts, window, self._strip)
        most = areas[place.area].width() - 2 * theme.px(MARGIN)
        bottom = place.rect.y() + place.rect.height()
        for toast in reversed(toasts):
            toast.fit(place.rect.width(), min(most, theme.px(WIDEST)))
            bar = toast.width() - 2 * SHADE
            top = bottom - (toast.height() - 2 * SHADE)
            self._put(toast, QPoint(place.rect.x() + (place.rect.width() - bar) // 2, top), toast is rising)
            bottom = top - theme.px(BETWEEN)

    def _best(self, toasts: list[Toast], areas: Sequence[QRect], busy: "Sequence[Taken]") -> "Place":
        sizes = [self._block(toasts, area.width() - 2 * theme.px(MARGIN)) for area in areas]
        return free_place.best(areas, sizes, busy, foot=theme.px(MARGIN))

    def _front(self) -> QWidget | None:
        return self._host.currentWidget() if isinstance(self._host, QStackedWidget) else self._host

    def _what(self) -> tuple[int, int]:
        """What a place is found for: so many toasts over that page."""
        return len(self._shown), id(self._front())

    def _give_strip_back(self) -> None:
        if self._strip is not None and self._strip.isVisible():
            self._strip.hide()
            self._relay()

    def _relay(self) -> None:
        layout = self._host.window().layout()
        if layout is not None:
            layout.activate()

    def _put(self, toast: Toast, bar: QPoint, rising: bool) -> None:
        place = bar - QPoint(SHADE, SHADE)
        toast.rise.stop()
        if rising and motion():
            toast.rise.setStartValue(place + QPoint(0, 8))
            toast.rise.setEndValue(place)
            toast.rise.start()
        else:
            toast.move(place)

    def _in_strip(self, toasts: list[Toast], window: QWidget, strip: QWidget) -> "tuple[list[QRect], Place]":
        """Take a strip off the page, and stand in it."""
        size = self._block(toasts, self._host.width() - 2 * theme.px(MARGIN))
        strip.setFixedHeight(size.height() + 2 * theme.px(MARGIN))
        strip.show()
        self._relay()
        area = QRect(strip.mapTo(window, QPoint(0, 0)), strip.size())
        return [area], free_place.best([area], [size], [], foot=theme.px(MARGIN))

    def _panel(self, window: QWidget) -> QWidget | None:
        """The panel that lies over the page, the foremost of several."""
        return next((each.panel for each in reversed(_overlays(window)) if each.isVisible()), None)

    def _in_front(self, panel: QWidget | None) -> list[Toast]:
        """The toasts that the panel does not lie over, oldest first."""
        return [toast for toast in self._shown if panel is None or toast.panel is panel]

    def _block(self, toasts: list[Toast], most: int) -> QSize:
        """The size of the toasts, one above the other."""
        sizes = [toast.bar_size(min(most, theme.px(WIDEST))) for toast in toasts]
        high = sum(size.height() for size in sizes) + theme.px(BETWEEN) * (len(sizes) - 1)
        return QSize(max(size.width() for size in sizes), high)

    def _ground(self, window: QWidget) -> "tuple[list[QRect], list[Taken]]":
        """The areas to stand in, the likeliest first, and what stands there already."""
        corner = self._host.mapTo(window, QPoint(0, 0)) if window is not self._host else QPoint(0, 0)
        whole = QRect(corner, self._host.size())
        panel = self._panel(window)
        if panel is not None:
            ground = QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())
            return [whole], [free_place.Taken(ground, free_place.GROUND), *free_place.taken(panel, window)]
        front = self._front()
        if front is None:
            return [whole], []
        mine = set(self._shown)
        panes = [pane for each in front.findChildren(Panes) if each.isVisible() for pane in each.panes()]
        panes.sort(key=lambda pane: -pane.width())
        areas = [QRect(pane.mapTo(window, QPoint(0, 0)), pane.size()) for pane in panes]
        return areas or [whole], free_place.taken(front, window, but=mine)

    def _still_free(self, toasts: list[Toast], areas: Sequence[QRect], busy: "Sequence[Taken]") -> bool:
        """Whether they may stay: nobody likes what moves."""
        bars = [toast.bar() for toast in toasts]
        inside = any(all(area.contains(bar) for bar in bars) for area in areas)
        apart = all(
            upper.bottom() < lower.top() <= upper.bottom() + 2 * theme.px(BETWEEN)
            for upper, lower in pairwise(bars)
        )
        return inside and apart and not any(free_place.covered(bar, busy) for bar in bars)

    def _give_way(self) -> None:
        """The page under them may have changed; not under the mouse."""
        if not any(toast.underMouse() for toast in self._shown):
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self._place()
        return super().eventFilter(watched, event)


def _overlays(window: QWidget) -> list[Overlay]:
    """What lies over the page: children of the window itself, so that the thousands below need not be asked."""
    return window.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly)
