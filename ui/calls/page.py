"""The calls page: list | the call | who is calling. Taking a call, looking one up, changing one."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCursor, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.calls import finding, promises, service
from app.calls.finding import CallDetail, CallQuery
from app.calls.rules import NewCall
from app.calls.service import FieldError
from app.calls.totals import Totals, totals_between
from app.china import phones
from app.office import settings
from app.overview import card as cards
from app.overview.card import Card
from app.overview.exports import export
from app.people import service as people
from app.store.errors import Conflict
from app.words import _, pgettext
from ui.calls.card import CallerCard
from ui.calls.detail import CallView
from ui.calls.early import EarlyKeys
from ui.calls.form import CallForm, Facts
from ui.calls.lists import CallSource, columns
from ui.calls.values import Values, changed, new_call, seconds_between, values_of
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.changes import Burst
from ui.kit.chips import ChipRow
from ui.kit.completion import Answer, Candidate, Completion
from ui.kit.dialogs import ConflictDialog, Difference
from ui.kit.drafts import Draft
from ui.kit.empty import Empty
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.labels import label, set_tone
from ui.kit.options import Option, Segment
from ui.kit.panes import Pane, Panes
from ui.kit.rows import Sort
from ui.kit.search import SearchBox, TypeToFind
from ui.kit.seat import Seat
from ui.kit.table import RecordTable

LOOK_UP_DELAY = 40  # ms of quiet in the number box before its card is fetched
DRAFT = "call-"


class DraftButton(Button):
    """A call set aside, at the top of the list; Enter goes on with it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class CallsPage(QWidget):
    """running(started) tells the window's clock when a call begins, and None when it ends."""

    running = Signal(object)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.setAccessibleName(_("Calls"))
        self._facts: Facts | None = None
        self._pending: Callable[[], None] | None = None
        self._form: CallForm | None = None
        self._draft: Draft | None = None
        self._drafts: dict[str, Values] = {}
        self._detail: CallDetail | None = None
        self._editing: CallDetail | None = None
        self._started: datetime | None = None
        self._uuid = ""
        self._held, self._hold_since = 0, None
        self._card: Card | None = None
        self._card_text = ""
        self._card_job: Job | None = None
        self._asked_for_category = False
        self._history_shown = False
        self._saving = False
        self._make_list()
        self._make_work()
        self.card = CallerCard()
        self.card.call_wanted.connect(self.open_call)
        self.card.asked.connect(self._answered_ask)
        self.panes = Panes(list=self._list, work=self._work, know=self.card, wide_sizes=(600, 440))
        self.panes.size_class_changed.connect(lambda name: self.table.set_form(lines=name != "wide"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._look_up = QTimer(self, singleShot=True, interval=LOOK_UP_DELAY)
        self._look_up.timeout.connect(self._fetch_card)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._bind()
        seat.changes.changed.connect(self._heard)
        seat.drafts.offer(self._offered, owner=self)
        self._read_facts()
        self._list_anew()

    # Parts

    def _make_list(self) -> None:
        self._list = Pane("sunken", name=_("Calls"))
        self._date = label("", "meta")
        more = IconButton("ellipsis", _("More: export, bin"))
        more.clicked.connect(self._show_menu)
        self._more = more
        self._list.add_head(label(_("Calls"), "page"), self._date, None, more, height=52, line=False)
        self.search = SearchBox(name=_("Search calls"), hint=_("Initials, words, numbers"))
        self.chips = ChipRow(
            [("today", pgettext("calls", "Today")), ("missed", pgettext("calls", "Missed")),
             ("owed", pgettext("calls", "Owed")), ("all", pgettext("calls", "All"))],
            name=_("Which calls"),
        )  # fmt: skip
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        inset.setSpacing(theme.px(8))
        inset.addWidget(self.search)
        inset.addWidget(self.chips)
        self._draft_box = QVBoxLayout()
        self._draft_box.setSpacing(4)
        inset.addLayout(self._draft_box)
        self._list.body.addLayout(inset)
        self.table = RecordTable(columns(), jobs=self._seat.jobs, name=_("Calls"), row_height=40, lines=True)
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        holder.addWidget(self.table)
        self._list.body.addLayout(holder, 1)
        self._figures = label("", "meta")
        self._list.add_foot(self._figures, None, height=36)
        TypeToFind(self.table, self.search)
        self.search.asked.connect(lambda _text: self._list_anew())
        self.search.to_list.connect(self._to_list)
        self.search.entered.connect(self._to_list)
        self.search.left.connect(self.table.setFocus)
        self.chips.picked.connect(lambda _value: self._list_anew())
        self.table.current_changed.connect(self._selected)
        self.table.opened.connect(lambda _id: self.edit())
        self.table.edited.connect(lambda _id: self.edit())
        self.table.removed.connect(self._remove)
        self.table.undone.connect(lambda: self._seat.undo())
        self.table.told.connect(self._seat.toasts.show)
        self.table.failed.connect(self._seat.tell)
        self.table.menu_asked.connect(lambda _id, where: self._show_menu(at=where))
        self.table.searched.connect(self._searched)

    def _make_work(self) -> None:
        self._work = Pane(name=_("Call"))
        self._stack = QStackedWidget()
        self._work.body.addWidget(self._stack)
        self._stack.addWidget(self._make_view())
        self._stack.addWidget(self._make_call())

    def _make_view(self) -> QWidget:
        pane = Pane(name=_("Selected call"))
        self._title = label("", "page")
        self._edit_button = Button(_("Edit"), icon="pencil", key="F4")
        self._edit_button.clicked.connect(self.edit)
        self._history_button = Button(_("History"), icon="history", kind="ghost")
        self._history_button.clicked.connect(self._toggle_history)
        self._bin_button = Button(_("Delete"), kind="danger", key="Del")
        self._bin_button.clicked.connect(self._bin_or_restore)
        self._view_head = pane.add_head(
            self._title, None, self._history_button, self._edit_button, self._bin_button
        )
        self.view = CallView()
        take = Button(_("Take a call"), kind="primary", icon="phone-incoming", key="F2")
        take.clicked.connect(lambda: self.take_call())
        self._early = EarlyKeys(self)
        self._empty = Empty(
            icon="phone", title=_("No call is open"), buttons=(take,),
            text=_("When the phone rings, press F2: the number tells who it is."),
        )  # fmt: skip
        pane.body.addWidget(self.view, 1)
        pane.body.addWidget(self._empty, 1)
        self._show_nothing()
        return pane

    def _make_call(self) -> QWidget:
        self._call_pane = pane = Pane(name=_("Call being taken"))
        self._live = label("●", tone="green")
        self._state = label("", "strong", tone="green")
        self._clock = label("", "number")
        self._rings_words = label(_("Rings"), "meta")
        self.rings = Segment([Option(n, str(n) if n < 4 else ">3") for n in (1, 2, 3, 4)], name=_("Rings"))
        self.hold = Button(_("Please hold"), icon="hourglass", key="F12")
        self.hold.clicked.connect(self._hold)
        pane.add_head(self._live, self._state, self._clock, self._rings_words, self.rings, None, self.hold)
        self._form_place = QVBoxLayout()
        self._form_place.setContentsMargins(0, 0, 0, 0)
        pane.body.addLayout(self._form_place, 1)
        self._closing = label("", "meta")
        self.aside_button = Button(_("Set aside"), kind="ghost", key="Esc", tall=True)
        self.aside_button.clicked.connect(self.set_aside)
        self.save_button = Button(_("Save call"), kind="primary", key="Ctrl ↵", tall=True)
        self.save_button.clicked.connect(self.save)
        pane.add_foot(self._closing, None, self.aside_button, self.save_button)
        return pane

    def _bind(self) -> None:
        self.keys = ActionMap(self, section=_("Calls"))
        add = self.keys.add
        add("search", "Ctrl+F", _("Search box"), self._find)
        add("save", "Ctrl+Return", _("Save call"), self.save)
        add("hold", "F12", _("Please hold"), self._hold)
        add("aside", "Esc", _("Set aside, or back"), self.set_aside)
        add("edit", "F4", _("Edit the selected call"), self.edit)
        add("ask", "Alt+Q", _("The field to ask for"), self._go_ask)
        add("dial", "Alt+D", _("Dial"), self._dial)
        self.keys.note("↵ / Tab", _("Next field"))
        self.keys.note("1…8", _("Category"))
        self.keys.note("F7", _("Transfer"))
        self.keys.note("F8", _("Promise a call back"))

    # What the form needs to know

    def _read_facts(self) -> None:
        desk = self._seat.desk

        def read(_progress: Progress) -> Facts:
            words = service.categories(desk)
            return Facts(
                staff=people.find(desk), categories=words,
                scripts={word: service.script(desk, word) for word in words.words},
                greeting=service.greeting(desk), closing=desk.settings.get(settings.CLOSING),
                rings=desk.settings.get(settings.RINGS), hold_limit=desk.settings.get(settings.HOLD_LIMIT),
                calendar=desk.calendar, zone=desk.zone,
            )  # fmt: skip

        self._seat.jobs.read(read, done=self._got_facts, failed=self._seat.tell, owner=self)

    def _got_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._closing.setText(facts.closing)
        if self._form is not None:
            self._form.set_staff(facts.staff)
        waiting, self._pending = self._pending, None
        if waiting is not None:
            waiting()

    def _now(self) -> datetime:
        return self._seat.desk.clock().astimezone(self._facts.zone if self._facts else None)

    # Taking a call

    def take_call(self, number: str = "", name: str = "") -> None:
        """F2, or a number handed over: back to the running call, else a new one begins now."""
        if self._facts is None:  # the first second after the start: what is typed meanwhile must not be lost
            self._early.setFocus()
            self._pending = lambda: self._take_early(number, name)
            return
        if self._started is not None and self._form is not None:
            if number and not self._form.number.value():
                self._form.number.set_value(number)
                self._number_typed()
            self._show_form()
            return
        self._leave_edit()
        shown = phones.display(phones.parse(number).number) or number
        self._begin(
            {"started_at": self._now(), "uuid": str(uuid.uuid4()), "number": shown, "caller_name": name}
        )
        if number:
            self._number_typed()
            self._form_of().to_category()

    def _take_early(self, number: str, name: str) -> None:
        self.take_call(number, name)
        self._early.replay(self.save)

    def _begin(self, values: Values) -> None:
        """Open the form on a call that runs, new or set aside before."""
        assert self._facts is not None
        self._started = values["started_at"]
        self._uuid = values["uuid"]
        self._held, self._hold_since = values.get("hold_seconds") or 0, None
        self._asked_for_category = False
        self._card, self._card_text = None, ""
        self._make_form()
        form = self._form_of()
        form.set_values({"direction": "in", "tone": "normal", **values})
        self.rings.set_value(values.get("rings") or self._facts.rings)
        self._draft = Draft(self._seat.drafts, DRAFT + self._uuid, self._values, parent=self)
        self._draft.failed.connect(self._seat.tell)
        form.changed.connect(self._draft.touch)
        self._state.setText(_("In a call"))
        for widget in (self._live, self._rings_words, self.rings, self.hold, self._clock):
            widget.show()
        self.save_button.set_words(_("Save call"))
        self.aside_button.set_words(_("Set aside"))
        self._tick()
        self._second.start()
        self.running.emit(self._started)
        self._show_form()
        form.number.setFocus()
        if form.number.value():
            self._number_typed()
        else:
            self.card.clear()

    def _make_form(self) -> None:
        assert self._facts is not None
        self._drop_form()
        form = CallForm(self._facts, now=self._now)
        self._form = form
        self._form_place.addWidget(form)
        form.number.textEdited.connect(lambda _text: self._number_typed())
        form.took_number.connect(self._took_number)
        form.saved.connect(self.save)
        form.outcome_chosen.connect(self._outcome_chosen)
        form.category_chosen.connect(lambda _word: self._show_card())
        self.completion = Completion(
            form.number, self._candidates, least=2,
            none=(_("None of these: a new number"), _("go on typing, the place shows itself")),
        )  # fmt: skip
        self.completion.taken.connect(lambda candidate: self._take(candidate.value))

    def _drop_form(self) -> None:
        self._look_up.stop()
        if self._card_job is not None:
            self._card_job.cancel()
            self._card_job = None
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _form_of(self) -> CallForm:
        assert self._form is not None
        return self._form

    def _show_form(self) -> None:
        self._stack.setCurrentIndex(1)
        self._form_of().setEnabled(True)
        if not self._form_of().isAncestorOf(QApplication.focusWidget() or self):
            self._form_of().number.setFocus()

    def _values(self) -> Values:
        values = self._form_of().values()
        values["rings"] = self.rings.value()
        values["hold_seconds"] = self._hold_total() or None
        if self._editing is None:
            values["started_at"] = self._started
            values["uuid"] = self._uuid
            assert self._started is not None
            values["talk_seconds"] = seconds_between(self._started, self._now())
        else:
            values["uuid"] = self._editing.typed.uuid
            values["talk_seconds"] = self._editing.typed.talk_seconds
            values["hold_seconds"] = self._editing.typed.hold_seconds
        return values

    def _tick(self) -> None:
        if self._started is None or self._facts is None:
            return
        seconds = seconds_between(self._started, self._now())
        self._clock.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")
        if self._hold_since is not None:
            held = self._hold_total()
            self.hold.set_words(f"{_('On hold')} {held // 60}:{held % 60:02d}")
            late = held > self._facts.hold_limit
            set_tone(self._state, "amber" if late else "green")
            self._state.setText(_("Offer a call back: F8") if late else _("On hold"))

    def _hold_total(self) -> int:
        since = self._hold_since
        return self._held + (seconds_between(since, self._now()) if since is not None else 0)

    def _hold(self) -> None:
        if self._started is None:
            return
        if self._hold_since is None:
            self._hold_since = self._now()
        else:
            self._held, self._hold_since = self._hold_total(), None
            self.hold.set_words(_("Please hold"))
            set_tone(self._state, "green")
            self._state.setText(_("In a call"))
        self._tick()

    # Who is calling

    def _number_typed(self) -> None:
        self._look_up.start()

    def _candidates(self, text: str, answer: Answer) -> None:
        desk = self._seat.desk

        def found(known: list[cards.Known]) -> None:
            answer(
                [
                    Candidate(
                        one, one.company or one.name or phones.display(one.number),
                        " ".join(p for p in (one.name if one.company else "", phones.display(one.number)) if p),
                        "user" if one.kind == people.KIND else "phone",
                    )
                    for one in known
                ]
            )  # fmt: skip

        self._seat.jobs.read(
            lambda _progress: cards.candidates(desk, text), done=found, failed=self._seat.tell, owner=self
        )

    def _take(self, known: cards.Known) -> None:
        form = self._form_of()
        if known.number:
            form.number.set_value(phones.display(known.number) or known.number)
        form.caller.set_value(known.name)
        if known.kind != people.KIND:
            form.company.set_value(known.company)
        self._look_up.stop()
        self._fetch_card()
        form.to_category()

    def _took_number(self) -> None:
        """Enter in the number box: on to the category; back to the name should nobody be known by the number."""
        if self.completion.visible():
            return
        self._asked_for_category = True
        self._look_up.stop()
        self._form_of().to_category()
        if not self._fetch_card():
            self._where_now()

    def _fetch_card(self) -> bool:
        """Ask for the card of what stands in the number box; whether an answer will come."""
        desk, text = self._seat.desk, self._form_of().number.value()
        if self._card_job is not None:
            self._card_job.cancel()
            self._card_job = None
        if not text or phones.parse(text).kind == "invalid":
            self._card, self._card_text = None, ""
            self._form_of().show_place(None)
            self._form_of().company.set_note("")
            self.card.clear()
            return False
        self._card_job = self._seat.jobs.read(
            lambda _progress: cards.card(desk, text), done=lambda card: self._got_card(card, text),
            failed=self._seat.tell, owner=self,
        )  # fmt: skip
        return True

    def _got_card(self, card: Card, text: str) -> None:
        if self._form is None:
            return
        self._card, self._card_text = card, text
        self._form.show_place(card)
        if self._editing is None:
            self._form.fill_from(card)
        self._show_card()
        self._where_now()

    def _where_now(self) -> None:
        if not self._asked_for_category:
            return
        self._asked_for_category = False
        form = self._form_of()
        known = self._card is not None and bool(self._card.matches)
        if (
            not known
            and form.category.value() is None
            and form.category.isAncestorOf(QApplication.focusWidget() or self)
        ):
            form.caller.setFocus()

    def _show_card(self) -> None:
        if self._card is None:
            return
        self.card.show_card(
            self._card, hard_script=self._seat.desk.settings.get(settings.HARD_CALLER),
            asking=self._started is not None and self._form is not None and self._editing is None,
            folded=self._form is not None and self._form.category.value() == "nuisance",
        )  # fmt: skip

    def _answered_ask(self, key: str, text: str) -> None:
        if self._form is not None:
            field = self._form.caller if key == "caller_name" else self._form.company
            field.set_value(text)

    def _go_ask(self) -> None:
        if self.card.can_ask():
            self.card.ask.setFocus()

    def _dial(self) -> None:
        text = self._form.number.value() if self._form is not None and self._stack.currentIndex() == 1 else ""
        if not text and self._detail is not None:
            text = self._detail.row.number_norm
        number = phones.parse(text).number
        if number:
            QDesktopServices.openUrl(QUrl(f"tel:{number}"))

    def _outcome_chosen(self, word: str) -> None:
        form = self._form_of()
        if word != "promised" or form.due.value() is not None:
            return
        desk, start = self._seat.desk, self._now()
        if form.finder.value() is None:
            owner = self._card.responsible_id if self._card is not None else None
            form.finder.set_value(owner or desk.person.id)

        def suggest(due: datetime) -> None:
            if self._form is form and form.due.value() is None:
                form.due.set_value(due)

        self._seat.jobs.read(
            lambda _progress: promises.usual_due(desk, start),
            done=suggest,
            failed=self._seat.tell,
            owner=form,
        )

    # Saving and setting aside

    def save(self) -> None:
        """Ctrl+Enter: save what stands in the form. What was typed stays until the answer is there."""
        if self._form is None or self._stack.currentIndex() != 1 or self._saving:
            return
        if self._form.due.isVisible() and self._form.due.problem():
            self._form.form.show_errors({"due_at": self._form.due.problem()})
            return
        values, desk = self._values(), self._seat.desk
        self._saving = True
        self.save_button.set_working(_("Saving…"))
        if self._editing is not None:
            before = self._editing
            call = changed(before.typed, values)
            self._seat.save(
                lambda _p: service.change(desk, before.row.id, call, row_version=before.row.row_version),
                owner=self, said=_("{code} changed.").format(code=before.row.code),
                done=lambda _result: self._changed(before.row.id), failed=lambda error: self._refused(error, call),
            )  # fmt: skip
            return
        call = new_call(values)
        self._seat.save(
            lambda _p: service.log(desk, call), owner=self,
            said=lambda logged: _("{code} logged: {who}").format(code=logged.code, who=_who(call)),
            done=self._logged, failed=lambda error: self._refused(error, call),
        )  # fmt: skip

    def _logged(self, logged: service.Logged) -> None:
        self._end_save()
        if self._draft is not None:
            self._draft.drop()
        self._drafts.pop(DRAFT + self._uuid, None)
        self._end_call()
        self._show_drafts()
        self._wanted = logged.id
        self._list_anew(keep=logged.id)

    def _changed(self, call_id: int) -> None:
        self._end_save()
        self._leave_edit()
        self._open(call_id)
        self.table.setFocus()

    def _refused(self, error: Exception, call: NewCall) -> None:
        self._end_save()
        if isinstance(error, FieldError):
            self._form_of().form.show_errors({_FORM_KEYS.get(error.field, error.field): error.sentence})
            if _FORM_KEYS.get(error.field, error.field) not in _MARKED:
                self._seat.tell(error)
        elif isinstance(error, Conflict):
            self._resolve(error, call)
        else:
            self._seat.tell(error, again=self.save)

    def _end_save(self) -> None:
        self._saving = False
        self.save_button.set_working(None)

    def set_aside(self) -> None:
        """Esc: a running call becomes a draft at the top of the list; an edit is left as it was."""
        if self._editing is not None:
            self._leave_edit()
            self.table.setFocus()
        elif self._started is not None and self._form is not None:
            name, values = DRAFT + self._uuid, self._values()
            typed = any(values[key] for key in ("number", "caller_name", "company", "matter", "answer"))
            if self._draft is not None:
                if typed:
                    self._draft.touch()
                    self._draft.save_now()
                    self._drafts[name] = values
                else:
                    self._draft.drop()
                    self._drafts.pop(name, None)
            self._end_call()
            self._show_drafts()
            self.table.setFocus()

    def put_aside(self) -> None:
        """The window closes: keep a running call as a draft."""
        if self._draft is not None and self._started is not None:
            self._draft.touch()
            self._draft.save_now()

    def _end_call(self) -> None:
        self._started = None
        self._second.stop()
        self._draft = None
        self._hold_since, self._held = None, 0
        self.hold.set_words(_("Please hold"))
        set_tone(self._state, "green")
        self._drop_form()
        self._stack.setCurrentIndex(0)
        self.running.emit(None)
        self.card.clear()
        self._selected(self.table.current_id())
        self.table.setFocus()

    def _offered(self, found: dict[str, Values]) -> None:
        mine = {name: values for name, values in found.items() if name.startswith(DRAFT)}
        self._drafts |= {name: values for name, values in mine.items() if name != DRAFT + self._uuid}
        self._show_drafts()
        if mine and self._started is None:
            self._seat.toasts.show(_("A call was not saved; it waits at the top of the list."))

    def _show_drafts(self) -> None:
        while (item := self._draft_box.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for name, values in self._drafts.items():
            started = values.get("started_at")
            at = f"{started:%H:%M}" if isinstance(started, datetime) else ""
            who = (
                values.get("company")
                or values.get("caller_name")
                or values.get("number")
                or _("no number yet")
            )
            button = DraftButton(f"{_('Draft')} {at} {who}"[:26], icon="pencil", key="↵")
            button.clicked.connect(lambda *_, name=name: self._go_on(name))
            self._draft_box.addWidget(button)

    def _go_on(self, name: str) -> None:
        if self._facts is None or name not in self._drafts:
            return
        if self._started is not None:
            self.set_aside()
        self._leave_edit()
        values = self._drafts.pop(name)
        self._show_drafts()
        self._begin({**values, "uuid": values.get("uuid") or name.removeprefix(DRAFT)})

    # The selected call

    def open_call(self, call_id: int) -> None:
        """Show one call, wherever it stands in the list."""
        if self._started is not None:
            self.set_aside()
        self._leave_edit()
        if not self.table.set_current(call_id):
            self._open(call_id)

    def _selected(self, call_id: int) -> None:
        if call_id and self._started is None and self._editing is None:
            self._open(call_id)
        elif not call_id and self._started is None:
            self._show_nothing()

    def _open(self, call_id: int) -> None:
        desk, with_history = self._seat.desk, self._history_shown

        def read(_progress: Progress) -> tuple[CallDetail, Any, Card | None]:
            detail = finding.detail(desk, call_id)
            number = detail.row.number_norm
            return (
                detail, finding.history(desk, call_id) if with_history else None,
                cards.card(desk, number) if number else None,
            )  # fmt: skip

        self._seat.jobs.read(read, done=self._got_detail, failed=self._seat.tell, owner=self)

    def _got_detail(self, answer: tuple[CallDetail, Any, Card | None]) -> None:
        if self._started is not None or self._editing is not None:
            return
        self._detail, history, card = answer
        row = self._detail.row
        self._title.setText(row.who if len(row.who) < 22 else row.who[:21] + "…")
        self._title.setToolTip(row.who)
        self._bin_button.set_words(_("Restore") if row.deleted else _("Delete"))
        for widget in (self._title, self._edit_button, self._history_button, self._bin_button, self.view):
            widget.show()
        self._edit_button.setVisible(not row.deleted)
        self._empty.hide()
        self.view.show_call(self._detail, history)
        self._card = card
        if card is None:
            self.card.clear()
        else:
            self._show_card()
        if self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)

    def _show_nothing(self) -> None:
        self._detail = None
        for widget in (self._title, self._edit_button, self._history_button, self._bin_button, self.view):
            widget.hide()
        self._empty.show()
        if hasattr(self, "card"):
            self.card.clear()

    def _toggle_history(self) -> None:
        self._history_shown = not self._history_shown
        if self._detail is not None:
            self._open(self._detail.row.id)

    def edit(self) -> None:
        """F4 or Enter: change the selected call in the same form."""
        if (
            self._detail is None
            or self._facts is None
            or self._started is not None
            or self._editing is not None
        ):
            return
        if self._detail.row.deleted:
            return
        self._editing = self._detail
        self._make_form()
        form = self._form_of()
        values = values_of(self._detail.typed)
        values["started_at"] = self._detail.row.started_at
        if self._detail.row.promise_due_at is not None:
            values["due_at"] = self._detail.row.promise_due_at
        form.set_values(values)
        form.show_time()
        self._state.setText(_("Changing {code}").format(code=self._detail.row.code))
        self.rings.set_value(min(self._detail.typed.rings, 4) if self._detail.typed.rings else None)
        for widget in (self._live, self.hold, self._clock):
            widget.hide()
        self.save_button.set_words(_("Save changes"))
        self.aside_button.set_words(_("Back"))
        self._stack.setCurrentIndex(1)
        form.matter.setFocus()

    def _leave_edit(self) -> None:
        if self._editing is None:
            return
        self._editing = None
        self._drop_form()
        self._stack.setCurrentIndex(0)

    def _resolve(self, conflict: Conflict, mine: NewCall) -> None:
        assert self._editing is not None
        ours, before, theirs = values_of(mine), values_of(self._editing.typed), conflict.theirs or {}
        names = {
            "matter": _("Matter"), "answer": pgettext("call", "Answer"), "caller_name": _("Caller"),
            "company": _("Company"), "number": _("Phone"), "category": _("Category"), "outcome": _("Handling"),
            "tone": _("Tone"),
        }  # fmt: skip
        differing = [
            Difference(key, words, str(ours[key] or ""), str(theirs.get(key) or ""), ours[key] != before[key])
            for key, words in names.items()
            if (ours[key] or "") != (theirs.get(key) or "")
        ]
        call_id = self._editing.row.id
        if not differing:
            self._leave_edit()
            self._open(call_id)
            return
        dialog = ConflictDialog(
            self.window(), differing, title=_("This call was changed since you opened it"), who=_("the other")
        )

        def chosen(choice: dict[str, str]) -> None:
            merged = {
                key: (ours[key] if choice.get(key) == "ours" else theirs.get(key))
                for key in names
                if key in choice
            }
            self._save_merged(call_id, merged)

        dialog.saved.connect(chosen)
        dialog.dropped.connect(lambda: (self._leave_edit(), self._open(call_id)))
        dialog.open()

    def _save_merged(self, call_id: int, merged: Values) -> None:
        desk = self._seat.desk

        def work(_progress: Progress) -> None:
            from dataclasses import replace

            now = finding.detail(desk, call_id)
            service.change(desk, call_id, replace(now.typed, **merged), row_version=now.row.row_version)

        self._seat.save(
            work, owner=self, said=_("Saved as chosen."), done=lambda _result: self._changed(call_id)
        )

    def _bin_or_restore(self) -> None:
        if self._detail is not None:
            self._remove([self._detail.row.id])

    def _remove(self, ids: Any) -> None:
        desk, chosen = self._seat.desk, list(ids)
        if not chosen:
            return
        if self._in_bin:
            self._seat.save(
                lambda _p: service.restore(desk, chosen), owner=self, said=_("Back from the bin.")
            )
        else:
            said = lambda n: _("{n} calls in the bin").format(n=n) if n != 1 else _("The call is in the bin")  # noqa: E731
            self._seat.save(lambda _p: service.remove(desk, chosen), owner=self, said=said)

    # The list

    _in_bin = False
    _wanted = 0

    def _query(self) -> CallQuery:
        desk, which, text = self._seat.desk, self.chips.value(), self.search.value()
        today: date = desk.today()
        start, end = desk.day_bounds(today)
        if self._in_bin:
            return CallQuery(text=text, in_bin=True)
        if which == "owed":
            return CallQuery(text=text, promised=True)
        if which == "missed":
            return CallQuery(
                text=text, direction="missed", start=None if text else start, end=None if text else end
            )
        if text or which == "all":
            return CallQuery(text=text)
        return CallQuery(start=start, end=end)

    def _list_anew(self, *, keep: int = 0) -> None:
        self._wanted = keep
        self.table.show_source(CallSource(self._seat.desk, self._query()), sort=Sort("started_at", True))
        self._count()

    def _searched(self) -> None:
        wanted, self._wanted = self._wanted, 0
        if not (wanted and self.table.set_current(wanted)) and not self.table.current_id():
            self.table.go_first()

    def _count(self) -> None:
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[Totals, int, int, str]:
            start, end = desk.day_bounds(desk.today())
            owed = len(promises.owed(desk))
            return (
                totals_between(desk, start, end),
                owed,
                finding.count(desk, CallQuery(in_bin=True)),
                str(desk.today()),
            )

        self._seat.jobs.read(read, done=self._counted, failed=self._seat.tell, owner=self)

    def _counted(self, answer: tuple[Totals, int, int, str]) -> None:
        totals, owed, _binned, today = answer
        self.chips.set_counts(
            {"today": totals.calls, "missed": totals.missed, "owed": owed},
            tones={"missed": "red", "owed": "amber"},
        )
        day = date.fromisoformat(today)
        weekday = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")][day.weekday()]
        self._date.setText(_("{month}-{day} {weekday}").format(month=day.month, day=day.day, weekday=weekday))
        parts = []
        if totals.within_three_rings is not None:
            parts.append(_("Within three rings {share}").format(share=f"{totals.within_three_rings:.0%}"))
        if totals.average_talk_seconds is not None:
            mean = round(totals.average_talk_seconds)
            parts.append(_("average talk {time}").format(time=f"{mean // 60}:{mean % 60:02d}"))
        self._figures.setText("  ·  ".join(parts) or _("No call yet today"))

    def _heard(self, burst: Burst) -> None:
        if burst.touches("call", "promise"):
            ids = burst.ids("call")
            self.table.heard(changed=ids, came_or_went=burst.came_or_went("call", "promise"))
            self._count()
            shown = self._detail.row.id if self._detail is not None else 0
            idle = self._started is None and self._editing is None
            if idle and shown and (shown in ids or burst.touches("promise")):
                self._open(shown)
        if burst.touches("staff", "setting", "calendar_day"):
            self._read_facts()

    def _show_menu(self, *_args: Any, at: Any = None) -> None:
        menu = QMenu(self)
        menu.addAction(_("Export what is listed…"), self._export)
        menu.addAction(_("Copy") + "\tCtrl+C", self.table.copy)
        bin_action = menu.addAction(_("Show the bin"), self._toggle_bin)
        bin_action.setCheckable(True)
        bin_action.setChecked(self._in_bin)
        menu.exec(at or QCursor.pos())

    def _toggle_bin(self) -> None:
        self._in_bin = not self._in_bin
        self.chips.setEnabled(not self._in_bin)
        self._list_anew()

    def _export(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self,
            _("Export what is listed…"),
            str(Path.home() / f"{_('Calls')}.xlsx"),
            "Excel (*.xlsx);;CSV (*.csv)",
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the calls that are listed, in their order, to `path`."""
        desk, query = self._seat.desk, self._query()

        def work(progress: Progress) -> int:
            ids = list(finding.find(desk, query))
            return export(
                desk, "calls", path, ids=ids, progress=lambda done, total: progress.set(done, total)
            )

        self._seat.jobs.read(
            work, title=_("Writing {file}").format(file=path.name), owner=self, failed=self._seat.tell,
            done=lambda n: self._seat.toasts.show(_("{rows} rows written to {file}.").format(rows=n, file=path.name)),
        )  # fmt: skip

    def _find(self) -> None:
        if self.panes.size_class() == "narrow" and not self.search.isVisible():
            self.panes.toggle_list()
        self.search.setFocus()
        self.search.selectAll()

    def _to_list(self) -> None:
        self.table.setFocus()
        if not self.table.current_id():
            self.table.go_first()

    # What the window asks

    def focus_start(self) -> None:
        """Where the caret belongs when the tab comes to the front."""
        if self._form is not None and self._stack.currentIndex() == 1:
            self._show_form()
        else:
            self.table.setFocus()

    def state(self) -> dict[str, Any]:
        """What is remembered of the page."""
        return {"panes": self.panes.state(), "table": self.table.state(), "chip": self.chips.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.panes.restore(state.get("panes", {}))
        self.table.restore(state.get("table", {}))
        if state.get("chip") in ("today", "missed", "owed", "all"):
            self.chips.set_value(state["chip"])
            self._list_anew()

    def refresh(self) -> None:
        """F5: fetch again."""
        self._list_anew(keep=self.table.current_id())


_FORM_KEYS = {"transfer_to": "transfer_to", "promise": "due_at", "result": "outcome"}
_MARKED = {
    "number", "caller_name", "company", "matter", "answer", "transfer_to", "due_at", "finder", "started_at",
}  # fmt: skip
"""Fields that show their error themselves; for the others a toast says it."""


def _who(call: NewCall) -> str:
    return call.company or call.caller_name or phones.display(phones.parse(call.number).number) or call.number
