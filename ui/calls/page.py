"""The calls page: list | the call | who is calling. Taking a call, looking one up, changing one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.calls import finding, missed, promises, service
from app.calls.finding import CallDetail
from app.calls.promises import PromiseRow
from app.calls.softphone import Event
from app.china import phones
from app.overview.card import Card, card
from app.words import _, ngettext
from ui.calls import facts as facts_of
from ui.calls import history
from ui.calls.actions import CALLS
from ui.calls.call_form import CallForm
from ui.calls.call_view import CallView, nothing_chosen
from ui.calls.caller_card import OF_DEALER, CallerCard
from ui.calls.early import EarlyKeys
from ui.calls.facts import Facts
from ui.calls.list_pane import ListPane
from ui.calls.open_calls import OpenCalls
from ui.calls.opened import OpenCall
from ui.calls.phone_line import PhoneLine
from ui.calls.phrases import PhrasePicker
from ui.calls.rows import is_open
from ui.calls.to_dealer import ToDealer
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.dialling import dial
from ui.kit.history import HistoryPanel, Step
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.panes import Pane, Panes
from ui.kit.seat import Seat
from ui.kit.uncovering import tell_number

BROWSING = 60  # ms that a row is chosen before its call is fetched: arrow keys run past many
FEW_PROMISES = 50
ASKABLE = (
    "phone",
    "principal",
    "address",
    "wechat_id",
    "email",
    "uscc",
    "receive_time",
    "invoice_info",
    "licence_no",
)
"""Fields of a dealer's record that one line of text fills."""


class CallsPage(QWidget):
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
        super().__init__()
        self._seat = seat
        self._facts: Facts | None = None
        self._then: Callable[[], None] | None = None
        self._shown = 0  # the row whose call is in the work pane
        self._reading: Job | None = None
        self._form_card: CallForm | None = None
        self._came_from: QWidget | None = None
        self.setAccessibleName(_("Calls"))
        self.early = EarlyKeys(self)
        self.list = ListPane(seat)
        self.table, self.search, self.chips = self.list.table, self.list.search, self.list.chips
        self.view = CallView(seat)
        self.card = CallerCard()
        self.calls = OpenCalls(seat, parent=self)
        self.line = PhoneLine(seat, self.calls, parent=self)
        self._events: list[Event] = []  # of the softphone, before forms can be made
        self._make_work()
        self.panes = Panes(list=self.list, work=self._work, know=self.card, wide_sizes=(640, 400))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._browse = QTimer(self, singleShot=True, interval=BROWSING)
        self._browse.timeout.connect(self._show_current)
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.list.new_day)
        self._minute.start()
        self._listen()
        self._bind()
        self._read_facts()
        self.list.start()
        # after the writes that are under way: a page made anew finds the drafts of the one before
        seat.jobs.write(lambda _progress: None, owner=self,
                        done=lambda _none: seat.drafts.offer(self._offered, owner=self))  # fmt: skip

    # Parts

    def _make_work(self) -> None:
        self._work = Pane(name=_("Call"))
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack)
        take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
        take.clicked.connect(lambda: self.take_call())
        self._nothing = nothing_chosen(take)
        self.stack.addWidget(self._nothing)
        self.stack.addWidget(self.view)

    def _listen(self) -> None:
        seat, calls, view = self._seat, self.calls, self.view
        self.panes.size_class_changed.connect(self._sized)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.removed.connect(self._remove)
        self.list.restored.connect(self._restore)
        self.list.handled.connect(self._handle)
        self.list.call_back_wanted.connect(self._call_back)
        self.list.take_wanted.connect(lambda: self.take_call())
        self.list.switched.connect(self.switched)
        calls.shown.connect(self._show_form)
        calls.changed.connect(self._show_rows)
        calls.looked.connect(self._show_form_card)
        calls.running.connect(self.running)
        calls.saved.connect(self._saved)
        calls.dropped.connect(self._dropped)
        view.edit_wanted.connect(self.edit)
        view.history_wanted.connect(self.show_history)
        view.remove_wanted.connect(lambda: self._remove([self._shown]))
        view.restore_wanted.connect(lambda: self._restore([self._shown]))
        view.dial_wanted.connect(self._dial)
        view.list_wanted.connect(self.panes.toggle_list)
        view.complaint_wanted.connect(self.complaint_wanted)
        self.card.complaint_wanted.connect(self.complaint_wanted)
        self.card.call_wanted.connect(self.open_call)
        self.card.go_on_wanted.connect(self._go_on_with)
        self.card.dealer_wanted.connect(self.dealer_wanted)
        self.card.to_dealer_wanted.connect(self.to_dealer)
        self.dealing = ToDealer(seat, parent=self)
        self.dealing.done.connect(self._card_again)
        self.card.said.connect(self._said)
        self.card.answered.connect(self._answered)
        seat.changes.changed.connect(self._heard)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(CALLS, {
            "complaints": lambda: self.switched.emit("complaints"), "hold": self.calls.hold, "ask": self._ask,
            "again": self._go_on, "phrases": self.pick_phrase, "to dealer": self.to_dealer, "save": self.save,
            "paste": self._paste, "search": self._find,
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
        else:
            take()

    def hear(self, event: Event) -> None:
        """An event of the softphone."""
        if self._facts is None:
            self._events.append(event)
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

    def focus_start(self) -> None:
        """Where the caret belongs when the tab comes to the front."""
        form = self._form()
        if form is not None:
            form.start()
        else:
            self.table.setFocus()

    def state(self) -> dict[str, Any]:
        """Widths, filter, columns, and the call that is shown."""
        shown = 0 if is_open(self._shown) else self._shown
        return {"panes": self.panes.state(), "list": self.list.state(), "shown": shown}

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
        first = self._facts is None
        self._facts = facts
        self.calls.set_facts(facts)
        self.list.set_facts(facts)
        self._show_rows()
        then, self._then = self._then, None
        if then is not None:
            then()
            self.early.replay(self.save)
        if first:
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

    def _show_changes(self, burst: Burst, call_ids: set[int]) -> None:
        self.list.heard(burst, call_ids)
        if self._form() is None and self._shown and (self._shown in call_ids or not burst.ids()):
            self._read(self._shown)
        form = self._form()
        if form is not None and form.look.card is not None:
            form.number.look_up()

    def _offered(self, found: dict[str, dict[str, Any]]) -> None:
        count = self.calls.offered(found)
        if count:
            said = ngettext("{n} call was not saved yet; it waits at the top of the list.",
                            "{n} calls were not saved yet; they wait at the top of the list.", count)  # fmt: skip
            self._seat.toasts.show(said.format(n=count))

    # The list

    def _sized(self, name: str) -> None:
        self.list.set_size_class(name)
        self.view.drawer.setVisible(name == "narrow")
        form = self._form()
        if form is not None:
            form.drawer.setVisible(name == "narrow")

    def _show_rows(self) -> None:
        self.list.show_open(self.calls.rows())

    def _chosen(self, id: int) -> None:
        """A row was chosen in the list. 0: there is none."""
        if id != self._shown:
            self._browse.start()

    def _show_current(self) -> None:
        id = self.table.current_id()
        if id == self._shown:
            return
        if not id:
            self._show_nothing()
        elif is_open(id):
            form = self.calls.form(id)
            if form is not None:
                self._put(form)
        else:
            self._read(id)

    def _opened(self, id: int) -> None:
        """Enter on a row: a draft is gone on with; a saved call is shown, with the focus on it."""
        self._browse.stop()
        if is_open(id):
            self.calls.go_on(id)
            return
        if id != self._shown:
            self._read(id)
        if self.panes.size_class() == "narrow":
            self.panes.toggle_list()
        self.view.edit.setFocus()

    def _find(self) -> None:
        if not self.search.isVisible():
            self.panes.toggle_list()
        self.list.focus_search()

    # The work pane

    def _form(self) -> CallForm | None:
        """The form that is in front, if one is."""
        front = self.stack.currentWidget()
        return front if isinstance(front, CallForm) else None

    def _show_form(self, form: CallForm) -> None:
        self._browse.stop()
        self._put(form)
        self.list.want(self._shown)
        form.start()

    def _put(self, form: CallForm) -> None:
        if self.stack.indexOf(form) < 0:
            self.stack.addWidget(form)
            form.list_wanted.connect(self.panes.toggle_list)
            form.changed.connect(self._form_changed)
        form.drawer.setVisible(self.panes.size_class() == "narrow")
        if self._reading is not None:
            self._reading.cancel()
        self._shown = form.opened.call_id or form.opened.row_id
        self.list.leave_alone = True
        self.stack.setCurrentWidget(form)
        if form.look.card is None and (form.number.value() or form.caller.value()):
            form.number.look_up()
        self._show_form_card(form)

    def _read(self, call_id: int) -> None:
        """Fetch a saved call with its promise and the card of its number, then show all of it at once."""
        desk, self._shown = self._seat.desk, call_id
        if self._reading is not None:
            self._reading.cancel()

        def read(_progress: Progress) -> tuple[CallDetail, PromiseRow | None, Card | None, datetime]:
            found = finding.detail(desk, call_id)
            promise = None if found.promise_id is None else promises.one(desk, found.promise_id)
            row = found.row
            who = None
            if row.number_norm or row.caller_name:
                who = card(desk, row.number_norm, name=row.caller_name, company=row.company)
            return found, promise, who, desk.now()

        self._reading = self._seat.jobs.read(read, done=self._got_call, failed=self._seat.tell, owner=self)

    def _got_call(self, answer: tuple[CallDetail, PromiseRow | None, Card | None, datetime]) -> None:
        found, promise, who, now = answer
        if found.row.id != self._shown:
            return
        self.list.leave_alone = False
        self.view.show_call(found, promise, now=now)
        self.stack.setCurrentWidget(self.view)
        if who is None:
            self.card.clear()
        else:
            self.card.show_card(
                who, now=now, hard_script=self._hard_script(), but=found.row.id,
                folded=found.row.category == "nuisance", name=found.row.caller_name, company=found.row.company,
            )  # fmt: skip

    def _show_nothing(self) -> None:
        self._shown = 0
        self.list.leave_alone = False
        self.view.detail = None
        self.view.files.clear()
        self.stack.setCurrentWidget(self._nothing)
        self.card.clear()

    def _hard_script(self) -> str:
        return self._facts.hard_caller if self._facts is not None else ""

    # Who is calling

    def _show_form_card(self, form: CallForm) -> None:
        if self._form() is not form:
            return
        who = form.look.card
        if who is None:
            self.card.clear(
                "" if form.number.value() else _("Who it is stands here once the number is typed.")
            )
            return
        self.card.show_card(
            who, now=self._seat.desk.now(), hard_script=self._hard_script(), asking=_asking(form),
            folded=form.category.value() == "nuisance", name=form.caller.value(), company=form.company.value(),
            running_since=form.opened.clock.started_at if form.opened.call_id is None else None,
            but=form.opened.call_id or 0,
        )  # fmt: skip
        self._folded = form.category.value() == "nuisance"

    _folded = False

    def _form_changed(self) -> None:
        form = self._form()
        if form is None or form.look.card is None:
            return
        if (form.category.value() == "nuisance") != self._folded:
            self._show_form_card(form)
        else:
            self.card.offer(_asking(form))

    def _ask(self) -> None:
        """Alt+Q: to the field to ask for; once more back to where the caret was."""
        if self.card.ask.hasFocus():
            self._back_from_asking()
        elif self.card.can_ask():
            self._came_from = self.focusWidget()
            self.card.ask.setFocus()

    def _said(self, field: str, text: str) -> None:
        form = self._form()
        if form is not None and field and not field.startswith(OF_DEALER):
            form.say(field, text)

    def _answered(self) -> None:
        """Enter in the field asked for: a field of the dealer's record is saved at once, the form's are there."""
        form, field = self._form(), self.card.asked()
        who = form.look.card if form is not None else None
        if (
            field.startswith(OF_DEALER)
            and who is not None
            and who.dealer is not None
            and self.card.ask.value()
        ):
            self.dealing.fill(who.dealer.id, field.removeprefix(OF_DEALER), self.card.ask.value())
            self.card.ask.set_value("")
        self._back_from_asking()

    def to_dealer(self) -> None:
        """Alt+X: the caller on screen becomes a contact of a dealer."""
        form, found = self._form(), self.view.detail
        if form is not None and form.look.card is not None:
            self.dealing.ask(form.look.card, name=form.caller.value(), company=form.company.value())
        elif form is None and found is not None and self.card.shown() is not None:
            self.dealing.ask(self.card.shown(), name=found.row.caller_name, company=found.row.company)

    def _card_again(self) -> None:
        """The directory knows more of the caller now."""
        form = self._form()
        if form is not None:
            form.number.look_up()
        elif self._shown:
            self._read(self._shown)

    def _back_from_asking(self) -> None:
        form, back = self._form(), self._came_from
        if back is not None and back.isVisible():
            back.setFocus()
        elif form is not None:
            form.start()
        if form is not None:
            self.card.offer(_asking(form))

    def _go_on_with(self, call_id: int) -> None:
        """The same caller as a moment ago: this call is no new one, the last goes on instead."""
        form, desk = self._form(), self._seat.desk
        if form is None:
            return
        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, call_id), failed=self._seat.tell, owner=form,
            done=lambda saved: self.calls.go_on_with(form, saved),
        )  # fmt: skip

    def _go_on(self) -> None:
        """Alt+L: with the call that the card offers."""
        form = self._form()
        last = form.again() if form is not None else None
        if last is not None:
            self._go_on_with(last.id)

    # Doing

    def save(self) -> None:
        """Ctrl+Enter: save the form in front."""
        form = self._form()
        if form is not None:
            self.calls.save(form)

    def pick_phrase(self) -> None:
        """Alt+P: a phrase, typed out in the text that had the caret."""
        form, facts = self._form(), self._facts
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

    def edit(self) -> None:
        """F4: change the call in front."""
        found = self.view.detail
        if self.stack.currentWidget() is self.view and found is not None and not found.row.deleted:
            self.calls.change(found)

    def _paste(self) -> None:
        if self.stack.currentWidget() is self.view and self.view.detail is not None:
            self.view.files.paste()

    def show_history(self) -> None:
        """Who changed what in the call in front."""
        desk, found = self._seat.desk, self.view.detail
        if found is None:
            return

        def shown(steps: list[Step]) -> None:
            HistoryPanel(self.window(), steps, code=found.row.code, now=desk.now()).open()

        self._seat.jobs.read(
            lambda _progress: history.read(desk, found.row.id), done=shown, failed=self._seat.tell, owner=self
        )

    def _saved(self, call: OpenCall, call_id: int) -> None:
        """The call is in the office: show it, chosen in the list as soon as it is listed."""
        form = self._form()
        if form is not None and form.opened is call:
            self.table.setFocus()
            self.open_call(call_id)

    def _dropped(self, call: OpenCall, kept: bool) -> None:
        """A form is left: a draft stays chosen in the list, a change that is given up shows its call again."""
        form = self._form()
        if form is None or form.opened is not call:
            return
        self.table.setFocus()
        if call.call_id is not None:
            self.open_call(call.call_id)
        elif kept:
            self.list.want(call.row_id)
        else:
            self._show_nothing()
            self._browse.start()

    def _remove(self, ids: list[int]) -> None:
        desk, saved = self._seat.desk, [id for id in ids if id and not is_open(id)]
        self.calls.give_up([id for id in ids if is_open(id)])
        if saved:
            self._seat.save(
                lambda _progress: service.remove(desk, saved), owner=self,
                said=lambda n: ngettext("{n} call is in the bin", "{n} calls are in the bin", n).format(n=n),
            )  # fmt: skip

    def _restore(self, ids: list[int]) -> None:
        desk, saved = self._seat.desk, [id for id in ids if id and not is_open(id)]
        if saved:
            self._seat.save(
                lambda _progress: service.restore(desk, saved), owner=self,
                said=lambda n: ngettext("{n} call is back", "{n} calls are back", n).format(n=n),
            )  # fmt: skip

    def _handle(self, ids: list[int], handled: bool) -> None:
        """Space: missed calls are seen to, or wait again."""
        desk = self._seat.desk

        def said(count: int) -> str:
            if not handled:
                return ngettext("{n} missed call waits again", "{n} missed calls wait again", count).format(
                    n=count
                )
            return ngettext("{n} missed call seen to", "{n} missed calls seen to", count).format(n=count)

        self._seat.save(lambda _progress: missed.mark(desk, ids, handled=handled), owner=self, said=said)

    def _dial(self) -> None:
        """Alt+D: dial who is on screen; a missed call is called back, with a form for what is said."""
        form, found = self._form(), self.view.detail
        if form is not None and form.look.card is not None:
            dial(self._seat, form.look.card.number, extension=form.look.card.extension or "", owner=self)
        elif form is None and found is not None and found.row.direction == "missed":
            self._call_back(found.row.id)
        elif form is None and found is not None:
            extension = phones.parse(found.typed.number).extension
            dial(self._seat, found.row.number_norm, extension=extension, owner=self)

    def _tell_number(self) -> None:
        """Alt+V: the number of the call in front, where it is hidden."""
        found = self.view.detail
        if self._form() is None and found is not None:
            number = phones.display(found.row.number_norm) or found.typed.number
            tell_number(self._seat, "call", found.row.id, number, owner=self)

    def _call_back(self, call_id: int) -> None:
        """One key for a missed call: dial it, and open the form of the call that goes out; saving that settles it."""
        desk = self._seat.desk

        def got(found: CallDetail) -> None:
            row = found.row
            if row.number_norm:
                dial(self._seat, row.number_norm, owner=self)
            self.take_call(found.typed.number, row.caller_name, direction="out")

        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, call_id), done=got, failed=self._seat.tell, owner=self
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc one step back: from the field asked for to the form, from a call to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.card.ask.hasFocus():
            self._back_from_asking()
        else:
            self.table.setFocus()


def _asking(form: CallForm) -> str:
    """What to ask by the way: what the form lacks, else what the dealer's record lacks and can be told in a line."""
    lacks = form.missing()
    dealer = form.look.card.dealer if form.look.card is not None else None
    if lacks or dealer is None or form.opened.call_id is not None:
        return lacks
    return next((f"{OF_DEALER}{gap}" for gap in dealer.gaps if gap in ASKABLE), "")
