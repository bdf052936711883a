"""The steps of the first-start guide: each a question, what answers it, and what it would write."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.office import settings
from app.overview import first_start
from app.overview.first_start import Facts
from app.store.errors import FieldError, UserError
from app.words import N_, _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.fields import LineField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.overlay import Picture
from ui.kit.seat import Seat

Work = Callable[[], object]
GREETINGS = (
    (N_("Working hours"), N_("Hello, {company}. What can I do for you?")),
    (
        N_("After hours"),
        N_("Hello, {company}. We are closed just now; leave your number and we call back tomorrow."),
    ),
    (N_("Holidays"), N_("Happy holidays, {company} speaking. What can I do for you?")),
)


class Step(QWidget):
    """What every step has: title, sub, focus, what it writes, and where a refusal belongs.

    changed() -- the line under its name in the list of steps may say something else. returned() -- Enter: go on.
    """

    changed = Signal()
    returned = Signal()
    title = ""
    sub = ""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def show_facts(self, facts: Facts) -> None:
        """Show the office as it is now."""

    def told(self) -> str:
        """What the list of steps says under the name; "" for its usual line."""
        return ""

    def start(self) -> None:
        """Put the caret where one begins."""

    def work(self) -> Work | None:
        """What going on writes, on the writer lane; None when nothing was typed."""
        return None

    def refuse(self, error: UserError) -> bool:
        """Say a refusal at its field; False when it has none here."""
        return False

    def line(self, name: str, value: str = "", hint: str = "") -> LineField:
        """A line whose Enter goes on."""
        field = LineField(name=name, hint=hint)
        field.set_value(value)
        field.returnPressed.connect(self.returned)
        return field


class CompanyStep(Step):
    """Name, department, area code, language."""

    title, sub = N_("Which company is it?"), N_("The name stands on every paper and in the greeting.")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        get = seat.desk.settings.get
        self.name = self.line(_("Company name"), get(settings.COMPANY), _("As it is registered"))
        self.department = self.line(_("Department"), get(settings.DEPARTMENT))
        self.area = self.line(_("Own area code"), get(settings.AREA_CODE), "0371")
        self.area.setMaximumWidth(theme.px(160))
        form = Form()
        form.add_row(_("Company"), self.name)
        form.add_row(pgettext("staff", "Dept"), self.department)
        form.add_row(_("Area code"), self.area, label(_("for local numbers typed without one"), "meta"))
        self.column.addWidget(form)
        self.name.changed.connect(self.changed)

    def told(self) -> str:
        return self.name.value()

    def start(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Work | None:
        desk = self.seat.desk
        typed = {
            settings.COMPANY: self.name.value(), settings.DEPARTMENT: self.department.value(),
            settings.AREA_CODE: self.area.value(),
        }  # fmt: skip
        values = {setting: value for setting, value in typed.items() if value != desk.settings.get(setting)}
        return partial(desk.settings.set_many, values) if values else None


class GreetingStep(Step):
    """What is said first, with three to begin from and how it will look."""

    title = N_("What is said first on the telephone?")
    sub = N_("It stands over every call; the company's name is put in.")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.text = self.line(_("Greeting"), seat.desk.settings.get(settings.GREETING))
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for name, said in GREETINGS:
            chip = Chip(_(name))
            chip.setCheckable(False)
            chip.clicked.connect(partial(self._take, said))
            chips.addWidget(chip)
        chips.addStretch(1)
        band = QFrame()
        band.setProperty("pane", "accent")
        inside = QHBoxLayout(band)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(10)
        inside.addWidget(
            Picture("message-square-quote", size=18, tone="accent"), 0, Qt.AlignmentFlag.AlignTop
        )
        self.preview = label("", "pane", tone="accent", wrap=True)
        inside.addWidget(self.preview, 1)
        self.column.addWidget(self.text)
        self.column.addLayout(chips)
        self.column.addSpacing(4)
        self.column.addWidget(label(_("So it looks on the calls page"), "meta"))
        self.column.addWidget(band)
        self.text.changed.connect(self._show)
        self._show()

    def show_facts(self, facts: Facts) -> None:
        self._show()

    def _take(self, said: str) -> None:
        self.text.set_value(_(said))
        self.text.setFocus()
        self.text.end(False)

    def _show(self) -> None:
        company = self.seat.desk.settings.get(settings.COMPANY) or _("our company")
        self.preview.setText(self.text.value().replace("{company}", company))
        self.changed.emit()

    def told(self) -> str:
        changed = self.text.value() != self.seat.desk.settings.get(settings.GREETING)
        return self.preview.text() if changed or self.seat.desk.settings.get(settings.COMPANY) else ""

    def start(self) -> None:
        self._show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Work | None:
        desk, value = self.seat.desk, self.text.value()
        if not value or value == desk.settings.get(settings.GREETING):
            return None
        return partial(desk.settings.set, settings.GREETING, value)


class PeopleStep(Step):
    """The one at the desk by name, and the colleagues calls are put through to."""

    title = N_("Who sits at the desk?")
    sub = N_("What is saved carries this name. Colleagues can be added here or later.")
    added = Signal(str, str)  # name, extension: a colleague

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.name = self.line(_("Name"), seat.desk.person.name)
        self.extension = self.line(_("Extension"), "", "801")
        self.extension.setMaximumWidth(theme.px(110))
        self.colleague = LineField(name=_("Colleague"), hint=_("Name of a colleague, then ↵"))
        self.number = LineField(name=_("Colleague's extension"), hint="802")
        self.number.setMaximumWidth(theme.px(110))
        add = Button(_("Add"), icon="plus")
        add.clicked.connect(self._add)
        self.colleague.returnPressed.connect(self._add_or_go)
        self.number.returnPressed.connect(self._add_or_go)
        form = Form()
        form.add_row(pgettext("guide", "Desk"), self.name, self.extension, stretch=(1, 0))
        form.add_row(_("Colleagues"), self.colleague, self.number, add, stretch=(1, 0, 0))
        self.list = label("", "body", tone="text2", wrap=True)
        self.column.addWidget(form)
        self.column.addWidget(self.list)
        self.name.changed.connect(self.changed)

    def show_facts(self, facts: Facts) -> None:
        me = next((row for row in facts.staff if row.id == facts.me), None)
        if me is not None and not self.extension.isModified():
            self.extension.set_value(me.extension)
        others = [row for row in facts.staff if row.id != facts.me]
        names = [f"{row.name} {row.extension}".strip() for row in others]
        self.list.setText(_(", ").join(names) if names else _("Nobody else yet."))

    def _add_or_go(self) -> None:
        self._add() if self.colleague.value() else self.returned.emit()

    def _add(self) -> None:
        if self.colleague.value():
            self.added.emit(self.colleague.value(), self.number.value())

    def colleague_added(self) -> None:
        """It is on the list now: ready for the next one."""
        self.colleague.set_value("")
        self.number.set_value("")
        self.colleague.setFocus()

    def told(self) -> str:
        return self.name.value()

    def start(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def work(self) -> Work | None:
        return partial(
            first_start.name_receptionist, self.seat.desk, self.name.value(), self.extension.value()
        )

    def refuse(self, error: UserError) -> bool:
        fields = {"name": self.name, "extension": self.extension}
        if self.colleague.hasFocus() or self.number.hasFocus():
            fields = {"name": self.colleague, "extension": self.number}
        field = fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None:
            return False
        field.set_error(error.sentence)
        field.setFocus()
        return True
