"""The dealers page: list | one dealer, entering and changing, merging, handing over, printing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.china import phones
from app.dealers import bulk, finding, history, removing
from app.dealers.completing import KIND
from app.dealers.finding import DealerRow
from app.dealers.handing_over import Handed
from app.office import privacy
from app.overview import record_papers, timeline
from app.overview.record_papers import Asked
from app.words import _, ngettext
from ui.dealers import editor, merge_panel
from ui.dealers import facts as facts_of
from ui.dealers.actions import DEALERS
from ui.dealers.editor import DRAFT, DealerEditor, OpenDealer
from ui.dealers.facts import Facts
from ui.dealers.hand_over_panel import HandOverPanel
from ui.dealers.list_pane import ListPane
from ui.dealers.rows import DealerSource, query_of
from ui.dealers.view import DealerView, Whole
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.empty import Empty
from ui.kit.history import Step
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.panes import Pane, Panes
from ui.kit.paper_panel import show_paper
from ui.kit.seat import Seat
from ui.kit.uncovering import uncover

BROWSING = 60  # ms that a row is chosen before its dealer is fetched: arrow keys run past many
MOST = 200
"""So many of the latest happenings are shown."""
KINDS = ("dealer", "contact", "ship_addr", "dealer_region", "dealer_product", "call", "promise", "complaint")
"""Kinds whose changes may show on the dealer in front."""


class DealersPage(QWidget):
    """event_wanted(kind, id) -- a call, a promise or a complaint shall be opened on its own page."""

    event_wanted = Signal(str, int)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._facts: Facts | None = None
        self._then: Any = None
        self._shown = 0
        self._reading: Job | None = None
        self._editors: dict[str, DealerEditor] = {}
        self.setAccessibleName(_("Dealers"))
        self.list = ListPane(seat)
        self.table = self.list.table
        self.view = DealerView(seat)
        self._work = Pane(name=_("Dealer"))
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack)
        add = Button(_("New dealer"), kind="primary", icon="plus", key="Ctrl N")
        add.clicked.connect(lambda: self.add())
        self._nothing = Empty(icon="store", title=_("No dealer is open"),
                              text=_("Choose one from the list, or enter a new one."), buttons=(add,))  # fmt: skip
        self.stack.addWidget(self._nothing)
        self.stack.addWidget(self.view)
        self.panes = Panes(list=self.list, work=self._work, sizes=(308, 0), wide_sizes=(880, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._browse = QTimer(self, singleShot=True, interval=BROWSING)
        self._browse.timeout.connect(self._show_current)
        self._listen()
        self._bind()
        self._read_facts()
        self.list.start()
        seat.jobs.write(lambda _progress: None, owner=self,
                        done=lambda _none: seat.drafts.offer(self._offered, owner=self))  # fmt: skip

    # Parts

    def _listen(self) -> None:
        seat, listed, view = self._seat, self.list, self.view
        self.panes.size_class_changed.connect(self._sized)
        listed.chosen.connect(self._chosen)
        listed.opened.connect(self._opened)
        listed.add_wanted.connect(lambda: self.add())
        listed.hand_over_wanted.connect(self.hand_over)
        listed.merge_wanted.connect(self._merge_ids)
        listed.print_wanted.connect(self.print_paper)
        view.edit_wanted.connect(lambda: self.edit())
        view.dial_wanted.connect(self._dial)
        view.print_wanted.connect(self.print_card)
        view.remove_wanted.connect(lambda: self.list.list.put_away([self._shown]))
        view.restore_wanted.connect(self._restore)
        view.merge_wanted.connect(self.merge)
        view.hand_over_wanted.connect(lambda: self.hand_over([self._shown]))
        view.verified.connect(self._verified)
        view.gap_wanted.connect(self._fill_gap)
        view.event_wanted.connect(self._open_event)
        view.dealer_wanted.connect(self.open_dealer)
        view.list_wanted.connect(self.panes.toggle_list)
        view.uncover_wanted.connect(self.uncover)
        view.told.connect(lambda words: seat.toasts.show(words))
        seat.changes.changed.connect(self._heard)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(DEALERS, {
            "new": self.add, "edit": lambda: self.edit(), "save": self.save, "paste": self._paste, "search": self._find,
            "dial": self._dial, "whole": self.uncover,
            "print": self.print_card, "before": lambda: self._step(-1), "after": lambda: self._step(1),
            "merge": self.merge, "hand over": lambda: self.hand_over(None),
            "list paper": lambda: self.print_paper("dealer-list", None),
            "labels": lambda: self.print_paper("dealer-labels", None), **self.list.list.runs(),
        })  # fmt: skip

    # What the window asks

    def open_dealer(self, dealer_id: int) -> None:
        """Show one dealer, whether it is in the list or not."""
        self._browse.stop()
        self.list.want(dealer_id)
        self._read(dealer_id)

    def open_contact(self, contact_id: int) -> None:
        """Show the dealer whose contact it is."""
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: finding.home(desk, contact_id),
            done=self.open_dealer,
            failed=self._seat.tell,
            owner=self,
        )

    def add(self, values: dict[str, Any] | None = None) -> None:
        """A new dealer, with what is known already (a caller's name and number)."""
        if self._facts is None:
            self._then = lambda: self.add(values)
            return
        begun = next((each for each in self._editors.values() if each.opened.dealer_id is None), None)
        if begun is not None and values is None:
            self._put(begun)
            return
        self._put(self._make(editor.new(values)))

    def focus_start(self) -> None:
        """Where the caret belongs when the tab comes to the front."""
        form = self._editor()
        form.start() if form is not None else self.table.setFocus()

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        for each in self._editors.values():
            each.put_aside()

    def state(self) -> dict[str, Any]:
        """Widths, filters, columns, and the dealer that is shown."""
        return {"panes": self.panes.state(), "list": self.list.state(), "shown": self._shown}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.panes.restore(state.get("panes", {}))
        self.list.restore(state.get("list", {}))
        if isinstance(state.get("shown"), int) and state["shown"]:
            self.list.want(state["shown"])

    # The office

    def _read_facts(self) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: facts_of.read(desk), done=self._got_facts, failed=self._seat.tell, owner=self
        )

    def _got_facts(self, facts: Facts) -> None:
        self._facts = facts
        for each in self._editors.values():
            each.set_facts(facts)
        then, self._then = self._then, None
        if then is not None:
            then()
        elif self._shown:
            self._read(self._shown)

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff", "product", "province_owner"):
            self._read_facts()
        self.list.heard(burst)
        if self._editor() is None and self._shown and burst.touches(*KINDS):
            self._read(self._shown)

    def _offered(self, found: dict[str, dict[str, Any]]) -> None:
        """Drafts left over from before are opened again when somebody asks for them."""
        kept = [
            (name, values)
            for name, values in found.items()
            if name.startswith(DRAFT) and name not in self._editors
        ]
        opened = [one for name, values in kept if (one := editor.from_draft(name, values)) is not None]
        if not opened:
            return
        said = ngettext("{n} dealer was not saved yet", "{n} dealers were not saved yet", len(opened))
        self._seat.toasts.note(said.format(n=len(opened)), action=_("Go on"), run=lambda: self._go_on(opened))

    def _go_on(self, opened: Sequence[OpenDealer]) -> None:
        if self._facts is None:
            self._then = lambda: self._go_on(opened)
            return
        for one in opened:
            self._put(self._make(one))

    # The list

    def _sized(self, name: str) -> None:
        self.list.set_size_class(name)
        for widget in (self.view, *self._editors.values()):
            widget.drawer.setVisible(name == "narrow")

    def _chosen(self, dealer_id: int) -> None:
        if dealer_id != self._shown:
            self._browse.start()

    def _show_current(self) -> None:
        dealer_id = self.table.current_id()
        if dealer_id == self._shown and self._editor() is None:
            return
        if not dealer_id:
            self._show_nothing()
        else:
            self._read(dealer_id)

    def _opened(self, dealer_id: int) -> None:
        self._browse.stop()
        if dealer_id != self._shown or self._editor() is not None:
            self._read(dealer_id)
        if self.panes.size_class() == "narrow":
            self.panes.toggle_list()
        self.view.edit.setFocus()

    def _step(self, by: int) -> None:
        """To the record before or behind in the list."""
        event = Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up
        self.table.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, event, Qt.KeyboardModifier.NoModifier))

    def _find(self) -> None:
        if not self.list.list.search.isVisible():
            self.panes.toggle_list()
        self.list.list.focus_search()

    # The work pane

    def _editor(self) -> DealerEditor | None:
        front = self.stack.currentWidget()
        return front if isinstance(front, DealerEditor) else None

    def _read(self, dealer_id: int) -> None:
        """Fetch a dealer with all that is shown of it, then show it at once."""
        desk, facts, self._shown = self._seat.desk, self._facts, dealer_id
        if facts is None:
            return
        if self._reading is not None:
            self._reading.cancel()

        def read(_progress: Progress) -> Whole:
            seen = phones.masked_in if privacy.masks(desk) else str
            steps = [
                Step(
                    each.at,
                    each.by,
                    each.what,
                    tuple((one.label, seen(one.old), seen(one.new)) for one in each.fields),
                )
                for each in history.changes(desk, dealer_id)
            ]
            told = timeline.timeline(desk, dealer_id, limit=MOST)
            return Whole(finding.detail(desk, dealer_id), told, steps, facts, desk.now())

        self._reading = self._seat.jobs.read(read, done=self._got, failed=self._seat.tell, owner=self)

    def _got(self, whole: Whole) -> None:
        if whole.detail.row.id != self._shown:
            return
        self.list.leave_alone = False
        self.view.show_dealer(whole)
        self.stack.setCurrentWidget(self.view)

    def _paste(self) -> None:
        if self.stack.currentWidget() is self.view:
            self.view.paste()

    def _show_nothing(self) -> None:
        self._shown = 0
        self.view.whole = None
        self.view.files.clear()
        if self._editor() is None:
            self.stack.setCurrentWidget(self._nothing)

    def _make(self, opened: OpenDealer) -> DealerEditor:
        assert self._facts is not None
        made = DealerEditor(self._seat, self._facts, opened)
        made.saved.connect(lambda dealer_id: self._saved(made, dealer_id))
        made.left.connect(lambda kept: self._left(made, kept))
        made.dealer_wanted.connect(self._look_at)
        made.list_wanted.connect(self.panes.toggle_list)
        made.drawer.setVisible(self.panes.size_class() == "narrow")
        self._editors[opened.draft] = made
        self.stack.addWidget(made)
        return made

    def _put(self, made: DealerEditor) -> None:
        self._browse.stop()
        self.list.leave_alone = True
        self.stack.setCurrentWidget(made)
        made.start()

    def _saved(self, made: DealerEditor, dealer_id: int) -> None:
        self._drop(made)
        self.table.setFocus()
        self.open_dealer(dealer_id)

    def _left(self, made: DealerEditor, kept: bool) -> None:
        if kept:
            opened = made.opened
            name = opened.values.get("name") or opened.title or _("the new dealer")
            self._seat.toasts.note(
                _("{name} is set aside as a draft").format(name=name), action=_("Go on"),
                run=lambda: self._go_on([opened]),
            )  # fmt: skip
        self._drop(made)
        self.list.leave_alone = False
        self.table.setFocus()
        if self._shown:
            self._read(self._shown)
        else:
            self.stack.setCurrentWidget(self._nothing)
            self._browse.start()

    def _drop(self, made: DealerEditor) -> None:
        self._editors.pop(made.opened.draft, None)
        self.stack.removeWidget(made)
        made.hide()
        made.deleteLater()

    def _look_at(self, dealer_id: int) -> None:
        """One of the doubles: what was typed is set aside, the dealer shown."""
        made = self._editor()
        if made is not None:
            self._shown = dealer_id
            made.leave()
        self.open_dealer(dealer_id)

    # Doing

    def edit(self, *, field: str = "") -> None:
        """F4: change the dealer in front, beginning at `field` when named; a change that was begun is gone on with."""
        whole = self.view.whole
        if self.stack.currentWidget() is not self.view or whole is None or whole.detail.row.deleted:
            return
        begun = next(
            (each for each in self._editors.values() if each.opened.dealer_id == whole.detail.row.id), None
        )

        def put() -> None:
            made = begun or self._make(editor.of(whole.detail))
            self._put(made)
            if field:
                made.form.go_to(field)

        uncover(self._seat, KIND, whole.detail.row.id, owner=self, done=put)

    def uncover(self) -> None:
        """Alt+V: the numbers of the dealer in front, where they are hidden; the log keeps who looked."""
        whole = self.view.whole
        if self.stack.currentWidget() is self.view and whole is not None and privacy.masks(self._seat.desk):
            uncover(self._seat, KIND, whole.detail.row.id, owner=self, done=self.view.uncover)

    def save(self) -> None:
        """Ctrl+Enter: save the form in front."""
        made = self._editor()
        if made is not None:
            made.save()

    def _fill_gap(self, field: str) -> None:
        """One of the missing fields: the form opens with the caret in it."""
        key = {
            "phone": "mobile", "salesman": "salesman_id", "province": "place", "city": "place", "county": "place",
            "receive_time": "ship_addresses",
        }.get(field, field)  # fmt: skip
        self.edit(field=key)

    def _restore(self) -> None:
        desk, dealer_id = self._seat.desk, self._shown
        self._seat.save(lambda _progress: removing.restore(desk, [dealer_id]), owner=self, said=_("Restored"))

    def _verified(self) -> None:
        desk, dealer_id = self._seat.desk, self._shown
        self._seat.save(
            lambda _progress: bulk.change(desk, [dealer_id], "verified_on", bulk.TODAY), owner=self,
            said=_("Verified today"),
        )  # fmt: skip

    def merge(self) -> None:
        """Which other dealer is the same one?"""
        whole = self.view.whole
        if whole is None:
            return
        row = whole.detail.row
        merge_panel.other_dealer(
            self.window(), self._seat, row, picked=lambda other: self._merge_ids([row.id, other])
        )

    def _merge_ids(self, ids: Sequence[int]) -> None:
        desk, facts = self._seat.desk, self._facts
        if facts is None or len(ids) != 2:
            return

        def got(rows: list[DealerRow | None]) -> None:
            kept, other = rows
            if kept is not None and other is not None:
                merge_panel.ask(self, self._seat, facts, kept, other, done=self.open_dealer)

        self._seat.jobs.read(
            lambda _progress: finding.rows(desk, list(ids)), done=got, failed=self._seat.tell, owner=self
        )

    def hand_over(self, ids: Sequence[int] | None) -> None:
        """Give dealers, or everything of somebody, to another salesperson; then the list to sign."""
        if self._facts is None:
            return
        panel = HandOverPanel(self.window(), self._seat, self._facts, ids)
        panel.handed.connect(self._handed)
        panel.open()

    def _handed(self, handed: Handed) -> None:
        self._show_paper("hand-over", _("Hand-over list"), Asked(handed=handed))

    def _dial(self) -> None:
        whole = self.view.whole
        if whole is not None and whole.detail.row.phone_norm:
            QDesktopServices.openUrl(QUrl(f"tel:{whole.detail.row.phone_norm}"))

    # Papers

    def print_card(self) -> None:
        """Ctrl+P: the card of the dealer in front."""
        whole = self.view.whole
        if whole is not None and self._editor() is None:
            row = whole.detail.row
            self._show_paper("dealer-card", _("Dealer card {name}").format(name=row.name), Asked((row.id,)))

    def print_paper(self, name: str, ids: Sequence[int] | None) -> None:
        """The list or the labels, of the dealers `ids` or of all that are listed."""
        title = {"dealer-list": _("List of dealers"), "dealer-labels": _("Address labels")}[name]
        desk = self._seat.desk
        listed = DealerSource(desk, query_of(self.list.list.asked)).sorted_query(self.table.model().sort)
        self._show_paper(
            name, title, lambda: Asked(tuple(ids if ids is not None else finding.find(desk, listed)))
        )

    def _show_paper(self, name: str, title: str, asked: Asked | Callable[[], Asked]) -> None:
        desk = self._seat.desk

        def draw(path: Path) -> None:
            record_papers.draw(desk, name, asked if isinstance(asked, Asked) else asked(), path)

        show_paper(self, self._seat, title=title, draw=draw)

    def _open_event(self, kind: str, record_id: int) -> None:
        self.event_wanted.emit(kind, record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc one step back: from a dealer to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.table.setFocus()
        else:
            super().keyPressEvent(event)
