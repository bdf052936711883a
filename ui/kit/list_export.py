"""A list written to a file: all that it shows, in its order."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.words import _
from ui.kit.jobs import Progress

if TYPE_CHECKING:
    from ui.kit.record_list import RecordList
    from ui.kit.seat import Seat


def ask(listed: "RecordList", seat: "Seat") -> None:
    """Ask for a file, then write what is listed."""
    proposed = Path.home() / f"{listed.spec.name}.xlsx"
    name, _kind = QFileDialog.getSaveFileName(
        listed, _("Export what is listed"), str(proposed), "Excel (*.xlsx);;CSV (*.csv)"
    )
    if name:
        write(listed, seat, Path(name))


def write(listed: "RecordList", seat: "Seat", path: Path) -> None:
    """Write the records that are listed, all of them and in their order, to `path`."""
    export, real = listed.spec.export, listed.spec.real
    source, sort = listed.table.model().source(), listed.table.model().sort
    if export is None or source is None:
        return

    def work(progress: Progress) -> int:
        token = object()
        progress.on_cancel(lambda: source.interrupt(token))
        ids = [id for id in source.find(None, sort, token) if real(id)]
        return export(path, ids, lambda done, all: progress.set(done, all))

    def written(count: int) -> None:
        said = _("{records} written to {file}.")
        seat.toasts.show(said.format(records=listed.spec.words(count), file=path.name))

    seat.jobs.read(
        work, title=_("Writing {file}").format(file=path.name), owner=listed, done=written,
        failed=lambda error: seat.tell(error, again=lambda: write(listed, seat, path)),
    )  # fmt: skip
