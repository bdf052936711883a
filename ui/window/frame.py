"""The frame around the pages: rail, the place of the pages, panels over them, the running clock, where it stands."""

import base64
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.words import _
from ui.kit import icons
from ui.kit.buttons import Button
from ui.kit.empty import Empty
from ui.kit.jobs import Jobs
from ui.kit.looks import SMALLEST
from ui.kit.notice import Notice
from ui.kit.overlay import Overlay
from ui.kit.panes import Pane
from ui.kit.progress import ProgressPanel
from ui.kit.rail import Rail
from ui.kit.rail_tabs import Tab
from ui.kit.toasts import Toasts

if TYPE_CHECKING:
    from ui.kit.seat import Seat

DESIGN_SIZE = (1366, 768)


class Frame(QWidget):
    """What is painted before the office is open, and stays around it.

    remembered -- what this seat kept (office.memory): theme, size, geometry, tab, pages.
    """

    def __init__(self, *, jobs: Jobs, remembered: Callable[[str, Any], Any]) -> None:
        super().__init__()
        self._remembered = remembered
        self._changed: dict[str, Any] = {}  # what is to be remembered since
        self.jobs = jobs
        self.seat: Seat | None = None
        self.rail: Rail
        self._call_began: datetime | None = None
        self._overlay: Overlay | None = None
        self._clock = QTimer(self, interval=250)
        self._clock.timeout.connect(self._show_clock)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.stack = QStackedWidget()
        self._strip = Pane("window", name=_("Messages"))
        self.toasts = Toasts(self.stack, strip=self._strip)
        self._progress = ProgressPanel(jobs)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.sealed_notice, self.room_notice = Notice(), Notice()
        column.addWidget(self.sealed_notice)
        column.addWidget(self.room_notice)
        self.above = QVBoxLayout()
        column.addLayout(self.above)
        column.addWidget(self.stack, 1)
        column.addWidget(self._strip)
        column.addWidget(self._progress)
        self._row.addLayout(column, 1)
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle(_("FrontDesk"))
        self.setWindowIcon(icons.icon("phone-call", "accent"))
        self.wait_for_office()
        self._place()

    def speak(self) -> None:
        """Say in the language in use what is made only once."""
        self._strip.setAccessibleName(_("Messages"))
        for part in (self.sealed_notice, self.room_notice, self._progress):
            part.speak()

    def put_rail(self, tabs: Sequence[Tab]) -> Rail:
        """A new rail at the left edge, in the place of the old one."""
        if hasattr(self, "rail"):
            self._row.removeWidget(self.rail)
            self.rail.deleteLater()
        self.rail = Rail(tabs)
        self._row.insertWidget(0, self.rail)
        return self.rail

    # Before the office is open

    def wait_for_office(self) -> None:
        """The calm face while the office is being opened; it says so only when that takes long."""
        if hasattr(self, "rail"):
            self.rail.show()
        pane = Pane(name=_("Opening the office…"))
        self.put_alone(pane)
        slow = QTimer(pane, singleShot=True, interval=500)
        slow.timeout.connect(
            lambda: pane.body.addWidget(Empty(icon="hourglass", title=_("Opening the office…")))
        )
        slow.start()

    def refuse(self, sentence: str, *, ways: tuple[Button, ...] = (), foot: str = "") -> None:
        """The office can't be opened: say why, calmly, over the whole window, with the ways out and a last line."""
        close = Button(_("Close"))
        close.clicked.connect(self.close)
        pane = Pane(name=sentence)
        title = _("This office can't be opened")
        pane.body.addWidget(
            Empty(icon="circle-alert", title=title, text=sentence, buttons=(*ways, close), foot=foot)
        )
        self.put_alone(pane)
        self.rail.hide()
        (ways[0] if ways else close).setFocus()

    def put_alone(self, pane: QWidget) -> None:
        """Show `pane` instead of everything that was there."""
        while self.stack.count():
            old = self.stack.widget(0)
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.addWidget(pane)

    # Remembering

    def kept(self, key: str, default: Any) -> Any:
        """What is to be remembered under `key`, or was remembered last time."""
        return self._changed[key] if key in self._changed else self._remembered(key, default)

    def keep(self, **values: Any) -> None:
        """Remember `values` from now on."""
        self._changed |= values
        if self.seat is not None:
            self.seat.keep(**values)

    def geometry_kept(self) -> str:
        """Where the window stands, for the next start."""
        return base64.b64encode(self.saveGeometry().data()).decode()

    def _place(self) -> None:
        geometry = self.kept("geometry", "")
        if geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            return
        screen = QGuiApplication.primaryScreen()
        wide, high = DESIGN_SIZE
        if screen is not None:
            room = screen.availableGeometry()
            wide = min(max(wide, room.width() * 4 // 5), room.width())
            high = min(max(high, room.height() * 4 // 5), room.height())
            self.move(room.x() + (room.width() - wide) // 2, room.y() + (room.height() - high) // 2)
        self.resize(wide, high)

    # The running call

    def show_running(self, since: datetime | None) -> None:
        """A call runs since then; None: none runs. The call button is its clock."""
        self._call_began = since
        if since is None:
            self._clock.stop()
        else:
            self._clock.start()
        self._show_clock()

    def _show_clock(self) -> None:
        if self._call_began is None:
            self.rail.call.set_clock("")
            return
        now = self.seat.desk.now() if self.seat is not None else datetime.now().astimezone()
        gone = max(0, int((now - self._call_began).total_seconds()))
        minutes, seconds = divmod(gone, 60)
        hours, minutes = divmod(minutes, 60)
        self.rail.call.set_clock(
            f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"
        )

    # Panels over the page

    def open_overlay(self, panel: Overlay, name: str) -> None:
        """Show `panel` over the page; its key closes it by `name`."""
        self.close_overlay()
        panel.setObjectName(name)
        panel.closed.connect(lambda: self._overlay_gone(panel))
        self._overlay = panel
        panel.open()

    def _overlay_gone(self, panel: Overlay) -> None:
        if self._overlay is panel:
            self._overlay = None

    def close_overlay(self) -> None:
        """Close the panel over the page, if there is one."""
        if self._overlay is not None:
            self._overlay.close_up()
            self._overlay = None

    def closed_same(self, name: str) -> bool:
        """Whether the panel `name` was open: its key closes it again."""
        if self._overlay is not None and self._overlay.objectName() == name:
            self.close_overlay()
            return True
        return False
