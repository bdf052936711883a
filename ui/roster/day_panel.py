"""One day in full: who does what, locked or not, done or missed, the inspection's score."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.people.service import StaffRow
from app.roster.by_day import Wanted
from app.roster.rules import BEST_SCORE
from app.roster.shown import Cell, Day
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import CheckField
from ui.kit.forms import Form
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.options import Option, Segment
from ui.kit.overlay import Overlay
from ui.kit.panes import scrolled
from ui.kit.person_field import PersonField
from ui.roster.words import day_name

AROUND = 236
"""Pixels that title, note, foot and the panel's own distance to the window's edges take."""


class DayPanel(Overlay):
    """saved(list[Wanted]) -- to be saved as they stand; the page closes the panel when that was done."""

    saved = Signal(object)

    def __init__(
        self, host: QWidget, day: Day, *, staff: Sequence[StaffRow], over: bool, whys: Sequence[str]
    ) -> None:
        super().__init__(host, name=_("People of the day"), width=620)
        told = _(" · ").join(part for part in (day.holiday, day.festival, day.lunar) if part)
        self.add_title(day_name(day.on), sub=told or _("A working day"))
        self._day = day
        self._rows: list[tuple[Cell, PersonField, CheckField, Segment, LineField]] = []
        self._note = LineField(name=_("Note"), hint=_("Note of the day"))
        self._cells = QWidget()
        self._column = QVBoxLayout(self._cells)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        for cell, why in zip(day.cells, whys, strict=True):
            self._add(cell, staff, over=over, why=why)
        self._area = scrolled(self._cells)
        room = host.window().height() - theme.px(AROUND)
        self._area.setFixedHeight(max(theme.px(160), min(self._cells.sizeHint().height(), room)))
        self.body.addWidget(self._area)
        QApplication.instance().focusChanged.connect(self._keep_in_sight)  # type: ignore[union-attr]
        self._note.set_value(next((cell.remark for cell in day.cells if cell.remark), ""))
        form = Form()
        form.add_row(_("Note"), self._note)
        self.body.addWidget(form)
        self.wrong = Line("", size=12, tone="red")
        row = QHBoxLayout()
        row.addWidget(self.wrong, 1)
        self.save = Button(_("Save the day"), kind="primary", key="Ctrl ↵")
        self.save.clicked.connect(self.finish)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self.finish)

    def _add(self, cell: Cell, staff: Sequence[StaffRow], *, over: bool, why: str) -> None:
        form = Form()
        person = PersonField(name=cell.task, hint=_("nobody"))
        person.set_staff(staff)
        person.set_value(cell.staff_id, name=cell.name)
        locked = CheckField(pgettext("roster.key", "Lock"))
        locked.set_value(cell.locked)
        state = Segment(
            [
                Option("open", pgettext("roster.state", "open")), Option("done", pgettext("roster.state", "done")),
                Option("missed", pgettext("roster.state", "missed")),
            ],
            name=_("State of {task}").format(task=cell.task),
        )  # fmt: skip
        state.set_value("done" if cell.done else "missed" if cell.missed else "open")
        score = LineField(name=_("Score"), hint=f"0—{BEST_SCORE}")
        score.setFixedWidth(72)
        score.set_value("" if cell.score is None else str(cell.score))
        block = QVBoxLayout()
        block.setSpacing(6)
        block.addWidget(label(cell.task, "section", wrap=True))
        form.add_row(_("Person"), person, locked, stretch=(1, 0))
        if over:
            form.add_row(_("State"), state, label(_("Score"), "meta"), score, stretch=(0, 0, 0))
        block.addWidget(form)
        if why:
            block.addWidget(label(why, "meta", wrap=True))
        self._column.addLayout(block)
        self._rows.append((cell, person, locked, state, score))
        person.returnPressed.connect(lambda: self._next(person))

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the focus now."""
        if now is not None and self._cells.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, theme.px(48))

    def _next(self, person: PersonField) -> None:
        fields = [row[1] for row in self._rows]
        after = fields.index(person) + 1
        (fields[after] if after < len(fields) else self.save).setFocus()

    def people(self) -> list[PersonField]:
        """The fields of the people, in order."""
        return [row[1] for row in self._rows]

    def refuse(self, sentence: str) -> None:
        """What is in the way; everything typed stays."""
        self.save.set_working(None)
        self.wrong.set_text(sentence)

    def finish(self) -> None:
        """Check what can be checked here, then let the page save it."""
        wanted = []
        for cell, person, locked, state, score in self._rows:
            if person.problem():
                person.set_error(person.problem())
                person.setFocus()
                return
            typed = score.value()
            if typed and not (typed.isdecimal() and int(typed) <= BEST_SCORE):
                score.set_error(_("0 to {best}").format(best=BEST_SCORE))
                score.setFocus()
                self.wrong.set_text(_("A score lies between 0 and {best}.").format(best=BEST_SCORE))
                return
            wanted.append(
                Wanted(
                    cell.id, cell.row_version, person.value(), bool(locked.value()), str(state.value()),
                    int(typed) if typed else None, self._note.value(),
                )
            )  # fmt: skip
        self.save.set_working(_("Saving…"))
        self.saved.emit(wanted)
