"""What is done with the selected records of a list: into the bin, out of it, one field of all changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.words import _
from ui.kit import bulk_panel

if TYPE_CHECKING:
    from ui.kit.record_list import RecordList
    from ui.kit.seat import Seat


def put_away(listed: "RecordList", seat: "Seat", ids: Iterable[int]) -> None:
    """Del: into the bin. In the bin itself it says how things come back."""
    wanted = list(ids)
    if listed.asked.in_bin:
        seat.toasts.note(_("It lies in the bin already. Ins restores it."))
    elif listed.spec.remove is None:
        listed.removed.emit(wanted)
    elif real := [id for id in wanted if listed.spec.real(id)]:
        remove = listed.spec.remove
        seat.save(
            lambda _progress: remove(real), owner=listed,
            said=lambda n: _("{records} put into the bin").format(records=listed.spec.words(n)),
        )  # fmt: skip


def take_back(listed: "RecordList", seat: "Seat") -> None:
    """Out of the bin: what is selected there."""
    ids = listed.selected()
    if not listed.asked.in_bin or not ids:
        return
    restore = listed.spec.restore
    if restore is None:
        listed.restored.emit(ids)
    else:
        seat.save(
            lambda _progress: restore(ids), owner=listed,
            said=lambda n: _("{records} restored").format(records=listed.spec.words(n)),
        )  # fmt: skip


def change_many(listed: "RecordList", seat: "Seat") -> None:
    """Change a field of all that is selected."""
    ids = listed.selected()
    if listed.asked.in_bin or not ids:
        seat.toasts.note(
            _("Restore them first.")
            if listed.asked.in_bin
            else _("Select records first: Shift with the arrows.")
        )
        return
    bulk_panel.ask(listed, seat, listed.spec, ids)
