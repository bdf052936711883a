"""The later steps of the first-start guide: provinces, backup, a call to try; and all steps in their order."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.office import settings
from app.overview import first_start, places
from app.overview.first_start import Facts
from app.store.errors import UserError
from app.words import N_, _, ngettext
from ui.kit.buttons import Button
from ui.kit.chips import Chip, KeyCap
from ui.kit.fields import ComboField, LineField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.seat import Seat
from ui.settings.guide_steps import CompanyStep, GreetingStep, PeopleStep, Step, Work
from ui.settings.line_editors import FolderEditor


class ProvincesStep(Step):
    """Who answers for which province: a person, the provinces ticked, given; and again for the next one."""

    title, sub = (
        N_("Who answers for which province?"),
        N_("Complaints and leads of a province go to its owner."),
    )
    given = Signal(object, object)  # provinces, and a staff id or the name of somebody new

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.owner = ComboField(name=_("Owner"), hint=_("Somebody of the staff"))
        self.new = LineField(name=_("Somebody new"), hint=_("or the name of somebody new"))
        self.give = Button(_("Give"), icon="check")
        self.give.clicked.connect(self._give)
        self.new.returnPressed.connect(self._give)
        self.owner.changed.connect(lambda: self.new.set_value(""))
        form = Form()
        form.add_row(_("Owner"), self.owner, self.new, self.give, stretch=(1, 1, 0))
        self.column.addWidget(form)
        self.chips: dict[str, Chip] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self.column.addLayout(self._grid)
        self.list = label("", "body", tone="text2", wrap=True)
        self.column.addWidget(self.list)
        self._left = 34

    def show_facts(self, facts: Facts) -> None:
        self.owner.set_choices([(row.id, row.name, row.department) for row in facts.staff])
        for at, row in enumerate(facts.provinces):
            if row.province not in self.chips:
                chip = Chip(row.province)
                self.chips[row.province] = chip
                self._grid.addWidget(chip, at // 7, at % 7, Qt.AlignmentFlag.AlignLeft)
            self.chips[row.province].setChecked(False)
            self.chips[row.province].setEnabled(not row.owner)
            self.chips[row.province].setToolTip(row.owner)
        owned: dict[str, list[str]] = {}
        for row in facts.provinces:
            if row.owner:
                owned.setdefault(row.owner, []).append(row.province)
        self.list.setText(
            "\n".join(
                _("{kind}: {what}").format(kind=name, what=_(", ").join(of)) for name, of in owned.items()
            )
        )
        self._left = sum(1 for row in facts.provinces if not row.owner)
        self.changed.emit()

    def chosen(self) -> list[str]:
        """The provinces ticked."""
        return [name for name, chip in self.chips.items() if chip.isChecked()]

    def _give(self) -> None:
        owner = self.new.value() or self.owner.value()
        if not self.chosen() and not owner:
            self.returned.emit()
        elif not owner:
            self.new.set_error(_("Who answers for it? Choose somebody or type a name."))
            self.new.setFocus()
        elif not self.chosen():
            self.seat.toasts.note(_("Tick the provinces first."))
        else:
            self.given.emit(self.chosen(), owner)

    def told(self) -> str:
        if self._left == 34:
            return ""
        return ngettext("{n} without an owner", "{n} without an owner", self._left).format(n=self._left)

    def start(self) -> None:
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Work | None:
        owner = self.new.value() or self.owner.value()
        if not self.chosen() or not isinstance(owner, int | str) or not owner:
            return None
        return partial(first_start.own_provinces, self.seat.desk, self.chosen(), owner)

    def refuse(self, error: UserError) -> bool:
        self.new.set_error(error.sentence)
        self.new.setFocus()
        return True


class BackupStep(Step):
    """A second place for the backups."""

    title = N_("Where else are backups kept?")
    sub = N_("One is made every day in the office's own folder. A second disk survives the first.")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.folder = FolderEditor(name=_("Second backup folder"))
        self.folder.set_value(seat.desk.settings.get(settings.BACKUP_SECOND))
        self.folder.line.returnPressed.connect(self.returned)
        self.folder.committed.connect(self.changed)
        self.wrong = label("", "meta", tone="red", wrap=True)
        self.wrong.hide()
        self.folder.error_changed.connect(self._say)
        self.column.addWidget(self.folder)
        self.column.addWidget(self.wrong)
        hint = _("A USB stick, another disk or a folder that is synchronised. It is tried at once.")
        self.column.addWidget(label(hint, "meta", wrap=True))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def told(self) -> str:
        return self.folder.value()

    def start(self) -> None:
        self.folder.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> Work | None:
        desk, told = self.seat.desk, self.folder.value()
        if told == desk.settings.get(settings.BACKUP_SECOND):
            return None

        def keep() -> None:
            desk.settings.set(settings.BACKUP_SECOND, str(places.try_folder(desk, told)) if told else "")

        return keep

    def refuse(self, error: UserError) -> bool:
        self.folder.set_error(error.sentence)
        self.folder.line.setFocus()
        return True


class CallStep(Step):
    """The last: how a call is taken, and one to try."""

    title, sub = N_("Try a call"), N_("This is the whole day: five keys besides the text.")
    call_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for at, (caps, said) in enumerate((
            ("F2", _("The telephone rings: the clock runs, the greeting is shown, type the number.")),
            ("↵", _("Takes whoever is found under the number, the last four digits, initials or hanzi.")),
            ("1…8", _("The category; its line to say follows.")),
            ("Tab", _("Matter, then answer.")),
            ("Ctrl ↵", _("Saved. A call back instead: F8, and it comes up on Today when it is due.")),
        )):  # fmt: skip
            caps_row = QHBoxLayout()
            caps_row.setSpacing(4)
            for cap in caps.split(" "):
                caps_row.addWidget(KeyCap(cap))
            caps_row.addStretch(1)
            grid.addLayout(caps_row, at, 0)
            grid.addWidget(label(said, wrap=True), at, 1)
        self.column.addLayout(grid)
        self.take = Button(_("Take a call to try"), kind="primary", icon="phone-incoming", key="F2")
        self.take.clicked.connect(self.call_wanted)
        self.column.addSpacing(8)
        self.column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(
            label(_("What is tried can be undone by Alt U, or thrown into the bin."), "meta")
        )

    def start(self) -> None:
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)


STEPS: tuple[tuple[str, str, str, type[Step]], ...] = (
    ("company", N_("Company"), N_("name and department"), CompanyStep),
    ("greeting", N_("Greeting"), N_("the first sentence"), GreetingStep),
    ("people", N_("Staff"), N_("who sits at the desk"), PeopleStep),
    ("provinces", N_("Provinces and owners"), N_("who answers for which"), ProvincesStep),
    ("backup", N_("Backup"), N_("a second place"), BackupStep),
    ("call", N_("Try a call"), N_("five keys"), CallStep),
)
"""Key, name, what the list says while nothing is known, and the step."""
