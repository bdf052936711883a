"""What an import will do and has done, said: the note of the panel, the toasts, and the rows that were not taken."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.transfer import importing, leftovers
from app.transfer.importing import Opened
from app.transfer.plans import Plan
from app.words import _, ngettext
from ui.kit.seat import Seat


def note(plan: Plan) -> str:
    """What of the file is not taken as it stands: hidden rows, sums, columns."""
    parts = importing.apart(plan)
    if plan.ignored:
        parts.append(_("Columns left out: {columns}.").format(columns=_(", ").join(plan.ignored)))
    return " ".join(parts)


def tell(seat: Seat, applied: importing.Applied, opened: Opened) -> None:
    """Say what an import did, offer to take it back, and to mend what was not taken."""
    plan = applied.plan
    words = _("Imported: {new} new, {changed} changed, {same} the same.").format(
        new=plan.count("new"), changed=plan.count("changed"), same=plan.count("same")
    )
    left = plan.count("duplicate")
    if left:
        seat.toasts.show(
            ngettext("{count} duplicate was left out.", "{count} duplicates were left out.", left).format(count=left),
            action=_("As a workbook…"), run=lambda: save_leftovers(seat, None, plan, opened),
        )  # fmt: skip
    if applied.write_id:
        seat.toasts.undo(words, lambda: seat.undo(applied.write_id))
    else:
        seat.toasts.show(words)


def save_leftovers(seat: Seat, host: QWidget | None, plan: Plan, opened: Opened) -> None:
    """Ask where, and write the rows that were not taken to a workbook."""
    usual = opened.book.path.with_name(_("{name} to mend").format(name=opened.book.path.stem) + ".xlsx")
    name, _filter = QFileDialog.getSaveFileName(host, _("Rows not taken"), str(usual), "Excel (*.xlsx)")
    if not name:
        return
    path = Path(name).with_suffix(".xlsx")

    def written(count: int) -> None:
        words = ngettext("{count} row written to {file}.", "{count} rows written to {file}.", count)
        seat.toasts.show(words.format(count=count, file=path.name))

    seat.jobs.read(lambda _progress: leftovers.write(path, plan, opened.grid), done=written, failed=seat.tell)
