"""Drafts: what is typed into a form is kept every few seconds and offered again after a crash."""

import json
import logging
import weakref
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit.jobs import Jobs

FIRST = 500  # ms until a form is kept for the first time
EVERY = 3000  # ms between two savings of a form that is being typed into
Write = Callable[[Path, bytes], object]
log = logging.getLogger("frontdesk.drafts")


class Drafts:
    """The drafts of one office, a JSON file each, in `folder`.

    write -- puts bytes into a file whole or not at all (app.files.atomic_write); UserError when it can't.
    """

    def __init__(self, folder: Path, *, jobs: Jobs, write: Write) -> None:
        self._folder, self._jobs, self._write = folder, jobs, write
        self._typed: weakref.WeakSet[Draft] = weakref.WeakSet()

    def save(self, name: str, values: dict[str, Any], *, done: Callable[[Any], object] | None = None,
             failed: Callable[[Exception], object] | None = None) -> None:  # fmt: skip
        """Keep `values` under `name`; what was kept under it is replaced."""
        data = json.dumps(values, ensure_ascii=False, default=_plain).encode()
        self._jobs.write(lambda _: self._write(self._file(name), data), done=done, failed=failed)

    def join(self, draft: "Draft") -> None:
        """Let a form's draft be kept by `keep_all`."""
        self._typed.add(draft)

    def keep_all(self) -> None:
        """Keep at once what every form holds that was not kept yet: something went wrong elsewhere."""
        for draft in list(self._typed):
            if shiboken6.isValid(draft):
                draft.save_now()

    def drop(self, name: str) -> None:
        """Forget a draft, saved or given up. Nothing happens when there is none."""

        def dropped(_progress: object) -> None:
            try:
                self._file(name).unlink(missing_ok=True)
            except OSError as problem:  # it is offered once more at the next start, and lost nothing
                log.info("a draft could not be removed: %s", problem)

        self._jobs.write(dropped)

    def offer(
        self, done: Callable[[dict[str, dict[str, Any]]], object], *, owner: QObject | None = None
    ) -> None:
        """Give `done` every draft left over, by name, the latest first. Moments come back as moments."""
        self._jobs.read(lambda _: self._left_over(), done=done, owner=owner)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _left_over(self) -> dict[str, dict[str, Any]]:
        kept: list[tuple[float, str, dict[str, Any]]] = []
        for file in self._folder.glob("*.json"):
            try:
                changed, values = file.stat().st_mtime, json.loads(file.read_bytes(), object_hook=_rich)
            except ValueError:
                values = None
            except (
                OSError
            ) as problem:  # its form was saved meanwhile, on the writer lane; or it may not be read
                log.info("a draft is left where it lies: %s", problem)
                continue
            if isinstance(values, dict):
                kept.append((changed, file.stem, values))
            else:  # half a file, or of a program that is not ours: no draft, and not in the way either
                _set_aside(file)
        return {name: values for _changed, name, values in sorted(kept, key=lambda each: -each[0])}


def _set_aside(file: Path) -> None:
    try:
        file.replace(file.with_suffix(".unreadable"))
    except OSError as problem:
        log.info("what is no draft could not be set aside: %s", problem)


class Draft(QObject):
    """The draft of one form: saves what it holds soon after it begins, then every EVERY ms while it changes.

    values -- what the form holds. Connect the form's `changed` to `touch`.
    """

    kept = Signal(object)  # the moment of the last saving
    failed = Signal(object)  # once, until it works again

    def __init__(
        self, drafts: Drafts, name: str, values: Callable[[], dict[str, Any]], *, every: int = EVERY,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._drafts, self._name, self._values = drafts, name, values
        self._dirty = self._broken = False
        drafts.join(self)
        self._timer = QTimer(self, interval=every)
        self._timer.timeout.connect(self.save_now)
        self._first = QTimer(self, singleShot=True, interval=min(FIRST, every))
        self._first.timeout.connect(self.save_now)

    def touch(self) -> None:
        """The form changed."""
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()
            self._first.start()

    def save_now(self) -> None:
        """Save if anything changed since the last time."""
        if not self._dirty:
            self._timer.stop()
            return
        self._dirty = False
        self._drafts.save(self._name, self._values(), done=lambda _: self._was_kept(), failed=self._not_kept)

    def drop(self) -> None:
        """The form was saved or given up: the draft goes."""
        self._dirty = False
        self._timer.stop()
        self._first.stop()
        self._drafts.drop(self._name)

    # Both may come after the form has gone; what was asked to be kept is kept all the same.

    def _was_kept(self) -> None:
        if shiboken6.isValid(self):
            self._broken = False
            self.kept.emit(datetime.now().astimezone())

    def _not_kept(self, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._dirty = True  # tried again with the next tick, which may have been given up meanwhile
        if not self._timer.isActive():
            self._timer.start()
        if not self._broken:
            self._broken = True
            self.failed.emit(error)


def _plain(value: Any) -> Any:
    for kind, name in ((datetime, "moment"), (date, "day"), (time, "clock")):
        if isinstance(value, kind):
            return {f"__{name}__": value.isoformat()}
    raise TypeError(f"{type(value).__name__} can't be kept in a draft")


def _rich(value: dict[str, Any]) -> Any:
    for kind, name in ((datetime, "moment"), (date, "day"), (time, "clock")):
        if value.keys() == {f"__{name}__"}:
            return kind.fromisoformat(value[f"__{name}__"])
    return value
