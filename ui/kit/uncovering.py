"""Hidden numbers shown by a key: it is written down first, then they are on screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.office import privacy
from app.words import _
from ui.kit.seat import Seat


def uncover(
    seat: Seat, kind: str, record_id: int | None, *, owner: QObject, done: Callable[[], object]
) -> None:
    """Write down that the numbers of a record are looked at, then `done`; at once where nothing is hidden.

    Lists, records, cards and rows hide numbers. A form in which a number can be changed has to show it: opening one
    for a saved record is a look at its number and is written down the same way.
    """
    desk = seat.desk
    if not privacy.masks(desk):
        done()
        return
    seat.save(
        lambda _progress: privacy.uncover(desk, kind, record_id), owner=owner, done=lambda _none: done()
    )


def tell_number(seat: Seat, kind: str, record_id: int, number: str, *, owner: QObject) -> None:
    """The whole number of the record in front, in a toast."""
    if number and privacy.masks(seat.desk):
        uncover(
            seat, kind, record_id, owner=owner,
            done=lambda: seat.toasts.note(_("The number is {number}").format(number=number)),
        )  # fmt: skip
