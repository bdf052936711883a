"""The month elsewhere: a workbook, a calendar file for each person, a table on the clipboard."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.overview import papers
from app.roster import calendars
from app.words import _, ngettext
from ui.kit import table_copy
from ui.kit.jobs import Progress
from ui.kit.saying import weekday
from ui.kit.seat import Seat

if TYPE_CHECKING:
    from ui.roster.page import RosterPage


class Files(QObject):
    """Asks where to, writes by a job, says what was written."""

    def __init__(self, seat: Seat, page: "RosterPage") -> None:
        super().__init__(page)
        self._seat, self._page = seat, page

    def ask_table(self) -> None:
        """Ask for a file, then write the sheets as a workbook or PDF."""
        month = self._page.month()
        usual = papers.file_name(papers.paper("roster"), month, "xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save as"), usual, "Excel (*.xlsx);;PDF (*.pdf)"
        )
        if chosen:
            self.write_table(Path(chosen))

    def write_table(self, path: Path) -> None:
        """Write the month's sheets to `path`."""
        desk, month = self._seat.desk, self._page.month()

        def written(_progress: Progress) -> None:
            sheets, _totals = papers.paper("roster").build(desk, month)
            papers.draw(desk, sheets, path)

        said = _("Saved as {name}.").format(name=path.name)
        self._seat.jobs.read(
            written, done=lambda _done: self._seat.toasts.show(said), failed=self._seat.tell, owner=self._page,
            title=_("Saving"),
        )  # fmt: skip

    def copy(self) -> None:
        """The days of the month with who is on duty, onto the clipboard as a table."""
        month = self._page.shown
        days = [day for day in month.days if day.cells] if month is not None else []
        if not days:
            self._page.room.say(_("Nobody is on duty this month yet: there is nothing to copy."))
            return
        rows = [
            [f"{day.on:%Y-%m-%d}", weekday(day.on), *(cell.name or _("unfilled") for cell in day.cells)]
            for day in days
        ]
        table_copy.put(table_copy.as_text(rows), table_copy.as_html(rows))
        said = ngettext("{n} day is on the clipboard.", "{n} days are on the clipboard.", len(rows))
        self._page.room.say(said.format(n=len(rows)))

    def ask_calendars(self) -> None:
        """Ask for a folder, then write a calendar file for each person."""
        chosen = QFileDialog.getExistingDirectory(self._page, _("Where to?"))
        if chosen:
            self.write_calendars(Path(chosen))

    def write_calendars(self, folder: Path) -> None:
        """Write the calendar files of the month into `folder`."""
        desk, month = self._seat.desk, self._page.month()

        def written(_progress: Progress) -> int:
            return calendars.write_month(desk, month, folder)

        def done(count: int) -> None:
            said = ngettext("{n} calendar file written.", "{n} calendar files written.", count)
            self._seat.toasts.show(said.format(n=count))

        self._seat.jobs.read(written, done=done, failed=self._seat.tell, owner=self._page, title=_("Saving"))
