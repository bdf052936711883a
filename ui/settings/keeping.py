"""Keeps settings as soon as they are changed, says so in a toast, and takes each change back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.office.chosen import UNSET
from app.office.settings import Declared
from app.overview import settling
from app.store.errors import Unavailable, UserError
from app.words import _
from ui.kit.jobs import Progress
from ui.kit.seat import Seat

DEPTH = 30
Wanted = dict[Declared[Any], Any] | Callable[[], dict[Declared[Any], Any]]


@dataclass(frozen=True, slots=True, eq=False)  # by identity: a tick set twice is two steps
class _Step:
    """Settings as they were stored before a change and after it."""

    before: dict[Declared[Any], Any]
    after: dict[Declared[Any], Any]


class Keeper(QObject):
    """Settings are no records: they are taken back here, by writing what stood before, not by the store's undo.

    kept(keys) -- these settings were just set or taken back.
    """

    kept = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._steps: list[_Step] = []

    def keep(
        self, values: Wanted, said: str, *, refused: Callable[[str], object] | None = None,
        prepare: Callable[[Any], Any] | None = None,
    ) -> None:  # fmt: skip
        """Keep `values` on the writer lane. `refused` hears why not, at the field; else it is a toast.

        values -- a function of none is asked for them there, where what was changed just before is known: for a
        setting of which only a part is changed. Nothing is kept when it gives none.
        prepare -- looks at each value off the GUI thread, may raise UserError, and gives back what is kept.
        """
        desk = self._seat.desk

        def work(_progress: Progress) -> _Step:
            wanted = values() if callable(values) else values
            before = {setting: desk.settings.stored(setting) for setting in wanted}
            ready = {
                setting: prepare(value) if prepare is not None and value is not UNSET else value
                for setting, value in wanted.items()
            }
            if ready:
                settling.keep(desk, ready)
            return _Step(before, {setting: desk.settings.stored(setting) for setting in wanted})

        def failed(error: Exception) -> None:
            if refused is not None and isinstance(error, UserError):
                refused(error.sentence)
            else:
                self._seat.tell(
                    error, again=lambda: self.keep(values, said, refused=refused, prepare=prepare)
                )

        self._seat.jobs.write(work, done=lambda step: self._kept(step, said), failed=failed, owner=self)

    def _kept(self, step: _Step, said: str) -> None:
        if not step.after:
            return
        self._steps = [*self._steps, step][-DEPTH:]
        self._seat.toasts.undo(said, lambda: self.take_back(step))
        self.kept.emit({setting.key for setting in step.before})

    def take_back(self, step: _Step | None = None) -> bool:
        """Write what stood before the last change, or before `step`, unless it has been changed since. False when
        nothing was changed here.
        """
        if step is None and not self._steps:
            return False
        back = step if step is not None else self._steps[-1]
        standing, self._steps = self._steps, [each for each in self._steps if each is not back]
        desk = self._seat.desk

        def work(_progress: Progress) -> None:
            desk.settings.reload()  # another seat's change may not have been heard yet
            for setting, value in back.after.items():
                if desk.settings.stored(setting) != value:
                    said = _("This can't be undone any more: “{label}” has been changed since.")
                    raise UserError(said.format(label=_(setting.label)))
            settling.keep(desk, back.before)

        def done(_result: object) -> None:
            self._seat.toasts.show(_("Taken back."))
            self.kept.emit({setting.key for setting in back.before})

        def failed(error: Exception) -> None:
            if isinstance(error, Unavailable):
                self._steps = standing
            self._seat.tell(error, again=lambda: self.take_back(back))

        self._seat.jobs.write(work, done=done, failed=failed, owner=self)
        return True
