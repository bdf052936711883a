"""Papers drawn into a scratch folder: for previews, for printing, and to know how many pages they have."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from app.files import system_reason
from app.overview import papers
from app.overview.papers import Paper
from app.store.errors import UserError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.pdf import open_pages
from ui.kit.seat import Seat


class Drawing(QObject):
    """Draws by jobs and keeps what is drawn until the records change."""

    def __init__(self, seat: Seat, *, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._drawn: dict[tuple[str, date], tuple[Path, int]] = {}
        self._scratch = Path(tempfile.mkdtemp(prefix="frontdesk-"))
        self._gone = weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        self._round = 0

    def forget(self) -> None:
        """The records changed: what is drawn is stale."""
        self._drawn.clear()
        self._round += 1

    def pages(self, each: Paper, month: date) -> int | None:
        """How many pages a paper has; None before it is drawn."""
        known = self._drawn.get((each.name, month))
        return known[1] if known else None

    def draw(
        self, each: Paper, month: date, *, done: Callable[[Path], object], failed: Callable[[Exception], object],
        shown: bool = True,
    ) -> None:  # fmt: skip
        """Give `done` the PDF of a paper, drawn now unless it is there. `shown`: somebody waits for it."""
        known = self._drawn.get((each.name, month))
        desk, began = self._seat.desk, self._round
        # A file of its own for each round: an open preview still reads the one before.
        folder = self._scratch / str(began)
        target = folder / papers.file_name(each, month, "pdf")

        def drawn(_progress: Progress) -> int:
            if known is not None and target.exists():  # the system may have tidied it away
                return known[1]
            try:
                folder.mkdir(parents=True, exist_ok=True)
                sheets, _totals = each.build(desk, month)
                papers.draw(desk, sheets, target)
            except OSError as problem:
                said = _(
                    "The papers could not be written to {folder}: {reason}. Free or choose another folder."
                )
                raise UserError(said.format(folder=folder, reason=system_reason(problem))) from problem
            return len(open_pages(target).sizes)

        def finished(pages: int) -> None:
            if began == self._round:
                self._drawn[each.name, month] = (target, pages)
            done(target)

        title = _("Drawing {paper}").format(paper=_(each.title)) if shown and known is None else ""
        self._seat.jobs.read(drawn, done=finished, failed=failed, owner=self, title=title)

    def close(self) -> None:
        """Remove the scratch folder."""
        self._gone()
