"""The complaints page: list | one complaint and its next step | who is on it and what was done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.china import phones
from app.complaints import finding, service
from app.complaints.finding import ComplaintDetail
from app.words import _, ngettext, pgettext
from ui.complaints import facts as facts_of
from ui.complaints import history
from ui.complaints.actions import COMPLAINTS
from ui.complaints.facts import Facts
from ui.complaints.form import ComplaintForm
from ui.complaints.know import KnowPane
from ui.complaints.list_pane import ListPane
from ui.complaints.open_form import OpenForm
from ui.complaints.step_panel import StepPanel
from ui.complaints.stepping import Stepping
from ui.complaints.steps import Values
from ui.complaints.telling import Telling
from ui.complaints.view import ComplaintView, nothing_chosen
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.dialling import dial
from ui.kit.jobs import Progress
from ui.kit.keys import ActionMap
from ui.kit.record_page import RecordPage
from ui.kit.seat import Seat
from ui.kit.uncovering import tell_number, uncover

NEXT = "…"
"""The next step, whichever it is."""


class ComplaintsPage(RecordPage):
    """call_wanted(id) -- the call behind a complaint. dealer_wanted(id) -- whose it is.
    switched(side) -- the calls are wanted.
    """

    call_wanted = Signal(int)
    dealer_wanted = Signal(int)
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        self.know = KnowPane()
        super().__init__(
            seat, ListPane(seat), name=_("Complaints"), work=pgettext("complaint", "Complaint"), know=self.know,
            wide_sizes=(640, 400),
        )  # fmt: skip
        self._facts: Facts | None = None
        self._wanted_step = ""
        self._take_in = False
        self.view = ComplaintView(seat)
        self.steps = StepPanel(now=seat.desk.now)
        self.stepping = Stepping(seat, self.steps, found=lambda: self.view.detail, before=self._before_step)
        self.telling = Telling(seat, self)
        self.open_form = OpenForm(seat, parent=self)
        self._make_work()
        self._listen()
        self._bind()
        self._read_facts()
        self.list.start()
        self.offer_drafts(self._offered)

    # Parts

    def _make_work(self) -> None:
        new = Button(_("Take in a complaint"), kind="primary", icon="plus", key="Ctrl N")
        new.clicked.connect(self.take_in)
        self._nothing = nothing_chosen(new)
        self._both = QWidget()
        column = QVBoxLayout(self._both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.steps)
        self.steps.hide()
        self.stack.addWidget(self._nothing)
        self.stack.addWidget(self._both)

    def _listen(self) -> None:
        seat, view = self._seat, self.view
        self.list.opened.connect(self._opened)
        self.list.new_wanted.connect(self.take_in)
        self.list.switched.connect(self.switched)
        view.edit_wanted.connect(self.edit)
        view.history_wanted.connect(self.show_history)
        view.restore_wanted.connect(lambda: self._restore([self.shown]))
        view.dial_wanted.connect(self._dial)
        view.list_wanted.connect(self.panes.toggle_list)
        view.dealer_wanted.connect(self.dealer_wanted)
        view.source_wanted.connect(lambda _kind, id: self.call_wanted.emit(id))
        self.steps.left.connect(self.go_back)
        self.stepping.done.connect(self._done)
        self.stepping.again.connect(self._moved_on)
        self.know.copy_wanted.connect(self.copy)
        self.know.print_wanted.connect(self.print_slip)
        self.open_form.shown.connect(self._show_form)
        self.open_form.saved.connect(self._saved)
        self.open_form.gone.connect(self._form_gone)
        seat.changes.changed.connect(self._heard)

    def _bind(self) -> None:
        self.keys = ActionMap(self)
        self.keys.bind(COMPLAINTS, {
            "new": self.take_in, "save": self.save, "copy": self.copy, "slip": self.print_slip,
            "ask": lambda: self._pick("ask"), "edit": self.edit, "history": self.show_history, "dial": self._dial,
            "whole": self._tell_number,
            "paste": self._paste, "search": self.find,
            "calls": lambda: self.switched.emit("calls"), **self.list.list.runs(),
        })  # fmt: skip

    # What the window asks

    def take_in(self) -> None:
        """Ctrl+N: a complaint that came by another way than a call taken here."""
        if self._facts is None:
            self._take_in = True
            return
        self._browse.stop()
        self.open_form.take_in()

    def open_complaint(self, complaint_id: int, step: str = "") -> None:
        """Show one complaint, whether it is in the list or not; `step` is what is to be done with it."""
        self._leave_form()
        self.list.want(complaint_id)
        self._wanted_step = step or NEXT
        self._read(complaint_id)

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        self.open_form.keep()
        self.stepping.keep()

    # The office

    def _read_facts(self) -> None:
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: facts_of.read(desk),
            done=self._got_facts,
            failed=self._seat.tell,
            owner=self,
            latest="facts",
        )

    def _got_facts(self, facts: Facts) -> None:
        first = self._facts is None
        self._facts = facts
        self.open_form.set_facts(facts)
        self.list.list.read_fields()
        if first and self.shown:
            self._read(self.shown)
        if self._take_in:
            self._take_in = False
            self.take_in()

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff", "setting", "calendar_day", "province_owner", "product"):
            self._read_facts()
        if burst.touches("complaint", "followup", "complaint_log"):
            self.list.heard(burst)
            mine = not burst.ids("complaint") or self.shown in burst.ids("complaint")
            if self.front_form() is None and self.shown and mine:
                self.stepping.keep()
                self._read(self.shown)

    def _offered(self, found: dict[str, dict[str, Any]]) -> None:
        self.stepping.offered(found)
        if self._facts is not None:
            self.open_form.offered(found)

    # The list

    def drawers(self) -> Sequence[QWidget]:
        return [self.view.drawer, *super().drawers()]

    def show_row(self, id: int) -> None:
        if self.front_form() is None:
            self.stepping.keep()
            self._read(id)

    def show_nothing(self) -> None:
        if self.front_form() is None:
            self._clear()

    def _opened(self, id: int) -> None:
        """Enter on a row: to the next step of the complaint."""
        self._leave_form()
        self._wanted_step = NEXT
        self._read(id)
        self.fold_list()

    def _leave_form(self) -> None:
        self._browse.stop()
        self.stepping.keep()
        if self.front_form() is not None:
            self.open_form.leave()

    def go_back(self) -> None:
        self.stepping.keep()
        super().go_back()

    # The work pane

    def front_form(self) -> ComplaintForm | None:
        """The form that is in front, if one is; one that is about to go is none."""
        form = self.open_form.form
        return form if form is not None and self.stack.currentWidget() is form else None

    def _show_form(self, form: ComplaintForm) -> None:
        self._browse.stop()
        self.stepping.keep()
        if self.stack.indexOf(form) < 0:
            self.stack.addWidget(form)
            form.list_wanted.connect(self.panes.toggle_list)
        form.drawer.setVisible(self.panes.size_class() == "narrow")
        self.list.leave_alone = True
        self.stack.setCurrentWidget(form)
        if form.opened.complaint_id is None:
            self.know.clear(_("Name, phone, address and matter are needed when it is not solved at once; the province "
                              "tells which salesperson takes care."))  # fmt: skip
        form.start()

    def _form_gone(self, complaint_id: int) -> None:
        self.list.leave_alone = False
        self.table.setFocus()
        wanted = complaint_id or self.table.current_id()
        self._read(wanted) if wanted else self._clear()

    def _saved(self, complaint_id: int) -> None:
        self.list.leave_alone = False
        self.open_complaint(complaint_id)

    def _read(self, complaint_id: int) -> None:
        desk = self._seat.desk

        def read(_progress: Progress) -> tuple[ComplaintDetail, datetime]:
            return finding.detail(desk, complaint_id), desk.now()

        self.fetch(complaint_id, read, self._got)

    def _got(self, answer: tuple[ComplaintDetail, datetime]) -> None:
        detail, now = answer
        if detail.row.id != self.shown or self.front_form() is not None:
            return
        self.list.leave_alone = False
        self.view.show_complaint(detail, now=now)
        self.know.show_complaint(detail, now=now)
        self.stack.setCurrentWidget(self._both)
        if self._facts is None:
            return
        wanted, self._wanted_step = self._wanted_step, ""
        had_focus = self.steps.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.stepping.show_for(detail, self._facts, wanted="" if wanted == NEXT else wanted)
        if had_focus and not wanted and self.steps.isAncestorOf(self.focusWidget() or self):
            return  # somebody is typing there, and goes on
        if (wanted or self.steps.begun()) and not self.steps.isHidden() and (wanted or had_focus):
            self.steps.start()
        elif wanted or had_focus:
            self.table.setFocus()

    def _clear(self) -> None:
        self.shown = 0
        self.list.leave_alone = False
        self.view.detail = None
        self.view.files.clear()
        self.stack.setCurrentWidget(self._nothing)
        self.know.clear()

    # The next step

    def save(self) -> None:
        """Ctrl+Enter: save the form in front, or write down the step."""
        if self.front_form() is not None:
            self.open_form.save()
        else:
            self.steps.finish()

    def _pick(self, step: str) -> None:
        if self._looked_at() is not None and not self.steps.pick(step):
            self._seat.toasts.note(_("There is nothing to ask yet: write down first what was done."))

    def _before_step(self, found: ComplaintDetail, step: str, values: Values) -> None:
        if step == "notify" and values["by"] == "wechat":
            self.telling.copy(found, tell=False)

    def _done(self, complaint_id: int) -> None:
        if self.shown == complaint_id and self.front_form() is None:
            self._read(complaint_id)
            self.table.setFocus()

    def _moved_on(self, complaint_id: int) -> None:
        if self.shown == complaint_id:
            self._wanted_step = NEXT
            self._read(complaint_id)

    # Doing

    def _looked_at(self) -> ComplaintDetail | None:
        """The complaint on screen; None while a form is in front."""
        return self.view.detail if self.front_form() is None else None

    def copy(self) -> None:
        """F7: the text for the salesperson into the clipboard."""
        if (found := self._looked_at()) is not None:
            self.telling.copy(found)

    def print_slip(self) -> None:
        """Ctrl+P: the slip, to be looked at, printed and saved."""
        if (found := self._looked_at()) is not None:
            self.telling.print_slip(found)

    def edit(self) -> None:
        """F4: change what was taken in."""
        found = self._looked_at()
        if found is not None and not found.row.deleted and self._facts is not None:
            uncover(
                self._seat, "complaint", found.row.id, owner=self, done=lambda: self.open_form.change(found)
            )

    def _paste(self) -> None:
        if self._looked_at() is not None:
            self.view.files.paste()

    def show_history(self) -> None:
        """Who changed what in the complaint in front."""
        desk, found = self._seat.desk, self.view.detail
        if found is not None:
            self.show_steps(lambda: history.read(desk, found.row.id), code=found.row.code)

    def _restore(self, ids: list[int]) -> None:
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: service.restore(desk, ids), owner=self,
            said=lambda n: ngettext("{n} complaint is back", "{n} complaints are back", n).format(n=n),
        )  # fmt: skip

    def _tell_number(self) -> None:
        """Alt+V: the number of the complaint in front, where it is hidden."""
        if (found := self._looked_at()) is not None:
            tell_number(self._seat, "complaint", found.row.id, found.row.phone, owner=self)

    def _dial(self) -> None:
        found = self._looked_at()
        if found is not None and found.row.phone_norm:
            extension = phones.parse(found.typed.phone).extension
            dial(self._seat, found.row.phone_norm, extension=extension, owner=self)
