"""The dealers page: dealers or their contacts as a list | one dealer whole, or the form in which it is changed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.dealers import finding
from app.dealers.completing import KIND
from app.words import _
from ui.dealers import facts as facts_of
from ui.dealers import reading
from ui.dealers.actions import DEALERS
from ui.dealers.doings import Doings
from ui.dealers.editor import DealerEditor
from ui.dealers.facts import Facts
from ui.dealers.open_forms import OpenForms
from ui.dealers.two_lists import CONTACTS, TwoLists
from ui.dealers.view import DealerView, Whole
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.empty import Empty
from ui.kit.keys import ActionMap
from ui.kit.record_page import RecordPage
from ui.kit.seat import Seat
from ui.kit.uncovering import uncover

KINDS = ("dealer", "contact", "ship_addr", "dealer_region", "dealer_product", "call", "promise", "complaint")
"""Kinds whose changes may show on the dealer in front."""
_FORM_FIELDS = {
    "phone": "mobile", "salesman": "salesman_id", "province": "place", "city": "place", "county": "place",
    "receive_time": "ship_addresses",
}  # fmt: skip
"""Where a missing field is on the form, when it is called otherwise there."""


class DealersPage(RecordPage):
    """event_wanted(kind, id) -- a call, a promise or a complaint shall be opened on its own page."""

    event_wanted = Signal(str, int)

    def __init__(self, seat: Seat) -> None:
        self.lists = TwoLists(seat)
        self.dealers = self.lists.dealers
        super().__init__(
            seat, self.dealers, name=_("Dealers"), work=_("Dealer"), side=self.lists, sizes=(308, 0),
            wide_sizes=(880, 0), keep=980,
        )  # fmt: skip
        self._facts: Facts | None = None
        self._dealer = 0
        """The dealer in the middle, or that will be there; where contacts are listed `shown` is one of them."""
        self.view = DealerView(seat)
        self.forms = OpenForms(seat, parent=self)
        self.doings = Doings(seat, page=self, view=self.view, listed=self.dealers, opened=self.open_dealer)
        add = Button(_("New dealer"), kind="primary", icon="plus", key="Ctrl N")
        add.clicked.connect(lambda: self.add())
        self._nothing = Empty(icon="store", title=_("No dealer is open"),
                              text=_("Choose one from the list, or enter a new one."), buttons=(add,))  # fmt: skip
        self.stack.addWidget(self._nothing)
        self.stack.addWidget(self.view)
        self._listen()
        self._bind()
        self._read_facts()
        self.list.start()
        self.offer_drafts(self.forms.offered)

    # Parts

    def _listen(self) -> None:
        seat, listed, view, forms, doings = self._seat, self.dealers, self.view, self.forms, self.doings
        listed.chosen.disconnect(self._chosen)  # the two lists tell it of the one in front
        self.lists.chosen.connect(self._chosen)
        self.lists.opened.connect(self._opened)
        self.lists.switched.connect(self.switch)
        listed.add_wanted.connect(lambda: self.add())
        listed.hand_over_wanted.connect(doings.hand_over)
        listed.merge_wanted.connect(doings.merge_two)
        listed.print_wanted.connect(doings.print_paper)
        view.edit_wanted.connect(lambda: self.edit())
        view.dial_wanted.connect(doings.dial)
        view.print_wanted.connect(doings.print_card)
        view.remove_wanted.connect(doings.put_away)
        view.restore_wanted.connect(doings.restore)
        view.merge_wanted.connect(doings.merge)
        view.hand_over_wanted.connect(doings.hand_over_this)
        view.verified.connect(doings.verify)
        view.uncover_wanted.connect(doings.uncover)
        view.gap_wanted.connect(lambda field: self.edit(field=_FORM_FIELDS.get(field, field)))
        view.event_wanted.connect(self.event_wanted)
        view.dealer_wanted.connect(self.open_dealer)
        view.list_wanted.connect(self.panes.toggle_list)
        view.told.connect(lambda words: seat.toasts.show(words))
        forms.shown.connect(self._show_form)
        forms.saved.connect(self._saved)
        forms.left.connect(self._form_left)
        forms.ended.connect(self._form_ended)
        forms.dealer_wanted.connect(self.open_dealer)
        seat.changes.changed.connect(self._heard)

    def _bind(self) -> None:
        doings = self.doings
        self.keys = ActionMap(self)
        self.keys.bind(DEALERS, {
            "new": self.add, "edit": lambda: self.edit(), "save": self.save, "paste": self._paste, "search": self.find,
            "dial": doings.dial, "whole": doings.uncover,
            "print": doings.print_card, "before": lambda: self._step(-1), "after": lambda: self._step(1),
            "contacts": lambda: self.switch(self.lists.other()),
            "merge": doings.merge, "hand over": lambda: doings.hand_over(None),
            "list paper": lambda: doings.print_paper("dealer-list", None),
            "labels": lambda: doings.print_paper("dealer-labels", None),
            **{name: self._in_front(name) for name in self.dealers.list.runs()},
        })  # fmt: skip

    def _in_front(self, name: str) -> Callable[[], object]:
        """What the action `name` of lists does, in the list that is in front when it is asked for."""
        return lambda: self.list.list.runs()[name]()

    # What the window asks

    def open_dealer(self, dealer_id: int) -> None:
        """Show one dealer, whether it is in the list or not."""
        self._browse.stop()
        self.dealers.want(dealer_id)
        if self.list is self.dealers:
            self.shown = dealer_id
        self._dealer = dealer_id
        self._read(lambda: dealer_id)

    def open_contact(self, contact_id: int) -> None:
        """Show the dealer whose contact it is."""
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: finding.home(desk, contact_id),
            done=self.open_dealer,
            failed=self._seat.tell,
            owner=self,
        )

    def switch(self, side: str) -> None:
        """List the contacts of all dealers, or the dealers again, with the one in the middle chosen."""
        if side == self.lists.side():
            return
        self._browse.stop()
        pane = self.lists.bring(side)
        self.list, self.table, self.search = pane, pane.table, pane.list.search
        pane.leave_alone = self.front_form() is not None
        self.shown = 0
        if pane is self.dealers:
            self.shown = self._dealer
            self.dealers.want(self._dealer)
        elif pane.table.current_id():
            self._browse.start()
        if self.front_form() is None:
            self.table.setFocus()

    def add(self, values: dict[str, Any] | None = None) -> None:
        """A new dealer, with what is known already (a caller's name and number)."""
        self.forms.add(values)

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        self.forms.put_aside()

    def state(self) -> dict[str, Any]:
        """Widths, filters and columns of both lists, and the dealer that is shown."""
        return {"panes": self.panes.state(), **self.lists.state(), "shown": self._dealer}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        super().restore(state)
        self.lists.contacts.restore(state.get("contacts", {}))
        if state.get("side") == CONTACTS:
            self.switch(CONTACTS)

    # The office

    def _read_facts(self) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: facts_of.read(desk), done=self._got_facts, failed=self._seat.tell, owner=self
        )

    def _got_facts(self, facts: Facts) -> None:
        self._facts = self.doings.facts = facts
        if self.forms.set_facts(facts):
            return
        if self.shown:
            self.show_row(self.shown)
        elif self._dealer:
            self._read_again()

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff", "product", "province_owner"):
            self._read_facts()
        self.lists.heard(burst)
        if self.front_form() is None and self._dealer and burst.touches(*KINDS):
            self._read_again()

    # The list

    def drawers(self) -> Sequence[QWidget]:
        return [self.view.drawer, *(each.drawer for each in self.forms.all.values())]

    def _sized(self, name: str) -> None:
        self.lists.set_size_class(name)
        super()._sized(name)

    def show_row(self, id: int) -> None:
        """Fetch the dealer of the row: itself, or whose contact it is."""
        desk, self.shown = self._seat.desk, id
        if self.list is self.dealers:
            self._dealer = id
            self._read(lambda: id)
        else:
            self._read(lambda: finding.home(desk, id))

    def show_nothing(self) -> None:
        """Nothing is listed."""
        self.shown = self._dealer = 0
        self.stop_fetching()
        self.view.whole = None
        self.view.files.clear()
        if self.front_form() is None:
            self.stack.setCurrentWidget(self._nothing)

    def _opened(self, id: int) -> None:
        self._browse.stop()
        if id != self.shown or self.front_form() is not None:
            self.show_row(id)
        self.fold_list()
        self.view.edit.setFocus()

    def _step(self, by: int) -> None:
        """To the record before or behind in the list."""
        event = Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up
        self.table.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, event, Qt.KeyboardModifier.NoModifier))

    # The work pane

    def front_form(self) -> DealerEditor | None:
        front = self.stack.currentWidget()
        return front if isinstance(front, DealerEditor) else None

    def _read(self, which: Callable[[], int]) -> None:
        """Fetch a dealer with all that is shown of it, then show it at once."""
        facts, desk = self._facts, self._seat.desk
        if facts is not None:
            self.fetch(self.shown, lambda _progress: reading.whole(desk, which(), facts), self._got)

    def _read_again(self) -> None:
        dealer_id = self._dealer
        self._read(lambda: dealer_id)

    def _got(self, whole: Whole) -> None:
        self._dealer = whole.detail.row.id
        self.list.leave_alone = False
        self.view.show_dealer(whole)
        self.stack.setCurrentWidget(self.view)

    def _show_form(self, made: DealerEditor) -> None:
        self._browse.stop()
        self.stop_fetching()  # it would come in front of the form
        if self.stack.indexOf(made) < 0:
            made.list_wanted.connect(self.panes.toggle_list)
            self.stack.addWidget(made)
        made.drawer.setVisible(self.panes.size_class() == "narrow")
        self.list.leave_alone = True
        self.stack.setCurrentWidget(made)
        made.start()

    def _saved(self, dealer_id: int) -> None:
        self.table.setFocus()
        self.open_dealer(dealer_id)

    def _form_left(self) -> None:
        self.list.leave_alone = False
        self.table.setFocus()
        if self._dealer:
            self._read_again()
        else:
            self.stack.setCurrentWidget(self._nothing)
            self._browse.start()

    def _form_ended(self, made: DealerEditor) -> None:
        self.stack.removeWidget(made)
        made.hide()
        made.deleteLater()

    # Doing

    def edit(self, *, field: str = "") -> None:
        """F4: change the dealer in front, beginning at `field` when named; a change that was begun is gone on with."""
        whole = self.view.whole
        if self.stack.currentWidget() is self.view and whole is not None and not whole.detail.row.deleted:
            uncover(self._seat, KIND, whole.detail.row.id, owner=self,
                    done=lambda: self.forms.change(whole.detail, field=field))  # fmt: skip

    def save(self) -> None:
        """Ctrl+Enter: save the form in front."""
        if (made := self.front_form()) is not None:
            made.save()

    def _paste(self) -> None:
        if self.stack.currentWidget() is self.view:
            self.view.paste()
