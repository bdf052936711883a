"""What a page of records is: the list | the one that is chosen | what is known of it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.kit.history import HistoryPanel, Step
from ui.kit.jobs import Job, Progress
from ui.kit.listed_pane import ListedPane
from ui.kit.panes import Pane, Panes
from ui.kit.seat import Seat

BROWSING = 60  # ms that a row is chosen before its record is fetched: arrow keys run past many


class RecordPage(QWidget):
    """`stack` lies in the middle: what is shown of the record, a form, or nothing. `shown` is the row it belongs to.

    `side` stands in the list's place and holds `listed` beside other lists of the page. A page says how a row comes
    to the front (`show_row`), what an empty list leaves (`show_nothing`), whose drawer button there is (`drawers`),
    and which form is in front (`front_form`).
    """

    def __init__(
        self, seat: Seat, listed: ListedPane, *, name: str, work: str, know: QWidget | None = None,
        side: QWidget | None = None, **sizes: Any,
    ) -> None:  # fmt: skip
        super().__init__()
        self._seat = seat
        self._reading: Job | None = None
        self.shown = 0
        self.setAccessibleName(name)
        self.list = listed
        self.table, self.search = listed.table, listed.list.search
        self.stack = QStackedWidget()
        self._work = Pane(name=work)
        self._work.body.addWidget(self.stack)
        self.panes = Panes(list=side or listed, work=self._work, know=know, **sizes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._browse = QTimer(self, singleShot=True, interval=BROWSING)
        self._browse.timeout.connect(self._show_current)
        self.panes.size_class_changed.connect(self._sized)
        listed.chosen.connect(self._chosen)

    # What a page says

    def show_row(self, id: int) -> None:
        """Bring the record of row `id` to the front."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """Nothing is listed, so nothing is shown."""
        raise NotImplementedError

    def front_form(self) -> Any:
        """The form that is in front, with `start` and `drawer`; None when none is."""
        return None

    def drawers(self) -> Sequence[QWidget]:
        """The buttons that open the list where it is a drawer."""
        form = self.front_form()
        return [] if form is None else [form.drawer]

    # What the window asks

    def focus_start(self) -> None:
        """Where the caret belongs when the tab comes to the front."""
        form = self.front_form()
        if form is not None:
            form.start()
        else:
            self.table.setFocus()

    def state(self) -> dict[str, Any]:
        """Widths, filters, columns, and the record that is shown."""
        return {"panes": self.panes.state(), "list": self.list.state(), "shown": self.shown}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.panes.restore(state.get("panes", {}))
        self.list.restore(state.get("list", {}))
        if isinstance(state.get("shown"), int) and state["shown"]:
            self.list.want(state["shown"])

    # Browsing

    def offer_drafts(self, offered: Callable[[dict[str, dict[str, Any]]], object]) -> None:
        """What was not saved before, after the writes that are under way: a page made anew finds what the one before it
        put aside.
        """
        seat = self._seat
        seat.jobs.write(lambda _progress: None, owner=self,
                        done=lambda _none: seat.drafts.offer(offered, owner=self))  # fmt: skip

    def fetch(self, id: int, read: Callable[[Progress], Any], got: Callable[[Any], object]) -> None:
        """Read the record of row `id` for the middle; what was read before it is of no use any more."""
        self.shown = id
        self._reading = self._seat.jobs.read(
            read, done=got, failed=self._seat.tell, owner=self, latest="record"
        )

    def stop_fetching(self) -> None:
        """What is being read is of no use any more."""
        if self._reading is not None:
            self._reading.cancel()

    def find(self) -> None:
        """Ctrl+F: into the search box, also where the list is a drawer."""
        if not self.search.isVisible():
            self.panes.toggle_list()
        self.list.list.focus_search()

    def fold_list(self) -> None:
        """Where the list is a drawer it goes: something was chosen."""
        if self.panes.size_class() == "narrow":
            self.panes.toggle_list()

    def show_steps(self, read: Callable[[], list[Step]], *, code: str) -> None:
        """Who changed what in the record called `code`."""
        desk = self._seat.desk

        def shown(steps: list[Step]) -> None:
            HistoryPanel(self.window(), steps, code=code, now=desk.now()).open()

        self._seat.jobs.read(lambda _progress: read(), done=shown, failed=self._seat.tell, owner=self)

    def _chosen(self, id: int) -> None:
        """A row was chosen in the list. 0: there is none."""
        if id != self.shown:
            self._browse.start()

    def _show_current(self) -> None:
        id = self.table.current_id()
        if id == self.shown:
            return
        self.show_row(id) if id else self.show_nothing()

    def _sized(self, name: str) -> None:
        self.list.set_size_class(name)
        for drawer in self.drawers():
            drawer.setVisible(name == "narrow")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc one step back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """One step back: to the list."""
        self.table.setFocus()
