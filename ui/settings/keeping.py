"""Keeps settings as soon as they are changed, says so in a toast, and takes each change back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.office.chosen import UNSET
from app.office.settings import Declared
from app.overview import settling
from app.store.errors import UserError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

DEPTH = 30


class Keeper(QObject):
    """Settings are no records: they are taken back here, by writing what stood before, not by the store's undo.

    kept(keys) -- these settings were just set or taken back.
    """

    kept = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._steps: list[dict[Declared[Any], Any]] = []

    def keep(
        self, values: dict[Declared[Any], Any], said: str, *, refused: Callable[[str], object] | None = None,
        prepare: Callable[[Any], Any] | None = None,
    ) -> None:  # fmt: skip
        """Keep `values` on the writer lane. `refused` hears why not, at the field; else it is a toast.

        prepare -- looks at each value off the GUI thread, may raise UserError, and gives back what is kept.
        """
        desk = self._seat.desk

        def work(_progress: Progress) -> dict[Declared[Any], Any]:
            before = {setting: desk.settings.stored(setting) for setting in values}
            ready = {
                setting: prepare(value) if prepare is not None and value is not UNSET else value
                for setting, value in values.items()
            }
            settling.keep(desk, ready)
            return before

        def failed(error: Exception) -> None:
            if refused is not None and isinstance(error, UserError):
                refused(error.sentence)
            else:
                self._seat.tell(
                    error, again=lambda: self.keep(values, said, refused=refused, prepare=prepare)
                )

        self._seat.jobs.write(work, done=lambda before: self._kept(before, said), failed=failed, owner=self)

    def _kept(self, before: dict[Declared[Any], Any], said: str) -> None:
        self._steps = [*self._steps, before][-DEPTH:]
        self._seat.toasts.undo(said, lambda: self.take_back(before))
        self.kept.emit({setting.key for setting in before})

    def take_back(self, step: dict[Declared[Any], Any] | None = None) -> bool:
        """Write what stood before the last change, or before `step`. False when nothing was changed here."""
        if step is None and not self._steps:
            return False
        step = step if step is not None else self._steps[-1]
        if step in self._steps:
            self._steps.remove(step)
        desk = self._seat.desk

        def done(_result: object) -> None:
            self._seat.toasts.show(_("Taken back."))
            self.kept.emit({setting.key for setting in step})

        self._seat.jobs.write(
            lambda _progress: settling.keep(desk, step), done=done, failed=self._seat.tell, owner=self
        )
        return True
