"""What is offered when the office can't be opened: again, migrate, go back to a backup, save what can be read, look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.store.errors import Damaged, OlderSchema, Unavailable, UserError
from app.words import _, ngettext
from ui.kit.buttons import Button
from ui.kit.jobs import Jobs, Progress

if TYPE_CHECKING:  # their libraries are read only when something is wrong
    from app.office.desk import Desk
    from app.overview.recovery import BackupRow, Preview, Rescued


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done about an office that is not open. Each runs off the GUI thread. None: not with a server."""

    migrate: Callable[[], object]
    restore: Callable[[Path], dict[str, Any]]
    backups: "Callable[[], list[BackupRow]]"
    newest_good: "Callable[[], BackupRow | None]"
    rescue: "Callable[[Path, Callable[[int, int], None]], Rescued] | None"
    look: "Callable[[], Desk] | None"


def ways_of(data: Path | None, database: str | None, by: str | None) -> Ways:
    """The ways of the office in folder `data` or at URL `database`."""

    def migrate() -> object:
        from app.overview import care

        return care.migrate(data, database)

    def restore(file: Path) -> dict[str, Any]:
        from app.overview import care

        return care.restore(data, database, file)

    def backups() -> "list[BackupRow]":
        from app.overview import recovery

        return recovery.backups_beside(data, database)

    def newest_good() -> "BackupRow | None":
        from app.overview import recovery

        return recovery.newest_good(data, database)

    def rescue(folder: Path, progress: Callable[[int, int], None]) -> "Rescued":
        from app.overview import recovery

        return recovery.rescue(data, folder, progress=progress)

    def look() -> "Desk":
        from app.overview import recovery

        return recovery.looking(data, by=by)

    own = database is None
    return Ways(migrate, restore, backups, newest_good, rescue if own else None, look if own else None)


class Shown(Protocol):
    """What is asked of the window."""

    def refuse(self, sentence: str, *, ways: tuple[Button, ...] = (), foot: str = "") -> None:
        """Say why, with the ways out."""

    def wait_for_office(self) -> None:
        """Show that the office is being opened."""

    def choose_backup(
        self,
        read: "Callable[[], list[BackupRow]]",
        preview: "Callable[[BackupRow], Preview]",
        chosen: Callable[[Path], object],
    ) -> None:
        """Let one of the backups be chosen."""


class Refusal(QObject):
    """Says an error of opening in `window` and offers what fits it.

    again() -- try to open. opened(desk) -- a copy was opened to look at. went_back(done) -- a backup took the office's
    place: what care.restore answers.
    """

    again = Signal()
    opened = Signal(object)
    went_back = Signal(dict)

    def __init__(self, window: Shown, jobs: Jobs, ways: Ways | None, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._jobs, self._ways = window, jobs, ways
        self._sentence = ""

    def tell(self, error: Exception) -> None:
        """Say it. Whatever is no UserError was logged by the caller."""
        self._sentence = error.sentence if isinstance(error, UserError) else _(
            "Something unexpected is in the way: {reason}. The data was left as it is."
        ).format(reason=error)  # fmt: skip
        ways = self._ways
        if ways is not None and isinstance(error, OlderSchema):
            self._offer(self._button(_("Back up and bring up to date"), self._migrate, primary=True))
        elif ways is not None and isinstance(error, Damaged):
            self._offer(*self._of_damage(None))
            self._jobs.read(lambda _progress: ways.newest_good(), done=self._proposed, owner=self)
        elif (
            ways is not None
            and ways.look is not None
            and isinstance(error, Unavailable)
            and error.kind == "readonly"
        ):
            look = self._button(_("Only look at it"), self._look, primary=True, icon="eye")
            self._offer(look, self._try_again(), foot=_("Nothing can be saved then; nothing is changed."))
        else:
            self._offer(self._try_again(primary=True))

    # Buttons

    def _offer(self, *buttons: Button, foot: str = "") -> None:
        self._window.refuse(self._sentence, ways=buttons, foot=foot)

    def _button(
        self, words: str, run: Callable[[], object], *, primary: bool = False, icon: str = ""
    ) -> Button:
        made = Button(words, kind="primary" if primary else "plain", icon=icon)
        made.clicked.connect(lambda: run())
        return made

    def _try_again(self, *, primary: bool = False) -> Button:
        return self._button(_("Try again"), self.again.emit, primary=primary, icon="refresh-cw")

    def _of_damage(self, row: "BackupRow | None") -> list[Button]:
        buttons = []
        if row is not None:
            file = row.kept.file
            words = _("Go back to {day}").format(day=f"{row.at:%m-%d %H:%M}")
            buttons.append(self._button(words, lambda: self._restore(file), primary=True, icon="history"))
            buttons.append(self._button(_("Other backups…"), self._choose))
        buttons.append(self._try_again(primary=row is None))
        if self._ways is not None and self._ways.rescue is not None:
            buttons.append(self._button(_("Save what can be read…"), self._ask_rescue))
        return buttons

    def _proposed(self, row: "BackupRow | None") -> None:
        if row is None:
            self._offer(
                *self._of_damage(None), foot=_("There is no good backup in the office's own backup folder.")
            )
            return
        calls = ngettext("{n} call", "{n} calls", row.calls).format(n=f"{row.calls:,}")
        told = _(
            "The newest good backup was made on {day} and holds {calls}. The damaged file is kept beside it."
        )
        day = datetime.strftime(row.at, "%Y-%m-%d %H:%M")
        self._offer(*self._of_damage(row), foot=told.format(day=day, calls=calls))

    # What the buttons do

    def _migrate(self) -> None:
        assert self._ways is not None
        migrate = self._ways.migrate
        self._window.wait_for_office()
        self._jobs.write(
            lambda _progress: migrate(), done=lambda _done: self.again.emit(), failed=self.tell, owner=self,
            title=_("Bringing the office up to date"), whole=True,
        )  # fmt: skip

    def _choose(self) -> None:
        from app.overview import recovery

        assert self._ways is not None
        self._window.choose_backup(self._ways.backups, recovery.proof, self._restore)

    def _restore(self, file: Path) -> None:
        assert self._ways is not None
        restore = self._ways.restore
        self._window.wait_for_office()
        self._jobs.write(
            lambda _progress: restore(file), done=self.went_back.emit, failed=self.tell, owner=self,
            title=_("Going back to the backup"), whole=True,
        )  # fmt: skip

    def _look(self) -> None:
        assert self._ways is not None and self._ways.look is not None
        look = self._ways.look
        self._window.wait_for_office()
        self._jobs.read(
            lambda _progress: look(),
            done=self.opened.emit,
            failed=self.tell,
            owner=self,
            title=_("Copying"),
            whole=True,
        )

    def _ask_rescue(self) -> None:
        host = self._window if isinstance(self._window, QWidget) else None
        from PySide6.QtWidgets import QFileDialog  # late: nearly no start comes here

        chosen = QFileDialog.getExistingDirectory(host, _("Where to save what can be read"))
        if chosen:
            self.rescue(Path(chosen))

    def rescue(self, folder: Path) -> None:
        """Write what can be read into a folder of its own in `folder`, and say what came of it."""
        assert self._ways is not None and self._ways.rescue is not None
        work = self._ways.rescue
        target = folder / f"frontdesk-{datetime.now().astimezone():%Y%m%d-%H%M%S}"

        def rescued(progress: Progress) -> "Rescued":
            return work(target, lambda done, total: progress.set(done, total))

        self._jobs.read(
            rescued, done=self._rescued, failed=self.tell, owner=self, title=_("Saving what can be read")
        )

    def _rescued(self, done: "Rescued") -> None:
        rows = sum(done.rows.values())
        told = ngettext("{n} row was saved to {folder}.", "{n} rows were saved to {folder}.", rows)
        said = told.format(n=f"{rows:,}", folder=done.folder)
        if done.broken:
            said += _(" Not all of: {tables}.").format(tables=", ".join(done.broken))
        self._offer(*self._of_damage(None), foot=said)
        ways = self._ways
        if ways is not None:

            def proposed(row: "BackupRow | None") -> None:
                self._offer(*self._of_damage(row), foot=said)

            self._jobs.read(lambda _progress: ways.newest_good(), done=proposed, owner=self)
