"""The complaints page: list | one complaint and its next step | who is on it and what was done."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.complaints import finding, handling, service, telling
from app.complaints.finding import ComplaintDetail
from app.complaints.handling import Answer
from app.files import safe_name
from app.overview import papers
from app.store.errors import Conflict, FieldError, UserError
from app.words import _, ngettext, pgettext
from ui.complaints import facts as facts_of
from ui.complaints import history
from ui.complaints.actions import COMPLAINTS
from ui.complaints.facts import Facts
from ui.complaints.form import ComplaintForm
from ui.complaints.know import KnowPane
from ui.complaints.list_pane import ListPane
from ui.complaints.open_form import OpenForm
from ui.complaints.opened import DRAFT
from ui.complaints.slip_panel import SlipPanel
from ui.complaints.step_panel import StepPanel
from ui.complaints.steps import STEPS, Values, money
from ui.complaints.view import ComplaintView, nothing_chosen
from ui.kit.buttons import Button
from ui.kit.changes import Burst
from ui.kit.dialling import dial
from ui.kit.history import HistoryPanel, Step
from ui.kit.jobs import Job, Progress
from ui.kit.keys import ActionMap
from ui.kit.panes import Pane, Panes
from ui.kit.seat import Seat
from ui.kit.uncovering import tell_number

BROWSING = 60  # ms that a row is chosen before its complaint is fetched: arrow keys run past many
STEP_DRAFT = f"{DRAFT}step-"


class ComplaintsPage(QWidget):
    """call_wanted(id) -- the call behind a complaint. dealer_wanted(id) -- whose it is.
    switched(side) -- the calls are wanted.
    """

    call_wanted = Signal(int)
    dealer_wanted = Signal(int)
    switched = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._facts: Facts | None = None
        self._shown = 0
        self._wanted_step = ""
        self._take_in = False
        self._reading: Job | None = None
        self._typed: dict[int, tuple[str, Values]] = {}
        self.setAccessibleName(_("Complaints"))
        self.list = ListPane(seat)
        self.table, self.search = self.list.table, self.list.search
        self.view = ComplaintView(seat)
        self.steps = StepPanel(now=seat.desk.now)
        self.know = KnowPane()
        self.open_form = OpenForm(seat, parent=self)
        self._make_work()
        self.panes = Panes(list=self.list, work=self._work, know=self.know, wide_sizes=(640, 400))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._browse = QTimer(self, singleShot=True, interval=BROWSING)
        self._browse.timeout.connect(self._show_current)
        self._keep = QTimer(self, singleShot=True, interval=3000)
        self._keep.timeout.connect(self._keep_step)
        self._listen()
        self._bind()
        self._read_facts()
        self.list.start()
        # after the writes that are under way: a page made anew finds the drafts of the one before
        seat.jobs.write(lambda _progress: None, owner=self,
                        done=lambda _none: seat.drafts.offer(self._offered, owner=self))  # fmt: skip

    # Parts

    def _make_work(self) -> None:
        self._work = Pane(name=pgettext("complaint", "Complaint"))
        self.stack = QStackedWidget()
        self._work.body.addWidget(self.stack)
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
        self.panes.size_class_changed.connect(self._sized)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.new_wanted.connect(self.take_in)
        self.list.switched.connect(self.switched)
        view.edit_wanted.connect(self.edit)
        view.history_wanted.connect(self.show_history)
        view.restore_wanted.connect(lambda: self._restore([self._shown]))
        view.dial_wanted.connect(self._dial)
        view.list_wanted.connect(self.panes.toggle_list)
        view.dealer_wanted.connect(self.dealer_wanted)
        view.source_wanted.connect(lambda _kind, id: self.call_wanted.emit(id))
        self.steps.finished.connect(self._do)
        self.steps.left.connect(self._to_list)
        self.steps.typed.connect(self._keep.start)
        self.steps.resized.connect(seat.toasts.place_anew)
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
            "paste": self._paste, "search": self._find,
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
        self._browse.stop()
        self._keep_step()
        if self._form() is not None:
            self.open_form.leave()
        self.list.want(complaint_id)
        self._wanted_step = step or "…"
        self._read(complaint_id)

    def kept_free(self) -> int:
        """How much of the foot no toast may cover: the fields of the next step."""
        shown = self.stack.currentWidget() is self._both and not self.steps.isHidden()
        return self.steps.height() + 16 if shown else 0

    def put_aside(self) -> None:
        """The window closes: what is typed becomes drafts."""
        self.open_form.keep()
        self._keep_step()

    def focus_start(self) -> None:
        """Where the caret belongs when the tab comes to the front."""
        form = self._form()
        if form is not None:
            form.start()
        else:
            self.table.setFocus()

    def state(self) -> dict[str, Any]:
        """Widths, filters, columns, and the complaint that is shown."""
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
        first = self._facts is None
        self._facts = facts
        self.open_form.set_facts(facts)
        self.list.list.read_fields()
        if first and self._shown:
            self._read(self._shown)
        if self._take_in:
            self._take_in = False
            self.take_in()

    def _heard(self, burst: Burst) -> None:
        if burst.touches("staff", "setting", "calendar_day", "province_owner", "product"):
            self._read_facts()
        if burst.touches("complaint", "followup", "complaint_log"):
            self.list.heard(burst)
            mine = not burst.ids("complaint") or self._shown in burst.ids("complaint")
            if self._form() is None and self._shown and mine:
                self._keep_step()
                self._read(self._shown)

    def _offered(self, found: dict[str, dict[str, Any]]) -> None:
        for name, kept in found.items():
            if name.startswith(STEP_DRAFT) and isinstance(kept.get("values"), dict):
                id = name.removeprefix(STEP_DRAFT)
                if id.isdecimal():
                    self._typed[int(id)] = (str(kept.get("step")), kept["values"])
        if self._facts is not None:
            self.open_form.offered(found)

    # The list

    def _sized(self, name: str) -> None:
        self.list.set_size_class(name)
        self.view.drawer.setVisible(name == "narrow")
        form = self._form()
        if form is not None:
            form.drawer.setVisible(name == "narrow")

    def _chosen(self, id: int) -> None:
        if id != self._shown:
            self._browse.start()

    def _show_current(self) -> None:
        id = self.table.current_id()
        if id == self._shown or self._form() is not None:
            return
        self._keep_step()
        self._read(id) if id else self._show_nothing()

    def _opened(self, id: int) -> None:
        """Enter on a row: to the next step of the complaint."""
        self._browse.stop()
        self._keep_step()
        if self._form() is not None:
            self.open_form.leave()
        self._wanted_step = "…"
        self._read(id)
        if self.panes.size_class() == "narrow":
            self.panes.toggle_list()

    def _find(self) -> None:
        if not self.search.isVisible():
            self.panes.toggle_list()
        self.list.list.focus_search()

    def _to_list(self) -> None:
        self._keep_step()
        self.table.setFocus()

    # The work pane

    def _form(self) -> ComplaintForm | None:
        """The form that is in front, if one is; one that is about to go is none."""
        form = self.open_form.form
        return form if form is not None and self.stack.currentWidget() is form else None

    def _show_form(self, form: ComplaintForm) -> None:
        self._browse.stop()
        self._keep_step()
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
        self._read(wanted) if wanted else self._show_nothing()

    def _saved(self, complaint_id: int) -> None:
        self.list.leave_alone = False
        self.open_complaint(complaint_id)

    def _read(self, complaint_id: int) -> None:
        desk, self._shown = self._seat.desk, complaint_id
        if self._reading is not None:
            self._reading.cancel()

        def read(_progress: Progress) -> tuple[ComplaintDetail, datetime]:
            return finding.detail(desk, complaint_id), desk.now()

        self._reading = self._seat.jobs.read(read, done=self._got, failed=self._seat.tell, owner=self)

    def _got(self, answer: tuple[ComplaintDetail, datetime]) -> None:
        detail, now = answer
        if detail.row.id != self._shown or self._form() is not None:
            return
        self.list.leave_alone = False
        self.view.show_complaint(detail, now=now)
        self.know.show_complaint(detail, now=now)
        self.stack.setCurrentWidget(self._both)
        if self._facts is None:
            return
        step, values = self._typed.get(detail.row.id, ("", {}))
        wanted, self._wanted_step = self._wanted_step, ""
        had_focus = self.steps.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.steps.show_for(detail, self._facts, step=step if wanted in ("", "…") else wanted, values=values)
        if wanted and not self.steps.isHidden():
            self.steps.start()
        elif wanted or had_focus:
            self.table.setFocus()

    def _show_nothing(self) -> None:
        self._shown = 0
        self.list.leave_alone = False
        self.view.detail = None
        self.view.files.clear()
        self.stack.setCurrentWidget(self._nothing)
        self.know.clear()

    # The next step

    def save(self) -> None:
        """Ctrl+Enter: save the form in front, or write down the step."""
        if self._form() is not None:
            self.open_form.save()
        else:
            self.steps.finish()

    def _pick(self, step: str) -> None:
        found = self.view.detail
        if self._form() is not None or found is None:
            return
        if not self.steps.pick(step):
            self._seat.toasts.show(_("There is nothing to ask yet: write down first what was done."))

    def _do(self, step: str, values: Values, at: datetime | None) -> None:
        found = self.view.detail
        if found is None:
            return
        if step == "notify" and values["by"] == "wechat":
            self._copy(found, tell=False)
        desk, id, version = self._seat.desk, found.row.id, found.row.row_version
        self.steps.set_working(True)

        def work(_progress: Progress) -> Any:
            return carry_out(desk, id, version, step, values, at)

        self._seat.save(
            work, owner=self, said=lambda result: said_of(found, step, values, result),
            done=lambda _result: self._done(id), failed=lambda error: self._refused(id, step, values, error),
        )  # fmt: skip

    def _done(self, complaint_id: int) -> None:
        self.steps.set_working(False)
        self._forget_step(complaint_id)
        if self._shown == complaint_id and self._form() is None:
            self._read(complaint_id)
            self.table.setFocus()

    def _refused(self, complaint_id: int, step: str, values: Values, error: Exception) -> None:
        self.steps.set_working(False)
        if isinstance(error, FieldError) and self._shown == complaint_id:
            self.steps.refuse(error.field, error.sentence)
        elif isinstance(error, Conflict):
            # what was typed stays; the complaint as it is now is shown with it
            self._typed[complaint_id] = (step, values)
            self._seat.toasts.show(
                error.sentence, sub=_("What you typed is still there: look, then write it down again")
            )
            if self._shown == complaint_id:
                self._wanted_step = "…"
                self._read(complaint_id)
        else:
            self._seat.tell(error, again=self.steps.finish)

    def _keep_step(self) -> None:
        """What was typed into a step is kept for the complaint it belongs to."""
        self._keep.stop()
        found, begun = self.view.detail, self.steps.begun()
        if found is None or begun is None or self.steps.isHidden():
            return
        self._typed[found.row.id] = begun
        plain = {
            key: value for key, value in begun[1].items() if isinstance(value, str | int | bool | type(None))
        }
        self._seat.drafts.save(
            f"{STEP_DRAFT}{found.row.id}", {"step": begun[0], "values": plain}, failed=self._seat.tell
        )

    def _forget_step(self, complaint_id: int) -> None:
        self._keep.stop()
        if self._typed.pop(complaint_id, None) is not None:
            self._seat.drafts.drop(f"{STEP_DRAFT}{complaint_id}")

    # Telling the salesperson

    def copy(self) -> None:
        """F7: the text for the salesperson into the clipboard."""
        found = self.view.detail
        if self._form() is None and found is not None:
            self._copy(found, tell=True)

    def _copy(self, found: ComplaintDetail, *, tell: bool) -> None:
        QGuiApplication.clipboard().setText(telling.message(self._seat.desk, found))
        if tell:
            name = found.salesman.name if found.salesman else _("the salesperson")
            self._seat.toasts.show(_("Copied: paste it into the chat with {name}").format(name=name))

    def print_slip(self) -> None:
        """Ctrl+P: the slip, to be looked at, printed and saved."""
        desk, found = self._seat.desk, self.view.detail
        if self._form() is not None or found is None:
            return
        name = safe_name(f"{_('Complaint Slip')} {found.row.code}")

        def draw(_progress: Progress) -> Path:
            folder = desk.folder / "reports" / "slips"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                papers.draw(desk, [telling.slip(desk, found)], folder / f"{name}.pdf")
            except OSError as problem:
                raise UserError(
                    _(
                        "The papers could not be written to {folder}: {reason}. Free or choose another folder."
                    ).format(folder=folder, reason=problem.strerror or problem)
                ) from problem
            return folder / f"{name}.pdf"

        def drawn(file: Path) -> None:
            SlipPanel(self.window(), self._seat, file, title=f"{_('Complaint Slip')} {found.row.code}").open()

        self._seat.jobs.read(
            draw, done=drawn, failed=self._seat.tell, owner=self, title=_("Drawing the slip")
        )

    # Doing

    def edit(self) -> None:
        """F4: change what was taken in."""
        found = self.view.detail
        if self._form() is None and found is not None and not found.row.deleted and self._facts is not None:
            self.open_form.change(found)

    def _paste(self) -> None:
        if self._form() is None and self.view.detail is not None:
            self.view.files.paste()

    def show_history(self) -> None:
        """Who changed what in the complaint in front."""
        desk, found = self._seat.desk, self.view.detail
        if found is None:
            return

        def shown(steps: list[Step]) -> None:
            HistoryPanel(self.window(), steps, code=found.row.code, now=desk.now()).open()

        self._seat.jobs.read(
            lambda _progress: history.read(desk, found.row.id), done=shown, failed=self._seat.tell, owner=self
        )

    def _restore(self, ids: list[int]) -> None:
        desk = self._seat.desk
        self._seat.save(
            lambda _progress: service.restore(desk, ids), owner=self,
            said=lambda n: ngettext("{n} complaint is back", "{n} complaints are back", n).format(n=n),
        )  # fmt: skip

    def _tell_number(self) -> None:
        """Alt+V: the number of the complaint in front, where it is hidden."""
        found = self.view.detail
        if self._form() is None and found is not None:
            tell_number(self._seat, "complaint", found.row.id, found.row.phone, owner=self)

    def _dial(self) -> None:
        found = self.view.detail
        if self._form() is None and found is not None and found.row.phone_norm:
            dial(self._seat, found.row.phone_norm, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc one step back: to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        else:
            self._to_list()


def carry_out(desk: Any, id: int, version: int, step: str, values: Values, at: datetime | None) -> Any:
    """Do a step by its service; what that gives back. Runs on the writer lane."""
    if step == "notify":
        return handling.notify(desk, id, values["salesman"], by=values["by"], row_version=version, at=at)
    if step == "acked":
        return handling.acked(desk, id, row_version=version, at=at)
    if step == "note":
        return handling.note(desk, id, values["action"], values["text"], at=at)
    if step == "handled":
        return handling.handled(
            desk, id, measure=values["measure"], result=values["result"], valid=values["valid"],
            compensation=money(values["compensation"]), row_version=version, at=at,
        )  # fmt: skip
    if step == "assign":
        return handling.assign(desk, id, values["owner"], reason=values["reason"], row_version=version, at=at)
    if step == "ask":
        if not values["score"]:
            return handling.unreached(desk, id, remark=values["feedback"], row_version=version, at=at)
        answer = Answer(values["score"], values["feedback"], values["way"])
        return handling.asked(desk, id, answer, row_version=version, at=at)
    if step == "close":
        return handling.close(desk, id, row_version=version, at=at)
    made = {"escalate": handling.escalate, "withdraw": handling.withdraw, "reopen": handling.reopen}[step]
    return made(desk, id, reason=values["reason"], row_version=version, at=at)


def said_of(found: ComplaintDetail, step: str, values: Values, result: Any) -> str:
    """What was done, for the toast."""
    code = found.row.code
    if step == "notify" and values["by"] == "wechat":
        return _("{code}: told by WeChat, the text is in the clipboard").format(code=code)
    if step == "ask" and result == "working":
        return _("{code}: not satisfied, it is open again").format(code=code)
    if step == "ask" and result == "closed":
        return _("{code}: satisfied, closed").format(code=code)
    if step == "ask":
        return _("{code}: nobody reached, attempt {n}").format(code=code, n=result)
    return _("{code}: {step}").format(code=code, step=pgettext(*STEPS[step]))
