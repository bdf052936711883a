"""People, pairs and tasks of the roster: who takes part and how, who is kept apart, what is cleaned."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.people.service import StaffRow
from app.roster.pool import ApartRow, PoolRow
from app.roster.rules import MOST_TASKS, Task
from app.words import _, pgettext
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.date_field import DateField
from ui.kit.fields import CheckField
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.labels import Line, label
from ui.kit.line_field import LineField
from ui.kit.options import Option, Segment
from ui.kit.overlay import Overlay
from ui.kit.person_field import PersonField
from ui.kit.rows import Column
from ui.kit.table import RecordTable
from ui.roster.pool_list import PoolSource
from ui.roster.weekday_field import WeekdayField

Fields = dict[str, Any]


class PoolPanel(Overlay):
    """member_saved(staff_id, fields), paired(one, other, reason), unpaired(id), tasks_saved(list[Task])."""

    member_saved = Signal(int, object)
    paired = Signal(int, int, str)
    unpaired = Signal(int)
    tasks_saved = Signal(object)

    def __init__(
        self, host: QWidget, *, jobs: Jobs, rows: Sequence[PoolRow], pairs: Sequence[ApartRow], tasks: Sequence[Task],
        staff: Sequence[StaffRow], today: Callable[[], date],
    ) -> None:  # fmt: skip
        super().__init__(host, name=_("People, tasks and rules"), width=900)
        self._today, self._staff = today, staff
        self._pairing = False
        self._shown = 0  # whose rules stand in the form
        self._leaving: tuple[int, Fields] | None = None
        self._asked: tuple[int, Fields] | None = None  # to be saved; a first day may be filled in with it
        self._source = PoolSource(rows)
        self.add_title(_("People, tasks and rules"), sub=_("Counts for months that are made from now on."))
        self.tabs = Segment(
            [
                Option("people", pgettext("roster.pool", "People")),
                Option("apart", _("Never together")),
                Option("tasks", _("Tasks")),
            ],
            name=_("What"),
        )
        self.tabs.set_value("people")
        self.tabs.picked.connect(
            lambda value: self.pages.setCurrentIndex(("people", "apart", "tasks").index(value))
        )
        self.body.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.pages.setMinimumHeight(theme.px(430))
        for page in (self._people_page(jobs), self._pairs_page(pairs), self._tasks_page(tasks)):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages)
        self.wrong = Line("", size=12, tone="red")
        self.body.addWidget(self.wrong)
        self.bind(("Ctrl+Return", "Ctrl+Enter"), self._save_shown)

    def open(self, *, focus: QWidget | None = None) -> None:
        """With the list of people focused."""
        super().open(focus=focus or self.list)

    def refuse(self, sentence: str) -> None:
        """What is in the way; everything typed stays."""
        self._pairing = False
        back, self._leaving = self._leaving, None
        if back is not None:
            self._shown = back[0]
            self.list.set_current(back[0])
            self._fill(self._source.by_id[back[0]].name, back[1])
        self.wrong.set_text(sentence)

    def _save_shown(self) -> None:
        (self._save_person, self._pair, self._save_tasks)[self.pages.currentIndex()]()

    # People

    def _people_page(self, jobs: Jobs) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        columns = (
            Column("in", "", 30, sorts=False), Column("name", _("Name"), 136, sorts=False),
            Column("how", _("How"), 120, stretch=1, sorts=False, size=12),
        )  # fmt: skip
        self.list = RecordTable(columns, jobs=jobs, name=pgettext("roster.pool", "People"))
        self.list.setMinimumWidth(theme.px(330))
        self.list.current_changed.connect(self._show_person)
        self.list.searched.connect(lambda: self.list.go_first() if self.list.current_id() <= 0 else None)
        self.list.show_source(self._source)
        row.addWidget(self.list, 1)
        row.addWidget(self._person_form(), 1)
        return holder

    def _person_form(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.name = label("", "pane")
        self.resident = CheckField(_("Sits in the office and takes part"))
        self.first = DateField(name=pgettext("days", "From"), today=self._today)
        self.last = DateField(name=pgettext("days", "To"), today=self._today)
        self.share = LineField(name=_("Share in per cent"))
        self.share.set_note("%")
        self.weekdays = WeekdayField(name=_("At work only on"))
        self.avoid = WeekdayField(name=_("Never on duty on"))
        self.prefer = WeekdayField(name=_("Rather on"))
        self.remark = LineField(name=_("Note"))
        form = Form()
        for words, field in (
            ("", self.resident), (pgettext("days", "From"), self.first), (pgettext("days", "To"), self.last),
            (pgettext("roster", "Share"), self.share),
            (_("Part time"), self.weekdays), (_("Avoid"), self.avoid), (_("Prefer"), self.prefer),
            (_("Note"), self.remark),
        ):  # fmt: skip
            form.add_row(words, field)
        column.addWidget(self.name)
        column.addWidget(form)
        column.addStretch(1)
        save = Button(_("Save this person"), kind="primary", key="Ctrl ↵")
        save.clicked.connect(self._save_person)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(save)
        column.addLayout(foot)
        return holder

    def _show_person(self, staff_id: int) -> None:
        row, left = self._source.by_id.get(staff_id), self._source.by_id.get(self._shown)
        if row is None or row is left:
            return
        if left is not None and self._typed() != _fields(left):
            if self._problem():
                QTimer.singleShot(0, self, self._stay)
                return
            self._leaving = (self._shown, self._typed())
            self.member_saved.emit(*self._leaving)  # what was typed is not lost to another row
        self._shown = staff_id
        self._fill(row.name, _fields(row))
        self.wrong.set_text("")

    def _stay(self) -> None:
        """What is typed can't be kept yet: it stays, with the sentence why."""
        self.list.set_current(self._shown)
        self.wrong.set_text(self._problem())

    def _fill(self, name: str, fields: Fields) -> None:
        self.name.setText(name)
        self.share.set_value(str(fields["share"]))
        for key, field in self._inputs().items():
            field.set_value(fields[key])

    def _inputs(self) -> dict[str, Any]:
        """The fields of the form by their name, without the share, which is typed as text."""
        return {
            "resident": self.resident, "from_on": self.first, "to_on": self.last, "weekdays": self.weekdays,
            "avoid": self.avoid, "prefer": self.prefer, "remark": self.remark,
        }  # fmt: skip

    def _typed(self) -> Fields:
        share = self.share.value()
        typed = {key: field.value() for key, field in self._inputs().items()}
        return typed | {"share": int(share) if share.isdecimal() else share}

    def _problem(self) -> str:
        wrong = self.first.problem() or self.last.problem()
        if not self.share.value().isdecimal():
            wrong = wrong or _("The share lies between 10 and 100 per cent.")
        return wrong

    def _save_person(self) -> None:
        wrong = self._problem()
        if wrong or self._shown <= 0:
            self.refuse(wrong)
            return
        self._asked = (self._shown, self._typed())
        self.member_saved.emit(*self._asked)

    def heard(self, rows: Sequence[PoolRow], pairs: Sequence[ApartRow]) -> None:
        """What was saved shows at once."""
        self._leaving = None
        self.wrong.set_text("")
        if self._pairing:
            self._pairing = False
            for field in (self.one, self.other):
                field.set_value(None)
            self.pair_reason.set_value("")
        self._source.by_id = {row.staff_id: row for row in rows}
        if self._asked == (self._shown, self._typed()) and (row := self._source.by_id.get(self._shown)):
            self._fill(row.name, _fields(row))
        self.list.heard(changed=list(self._source.by_id), lit=True)
        self._list_pairs(pairs)

    # Pairs

    def _pairs_page(self, pairs: Sequence[ApartRow]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.one, self.other = PersonField(name=_("One")), PersonField(name=_("The other"))
        self.pair_reason = LineField(name=_("Why"), hint=_("one of them answers the telephone …"))
        for field in (self.one, self.other):
            field.set_staff(self._staff)
        form = Form()
        form.add_row(_("Never"), self.one, label(_("with"), "meta"), self.other, stretch=(1, 0, 1))
        form.add_row(_("Why"), self.pair_reason)
        add = Button(_("Keep apart"), key="Ctrl ↵")
        add.clicked.connect(self._pair)
        form.add_row("", add)
        column.addWidget(form)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(2)
        column.addLayout(self._pairs)
        column.addStretch(1)
        self._list_pairs(pairs)
        return holder

    def _list_pairs(self, pairs: Sequence[ApartRow]) -> None:
        while (item := self._pairs.takeAt(0)) is not None:
            item.widget().deleteLater()
        for pair in pairs:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            words = _("{one} and {other} never together").format(one=pair.one, other=pair.other)
            row.addWidget(Line(f"{words}  {pair.reason}"), 1)
            gone = IconButton("x", _("Let them be together again: {words}").format(words=words))
            gone.clicked.connect(lambda *_args, i=pair.id: self.unpaired.emit(i))
            row.addWidget(gone)
            self._pairs.addWidget(line)

    def _pair(self) -> None:
        one, other = self.one.value(), self.other.value()
        if one is None or other is None:
            self.refuse(_("Choose two different people."))
            return
        self._pairing = True
        self.paired.emit(one, other, self.pair_reason.value())

    # Tasks

    def _tasks_page(self, tasks: Sequence[Task]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(_("Effort 1 (light) to 10 (heavy), people needed, on which days; none is every day."),
                               "meta", wrap=True))  # fmt: skip
        self.tasks: list[tuple[LineField, LineField, LineField, WeekdayField]] = []
        for at in range(MOST_TASKS):
            task = tasks[at] if at < len(tasks) else None
            name = LineField(name=_("Task {n}").format(n=at + 1), hint=_("Task {n}").format(n=at + 1))
            effort, people = LineField(name=_("Effort")), LineField(name=_("People needed"))
            days = WeekdayField(name=_("On which days"))
            for field, note in ((effort, _("effort")), (people, _("people"))):
                field.setFixedWidth(theme.px(96))
                field.set_note(note)
            if task is not None:
                name.set_value(task.name)
                effort.set_value(str(task.effort))
                people.set_value(str(task.people))
                days.set_value(task.weekdays)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(name, 1)
            for part in (effort, people, days):
                row.addWidget(part)
            column.addLayout(row)
            self.tasks.append((name, effort, people, days))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        save = Button(_("Save the tasks"), kind="primary", key="Ctrl ↵")
        save.clicked.connect(self._save_tasks)
        foot.addWidget(save)
        column.addLayout(foot)
        return holder

    def _save_tasks(self) -> None:
        wanted = []
        for name, effort, people, days in self.tasks:
            if not name.value():
                continue
            numbers = (effort.value() or "1", people.value() or "1")
            if not all(number.isdecimal() for number in numbers):
                self.refuse(_("{task}: effort is 1 to 10, people 1 to 5.").format(task=name.value()))
                name.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            wanted.append(Task(name.value(), int(numbers[0]), int(numbers[1]), days.value()))
        self.tasks_saved.emit(wanted)


def _fields(row: PoolRow) -> Fields:
    """What stands in the form of a person."""
    return {
        "resident": row.resident, "from_on": row.from_on, "to_on": row.to_on, "share": row.share,
        "weekdays": row.weekdays, "avoid": row.avoid, "prefer": row.prefer, "remark": row.remark or "",
    }  # fmt: skip
