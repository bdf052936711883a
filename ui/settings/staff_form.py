"""The editor of one member of staff."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people import rules
from app.people import service as people
from app.people.editing import StaffCard
from app.people.rules import NewStaff, problems, role_label
from app.people.service import StaffRow
from app.words import _, pgettext
from ui.kit.buttons import Button, LinkButton
from ui.kit.chips import Tag
from ui.kit.date_field import DateField
from ui.kit.fields import CheckField, ComboField, LineField
from ui.kit.forms import Form
from ui.kit.labels import hairline, label
from ui.kit.phone_field import PhoneField
from ui.kit.seat import Seat
from ui.settings.record_form import RecordForm


class StaffForm(RecordForm):
    """saved(NewStaff). leaving(day, heir id or None), back(),
    removing() -- the buttons under the form.
    """

    leaving = Signal(object, object)
    back = Signal()
    removing = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.state = Tag("", tone="amber")
        self.state.hide()
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        self.told = label("", "meta", wrap=True)
        self._make_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.form)
        column.addLayout(self.foot)
        column.addWidget(hairline())
        column.addWidget(self._make_leaving())
        self._staff: list[StaffRow] = []
        self.staff_changed()

    def _make_form(self) -> None:
        self.form = form = Form()

        def line(name: str) -> LineField:
            field = (PhoneField if name == "mobile" else LineField)(name=rules.label(name))
            form.add_field(name, rules.label(name), field)
            return field

        self.name = line("name")
        line("code")
        line("department")
        line("title")
        roles = [(word, role_label(word)) for word in rules.ROLES]
        form.add_field("role", rules.label("role"), ComboField(roles, name=rules.label("role")))
        for name in ("mobile", "extension", "email", "wechat"):
            line(name)
        self.superior = ComboField(name=rules.label("superior_id"), hint=_("Nobody"))
        form.add_field("superior_id", rules.label("superior_id"), self.superior)
        today = self._seat.desk.today
        form.add_field("from_on", rules.label("from_on"), DateField(name=rules.label("from_on"), today=today))
        self.resident = CheckField(rules.label("resident"))
        self.resident.setToolTip(_("Takes part in the cleaning roster."))
        form.add_field("resident", "", self.resident)

    def _make_leaving(self) -> QWidget:
        self._leave_box = QWidget()
        column = QVBoxLayout(self._leave_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._open_leaving = LinkButton(_("Leaves the company…"), size=14)
        self._come_back = LinkButton(_("Works here again"), size=14)
        self._take_off = LinkButton(_("Take off the list"), size=14)
        self._take_off.setToolTip(_("For a record made by mistake; who left is kept."))
        links = QHBoxLayout()
        links.setSpacing(16)
        for link in (self._open_leaving, self._come_back, self._take_off):
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)
        self.leave_form = Form()
        self.last_day = DateField(name=rules.label("to_on"), today=self._seat.desk.today)
        self.heir = ComboField(name=_("Hand over to"), hint=_("Nobody"))
        self.leave_form.add_field("to_on", pgettext("staff", "Last day"), self.last_day)
        self.leave_form.add_field("heir", _("Provinces to"), self.heir)
        self._leave_told = label("", "meta", wrap=True)
        self._leave_now = Button(_("Record the leaving"))
        self._leave_now.clicked.connect(self._leave)
        column.addWidget(self.leave_form)
        column.addWidget(self._leave_told)
        column.addWidget(self._leave_now, 0, Qt.AlignmentFlag.AlignRight)
        self._open_leaving.clicked.connect(lambda: self._show_leaving(True))
        self._come_back.clicked.connect(self.back)
        self._take_off.clicked.connect(self.removing)
        self._show_leaving(False)
        return self._leave_box

    # What the panel says

    def staff_changed(self) -> None:
        """Read anew who can be a superior or take over."""
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: people.find(desk),
            done=self._know,
            failed=self._seat.tell,
            owner=self,
            latest="staff",
        )

    def _know(self, staff: list[StaffRow]) -> None:
        self._staff = staff
        others = [(row.id, row.name, row.department) for row in staff if row.id != self._id]
        self.superior.set_choices([(None, _("Nobody"), ""), *others])
        self.superior.set_value(
            self._shown.superior_id if self._shown and not self.dirty() else self.superior.value()
        )
        self.heir.set_choices([(None, _("Nobody"), ""), *others])

    def show_card(self, card: StaffCard, *, today: date) -> None:
        """Edit somebody who is on the list."""
        self._id, gone = card.id, card.fields.to_on is not None and card.fields.to_on < today
        self._put(card.fields)
        self.title.setText(card.fields.name)
        going = card.fields.to_on
        self.state.setVisible(going is not None)
        if going is not None:
            self.state.set_words(
                (_("left on {day}") if gone else _("leaves on {day}")).format(day=going.isoformat())
            )
        parts = []
        if card.provinces:
            parts.append(_("Answers for {provinces}.").format(provinces=_(", ").join(card.provinces)))
        if card.deputy_of:
            parts.append(_("Stands in for {provinces}.").format(provinces=_(", ").join(card.deputy_of)))
        self.told.setText("\n".join(parts))
        self.told.setVisible(bool(parts))
        self._leave_box.show()
        self._open_leaving.setVisible(going is None)
        self._come_back.setVisible(going is not None)
        self._leave_told.setText(
            _("Whoever takes over gets: {provinces}.").format(provinces=_(", ").join(card.provinces))
            if card.provinces
            else _("No province is theirs.")
        )
        self._show_leaving(False)

    def show_new(self, code: str) -> None:
        """An empty form, the caret in the name."""
        self._id = 0
        self._put(NewStaff(code=code, name="", from_on=None))
        self.title.setText(_("Somebody new"))
        self.state.hide()
        self.told.hide()
        self._leave_box.hide()
        self.start()

    def show_nothing(self) -> None:
        super().show_nothing()
        for part in (self.state, self.told, self._leave_box):
            part.hide()

    def blank(self) -> NewStaff:
        return NewStaff(code="", name="", from_on=None)

    def _fill(self, fields: NewStaff) -> None:
        self._know(self._staff)
        self.form.set_values({name: getattr(fields, name) for name in rules.FIELDS})
        self.superior.set_value(fields.superior_id)

    def typed(self) -> tuple[NewStaff, dict[str, str]]:
        values: dict[str, Any] = self.form.values()
        joined: DateField = self.form.field("from_on")
        unread = joined.problem()
        return replace(self._shown, **values), {"from_on": unread} if unread else {}

    def problems(self, typed: NewStaff) -> dict[str, str]:
        return problems(typed)

    def show_errors(self, errors: dict[str, str]) -> None:
        """Mark the fields that do not fit and put the caret into the first."""
        form = self.leave_form if errors.keys() & {"heir", "to_on"} else self.form
        form.show_errors(errors)

    # Leaving

    def _show_leaving(self, shown: bool) -> None:
        for part in (self.leave_form, self._leave_told, self._leave_now):
            part.setVisible(shown)
        if shown:
            self.last_day.set_value(self._seat.desk.today())
            self.heir.set_value(None)
            self.last_day.setFocus()

    def _leave(self) -> None:
        day = self.last_day.value()
        if day is None:
            self.last_day.set_error(self.last_day.problem() or _("Which day is the last?"))
            self.last_day.setFocus()
            return
        heir = self.heir.value()
        self.leaving.emit(day, heir if isinstance(heir, int) else None)
