"""The complaint that is being taken in or changed: kept as a draft, saved, and compared when somebody was faster."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.complaints import finding, service
from app.complaints.finding import ComplaintDetail
from app.complaints.service import Opened
from app.store.errors import Conflict, FieldError, Unavailable, UserError
from app.words import _, pgettext
from ui.complaints import history
from ui.complaints.facts import Facts
from ui.complaints.form import ComplaintForm
from ui.complaints.history import LABELS
from ui.complaints.opened import (
    DRAFT,
    LINKS,
    OpenComplaint,
    Values,
    complaint_of,
    from_draft,
    of,
    texts,
    values_of,
)
from ui.complaints.parties import Parties
from ui.kit.dialogs import ConflictDialog, Difference
from ui.kit.drafts import Draft
from ui.kit.jobs import Progress
from ui.kit.seat import Seat


class OpenForm(QObject):
    """shown(ComplaintForm) -- bring it to the front. saved(id) -- it is in the register. gone(id) -- it was left;
    the id of the complaint that was changed, 0 for a new one.
    """

    shown = Signal(object)
    saved = Signal(int)
    gone = Signal(int)

    def __init__(self, seat: Seat, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._host = seat, parent
        self._facts: Facts | None = None
        self.form: ComplaintForm | None = None
        self._draft: Draft | None = None
        self._saving = False

    def set_facts(self, facts: Facts) -> None:
        """Staff or provinces are others now."""
        self._facts = facts
        if self.form is not None:
            self.form.set_facts(facts)

    def take_in(self) -> None:
        """Begin a new complaint, or go back to the one that is begun."""
        if self.form is None:
            self._make(OpenComplaint())
        assert self.form is not None
        self.shown.emit(self.form)

    def change(self, detail: ComplaintDetail) -> None:
        """Change a complaint; what is begun already is gone on with."""
        if (
            self.form is not None
            and self.form.opened.complaint_id != detail.row.id
            and self.form.opened.touched()
        ):
            self._seat.toasts.note(_("Save the complaint that is open first, or leave it with Esc."))
            self.shown.emit(self.form)
            return
        if self.form is None or self.form.opened.complaint_id != detail.row.id:
            self._end()
            self._make(of(detail))
        assert self.form is not None
        self.shown.emit(self.form)

    def leave(self) -> None:
        """Esc: a new complaint that was begun stays as a draft; a change is given up, and can be taken back."""
        form = self.form
        if form is None or self._saving:
            return
        opened, kept = form.opened, form.opened.touched()
        if kept and self._draft is not None:
            self._draft.touch()
            self._draft.save_now()
        self._end(drop=not kept)
        self.gone.emit(opened.complaint_id or 0)
        if kept:
            self._seat.toasts.note(
                _("Set aside as a draft"), action=_("Go on"), run=lambda: self._go_on(opened)
            )

    def keep(self) -> None:
        """The window closes: what is typed becomes a draft."""
        if self._draft is not None and self.form is not None and self.form.opened.touched():
            self._draft.touch()
            self._draft.save_now()

    def offered(self, found: dict[str, dict[str, Any]]) -> None:
        """A draft left over from before is offered."""
        for name, kept in found.items():
            if not name.startswith(DRAFT) or name.startswith(f"{DRAFT}step-"):
                continue
            opened = from_draft(name, kept)
            if opened is None:
                continue
            who = opened.values.get("complainant") or opened.values.get("company") or _("A complaint")
            self._seat.toasts.note(
                _("{who}: not saved yet").format(who=who),
                action=_("Go on"),
                run=lambda o=opened: self._go_on(o),
            )
            return

    def _go_on(self, opened: OpenComplaint) -> None:
        if self.form is not None and self.form.opened.touched():
            self.shown.emit(self.form)
            return
        self._end(drop=False)
        if opened.complaint_id is None or opened.base is not None:
            self._make(opened)
            assert self.form is not None
            self.shown.emit(self.form)
            return
        desk, complaint_id = self._seat.desk, opened.complaint_id

        def got(detail: ComplaintDetail) -> None:
            opened.base = detail
            self._go_on(opened)

        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, complaint_id), done=got, failed=self._seat.tell, owner=self
        )

    def _make(self, opened: OpenComplaint) -> None:
        assert self._facts is not None
        seat = self._seat
        form = ComplaintForm(opened, self._facts, now=seat.desk.now, parties=Parties(seat.desk, seat.jobs))
        self.form = form
        self._draft = Draft(self._seat.drafts, opened.draft, opened.as_draft, parent=self)
        self._draft.failed.connect(self._seat.tell)
        form.changed.connect(self._draft.touch)
        form.saved.connect(self.save)
        form.left.connect(self.leave)

    def _end(self, *, drop: bool = True) -> None:
        form, draft = self.form, self._draft
        self.form = self._draft = None
        if draft is not None:
            if drop:
                draft.drop()
            draft.deleteLater()
        if form is not None:
            form.hide()
            form.deleteLater()

    # Saving

    def save(self) -> None:
        """Ctrl+Enter: check what can be checked here, then write."""
        form = self.form
        if form is None or self._saving:
            return
        opened, desk = form.opened, self._seat.desk
        opened.values = form.values()
        if found := form.problems():
            form.show_problems(found)
            return
        made, saved = complaint_of(opened), dict(opened.values)
        self._saving = True
        form.set_saving(True)

        def write(_progress: Progress) -> Opened:
            if opened.complaint_id is None:
                return service.register(desk, made)
            service.change(desk, opened.complaint_id, made, row_version=opened.row_version)
            return Opened(opened.complaint_id, opened.code)

        said = _("Taken in as {code}") if opened.complaint_id is None else _("Saved {code}")
        self._seat.save(
            write, owner=self, said=lambda done: said.format(code=done.code),
            done=lambda done: self._written(form, done, saved), failed=self._refused,
        )  # fmt: skip

    def _written(self, form: ComplaintForm, done: Opened, saved: Values) -> None:
        if self.form is form and texts(form.values()) != texts(saved):
            self._go_on_from(done.id, saved)
            return
        self._saving = False
        self._end()
        self.saved.emit(done.id)

    def _go_on_from(self, complaint_id: int, saved: Values) -> None:
        """What was typed while the complaint was written down stands in a change of it."""
        desk = self._seat.desk

        def got(detail: ComplaintDetail) -> None:
            assert self.form is not None
            now, opened = self.form.values(), of(detail)
            opened.values |= {key: value for key, value in now.items() if value != saved.get(key)}
            self._saving = False
            self._end()
            self._make(opened)
            self.shown.emit(self.form)
            self.keep()
            self._seat.toasts.note(_("What you typed meanwhile is still to be saved."))

        def lost(error: Exception) -> None:
            self._saving = False
            if self.form is not None:
                self.form.set_saving(False)
            self._seat.tell(error)

        self._seat.jobs.read(
            lambda _progress: finding.detail(desk, complaint_id), done=got, failed=lost, owner=self
        )

    def _refused(self, error: Exception) -> None:
        self._saving = False
        form = self.form
        if form is None:
            return
        form.set_saving(False)
        if isinstance(error, FieldError):
            if not form.refuse(error.field, error.sentence):
                self._seat.tell(error)
        elif isinstance(error, Conflict):
            self._compare(form)
        elif isinstance(error, Unavailable):
            self._seat.toasts.error(
                error.sentence, sub=_("It is all still in the form."), again=self.save, action=_("Save again")
            )
        elif isinstance(error, UserError):
            self._seat.tell(error)

    def _compare(self, form: ComplaintForm) -> None:
        desk, complaint_id = self._seat.desk, form.opened.complaint_id
        assert complaint_id is not None

        def read(_progress: Progress) -> tuple[ComplaintDetail, str]:
            told = finding.history(desk, complaint_id)
            return finding.detail(desk, complaint_id), told[-1].by if told else ""

        self._seat.jobs.read(
            read, done=lambda theirs: self._choose(form, *theirs), failed=self._seat.tell, owner=form
        )

    def _choose(self, form: ComplaintForm, theirs: ComplaintDetail, who: str) -> None:
        opened, other = form.opened, values_of(theirs.typed)
        now = self._seat.desk.now()
        found = []
        for key, mine in opened.values.items():
            if key not in LABELS or (mine or None) == (other.get(key) or None):
                continue
            said = [history.said(key, value, {}, now) for value in (mine, other.get(key))]
            changed = (mine or None) != (opened.before.get(key) or None)
            found.append(Difference(key, pgettext(*LABELS[key]), said[0], said[1], changed))
        if not found:
            self._merge(form, theirs, {})
            return
        title = _("{code} was changed while you were at it").format(code=opened.code)
        dialog = ConflictDialog(self._host.window(), found, title=title, who=who or _("The other"))
        dialog.saved.connect(lambda choice: self._merge(form, theirs, choice))
        dialog.dropped.connect(self._drop_mine)
        dialog.open()

    def _merge(self, form: ComplaintForm, theirs: ComplaintDetail, choice: dict[str, str]) -> None:
        opened = form.opened
        merged = values_of(theirs.typed)
        mine = [key for key, side in choice.items() if side == "ours"]
        mine += [LINKS[key] for key in mine if key in LINKS]
        merged |= {key: opened.values.get(key) for key in mine}
        opened.base, opened.row_version = theirs, theirs.row.row_version
        form.set_values(merged)
        self.save()

    def _drop_mine(self) -> None:
        opened = self.form.opened if self.form is not None else None
        self._end()
        self.gone.emit(opened.complaint_id or 0 if opened is not None else 0)
