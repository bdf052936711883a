"""Why somebody is on duty, asked for by a job and told under the month, at the mouse and in the day's form."""

from PySide6.QtCore import QObject, QTimer

from app.roster import reasons
from app.roster.shown import Cell
from app.words import _
from ui.kit.seat import Seat
from ui.roster.room import MonthRoom

LATE = 120
"""Milliseconds that the cursor rests before it is asked."""


class Explaining(QObject):
    """Keeps the answers until the month is read anew."""

    def __init__(self, seat: Seat, room: MonthRoom) -> None:
        super().__init__(room)
        self._seat, self._room = seat, room
        self._known: dict[tuple[int, int], list[str]] = {}
        self._late = QTimer(self, singleShot=True, interval=LATE)
        self._late.timeout.connect(self._ask_chosen)
        room.grid.asked.connect(self.ask)

    def forget(self) -> None:
        """The month is read anew: what is known is stale."""
        self._known.clear()

    def follow(self) -> None:
        """The line under the month says why the chosen person is on duty, what the marks mean, how a score is typed."""
        room = self._room
        if room.view.value() == "desks":
            found = room.desk_grid.checked()
            told = _("A score is typed: 0 to 9, 1 and 0 for ten; Del takes it away.")
            room.why.set_text(_(" · ").join(filter(None, (told, found.note if found else ""))), tone="text2")
        elif room.view.value() == "people":
            room.why.set_text(
                _(
                    "● on duty, ✓ done, × missed, ⇄ swapped or stands in; ±: ahead of a fair share of the year"
                ),
                tone="text2",
            )
        elif self._chosen() is not None:
            self._late.start()
        else:
            room.why.set_text("")

    def _chosen(self) -> Cell | None:
        room = self._room
        return room.grid.cell() if room.view.value() == "month" else None

    def _ask_chosen(self) -> None:
        cell = self._chosen()
        if cell is not None and self._room.isVisible():
            self.ask(cell)

    def ask(self, cell: Cell) -> None:
        """Find out why `cell` is whose it is, and tell it where it is looked for."""
        known = self._known.get(cell.ref)
        if known is not None:
            self._tell(cell, known)
            return
        desk = self._seat.desk
        self._seat.jobs.read(
            lambda _progress: reasons.why(desk, cell.id),
            done=lambda told: self._tell(cell, told), failed=self._seat.tell, owner=self._room,
            latest="why",
        )  # fmt: skip

    def _tell(self, cell: Cell, told: list[str]) -> None:
        self._known[cell.ref] = told
        self._room.grid.explain(cell, told)
        chosen = self._chosen()
        if chosen is not None and chosen.id == cell.id:
            name = cell.name or _("unfilled")
            self._room.why.set_text(_(" · ").join((name, cell.task, *told)), tone="text2")
