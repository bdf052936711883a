"""The calls page: list | the call | who is calling. Taking a call, looking one up, changing one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.calls import finding, promises
from app.calls.finding import CallDetail
from app.calls.promises import PromiseRow
from app.calls.softphone import Event
from app.china import phones
from app.late import Module
from app.words import _, ngettext
from ui.calls import facts as facts_of
from ui.calls.actions import CALLS
from ui.calls.call_view import CallView, nothing_chosen
from ui.calls.caller_card import CallerCard
from ui.calls.early import EarlyKeys
from ui.calls.facts import Facts
from ui.calls.list_pane import ListPane
from ui.calls.open_calls import OpenCalls
from ui.calls.opened import OpenCall
from ui.calls.phone_line import PhoneLine
from ui.calls.phrases import PhrasePicker
from ui.calls.rows import is_open
from ui.calls.saved_calls import SavedCalls
from ui.calls.who_is_calling import WhoIsCalling
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.jobs import BESIDE, Progress
from ui.kit.keys import ActionMap
from ui.kit.record_page import RecordPage
from ui.kit.seat import Seat
from ui.kit.uncovering import tell_number, uncover

if TYPE_CHECKING:
    from app.overview.card import Card
    from ui.calls.call_form import CallForm

cards = Module("app.overview.card")
history = Module("ui.calls.history")

FEW_PROMISES = 50
TOLD_BESIDE = ("complaint", "followup", "dealer", "contact")
"""What stands beside a call besides calls: the complaint it became, what is open, whose number it is."""


class CallsPage(RecordPage):
    """running(moment) -- a call runs since then; None: none does any more. switched(side) -- the complaints are
    wanted; complaint_wanted(id) -- one of them. phrases_wanted() -- to change them.
    dealer_wanted(id) -- open a dealer.
    """

    running = Signal(object)
    switched = Signal(str)
    complaint_wanted = Signal(int)
    phrases_wanted = Signal()
    dealer_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        self.card = CallerCard()
        super().__init__(
            seat, ListPane(seat), name=_("Calls"), work=_("Call"), know=self.card, wide_sizes=(640, 400)
        )
        self._facts: Facts | None = None
        self._then: Callable[[], None] | None = None
        self._events: list[Event] = []  # of the softphone, before forms can be made
        self.chips = self.list.chips
        self.early = EarlyKeys(self)
        self.view = CallView(seat)
        self.calls = OpenCalls(seat, parent=self)
        self.line = PhoneLine(seat, self.calls, parent=self)
        self.saved = SavedCalls(seat, self.calls, host=self)
        self.asking = WhoIsCalling(
            seat, self.card, self.calls, host=self, form=self.front_form, found=lambda: self.view.detail
        )
        take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
        take.clicked.connect(lambda: self.take_call())
        self._nothing = nothing_chosen(take)
        self.stack.addWidget(self._nothing)
        self.stack.addWidget(self.view)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.list.new_day)
        self._minute.start()
        self._listen()
        self._bind()
        self.list.list.settled.connect(lambda: self._read_facts(after=BESIDE))
        self.list.start()

    # Parts

    def _listen(self) -> None:
        listed, calls, view, saved = self.list, self.calls, self.view, self.saved
        listed.opened.connect(self._opened)
        listed.removed.connect(saved.remove)
        listed.restored.connect(saved.restore)
        listed.handled.connect(saved.handle)
        listed.call_back_wanted.connect(saved.ring_back)
        listed.take_wanted.connect(lambda: self.take_call())
        listed.switched.connect(self.switched)
        calls.shown.connect(self._show_form)
        calls.changed.connect(self._show_rows)
        calls.running.connect(self.running)
        calls.saved.connect(self._saved)
        calls.dropped.connect(self._dropped)
        saved.call_back.connect(lambda number, name: self.take_call(number, name, direction="out"))
        view.edit_wanted.connect(self.edit)
        view.history_wanted.connect(self.show_history)
        view.remove_wanted.connect(lambda: saved.remove([self.shown]))
        view.restore_wanted.connect(lambda: saved.restore([self.shown]))
        view.dial_wanted.connect(self._dial)
        view.list_wanted.connect(self.panes.toggle_list)
        view.complaint_wanted.connect(self.complaint_wanted)
        self.card.complaint_wanted.connect(self.complaint_wanted)
        self.card.call_wanted.connect(self.open_call)
        self.card.dealer_wanted.connect(self.dealer_wanted)
        self.asking.known_anew.connect(lambda: self._read(self.shown) if self.shown else None)
        self._seat.changes.changed.connect(self._heard)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(CALLS, {
            "complaints": lambda: self.switched.emit("complaints"), "hold": self.calls.hold, "ask": self.asking.ask,
            "again": self.asking.go_on, "phrases": self.pick_phrase, "to dealer": self.asking.to_dealer,
            "save": self.save, "paste": self._paste, "search": self.find,
            "edit": self.edit, "history": self.show_history, "dial": self._dial, "whole": self._tell_number,
            "new": self.take_call, **self.list.list.runs(),
        })  # fmt: skip
        self.list.list.reveal = self.panes.toggle_list

    # What the window asks

    def take_call(
        self, number: str = "", name: str = "", *, withheld: bool = False, direction: str = "in"
    ) -> None:
        """F2, or a number handed over: back to the call that runs, else a new one begins now."""
        at = self._seat.desk.now()

        def take() -> None:
            self.calls.take(number, name, at=at, withheld=withheld, direction=direction)

        if self._facts is None:
            self._then = take
            self.early.setFocus()
            self._read_facts()
        else:
            take()

    def hear(self, event: Event) -> None:
        """An event of the softphone."""
        if self._facts is None:
            self._events.append(event)
            self._read_facts()
        else:
            self.line.hear(event)

    def open_call(self, call_id: int) -> None:
        """Show one call, whether it is in the list or not; a call that runs goes on."""
        self._browse.stop()
        self.list.want(call_id)
        self._read(call_id)

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        self.calls.keep_all()

    def state(self) -> dict[str, Any]:
        """Widths, filter, columns, and the saved call that is shown."""
        return {**super().state(), "shown": 0 if is_open(self.shown) else self.shown}

    # The office

    def _read_facts(self, *, after: int = 0) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: facts_of.read(desk),
            done=self._got_facts,
            failed=self._seat.tell,
            owner=self,
            latest="facts",
            after=after,
        )

    def _got_facts(self, facts: Facts) -> None:
        first = self._facts is None
        self._facts = facts
        self.calls.set_facts(facts)
        self.list.set_facts(facts)
        self.asking.set_facts(facts)
        self._show_rows()
        then, self._then = self._then, None
        if then is not None:
            then()
            self.early.replay(self.save)
        if first:
            self.offer_drafts(self._offered)
            self.line.start()
        while self._events:
            self.line.hear(self._events.pop(0))

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff", "setting", "calendar_day", "province_owner", "phrase"):
            self._read_facts()
        if burst.touches("call", "promise"):
            promised = sorted(burst.ids("promise"))[-FEW_PROMISES:]
            if promised:
                desk = self._seat.desk
                self._seat.jobs.read(
                    lambda _progress: promises.calls_of(desk, promised), owner=self, failed=self._seat.tell,
                    done=lambda ids: self._show_changes(burst, burst.ids("call") | set(ids)),
                )  # fmt: skip
            else:
                self._show_changes(burst, burst.ids("call"))
        elif burst.touches(*TOLD_BESIDE):
            self._show_beside()

    def _show_changes(self, burst: Burst, call_ids: set[int]) -> None:
        self.list.heard(burst, call_ids)
        if self.front_form() is not None or self.shown in call_ids or not burst.ids():
            self._show_beside()

    def _show_beside(self) -> None:
        """What is told beside the call in front may be another by now."""
        form = self.front_form()
        if form is not None:
            if form.look.card is not None:
                form.number.look_up()
        elif self.shown and not is_open(self.shown):
            self._read(self.shown)

    def _offered(self, found: dict[str, dict[str, Any]]) -> None:
        count = self.calls.offered(found)
        if count:
            said = ngettext("{n} call was not saved yet; it waits at the top of the list.",
                            "{n} calls were not saved yet; they wait at the top of the list.", count)  # fmt: skip
            self._seat.toasts.note(said.format(n=count))

    # The list

    def drawers(self) -> Sequence[QWidget]:
        return [self.view.drawer, *super().drawers()]

    def _show_rows(self) -> None:
        self.list.show_open(self.calls.rows())

    def show_row(self, id: int) -> None:
        if not is_open(id):
            self._read(id)
        elif (form := self.calls.form(id)) is not None:
            self._put(form)

    def _opened(self, id: int) -> None:
        """Enter on a row: a draft is gone on with; a saved call is shown, with the focus on it."""
        self._browse.stop()
        if is_open(id):
            self.calls.go_on(id)
            return
        if id != self.shown:
            self._read(id)
        self.fold_list()
        self.view.edit.setFocus()

    # The work pane

    def front_form(self) -> "CallForm | None":
        """The form that is in front, if one is."""
        front = self.stack.currentWidget()
        return None if front in (self._nothing, self.view) else front

    def _show_form(self, form: "CallForm") -> None:
        self._browse.stop()
        self._put(form)
        self.list.want(self.shown)
        form.start()

    def _put(self, form: "CallForm") -> None:
        if self.stack.indexOf(form) < 0:
            self.stack.addWidget(form)
            form.list_wanted.connect(self.panes.toggle_list)
            form.changed.connect(self.asking.form_changed)
        form.drawer.setVisible(self.panes.size_class() == "narrow")
        self.stop_fetching()
        self.shown = form.opened.call_id or form.opened.row_id
        self.list.leave_alone = True
        self.stack.setCurrentWidget(form)
        if form.look.card is None and (form.number.value() or form.caller.value()):
            form.number.look_up()
        self.asking.show_for(form)

    def _read(self, call_id: int) -> None:
        """Fetch a saved call with its promise and the card of its number, then show all of it at once."""
        desk = self._seat.desk

        def read(_progress: Progress) -> "tuple[CallDetail, PromiseRow | None, Card | None, datetime]":
            found = finding.detail(desk, call_id)
            promise = None if found.promise_id is None else promises.one(desk, found.promise_id)
            row = found.row
            who = None
            if row.number_norm or row.caller_name:
                who = cards.card(desk, row.number_norm, name=row.caller_name, company=row.company)
            return found, promise, who, desk.now()

        self.fetch(call_id, read, self._got_call)

    def _got_call(self, answer: "tuple[CallDetail, PromiseRow | None, Card | None, datetime]") -> None:
        found, promise, who, now = answer
        if found.row.id != self.shown:
            return
        self.list.leave_alone = False
        self.view.show_call(found, promise, now=now)
        self.stack.setCurrentWidget(self.view)
        self.asking.show_saved(found, who, now=now)

    def show_nothing(self) -> None:
        self.shown = 0
        self.list.leave_alone = False
        self.view.detail = None
        self.view.files.clear()
        self.stack.setCurrentWidget(self._nothing)
        self.card.clear()

    def _saved(self, call: OpenCall, call_id: int) -> None:
        """The call is in the office: show it, chosen in the list as soon as it is listed."""
        form = self.front_form()
        if form is not None and form.opened is call:
            self.table.setFocus()
            self.open_call(call_id)

    def _dropped(self, call: OpenCall, kept: bool) -> None:
        """A form is left: a draft stays chosen in the list, a change that is given up shows its call again."""
        form = self.front_form()
        if form is None or form.opened is not call:
            return
        self.table.setFocus()
        if call.call_id is not None:
            self.open_call(call.call_id)
        elif kept:
            self.list.want(call.row_id)
        else:
            self.show_nothing()
            self._browse.start()

    # Doing

    def save(self) -> None:
        """Ctrl+Enter: save the form in front."""
        form = self.front_form()
        if form is not None:
            self.calls.save(form)

    def pick_phrase(self) -> None:
        """Alt+P: a phrase, typed out in the text that had the caret."""
        form, facts = self.front_form(), self._facts
        if form is None or facts is None:
            return
        form.phrases.used_in(self.window().focusWidget())
        occasion = str(form.category.value() or "")
        panel = PhrasePicker(
            self.window(), self._seat, facts.phrases, occasion=occasion, categories=facts.categories
        )
        panel.picked.connect(form.phrases.insert)
        panel.edit_wanted.connect(self.phrases_wanted)
        panel.open()

    def _looked_at(self) -> CallDetail | None:
        """The saved call on screen."""
        return self.view.detail if self.stack.currentWidget() is self.view else None

    def edit(self) -> None:
        """F4: change the call in front."""
        found = self._looked_at()
        if found is not None and not found.row.deleted:
            uncover(self._seat, "call", found.row.id, owner=self, done=lambda: self.calls.change(found))

    def _paste(self) -> None:
        if self._looked_at() is not None:
            self.view.files.paste()

    def show_history(self) -> None:
        """Who changed what in the call in front."""
        desk, found = self._seat.desk, self.view.detail
        if found is not None:
            self.show_steps(lambda: history.read(desk, found.row.id), code=found.row.code)

    def _dial(self) -> None:
        self.saved.dial(self.front_form(), self.view.detail)

    def _tell_number(self) -> None:
        """Alt+V: the number of the call in front, where it is hidden; of a form, on the card beside it."""
        if (found := self._looked_at()) is not None:
            number = phones.told(found.typed.number, found.row.number_norm)
            tell_number(self._seat, "call", found.row.id, number, owner=self)
        else:
            self.asking.uncover()

    def go_back(self) -> None:
        """Esc: from the field asked for to the form, from a call to the list."""
        if self.card.ask.hasFocus():
            self.asking.back_from_asking()
        else:
            super().go_back()
