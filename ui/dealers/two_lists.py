"""The two lists of the dealers page, one of them in front: dealers, and the contacts of all of them."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.dealers.contact_pane import ContactPane
from ui.dealers.list_pane import ListPane
from ui.kit.changes import Burst
from ui.kit.seat import Seat

CONTACTS, DEALERS = "contacts", "dealers"


class TwoLists(QStackedWidget):
    """chosen(id), opened(id) -- of the list in front, as a ListedPane. switched(side) -- the other one is wanted."""

    chosen = Signal(int)
    opened = Signal(int)
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.dealers, self.contacts = ListPane(seat), ContactPane(seat)
        self._started = False
        for pane in (self.dealers, self.contacts):
            self.addWidget(pane)
            pane.chosen.connect(lambda id, pane=pane: self.chosen.emit(id) if pane is self.front() else None)
            pane.opened.connect(self.opened)
            pane.switched.connect(self.switched)

    def front(self) -> ListPane | ContactPane:
        """The list that is looked at; the one behind keeps a row chosen, too, and nobody hears of it."""
        return self.contacts if self.currentWidget() is self.contacts else self.dealers

    def side(self) -> str:
        """Which list is in front."""
        return CONTACTS if self.front() is self.contacts else DEALERS

    def other(self) -> str:
        """Which list is behind."""
        return DEALERS if self.side() == CONTACTS else CONTACTS

    def bring(self, side: str) -> ListPane | ContactPane:
        """Bring a list to the front; that of contacts is filled when it comes for the first time."""
        pane = self.contacts if side == CONTACTS else self.dealers
        self.setCurrentWidget(pane)
        if pane is self.contacts and not self._started:
            self._started = True
            pane.start()
        return pane

    def heard(self, burst: Burst) -> None:
        """Somebody wrote."""
        self.dealers.heard(burst)
        if self._started:
            self.contacts.heard(burst)

    def set_size_class(self, name: str) -> None:
        """Columns in a wide window, two lines a record otherwise."""
        self.dealers.set_size_class(name)
        self.contacts.set_size_class(name)

    def state(self) -> dict[str, Any]:
        """How both lists are left, and which is in front."""
        return {"list": self.dealers.state(), "contacts": self.contacts.state(), "side": self.side()}
