"""What every page is given: the open office, the lanes for work, the news of changes, toasts and drafts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from app.files import system_reason
from app.store.changes import Changes
from app.store.errors import Unavailable, UserError
from app.words import _
from ui.kit.changes import ChangeFeed
from ui.kit.drafts import Drafts
from ui.kit.jobs import Job, Jobs, Progress
from ui.kit.toasts import Toasts

if TYPE_CHECKING:  # the database is imported after the window's frame is painted
    from app.office.desk import Desk


@dataclass(frozen=True, slots=True, weakref_slot=True)  # signals hold its methods weakly
class Seat:
    """One window's seat in the office; pages take it as their one constructor argument."""

    desk: "Desk"
    jobs: Jobs
    changes: ChangeFeed
    toasts: Toasts
    drafts: Drafts

    def save(
        self,
        work: Callable[[Progress], Any],
        *,
        owner: QObject | None = None,
        said: str | Callable[[Any], str] = "",
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Run `work`, which calls services that write, on the writer lane.

        said -- what was done, for the toast that offers to take back exactly this write; a function gets the
        result. failed -- hears of the error instead of the usual toast (`tell`), which offers to save again.
        owner -- whose `done` and `failed` these are: when it has gone meanwhile, the toast alone tells what was done
        or why not.
        """
        store = self.desk.store

        def there() -> bool:
            return owner is None or shiboken6.isValid(owner)

        def recorded(progress: Progress) -> tuple[Any, list[Changes]]:
            written: list[Changes] = []
            # The hub tells in the thread that writes, so what arrives from our own seat meanwhile is this work's.
            end = store.hub.subscribe(lambda one: written.append(one) if one.origin == store.origin else None)
            try:
                return work(progress), written
            finally:
                end()

        def finished(answer: tuple[Any, list[Changes]]) -> None:
            result, written = answer
            if said:
                words = said(result) if callable(said) else said
                if written:
                    self.toasts.undo(words, lambda: self.undo(written[-1].write_id))
                else:
                    self.toasts.show(words)
            if done is not None and there():
                done(result)

        def refused(error: Exception) -> None:
            if failed is not None and there():
                failed(error)
            else:
                self.tell(error, again=lambda: self.save(work, owner=owner, said=said, done=done))

        return self.jobs.write(recorded, done=finished, failed=refused)

    def undo(self, write_id: int | None = None) -> None:
        """Take back a write of this seat, the last one by default, and say so."""
        self.jobs.write(
            lambda _progress: self.desk.store.undo(write_id),
            done=lambda _changes: self.toasts.show(_("Taken back.")),
            failed=lambda error: self.tell(error, again=lambda: self.undo(write_id)),
        )

    def tell(self, error: Exception, *, again: Callable[[], object] | None = None) -> None:
        """Say an error as one sentence. `again` is offered (Alt+R) when trying again may help.

        Errors that are bugs are not told here: the jobs hand them to sys.excepthook.
        """
        if isinstance(error, UserError):
            self.toasts.error(error.sentence, again=again if isinstance(error, Unavailable) else None)

    def keep(self, **values: Any) -> None:
        """Remember values of this seat (tab, sizes, theme) from day to day, without waiting for the disk."""

        def kept(_progress: Progress) -> None:
            try:
                self.desk.memory.keep(**values)
            except OSError as problem:
                said = _("How the window was left can't be remembered: {reason}.")
                raise UserError(said.format(reason=system_reason(problem))) from problem

        self.jobs.write(kept, failed=self.tell)
