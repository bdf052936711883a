"""What the months are made from: absences, the pool, pairs and tasks, and the weekly desk check's scores."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from app.people import service as people
from app.people.service import StaffRow
from app.roster import checks, pool
from app.roster.pool import ApartRow, PoolRow
from app.roster.rules import Task
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat
from ui.roster.acting import Acting
from ui.roster.panels import LeavePanel
from ui.roster.pool_panel import PoolPanel

if TYPE_CHECKING:
    from ui.roster.page import RosterPage


class Ruling(QObject):
    """Opens the panels of people and rules, and saves what they say."""

    def __init__(self, seat: Seat, page: "RosterPage", acting: Acting) -> None:
        super().__init__(page)
        self._seat, self._page, self._acting = seat, page, acting

    def note_absence(self) -> None:
        """A new absence, of the chosen person from the chosen day."""
        desk, cell = self._seat.desk, self._acting.cell()
        first = self._page.grid.current if self._page.room.view.value() == "month" else desk.today()

        def read(staff: list[StaffRow]) -> None:
            panel = LeavePanel(
                self._page, staff=staff, today=desk.today, first=first, person=cell.staff_id if cell else None
            )
            panel.noted.connect(lambda who, a, b, why: self._note(staff, who, a, b, why))
            self._acting.open(panel)

        self._seat.jobs.read(
            lambda _progress: people.find(desk), done=read, failed=self._seat.tell, owner=self._page
        )

    def _note(self, staff: Sequence[StaffRow], who: int, first: date, last: date, why: str) -> None:
        desk = self._seat.desk
        name = next((row.name for row in staff if row.id == who), "")
        self._acting.save(
            lambda: pool.add_leave(desk, who, first, last, why),
            said=_("{name} is noted as away.").format(name=name),
        )

    def take_absence_back(self, leave_id: int) -> None:
        """Somebody is not away after all."""
        desk = self._seat.desk
        self._acting.save(lambda: pool.remove_leave(desk, leave_id), said=_("The absence is taken back."))

    def open_pool(self) -> None:
        """People, pairs and tasks."""
        desk, jobs, page = self._seat.desk, self._seat.jobs, self._page

        def read(_progress: Progress) -> tuple[list[PoolRow], list[ApartRow], list[Task], list[StaffRow]]:
            return pool.rows(desk), pool.apart(desk), pool.tasks(desk), people.find(desk)

        def ready(found: tuple[list[PoolRow], list[ApartRow], list[Task], list[StaffRow]]) -> None:
            rows, pairs, tasks, staff = found
            panel = PoolPanel(
                page, jobs=jobs, rows=rows, pairs=pairs, tasks=tasks, staff=staff, today=desk.today
            )
            panel.member_saved.connect(
                lambda who, fields: self._rule(panel, lambda: pool.save_member(desk, who, **fields))
            )
            panel.paired.connect(
                lambda one, other, why: self._rule(panel, lambda: pool.keep_apart(desk, one, other, why))
            )
            panel.unpaired.connect(lambda i: self._rule(panel, lambda: pool.let_together(desk, i)))
            panel.tasks_saved.connect(lambda wanted: self._rule(panel, lambda: pool.save_tasks(desk, wanted)))
            self._acting.open(panel)

        jobs.read(read, done=ready, failed=self._seat.tell, owner=page)

    def _rule(self, panel: PoolPanel, work: Callable[[], Any]) -> None:
        desk = self._seat.desk

        def saved(_done: Any) -> None:
            if not shiboken6.isValid(panel):  # Esc may have been quicker than the disk
                return
            self._seat.jobs.read(
                lambda _progress: (pool.rows(desk), pool.apart(desk)), done=lambda found: panel.heard(*found),
                failed=self._seat.tell, owner=panel,
            )  # fmt: skip

        self._acting.save(
            work, said=_("The rules are saved."), done=saved, failed=self._acting.refused_in(panel)
        )

    def score_desk(self, week: date, staff_id: int, score: int | None) -> None:
        """A score of the weekly desk check."""
        desk = self._seat.desk
        self._seat.save(lambda _progress: checks.check(desk, week, staff_id, score), owner=self._page)
