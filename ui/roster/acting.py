"""What is done to the month from the page: made, swapped, locked, ticked, people put by hand."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from app.people import service as people
from app.people.service import StaffRow
from app.roster import by_day, making, reasons, service
from app.roster.by_day import Wanted
from app.roster.reasons import Candidate
from app.roster.shown import Cell
from app.store.errors import UserError
from app.words import _, ngettext
from ui.kit.jobs import Progress
from ui.kit.overlay import Overlay
from ui.kit.seat import Seat
from ui.roster.day_panel import DayPanel
from ui.roster.panels import ReasonPanel, StandInPanel
from ui.roster.pool_panel import PoolPanel
from ui.roster.words import day_name, month_name

if TYPE_CHECKING:
    from ui.roster.page import RosterPage


class Acting(QObject):
    """Each deed is one job on the writer lane, one toast, one step of undo."""

    def __init__(self, seat: Seat, page: "RosterPage") -> None:
        super().__init__(page)
        self._seat, self._page = seat, page
        self._cut: Cell | None = None
        self._panel: Overlay | None = None

    def save(
        self, work: Callable[[], Any], *, said: str | Callable[[Any], str], done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:  # fmt: skip
        """Do `work` on the writer lane; what was `said` stands in the toast and at the page's foot, with undo."""

        def finished(result: Any) -> None:
            self._page.room.say(said(result) if callable(said) else said, undo=True)
            if done is not None:
                done(result)

        self._seat.save(lambda _progress: work(), owner=self._page, said=said, done=finished, failed=failed)

    # The month

    def make(self) -> None:
        """Make the month, or the rest of it again with other lots."""
        month, shown = self._page.month(), self._page.shown
        if shown is None or shown.month != month or not self._page.room.make_button.isEnabled():
            return
        if month < shown.today.replace(day=1):
            self._ask_reason(
                _("{month} is over").format(month=month_name(month)), lambda text: self._make(month, text)
            )
        else:
            self._make(month, "")

    def _ask_reason(self, title: str, then: Callable[[str], None], *, gaps: bool = False) -> None:
        panel = ReasonPanel(self._page, title, gaps=gaps)
        panel.given.connect(then)
        self.open(panel)

    def _fill_gaps(self, month: date, reason: str) -> None:
        desk = self._seat.desk

        def said(filled: int) -> str:
            return ngettext("{n} place is filled, the rest is as it was.",
                            "{n} places are filled, the rest is as it was.", filled).format(n=filled)  # fmt: skip

        self.save(lambda: making.make(desk, month, reason=reason, only_gaps=True), said=said)

    def _make(self, month: date, reason: str) -> None:
        desk, shown = self._seat.desk, self._page.shown
        assert shown is not None
        seed = None if shown.seed is None else shown.seed + 1
        locked = sum(1 for day in shown.days for cell in day.cells if cell.locked)
        self._page.setFocus()  # a button that goes dead would hand the focus on to the next one, which prints
        self._page.room.make_button.set_working(_("Making…"))

        def said(_filled: int) -> str:
            if not shown.made:
                return _("{month} is made.").format(month=month_name(month))
            words = _("The rest of {month} is made again.").format(month=month_name(month))
            if locked:
                words += " " + ngettext("{n} locked turn stayed.", "{n} locked turns stayed.", locked).format(
                    n=locked
                )
            return words

        def done(_filled: int) -> None:
            self._page.room.make_button.set_working(None)
            self._page.focus_start()

        def failed(error: Exception) -> None:
            self._page.room.make_button.set_working(None)
            self._seat.tell(error, again=self.make)

        self.save(
            lambda: making.make(desk, month, seed=seed, reason=reason), said=said, done=done, failed=failed
        )

    # One turn

    def cell(self) -> Cell | None:
        """The turn under the cursor of the calendar; None elsewhere."""
        return self._page.grid.cell() if self._page.room.view.value() == "month" else None

    def cut(self) -> None:
        """Take the chosen turn to swap it with another one."""
        cell = self.cell()
        if cell is None:
            return
        self._cut = cell
        self._page.grid.set_cut(cell.id)
        told = _("{name} on {day}: go to the other turn and press Ctrl V")
        self._page.room.say(told.format(name=cell.name or _("unfilled"), day=day_name(cell.on)))

    def paste(self) -> None:
        """Swap what was taken with the chosen turn."""
        cell, taken = self.cell(), self._cut
        if cell is None:
            return
        if taken is None:
            self._seat.toasts.note(_("Take a turn with Ctrl X first, then swap it here with Ctrl V."))
            return
        month = self._page.shown
        fresh = month.cell(taken.id) if month is not None else None
        self.swap(fresh or taken, cell)

    def swap(self, one: Cell, other: Cell) -> None:
        """Let the people of two turns change places."""
        desk = self._seat.desk
        self._cut = None
        self._page.grid.set_cut(0)
        if one.on == other.on and one.id != other.id:
            words = _("{one} and {other} change tasks on {day}.").format(
                one=one.name or _("unfilled"), other=other.name or _("unfilled"), day=day_name(one.on)
            )
        else:
            words = _("{one} on {day} and {other} on {other_day} are swapped.").format(
                one=one.name or _("unfilled"), day=day_name(one.on), other=other.name or _("unfilled"),
                other_day=day_name(other.on),
            )  # fmt: skip

        def failed(error: Exception) -> None:
            self._page.room.say("")
            self._seat.tell(error, again=lambda: self.swap(one, other))

        self.save(lambda: service.swap(desk, one.ref, other.ref), said=words, failed=failed)

    def lock(self) -> None:
        """Lock the chosen turn, or unlock it."""
        cell, desk = self.cell(), self._seat.desk
        if cell is None:
            return
        words = _("{name} on {day} is unlocked.") if cell.locked else _("{name} on {day} is locked.")
        self.save(
            lambda: service.lock(desk, [cell.ref], not cell.locked),
            said=words.format(name=cell.name, day=day_name(cell.on)),
        )

    def tick(self) -> None:
        """The chosen day is done, or open again."""
        day, desk = self._page.grid.day(), self._seat.desk
        if day is None or not day.cells:
            return
        refs = [cell.ref for cell in day.cells if cell.staff_id is not None]
        if not refs:
            self._seat.toasts.note(_("Nobody is on duty in this place. Choose somebody first."))
            return
        state = "open" if day.state == "done" else "done"
        words = _("{day} is open again.") if state == "open" else _("{day} is done.")
        self.save(lambda: service.tick(desk, refs, state), said=words.format(day=day_name(day.on)))

    def stand_in(self) -> None:
        """Somebody can't come: propose who stands in."""
        cell, desk = self.cell(), self._seat.desk
        if cell is None:
            return
        if cell.staff_id is None:
            self.open_day()
            return

        def proposed(candidates: list[Candidate]) -> None:
            panel = StandInPanel(self._page, cell, candidates)
            panel.taken.connect(lambda staff_id, why: self._stand_in(cell, staff_id, why, candidates))
            self.open(panel)

        self._seat.jobs.read(
            lambda _progress: reasons.candidates(desk, cell.id), done=proposed, failed=self._seat.tell,
            owner=self._page,
        )  # fmt: skip

    def _stand_in(self, cell: Cell, staff_id: int, why: str, known: Sequence[Candidate]) -> None:
        desk = self._seat.desk
        name = next((one.name for one in known if one.staff_id == staff_id), "")
        words = _("{name} stands in for {other} on {day}.").format(
            name=name, other=cell.name, day=day_name(cell.on)
        )
        self.save(lambda: service.stand_in(desk, cell.ref, staff_id, reason=why), said=words)

    # Panels

    def open(self, panel: Overlay) -> None:
        """Open `panel` in the place of one that is open."""
        if self._panel is not None:
            self._panel.close_up()
        self._panel = panel
        panel.closed.connect(lambda: setattr(self, "_panel", None))
        panel.open()

    @property
    def panel(self) -> Overlay | None:
        """The panel that is open."""
        return self._panel

    def open_day(self) -> None:
        """The chosen day in full."""
        day, shown, desk = self._page.grid.day(), self._page.shown, self._seat.desk
        if day is None or shown is None:
            return
        if not day.cells:
            if day.kind == "rest":
                self._seat.toasts.note(_("{day} is a rest day.").format(day=day_name(day.on)))
            elif day.on < shown.today:
                title = _("{day} is over and has nobody").format(day=day_name(day.on))
                self._ask_reason(title, lambda text: self._fill_gaps(shown.month, text), gaps=True)
            else:
                self._seat.toasts.note(
                    _("{day} has nobody yet: the calendar has changed. Make the month again.").format(
                        day=day_name(day.on)
                    )
                )
            return

        def read(_progress: Progress) -> tuple[list[StaffRow], list[str]]:
            return people.find(desk), [_(" · ").join(reasons.why(desk, cell.id)) for cell in day.cells]

        def ready(found: tuple[list[StaffRow], list[str]]) -> None:
            staff, whys = found
            panel = DayPanel(self._page, day, staff=staff, over=day.on <= shown.today, whys=whys)
            panel.saved.connect(lambda wanted: self._save_day(panel, day.on, wanted))
            self.open(panel)

        self._seat.jobs.read(read, done=ready, failed=self._seat.tell, owner=self._page)

    def _save_day(self, panel: DayPanel, on: date, wanted: list[Wanted]) -> None:
        desk = self._seat.desk

        def saved(_none: object) -> None:
            if shiboken6.isValid(panel):  # Esc may have been quicker than the disk
                panel.close_up()

        self.save(
            lambda: by_day.save_day(desk, wanted), said=_("{day} is saved.").format(day=day_name(on)),
            done=saved, failed=self.refused_in(panel),
        )  # fmt: skip

    def refused_in(self, panel: DayPanel | PoolPanel) -> Callable[[Exception], None]:
        """Says in `panel` why something was not saved, in a toast once it has been closed."""

        def refused(error: Exception) -> None:
            if isinstance(error, UserError) and shiboken6.isValid(panel) and panel.isVisible():
                panel.refuse(error.sentence)
            else:
                self._seat.tell(error)

        return refused
