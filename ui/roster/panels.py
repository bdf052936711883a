"""The small panels of the page: who stands in, a new absence, why a month that is over is made anew."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.people.service import StaffRow
from app.roster.reasons import Candidate
from app.roster.shown import Cell
from app.words import _, ngettext, pgettext
from ui.kit.buttons import Button
from ui.kit.date_field import DateField
from ui.kit.forms import Form
from ui.kit.labels import label
from ui.kit.line_field import LineField
from ui.kit.options import Option, OptionGroup
from ui.kit.overlay import Overlay
from ui.kit.person_field import PersonField
from ui.roster.words import day_name

OFFERED = 6


class StandInPanel(Overlay):
    """Somebody can't come: the colleague with the fewest turns is offered first, Enter takes. taken(staff_id, why)."""

    taken = Signal(int, str)

    def __init__(self, host: QWidget, cell: Cell, candidates: Sequence[Candidate]) -> None:
        super().__init__(host, name=_("Who stands in"), width=460)
        self.add_title(
            _("{name} can't come on {day}").format(name=cell.name, day=day_name(cell.on)),
            sub=_("Fewest turns first. Who is replaced is noted as away that day."),
        )
        free = [one for one in candidates if not one.obstacle][:OFFERED]
        self._first = free[0].staff_id if free else 0
        self.group = OptionGroup(
            [Option(one.staff_id, _words(one), str(at)) for at, one in enumerate(free, start=1)],
            name=_("Who stands in"), columns=1, sunken=True,
        )  # fmt: skip
        self.reason = LineField(name=_("Why"), hint=_("ill"))
        if free:
            self.group.set_value(self._first)
            self.body.addWidget(self.group)
            self.group.returned.connect(self.finish)
            self.group.keyed.connect(lambda _value: self.finish())
            form = Form()
            form.add_row(_("Why"), self.reason)
            self.reason.returnPressed.connect(self.finish)
            self.body.addWidget(form)
        else:
            self.body.addWidget(label(_("Nobody of the pool is free that day."), wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        take = Button(_("Let them stand in") if free else _("Close"), kind="primary", key="↵")
        take.clicked.connect(self.finish)
        row.addWidget(take)
        self.body.addLayout(row)
        self._start: QWidget = self.group.focusProxy() or self.group if free else take

    def open(self, *, focus: QWidget | None = None) -> None:
        """With the first proposal chosen, so that Enter takes it."""
        super().open(focus=focus or self._start)

    def finish(self) -> None:
        """Take who is chosen."""
        value = self.group.value() if self._first else None
        self.close_up()
        if isinstance(value, int):
            self.taken.emit(value, self.reason.value())


def _words(one: Candidate) -> str:
    times = ngettext("{n} turn this year", "{n} turns this year", one.year).format(n=one.year)
    told = [one.name, times, *([_("on duty the day beside")] if one.tired else [])]
    return _(" · ").join(told)


class LeavePanel(Overlay):
    """A new absence. noted(staff_id, first, last, reason)."""

    noted = Signal(int, object, object, str)

    def __init__(
        self,
        host: QWidget,
        *,
        staff: Sequence[StaffRow],
        today: Callable[[], date],
        first: date,
        person: int | None,
    ) -> None:
        super().__init__(host, name=_("Note an absence"), width=440)
        self.add_title(_("Note an absence"), sub=_("Make the rest again afterwards; what is locked stays."))
        self.person = PersonField(name=_("Person"))
        self.person.set_staff(staff)
        self.person.set_value(person)
        self.first = DateField(name=pgettext("days", "From"), today=today)
        self.first.set_value(first)
        self.last = DateField(name=pgettext("days", "To"), today=today)
        self.last.set_value(first)
        self.reason = LineField(name=_("Why"), hint=_("leave, business trip, ill …"))
        form = Form()
        for words, field in (
            (_("Person"), self.person), (pgettext("days", "From"), self.first),
            (pgettext("days", "To"), self.last), (_("Why"), self.reason),
        ):  # fmt: skip
            form.add_row(words, field)
        self.body.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        save = Button(_("Note it"), kind="primary", key="Ctrl ↵")
        save.clicked.connect(self.finish)
        row.addWidget(save)
        self.body.addLayout(row)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.finish)
        self.reason.returnPressed.connect(self.finish)

    def finish(self) -> None:
        """Check the fields, then close."""
        who, first, last = self.person.value(), self.first.value(), self.last.value()
        for field, wrong in (
            (self.person, self.person.problem() or ("" if who else _("Who is away?"))),
            (self.first, self.first.problem() or ("" if first else _("From which day?"))),
            (self.last, self.last.problem() or ("" if last else _("To which day?"))),
        ):
            if wrong:
                field.set_error(wrong)
                field.setFocus()
                self.relay()
                return
        assert who is not None and first is not None and last is not None
        if last < first:
            self.last.set_error(_("The last day of the absence lies before the first."))
            self.last.setFocus()
            self.relay()
            return
        self.close_up()
        self.noted.emit(who, first, last, self.reason.value())


class ReasonPanel(Overlay):
    """What is over is filled only with a reason: a month anew, or its `gaps`. given(text)."""

    given = Signal(str)

    def __init__(self, host: QWidget, title: str, *, gaps: bool = False) -> None:
        super().__init__(host, name=_("Reason"), width=440)
        sub = (
            _("All days without anybody are filled; what is there stays as it is.")
            if gaps
            else _("What hung on the wall changes. Ticked and locked turns stay.")
        )
        self.add_title(title, sub=sub)
        self.reason = LineField(
            name=_("Reason"), hint=_("Why is it filled now?") if gaps else _("Why is it made anew?")
        )
        form = Form()
        form.add_row(_("Reason"), self.reason)
        self.body.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        self._missing = (
            _("A day that is over is filled only with a reason.")
            if gaps
            else _("This month is over. Give a reason for making its roster anew.")
        )
        make = Button(_("Fill the gaps") if gaps else _("Make it anew"), kind="primary", key="↵")
        make.clicked.connect(self.finish)
        row.addWidget(make)
        self.body.addLayout(row)
        self.reason.returnPressed.connect(self.finish)

    def finish(self) -> None:
        """Take the reason."""
        if not self.reason.value():
            self.reason.set_error(self._missing)
            self.reason.setFocus()
            self.relay()
            return
        self.close_up()
        self.given.emit(self.reason.value())
